/**
 * Robert Tsosie as his family doctor knows him: a list from before the hospital stay, with a medicine that must not be
 * taken beside his new one, and an allergy that the hospital has ruled out.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import type { Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { result } from '../builders/laboratory.ts';
import { prescribe } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import { tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';

export function writeHeartFailureAtClinic(chart: Chart, person: Demographics): void {
  const { time } = chart;
  patient(chart, {
    names: [{ use: 'official', text: 'Robert H. Tsosie', family: 'Tsosie', given: ['Robert', 'H.'] }],
    gender: person.gender,
    ...(person.address && { address: { ...person.address, use: 'old', line: ['PO Box 12'] } }),
    phone: '+1 928 555 0145',
    generalPractitioner: 'hugo-lindqvist',
  });
  condition(chart, { text: 'CHF' }, { onset: time.year(5), recorded: time.monthsAgoDate(60), by: 'hugo-lindqvist' });
  condition(chart, problems.hypertension, {
    onset: time.year(25),
    recorded: time.monthsAgoDate(140),
    by: 'hugo-lindqvist',
  });
  condition(chart, problems.gout, { onset: time.year(6), recorded: time.monthsAgoDate(70), by: 'hugo-lindqvist' });
  condition(chart, problems.kneeOsteoarthritis, {
    onset: time.year(9),
    recorded: time.monthsAgoDate(100),
    by: 'hugo-lindqvist',
  });
  allergy(chart, allergens.amoxicillin, {
    type: 'allergy',
    category: 'medication',
    criticality: 'high',
    onset: time.year(30),
    recorded: time.monthsAgoDate(140),
    by: 'hugo-lindqvist',
    reportedByPatient: true,
    reactions: [reaction([allergens.reactions.rash], 'moderate')],
  });
  const daily = { dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'] } as const;
  const supply = { repeats: 3, amount: '90', unit: tablet, days: 90 };
  const ordered = { authored: time.monthsAgoDate(7), by: 'hugo-lindqvist', supply };
  prescribe(chart, medicines.lisinopril10, {
    ...ordered,
    reason: problems.hypertension,
    dosage: { ...daily, text: '1 tablet each morning' },
  });
  prescribe(chart, medicines.furosemide40, {
    ...ordered,
    reason: { text: 'CHF' },
    dosage: { ...daily, text: '1 tablet each morning' },
  });
  prescribe(chart, medicines.atorvastatin40, {
    ...ordered,
    reason: problems.coronaryDisease,
    dosage: { ...daily, text: '1 tablet at night' },
  });
  prescribe(chart, medicines.aspirin81, { ...ordered, dosage: { ...daily, text: '1 tablet each morning' } });
  result(chart, { at: time.monthsAgo(7, '10:20'), issued: time.monthsAgo(7, '16:00') }, [
    labs.potassium,
    '4.9',
    { range: { low: '3.5', high: '5.3' } },
  ]);
  measure(
    chart,
    { at: time.monthsAgo(7, '10:00'), by: 'hugo-lindqvist', bloodPressure: ['128', '74'], unjudged: true },
    { pulse: '78', weight: '88.6' },
  );
  immunization(chart, vaccines.pneumococcal20, { occurred: time.monthsAgoDate(20), reported: true });
  immunization(chart, vaccines.zoster, { occurred: time.monthsAgoDate(30), by: 'hugo-lindqvist', site: 'LA', dose: 1 });
  smokingStatus(chart, 'former', time.monthsAgo(7, '10:00'));
  visit(chart, time.monthsAgo(7, '10:00'), 'hugo-lindqvist', 'surgery', problems.hypertension, 'checkUp');
}
