/**
 * Fatima al-Zahrani, 79: her name and language are Arabic, and she is known to have no allergies.
 * @module
 */
import { allergy } from '../builders/allergy.ts';
import { carePlan, coverage } from '../builders/care.ts';
import { referenceTo, type Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { document } from '../builders/document.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result } from '../builders/laboratory.ts';
import { prescribe, statement } from '../builders/medication.ts';
import { nameWritten, patient, type Demographics } from '../builders/patient.ts';
import { procedure } from '../builders/procedure.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import * as procedures from '../codes/procedures.ts';
import { loinc } from '../codes/systems.ts';
import { tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import type { Story } from './story.ts';
import { aroundArabicElder } from './around/families.ts';

const person: Demographics = {
  names: [
    { use: 'official', text: 'فاطمة حسن الزهراني', family: 'الزهراني', given: ['فاطمة', 'حسن'] },
    nameWritten('ABC', {
      use: 'usual',
      text: 'Fatima Hassan al-Zahrani',
      family: 'al-Zahrani',
      given: ['Fatima', 'Hassan'],
    }),
  ],
  gender: 'female',
  birthSex: 'F',
  birthPlace: { city: 'الباحة', country: 'SA' },
  languages: [{ tag: 'ar', name: 'العربية', preferred: true }],
  address: {
    use: 'home',
    line: ['2200 Rillito Park Drive'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85719',
    country: 'US',
  },
  phone: '+1 520 555 0150',
  maritalStatus: ['W', 'Widowed'],
  contacts: [
    {
      relationship: [{ text: 'ابن (son)' }],
      name: { text: 'حسن الزهراني' },
      telecom: [{ system: 'phone', value: '+1 520 555 0151' }],
    },
  ],
};

export const arabicElder: Story = {
  key: 'fatima',
  name: 'فاطمة حسن الزهراني',
  sentence: 'An elderly woman whose name and language are Arabic, with no known allergies, recorded as such.',
  birthDate: (time) => time.born(79, '02-08'),
  person,
  records: { 'university-hospital': { patientId: 'p-1011', write } },
};

function write(chart: Chart): void {
  const { time, random } = chart;
  patient(chart, { ...person, generalPractitioner: 'rosa-mensah' });
  coverage(chart, time.year(14));
  const bones = condition(chart, problems.osteoporosis, {
    onset: time.year(9),
    recorded: time.monthsAgoDate(100),
    by: 'elena-petrova',
  });
  condition(chart, problems.hypothyroidism, {
    onset: time.year(22),
    recorded: time.monthsAgoDate(100),
    by: 'elena-petrova',
  });
  condition(chart, problems.cataract, {
    clinical: 'active',
    onset: { text: 'منذ سنوات' },
    recorded: time.monthsAgoDate(18),
    by: 'elena-petrova',
  });
  condition(chart, problems.hypertension, {
    onset: time.year(16),
    recorded: time.monthsAgoDate(100),
    by: 'elena-petrova',
  });
  condition(
    chart,
    { text: 'Unsteady when walking; one fall this year' },
    { category: 'concern', onset: time.month(7), recorded: time.monthsAgoDate(6), by: 'elena-petrova' },
  );
  allergy(chart, allergens.noKnownAllergies, { recorded: time.daysAgo(48, '11:00'), by: 'elena-petrova' });
  prescribe(chart, medicines.levothyroxine, {
    authored: time.monthsAgoDate(10),
    by: 'elena-petrova',
    reason: problems.hypothyroidism,
    dosage: {
      text: 'حبة واحدة كل صباح على معدة فارغة',
      dose: ['1', tablet],
      route: 'oral',
      times: [1, 1, 'd'],
      when: ['MORN'],
    },
    supply: { repeats: 3, amount: '90', unit: tablet, days: 90 },
  });
  prescribe(chart, medicines.alendronate, {
    authored: time.monthsAgoDate(10),
    by: 'elena-petrova',
    reasonFor: referenceTo(bones, 'Osteoporosis'),
    givenAs: 'reference',
    dosage: { dose: ['1', tablet], route: 'oral', times: [1, 1, 'wk'], dayOfWeek: ['fri'] },
  });
  prescribe(chart, medicines.amlodipine5, {
    authored: time.monthsAgoDate(10),
    by: 'elena-petrova',
    reason: problems.hypertension,
    dosage: { dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['EVE'] },
  });
  statement(chart, medicines.herbalTea, {
    taken: { start: time.year(3) },
    asserted: time.date(48),
    dosage: { text: 'كوب كل مساء' },
  });
  statement(chart, medicines.melatonin, { status: 'stopped', taken: { end: time.month(8) }, asserted: time.date(48) });
  for (const days of [48, 230, 420]) {
    visit(chart, time.daysAgo(days, '10:30'), 'elena-petrova', 'outpatients', problems.osteoporosis);
    measure(
      chart,
      {
        at: time.daysAgo(days, '10:40'),
        by: 'grace-kim',
        bloodPressure: [random.near('142', 6), random.near('78', 4)],
      },
      { pulse: random.near('70', 4), weight: random.near('54.5', 0.8) },
    );
  }
  measure(chart, { at: time.daysAgo(48, '10:42'), by: 'grace-kim' }, { oxygenSaturation: '96', temperature: '36.4' });
  measure(chart, { at: time.daysAgo(420, '10:42'), by: 'grace-kim' }, { height: '152', bodyMassIndex: '23.6' });
  for (const [days, value] of [
    [48, '5.2'],
    [230, '3.9'],
    [420, '2.8'],
  ] as const)
    result(chart, { at: time.daysAgo(days, '11:20') }, [labs.tsh, value]);
  result(chart, { at: time.daysAgo(48, '11:20') }, [labs.vitaminD, '18', { range: { low: '30' } }]);
  result(chart, { at: time.daysAgo(48, '11:20') }, [
    labs.antinuclearTitre,
    { titre: 80 },
    { flag: 'A', note: 'Speckled pattern.' },
  ]);
  result(chart, { at: time.daysAgo(48, '11:20') }, [labs.occultBlood, { text: 'Negative' }, { flag: 'NEG' }]);
  report(
    chart,
    labs.panels.metabolic,
    { at: time.daysAgo(48, '11:20'), issued: time.daysAgo(47, '09:00'), by: 'elena-petrova' },
    [
      [labs.sodium, '137'],
      [labs.potassium, '4.2'],
      [labs.calcium, '2.31'],
      [labs.creatinine, '78'],
      [labs.filtrationRate, '66'],
    ],
    { conclusion: 'ضمن الحدود الطبيعية' },
  );
  immunization(chart, vaccines.td, { occurred: { unknown: true }, reported: true });
  immunization(chart, vaccines.influenza, { occurred: time.date(48), by: 'grace-kim', site: 'LA' });
  immunization(chart, vaccines.zoster, {
    occurred: time.monthsAgoDate(30),
    by: 'grace-kim',
    site: 'LA',
    dose: 1,
    ofDoses: 2,
  });
  immunization(chart, vaccines.zoster, {
    occurred: time.monthsAgoDate(26),
    by: 'grace-kim',
    site: 'LA',
    dose: 2,
    ofDoses: 2,
  });
  immunization(chart, vaccines.bcg, { occurred: { text: 'في الطفولة' }, reported: true });
  procedure(chart, procedures.cataractSurgery, { status: 'preparation', by: 'elena-petrova', note: 'Waiting list.' });
  procedure(chart, procedures.colonoscopy, { status: 'not-done', statusReason: { text: 'Declined by the patient' } });
  smokingStatus(chart, 'never', time.daysAgo(48, '10:45'));
  encounter(chart, {
    status: 'planned',
    class: 'AMB',
    type: 'followUp',
    period: { start: time.daysAgo(-30, '10:30'), end: time.daysAgo(-30, '11:00') },
    by: 'elena-petrova',
    at: 'outpatients',
    reason: problems.hypothyroidism,
  });
  carePlan(chart, {
    title: 'Falls prevention',
    period: { start: time.monthsAgoDate(6) },
    sentences: ['Balance exercises twice a week.', 'Interpreter for every visit: Arabic.'],
    addresses: [referenceTo(bones, 'Osteoporosis')],
  });
  document(chart, {
    title: 'رسالة إلى المريضة',
    type: loinc('11506-3', 'Progress note'),
    date: time.daysAgo(47, '12:00'),
    by: 'elena-petrova',
    lines: ['السيدة فاطمة،', 'نتائج التحاليل جيدة، لكن فيتامين د منخفض.', 'موعدك القادم بعد شهرين.'],
  });
  aroundArabicElder(chart);
}
