/** The medicines of the sandbox's people, as their stories tell them, out of both organisations that know them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { serialize } from '../../../packages/sandbox/src/patients/decimal.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { namedPatient } from '../../../packages/sdk/src/fhir/subject.ts';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { medicationList } from '../../../packages/sdk/src/topics/medication-list.ts';
import type { Medicine, MedicationListView } from '../../../packages/sdk/src/topics/medication-view.ts';
import { inputOf } from './support/corpus.ts';

const today = new Date('2026-10-19T09:42:00Z');

function viewOf(patients: Readonly<Record<'university-hospital' | 'city-clinic', string>>): MedicationListView {
  const inputs = (['university-hospital', 'city-clinic'] as const).map((organisation) => {
    const resources = generatePatients({ seed: 1, today, organisation }).map(
      (one) => parseJson(serialize(one)) as FhirResource,
    );
    const own = resources.filter((one) => [undefined, patients[organisation]].includes(namedPatient(one)));
    return [organisation, inputOf(own, today, organisation)] as const;
  });
  const bySource = new Map<string, ReturnType<typeof inputOf>>(inputs);
  return medicationList.view({
    now: today,
    matches: inputs.flatMap(([, { matches }]) => matches),
    resolve: (reference, from) => bySource.get(from.origin.source)?.resolve(reference, from),
  });
}

const named = (medicines: readonly Medicine[], name: string): Medicine => {
  const [found, ...others] = medicines.filter((one) => one.name?.text.startsWith(name));
  assert.ok(found && others.length === 0, name);
  return found;
};

describe('Margaret Adeyemi', () => {
  const { current, proposed, past, doNotGive, enteredInError } = viewOf({
    'university-hospital': 'p-1001',
    'city-clinic': 'c-2001',
  });

  it('has nine medicines now, a course of an antibiotic behind her, and one that was entered in error', () => {
    assert.equal(current.length, 9);
    assert.deepEqual(
      past.map(({ name }) => name?.text),
      ['nitrofurantoin 100 mg capsule'],
    );
    assert.deepEqual([proposed.length, doNotGive.length, enteredInError.length], [0, 0, 1]);
  });

  it('has losartan from the clinic, which the hospital stopped for high potassium: neither is chosen', () => {
    const losartan = named(current, 'losartan');
    assert.equal(losartan.status, 'disagreement');
    const told = losartan.conflicts[0]?.documents.map(({ status, origin, statusReasons }) => [
      origin.source,
      status,
      statusReasons.map(({ text }) => text).join(),
    ]);
    assert.deepEqual(told, [
      ['city-clinic', 'active', ''],
      ['university-hospital', 'stopped', 'High potassium'],
    ]);
  });

  it('has metformin once, prescribed in both places, five times supplied by the hospital, with two refills left', () => {
    const metformin = named(current, 'metformin');
    assert.equal(metformin.origins.length, 2);
    assert.deepEqual([metformin.refills?.left, metformin.refills?.supplies], ['2', 5]);
    assert.match(metformin.supply?.lastFilled ?? '', /^2026-09-24/);
    assert.equal(metformin.supply?.lastsUntil, '2026-10-22');
    assert.equal(metformin.reasons[0]?.text, 'Type 2 diabetes mellitus');
    assert.deepEqual(metformin.conflicts, []);
  });

  it('needs a renewal of alendronic acid', () => {
    assert.equal(named(current, 'alendronic').status, 'active-no-refills');
  });

  it('is at the second of four steps of prednisone', () => {
    const prednisone = named(current, 'prednisone');
    assert.equal(prednisone.dosages.length, 4);
    assert.equal(prednisone.dosageNow, 1);
    assert.equal(prednisone.dosages[1]?.text, '12.5 mg each morning with food');
  });

  it('has allopurinol on hold, and why', () => {
    const { status, statusReasons } = named(current, 'allopurinol');
    assert.deepEqual([status, statusReasons[0]?.text], ['on-hold', 'Kidney function to be reviewed']);
  });

  it('says herself that she takes acetaminophen, in two places with other directions', () => {
    const { status, reported, asNeeded, conflicts } = named(current, 'acetaminophen');
    assert.equal(status, 'reported-taking');
    assert.equal(typeof reported === 'object' && reported.kind, 'patient');
    assert.equal(asNeeded, true);
    assert.deepEqual(
      conflicts.map(({ kind }) => kind),
      ['dosage'],
    );
  });
});

describe('Robert Tsosie', () => {
  const { current, past } = viewOf({ 'university-hospital': 'p-1005', 'city-clinic': 'c-2005' });

  it('has aspirin at the clinic that the hospital cancelled', () => {
    assert.equal(named(current, 'aspirin').status, 'disagreement');
  });

  it('has furosemide once, with two directions', () => {
    const { history, conflicts } = named(current, 'furosemide');
    const orders = history.filter(({ kind }) => kind === 'request');
    assert.equal(orders.length, 2);
    assert.deepEqual(
      conflicts.map(({ kind }) => kind),
      ['dosage'],
    );
  });

  it('has lisinopril beside sacubitril: what only one place knows is there', () => {
    assert.equal(named(current, 'lisinopril').origins[0]?.source, 'city-clinic');
    assert.equal(named(current, 'sacubitril').origins[0]?.source, 'university-hospital');
  });

  it('no longer takes warfarin and carvedilol, and why', () => {
    assert.equal(named(past, 'warfarin').statusReasons[0]?.text, 'Changed to apixaban');
    assert.equal(named(past, 'carvedilol').statusReasons[0]?.text, 'Dizzy on standing');
  });
});
