/**
 * Every document about a medicine that the server holds is in the history of exactly one line of the medication list,
 * and the counts add up to the lines. What is held is read off the server's JSON, not by the SDK.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  MedicationAdministration,
  MedicationDispense,
  MedicationRequest,
  MedicationStatement,
  Patient,
} from 'fhir/r4.js';
import { held, isEntry, medicineName, plain } from '../support/held.ts';
import { servePatientPages, type PatientPages } from '../support/patient-pages.ts';
import { readMedicationList, type ShownList } from '../support/shown-medications.ts';

let pages: PatientPages;
let base: string;

before(async () => {
  pages = await servePatientPages('ehr-medication-list');
  ({ base } = pages);
});
after(() => pages?.close());

describe('the medication list holds what the server holds', () => {
  it('for every patient, those of the sandbox and the seven of Synthea', { timeout: 300_000 }, async (test) => {
    const patients = await held<Patient>(base, 'Patient?');
    assert.ok(patients.length >= 12 + 7, `${patients.length} patients`);
    let compared = 0;
    for (const { id = '' } of patients) {
      await test.test(`Patient/${id}`, async () => {
        compared += await compare(id, await pages.show(id, readMedicationList));
      });
    }
    assert.ok(compared > 100, `${compared} documents compared`);
  });
});

type Document = MedicationRequest | MedicationStatement | MedicationDispense | MedicationAdministration;

/** How many documents there were. */
async function compare(patient: string, shown: ShownList): Promise<number> {
  assert.doesNotMatch(JSON.stringify(shown), /undefined|null|NaN|\[object/);
  const types = ['MedicationRequest', 'MedicationStatement', 'MedicationDispense', 'MedicationAdministration'];
  const documents = (await Promise.all(types.map((type) => held<Document>(base, `${type}?patient=${patient}`)))).flat();
  const named = await Promise.all(
    documents.map(async (document) => ({ document, name: await medicineName(base, document) })),
  );
  const told = named.filter(
    ({ document: { status }, name }) => status !== 'entered-in-error' && isEntry({ text: name }),
  );
  const references = told.map(({ document: { resourceType, id } }) => `${resourceType}/${id}`);
  assert.deepEqual(shown.lines.flatMap(({ history }) => history).sort(), references.sort());
  for (const { document, name } of told) {
    const line = shown.lines.find(({ history }) => history.includes(`${document.resourceType}/${document.id}`));
    assert.ok(plain(line?.text ?? '').includes(plain(name)), `${name} is in the history of ${line?.text}`);
  }
  const errors = documents.filter(({ status }) => status === 'entered-in-error').length;
  assert.equal(shown.enteredInError, errors);
  compareCounts(shown);
  return told.length;
}

/** Each line is in one view, every view says how many it has, and together they are all. */
function compareCounts({ lines, views }: ShownList): void {
  const { All: all = 0, ...parts } = Object.fromEntries(views.map(({ name, count }) => [name, count]));
  assert.equal(all, lines.length);
  assert.equal(
    Object.values(parts).reduce((sum, count) => sum + count, 0),
    all,
    JSON.stringify(views),
  );
  for (const { name, count, lines: inView } of views) assert.equal(inView, count, name);
}
