/**
 * Mateo Quispe Mamani, 8: asthma with hay fever and eczema, growth measured over the years.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import { carePlan } from '../builders/care.ts';
import { referenceTo, type Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { document } from '../builders/document.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { result } from '../builders/laboratory.ts';
import { dispense, prescribe } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { procedure } from '../builders/procedure.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import * as procedures from '../codes/procedures.ts';
import { loinc } from '../codes/systems.ts';
import { millilitre, puff, tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { monthsAfter } from '../timeline.ts';
import { officialName, type Story } from './story.ts';
import { aroundAsthmaChild } from './around/families.ts';

const person: Demographics = {
  names: [officialName(['Mateo'], 'Quispe Mamani')],
  gender: 'male',
  birthSex: 'M',
  languages: [
    { tag: 'es', name: 'Spanish', preferred: true },
    { tag: 'qu', name: 'Quechua' },
  ],
  address: {
    use: 'home',
    line: ['310 Ocotillo Court', 'Apt 4'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85705',
    country: 'US',
  },
  contacts: [
    {
      relationship: [{ text: 'Mother' }],
      name: { text: 'Rosaura Mamani Flores', family: 'Mamani Flores', given: ['Rosaura'] },
      telecom: [{ system: 'phone', value: '+1 520 555 0142' }],
    },
  ],
};

export const asthmaChild: Story = {
  key: 'mateo',
  name: 'Mateo Quispe Mamani',
  sentence: 'A child with asthma, two inhalers, an attack this winter, and a growth history.',
  birthDate: (time) => time.born(8, '05-02'),
  person,
  records: {
    'university-hospital': { patientId: 'p-1002', write: writeAtHospital },
    'city-clinic': { patientId: 'c-2002', write: writeAtClinic },
  },
};

function writeAtHospital(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'hugo-lindqvist' });
  const asthma = condition(chart, problems.asthma, {
    onset: { ageYears: 4 },
    recorded: time.monthsAgoDate(44),
    by: 'mei-ling-tan',
    severity: 'mild',
  });
  condition(chart, problems.allergicRhinitis, {
    onset: time.year(3),
    recorded: time.monthsAgoDate(30),
    by: 'mei-ling-tan',
  });
  condition(chart, problems.eczema, {
    clinical: 'remission',
    onset: { text: 'First year of life' },
    recorded: time.monthsAgoDate(44),
    by: 'mei-ling-tan',
  });
  condition(chart, problems.asthmaExacerbation, {
    category: 'diagnosis',
    clinical: 'resolved',
    onset: time.date(63),
    abatement: time.date(57),
    recorded: time.date(63),
    by: 'siobhan-oconnor',
    severity: 'moderate',
  });
  allergy(chart, allergens.grassPollen, {
    type: 'allergy',
    category: 'environment',
    criticality: 'low',
    recorded: time.monthsAgoDate(30),
    by: 'mei-ling-tan',
    lastOccurrence: time.month(5),
    reactions: [reaction([allergens.reactions.sneezing, allergens.reactions.itching], 'mild')],
  });
  allergy(chart, allergens.egg, {
    type: 'allergy',
    category: 'food',
    clinical: 'resolved',
    onset: time.year(7),
    recorded: time.monthsAgoDate(30),
    by: 'mei-ling-tan',
    note: 'Eats cake and scrambled egg without trouble.',
  });

  const preventer = prescribe(chart, medicines.fluticasoneInhaler, {
    authored: time.monthsAgoDate(3),
    by: 'mei-ling-tan',
    reasonFor: referenceTo(asthma, 'Asthma'),
    dosage: {
      text: '2 puffs twice a day through a spacer; rinse mouth after',
      dose: ['2', puff],
      route: 'inhaled',
      times: [2, 1, 'd'],
    },
    supply: { repeats: 3, amount: '120', unit: puff, days: 30 },
  });
  dispense(chart, preventer, time.daysAgo(58, '17:05'));
  dispense(chart, preventer, time.daysAgo(27, '17:40'));
  prescribe(chart, medicines.albuterolInhaler, {
    authored: time.monthsAgoDate(3),
    by: 'mei-ling-tan',
    reasonFor: referenceTo(asthma, 'Asthma'),
    dosage: {
      dose: ['2', puff],
      route: 'inhaled',
      times: [1, 4, 'h'],
      asNeeded: { text: 'wheeze or cough' },
      text: '2 puffs every 4 hours when needed for wheeze or cough',
    },
    supply: { repeats: 2, amount: '200', unit: puff, days: 30 },
  });
  prescribe(chart, medicines.prednisoloneLiquid, {
    status: 'completed',
    authored: time.date(63),
    by: 'siobhan-oconnor',
    reason: problems.asthmaExacerbation,
    dosage: {
      text: '10 mL (30 mg) once a day for 5 days',
      dose: ['10', millilitre],
      route: 'oral',
      times: [1, 1, 'd'],
      forDays: 5,
    },
  });
  prescribe(chart, medicines.montelukast, {
    status: 'stopped',
    statusReason: { text: 'Bad dreams' },
    authored: time.monthsAgoDate(16),
    by: 'mei-ling-tan',
    reasonFor: referenceTo(asthma, 'Asthma'),
    dosage: { dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['EVE'] },
  });

  const growth: readonly [months: number, height: string, weight: string, index: string, percentile: string][] = [
    [48, '104', '17.2', '15.9', '62'],
    [36, '110', '19.0', '15.7', '58'],
    [24, '116', '21.2', '15.8', '57'],
    [12, '122', '23.8', '16.0', '58'],
  ];
  for (const [months, height, weight, bodyMassIndex, bmiPercentile] of growth) {
    measure(
      chart,
      { at: time.monthsAgo(months, '15:10'), by: 'mei-ling-tan' },
      { height, weight, bodyMassIndex, bmiPercentile },
    );
  }
  measure(
    chart,
    { at: time.daysAgo(63, '02:40'), by: 'siobhan-oconnor' },
    { pulse: '132', respiratoryRate: '34', oxygenSaturation: '91', temperature: '37.4', inhaledOxygenFlow: '2' },
  );
  measure(
    chart,
    { at: time.daysAgo(20, '15:10'), by: 'mei-ling-tan', bloodPressure: ['98', '60'] },
    {
      pulse: '88',
      respiratoryRate: '20',
      oxygenSaturation: '99',
      height: '127',
      weight: '26.1',
      bodyMassIndex: '16.2',
      bmiPercentile: '57',
    },
  );
  result(chart, { at: time.daysAgo(63, '03:10') }, [labs.coronavirus, { text: 'Not detected' }, { flag: 'NEG' }]);
  result(chart, { at: time.monthsAgo(30, '11:00') }, [labs.totalIgE, '>500', { flag: 'H' }]);
  childVaccines(chart, 'mei-ling-tan');
  immunization(chart, vaccines.influenza, { occurred: time.date(20), by: 'mei-ling-tan', site: 'LA' });
  procedure(chart, procedures.spirometry, {
    performed: time.daysAgo(20, '15:30'),
    by: 'mei-ling-tan',
    note: 'FEV1 92% of predicted.',
  });

  encounter(chart, {
    status: 'finished',
    class: 'EMER',
    type: 'emergency',
    period: { start: time.daysAgo(63, '02:15'), end: time.daysAgo(63, '08:40') },
    by: 'siobhan-oconnor',
    at: 'emergency',
    reason: problems.asthmaExacerbation,
  });
  visit(chart, time.daysAgo(20, '15:00'), 'mei-ling-tan', 'children', problems.asthma);
  encounter(chart, {
    status: 'planned',
    class: 'AMB',
    type: 'followUp',
    period: { start: time.daysAgo(-75, '15:00'), end: time.daysAgo(-75, '15:30') },
    by: 'mei-ling-tan',
    at: 'children',
    reason: problems.asthma,
  });
  carePlan(chart, {
    title: 'Asthma action plan',
    period: { start: time.date(20) },
    addresses: [referenceTo(asthma, 'Asthma')],
    sentences: [
      'Green: fluticasone every morning and evening.',
      'Yellow: cough or wheeze, 2 puffs of albuterol, again after 20 minutes.',
      'Red: no better or hard to talk, call 911 and give 4 puffs.',
    ],
  });
  document(chart, {
    title: 'Plan de acción para el asma',
    type: loinc('11506-3', 'Progress note'),
    date: time.daysAgo(20, '16:00'),
    by: 'mei-ling-tan',
    lines: [
      'Verde: fluticasona mañana y noche.',
      'Amarillo: tos o silbidos, 2 inhalaciones de albuterol.',
      'Rojo: le cuesta hablar. Llame al 911.',
    ],
  });
  aroundAsthmaChild(chart);
}

/** The clinic gave the vaccines of infancy and knows of no asthma attack. */
function writeAtClinic(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, names: [officialName(['Mateo'], 'Quispe')], generalPractitioner: 'hugo-lindqvist' });
  condition(chart, problems.asthma, { onset: time.year(4), recorded: time.monthsAgoDate(46), by: 'hugo-lindqvist' });
  condition(chart, problems.otitisMedia, {
    category: 'diagnosis',
    clinical: 'resolved',
    onset: time.date(400),
    abatement: time.date(390),
    recorded: time.date(400),
    by: 'hugo-lindqvist',
  });
  prescribe(chart, medicines.albuterolInhaler, {
    authored: time.monthsAgoDate(13),
    by: 'hugo-lindqvist',
    reason: problems.asthma,
    dosage: { text: '2 puffs when needed' },
  });
  prescribe(chart, medicines.amoxicillinLiquid, {
    status: 'completed',
    authored: time.date(400),
    by: 'hugo-lindqvist',
    reason: problems.otitisMedia,
    dosage: {
      text: '10 mL twice a day for 7 days',
      dose: ['10', millilitre],
      route: 'oral',
      times: [2, 1, 'd'],
      forDays: 7,
    },
  });
  childVaccines(chart, 'hugo-lindqvist');
  measure(chart, { at: time.daysAgo(400, '10:00'), by: 'hugo-lindqvist' }, { temperature: '38.6', weight: '23.2' });
  visit(chart, time.daysAgo(400, '10:00'), 'hugo-lindqvist', 'surgery', problems.otitisMedia, 'problem');
}

/** The series of infancy and school entry, by age in months. */
function childVaccines(chart: Chart, by: string): void {
  const age = (months: number): string => monthsAfter(chart.birthDate, months);
  for (const [dose, months] of [
    [1, 2],
    [2, 4],
    [3, 6],
  ] as const) {
    immunization(chart, vaccines.dtap, { occurred: age(months), by, site: 'LT', dose, ofDoses: 5 });
    immunization(chart, vaccines.pneumococcal13, { occurred: age(months), by, site: 'RT', dose, ofDoses: 4 });
  }
  immunization(chart, vaccines.mmr, { occurred: age(13), by, site: 'LA', dose: 1, ofDoses: 2 });
  immunization(chart, vaccines.varicella, { occurred: age(13), by, site: 'RA', dose: 1, ofDoses: 2 });
  immunization(chart, vaccines.dtap, { occurred: age(54), by, site: 'LA', dose: 5, ofDoses: 5 });
  immunization(chart, vaccines.mmr, { occurred: age(54), by, site: 'RA', dose: 2, ofDoses: 2 });
}
