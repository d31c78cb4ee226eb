/** Results that contradict themselves: told as they are, judged by nobody, and never made to agree. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource, Quantity } from 'fhir/r4.js';
import { formatQuantity } from '../../../packages/sdk/src/format/number.ts';
import { quantityOf } from '../../../packages/sdk/src/format/quantity.ts';
import { convert } from '../../../packages/sdk/src/format/units/convert.ts';
import type { ObservationLine } from '../../../packages/sdk/src/topics/observation.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { inputOf } from '../topics/support/corpus.ts';

const UCUM = 'http://unitsofmeasure.org';

function lineOf(more: object): ObservationLine {
  const resource = { resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'Glucose' }, ...more };
  const [line] = reports.view(inputOf([resource as FhirResource])).lines;
  assert.ok(line);
  return line;
}
const said = (...codes: string[]): object => ({ interpretation: codes.map((code) => ({ coding: [{ code }] })) });
const range = (low: number, high: number, unit: Partial<Quantity>): object => ({
  referenceRange: [{ low: { value: low, ...unit }, high: { value: high, ...unit } }],
});

describe('a result that contradicts itself', () => {
  it('and is called high and low is told as both, the more severe first', () => {
    const { flag } = lineOf({ valueInteger: 5, ...said('L', 'HH', 'N') });
    assert.deepEqual([flag.level, flag.against?.level], ['critical-high', 'low']);
    assert.equal(lineOf({ valueInteger: 5, ...said('HH', 'H', 'N') }).flag.against, undefined);
  });

  it('and has a value and a reason for having none tells the reason beside the value, of its parts too', () => {
    const reason = { dataAbsentReason: { text: 'Sample haemolysed' } };
    const part = { code: { text: 'Fasting' }, valueInteger: 7, ...reason };
    const { value, notes } = lineOf({ valueInteger: 5, ...reason, component: [part] });
    assert.equal(value.kind, 'integer');
    assert.deepEqual(
      notes.map(({ text }) => text),
      ['Sample haemolysed', 'Fasting: Sample haemolysed'],
    );
    assert.deepEqual(
      notes.map(({ absent }) => [absent?.part?.text, absent?.text]),
      [
        [undefined, 'Sample haemolysed'],
        ['Fasting', 'Sample haemolysed'],
      ],
      'and not as a comment',
    );
    assert.deepEqual(lineOf(reason).notes, [], 'without a value it stands in its place');
  });

  it('in its unit says both units, is not converted, and is not judged by a range in either', () => {
    const unit = { unit: 'mg/dL', code: 'mmol/L', system: UCUM };
    const quantity = quantityOf({ value: 7.1, ...unit });
    assert.ok(quantity);
    assert.equal(formatQuantity(quantity, 'en'), '7.1\u00a0mg/dL (mmol/L)');
    assert.equal(convert(quantity, 'mmol/dL'), undefined);
    for (const one of [
      { unit: 'mmol/L', code: 'mmol/L', system: UCUM },
      { unit: 'mg/dL', code: 'mg/dL', system: UCUM },
    ])
      assert.equal(lineOf({ valueQuantity: { value: 7.1, ...unit }, ...range(3, 6, one) }).flag.level, 'none');
  });

  it('only in how its unit is written does not', () => {
    for (const [unit, code] of [
      ['mmol/l', 'mmol/L'],
      ['µg/L', 'ug/L'],
      ['mcg/L', 'ug/L'],
      ['mmHg', 'mm[Hg]'],
      ['x10^9/L', '10*9/L'],
      ['beats/min', '/min'],
    ] as const)
      assert.doesNotMatch(formatQuantity({ value: '7', unit, code, system: UCUM }, 'en'), /\(/);
  });

  it('in its range, whose low end is above its high one, is not judged by it', () => {
    assert.equal(lineOf({ valueQuantity: { value: 5, unit: 'g' }, ...range(6, 3, { unit: 'g' }) }).flag.level, 'none');
  });

  it('in its comparator is told with it, and is no exact number', () => {
    const { value, flag } = lineOf({
      valueQuantity: { value: 5, unit: 'g', comparator: '~' },
      ...range(1, 3, { unit: 'g' }),
    });
    assert.ok(value.kind === 'quantity');
    assert.equal(formatQuantity(value.quantity, 'en'), '~\u00a05\u00a0g');
    assert.equal(flag.level, 'none');
  });
});
