/** What a test came to before one of its results. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { beforeOf } from '../../../packages/sdk/src/topics/before.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { resultTable } from '../../../packages/sdk/src/topics/result-table.ts';
import { inputOf } from '../topics/support/corpus.ts';

interface Sent {
  readonly date?: string;
  readonly value?: object;
  readonly status?: string;
}
const mg = (value: number, more: object = {}): object => ({ valueQuantity: { value, unit: 'mg/L', ...more } });

/** What stands before the first of these: ids, and how the first stands to it. */
function before(...sent: readonly Sent[]): string {
  const resources = sent.map(({ date, value = mg(5), status = 'final' }, at) => ({
    resourceType: 'Observation',
    id: `o${at}`,
    status,
    code: { coding: [{ system: 'http://loinc.org', code: '1988-5' }] },
    effectiveDateTime: date,
    ...value,
  }));
  const { tests } = resultTable(reports.view(inputOf(resources as FhirResource[])));
  const test = tests.find(({ findings }) => findings.some(({ line }) => line.reference === 'Observation/o0'));
  const finding = test?.findings.find(({ line }) => line.reference === 'Observation/o0');
  const found = test && finding && beforeOf(test, finding);
  return found ? [...found.findings.map(({ line }) => line.reference), found.change ?? '?'].join(' ') : 'none';
}

describe('what stands before a result', () => {
  it('is the newest value that is earlier, with how the result stands to it', () => {
    const [now, then, first] = ['2026-03-01', '2026-02-01', '2026-01-01'].map((date) => ({ date }));
    assert.equal(before({ ...now, value: mg(6) }, first!, then!), 'Observation/o2 up');
    assert.equal(before({ ...now, value: mg(4) }, then!), 'Observation/o1 down');
    assert.equal(before({ ...now, value: mg(5.0) }, then!), 'Observation/o1 same');
    assert.equal(before(first!, now!, then!), 'none');
  });

  it('is no value that was cancelled, entered in error, only ordered, or absent', () => {
    const now = { date: '2026-03-01' };
    for (const status of ['cancelled', 'entered-in-error', 'registered'])
      assert.equal(before(now, { date: '2026-02-01', status }), 'none', status);
    assert.equal(before(now, { date: '2026-02-01', value: { dataAbsentReason: { text: 'clotted' } } }), 'none');
  });

  it('is all of one moment, and then neither higher nor lower', () => {
    const then = { date: '2026-02-01T08:00:00Z' };
    assert.equal(before({ date: '2026-03-01' }, then, { ...then, value: mg(9) }), 'Observation/o1 Observation/o2 ?');
  });

  it('is neither higher nor lower where units differ, or one is a bound or words', () => {
    const then = { date: '2026-02-01' };
    for (const value of [mg(5, { unit: 'g/L' }), mg(5, { comparator: '<' }), { valueString: 'trace' }])
      assert.equal(before({ date: '2026-03-01' }, { ...then, value }), 'Observation/o1 ?');
  });

  it('is neither above nor below a result that was cancelled', () => {
    const then = { date: '2026-02-01' };
    assert.equal(before({ date: '2026-03-01', value: mg(9), status: 'cancelled' }, then), 'Observation/o1 ?');
  });

  it('is nothing of which it is not known that it was before', () => {
    assert.equal(before({ date: '2026-03-01T08:00:00Z' }, { date: '2026-03-01' }), 'none');
    assert.equal(before({ date: '2026-03-01' }, { date: '2026-03' }), 'none');
    assert.equal(before({ date: '2026-03-01' }, {}), 'none');
    assert.equal(before({}, { date: '2026-03-01' }), 'none');
  });
});
