import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource, MedicationRequest, MedicationStatement } from 'fhir/r4.js';
import { medications, type MedicationsView } from '../../../packages/sdk/src/topics/medications.ts';
import { examples, inputOf } from './support/corpus.ts';

function request(
  id: string,
  more: Partial<Omit<MedicationRequest, 'status'>> & { status?: string } = {},
): MedicationRequest {
  const base = { resourceType: 'MedicationRequest', id, status: 'active', intent: 'order', subject: {} };
  return { ...base, medicationCodeableConcept: { text: `Medicine ${id}` }, ...more } as MedicationRequest;
}
function statement(
  id: string,
  more: Partial<Omit<MedicationStatement, 'status'>> & { status?: string } = {},
): MedicationStatement {
  const base = { resourceType: 'MedicationStatement', id, status: 'active', subject: {} };
  return { ...base, medicationCodeableConcept: { text: `Medicine ${id}` }, ...more } as MedicationStatement;
}
const view = (...resources: FhirResource[]): MedicationsView => medications.view(inputOf(resources));

type Place = 'current' | 'proposed' | 'past' | 'doNotGive' | 'enteredInError';
const PLACES: readonly Place[] = ['current', 'proposed', 'past', 'doNotGive', 'enteredInError'];
const placeOf = (found: MedicationsView): string => PLACES.filter((place) => found[place].length > 0).join();

test('every status of a request has its place and keeps its code', () => {
  const expected: Record<string, [Place, string]> = {
    active: ['current', 'active'],
    'on-hold': ['current', 'on-hold'],
    cancelled: ['past', 'cancelled'],
    completed: ['past', 'completed'],
    stopped: ['past', 'stopped'],
    draft: ['proposed', 'draft'],
    'entered-in-error': ['enteredInError', 'entered-in-error'],
    unknown: ['current', 'unknown'],
    invented: ['current', 'unknown'],
  };
  for (const [status, [place, shown]] of Object.entries(expected)) {
    const found = view(request('1', { status }));
    assert.equal(placeOf(found), place, status);
    assert.equal(found[place][0]?.status, shown, status);
    assert.equal(found[place][0]?.statusCode, status);
  }
});

test('every status of a statement has its place', () => {
  const expected: Record<string, Place> = {
    active: 'current',
    'on-hold': 'current',
    unknown: 'current',
    intended: 'proposed',
    completed: 'past',
    stopped: 'past',
    'not-taken': 'past',
    'entered-in-error': 'enteredInError',
  };
  for (const [status, place] of Object.entries(expected))
    assert.equal(placeOf(view(statement('1', { status }))), place, status);
});

test('a proposal is not in force, a plan is (US Core lists both orders and plans)', () => {
  for (const intent of ['proposal', 'option'] as const)
    assert.equal(placeOf(view(request('1', { intent }))), 'proposed');
  for (const intent of ['plan', 'order', 'reflex-order'] as const)
    assert.equal(placeOf(view(request('1', { intent }))), 'current');
});

test('an order not to give a medicine is never listed as one taken', () => {
  assert.equal(placeOf(view(request('1', { doNotPerform: true }))), 'doNotGive');
});

test('the name comes from the code, the medicine referred to, a contained one, or the reference’s words', () => {
  const medicine = { resourceType: 'Medication', id: 'm', code: { text: 'Axid' }, form: { text: 'capsule' } } as const;
  const by = (reference: object, more: object = {}) => {
    const { medicationCodeableConcept: _, ...bare } = request('1');
    return { ...bare, medicationReference: reference, ...more } as MedicationRequest;
  };
  assert.equal(view(request('1')).current[0]?.name?.text, 'Medicine 1');
  assert.equal(view(by({ reference: 'Medication/m' }), medicine).current[0]?.name?.text, 'Axid');
  assert.equal(view(by({ reference: 'Medication/m' }), medicine).current[0]?.form?.text, 'capsule');
  assert.equal(view(by({ reference: '#m' }, { contained: [medicine] })).current[0]?.name?.text, 'Axid');
  assert.equal(
    view(by({ reference: 'Medication/gone', display: 'Axid 150 mg' })).current[0]?.name?.text,
    'Axid 150 mg',
  );
  assert.equal(view(by({ reference: 'Medication/gone' })).current[0]?.name, undefined);
});

test('a mixture without a code is called by its ingredients, with their strengths kept', () => {
  const strength = { numerator: { value: 5, unit: 'mg' }, denominator: { value: 1, unit: 'mL' } };
  const ingredient = [
    { itemCodeableConcept: { text: 'Morphine' }, strength },
    { itemCodeableConcept: { text: 'Saline' } },
  ];
  const { medicationCodeableConcept: _, ...bare } = request('1');
  const contained = [{ resourceType: 'Medication', id: 'm', ingredient }];
  const [line] = view({ ...bare, contained, medicationReference: { reference: '#m' } }).current;
  assert.equal(line?.name?.text, 'Morphine / Saline');
  assert.equal(line?.ingredients[0]?.strength?.numerator?.value, '5');
});

test('lists are newest first by the date prescribed or taken, requests and statements together', () => {
  const { current } = view(
    request('old', { authoredOn: '2019-03-01' }),
    statement('middle', { effectivePeriod: { start: '2021-06' } }),
    request('new', { authoredOn: '2026-01-01T10:00:00Z' }),
    request('undated'),
  );
  assert.deepEqual(
    current.map(({ reference, source }) => [reference.split('/')[1], source]),
    [
      ['new', 'request'],
      ['middle', 'statement'],
      ['old', 'request'],
      ['undated', 'request'],
    ],
  );
});

test('who reported it is told', () => {
  assert.equal(view(request('1')).current[0]?.reported, false);
  assert.equal(view(request('1', { reportedBoolean: true })).current[0]?.reported, true);
  const told = view(statement('1', { informationSource: { reference: 'Patient/p' } })).current[0]?.reported;
  assert.equal(typeof told === 'object' && told.kind, 'patient');
});

test('refills, quantity and validity are told as sent, and a silent request invents none', () => {
  const dispenseRequest = {
    numberOfRepeatsAllowed: 0,
    quantity: { value: 28, unit: 'tablet' },
    validityPeriod: { end: '2027-01' },
  };
  const [line] = view(request('1', { dispenseRequest })).current;
  assert.equal(line?.dispense?.repeats, '0');
  assert.equal(line?.dispense?.quantity?.value, '28');
  assert.deepEqual(line?.dispense?.validity, { start: undefined, end: '2027-01' });
  assert.equal(view(request('1')).current[0]?.dispense, undefined);
  assert.equal(view(request('1', { dispenseRequest: {} })).current[0]?.dispense?.repeats, undefined);
});

test('what it is for comes from codes and from conditions referred to', () => {
  const pain: FhirResource = { resourceType: 'Condition', id: 'c', subject: {}, code: { text: 'Back pain' } };
  const [line] = view(
    pain,
    request('1', { reasonCode: [{ text: 'Sleep' }], reasonReference: [{ reference: 'Condition/c' }] }),
  ).current;
  assert.deepEqual(
    line?.reasons.map(({ text }) => text),
    ['Sleep', 'Back pain'],
  );
});

test('known none, no information, and their contradiction', () => {
  const ips = (code: string) => ({
    coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code }],
  });
  const none = statement('1', { medicationCodeableConcept: ips('no-known-medications') });
  assert.equal(medications.content(view(none)), 'known-none');
  assert.equal(
    medications.content(view(statement('1', { medicationCodeableConcept: ips('no-medication-info') }))),
    'none-recorded',
  );
  assert.equal(view(none, request('2')).contradicted, true);
  assert.equal(medications.content(view()), 'none-recorded');
});

test('every official prescription has a name and a dosage to show', () => {
  const files = examples('fhir-r4-official-examples').filter(({ file }) => file.includes('/MedicationRequest'));
  assert.ok(files.length >= 17);
  for (const { file, resources } of files) {
    const found = medications.view(inputOf(resources));
    const [line] = PLACES.flatMap((place) => found[place]);
    assert.ok(line?.name && line.dosages.length > 0, file);
  }
});

test('a medicine whose end has passed while its status goes on says both', () => {
  const until = (end: string | undefined) => ({
    timing: { repeat: { boundsPeriod: { start: '2019', ...(end && { end }) } } },
  });
  const overdue = (...resources: FhirResource[]): (string | undefined)[] =>
    view(...resources).current.map(({ overdueEnd }) => overdueEnd);
  assert.deepEqual(overdue(statement('1', { effectivePeriod: { start: '2020-01', end: '2020-02-03' } })), [
    '2020-02-03',
  ]);
  assert.deepEqual(overdue(statement('1', { effectivePeriod: { start: '2020-01', end: '2027' } })), [undefined]);
  assert.deepEqual(overdue(statement('1', { effectivePeriod: { start: '2020-01' } })), [undefined]);
  assert.deepEqual(overdue(request('1', { dosageInstruction: [until('2020-02'), until('2020-05')] })), ['2020-05']);
  assert.deepEqual(overdue(request('1', { dosageInstruction: [until('2020-02'), until(undefined)] })), [undefined]);
  assert.equal(
    view(statement('1', { status: 'completed', effectivePeriod: { end: '2020' } })).past[0]?.overdueEnd,
    undefined,
  );
});

test('an order says that it is reported as not taken, by the newest report that is no older than it', () => {
  const medicationCodeableConcept = { text: 'Metformin' };
  const order = request('o', { medicationCodeableConcept, authoredOn: '2026-01-10' });
  const said = (id: string, status: string, dateAsserted: string): MedicationStatement =>
    statement(id, { medicationCodeableConcept, status, dateAsserted });
  const notTaken = (...reports: MedicationStatement[]): string | undefined =>
    view(order, ...reports).current.find(({ source }) => source === 'request')?.notTaken?.reference;
  assert.equal(notTaken(said('s', 'not-taken', '2026-02-01')), 'MedicationStatement/s');
  assert.equal(notTaken(said('s', 'stopped', '2026-02-01'), said('t', 'active', '2026-03-01')), undefined);
  assert.equal(notTaken(said('s', 'not-taken', '2025-12-01')), undefined);
  assert.equal(notTaken(said('s', 'entered-in-error', '2026-02-01')), undefined);
  assert.equal(notTaken(statement('other', { status: 'not-taken', dateAsserted: '2026-02-01' })), undefined);
});

test('an order whose directions begin later says from when', () => {
  const from = (start: string) => ({ dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start } } } }] });
  assert.equal(view(request('o', from('2999-01-01'))).current[0]?.startsOn, '2999-01-01');
  assert.equal(view(request('o', from('2001-01-01'))).current[0]?.startsOn, undefined);
});
