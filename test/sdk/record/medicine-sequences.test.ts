/**
 * Sequences of prescriptions as they stand in real records, each written over HTTP into a sandbox and read from it: what the
 * list says is what a careful pharmacist would.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import { medicationList } from '../../../packages/sdk/src/topics/medication-list.ts';
import type { Medicine } from '../../../packages/sdk/src/topics/medication-view.ts';
import { once, shown } from '../../support/record.ts';

let sandbox: Sandbox;
let base: string;
let people = 0;
before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off' });
  base = sandbox.organisations[0]!.fhirBase;
});
after(() => sandbox.close());

type Written = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };

const DAY = 86_400_000;
const today = Date.now();
/** The day that many days before today, in the future where negative. */
const ago = (days: number): string => new Date(today - days * DAY).toISOString().slice(0, 10);
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const rx = (code: string, text: string) => ({ coding: [{ system: RXNORM, code, display: text }], text });
const lisinopril10 = rx('314076', 'lisinopril 10 MG Oral Tablet');
const lisinopril20 = rx('314077', 'lisinopril 20 MG Oral Tablet');
const words = (text: string) => ({ text });

const made = (resourceType: string, id: string, medicine: object, more: object): Written => ({
  resourceType,
  id,
  medicationCodeableConcept: medicine,
  ...more,
});
const order = (id: string, medicine: object, more: object = {}): Written =>
  made('MedicationRequest', id, medicine, { status: 'active', intent: 'order', authoredOn: ago(30), ...more });
const supply = (id: string, medicine: object, of: string, more: object = {}): Written =>
  made('MedicationDispense', id, medicine, {
    status: 'completed',
    whenHandedOver: `${ago(10)}T10:00:00Z`,
    ...(of && { authorizingPrescription: [{ reference: `MedicationRequest/${of}` }] }),
    ...more,
  });
const report = (id: string, medicine: object, more: object = {}): Written =>
  made('MedicationStatement', id, medicine, { status: 'active', dateAsserted: ago(5), ...more });
const given = (id: string, medicine: object, more: object = {}): Written =>
  made('MedicationAdministration', id, medicine, {
    status: 'completed',
    effectiveDateTime: `${ago(2)}T08:00:00Z`,
    ...more,
  });
const daily = (tablets: number, more: object = {}) => ({
  doseAndRate: [{ doseQuantity: { value: tablets, unit: 'tablet' } }],
  timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
  ...more,
});
const during = (start: string, end?: string) => ({
  timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', boundsPeriod: { start, ...(end && { end }) } } },
});

async function put(resource: Written): Promise<void> {
  const response = await fetch(`${base}/${resource.resourceType}/${resource.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  });
  assert.ok(response.ok, `${resource.resourceType}/${resource.id}: ${response.status} ${await response.text()}`);
}

/** Writes what is told of a new person, whose ids and references are made their own, and reads the list. */
async function read(...resources: Written[]): Promise<readonly Medicine[]> {
  const person = `rx-${++people}`;
  await put({ resourceType: 'Patient', id: person, name: [{ family: 'Sequence' }] });
  const own = (text: string): string =>
    text
      .replace(/"(Medication(?:Request|Dispense))\/(\w+)"/g, `"$1/${person}-$2"`)
      .replaceAll('Patient/self', `Patient/${person}`);
  for (const { id, ...resource } of resources)
    await put(
      JSON.parse(
        own(JSON.stringify({ ...resource, id: `${person}-${id}`, subject: { reference: `Patient/${person}` } })),
      ) as Written,
    );
  const session = openSession({ fhirBase: base, patient: person });
  const view = shown(await once(recordOf(session), medicationList));
  await session.signOut();
  assert.ok(typeof view === 'object', 'nothing is listed');
  return [...view.doNotGive, ...view.current, ...view.proposed, ...view.past];
}

const idOf = (reference: string): string => reference.replace(/.*-/, '');
const tell = (medicines: readonly Medicine[]): string[] =>
  medicines.map(({ reference, status, place }) => `${idOf(reference)}: ${status}, ${place}`).sort();
const named = (medicines: readonly Medicine[], id: string): Medicine => {
  const found = medicines.find(({ reference }) => idOf(reference) === id);
  assert.ok(found, `${id} among ${tell(medicines).join('; ')}`);
  return found;
};

describe('how a medicine is to be taken', () => {
  it('is two lines where one drop goes into each eye: neither eye is forgotten', async () => {
    const timolol = rx('5', 'timolol');
    const eye = (side: string) => ({ dosageInstruction: [daily(1, { site: words(`${side} eye`) })] });
    const list = await read(order('left', timolol, eye('left')), order('right', timolol, eye('right')));
    assert.deepEqual(tell(list), ['left: active, current', 'right: active, current']);
  });

  it('is two lines where one is to be taken always and one only when needed', async () => {
    const list = await read(
      order('always', lisinopril10, { dosageInstruction: [daily(1)] }),
      order('needed', lisinopril10, { dosageInstruction: [daily(1, { asNeededBoolean: true })] }),
    );
    assert.equal(list.length, 2);
  });

  it('is two lines where only the words say how much, or when', async () => {
    const once = { timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } };
    const said = (text: string, more: object = once) => ({ dosageInstruction: [{ text, ...more }] });
    const how = async (one: object, other: object): Promise<number> =>
      (await read(order('a', lisinopril10, one), order('b', lisinopril10, other))).length;
    assert.equal(await how(said('Take 1 tablet daily'), said('Take 2 tablets daily')), 2);
    assert.equal(await how(said('10 mg daily'), said('20mg daily')), 2);
    assert.equal(await how(said('Take one tablet daily'), said('1 tab once a day')), 1);
    const { doseAndRate } = daily(1);
    assert.equal(await how(said('1 at night', { doseAndRate }), said('1 in the morning', { doseAndRate })), 2);
  });

  it('is what is reported where the order is over, not what the order said', async () => {
    const [medicine] = await read(
      order('old', lisinopril10, { status: 'completed', dosageInstruction: [words('1 tablet')] }),
      report('now', lisinopril10, { dosage: [words('2 tablets')] }),
    );
    assert.equal(medicine?.status, 'reported-taking');
    assert.deepEqual([medicine.dosages[0]?.text, medicine.dosagesFrom], ['2 tablets', undefined]);
  });

  it('says where it is from when only the order that is over says it', async () => {
    const [medicine] = await read(
      order('old', lisinopril10, { status: 'completed', dosageInstruction: [words('1 tablet')] }),
      report('now', lisinopril10),
    );
    assert.match(medicine?.dosagesFrom ?? '', /-old$/);
  });

  it('tells what the label says where another strength was handed over', async () => {
    const [medicine] = await read(
      order('1', lisinopril20, { dosageInstruction: [words('1 tablet daily')] }),
      supply('d', lisinopril10, '1', { dosageInstruction: [words('2 tablets daily')] }),
    );
    assert.equal(medicine?.supply?.product?.name?.text, 'lisinopril 10 MG Oral Tablet');
    assert.equal(medicine.supply.product.dosages[0]?.text, '2 tablets daily');
  });
});

describe('a course in steps, one order each', () => {
  it('has a step that is over, one of today and one to come, and calls none a duplicate', async () => {
    const step = (id: string, from: number, to: number): Written =>
      order(id, lisinopril10, { dosageInstruction: [{ ...words(`${id} daily`), ...during(ago(from), ago(to)) }] });
    const list = await read(step('20mg', 9, 5), step('10mg', 4, 0), step('5mg', -1, -4));
    assert.deepEqual(tell(list), ['10mg: active, current', '20mg: course-over, current', '5mg: starts-later, current']);
    assert.deepEqual(
      list.flatMap(({ possibleDuplicates, sameSubstance }) => [...possibleDuplicates, ...sameSubstance]),
      [],
    );
  });
});

describe('medicines that hold the same substance', () => {
  const others = (medicines: readonly Medicine[], id: string) => {
    const { possibleDuplicates, sameSubstance } = named(medicines, id);
    return { maybe: possibleDuplicates.map(idOf), holding: sameSubstance.map(idOf) };
  };

  it('say so in two strengths, and stay two lines', async () => {
    const list = await read(order('a', lisinopril10), order('b', lisinopril20));
    assert.deepEqual(others(list, 'a'), { maybe: [], holding: ['b'] });
    assert.deepEqual(others(list, 'b'), { maybe: [], holding: ['a'] });
  });

  it('say so where one is a mixture', async () => {
    const mixture = rx('857005', 'acetaminophen 325 MG / hydrocodone bitartrate 5 MG Oral Tablet');
    const list = await read(order('a', mixture), order('b', words('Acetaminophen 500 mg capsule')));
    assert.deepEqual(others(list, 'b'), { maybe: [], holding: ['a'] });
  });

  it('may be one where only the code of the brand differs', async () => {
    const plain = rx('617318', 'atorvastatin 20 MG Oral Tablet');
    const list = await read(order('a', plain), order('b', rx('617320', 'atorvastatin 20 MG Oral Tablet [Lipitor]')));
    assert.deepEqual(others(list, 'a'), { maybe: ['b'], holding: [] });
  });

  it('say nothing of a cream beside a tablet, of what is over, and of another vitamin', async () => {
    const list = await read(
      order('a', rx('197382', 'aciclovir 200 MG Oral Tablet')),
      order('b', rx('197311', 'aciclovir 5 % Topical Cream')),
      order('c', words('Vitamin B6 100 mg tablet')),
      order('d', words('Vitamin B12 100 mg tablet')),
      order('e', words('Vitamin C 100 mg tablet')),
      order('f', lisinopril10),
      order('g', lisinopril20, { status: 'stopped' }),
    );
    for (const id of 'abcdefg') assert.deepEqual(others(list, id), { maybe: [], holding: [] }, id);
  });
});

describe('an order not to give a medicine', () => {
  it('beside an order to give it, in whatever strength, makes that one to be asked about', async () => {
    const list = await read(
      order('never', words('Warfarin'), { doNotPerform: true }),
      order('given', words('Warfarin 5 mg tablet')),
    );
    assert.deepEqual(tell(list), ['given: disagreement, current', 'never: do-not-give, do-not-give']);
    const [{ documents } = { documents: [] }] = named(list, 'given').conflicts;
    assert.deepEqual(
      documents.map(({ doNotPerform }) => doNotPerform),
      [false, true],
    );
  });

  it('says nothing of another medicine', async () => {
    const list = await read(order('never', words('Warfarin'), { doNotPerform: true }), order('given', lisinopril10));
    assert.equal(named(list, 'given').status, 'active');
  });
});

describe('what was refused or withdrawn', () => {
  it('as a wish for a renewal does not put in doubt the order that is in force', async () => {
    const [medicine] = await read(
      order('1', lisinopril10, { dispenseRequest: { numberOfRepeatsAllowed: 0 } }),
      order('wish', lisinopril10, { intent: 'proposal', status: 'cancelled', authoredOn: ago(3) }),
    );
    assert.deepEqual([medicine?.status, medicine?.conflicts], ['active-no-refills', []]);
  });

  it('as one dose of an order does not either', async () => {
    const [medicine] = await read(
      order('1', lisinopril10),
      order('dose', lisinopril10, { intent: 'instance-order', status: 'cancelled', authoredOn: ago(3) }),
    );
    assert.deepEqual([medicine?.status, medicine?.conflicts], ['active', []]);
  });

  it('and ordered anew is in force', async () => {
    const [medicine, ...others] = await read(
      order('1', lisinopril10, { status: 'cancelled', authoredOn: ago(31) }),
      order('2', lisinopril10),
    );
    assert.deepEqual([medicine?.status, medicine?.history.length, others.length], ['active', 2, 0]);
  });

  it('after the order that is in force makes that one to be asked about, wherever clocks stand', async () => {
    const at = (moment: string) => ({ authoredOn: `${ago(8).slice(0, 8)}${moment}` });
    const [doubted] = await read(
      order('1', lisinopril10, at('02T00:30:00+14:00')),
      order('2', lisinopril10, { status: 'stopped', ...at('01T20:00:00-10:00') }),
    );
    assert.equal(doubted?.status, 'disagreement');
    const [sure] = await read(
      order('1', lisinopril10, at('01T23:30:00-08:00')),
      order('2', lisinopril10, { status: 'stopped', ...at('02T01:00:00+01:00') }),
    );
    assert.equal(sure?.status, 'active');
  });

  it('on a day without a time is not taken for older than a moment of that evening that is told in UTC', async () => {
    const [medicine] = await read(
      order('1', lisinopril10, { authoredOn: `${ago(8).slice(0, 8)}02T02:00:00Z` }),
      order('2', lisinopril10, { status: 'stopped', authoredOn: `${ago(8).slice(0, 8)}01` }),
    );
    assert.equal(medicine?.status, 'active');
    const [reported] = await read(
      order('1', lisinopril10, { authoredOn: `${ago(8).slice(0, 8)}02T02:00:00Z` }),
      report('2', lisinopril10, { status: 'not-taken', dateAsserted: `${ago(8).slice(0, 8)}01` }),
    );
    assert.equal(reported?.status, 'not-taken-as-ordered');
  });
});

describe('supplies', () => {
  it('without an order are current for a year, unless their days say otherwise', async () => {
    const days = (value: number) => ({ daysSupply: { value, unit: 'days' } });
    const list = await read(
      supply('new', words('Aspirin'), ''),
      supply('old', words('Ibuprofen'), '', { whenHandedOver: ago(800) }),
      supply('used', words('Naproxen'), '', { whenHandedOver: ago(60), ...days(30) }),
    );
    assert.deepEqual(tell(list), ['new: supplied, current', 'old: supplied, past', 'used: supply-over, past']);
  });

  it('beyond the refills that are allowed leave open how many are left', async () => {
    const [medicine] = await read(
      order('1', lisinopril10, { dispenseRequest: { numberOfRepeatsAllowed: 1 } }),
      ...['a', 'b', 'c'].map((id) => supply(id, lisinopril10, '1')),
    );
    assert.deepEqual([medicine?.status, medicine?.refills?.left], ['active', undefined]);
  });

  it('of an order that was entered in error are the supplies of no refill of another', async () => {
    const [medicine, ...others] = await read(
      order('1', lisinopril10, { status: 'completed', authoredOn: ago(200) }),
      order('2', lisinopril10, { status: 'entered-in-error', authoredOn: ago(100) }),
      order('3', lisinopril10, { dispenseRequest: { numberOfRepeatsAllowed: 3 } }),
      supply('d', lisinopril10, '2', { whenHandedOver: ago(90) }),
    );
    assert.deepEqual([medicine?.status, medicine?.refills?.left, others.length], ['not-filled', '3', 0]);
  });
});

describe('what staff give', () => {
  it('by an order for a stay in hospital is nothing to ask a pharmacy for', async () => {
    const category = [{ coding: [{ code: 'inpatient' }] }];
    const [medicine] = await read(order('1', lisinopril10, { category }), given('a', lisinopril10));
    assert.equal(medicine?.status, 'active-on-ward');
  });

  it('and broke off, or paused, was not given whole', async () => {
    const list = await read(
      given('a', words('Saline'), { status: 'on-hold' }),
      given('b', words('Potassium chloride'), { status: 'stopped', statusReason: [words('pain at the site')] }),
    );
    assert.deepEqual(tell(list), ['a: giving-on-hold, current', 'b: given-in-part, past']);
  });
});

describe('four hundred orders of one medicine', () => {
  it('are one line, whose newest decides, with all of them in its history', async () => {
    const all = Array.from({ length: 400 }, (_, index) =>
      order(`m${index}`, lisinopril10, {
        status: index === 0 ? 'active' : 'completed',
        authoredOn: ago(10 + index * 14),
        dosageInstruction: [words('1 daily')],
      }),
    );
    const [medicine, ...others] = await read(...all);
    assert.deepEqual([medicine?.history.length, others.length, idOf(medicine?.reference ?? '')], [400, 0, 'm0']);
  });
});
