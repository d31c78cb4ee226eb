/** What stands on each sheet when a summary or a list is printed, out of the PDF that the browser makes of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { chromium, type Browser, type Page } from 'playwright-core';
import { margaret, PATIENT } from '../../stories/support/record.ts';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { wordsOfPages } from '../support/pdf-text.ts';

const hospital = (tag: string, attributes = ''): string =>
  `<ehr-session name="University Hospital"><${tag} class="widget" persona="clinician" ${attributes}></${tag}></ehr-session>`;

let hosts: HostPages;
let browser: Browser;
before(async () => {
  hosts = await serveHostPages({
    '/summary': hospital('ehr-patient-summary'),
    '/medicines': hospital('ehr-medication-list'),
    '/results': hospital('ehr-results-viewer'),
    '/reports': hospital('ehr-results-viewer', 'view="reports"'),
  });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
});

const problem = (index: number): FhirResource => ({
  resourceType: 'Condition',
  id: `problem-${index}`,
  subject: { reference: `Patient/${PATIENT}` },
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { text: `Problem number ${index}.` },
});
const problems = Array.from({ length: 90 }, (_, index) => problem(index));

async function printed(path: string, resources: readonly FhirResource[]): Promise<string[]> {
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/London' });
  try {
    await page.goto(hosts.origin + path);
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
    await page.evaluate(async (given) => {
      await customElements.whenDefined('ehr-session');
      Object.assign(document.querySelector('ehr-session') as object, { bundle: given });
    }, bundle as object);
    await isRead(page);
    const sheets = wordsOfPages(await page.pdf({ format: 'A4' }));
    return sheets.map((words) => words.replace(/\s+/g, ' '));
  } finally {
    await page.close();
  }
}

function isRead(page: Page): Promise<unknown> {
  return page.waitForFunction(() => {
    const root = document.querySelector('.widget')?.shadowRoot;
    return root?.querySelector('.foot, .asof') && !root.querySelector('[aria-busy="true"]');
  });
}

describe('a printed summary', () => {
  it('says on every sheet whose it is and when it was printed, and leaves out no line', async () => {
    const sheets = await printed('/summary', [...margaret(), ...problems]);
    assert.ok(sheets.length >= 3, `${sheets.length} sheets`);
    for (const [index, sheet] of sheets.entries()) {
      assert.match(
        sheet,
        /^ADEYEMI, Margaret · Born ?14 Mar 1959 · Hospital no\. ?UH 4471 9023 · Printed ?\d{1,2} \w{3} \d{4}/,
        `sheet ${index + 1}`,
      );
    }
    const all = sheets.join('');
    const missing = problems.filter((_, index) => !all.includes(`Problem number ${index}.`));
    assert.deepEqual(missing, []);
  });

  it('says how much of a section is folded away', async () => {
    const past = problems.slice(0, 4).map((one) => ({ ...one, clinicalStatus: { coding: [{ code: 'resolved' }] } }));
    const sheets = await printed('/summary', [...margaret(), ...(past as FhirResource[])]);
    assert.match(sheets.join(''), /Not printed: 5 more/);
    assert.doesNotMatch(sheets.join(''), /Problem number/);
  });
});

describe('a printed list', () => {
  const medicine = (index: number): object => ({
    resourceType: 'MedicationRequest',
    id: `rx-${index}`,
    subject: { reference: `Patient/${PATIENT}` },
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: `Medicine number ${index}.` },
  });
  const result = (index: number): object => ({
    resourceType: 'Observation',
    id: `result-${index}`,
    subject: { reference: `Patient/${PATIENT}` },
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: { text: `Test number ${index}.` },
    effectiveDateTime: '2026-01-10',
    valueString: 'seen',
  });
  for (const [path, one, name] of [
    ['/medicines', medicine, 'Medicine'],
    ['/results', result, 'Test'],
  ] as const) {
    it(`of ${path.slice(1)} says on every sheet whose it is and when it was printed, and leaves out no line`, async () => {
      const lines = Array.from({ length: 90 }, (_, index) => one(index) as FhirResource);
      const sheets = await printed(path, [...margaret(), ...lines]);
      assert.ok(sheets.length >= 3, `${sheets.length} sheets`);
      for (const [index, sheet] of sheets.entries()) {
        assert.match(
          sheet,
          /^Mrs Margaret Adeyemi · .*UH 4471 9023 ?Printed ?\d{1,2} \w{3} \d{4}/,
          `sheet ${index + 1}`,
        );
      }
      const all = sheets.join('');
      const missing = lines.filter((_, index) => !all.includes(`${name} number ${index}.`));
      assert.deepEqual(missing, []);
    });
  }

  it('of medicines names the other one in each sentence that leads to it', async () => {
    const patient = margaret().filter(({ resourceType }) => resourceType === 'Patient');
    const order = (strength: number): object => ({
      ...medicine(strength),
      medicationCodeableConcept: { text: `metformin ${strength} mg tablet` },
    });
    const sheets = await printed('/medicines', [...patient, order(500), order(850)] as FhirResource[]);
    assert.match(sheets.join(''), /Same substance in ?“metformin 850 mg/);
    assert.match(sheets.join(''), /Same substance in ?“metformin 500 mg/);
  });
});

describe('a printed report', () => {
  it('stands alone, whole, with whose it is on every sheet', async () => {
    const result = (index: number): object => ({
      resourceType: 'Observation',
      id: `result-${index}`,
      subject: { reference: `Patient/${PATIENT}` },
      status: 'final',
      category: [{ coding: [{ code: 'laboratory' }] }],
      code: { text: `Test number ${index}.` },
      effectiveDateTime: '2026-01-10',
      valueString: 'seen',
    });
    const report = (day: number, numbers: readonly number[]): object => ({
      resourceType: 'DiagnosticReport',
      id: `report-${day}`,
      subject: { reference: `Patient/${PATIENT}` },
      status: 'final',
      category: [{ coding: [{ code: 'LAB' }] }],
      code: { text: `Panel of day ${day}.` },
      // Newer than all else: the first is open.
      effectiveDateTime: new Date(Date.now() - 60_000 / day).toISOString(),
      conclusion: `Conclusion of day ${day}.`,
      result: numbers.map((index) => ({ reference: `Observation/result-${index}` })),
    });
    const numbers = Array.from({ length: 90 }, (_, index) => index);
    const entries = [...numbers.map(result), report(11, numbers), report(10, [0])] as FhirResource[];
    const sheets = await printed('/reports', [...margaret(), ...entries]);
    assert.ok(sheets.length >= 2, `${sheets.length} sheets`);
    for (const [index, sheet] of sheets.entries()) {
      assert.match(sheet, /^Mrs Margaret Adeyemi · .*UH 4471 9023 ?Printed ?\d{1,2} \w{3} \d{4}/, `sheet ${index + 1}`);
    }
    const all = sheets.join('');
    assert.deepEqual(
      numbers.filter((index) => !all.includes(`Test number ${index}.`)),
      [],
    );
    assert.match(all, /Conclusion of day 11\./);
    assert.doesNotMatch(all, /day 10\./);
  });
});
