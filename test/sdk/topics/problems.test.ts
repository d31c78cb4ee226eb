import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition } from 'fhir/r4.js';
import { problems, type ProblemsView } from '../../../packages/sdk/src/topics/problems.ts';
import { inputOf, together } from './support/corpus.ts';

const SNOMED = 'http://snomed.info/sct';
const clinical = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
});
const verified = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code }],
});
const category = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code }] },
];
const named = (code: string, display: string) => ({ coding: [{ system: SNOMED, code, display }] });

const ASTHMA = named('195967001', 'Asthma');
const KNEE = named('239873007', 'Osteoarthritis of knee');

function condition(id: string, code: Condition['code'], more: Partial<Condition> = {}): Condition {
  return { resourceType: 'Condition', id, subject: {}, code: code ?? {}, clinicalStatus: clinical('active'), ...more };
}
const view = (...conditions: Condition[]): ProblemsView => problems.view(inputOf(conditions));

test('one problem recorded three times is one group with every entry in it', () => {
  const { current } = view(
    condition('1', ASTHMA, { recordedDate: '2009', onsetDateTime: '2009-05' }),
    condition('2', ASTHMA, { recordedDate: '2020', category: category('encounter-diagnosis') }),
    condition('3', ASTHMA, { recordedDate: '2015', category: category('problem-list-item'), onsetDateTime: '2007' }),
  );
  assert.equal(current.length, 1);
  const [group] = current;
  assert.deepEqual(
    group?.entries.map(({ reference }) => reference),
    ['Condition/2', 'Condition/3', 'Condition/1'],
  );
  assert.equal(group?.lead.reference, 'Condition/2');
  assert.equal(group?.kind, 'problem');
  assert.deepEqual(group?.onset, { kind: 'date', date: '2007' });
});

test('left and right, and different codes, are different problems', () => {
  const side = (text: string) => ({ bodySite: [{ text }] });
  assert.equal(view(condition('1', KNEE, side('left')), condition('2', KNEE, side('right'))).current.length, 2);
  const coarse = { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M17.9' };
  const one = { coding: [...KNEE.coding, coarse] };
  const other = { coding: [...named('1', 'Another knee trouble').coding, coarse] };
  assert.equal(view(condition('1', one), condition('2', other)).current.length, 2);
});

test('an active entry keeps a group current although the newest entry is resolved', () => {
  const found = view(
    condition('1', ASTHMA, { recordedDate: '2010' }),
    condition('2', ASTHMA, { recordedDate: '2020', clinicalStatus: clinical('resolved') }),
  );
  assert.equal(found.current[0]?.lead.reference, 'Condition/1');
  assert.equal(found.current[0]?.entries.length, 2);
  assert.equal(found.past.length, 0);
});

test('sources that differ about a problem are said to disagree', () => {
  const active = inputOf([condition('1', ASTHMA)], undefined, 'a');
  const resolved = inputOf([condition('1', ASTHMA, { clinicalStatus: clinical('resolved') })], undefined, 'b');
  assert.equal(problems.view(together(active, resolved)).current[0]?.sourcesDisagree, true);
  const agreed = inputOf([condition('1', ASTHMA)], undefined, 'b');
  assert.equal(problems.view(together(active, agreed)).current[0]?.sourcesDisagree, false);
});

test('every clinical status has its place', () => {
  const places: Record<string, 'current' | 'past'> = {
    active: 'current',
    recurrence: 'current',
    relapse: 'current',
    inactive: 'past',
    remission: 'past',
    resolved: 'past',
    'not-a-code': 'current',
  };
  for (const [code, place] of Object.entries(places)) {
    const found = view(condition('1', ASTHMA, { clinicalStatus: clinical(code) }));
    assert.equal(found[place].length, 1, code);
    assert.equal(found[place][0]?.lead.status, code === 'not-a-code' ? 'unknown' : code);
    assert.equal(found[place][0]?.lead.statusCode, code);
  }
});

test('a missing status is unknown, and over when an end is recorded', () => {
  const { clinicalStatus: _, ...silent } = condition('1', ASTHMA);
  assert.equal(view(silent).current[0]?.lead.status, 'unknown');
  const ended = view({ ...silent, abatementDateTime: '2019' });
  assert.equal(ended.past[0]?.lead.status, 'unknown');
  assert.equal(ended.current.length, 0);
});

test('refuted and mistaken conditions are never among problems', () => {
  const found = view(
    condition('1', ASTHMA, { verificationStatus: verified('refuted') }),
    condition('2', KNEE, { verificationStatus: verified('entered-in-error') }),
  );
  assert.deepEqual(
    [found.current.length, found.past.length, found.refuted.length, found.enteredInError.length],
    [0, 0, 1, 1],
  );
});

test('problems come before diagnoses of a visit, newest first', () => {
  const { current } = view(
    condition('1', named('1', 'A'), { recordedDate: '2020', category: category('encounter-diagnosis') }),
    condition('2', named('2', 'B'), { recordedDate: '2001', category: category('problem-list-item') }),
    condition('3', named('3', 'C'), { recordedDate: '2010', category: category('problem-list-item') }),
    condition('4', named('4', 'D'), { recordedDate: '2022', clinicalStatus: clinical('?') }),
  );
  assert.deepEqual(
    current.map(({ lead }) => lead.name?.text),
    ['C', 'B', 'A', 'D'],
  );
});

test('health concerns are told apart', () => {
  assert.equal(
    view(condition('1', ASTHMA, { category: category('health-concern') })).current[0]?.kind,
    'health-concern',
  );
});

test('known none, no information, and their contradiction', () => {
  const ips = (code: string) => ({
    coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code }],
  });
  assert.equal(problems.content(view(condition('1', ips('no-known-problems')))), 'known-none');
  assert.equal(problems.content(view(condition('1', ips('no-problem-info')))), 'none-recorded');
  const both = view(condition('1', ips('no-known-problems')), condition('2', ASTHMA));
  assert.equal(both.contradicted, true);
  assert.equal(both.current.length, 1);
});

test('onset as an age, a range or words is kept as it is', () => {
  const onset = (more: Partial<Condition>) => view(condition('1', ASTHMA, more)).current[0]?.lead.onset?.kind;
  assert.equal(onset({ onsetAge: { value: 52, unit: 'years', code: 'a' } }), 'age');
  assert.equal(onset({ onsetRange: { low: { value: 5 }, high: { value: 9 } } }), 'age-range');
  assert.equal(onset({ onsetString: 'in childhood' }), 'text');
  assert.equal(onset({ onsetPeriod: { start: '2010' } }), 'period');
});
