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
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...result(`o${index}`, String(index / 7)),
      identifier: [{ system: 'urn:lab', value: `n${index}`, type: { text: `t${index}` } }],
      text: { status: 'generated', div: '<div>x</div>' },
    }));
    const expected = many.map(({ text: _, ...rest }) => ({ ...rest, valueQuantity: { value: 0, unit: 'g/dL' } }));
    expected.forEach((one, index) => (one.valueQuantity.value = index / 7));
    assert.deepEqual(JSON.parse(JSON.stringify(compacted(...many))), expected);
  });

  it('keeps equal elements once', () => {
    const [one, two] = compacted(result('a', '12.5'), result('b', '12.5'));
    assert.equal(one?.code, two?.code);
    assert.equal(one?.valueQuantity, two?.valueQuantity);
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
