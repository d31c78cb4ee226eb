/**
 * What could be hidden where several sources' records are made one: each way that was found, and that it is not taken.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problems } from '../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import { keys, viewOf } from '../../support/views.ts';

const AT = '2026-01-10T08:00:00Z';
const potassium = (id: string, value: number, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
  effectiveDateTime: AT,
  valueQuantity: { value, unit: 'mmol/L' },
  ...more,
});
const condition = (id: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '195967001' }], text: 'Asthma' },
  ...more,
});

describe('a code without a system', () => {
  const code = (text: string) => ({ code: { coding: [{ code: '1001' }], text } });

  it('makes no series of two tests', () => {
    const view = viewOf(results, [potassium('1', 7, code('Potassium'))], [potassium('2', 90, code('Glucose'))]);
    assert.deepEqual(
      view.tests.map(({ name }) => name?.text),
      ['Potassium', 'Glucose'],
    );
  });

  it('makes no group of two problems', () => {
    const view = viewOf(problems, [condition('1', code('Asthma'))], [condition('2', code('Fracture'))]);
    assert.deepEqual(keys(view.current.map(({ lead }) => lead)), ['A/Condition/1', 'B/Condition/2']);
  });
});
