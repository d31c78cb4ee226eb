/**
 * Results of the woman of record.ts over years, as a trend meets them: units that change, bounds, limits that are critical,
 * one test under two codes, medicines begun meanwhile.
 */
import type { FhirResource, Goal, GoalTarget, MedicationRequest, Observation } from 'fhir/r4.js';
import { datesBefore, PATIENT, person } from './record.ts';
import { lab } from './results.ts';

const UCUM = 'http://unitsofmeasure.org';

/** A value with its unit in UCUM, and a comparator before it where there is one. */
export function coded(text: string, unit: string): Pick<Observation, 'valueQuantity'> {
  const [, comparator, value] = /^(<=|>=|<|>)?(.*)$/.exec(text) ?? [];
  const amount = { value: Number(value), unit, system: UCUM, code: unit };
  return { valueQuantity: { ...amount, ...(comparator && { comparator: comparator as '<' }) } };
}

/** The normal range, and after it what the laboratory calls critical, in one unit. */
export function limits(
  [low, high]: readonly [number | undefined, number | undefined],
  unit: string,
  critical?: readonly [low: number, high: number],
): Pick<Observation, 'referenceRange'> {
  const end = (value: number): object => ({ value, unit, system: UCUM, code: unit });
  const range = (from: number | undefined, to: number | undefined): object => {
    return { ...(from !== undefined && { low: end(from) }), ...(to !== undefined && { high: end(to) }) };
  };
  const panic = critical && { ...range(...critical), type: { text: 'Critical' } };
  return { referenceRange: [range(low, high), ...(panic ? [panic] : [])] };
}

/** One test at so many days before now. */
function over(
  [id, name, loinc]: readonly [id: string, name: string, loinc: string],
  values: readonly (readonly [days: number, changes: Partial<Observation>])[],
  now: Date = new Date(),
): Observation[] {
  const { moment } = datesBefore(now);
  return values.map(([days, changes]) => lab(`${id}-${days}`, name, loinc, moment(days, '08:00'), changes));
}

/** Creatinine by mass and by mole: one chart, each result of the other unit converted and said to be. */
export function twoUnits(now?: Date): FhirResource[] {
  const molar = limits([45, 84], 'umol/L');
  return [
    person(),
    ...over(
      ['creatinine', 'Creatinine', '14682-9'],
      [
        [10, { ...coded('128', 'umol/L'), ...molar }],
        [120, { ...coded('117', 'umol/L'), ...molar }],
        [400, { ...coded('104', 'umol/L'), ...molar }],
        [700, { ...coded('1.09', 'mg/dL'), ...limits([0.5, 1], 'mg/dL') }],
        [980, { ...coded('1.02', 'mg/dL'), ...limits([0.5, 1], 'mg/dL') }],
        [1300, { ...coded('0.9', 'mg/dL'), ...limits([0.5, 1], 'mg/dL') }],
      ],
      now,
    ),
  ];
}

/** HbA1c in per cent and by IFCC, which no factor joins: a chart for each. */
export function unitsApart(now?: Date): FhirResource[] {
  const since = [coded('62', 'mmol/mol'), coded('58', 'mmol/mol'), coded('56', 'mmol/mol')];
  const before = [coded('7.6', '%'), coded('8.1', '%'), coded('8.4', '%')];
  return [
    person(),
    ...over(
      ['hba1c', 'HbA1c', '59261-8'],
      [
        ...since.map((value, at) => [3 + at * 180, { ...value, ...limits([20, 41], 'mmol/mol') }] as const),
        ...before.map((value, at) => [600 + at * 180, { ...value, ...limits([4, 6], '%') }] as const),
      ],
      now,
    ),
  ];
}

/** C-reactive protein, often below what can be measured and once above it, and without a number, cancelled and undated. */
export function bounds(now?: Date): FhirResource[] {
  const range = limits([undefined, 5], 'mg/L');
  return [
    person(),
    ...over(
      ['crp', 'C-reactive protein', '1988-5'],
      [
        [5, { ...coded('<0.6', 'mg/L'), ...range }],
        [20, { ...coded('3.2', 'mg/L'), ...range }],
        [33, { ...coded('41', 'mg/L'), ...range }],
        [38, { ...coded('>250', 'mg/L'), ...range }],
        [40, { ...coded('180', 'mg/L'), ...range }],
        [41, { valueString: 'Haemolysed' }],
        [42, { status: 'cancelled' }],
        [90, { ...coded('<0.6', 'mg/L'), ...range }],
        [200, { ...coded('1.1', 'mg/L'), ...range }],
      ],
      now,
    ),
    lab('crp-undated', 'C-reactive protein', '1988-5', undefined, coded('2', 'mg/L')),
  ];
}

/** Potassium, sodium and creatinine of the same days, with limits that the laboratory calls critical; and medicines. */
export function kidney(now: Date = new Date()): FhirResource[] {
  const days = [0, 3, 21, 90, 180, 270, 400, 560, 800];
  const of = (values: readonly number[], unit: string, range: Partial<Observation>): [number, Partial<Observation>][] =>
    days.map((day, at) => [day, { ...coded(String(values[at]), unit), ...range }]);
  const { day } = datesBefore(now);
  return [
    person(),
    ...over(
      ['potassium', 'Potassium', '2823-3'],
      of([6.4, 5.6, 5.4, 5.2, 5.1, 4.9, 4.9, 4.6, 4.4], 'mmol/L', limits([3.5, 5.3], 'mmol/L', [2.5, 6.2])),
      now,
    ),
    ...over(
      ['sodium', 'Sodium', '2951-2'],
      of([138, 139, 141, 140, 142, 141, 139, 140, 141], 'mmol/L', limits([133, 146], 'mmol/L')),
      now,
    ),
    ...over(
      ['creatinine', 'Creatinine', '14682-9'],
      of([128, 124, 119, 112, 110, 108, 104, 101, 98], 'umol/L', limits([45, 84], 'umol/L')),
      now,
    ),
    ordered('lisinopril', 'Lisinopril 10 mg tablet', day(300)),
    ordered('lisinopril-again', 'Lisinopril 10 mg tablet', day(120)),
    ordered('spironolactone', 'Spironolactone 25 mg tablet', day(60)),
    ordered('paracetamol', 'Paracetamol 500 mg tablet', undefined),
    {
      resourceType: 'MedicationStatement',
      id: 'salt-substitute',
      subject: { reference: `Patient/${PATIENT}` },
      status: 'active',
      medicationCodeableConcept: { text: 'Potassium salt substitute' },
      effectivePeriod: { start: day(45) },
    },
  ];
}

/** Creatinine under two LOINC codes of one group. */
export function twoCodes(now?: Date): FhirResource[] {
  const range = limits([0.5, 1], 'mg/dL');
  return [
    person(),
    ...over(
      ['serum', 'Creatinine in serum', '2160-0'],
      [
        [10, { ...coded('1.4', 'mg/dL'), ...range }],
        [200, { ...coded('1.2', 'mg/dL'), ...range }],
        [500, { ...coded('1.1', 'mg/dL'), ...range }],
      ],
      now,
    ),
    ...over(
      ['blood', 'Creatinine in blood', '38483-4'],
      [
        [100, { ...coded('1.3', 'mg/dL'), ...range }],
        [350, { ...coded('1.0', 'mg/dL'), ...range }],
      ],
      now,
    ),
  ];
}

/** A glucose meter's results of years, four a day. */
export function manyOfOne(count: number, now: Date = new Date()): FhirResource[] {
  const { moment } = datesBefore(now);
  const range = limits([70, 180], 'mg/dL', [40, 400]);
  const times = ['22:00', '17:00', '12:00', '07:00'];
  const results = Array.from({ length: count }, (_, at) => {
    const value = at === 1234 ? 431 : Math.round(130 + 60 * Math.sin(at / 9) + 30 * Math.cos(at / 170));
    const when = moment(1 + Math.floor(at / 4), times[at % 4] ?? '');
    return lab(`glucose-${at}`, 'Glucose by meter', '41653-7', when, { ...coded(String(value), 'mg/dL'), ...range });
  });
  return [person(), ...results];
}

function ordered(id: string, name: string, authoredOn: string | undefined): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    subject: { reference: `Patient/${PATIENT}` },
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: name },
    ...(authoredOn !== undefined && { authoredOn }),
  };
}

/** Creatinine in one unit, with goals in it, in another that converts, in words, and for a time that is over. */
export function withGoals(now: Date = new Date()): FhirResource[] {
  const { moment } = datesBefore(now);
  const goal = (id: string, text: string, target: Partial<GoalTarget>, changes: Partial<Goal> = {}): Goal => ({
    resourceType: 'Goal',
    id,
    subject: { reference: `Patient/${PATIENT}` },
    lifecycleStatus: 'active',
    description: { text },
    startDate: moment(300, '08:00').slice(0, 10),
    target: [{ measure: { coding: [{ system: 'http://loinc.org', code: '14682-9' }], text: 'Creatinine' }, ...target }],
    ...changes,
  });
  const most = coded('<=110', 'umol/L').valueQuantity;
  const mass = coded('<1.0', 'mg/dL').valueQuantity;
  return [
    ...twoUnits(now),
    ...(most ? [goal('most', 'Creatinine no higher', { detailQuantity: most })] : []),
    ...(mass ? [goal('mass', 'As before the illness', { detailQuantity: mass })] : []),
    goal('words', 'Steady kidneys', { detailString: 'stable' }),
    ...(most ? [goal('over', 'Goal of last year', { detailQuantity: most }, { lifecycleStatus: 'completed' })] : []),
    goal('other', 'Walk every day', { measure: { text: 'Walking' }, detailString: 'daily' }),
  ];
}
