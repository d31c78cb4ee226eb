/**
 * Robert Tsosie, 74: heart failure with fibrillation and kidney trouble, on fifteen medicines.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import { carePlan, careTeam, coverage, goal } from '../builders/care.ts';
import { referenceTo, type Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { type DosageDetails } from '../builders/dosage.ts';
import { document } from '../builders/document.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result } from '../builders/laboratory.ts';
import { dispense, prescribe, statement } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { procedure } from '../builders/procedure.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import { reportCodes, wordedReport } from '../builders/worded-report.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import * as procedures from '../codes/procedures.ts';
import { loinc } from '../codes/systems.ts';
import { capsule, kg, quantity, tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { officialName, type Story } from './story.ts';
import { aroundHeartFailure } from './around/heart-failure.ts';
import { writeHeartFailureAtClinic } from './heart-failure.city-clinic.ts';

const person: Demographics = {
  names: [officialName(['Robert', 'Hastiin'], 'Tsosie', { suffix: ['Sr.'] }), { use: 'nickname', text: 'Bob' }],
  gender: 'male',
  birthSex: 'M',
  birthPlace: { city: 'Chinle', state: 'AZ', country: 'US' },
  languages: [
    { tag: 'nv', name: 'Navajo', preferred: true },
    { tag: 'en', name: 'English' },
  ],
  address: { use: 'home', line: ['Route 7, mile 12'], city: 'Chinle', state: 'AZ', postalCode: '86503', country: 'US' },
  phone: '+1 928 555 0145',
  maritalStatus: ['W', 'Widowed'],
};

export const heartFailure: Story = {
  key: 'robert',
  name: 'Robert Tsosie',
  sentence: 'Heart failure with fifteen medicines, home from hospital three weeks ago.',
  birthDate: (time) => time.born(74, '01-22'),
  person,
  records: {
    'university-hospital': { patientId: 'p-1005', write },
    'city-clinic': { patientId: 'c-2005', write: (chart) => writeHeartFailureAtClinic(chart, person) },
  },
};

function write(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'hugo-lindqvist' });
  coverage(chart, time.year(9));
  const heart = condition(chart, problems.heartFailure, {
    onset: time.month(62),
    recorded: time.monthsAgoDate(61),
    by: 'kwame-boateng',
    severity: 'severe',
  });
  condition(chart, problems.atrialFibrillation, {
    onset: time.year(4),
    recorded: time.monthsAgoDate(45),
    by: 'kwame-boateng',
  });
  condition(chart, problems.coronaryDisease, {
    onset: time.year(8),
    recorded: time.monthsAgoDate(61),
    by: 'kwame-boateng',
  });
  condition(chart, problems.myocardialInfarction, {
    clinical: 'resolved',
    onset: time.month(98),
    abatement: time.month(97),
    recorded: time.monthsAgoDate(61),
    by: 'kwame-boateng',
  });
  condition(chart, problems.kidneyDiseaseStage3a, {
    onset: time.year(3),
    recorded: time.monthsAgoDate(33),
    by: 'anil-patel',
  });
  condition(chart, problems.gout, { onset: time.year(6), recorded: time.monthsAgoDate(61), by: 'kwame-boateng' });
  condition(chart, problems.hypertension, {
    onset: time.year(25),
    recorded: time.monthsAgoDate(61),
    by: 'kwame-boateng',
  });
  condition(chart, problems.smokingRelatedLungDisease, {
    verification: 'differential',
    recorded: time.date(30),
    by: 'kwame-boateng',
    note: 'Breathing test asked for.',
  });
  allergy(chart, allergens.shellfish, {
    type: 'allergy',
    category: 'food',
    criticality: 'high',
    onset: time.year(40),
    recorded: time.monthsAgoDate(61),
    by: 'kwame-boateng',
    reactions: [reaction([allergens.reactions.angioedema], 'severe')],
  });
  allergy(chart, allergens.amoxicillin, {
    clinical: 'inactive',
    category: 'medication',
    verification: 'refuted',
    recorded: time.monthsAgoDate(20),
    by: 'noor-haddad',
    note: 'Tolerated a supervised dose.',
  });
  writeMedicines(chart, heart);
  writeFollowUp(chart, heart);
  aroundHeartFailure(chart);
}

function writeMedicines(chart: Chart, heart: ReturnType<typeof condition>): void {
  const { time } = chart;
  const forHeart = referenceTo(heart, 'Heart failure');
  const daily = (more: Partial<DosageDetails> = {}): DosageDetails => ({
    dose: ['1', tablet],
    route: 'oral',
    times: [1, 1, 'd'],
    ...more,
  });
  const month = { repeats: 5, amount: '30', unit: tablet, days: 30 };
  const supply = { authored: time.date(21), by: 'kwame-boateng', supply: month };
  const regular = [
    prescribe(chart, medicines.sacubitrilValsartan, {
      ...supply,
      reasonFor: forHeart,
      dosage: daily({ text: '1 tablet twice a day', times: [2, 1, 'd'] }),
      supply: { ...month, amount: '60' },
    }),
    prescribe(chart, medicines.metoprolol100, {
      ...supply,
      reasonFor: forHeart,
      dosage: daily({ text: '1 tablet each morning; do not crush', when: ['MORN'] }),
    }),
    prescribe(chart, medicines.spironolactone25, {
      ...supply,
      reasonFor: forHeart,
      dosage: daily({ text: 'Half a tablet daily', dose: ['0.5', tablet] }),
    }),
    prescribe(chart, medicines.dapagliflozin10, {
      ...supply,
      reasonFor: forHeart,
      givenAs: 'contained',
      dosage: daily({ when: ['MORN'] }),
    }),
    prescribe(chart, medicines.furosemide40, {
      ...supply,
      reasonFor: forHeart,
      dosage: [
        daily({ sequence: 1, text: '2 tablets in the morning', dose: ['2', tablet], when: ['MORN'] }),
        daily({ sequence: 2, text: 'and 1 tablet at midday', additional: [{ text: 'Not after 4 p.m.' }] }),
      ],
      supply: { ...month, amount: '90' },
    }),
    prescribe(chart, medicines.hydralazine25, {
      ...supply,
      reasonFor: forHeart,
      dosage: daily({ text: '1 tablet three times a day', times: [3, 1, 'd'] }),
      supply: { ...month, amount: '90' },
    }),
    prescribe(chart, medicines.digoxin125, {
      ...supply,
      reason: problems.atrialFibrillation,
      dosage: daily({
        text: '1 tablet on Monday, Wednesday and Friday',
        times: [1, 1, 'd'],
        dayOfWeek: ['mon', 'wed', 'fri'],
      }),
    }),
    prescribe(chart, medicines.apixaban5, {
      ...supply,
      reason: problems.atrialFibrillation,
      givenAs: 'reference',
      dosage: daily({ text: '1 tablet twice a day', times: [2, 1, 'd'] }),
      supply: { ...month, amount: '60' },
    }),
    prescribe(chart, medicines.atorvastatin40, {
      ...supply,
      reason: problems.coronaryDisease,
      dosage: daily({ text: '1 tablet at night', when: ['NIGHT'] }),
    }),
    prescribe(chart, medicines.allopurinol100, {
      ...supply,
      reason: problems.gout,
      dosage: daily({ text: '2 tablets daily', dose: ['2', tablet] }),
      supply: { ...month, amount: '60' },
    }),
    prescribe(chart, medicines.levothyroxine, {
      ...supply,
      reason: problems.hypothyroidism,
      dosage: daily({ text: '1 tablet before breakfast', when: ['AC'] }),
    }),
    prescribe(chart, medicines.pantoprazole40, {
      ...supply,
      dosage: daily({ text: '1 tablet before breakfast', when: ['AC'] }),
    }),
    prescribe(chart, medicines.gabapentin300, {
      ...supply,
      reason: { text: 'Nerve pain in the feet' },
      dosage: {
        text: '1 to 2 capsules at bedtime',
        doseRange: ['1', '2', capsule],
        route: 'oral',
        times: [1, 1, 'd'],
        when: ['HS'],
      },
      supply: { ...month, amount: '60', unit: capsule },
    }),
  ];
  for (const prescription of regular.slice(0, 9)) dispense(chart, prescription, time.daysAgo(20, '11:30'));
  prescribe(chart, medicines.metolazone2, {
    authored: time.date(21),
    by: 'kwame-boateng',
    reasonFor: forHeart,
    dosage: daily({
      text: '1 tablet 30 minutes before furosemide, only when weight rises 2 kg in 2 days; at most 3 a week',
      asNeeded: { text: 'weight gain of 2 kg in 2 days' },
      most: ['3', tablet, 7],
    }),
    supply: { repeats: 0, amount: '12', unit: tablet, days: 28 },
  });
  statement(chart, medicines.acetaminophen500, {
    taken: { start: time.year(2) },
    asserted: time.date(21),
    source: 'grace-kim',
    dosage: { text: '1 or 2 tablets when the knees hurt' },
  });
  prescribe(chart, medicines.warfarin, {
    status: 'stopped',
    statusReason: { text: 'Changed to apixaban' },
    authored: time.monthsAgoDate(44),
    by: 'kwame-boateng',
    reason: problems.atrialFibrillation,
    dosage: { text: 'As the anticoagulation clinic says' },
  });
  prescribe(chart, medicines.carvedilol12, {
    status: 'stopped',
    statusReason: { text: 'Dizzy on standing' },
    authored: time.monthsAgoDate(40),
    by: 'kwame-boateng',
    reasonFor: forHeart,
    dosage: daily({ text: '1 tablet twice a day', times: [2, 1, 'd'] }),
  });
  prescribe(chart, medicines.aspirin81, {
    status: 'cancelled',
    authored: time.monthsAgoDate(30),
    by: 'kwame-boateng',
    dosage: daily({}),
  });
  statement(chart, medicines.ibuprofen400, {
    status: 'not-taken',
    statusReason: { text: 'Told to avoid it' },
    asserted: time.date(21),
  });
}

function writeFollowUp(chart: Chart, heart: ReturnType<typeof condition>): void {
  const { time, random } = chart;
  procedure(chart, procedures.coronaryIntervention, {
    performed: time.month(98),
    note: 'Stent in the left anterior descending artery.',
  });
  procedure(chart, procedures.electrocardiography, {
    performed: time.daysAgo(30, '06:50'),
    by: 'siobhan-oconnor',
    note: 'Atrial fibrillation, rate 118.',
  });
  for (const [months, fraction, pressure] of [
    [61, '38', '1450'],
    [36, '35', '2100'],
    [14, '32', '2650'],
  ] as const) {
    const ejection = result(chart, { at: time.monthsAgo(months, '14:00') }, [
      {
        code: loinc('10230-1', 'Left ventricular Ejection fraction'),
        unit: { unit: '%', code: '%' },
        range: { low: '55', high: '70' },
      },
      fraction,
    ]);
    wordedReport(chart, reportCodes.echocardiogram, {
      section: 'CUS',
      at: time.monthsAgo(months, '14:00'),
      issued: time.monthsAgo(months, '17:00'),
      by: 'kwame-boateng',
      results: [referenceTo(ejection, 'Left ventricular ejection fraction')],
      conclusion: `Left ventricular ejection fraction ${fraction}%.`,
    });
    result(chart, { at: time.monthsAgo(months, '09:30') }, [labs.natriureticPeptide, pressure]);
  }
  const stay = encounter(chart, {
    status: 'finished',
    class: 'IMP',
    type: 'inpatient',
    period: { start: time.daysAgo(30, '06:20'), end: time.daysAgo(21, '11:40') },
    by: 'kwame-boateng',
    at: 'ward',
    reason: problems.heartFailure,
    hospitalization: {
      dischargeDisposition: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'home', display: 'Home' },
        ],
        text: 'Home',
      },
    },
  });
  const during = referenceTo(stay);
  const days: readonly [days: number, weight: string, salt: string, creatinine: string][] = [
    [30, '91.8', '4.9', '148'],
    [28, '89.4', '4.3', '151'],
    [25, '86.7', '3.4', '160'],
    [21, '85.2', '4.1', '142'],
    [6, '85.9', '4.4', '139'],
  ];
  for (const [ago, weight, salt, creatinine] of days) {
    measure(
      chart,
      { at: time.daysAgo(ago, '07:00'), by: 'grace-kim', bloodPressure: [random.near('108', 6), random.near('66', 4)] },
      { weight, pulse: random.near('84', 6), oxygenSaturation: ago === 30 ? '89' : random.near('95', 1) },
    );
    report(
      chart,
      labs.panels.metabolic,
      {
        at: time.daysAgo(ago, '06:30'),
        issued: time.daysAgo(ago, '08:10'),
        by: 'kwame-boateng',
        ...(ago >= 21 && { encounter: during }),
      },
      [
        [labs.sodium, random.near('134', 2)],
        [labs.potassium, salt],
        [labs.bicarbonate, random.near('27', 2)],
        [labs.creatinine, creatinine, { range: { low: '59', high: '104' } }],
        [labs.glucose, random.near('6.1', 0.6)],
      ],
    );
  }
  result(chart, { at: time.daysAgo(30, '06:30'), encounter: during }, [
    labs.natriureticPeptide,
    '>35000',
    { flag: 'H', note: 'Above the measuring range.' },
  ]);
  result(chart, { at: time.daysAgo(6, '07:10') }, [labs.natriureticPeptide, '4120']);
  result(chart, { at: time.daysAgo(30, '06:30'), encounter: during }, [labs.troponin, '31']);
  result(chart, { at: time.daysAgo(30, '09:30'), encounter: during }, [labs.troponin, '29']);
  result(chart, { at: time.daysAgo(6, '07:10') }, [labs.digoxinLevel, '0.8']);
  result(chart, { at: time.year(4) }, [
    labs.inr,
    '2.6',
    { range: { text: 'Target 2.0 to 3.0 on warfarin' }, flag: 'none' },
  ]);
  smokingStatus(chart, 'former', time.daysAgo(21, '10:00'));
  immunization(chart, vaccines.pneumococcal20, { occurred: time.monthsAgoDate(20), by: 'grace-kim', site: 'LA' });
  immunization(chart, vaccines.influenza, { occurred: time.date(21), by: 'grace-kim', site: 'RA' });
  immunization(chart, vaccines.respiratorySyncytial, { occurred: time.monthsAgoDate(12), by: 'grace-kim', site: 'LA' });
  const team = careTeam(chart, 'Heart failure team', [
    ['kwame-boateng', 'doctor'],
    ['anil-patel', 'doctor'],
    ['grace-kim', 'nurse'],
  ]);
  const weight = goal(chart, {
    description: 'Keep weight at or below 86 kg',
    start: time.date(21),
    achievement: 'in-progress',
    measure: loinc('29463-7', 'Body weight'),
    target: { detailQuantity: { ...quantity('86.0', kg), comparator: '<=' } },
    byPatient: true,
  });
  carePlan(chart, {
    title: 'Heart failure plan',
    period: { start: time.date(21) },
    goals: [weight],
    team,
    addresses: [referenceTo(heart, 'Heart failure')],
    sentences: [
      'Weigh every morning and write it down.',
      'Call when weight rises 2 kg in 2 days.',
      'At most 1.5 liters of fluid a day.',
    ],
  });
  visit(chart, time.daysAgo(6, '10:00'), 'kwame-boateng', 'outpatients', problems.heartFailure);
  encounter(chart, {
    status: 'planned',
    class: 'AMB',
    type: 'followUp',
    period: { start: time.daysAgo(-22, '10:00'), end: time.daysAgo(-22, '10:30') },
    by: 'kwame-boateng',
    at: 'outpatients',
    reason: problems.heartFailure,
  });
  document(chart, {
    title: 'Discharge summary',
    type: loinc('18842-5', 'Discharge summary'),
    date: time.daysAgo(21, '11:00'),
    by: 'kwame-boateng',
    as: 'pdf',
    lines: [
      'Admitted with breathlessness and weight gain of 6 kg.',
      'Treated with intravenous furosemide. Discharge weight 85.2 kg.',
      'Metolazone added for weight gain. Blood test in two weeks.',
    ],
  });
}
