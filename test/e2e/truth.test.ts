/**
 * What the page shows equals what the server holds. The expectations are read off the server's JSON here, by rules
 * written for this test and not by the SDK's: names, numbers as sent, and how many lines there must be.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle, CodeableConcept, FhirResource, Observation } from 'fhir/r4.js';
import { chromium, type Browser } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/index.ts';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { sharedFiles } from '../support/shared-data.ts';
import { readSummary, type ShownLine, type ShownSummary } from '../support/shown-summary.ts';

let sandbox: Sandbox;
let hosts: HostPages;
let browser: Browser;
let base: string;

before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off', load: sharedFiles('synthea') });
  base = sandbox.organisations[0]?.fhirBase ?? '';
  hosts = await serveHostPages({
    '/': '<ehr-session persona="clinician"><ehr-patient-summary></ehr-patient-summary></ehr-session>',
  });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
  await sandbox?.close();
});

describe('what the page shows equals what the server holds', () => {
  it('for every patient, those of the sandbox and the seven of Synthea', { timeout: 300_000 }, async (test) => {
    const patients = await held('Patient?_count=100');
    assert.ok(patients.length >= 12 + 7, `${patients.length} patients`);
    for (const patient of patients) {
      await test.test(`Patient/${patient.id}`, async () => {
        const id = patient.id ?? '';
        await compare(id, await show(id));
      });
    }
  });
});

async function show(patient: string): Promise<ShownSummary> {
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  try {
    await page.goto(hosts.origin);
    await page
      .locator('ehr-session')
      .evaluate((session, [fhirBase, id]) => Object.assign(session, { fhirBase, patient: id }), [base, patient]);
    const shown = await readSummary(page);
    assert.deepEqual(faults, []);
    return shown;
  } finally {
    await page.close();
  }
}

async function compare(patient: string, shown: ShownSummary): Promise<void> {
  const whole = JSON.stringify(shown);
  assert.doesNotMatch(whole, /undefined|null|NaN|\[object/);
  assert.match(shown.foot, /nothing cut off/);
  compareBanner(await heldOne(`Patient/${patient}`), shown.banner);
  const about = (query: string): Promise<Held[]> => held(query.replace('?', `?patient=${patient}&`));
  const [allergies, conditions, requests, statements, immunizations, encounters, vitals, labs] = await Promise.all([
    about('AllergyIntolerance?'),
    about('Condition?'),
    about('MedicationRequest?'),
    about('MedicationStatement?'),
    about('Immunization?'),
    about('Encounter?'),
    about('Observation?category=vital-signs,vital-sign'),
    about('Observation?category=laboratory'),
  ]);
  const section = (name: string): readonly ShownLine[] => shown.sections[name] ?? [];
  compareNames('allergies', allergies.filter(isNoStatement), section('allergies'), (each) => [label(each.code)]);
  compareNames('immunizations', immunizations.filter(isNoStatement), section('immunizations'), (each) => [
    label(each.vaccineCode),
  ]);
  compareNames('encounters', encounters, section('encounters'), (each) => [
    ...(each.type ?? []).map(label),
    ...(each.reasonCode ?? []).map(label),
    each.serviceType && label(each.serviceType),
    each.class?.display,
    each.class?.code,
  ]);
  const medicines = [...requests, ...statements].filter(isNoStatement);
  const names = new Map(await Promise.all(medicines.map(async (each) => [each, await medicineName(each)] as const)));
  compareNames('medications', medicines, section('medications'), (each) => [names.get(each)]);
  compareProblems(conditions.filter(isNoStatement), section('problems'));
  compareResults(labs as Observation[], section('results'));
  compareVitals(vitals as Observation[], section('vitals'));
}

function compareBanner(patient: Held, banner: string): void {
  const name = patient.name?.find(({ use }) => use === 'official') ?? patient.name?.[0];
  const words = [...(name?.given ?? []), name?.family ?? ''].flatMap((part) => part.split(/\s+/));
  for (const word of words) assert.ok(banner.toUpperCase().includes(word.toUpperCase()), `${word} in ${banner}`);
  const [year, , day] = patient.birthDate?.split('-') ?? [];
  if (year) assert.ok(banner.includes(year), `${year} in ${banner}`);
  if (day) assert.match(banner, new RegExp(`\\b${Number(day)}\\b`));
  if (patient.deceasedDateTime || patient.deceasedBoolean) assert.match(banner, /deceased|died/i);
  else assert.doesNotMatch(banner, /deceased|died/i);
}

/** As many lines as entries, and each entry's name on a line of its own. */
function compareNames(
  name: string,
  entries: readonly Held[],
  lines: readonly ShownLine[],
  namesOf: (entry: Held) => (string | undefined)[],
): void {
  const free = lines.map(({ main }) => plain(main));
  for (const entry of entries) {
    const wanted = namesOf(entry)
      .filter(Boolean)
      .map((each) => plain(each ?? ''));
    const exactly = free.findIndex((main) => wanted.includes(main));
    const at = exactly >= 0 ? exactly : free.findIndex((main) => wanted.some((each) => main.includes(each)));
    assert.ok(at >= 0, `${name}: ${wanted.join(' / ')} is not among ${free.join(' | ')}`);
    free.splice(at, 1);
  }
  assert.deepEqual(free, [], `${name}: lines that the server does not hold`);
}

/** Entries of the same code share a line; no entry and no line is without the other. */
function compareProblems(entries: readonly Held[], lines: readonly ShownLine[]): void {
  const said = plain(lines.map(({ text }) => text).join('\n'));
  const labels = entries.map((entry) => plain(label(entry.code)));
  const codes = new Map(entries.map((entry) => [entry.code?.coding?.[0]?.code, entry.code]));
  for (const each of labels) {
    const sameCode = [...codes.values()].some((code) => said.includes(plain(label(code))));
    assert.ok(said.includes(each) || sameCode, `problems: ${each} is not shown`);
  }
  for (const { main } of lines)
    assert.ok(
      labels.some((each) => plain(main).includes(each)),
      `problems: ${main} is not held`,
    );
}

/** The newest value of each test, as sent. */
function compareResults(observations: readonly Observation[], all: readonly ShownLine[]): void {
  const lines = all.filter(({ chips }) => !/entered in error/i.test(chips));
  assert.equal(all.length - lines.length, observations.filter(({ status }) => status === 'entered-in-error').length);
  const standing = observations.filter(
    ({ status }) => !['entered-in-error', 'cancelled', 'registered'].includes(status),
  );
  for (const [code, newest] of newestByCode(standing.filter((one) => one.valueQuantity))) {
    const wanted = newest.map(({ valueQuantity }) => `${valueQuantity?.comparator ?? ''}${number(valueQuantity)}`);
    const found = lines.filter(({ main }) => newest.some((one) => plain(main) === plain(label(one.code))));
    assert.ok(found.length > 0, `results: ${code} is not shown`);
    assert.ok(
      found.some(({ value }) => wanted.some((each) => value.replace(/[, ]/g, '').startsWith(each))),
      `results: ${code} is ${wanted.join(' or ')}, shown ${found.map(({ value }) => value).join(' and ')}`,
    );
    const unit = newest[0]?.valueQuantity?.unit ?? newest[0]?.valueQuantity?.code;
    if (unit && unit !== '1' && !unit.startsWith('{')) {
      for (const { value } of found) assert.match(value, /\d\s\S/, `results: ${code} has lost its unit ${unit}`);
    }
  }
  for (const one of standing) {
    const words = label(one.valueCodeableConcept) || one.valueString;
    if (!words || !newestByCode(standing).get(codeOf(one))?.includes(one)) continue;
    assert.ok(
      lines.some(({ text }) => plain(text).includes(plain(words))),
      `results: ${words} is not shown`,
    );
  }
}

/** The newest number of each vital sign, blood pressure by its parts. */
function compareVitals(observations: readonly Observation[], lines: readonly ShownLine[]): void {
  const said = lines.map(({ value }) => value.replace(/,/g, '')).join(' ; ');
  const standing = observations.filter(({ status }) => !['entered-in-error', 'cancelled'].includes(status));
  for (const [code, newest] of newestByCode(standing)) {
    const numbers = newest
      .flatMap((one) => [one, ...(one.component ?? [])])
      .map(({ valueQuantity }) => number(valueQuantity));
    const wanted = numbers.filter((each) => each !== '');
    if (wanted.length === 0) continue;
    assert.ok(
      wanted.some((each) => said.includes(each)),
      `vitals: ${code} is ${wanted.join(' or ')}, shown ${said}`,
    );
  }
}

function newestByCode(observations: readonly Observation[]): Map<string, Observation[]> {
  const newest = new Map<string, Observation[]>();
  for (const one of observations) {
    const before = newest.get(codeOf(one));
    const order = before?.[0] ? time(one) - time(before[0]) : 1;
    if (order > 0 || !before) newest.set(codeOf(one), [one]);
    else if (order === 0) before.push(one);
  }
  return newest;
}
const codeOf = ({ code }: Observation): string => code.coding?.[0]?.code ?? code.text ?? '';
const time = (one: Observation): number =>
  Date.parse(one.effectiveDateTime ?? one.effectivePeriod?.end ?? one.issued ?? '0');

/** Resources as the server's JSON has them; what this test reads of any type. */
interface Held {
  resourceType: string;
  id?: string;
  code?: CodeableConcept;
  vaccineCode?: CodeableConcept;
  type?: CodeableConcept[];
  reasonCode?: CodeableConcept[];
  serviceType?: CodeableConcept;
  class?: { code?: string; display?: string };
  medicationCodeableConcept?: CodeableConcept;
  medicationReference?: { reference?: string; display?: string };
  contained?: Held[];
  name?: { use?: string; given?: string[]; family?: string }[];
  birthDate?: string;
  deceasedDateTime?: string;
  deceasedBoolean?: boolean;
}

/** Everything a search finds, page after page. Numbers come as the text that was sent. */
async function held(query: string): Promise<Held[]> {
  const found: Held[] = [];
  for (let url: string | undefined = `${base}/${query}&_count=500`; url;) {
    const bundle = (await getExactly(url)) as Bundle;
    for (const { resource, search } of bundle.entry ?? []) {
      if (resource && search?.mode !== 'include') found.push(resource as FhirResource as Held);
    }
    url = bundle.link?.find(({ relation }) => relation === 'next')?.url;
  }
  return found;
}

const heldOne = async (reference: string): Promise<Held> => (await getExactly(`${base}/${reference}`)) as Held;

async function getExactly(url: string): Promise<unknown> {
  const text = await (await fetch(url)).text();
  return JSON.parse(text, ((_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' ? source : value) as (key: string, value: unknown) => unknown);
}

async function medicineName(entry: Held): Promise<string | undefined> {
  if (entry.medicationCodeableConcept) return label(entry.medicationCodeableConcept);
  const reference = entry.medicationReference?.reference ?? '';
  const medication = reference.startsWith('#')
    ? entry.contained?.find(({ id }) => `#${id}` === reference)
    : await heldOne(reference);
  return label(medication?.code) || entry.medicationReference?.display;
}

/** "No known allergies" is a statement about the list, not an entry of it. */
function isNoStatement(entry: Held): boolean {
  const concept = entry.code ?? entry.vaccineCode ?? entry.medicationCodeableConcept;
  return !/^no (known|information)/i.test(label(concept));
}

const label = (concept: CodeableConcept | undefined): string =>
  concept?.text ?? concept?.coding?.find(({ display }) => display)?.display ?? concept?.coding?.[0]?.code ?? '';
const number = (quantity: { value?: number | string | undefined } | undefined): string =>
  quantity?.value === undefined ? '' : String(quantity.value);
const plain = (text: string): string =>
  text
    .replace(/[\s ⁨⁩]+/g, ' ')
    .trim()
    .toLowerCase();
