/**
 * Keiko Sato, 45: severe food allergies, each recorded with another kind of certainty.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import { carePlan, coverage } from '../builders/care.ts';
import type { Chart } from '../builders/chart.ts';
import { referenceTo } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { result } from '../builders/laboratory.ts';
import { dispense, prescribe, statement } from '../builders/medication.ts';
import { nameWritten, patient, type Demographics } from '../builders/patient.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import { autoInjector, tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import type { Story } from './story.ts';
import { aroundAnaphylaxis } from './around/families.ts';
import { writeAnaphylaxisAtClinic } from './anaphylaxis.city-clinic.ts';

const person: Demographics = {
  names: [
    nameWritten('IDE', { use: 'official', text: '佐藤 恵子', family: '佐藤', given: ['恵子'] }),
    nameWritten('SYL', { use: 'official', text: 'サトウ ケイコ', family: 'サトウ', given: ['ケイコ'] }),
    nameWritten('ABC', { use: 'official', text: 'Keiko Sato', family: 'Sato', given: ['Keiko'] }),
  ],
  gender: 'female',
  birthSex: 'F',
  birthPlace: { city: '仙台', country: 'JP' },
  languages: [
    { tag: 'ja', name: '日本語', preferred: true },
    { tag: 'en', name: 'English' },
  ],
  address: {
    use: 'home',
    line: ['740 Limberlost Drive'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85705',
    country: 'US',
  },
  phone: '+1 520 555 0152',
  maritalStatus: ['M', 'Married'],
};

export const anaphylaxis: Story = {
  key: 'keiko',
  name: '佐藤 恵子 (Keiko Sato)',
  sentence: 'Severe allergies to peanut and cashew with anaphylaxis, and others that are unsure, outgrown or refuted.',
  birthDate: (time) => time.born(45, '04-17'),
  person,
  records: {
    'university-hospital': { patientId: 'p-1012', write },
    'city-clinic': { patientId: 'c-2012', write: (chart) => writeAnaphylaxisAtClinic(chart, person) },
  },
};

function write(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'hugo-lindqvist' });
  coverage(chart, time.monthsAgoDate(80));
  const food = condition(chart, problems.foodAllergy, {
    onset: time.year(38),
    recorded: time.monthsAgoDate(75),
    by: 'noor-haddad',
  });
  condition(chart, problems.migraine, {
    clinical: 'recurrence',
    onset: time.year(20),
    recorded: time.monthsAgoDate(75),
    by: 'noor-haddad',
  });
  writeAllergies(chart);
  const pens = prescribe(chart, medicines.epinephrineAutoInjector, {
    authored: time.date(17),
    by: 'noor-haddad',
    reasonFor: referenceTo(food, 'Food allergy'),
    dosage: {
      text: '1 injection into the outer thigh at the first sign of anaphylaxis; again after 5 minutes if no better',
      dose: ['1', autoInjector],
      route: 'intramuscular',
      asNeeded: { text: 'anaphylaxis' },
      most: ['2', autoInjector, 1],
    },
    supply: { repeats: 1, amount: '2', unit: autoInjector, days: 365 },
  });
  dispense(chart, pens, time.daysAgo(16, '12:10'));
  prescribe(chart, medicines.cetirizine10, {
    authored: time.date(17),
    by: 'noor-haddad',
    dosage: {
      text: '1 tablet daily when needed',
      dose: ['1', tablet],
      route: 'oral',
      times: [1, 1, 'd'],
      timesMost: 2,
      asNeeded: true,
    },
  });
  prescribe(chart, medicines.prednisone20, {
    status: 'completed',
    authored: time.date(18),
    by: 'siobhan-oconnor',
    dosage: { text: '2 tablets daily for 3 days', dose: ['2', tablet], route: 'oral', times: [1, 1, 'd'], forDays: 3 },
  });
  statement(chart, medicines.ibuprofen400, {
    status: 'intended',
    asserted: time.date(17),
    dosage: { text: 'For migraine' },
  });

  const attack = encounter(chart, {
    status: 'finished',
    class: 'EMER',
    type: 'emergency',
    period: { start: time.daysAgo(18, '19:20'), end: time.daysAgo(18, '23:50') },
    by: 'siobhan-oconnor',
    at: 'emergency',
    reason: allergens.reactions.anaphylaxis,
  });
  measure(
    chart,
    {
      at: time.daysAgo(18, '19:22'),
      by: 'siobhan-oconnor',
      bloodPressure: ['78', '44'],
      encounter: referenceTo(attack),
    },
    { pulse: '128', oxygenSaturation: '90', respiratoryRate: '30' },
  );
  measure(
    chart,
    {
      at: time.daysAgo(18, '20:40'),
      by: 'siobhan-oconnor',
      bloodPressure: ['112', '70'],
      encounter: referenceTo(attack),
    },
    { pulse: '94', oxygenSaturation: '98', respiratoryRate: '18' },
  );
  measure(
    chart,
    { at: time.daysAgo(17, '14:00'), by: 'grace-kim', bloodPressure: ['116', '72'] },
    { pulse: '70', weight: '55.0', height: '160', bodyMassIndex: '21.5' },
  );
  result(chart, { at: time.daysAgo(18, '20:30'), issued: time.daysAgo(17, '16:00') }, [labs.tryptase, '28.4']);
  result(chart, { at: time.daysAgo(10, '09:00'), issued: time.daysAgo(8, '16:00') }, [labs.tryptase, '4.1']);
  result(chart, { at: time.daysAgo(10, '09:00') }, [labs.peanutIgE, '>100']);
  result(chart, { at: time.monthsAgo(75, '09:00') }, [labs.peanutIgE, '62.0', { unit: { printed: 'kUA/L' } }]);
  result(chart, { at: time.daysAgo(10, '09:00') }, [
    labs.totalIgE,
    '412',
    { range: { text: 'Adults: up to 100' }, flag: 'none' },
  ]);
  immunization(chart, vaccines.influenza, {
    occurred: time.date(17),
    by: 'grace-kim',
    site: 'LA',
    note: 'Watched for 30 minutes.',
  });
  immunization(chart, vaccines.influenzaUnspecified, { occurred: time.year(2), reported: true });
  immunization(chart, vaccines.bcg, { occurred: time.year(44), reported: true });
  smokingStatus(chart, 'never', time.daysAgo(17, '14:00'));
  visit(chart, time.daysAgo(17, '14:00'), 'noor-haddad', 'outpatients', problems.foodAllergy);
  carePlan(chart, {
    title: 'Anaphylaxis plan',
    period: { start: time.date(17) },
    addresses: [referenceTo(food, 'Food allergy')],
    sentences: ['Carry two auto-injectors at all times.', 'Use one at the first sign, lie down, call 911.'],
  });
  aroundAnaphylaxis(chart);
}

function writeAllergies(chart: Chart): void {
  const { time } = chart;
  const { anaphylaxis: shock, angioedema, urticaria, wheezing, rash, diarrhea, itching } = allergens.reactions;
  allergy(chart, allergens.peanut, {
    type: 'allergy',
    category: 'food',
    criticality: 'high',
    onset: time.year(38),
    recorded: time.monthsAgoDate(75),
    by: 'noor-haddad',
    lastOccurrence: time.daysAgo(18, '18:50'),
    reactions: [
      reaction(
        [shock, angioedema, wheezing],
        'severe',
        time.daysAgo(18, '18:50'),
        'Sauce in a restaurant; two doses of epinephrine.',
      ),
      reaction([urticaria], 'mild', time.year(38)),
    ],
  });
  allergy(chart, allergens.cashew, {
    type: 'allergy',
    category: 'food',
    criticality: 'high',
    recorded: time.monthsAgoDate(75),
    by: 'noor-haddad',
    reactions: [reaction([shock], 'severe', time.year(21))],
  });
  allergy(chart, allergens.beeVenom, {
    type: 'allergy',
    category: 'environment',
    criticality: 'unable-to-assess',
    verification: 'unconfirmed',
    recorded: time.date(17),
    by: 'noor-haddad',
    reportedByPatient: true,
    reactions: [reaction([itching], 'moderate')],
    note: 'Large swelling of the arm, told by the patient.',
  });
  allergy(chart, allergens.shellfish, {
    type: 'allergy',
    category: 'food',
    verification: 'refuted',
    clinical: 'inactive',
    recorded: time.monthsAgoDate(30),
    by: 'noor-haddad',
    note: 'Ate shrimp under supervision without a reaction.',
  });
  allergy(chart, allergens.egg, {
    type: 'allergy',
    category: 'food',
    clinical: 'resolved',
    onset: time.year(44),
    recorded: time.monthsAgoDate(75),
    by: 'noor-haddad',
    reactions: [reaction([rash], 'mild')],
  });
  allergy(chart, allergens.cowsMilk, {
    type: 'intolerance',
    category: 'food',
    criticality: 'low',
    recorded: time.monthsAgoDate(75),
    by: 'noor-haddad',
    reactions: [reaction([diarrhea], 'mild')],
  });
  allergy(
    chart,
    { text: 'Hair dye (home product, brand not known)' },
    { recorded: time.date(17), by: 'noor-haddad', reportedByPatient: true },
  );
  allergy(chart, allergens.latex, {
    verification: 'entered-in-error',
    recorded: time.monthsAgoDate(30),
    by: 'siobhan-oconnor',
  });
}
