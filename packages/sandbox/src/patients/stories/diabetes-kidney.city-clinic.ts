/**
 * Margaret Adeyemi as her family doctor knows her: the same person, another view of losartan, allergies of its own.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import type { Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { withFood } from '../builders/dosage.ts';
import { visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { result } from '../builders/laboratory.ts';
import { dispense, prescribe, statement } from '../builders/medication.ts';
import { patient } from '../builders/patient.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import { tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';

export function writeDiabetesKidneyAtClinic(chart: Chart): void {
  const { time } = chart;
  patient(chart, {
    names: [{ use: 'official', text: 'Margaret Adeyemi', family: 'Adeyemi', given: ['Margaret'] }],
    gender: 'female',
    address: {
      use: 'home',
      line: ['27 Palo Verde Ln'],
      city: 'Tucson',
      state: 'AZ',
      postalCode: '85712',
      country: 'US',
    },
    phone: '+1 520 555 0140',
    languages: [{ tag: 'en', name: 'English', preferred: true }],
    generalPractitioner: 'rosa-mensah',
  });
  condition(chart, problems.type2Diabetes, { onset: time.year(17), recorded: time.year(17), by: 'rosa-mensah' });
  condition(chart, problems.hypertension, { onset: time.year(20), recorded: time.year(20), by: 'rosa-mensah' });
  condition(
    chart,
    { text: 'Knee pain' },
    { onset: time.year(9), recorded: time.monthsAgoDate(100), by: 'rosa-mensah' },
  );
  condition(chart, problems.osteoporosis, { onset: time.year(2), recorded: time.monthsAgoDate(22), by: 'rosa-mensah' });
  allergy(chart, allergens.penicillin, {
    type: 'allergy',
    category: 'medication',
    recorded: time.year(15),
    by: 'rosa-mensah',
    note: 'Hospital letter on file.',
  });
  allergy(chart, allergens.cotrimoxazole, {
    type: 'allergy',
    category: 'medication',
    criticality: 'low',
    onset: time.year(7),
    recorded: time.monthsAgoDate(84),
    by: 'rosa-mensah',
    reactions: [reaction([allergens.reactions.rash], 'moderate')],
  });
  prescribe(chart, medicines.losartan50, {
    status: 'active',
    authored: time.monthsAgoDate(6),
    by: 'rosa-mensah',
    reason: problems.hypertension,
    dosage: { text: '1 tablet each morning', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['MORN'] },
    supply: { repeats: 6, amount: '28', unit: tablet, days: 28 },
  });
  const metformin = prescribe(chart, medicines.metforminXr500, {
    authored: time.monthsAgoDate(9),
    by: 'rosa-mensah',
    reason: problems.type2Diabetes,
    dosage: {
      text: '1 tablet twice a day with meals',
      dose: ['1', tablet],
      route: 'oral',
      times: [2, 1, 'd'],
      when: ['C'],
      additional: [withFood],
    },
    supply: { repeats: 6, amount: '56', unit: tablet, days: 28 },
  });
  dispense(chart, metformin, time.daysAgo(25, '16:20'));
  prescribe(chart, medicines.alendronate, {
    authored: time.monthsAgoDate(6),
    by: 'rosa-mensah',
    reason: problems.osteoporosis,
    dosage: {
      text: '1 tablet once a week, on Sunday',
      dose: ['1', tablet],
      route: 'oral',
      times: [1, 1, 'wk'],
      dayOfWeek: ['sun'],
      patientInstruction: 'With a full glass of water, upright for 30 minutes.',
    },
    supply: { repeats: 0, amount: '4', unit: tablet, days: 28 },
  });
  statement(chart, medicines.acetaminophen500, {
    taken: time.year(5),
    asserted: time.monthsAgoDate(6),
    dosage: { text: '2 tablets when needed, up to 4 times a day' },
  });
  for (const [months, value] of [
    [54, '8.6'],
    [42, '8.4'],
    [33, '8.1'],
    [26, '7.6'],
  ] as const) {
    result(chart, { at: time.monthsAgo(months, '09:30') }, [
      labs.hba1cPercent,
      value,
      { range: { low: '4.0', high: '6.0' } },
    ]);
  }
  result(chart, { at: time.monthsAgo(6, '09:10') }, [labs.potassium, '5.0', { range: { low: '3.5', high: '5.3' } }]);
  measure(
    chart,
    { at: time.monthsAgo(6, '09:00'), by: 'rosa-mensah', bloodPressure: ['150', '86'], unjudged: true },
    { pulse: '80', weight: '78.9' },
  );
  immunization(chart, vaccines.influenzaTrivalent, { occurred: time.date(45), by: 'rosa-mensah', site: 'LA' });
  immunization(chart, vaccines.td, { occurred: time.year(8), by: 'rosa-mensah', site: 'RA' });
  smokingStatus(chart, 'former', time.monthsAgo(6, '09:00'));
  visit(chart, time.monthsAgo(6, '09:00'), 'rosa-mensah', 'surgery', problems.hypertension, 'checkUp');
}
