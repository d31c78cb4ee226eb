/** Equal parts of resources become one; what differs in meaning, were it only a digit, stays apart. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource, Observation } from 'fhir/r4.js';
import { decimalText, parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { Compactor } from '../../../packages/sdk/src/record/compact.ts';

function compacted(...sent: object[]): Observation[] {
  const compactor = new Compactor();
  const resources = sent.map((one) => parseJson(JSON.stringify(one).replaceAll('"#', '').replaceAll('#"', '')));
  for (const resource of resources) compactor.compact(resource as FhirResource);
  return resources as Observation[];
}
const result = (id: string, value: string): object => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] },
  valueQuantity: { value: `#${value}#`, unit: 'g/dL' },
});

describe('compacting', () => {
  it('leaves all that a resource says, but its narrative', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...result(`o${index}`, String(index / 7)),
      resourceType: 'Procedure',
      identifier: [{ system: 'urn:lab', value: `n${index}`, type: { text: `t${index}` } }],
      meta: { versionId: String(index) },
      text: { status: 'generated', div: '<div>x</div>' },
    }));
    const expected = many.map(({ text: _, ...rest }) => ({ ...rest, valueQuantity: { value: 0, unit: 'g/dL' } }));
    expected.forEach((one, index) => (one.valueQuantity.value = index / 7));
    assert.deepEqual(JSON.parse(JSON.stringify(compacted(...many))), expected);
  });

  it('leaves of an observation what is shown', () => {
    const [kept] = compacted({
      ...result('o', '12.50'),
      identifier: [{ system: 'urn:lab', value: 'n1' }],
      text: { status: 'generated', div: '<div>x</div>' },
    });
    const expected = { ...result('o', ''), valueQuantity: { value: 12.5, unit: 'g/dL' } };
    assert.deepEqual(JSON.parse(JSON.stringify(kept)), expected);
    assert.equal(decimalText(kept?.valueQuantity, 'value'), '12.50');
  });

  it('keeps equal elements once', () => {
    const [one, two] = compacted(result('a', '12.5'), result('b', '12.5'));
    assert.equal(one?.code, two?.code);
    assert.equal(one?.valueQuantity, two?.valueQuantity);
  });

  it('keeps equal decimals once that JavaScript would not print as they were sent', () => {
    const [one, two, other] = compacted(result('a', '5.0'), result('b', '5.0'), result('c', '5.00'));
    assert.equal(one?.valueQuantity, two?.valueQuantity);
    assert.equal(decimalText(two?.valueQuantity, 'value'), '5.0');
    assert.equal(decimalText(other?.valueQuantity, 'value'), '5.00');
  });

  it('keeps decimals apart that were sent with different precision, in whichever order', () => {
    for (const values of [
      ['5', '5.0', '5.00'],
      ['5.00', '5.0', '5'],
    ]) {
      const resources = compacted(...values.map((value, index) => result(`o${index}`, value)));
      assert.deepEqual(
        resources.map(({ valueQuantity }) => decimalText(valueQuantity, 'value')),
        values,
      );
    }
  });
});
