/**
 * Anjali Raghunathan, 31: 32 weeks pregnant, with gestational diabetes and iron deficiency.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import { carePlan, careTeam, coverage } from '../builders/care.ts';
import { referenceTo, type Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result } from '../builders/laboratory.ts';
import { prescribe, statement } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { procedure } from '../builders/procedure.ts';
import { pregnancyStatus, smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import { reportCodes, wordedReport } from '../builders/worded-report.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import * as procedures from '../codes/procedures.ts';
import { snomed } from '../codes/systems.ts';
import { insulinUnit, tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { officialName, type Story } from './story.ts';
import { aroundPregnancy } from './around/families.ts';

/** Days since the last period began: 32 weeks and 3 days. */
const DAYS_PREGNANT = 32 * 7 + 3;
const TERM = 280;

const person: Demographics = {
  names: [officialName(['Anjali'], 'Raghunathan', { prefix: ['Ms.'] })],
  gender: 'female',
  birthSex: 'F',
  birthPlace: { city: 'Chennai', country: 'IN' },
  languages: [
    { tag: 'en', name: 'English', preferred: true },
    { tag: 'ta', name: 'Tamil' },
  ],
  address: { use: 'home', line: ['88 Saguaro Way'], city: 'Tucson', state: 'AZ', postalCode: '85718', country: 'US' },
  phone: '+1 520 555 0143',
  email: 'anjali.r@example.com',
  maritalStatus: ['M', 'Married'],
};

export const pregnancy: Story = {
  key: 'anjali',
  name: 'Anjali Raghunathan',
  sentence: 'Thirty-two weeks pregnant, with gestational diabetes on insulin and low iron.',
  birthDate: (time) => time.born(31, '08-19'),
  person,
  records: {
    'university-hospital': { patientId: 'p-1003', write: writeAtHospital },
    'city-clinic': { patientId: 'c-2003', write: writeAtClinic },
  },
};

function writeAtHospital(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'rosa-mensah' });
  coverage(chart, time.monthsAgoDate(20));
  const expecting = condition(chart, problems.pregnancy, {
    onset: time.date(DAYS_PREGNANT),
    recorded: time.date(DAYS_PREGNANT - 60),
    by: 'lucia-herrera',
  });
  const diabetes = condition(chart, problems.gestationalDiabetes, {
    onset: time.date(40),
    recorded: time.date(40),
    by: 'lucia-herrera',
  });
  condition(chart, problems.ironDeficiencyAnemia, {
    onset: time.date(72),
    recorded: time.date(72),
    by: 'lucia-herrera',
    severity: 'mild',
  });
  condition(chart, problems.hypothyroidism, {
    verification: 'refuted',
    recorded: time.date(150),
    by: 'lucia-herrera',
    note: 'TSH normal on repeat.',
  });
  allergy(chart, allergens.ibuprofen, {
    type: 'intolerance',
    category: 'medication',
    criticality: 'low',
    recorded: time.date(160),
    by: 'lucia-herrera',
    reportedByPatient: true,
    reactions: [reaction([allergens.reactions.nausea, allergens.reactions.vomiting], 'mild')],
  });

  prescribe(chart, medicines.insulinGlargine, {
    authored: time.date(26),
    by: 'lucia-herrera',
    reasonFor: referenceTo(diabetes, 'Gestational diabetes'),
    dosage: {
      text: '8 units under the skin at bedtime',
      dose: ['8', insulinUnit],
      route: 'subcutaneous',
      times: [1, 1, 'd'],
      when: ['HS'],
    },
  });
  prescribe(chart, medicines.ferrousSulfate325, {
    authored: time.date(72),
    by: 'lucia-herrera',
    reason: problems.ironDeficiencyAnemia,
    dosage: { text: '1 tablet every other day', dose: ['1', tablet], route: 'oral', times: [1, 2, 'd'] },
    supply: { repeats: 2, amount: '30', unit: tablet, days: 60 },
  });
  prescribe(chart, medicines.labetalol100, {
    status: 'draft',
    authored: time.date(2),
    by: 'lucia-herrera',
    dosage: { text: '1 tablet twice a day, only if blood pressure stays above 140/90' },
  });
  statement(chart, medicines.prenatalVitamins, {
    taken: { start: time.month(9) },
    asserted: time.date(160),
    dosage: { text: '1 tablet daily' },
  });

  pregnancyStatus(chart, time.daysAgo(2, '10:10'), '32', time.date(DAYS_PREGNANT - TERM));
  smokingStatus(chart, 'never', time.daysAgo(160, '09:15'));
  const weights: readonly [days: number, weight: string, high: string, low: string][] = [
    [160, '58.2', '104', '64'],
    [104, '61.5', '108', '66'],
    [72, '63.9', '110', '68'],
    [40, '66.0', '118', '74'],
    [2, '68.4', '134', '86'],
  ];
  for (const [days, weight, high, low] of weights) {
    measure(
      chart,
      { at: time.daysAgo(days, '10:10'), by: 'grace-kim', bloodPressure: [high, low] },
      { weight, pulse: chart.random.near('82', 5) },
    );
  }
  measure(chart, { at: time.daysAgo(160, '10:12'), by: 'grace-kim' }, { height: '161' });
  writeResults(chart);

  immunization(chart, vaccines.tdap, { occurred: time.date(26), by: 'grace-kim', site: 'LA' });
  immunization(chart, vaccines.influenza, { occurred: time.date(72), by: 'grace-kim', site: 'LA' });
  immunization(chart, vaccines.mmr, {
    occurred: time.date(72),
    notDone: ['MEDPREC', 'medical precaution'],
    note: 'Live vaccine: to be given after birth.',
  });
  immunization(chart, vaccines.polioOral, { occurred: { text: 'As a child in Chennai' }, reported: true });
  procedure(chart, procedures.appendectomy, { performed: time.year(12), note: 'In Chennai.' });

  for (const days of [160, 104, 72, 40, 2])
    visit(chart, time.daysAgo(days, '10:00'), 'lucia-herrera', 'maternity', problems.pregnancy, 'prenatal');
  encounter(chart, {
    status: 'planned',
    class: 'AMB',
    type: 'prenatal',
    period: { start: time.daysAgo(-12, '10:00'), end: time.daysAgo(-12, '10:30') },
    by: 'lucia-herrera',
    at: 'maternity',
    reason: problems.pregnancy,
  });
  const team = careTeam(chart, 'Maternity team', [
    ['lucia-herrera', 'doctor'],
    ['grace-kim', 'nurse'],
  ]);
  carePlan(chart, {
    title: 'Pregnancy plan',
    period: { start: time.date(160), end: time.date(DAYS_PREGNANT - TERM) },
    team,
    addresses: [referenceTo(expecting, 'Pregnancy'), referenceTo(diabetes, 'Gestational diabetes')],
    sentences: [
      'Measure blood sugar four times a day: fasting below 95 mg/dL, two hours after meals below 120 mg/dL.',
      'Growth ultrasound at 36 weeks.',
      'Blood pressure twice a week at home.',
    ],
  });
  aroundPregnancy(chart);
}

function writeResults(chart: Chart): void {
  const { time } = chart;
  const booking = { at: time.daysAgo(160, '10:40'), issued: time.daysAgo(159, '15:00'), by: 'lucia-herrera' };
  result(chart, booking, [
    labs.bloodGroup,
    { coded: snomed('278149003', 'Blood group A Rh(D) positive (finding)', 'A positive') },
  ]);
  result(chart, booking, [
    labs.antibodyScreen,
    { coded: snomed('260385009', 'Negative (qualifier value)', 'Negative') },
    { flag: 'NEG' },
  ]);
  result(chart, booking, [labs.rubellaImmunity, { text: 'Not immune' }, { flag: 'A' }]);
  result(chart, booking, [
    labs.hepatitisBSurfaceAntigen,
    { coded: snomed('260385009', 'Negative (qualifier value)', 'Negative') },
    { flag: 'NEG' },
  ]);
  result(chart, booking, [labs.lastMenstrualPeriod, { date: time.date(DAYS_PREGNANT) }]);
  result(chart, booking, [labs.pregnancies, { count: 1 }]);
  result(chart, booking, [labs.hiv, { text: 'Nonreactive' }, { flag: 'NEG' }]);
  result(chart, booking, [labs.syphilisTitre, { text: 'Nonreactive' }, { flag: 'N' }]);
  result(chart, booking, [labs.tsh, '2.1', { range: { low: '0.1', high: '2.5', text: 'First trimester' } }]);
  result(chart, { at: time.daysAgo(72, '10:40') }, [labs.ferritin, '8']);
  result(chart, { at: time.daysAgo(72, '10:40') }, [labs.hemoglobin, '102', { range: { low: '110' } }]);
  result(chart, { at: time.daysAgo(2, '10:40') }, [labs.hemoglobin, '108', { range: { low: '110' } }]);
  const test = { at: time.daysAgo(41, '08:00'), issued: time.daysAgo(41, '16:20'), by: 'lucia-herrera' };
  report(
    chart,
    { text: 'Glucose tolerance test, 75 g' },
    test,
    [
      [labs.fasting, { yes: true }],
      [labs.lastMeal, { clock: '19:30:00' }],
      [labs.fastingGlucose, '96', { range: { high: '92' } }],
      [labs.glucoseOneHour, '188'],
      [labs.glucoseTwoHours, '161'],
    ],
    { conclusion: 'Meets the criteria for gestational diabetes.' },
  );
  report(
    chart,
    labs.panels.urinalysis,
    { at: time.daysAgo(2, '10:20'), issued: time.daysAgo(2, '10:35'), by: 'lucia-herrera' },
    [
      [labs.urineProtein, { text: 'Trace' }, { flag: 'A' }],
      [labs.urineGlucose, { text: 'Negative' }, { flag: 'N' }],
      [labs.whiteCellsPerField, { range: ['2', '5'] }],
    ],
  );
  wordedReport(chart, reportCodes.fetalUltrasound, {
    section: 'RAD',
    at: time.daysAgo(16, '11:00'),
    issued: time.daysAgo(16, '12:10'),
    by: 'lucia-herrera',
    conclusion: 'Single live fetus, head down. Estimated weight 1,690 g, 55th percentile. Amniotic fluid normal.',
  });
}

/** The clinic confirmed the pregnancy and recorded that there are no allergies: the two organisations differ. */
function writeAtClinic(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'rosa-mensah' });
  condition(chart, problems.pregnancy, {
    onset: time.date(DAYS_PREGNANT),
    recorded: time.date(DAYS_PREGNANT - 45),
    by: 'rosa-mensah',
  });
  condition(chart, problems.migraine, {
    clinical: 'inactive',
    onset: time.year(9),
    recorded: time.year(6),
    by: 'rosa-mensah',
  });
  allergy(chart, allergens.noKnownAllergies, { recorded: time.date(DAYS_PREGNANT - 45), by: 'rosa-mensah' });
  prescribe(chart, medicines.ferrousSulfate325, {
    authored: time.date(60),
    by: 'rosa-mensah',
    reason: problems.ironDeficiencyAnemia,
    dosage: { text: '1 tablet daily', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'] },
  });
  measure(
    chart,
    { at: time.daysAgo(DAYS_PREGNANT - 45, '09:40'), by: 'rosa-mensah', bloodPressure: ['106', '64'] },
    { weight: '57.8' },
  );
  immunization(chart, vaccines.hpv, { occurred: time.year(14), by: 'rosa-mensah', dose: 1 });
  immunization(chart, vaccines.tdap, { occurred: time.year(9), by: 'rosa-mensah' });
  smokingStatus(chart, 'never', time.daysAgo(DAYS_PREGNANT - 45, '09:40'));
  visit(chart, time.daysAgo(DAYS_PREGNANT - 45, '09:30'), 'rosa-mensah', 'surgery', problems.pregnancy, 'problem');
}
