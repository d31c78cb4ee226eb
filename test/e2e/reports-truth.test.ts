/**
 * Every report that the server holds has a page in the viewer, with its name, its status, what it concludes, and each of its
 * results as sent. The expectations are read off the server's JSON by rules of this test's own.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DiagnosticReport, Observation, Patient } from 'fhir/r4.js';
import { expectedResults } from '../support/expected-results.ts';
import { held, label, plain } from '../support/held.ts';
import { servePatientPages, type PatientPages } from '../support/patient-pages.ts';
import { readReports } from '../support/shown-reports.ts';

let pages: PatientPages;
let base: string;

before(async () => {
  pages = await servePatientPages('ehr-results-viewer');
  ({ base } = pages);
});
after(() => pages?.close());

describe('the results viewer shows the reports that the server holds', () => {
  it('for every patient, those of the sandbox and the seven of Synthea', { timeout: 400_000 }, async (test) => {
    let compared = 0;
    for (const patient of await held<Patient>(base, 'Patient?')) {
      const [reports, results] = await Promise.all([
        held<DiagnosticReport>(base, `DiagnosticReport?patient=${patient.id}`),
        held<Observation>(base, `Observation?patient=${patient.id}`),
      ]);
      if (reports.length === 0) continue;
      await test.test(`Patient/${patient.id}`, async () => {
        const shown = await pages.show(patient.id ?? '', readReports);
        assert.doesNotMatch(shown.join(), /undefined|null|NaN|\[object/);
        for (const report of reports) compare(report, results, patient, shown);
        compared += reports.length;
      });
    }
    assert.ok(compared > 150, `${compared} reports compared`);
  });
});

function compare(report: DiagnosticReport, results: readonly Observation[], patient: Patient, shown: string[]): void {
  const reference = `DiagnosticReport/${report.id}`;
  const itsPages = shown.filter((text) => new RegExp(`${reference}(?![\\w-])`).test(text));
  if (report.status === 'entered-in-error') {
    assert.equal(itsPages.length, 0, `${reference} is shown as fact`);
    return;
  }
  assert.equal(itsPages.length, 1, `${reference} (${label(report.code)}) has ${itsPages.length} pages`);
  const page = bare(itsPages.join());
  const says = (words: string | undefined): void => {
    if (words) assert.ok(page.includes(bare(words)), `${reference} does not say ${words} in: ${page}`);
  };
  says(label(report.code));
  says(STATUSES[report.status]);
  says(report.conclusion);
  for (const code of report.conclusionCode ?? []) says(label(code));
  for (const { reference: member = '' } of report.result ?? []) {
    const result = results.find(({ id }) => member === `Observation/${id}`);
    if (!result) says('not found');
    else if (result.status !== 'entered-in-error')
      for (const { test, value, chips } of expectedResults(result, patient)) {
        says(test.split(': ').at(-1));
        for (const words of [value, ...chips]) says(words);
      }
  }
}

const STATUSES: Readonly<Record<string, string>> = {
  registered: 'Registered',
  partial: 'Partial',
  preliminary: 'Preliminary',
  final: 'Final',
  amended: 'Amended',
  corrected: 'Corrected',
  cancelled: 'Cancelled',
};

/** Without the marks that group digits, and places to break. */
const bare = (text: string): string => plain(text.replace(/[,\u200b]/g, ''));
