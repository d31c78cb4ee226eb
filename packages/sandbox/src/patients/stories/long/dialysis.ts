/**
 * Ioana Munteanu, 61: kidney failure, on hemodialysis three times a week for three years. About 3,000 resources.
 * @module
 */
import { allergy } from '../../builders/allergy.ts';
import { coverage } from '../../builders/care.ts';
import type { Chart } from '../../builders/chart.ts';
import { condition } from '../../builders/condition.ts';
import { visit } from '../../builders/encounter.ts';
import { immunization } from '../../builders/immunization.ts';
import { report, result } from '../../builders/laboratory.ts';
import { patient, type Demographics } from '../../builders/patient.ts';
import { procedure } from '../../builders/procedure.ts';
import { smokingStatus } from '../../builders/social.ts';
import { measure } from '../../builders/vital-signs.ts';
import * as allergens from '../../codes/allergens.ts';
import * as labs from '../../codes/labs.ts';
import * as problems from '../../codes/problems.ts';
import * as procedures from '../../codes/procedures.ts';
import * as vaccines from '../../codes/vaccines.ts';
import { officialName, type Story } from '../story.ts';
import { valueOn, type Course } from './course.ts';

const person: Demographics = {
  names: [officialName(['Ioana'], 'Munteanu')],
  gender: 'female',
  birthSex: 'F',
  birthPlace: { city: 'Iași', country: 'RO' },
  languages: [
    { tag: 'ro', name: 'Romanian' },
    { tag: 'en', name: 'English', preferred: true },
  ],
  address: {
    use: 'home',
    line: ['88 Speedway Court'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85711',
    country: 'US',
  },
  phone: '+1 520 555 0153',
  maritalStatus: ['M', 'Married'],
};

export const dialysis: Story = {
  key: 'ioana',
  name: 'Ioana Munteanu',
  sentence: 'Kidney failure on hemodialysis three times a week: a long record of some 3,000 resources.',
  birthDate: (time) => time.born(61, '10-12'),
  person,
  records: { 'university-hospital': { patientId: 'p-1013', write } },
};

const SESSIONS = 468;
const FIRST = Math.round((SESSIONS * 7) / 3);
const potassium: Course = [
  [FIRST, 5.4],
  [700, 4.9],
  [300, 5.2],
  [0, 5],
];
const weight: Course = [
  [FIRST, 72.4],
  [500, 69.8],
  [0, 70.6],
];
const systolic: Course = [
  [FIRST, 162],
  [600, 148],
  [0, 140],
];

function write(chart: Chart): void {
  const { time } = chart;
  patient(chart, person);
  coverage(chart, time.year(6));
  condition(chart, problems.endStageKidneyDisease, {
    onset: time.monthsAgoDate(37),
    recorded: time.monthsAgoDate(37),
    by: 'anil-patel',
    severity: 'severe',
  });
  condition(chart, problems.hypertension, { onset: time.year(18), recorded: time.monthsAgoDate(60), by: 'anil-patel' });
  allergy(chart, allergens.noKnownAllergies, { recorded: time.monthsAgoDate(37), by: 'anil-patel' });
  smokingStatus(chart, 'never', time.monthsAgo(37));
  for (let session = SESSIONS; session >= 1; session--) dialyse(chart, Math.round((session * 7) / 3));
  for (let month = 36; month >= 1; month--) monthlyBlood(chart, month);
  for (const years of [3, 2, 1])
    immunization(chart, vaccines.influenza, {
      occurred: time.monthsAgoDate(years * 12 + 1),
      by: 'grace-kim',
      site: 'LA',
    });
}

function dialyse(chart: Chart, days: number): void {
  const { time, random } = chart;
  const stay = visit(chart, time.daysAgo(days, '07:00'), 'anil-patel', 'outpatients', problems.endStageKidneyDisease);
  procedure(chart, procedures.hemodialysis, {
    performed: { start: time.daysAgo(days, '07:15'), end: time.daysAgo(days, '11:15') },
    by: 'grace-kim',
    encounter: stay,
  });
  const before = Number(valueOn(systolic, days, random, 9));
  measure(
    chart,
    {
      at: time.daysAgo(days, '07:05'),
      by: 'grace-kim',
      encounter: stay,
      bloodPressure: [String(before), String(Math.round(before * 0.55))],
    },
    { weight: valueOn(weight, days, random, 0.9, 1) },
  );
  measure(chart, {
    at: time.daysAgo(days, '11:20'),
    by: 'grace-kim',
    encounter: stay,
    bloodPressure: [String(before - 18), String(Math.round((before - 18) * 0.56))],
  });
}

function monthlyBlood(chart: Chart, month: number): void {
  const { time, random } = chart;
  const days = month * 30;
  report(
    chart,
    labs.panels.renal,
    { at: time.daysAgo(days, '07:10'), issued: time.daysAgo(days, '13:00'), by: 'anil-patel' },
    [
      [labs.potassium, valueOn(potassium, days, random, 0.5, 1)],
      [labs.sodium, random.near('138', 2)],
      [labs.bicarbonate, random.near('21', 2)],
      [labs.urea, random.near('21.0', 4)],
      [labs.creatinine, random.near('702', 60)],
      [labs.calcium, random.near('2.26', 0.12)],
    ],
  );
  report(
    chart,
    labs.panels.bloodCount,
    { at: time.daysAgo(days, '07:10'), issued: time.daysAgo(days, '12:30'), by: 'anil-patel' },
    [
      [labs.hemoglobin, random.near('108', 9)],
      [labs.whiteCells, random.near('6.8', 1.5)],
      [labs.platelets, random.near('214', 30)],
    ],
  );
  if (month % 3 === 0) result(chart, { at: time.daysAgo(days, '07:10') }, [labs.urate, random.near('388', 40)]);
}
