/**
 * Gabriel Nakamura-Santos, 58: type 1 diabetes since he was nine. Four glucose values a day for fourteen years, four stays
 * in intensive care with hourly signs, a visit every quarter. About 30,000 resources.
 * @module
 */
import { allergy, reaction } from '../../builders/allergy.ts';
import { coverage } from '../../builders/care.ts';
import { referenceTo, type Chart } from '../../builders/chart.ts';
import { condition } from '../../builders/condition.ts';
import { encounter, visit } from '../../builders/encounter.ts';
import { immunization } from '../../builders/immunization.ts';
import { report, result } from '../../builders/laboratory.ts';
import { dispense, prescribe } from '../../builders/medication.ts';
import { patient, type Demographics } from '../../builders/patient.ts';
import { smokingStatus } from '../../builders/social.ts';
import { measure } from '../../builders/vital-signs.ts';
import * as allergens from '../../codes/allergens.ts';
import * as labs from '../../codes/labs.ts';
import * as medicines from '../../codes/medicines.ts';
import * as problems from '../../codes/problems.ts';
import { insulinUnit, millilitre } from '../../codes/units.ts';
import * as vaccines from '../../codes/vaccines.ts';
import { officialName, type Story } from '../story.ts';
import { valueOn, type Course } from './course.ts';

const person: Demographics = {
  names: [officialName(['Gabriel', 'Kenji'], 'Nakamura-Santos')],
  gender: 'male',
  birthSex: 'M',
  birthPlace: { city: 'São Paulo', country: 'BR' },
  languages: [
    { tag: 'pt-BR', name: 'Portuguese (Brazil)' },
    { tag: 'en', name: 'English', preferred: true },
  ],
  address: { use: 'home', line: ['5 Broadway Place'], city: 'Tucson', state: 'AZ', postalCode: '85710', country: 'US' },
  phone: '+1 520 555 0154',
  maritalStatus: ['M', 'Married'],
};

export const diabetesForLife: Story = {
  key: 'gabriel',
  name: 'Gabriel Nakamura-Santos',
  sentence:
    'Type 1 diabetes for half a century, with daily glucose values: a very long record of some 30,000 resources.',
  birthDate: (time) => time.born(58, '07-03'),
  person,
  records: { 'university-hospital': { patientId: 'p-1014', write } },
};

const DAY_OF_HOME_VALUES = 14 * 365;
const QUARTERS = 176;
const QUARTER_DAYS = 91;
/** Days ago on which each stay in intensive care began. */
const CRISES = [9100, 5480, 2310, 610];
/** HbA1c in per cent. */
const control: Course = [
  [QUARTERS * QUARTER_DAYS, 10.2],
  [12000, 9.1],
  [8000, 8.4],
  [4000, 7.6],
  [1000, 7.2],
  [0, 7],
];
const weight: Course = [
  [QUARTERS * QUARTER_DAYS, 48],
  [14500, 70],
  [7000, 76],
  [0, 79],
];
const filtration: Course = [
  [QUARTERS * QUARTER_DAYS, 112],
  [6000, 92],
  [0, 61],
];

function write(chart: Chart): void {
  const { time } = chart;
  patient(chart, person);
  coverage(chart, time.year(20));
  condition(chart, problems.type1Diabetes, { onset: time.year(49), recorded: time.year(44), by: 'anil-patel' });
  condition(chart, problems.hypertension, {
    onset: time.year(15),
    recorded: time.monthsAgoDate(170),
    by: 'anil-patel',
  });
  allergy(chart, allergens.codeine, {
    type: 'intolerance',
    category: 'medication',
    recorded: time.monthsAgoDate(300),
    by: 'anil-patel',
    reactions: [reaction([allergens.reactions.rash], 'mild')],
  });
  smokingStatus(chart, 'never', time.monthsAgo(3));
  for (let quarter = QUARTERS; quarter >= 1; quarter--) quarterlyVisit(chart, quarter * QUARTER_DAYS);
  for (const days of CRISES) intensiveCare(chart, days);
  for (let day = DAY_OF_HOME_VALUES; day >= 1; day--) homeDay(chart, day);
  for (let year = 30; year >= 1; year--)
    immunization(chart, vaccines.influenza, {
      occurred: time.monthsAgoDate(year * 12 + 1),
      by: 'grace-kim',
      site: 'LA',
    });
  insulin(chart);
}

function quarterlyVisit(chart: Chart, days: number): void {
  const { time, random } = chart;
  const stay = visit(chart, time.daysAgo(days, '09:00'), 'anil-patel', 'outpatients', problems.type1Diabetes);
  const kilograms = valueOn(weight, days, random, 0.8, 1);
  const grown = chart.ageAt(time.date(days)) >= 20;
  const high = random.near('128', 10);
  measure(
    chart,
    { at: time.daysAgo(days, '09:05'), by: 'grace-kim', encounter: stay, bloodPressure: [high, random.near('76', 6)] },
    {
      pulse: random.near('74', 8),
      weight: kilograms,
      ...(grown && { height: '178', bodyMassIndex: (Number(kilograms) / 1.78 ** 2).toFixed(1) }),
    },
  );
  const sample = { at: time.daysAgo(days, '09:20'), issued: time.daysAgo(days, '15:00'), by: 'anil-patel' };
  const percentage = valueOn(control, days, random, 0.3, 1);
  result(
    chart,
    sample,
    days > 730
      ? [labs.hba1cPercent, percentage]
      : [labs.hba1c, String(Math.round((Number(percentage) - 2.15) * 10.929))],
  );
  report(chart, labs.panels.renal, { ...sample, encounter: stay }, [
    [labs.potassium, random.near('4.4', 0.4)],
    [labs.sodium, random.near('139', 2)],
    [labs.urea, random.near('5.8', 1.2)],
    ...(grown ? [[labs.filtrationRate, valueOn(filtration, days, random, 3)] as const] : []),
  ]);
  result(chart, sample, [labs.albuminCreatinine, random.near('24', 9)]);
}

/** A week of ketoacidosis: hourly signs, blood every six hours, all drifting back to normal. */
function intensiveCare(chart: Chart, days: number): void {
  const { time, random } = chart;
  const stay = referenceTo(
    encounter(chart, {
      status: 'finished',
      class: 'IMP',
      type: 'inpatient',
      period: { start: time.daysAgo(days, '00:00'), end: time.daysAgo(days - 7, '10:00') },
      by: 'siobhan-oconnor',
      at: 'ward',
      reason: problems.ketoacidosis,
    }),
  );
  condition(chart, problems.ketoacidosis, {
    category: 'diagnosis',
    clinical: 'resolved',
    onset: time.daysAgo(days, '00:00'),
    abatement: time.date(days - 4),
    recorded: time.date(days),
    by: 'siobhan-oconnor',
    encounter: stay,
  });
  for (let hour = 0; hour < 7 * 24; hour++) {
    const day = days - Math.floor(hour / 24);
    const clock = `${String(hour % 24).padStart(2, '0')}`;
    const illness = Math.exp(-hour / 30);
    const high = String(Math.round(122 - 30 * illness + random.whole(-5, 5)));
    measure(
      chart,
      {
        at: time.daysAgo(day, `${clock}:10`),
        by: 'grace-kim',
        encounter: stay,
        bloodPressure: [high, String(Math.round(Number(high) * 0.6))],
      },
      {
        pulse: String(Math.round(78 + 46 * illness + random.whole(-4, 4))),
        respiratoryRate: String(Math.round(15 + 15 * illness + random.whole(-1, 1))),
        oxygenSaturation: String(random.whole(95, 99)),
        temperature: random.near((36.9 + 1.1 * illness).toFixed(1), 0.2),
      },
    );
    if (hour % 6 !== 0) continue;
    report(
      chart,
      labs.panels.metabolic,
      {
        at: time.daysAgo(day, `${clock}:15`),
        issued: time.daysAgo(day, `${clock}:50`),
        by: 'siobhan-oconnor',
        encounter: stay,
      },
      [
        [labs.glucose, random.near((8.2 + 20 * illness).toFixed(1), 0.9)],
        [labs.potassium, random.near((4.2 + 1.5 * illness).toFixed(1), 0.2)],
        [labs.sodium, random.near('138', 3)],
        [labs.bicarbonate, String(Math.round(24 - 16 * illness))],
        [labs.urea, random.near((5.6 + 7 * illness).toFixed(1), 0.6)],
      ],
    );
  }
}

/** Before each meal and at bedtime; blood pressure on two days a week, weight on one. */
function homeDay(chart: Chart, day: number): void {
  const { time, random } = chart;
  const around = (Number(valueOn(control, day, random, 0)) - 2) * 28;
  for (const clock of ['06:45', '12:10', '18:20', '22:30'])
    result(chart, { at: time.daysAgo(day, clock) }, [
      labs.fingerGlucose,
      random.near(around.toFixed(0), around * 0.45),
    ]);
  if (day % 7 === 0 || day % 7 === 3) {
    const high = random.near('131', 11);
    measure(chart, { at: time.daysAgo(day, '06:50'), bloodPressure: [high, random.near('78', 6)] });
  }
  if (day % 7 === 0)
    measure(chart, { at: time.daysAgo(day, '06:55') }, { weight: valueOn(weight, day, random, 0.6, 1) });
}

function insulin(chart: Chart): void {
  const { time } = chart;
  for (let year = 12; year >= 1; year--) {
    const order = prescribe(chart, medicines.insulinGlargine, {
      status: year === 1 ? 'active' : 'completed',
      authored: time.monthsAgoDate(year * 12),
      by: 'anil-patel',
      reason: problems.type1Diabetes,
      dosage: {
        text: `${16 + year} units at bedtime`,
        dose: [String(16 + year), insulinUnit],
        route: 'subcutaneous',
        times: [1, 1, 'd'],
        when: ['HS'],
      },
      supply: { repeats: 11, amount: '10', unit: millilitre, days: 30 },
    });
    for (let month = 11; month >= (year === 1 ? 1 : 0); month--)
      dispense(chart, order, time.monthsAgo(year * 12 - 12 + month, '16:30'));
  }
}
