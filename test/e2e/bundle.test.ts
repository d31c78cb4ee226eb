/**
 * A Bundle needs no server, and everything that it holds is shown. What that is, is read off its JSON here, by rules
 * written for this test and not by the SDK's.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CodeableConcept } from 'fhir/r4.js';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { sharedFiles } from '../support/shared-data.ts';
import { readSummary } from '../support/shown-summary.ts';

let hosts: HostPages;
let browser: Browser;
before(async () => {
  hosts = await serveHostPages({ '/': '<ehr-session><ehr-patient-summary></ehr-patient-summary></ehr-session>' });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
});

/** Resources as the JSON has them; what this test reads of any type. */
interface Held {
  resourceType: string;
  id?: string;
  subject?: { reference?: string };
  code?: CodeableConcept;
  type?: CodeableConcept | string;
  vaccineCode?: CodeableConcept;
  category?: CodeableConcept[];
  medicationCodeableConcept?: CodeableConcept;
  medicationReference?: { reference?: string };
  title?: string;
  section?: Section[];
  entry?: { fullUrl?: string; resource?: Held }[];
}
interface Section {
  title?: string;
  text?: { div?: string };
  entry?: { reference?: string; display?: string }[];
  emptyReason?: CodeableConcept;
  section?: Section[];
}

const examples = ['ips', 'fhir-r4-official-examples', 'us-core']
  .flatMap(sharedFiles)
  .map((file) => [basename(file), JSON.parse(readFileSync(file, 'utf8')) as Held] as const)
  .filter(([, { resourceType }]) => resourceType === 'Bundle');
const [ofSomebody, ofNobody] = [true, false].map((wanted) =>
  examples.filter(([, bundle]) => (patientIn(bundle) !== undefined) === wanted),
) as [typeof examples, typeof examples];

const loinc = (code: string): CodeableConcept => ({ coding: [{ system: 'http://loinc.org', code }] });
const words = (said: string): Section['text'] => ({ div: `<div xmlns="http://www.w3.org/1999/xhtml">${said}</div>` });
const about = { subject: { reference: 'Patient/p' } };

/** What an IPS allows and the examples seldom have: sections of its own, words alone, reports, what was not sent. */
const unusual: Held = {
  resourceType: 'Bundle',
  type: 'document',
  entry: [
    {
      resourceType: 'Composition',
      ...about,
      section: [
        { title: 'Problems', code: loinc('11450-4'), entry: [{ reference: 'Condition/asthma' }] },
        { title: 'Past illness', code: loinc('11348-0'), text: words('Measles as a child') },
        {
          title: 'Results',
          code: loinc('30954-2'),
          entry: [
            { reference: 'DiagnosticReport/chest' },
            { reference: 'Observation/culture' },
            { reference: 'DocumentReference/gone', display: 'ECG of 2020' },
          ],
        },
        { title: 'Family history', code: loinc('10157-6'), text: words('Father: myocardial infarction at 50') },
        {
          title: 'Pregnancies',
          code: loinc('10162-6'),
          entry: [{ reference: 'Observation/breech' }],
        },
        {
          title: 'At work',
          section: [
            { title: 'Dust', entry: [{ reference: 'Observation/dust' }, { reference: 'FamilyMemberHistory/aunt' }] },
          ],
        },
        { title: 'Plan', code: loinc('18776-5'), entry: [{ reference: 'ServiceRequest/spirometry' }] },
      ],
    } as Held,
    { resourceType: 'Patient', id: 'p', name: [{ family: 'Example' }] },
    { resourceType: 'Condition', id: 'asthma', code: { text: 'Asthma' }, ...about },
    {
      resourceType: 'DiagnosticReport',
      id: 'chest',
      status: 'final',
      code: { text: 'Chest X-ray' },
      conclusion: 'Clear lungs',
      ...about,
    },
    { resourceType: 'Observation', id: 'culture', status: 'final', code: { text: 'Sputum culture' }, ...about },
    {
      resourceType: 'Observation',
      id: 'breech',
      status: 'final',
      category: [loinc('exam')],
      code: { text: 'Breech birth' },
      ...about,
    },
    {
      resourceType: 'Observation',
      id: 'dust',
      status: 'final',
      code: { text: 'Exposure to dust' },
      valueString: 'Twelve years in a quarry',
      ...about,
    },
    {
      resourceType: 'FamilyMemberHistory',
      id: 'aunt',
      status: 'completed',
      relationship: { text: 'Aunt' },
      text: words('Aunt with silicosis'),
      patient: about.subject,
    },
    { resourceType: 'ServiceRequest', id: 'spirometry', status: 'active', code: { text: 'Spirometry' }, ...about },
  ].map((resource) => ({ resource })),
};

describe('a Bundle of one patient', () => {
  assert.ok(ofSomebody.length >= 7, `${ofSomebody.length} Bundles of one patient`);
  for (const [name, bundle] of [...ofSomebody, ['what an IPS allows', unusual] as const]) {
    it(`${name} is shown with all that it holds, and nothing is asked of any server`, async () => {
      const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
      const elsewhere: string[] = [];
      page.on('request', (request) => request.url().startsWith(hosts.origin) || elsewhere.push(request.url()));
      await give(page, bundle);
      const shown = await readSummary(page);
      assert.deepEqual(
        elsewhere.filter((url) => !url.startsWith('data:')),
        [],
      );
      assert.doesNotMatch(JSON.stringify(shown), /undefined|null|NaN|\[object/);
      const text = await textOf(page);
      for (const wanted of wantedOf(bundle)) {
        assert.ok(
          typeof wanted === 'string' ? text.includes(plain(wanted)) : wanted.test(text),
          `${String(wanted)} in ${text.slice(0, 3000)}`,
        );
      }
      await page.close();
    });
  }
});

describe('a Bundle that does not say whose it is', () => {
  assert.ok(ofNobody.length > 0);
  it('is said to be so, and nothing of it is shown', { timeout: 120_000 }, async () => {
    const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
    for (const [name, bundle] of ofNobody) {
      await give(page, bundle);
      await page.locator('ehr-patient-summary').getByText('No record is chosen').first().waitFor();
      assert.equal(await page.locator('ehr-patient-summary [part~=line]').count(), 0, name);
    }
    await page.close();
  });
});

async function give(page: Page, bundle: Held): Promise<void> {
  await page.goto(hosts.origin);
  await page.locator('ehr-session').evaluate((session, given) => Object.assign(session, { bundle: given }), bundle);
}

async function textOf(page: Page): Promise<string> {
  return plain(
    (await page.locator('ehr-patient-summary').evaluate((summary) => summary.shadowRoot?.textContent)) ?? '',
  );
}

/** The Composition's subject, else the only Patient. */
function patientIn(bundle: Held): Held | undefined {
  const all = resourcesIn(bundle);
  const patients = all.filter(({ resourceType }) => resourceType === 'Patient');
  const subject = all.find(({ resourceType }) => resourceType === 'Composition')?.subject?.reference;
  return subject ? resolve(bundle, subject) : patients.length === 1 ? patients[0] : undefined;
}

function resourcesIn(bundle: Held): Held[] {
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  return resources.flatMap((one) => (one.resourceType === 'Bundle' ? resourcesIn(one) : [one]));
}

function resolve(bundle: Held, reference: string): Held | undefined {
  return bundle.entry?.find(
    ({ fullUrl, resource }) => fullUrl === reference || `${resource?.resourceType}/${resource?.id}` === reference,
  )?.resource;
}

/** Words that must be read: of each section, its entries' names, else its own words; of other Bundles, what names itself. */
function wantedOf(bundle: Held): (string | RegExp)[] {
  const composition = resourcesIn(bundle).find(({ resourceType }) => resourceType === 'Composition');
  if (composition) return (composition.section ?? []).flatMap((section) => wantedOfSection(section, bundle));
  const clinical = resourcesIn(bundle).filter(({ resourceType }) => CLINICAL.test(resourceType));
  return clinical.flatMap((resource) => nameOf(resource, bundle));
}

const CLINICAL =
  /^(Condition|AllergyIntolerance|Medication(Request|Statement)|Immunization|Procedure|CarePlan|Goal|Flag)$/;

function wantedOfSection(section: Section, bundle: Held): (string | RegExp)[] {
  const parts = (section.section ?? []).flatMap((one) => wantedOfSection(one, bundle));
  const entries = (section.entry ?? []).flatMap(({ reference = '', display }) => {
    const resource = resolve(bundle, reference);
    return resource ? nameOf(resource, bundle) : [display ?? section.title ?? ''];
  });
  if (entries.length > 0) return [...parts, ...entries];
  const reason = section.emptyReason && label(section.emptyReason);
  const told = section.text?.div?.replace(/<[^>]*>/g, ' ');
  return [...parts, ...(reason ? [reason] : told && parts.length === 0 ? [told] : [])];
}

function nameOf(resource: Held, bundle: Held): (string | RegExp)[] {
  const { code, type, vaccineCode, medicationCodeableConcept, medicationReference, category, title } = resource;
  const medication = medicationReference && resolve(bundle, medicationReference.reference ?? '');
  const kind = typeof type === 'object' ? type : undefined;
  const named = [code, vaccineCode, medicationCodeableConcept, medication?.code, kind].find((one) => label(one));
  const name = label(named) || title || label(category?.[0]);
  if (/^no (information|known)/i.test(name)) return [/no information|no known|none recorded|not.*recorded/];
  return name ? [name] : [];
}

function label(concept: CodeableConcept | undefined): string {
  return concept?.text ?? concept?.coding?.find(({ display }) => display)?.display ?? concept?.coding?.[0]?.code ?? '';
}

function plain(text: string): string {
  return text
    .replace(/[\s\u2066-\u2069]+/g, ' ')
    .trim()
    .toLowerCase();
}
