/**
 * Keiko Sato at the clinic: seen once, years before her first attack, and still without an allergy on record.
 * @module
 */
import { allergy } from '../builders/allergy.ts';
import type { Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { prescribe } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import { tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';

export function writeAnaphylaxisAtClinic(chart: Chart, person: Demographics): void {
  const { time } = chart;
  patient(chart, {
    names: [{ use: 'official', text: 'SATO, Keiko', family: 'Sato', given: ['Keiko'] }],
    gender: person.gender,
    phone: '+1 520 555 0152',
    generalPractitioner: 'hugo-lindqvist',
  });
  allergy(chart, allergens.noKnownAllergies, { recorded: time.monthsAgoDate(110), by: 'hugo-lindqvist' });
  condition(chart, problems.migraine, {
    clinical: 'active',
    onset: time.year(20),
    recorded: time.monthsAgoDate(110),
    by: 'hugo-lindqvist',
  });
  prescribe(chart, medicines.ibuprofen400, {
    status: 'active',
    authored: time.monthsAgoDate(110),
    by: 'hugo-lindqvist',
    reason: problems.migraine,
    dosage: {
      text: '1 tablet up to three times a day when needed for headache',
      dose: ['1', tablet],
      route: 'oral',
      times: [3, 1, 'd'],
      asNeeded: true,
    },
  });
  immunization(chart, vaccines.influenza, { occurred: time.monthsAgoDate(110), by: 'hugo-lindqvist', site: 'RA' });
  measure(
    chart,
    { at: time.monthsAgo(110, '14:00'), by: 'hugo-lindqvist', bloodPressure: ['112', '70'] },
    { weight: '54.0', height: '160', bodyMassIndex: '21.1' },
  );
  visit(chart, time.monthsAgo(110, '14:00'), 'hugo-lindqvist', 'surgery', problems.migraine, 'problem');
}
