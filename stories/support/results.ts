/**
 * The laboratory results of the woman of record.ts, as a results viewer meets them: every form of value, every mark and
 * status, units that change, parts, panels, comments, and what two places tell differently.
 */
import type { CodeableConcept, FhirResource, Observation } from 'fhir/r4.js';
import { datesBefore, PATIENT, person } from './record.ts';

const LOINC = 'http://loinc.org';
const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const subject = { reference: `Patient/${PATIENT}` };

/** A number, with a comparator before it where there is one, and its unit. */
type Amount = readonly [text: string, unit: string];

/** What the hospital has. */
export function hospitalResults(now: Date = new Date()): FhirResource[] {
  const { moment, day } = datesBefore(now);
  const on = (days: number): string => moment(days, '08:00');
  return [
    person(),
    ...series(
      'potassium',
      'Potassium',
      '2823-3',
      ['mmol/L', 3.5, 5.3],
      [
        [on(0), 6.4, 'HH'],
        [on(3), 5.6, 'H'],
        [on(90), 5.2, 'N'],
        [on(400), 4.9, 'N'],
      ],
    ),
    ...series(
      'creatinine',
      'Creatinine',
      '2160-0',
      ['µmol/L', 45, 84],
      [
        [on(0), 128, 'H'],
        [on(3), 124, 'H'],
        [on(90), 112, 'H'],
        [on(400), 104, 'H'],
        [on(800), 98, 'H'],
      ],
    ),
    ...series(
      'sodium',
      'Sodium',
      '2951-2',
      ['mmol/L', 133, 146],
      [
        [on(0), 138, 'N'],
        [on(3), 139, 'N'],
      ],
    ),
    lab('bicarbonate', 'Bicarbonate', '1963-8', on(0), {
      ...measured(['19', 'mmol/L']),
      ...range(22, 29, 'mmol/L'),
      note: [{ text: 'Checked twice.' }],
    }),
    lab('crp', 'C-reactive protein', '1988-5', on(0), {
      ...measured(['<0.5', 'mg/L']),
      ...range(undefined, 5, 'mg/L'),
      interpretation: [coded(INTERPRETATION, 'N')],
    }),
    lab('ionised-calcium', 'Ionised calcium', '1995-0', on(0), {
      status: 'cancelled',
      dataAbsentReason: { text: 'Sample too small' },
      note: [{ text: 'Repeat asked for.' }],
    }),
    lab('magnesium', 'Magnesium', '2601-3', on(0), { ...measured(['0.82', 'mmol/L']), status: 'preliminary' }),
    lab('troponin', 'Troponin I', '10839-9', on(3), {
      ...measured(['14', 'ng/L']),
      ...range(undefined, 16, 'ng/L'),
      interpretation: [coded(INTERPRETATION, 'N')],
      status: 'corrected',
      note: [{ text: 'First reported as 41.', time: on(3), authorString: 'Dr L. Okafor' }],
      specimen: { display: 'Venous blood' },
      method: { text: 'Immunoassay' },
      performer: [{ display: 'University Hospital Pathology' }],
    }),
    lab('ana', 'Antinuclear antibody titre', '29953-7', on(90), {
      valueRatio: { numerator: { value: 1 }, denominator: { value: 80 } },
      interpretation: [coded(INTERPRETATION, 'A')],
    }),
    lab('culture', 'Urine culture', '630-4', on(90), {
      valueCodeableConcept: { text: 'Escherichia coli, more than 100,000 colonies per millilitre' },
      interpretation: [coded(INTERPRETATION, 'POS', 'Positive')],
    }),
    lab('platelets', 'Platelets', '777-3', on(90), {
      component: [
        { code: coded(LOINC, '777-3', 'Count'), ...measured(['212', '10*9/L']), ...range(150, 400, '10*9/L') },
        { code: coded(LOINC, '32623-1', 'Mean volume'), ...measured(['13.1', 'fL']), ...range(7.4, 10.4, 'fL') },
      ],
    }),
    lab('renal-profile', 'Renal profile', '24362-6', on(0), {
      hasMember: [{ reference: 'Observation/potassium-0' }, { reference: 'Observation/creatinine-0' }],
    }),
    lab('old', 'Blood group', '882-1', '2011', { valueString: 'A positive' }),
    lab('undated', 'Haemolysis check', '1990-1', undefined, { valueString: 'Not haemolysed' }),
    lab('wrong', 'Glucose', '2345-7', on(1), { ...measured(['55', 'mmol/L']), status: 'entered-in-error' }),
    lab('hba1c-now', 'HbA1c', '59261-8', on(3), { ...measured(['62', 'mmol/mol']), ...range(20, 41, 'mmol/mol') }),
    lab('hba1c-day', 'HbA1c', '59261-8', day(200), { ...measured(['58', 'mmol/mol']), ...range(20, 41, 'mmol/mol') }),
    lab('hba1c-before', 'HbA1c', '59261-8', on(600), { ...measured(['7.6', '%']), ...range(4, 6, '%') }),
  ];
}

/** What the clinic has: the same potassium flagged otherwise, and a result of its own. */
export function clinicResults(now: Date = new Date()): FhirResource[] {
  const { moment } = datesBefore(now);
  return [
    person(),
    lab('potassium-copy', 'Potassium', '2823-3', moment(3, '08:00'), {
      ...measured(['5.6', 'mmol/L']),
      ...range(3.5, 5.3, 'mmol/L'),
      interpretation: [coded(INTERPRETATION, 'HH')],
    }),
    lab('ferritin', 'Ferritin', '2276-4', moment(30, '09:15'), {
      ...measured(['11', 'µg/L']),
      ...range(13, 150, 'µg/L'),
      interpretation: [coded(INTERPRETATION, 'L')],
    }),
  ];
}

/** So many tests, each on so many days: more than any page could hold at once. */
export function manyResults(tests: number, days: number, now: Date = new Date()): FhirResource[] {
  const { moment } = datesBefore(now);
  const all = Array.from({ length: tests }, (_, test) =>
    Array.from({ length: days }, (__, back) =>
      lab(`t${test}-d${back}`, `Test ${test + 1}`, `${10_000 + test}-0`, moment(back * 3, '07:30'), {
        ...measured([String(10 + ((test * 7 + back) % 50)), 'mmol/L']),
        ...range(12, 55, 'mmol/L'),
      }),
    ),
  );
  return [person(), ...all.flat()];
}

/** A report that holds these results. */
export function panelReport(id: string, name: string, date: string, results: readonly FhirResource[]): FhirResource {
  return {
    resourceType: 'DiagnosticReport',
    id,
    status: 'final',
    code: { text: name },
    subject,
    effectiveDateTime: date,
    result: results.map((one) => ({ reference: `Observation/${one.id}` })),
  };
}

/** One observation of the laboratory. */
export function lab(
  id: string,
  name: string,
  loinc: string,
  date: string | undefined,
  changes: Partial<Observation>,
): Observation {
  return {
    resourceType: 'Observation',
    id,
    subject,
    status: 'final',
    category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory', 'Laboratory')],
    code: coded(LOINC, loinc, name),
    ...(date !== undefined && { effectiveDateTime: date }),
    ...changes,
  };
}

/** A quantity. */
export function measured([text, unit]: Amount): Pick<Observation, 'valueQuantity'> {
  const [, comparator, value] = /^(<=|>=|<|>)?(.*)$/.exec(text) ?? [];
  return {
    valueQuantity: { value: Number(value), unit, ...(comparator && { comparator: comparator as '<' }) },
  };
}

/** A reference range, either end of which may be open. */
export function range(
  low: number | undefined,
  high: number | undefined,
  unit: string,
): Pick<Observation, 'referenceRange'> {
  const end = (value: number): { value: number; unit: string } => ({ value, unit });
  return {
    referenceRange: [{ ...(low !== undefined && { low: end(low) }), ...(high !== undefined && { high: end(high) }) }],
  };
}

function series(
  id: string,
  name: string,
  loinc: string,
  [unit, low, high]: readonly [unit: string, low: number, high: number],
  values: readonly (readonly [date: string, value: number, flag: string])[],
): Observation[] {
  return values.map(([date, value, flag], index) =>
    lab(`${id}-${index}`, name, loinc, date, {
      ...measured([String(value), unit]),
      ...range(low, high, unit),
      interpretation: [coded(INTERPRETATION, flag)],
    }),
  );
}

function coded(system: string, code: string, display?: string): CodeableConcept {
  return { coding: [{ system, code, ...(display && { display }) }], ...(display && { text: display }) };
}
