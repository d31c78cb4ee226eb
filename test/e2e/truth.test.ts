/**
 * What the page shows equals what the server holds. The expectations are read off the server's JSON here, by rules
 * written for this test and not by the SDK's: names, numbers as sent, and how many lines there must be.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  AllergyIntolerance,
  Condition,
  Encounter,
  FhirResource,
  Immunization,
  MedicationRequest,
  MedicationStatement,
  Observation,
  Patient,
} from 'fhir/r4.js';
import { compareLines, type ExpectedLine } from '../support/expected-lines.ts';
import { held, heldOne, isEntry, label, medicineName, number, plain } from '../support/held.ts';
import { compareLater } from '../support/later-truth.ts';
import { servePatientPages, type PatientPages } from '../support/patient-pages.ts';
import { readSummary, type ShownLine, type ShownSummary } from '../support/shown-summary.ts';

let pages: PatientPages;
let base: string;

before(async () => {
  pages = await servePatientPages('ehr-patient-summary');
  ({ base } = pages);
});
after(() => pages?.close());

describe('what the page shows equals what the server holds', () => {
  it('for every patient, those of the sandbox and the seven of Synthea', { timeout: 300_000 }, async (test) => {
    const patients = await held<Patient>(base, 'Patient?');
    assert.ok(patients.length >= 12 + 7, `${patients.length} patients`);
    const seen = new Set<string>();
    for (const { id = '' } of patients) {
      await test.test(`Patient/${id}`, async () => {
        for (const section of await compare(id, await pages.show(id, readSummary))) seen.add(section);
      });
    }
    // Of a section that nobody has, nothing would have been compared.
    for (const section of SOMEBODY_HAS) assert.ok(seen.has(section), `nobody has ${section}`);
  });
});

describe('what the page shows is what the stories tell', () => {
  it('of Robert, home from hospital: what is in his chest, what he can do, what he wants', async () => {
    const { sections } = await pages.show('p-1005', readSummary);
    compareLines(
      'devices',
      [
        { names: ['Implanted defibrillator'], says: ['Left side of the chest', 'Heart failure', 'ICD-300'] },
        { names: ['Bathroom scale'], says: ['Inactive'] },
      ],
      sections['devices'] ?? [],
    );
    compareLines(
      'functional-status',
      [
        { names: ['Heart failure by exertion (NYHA)'], says: ['Class III'] },
        { names: ['Distance walked in 6 minutes'], says: ['210 m'] },
      ],
      sections['functional-status'] ?? [],
    );
    compareLines(
      'patient-story',
      [{ names: ['What matters to me'], says: ['live at home and look after my sheep'] }],
      sections['patient-story'] ?? [],
    );
    compareLines(
      'advance-directives',
      [
        { names: ['Living will'], says: ['No machine to breathe for me if I cannot get well again'] },
        { names: ['Advance Directive'], says: ['Living will of Robert Tsosie'] },
      ],
      sections['advance-directives'] ?? [],
    );
  });

  it('of Fatima, who fell: her walking frame, her risk of falling, her words in Arabic', async () => {
    const { sections } = await pages.show('p-1011', readSummary);
    compareLines(
      'devices',
      [{ names: ['Walking frame'], says: ['عدم الثبات عند المشي', 'Reported by patient'] }],
      sections['devices'] ?? [],
    );
    compareLines(
      'functional-status',
      [
        { names: ['Risk of falling (Morse Fall Scale)'], says: ['55'] },
        { names: ['القدرة على المشي'], says: ['تمشي بالمشّاية داخل البيت، ولا تصعد الدرج وحدها'] },
      ],
      sections['functional-status'] ?? [],
    );
    compareLines(
      'patient-story',
      [{ names: ['What matters to me'], says: ['أن يكلّمني الأطباء بالعربية'] }],
      sections['patient-story'] ?? [],
    );
  });
});

const SOMEBODY_HAS = [
  'alerts',
  'pregnancy',
  'advance-directives',
  'procedures',
  'devices',
  'care-team',
  'care-plans',
  'goals',
  'social-history',
  'functional-status',
  'patient-story',
];

/** The later sections of which something was compared. */
async function compare(patient: string, shown: ShownSummary): Promise<string[]> {
  const whole = JSON.stringify(shown);
  assert.doesNotMatch(whole, /undefined|null|NaN|\[object/);
  assert.match(shown.foot, /nothing cut off/);
  compareBanner(await heldOne<Patient>(base, `Patient/${patient}`), shown.banner);
  const about = <R extends FhirResource>(search: string): Promise<readonly R[]> =>
    held<R>(base, search.replace('?', `?patient=${patient}&`));
  const [allergies, conditions, requests, statements, immunizations, encounters, vitals, labs] = await Promise.all([
    about<AllergyIntolerance>('AllergyIntolerance?'),
    about<Condition>('Condition?'),
    about<MedicationRequest>('MedicationRequest?'),
    about<MedicationStatement>('MedicationStatement?'),
    about<Immunization>('Immunization?'),
    about<Encounter>('Encounter?'),
    about<Observation>('Observation?category=vital-signs,vital-sign'),
    about<Observation>('Observation?category=laboratory'),
  ]);
  const section = (name: string): readonly ShownLine[] => shown.sections[name] ?? [];
  compareLines(
    'allergies',
    allergies.map(({ code }) => ({ names: [label(code)] })),
    section('allergies'),
  );
  compareLines(
    'immunizations',
    immunizations.map(({ vaccineCode }) => ({ names: [label(vaccineCode)] })),
    section('immunizations'),
  );
  compareLines('encounters', encounters.map(encounterLine), section('encounters'));
  const medicines = await Promise.all([...requests, ...statements].map((each) => medicineName(base, each)));
  compareLines(
    'medications',
    medicines.map((name) => ({ names: [name] })),
    section('medications'),
  );
  compareProblems(
    conditions.filter(({ code }) => isEntry(code)),
    section('problems'),
  );
  compareResults(labs, section('results'));
  compareVitals(vitals, section('vitals'));
  return compareLater(base, patient, shown);
}

function encounterLine({ type = [], reasonCode = [], serviceType, class: kind }: Encounter): ExpectedLine {
  return { names: [...type.map(label), ...reasonCode.map(label), label(serviceType), kind.display, kind.code] };
}

function compareBanner(patient: Patient | undefined, banner: string): void {
  const name = patient?.name?.find(({ use }) => use === 'official') ?? patient?.name?.[0];
  const words = [...(name?.given ?? []), name?.family ?? ''].flatMap((part) => part.split(/\s+/));
  for (const word of words) assert.ok(banner.toUpperCase().includes(word.toUpperCase()), `${word} in ${banner}`);
  const [year, , day] = patient?.birthDate?.split('-') ?? [];
  if (year) assert.ok(banner.includes(year), `${year} in ${banner}`);
  if (day) assert.match(banner, new RegExp(`\\b${Number(day)}\\b`));
  if (patient?.deceasedDateTime || patient?.deceasedBoolean) assert.match(banner, /deceased|died/i);
  else assert.doesNotMatch(banner, /deceased|died/i);
}

/** Entries of the same code share a line; no entry and no line is without the other. */
function compareProblems(entries: readonly Condition[], lines: readonly ShownLine[]): void {
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
