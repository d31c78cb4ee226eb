/**
 * Zanele Dlamini, seven months old: growing well, vaccines on time, jaundice long over.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import type { Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { result } from '../builders/laboratory.ts';
import { prescribe, statement } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import { internationalUnit, millilitre } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { officialName, type Story } from './story.ts';
import { aroundInfant } from './around/families.ts';

/** Days since birth. */
const AGE = 221;

const person: Demographics = {
  names: [officialName(['Zanele'], 'Dlamini')],
  gender: 'female',
  birthSex: 'F',
  languages: [
    { tag: 'zu', name: 'Zulu' },
    { tag: 'en', name: 'English', preferred: true },
  ],
  address: { use: 'home', line: ['61 Agave Street'], city: 'Tucson', state: 'AZ', postalCode: '85713', country: 'US' },
  contacts: [
    {
      relationship: [{ text: 'Mother' }],
      name: { text: 'Nomvula Dlamini', family: 'Dlamini', given: ['Nomvula'] },
      telecom: [{ system: 'phone', value: '+1 520 555 0149' }],
    },
  ],
};

export const infant: Story = {
  key: 'zanele',
  name: 'Zanele Dlamini',
  sentence: 'An infant of seven months, growing along her line, with a suspected milk allergy.',
  birthDate: (time) => time.date(AGE),
  person,
  records: { 'university-hospital': { patientId: 'p-1008', write } },
};

function write(chart: Chart): void {
  const { time } = chart;
  /** The date on which she was so many days old. */
  const atAge = (days: number): string => time.date(AGE - days);
  const momentAtAge = (days: number, clock: string): string => time.daysAgo(AGE - days, clock);
  patient(chart, { ...person, generalPractitioner: 'rosa-mensah' });
  condition(chart, problems.neonatalJaundice, {
    clinical: 'resolved',
    onset: atAge(3),
    abatement: atAge(12),
    recorded: atAge(3),
    by: 'mei-ling-tan',
  });
  condition(chart, problems.otitisMedia, {
    category: 'diagnosis',
    clinical: 'resolved',
    onset: atAge(170),
    abatement: atAge(180),
    recorded: atAge(171),
    by: 'mei-ling-tan',
  });
  allergy(chart, allergens.cowsMilk, {
    type: 'allergy',
    category: 'food',
    criticality: 'unable-to-assess',
    verification: 'unconfirmed',
    onset: atAge(150),
    recorded: atAge(184),
    by: 'mei-ling-tan',
    reactions: [reaction([allergens.reactions.vomiting, allergens.reactions.rash])],
    note: 'Seen by the mother; to be tested.',
  });
  prescribe(chart, medicines.amoxicillinLiquid, {
    status: 'completed',
    authored: atAge(171),
    by: 'mei-ling-tan',
    reason: problems.otitisMedia,
    dosage: {
      text: '4 mL (320 mg) twice a day for 10 days',
      dose: ['4', millilitre],
      route: 'oral',
      times: [2, 1, 'd'],
      forDays: 10,
    },
  });
  statement(chart, medicines.vitaminDDrops, {
    taken: { start: atAge(14) },
    asserted: atAge(184),
    dosage: { text: '400 IU (1 drop) once a day', dose: ['400', internationalUnit], route: 'oral', times: [1, 1, 'd'] },
  });
  prescribe(chart, medicines.acetaminophenLiquid, {
    authored: atAge(171),
    by: 'mei-ling-tan',
    reason: { text: 'Fever or pain' },
    dosage: {
      text: '3 mL (96 mg) every 6 hours when needed for fever or pain; no more than 4 doses a day',
      dose: ['3', millilitre],
      route: 'oral',
      times: [1, 6, 'h'],
      asNeeded: { text: 'fever or pain' },
      most: ['12', millilitre, 1],
    },
  });
  const growth: readonly [
    days: number,
    weight: string,
    length: string,
    head: string,
    headPercentile: string,
    percentile: string,
  ][] = [
    [0, '3.24', '49.5', '34.2', '55', '48'],
    [14, '3.41', '51.0', '35.4', '56', '44'],
    [61, '5.02', '56.8', '38.4', '57', '46'],
    [122, '6.40', '62.2', '40.8', '58', '50'],
    [184, '7.30', '66.0', '42.3', '57', '52'],
  ];
  for (const [
    days,
    weight,
    height,
    headCircumference,
    headCircumferencePercentile,
    weightForLengthPercentile,
  ] of growth) {
    measure(
      chart,
      { at: momentAtAge(days, '10:20'), by: 'mei-ling-tan' },
      { weight, height, headCircumference, headCircumferencePercentile, weightForLengthPercentile },
    );
  }
  measure(
    chart,
    { at: momentAtAge(171, '11:00'), by: 'mei-ling-tan' },
    { temperature: '38.9', pulse: '148', respiratoryRate: '38' },
  );
  for (const [days, value] of [
    [3, '13.8'],
    [5, '12.1'],
    [12, '5.0'],
  ] as const) {
    result(chart, { at: momentAtAge(days, '08:00') }, [
      labs.bilirubin,
      value,
      { range: { text: 'By age in hours: see chart' }, flag: 'none' },
    ]);
  }
  result(chart, { at: momentAtAge(184, '10:40') }, [labs.lead, '<1.0']);
  immunization(chart, vaccines.hepatitisBChild, {
    occurred: atAge(0),
    by: 'mei-ling-tan',
    site: 'RT',
    dose: 1,
    ofDoses: 3,
  });
  for (const [dose, days] of [
    [1, 61],
    [2, 122],
    [3, 184],
  ] as const) {
    immunization(chart, vaccines.dtap, { occurred: atAge(days), by: 'mei-ling-tan', site: 'LT', dose, ofDoses: 5 });
    immunization(chart, vaccines.hib, { occurred: atAge(days), by: 'mei-ling-tan', site: 'RT', dose, ofDoses: 4 });
    immunization(chart, vaccines.polio, { occurred: atAge(days), by: 'mei-ling-tan', site: 'LT', dose, ofDoses: 4 });
    immunization(chart, vaccines.pneumococcal20, {
      occurred: atAge(days),
      by: 'mei-ling-tan',
      site: 'RT',
      dose,
      ofDoses: 4,
    });
  }
  immunization(chart, vaccines.hepatitisBChild, {
    occurred: atAge(61),
    by: 'mei-ling-tan',
    site: 'RT',
    dose: 2,
    ofDoses: 3,
  });
  immunization(chart, vaccines.rotavirus, { occurred: atAge(61), by: 'mei-ling-tan', dose: 1, ofDoses: 3 });
  immunization(chart, vaccines.rotavirus, { occurred: atAge(122), notDone: ['OSTOCK', 'product out of stock'] });
  for (const days of [14, 61, 122, 184])
    visit(chart, momentAtAge(days, '10:00'), 'mei-ling-tan', 'children', { text: 'Well-child visit' }, 'checkUp');
  visit(chart, momentAtAge(171, '10:50'), 'mei-ling-tan', 'children', problems.otitisMedia, 'problem');
  encounter(chart, {
    status: 'planned',
    class: 'AMB',
    type: 'checkUp',
    period: { start: time.daysAgo(-53, '10:00'), end: time.daysAgo(-53, '10:30') },
    by: 'mei-ling-tan',
    at: 'children',
  });
  aroundInfant(chart);
}
