/**
 * Every result that the server holds stands in the viewer, in the list and in the table, as it was sent: value, comparator,
 * unit, flag, range and status. The expectations are read off the server's JSON by rules of this test's own.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { DiagnosticReport, Observation, Patient, Reference, Resource } from 'fhir/r4.js';
import { dayOf, expectedResults } from '../support/expected-results.ts';
import { held } from '../support/held.ts';
import { servePatientPages, type PatientPages } from '../support/patient-pages.ts';
import { sharedFiles } from '../support/shared-data.ts';
import { readResults, type ShownResult, type ShownResults } from '../support/shown-results.ts';

let pages: PatientPages;
let base: string;

before(async () => {
  const single = ['us-core', 'fhir-r4-official-examples'].flatMap(sharedFiles).filter((file) => {
    const { resourceType } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Resource>;
    return ['Patient', 'Observation', 'DiagnosticReport'].includes(resourceType ?? '');
  });
  pages = await servePatientPages('ehr-results-viewer', [...sharedFiles('synthea'), ...single]);
  ({ base } = pages);
});
after(() => pages?.close());

describe('the results viewer shows what the server holds', () => {
  it('for every patient of the sandbox and of the shared data', { timeout: 400_000 }, async (test) => {
    const patients = await held<Patient>(base, 'Patient?');
    assert.ok(patients.length >= 12 + 7, `${patients.length} patients`);
    let compared = 0;
    for (const patient of patients) {
      const observations = await resultsOf(patient);
      if (observations.length === 0) continue;
      await test.test(`Patient/${patient.id}`, async () => {
        compare(observations, patient, await pages.show(patient.id ?? '', readResults));
        compared += observations.length;
      });
    }
    assert.ok(compared > 1_500, `${compared} results compared`);
  });
});

const CATEGORIES = 'laboratory,imaging,procedure,exam,therapy';

/** Those filed as results, and those that reports name, with the members of both that are named so, wherever they are filed. */
async function resultsOf({ id }: Patient): Promise<Observation[]> {
  const [filed, all, reports] = await Promise.all([
    held<Observation>(base, `Observation?patient=${id}&category=${CATEGORIES}`),
    held<Observation>(base, `Observation?patient=${id}`),
    held<DiagnosticReport>(base, `DiagnosticReport?patient=${id}`),
  ]);
  const results = new Set(filed.map((one) => one.id));
  const add = (named: readonly Reference[] = []): void => {
    for (const one of all) {
      if (results.has(one.id) || !named.some(({ reference }) => reference === `Observation/${one.id}`)) continue;
      results.add(one.id);
      add(one.hasMember);
    }
  };
  for (const { result } of reports) add(result);
  return all.filter((one) => results.has(one.id));
}

function compare(observations: readonly Observation[], patient: Patient, shown: ShownResults): void {
  assert.doesNotMatch(JSON.stringify(shown), /undefined|null|NaN|\[object/);
  const told = observations.filter(({ status }) => status !== 'entered-in-error');
  const wanted = told.flatMap((one) => expectedResults(one, patient));
  const inError = observations.length - told.length;
  if (inError > 0) assert.match(shown.text, new RegExp(`\\b${inError} entered in error`));
  else assert.doesNotMatch(shown.text, /entered in error/);
  assert.equal(Number(/^[\d,]+/.exec(shown.counts)?.[0].replace(',', '')), told.length, shown.counts);
  assert.deepEqual(
    shown.list.map(({ name, when, value, chips, range }) => line(name, dated(when), value, ...chips, range)).sort(),
    wanted.map(({ test, when, value, chips, range }) => line(test, when, value, ...chips, range)).sort(),
    'in the list',
  );
  // What the list has under a heading stands in the row of that name, under its moment.
  assert.deepEqual(
    shown.cells.map(({ test, when, text }) => line(test, when, inOrder(text))).sort(),
    cellsOf(shown.list).sort(),
    'in the table',
  );
}

/** Those of one test and moment share a cell. */
function cellsOf(list: readonly ShownResult[]): string[] {
  const cells = Map.groupBy(list, ({ test, when }) => JSON.stringify([test, when]));
  return [...cells].map(([place, same]) => {
    const [test = '', when = ''] = JSON.parse(place) as string[];
    const column = dated(when).replace(/(?<=[a-z])\s\d{4}/, '');
    return line(test, column, inOrder(same.flatMap(({ value, chips }) => [value, ...chips]).join(' ')));
  });
}

/** Days that are told by a word, by their date. */
function dated(when: string): string {
  return when.replace('today', dayOf(Date.now())).replace('yesterday', dayOf(Date.now() - 86_400_000));
}

/** Without the marks that group digits or words, and places to break. */
const line = (...parts: readonly string[]): string =>
  parts
    .join(' ')
    .replace(/[,\u200b]/g, '')
    .replace(/\s+/g, ' ');
/** Words without commas, in an order that several of them have in common. */
const inOrder = (text: string): string => text.replace(/,/g, '').split(/\s+/).sort().join(' ');
