/**
 * Camille Tremblay, 34: well, seen once a year.
 * @module
 */
import { allergy } from '../builders/allergy.ts';
import { coverage } from '../builders/care.ts';
import type { Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result } from '../builders/laboratory.ts';
import { statement } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { portrait } from '../builders/portrait.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import * as vaccines from '../codes/vaccines.ts';
import { officialName, type Story } from './story.ts';
import { aroundHealthyAdult } from './around/families.ts';

const person: Demographics = {
  names: [officialName(['Camille', 'Élise'], 'Tremblay')],
  gender: 'female',
  birthSex: 'F',
  birthPlace: { city: 'Trois-Rivières', state: 'QC', country: 'CA' },
  languages: [
    { tag: 'fr-CA', name: 'French (Canada)', preferred: true },
    { tag: 'en', name: 'English' },
  ],
  address: {
    use: 'home',
    line: ['1420 Fourth Avenue'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85705',
    country: 'US',
  },
  phone: '+1 520 555 0148',
  email: 'camille@example.com',
  maritalStatus: ['T', 'Domestic partner'],
  photo: portrait([232, 190, 160], [92, 58, 36], [36, 104, 120], [226, 232, 236]),
};

export const healthyAdult: Story = {
  key: 'camille',
  name: 'Camille Tremblay',
  sentence: 'A healthy adult with a yearly check-up and everything in range.',
  birthDate: (time) => time.born(34, '09-05'),
  person,
  records: { 'university-hospital': { patientId: 'p-1007', write } },
};

function write(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'hugo-lindqvist' });
  coverage(chart, time.monthsAgoDate(66));
  condition(chart, problems.pharyngitis, {
    category: 'diagnosis',
    clinical: 'resolved',
    onset: time.date(300),
    abatement: time.date(292),
    recorded: time.date(298),
    by: 'siobhan-oconnor',
  });
  allergy(chart, allergens.noKnownAllergies, { recorded: time.daysAgo(34, '09:10'), by: 'elena-petrova' });
  statement(chart, medicines.cetirizine10, {
    status: 'completed',
    taken: { start: time.month(19), end: time.month(17) },
    asserted: time.daysAgo(34, '09:10'),
    dosage: { text: '1 tablet daily in spring' },
  });
  for (const days of [34, 400, 765]) {
    visit(chart, time.daysAgo(days, '09:00'), 'elena-petrova', 'outpatients', { text: 'Yearly check-up' }, 'checkUp');
    measure(
      chart,
      {
        at: time.daysAgo(days, '09:05'),
        by: 'grace-kim',
        bloodPressure: [chart.random.near('114', 5), chart.random.near('72', 4)],
      },
      {
        pulse: chart.random.near('66', 4),
        temperature: '36.6',
        respiratoryRate: '14',
        oxygenSaturation: '99',
        weight: chart.random.near('63.0', 1),
        height: '169',
        bodyMassIndex: '22.1',
      },
    );
    smokingStatus(chart, 'never', time.daysAgo(days, '09:05'));
  }
  const sample = { at: time.daysAgo(34, '09:20'), issued: time.daysAgo(33, '11:00'), by: 'elena-petrova' };
  report(
    chart,
    labs.panels.bloodCount,
    sample,
    [
      [labs.hemoglobin, '138'],
      [labs.whiteCells, '5.0'],
      [labs.platelets, '250'],
      [labs.cellVolume, '89'],
    ],
    { conclusion: 'Normal blood count.' },
  );
  report(chart, labs.panels.lipids, sample, [
    [labs.cholesterol, '172'],
    [labs.hdl, '64'],
    [labs.ldl, '92'],
    [labs.triglycerides, '80'],
  ]);
  result(chart, sample, [labs.glucose, '4.8']);
  result(chart, sample, [labs.crp, '<0.6', { note: 'Below the measuring range.' }]);
  immunization(chart, vaccines.influenza, { occurred: time.date(34), by: 'grace-kim', site: 'LA' });
  immunization(chart, vaccines.tdap, { occurred: time.year(5), reported: true });
  immunization(chart, vaccines.mmr, { occurred: time.year(32), reported: true, dose: '2' });
  immunization(chart, vaccines.hepatitisBAdult, {
    occurred: time.month(120),
    status: 'entered-in-error',
    reported: true,
  });
  encounter(chart, {
    status: 'cancelled',
    class: 'VR',
    type: 'telemedicine',
    period: { start: time.daysAgo(90, '12:00') },
    by: 'elena-petrova',
    at: 'outpatients',
  });
  aroundHealthyAdult(chart);
}
