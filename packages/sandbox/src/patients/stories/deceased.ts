/**
 * Nikolaos Papadopoulos, who died forty days ago at 83 after a stroke.
 * @module
 */
import { allergy } from '../builders/allergy.ts';
import type { Chart } from '../builders/chart.ts';
import { referenceTo } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { document } from '../builders/document.ts';
import { encounter } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result } from '../builders/laboratory.ts';
import { prescribe } from '../builders/medication.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import { loinc } from '../codes/systems.ts';
import { tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { officialName, type Story } from './story.ts';
import { aroundDeceased } from './around/families.ts';

/** Days since he died. */
const DIED = 40;

const person: Demographics = {
  names: [
    officialName(['Nikolaos'], 'Papadopoulos', { prefix: ['Mr.'] }),
    { use: 'usual', text: 'Νικόλαος Παπαδόπουλος', family: 'Παπαδόπουλος', given: ['Νικόλαος'] },
  ],
  gender: 'male',
  birthSex: 'M',
  birthPlace: { city: 'Thessaloniki', country: 'GR' },
  languages: [{ tag: 'el', name: 'Greek', preferred: true }],
  address: { use: 'old', line: ['19 Cholla Road'], city: 'Tucson', state: 'AZ', postalCode: '85716', country: 'US' },
  maritalStatus: ['W', 'Widowed'],
};

export const deceased: Story = {
  key: 'nikolaos',
  name: 'Nikolaos Papadopoulos',
  sentence: 'Died forty days ago after a stroke; some medicines were never closed.',
  birthDate: (time) => time.born(83, '12-01'),
  person,
  records: { 'university-hospital': { patientId: 'p-1009', write } },
};

function write(chart: Chart): void {
  const { time, random } = chart;
  patient(chart, { ...person, deceased: time.daysAgo(DIED, '04:35'), generalPractitioner: 'rosa-mensah' });
  condition(chart, problems.hypertension, { onset: time.year(30), recorded: time.year(12), by: 'kwame-boateng' });
  condition(chart, problems.atrialFibrillation, {
    onset: time.year(6),
    recorded: time.monthsAgoDate(70),
    by: 'kwame-boateng',
  });
  condition(chart, problems.stroke, {
    category: 'diagnosis',
    severity: 'severe',
    onset: time.daysAgo(DIED + 3, '20:10'),
    recorded: time.date(DIED + 3),
    by: 'siobhan-oconnor',
  });
  condition(chart, problems.pneumonia, {
    category: 'diagnosis',
    onset: time.date(DIED + 1),
    recorded: time.date(DIED + 1),
    by: 'elena-petrova',
  });
  allergy(chart, allergens.penicillin, {
    type: 'allergy',
    category: 'medication',
    clinical: 'active',
    recorded: time.year(12),
    by: 'kwame-boateng',
    note: 'Told as a child. No reaction remembered.',
  });
  prescribe(chart, medicines.apixaban5, {
    status: 'active',
    authored: time.monthsAgoDate(9),
    by: 'kwame-boateng',
    reason: problems.atrialFibrillation,
    dosage: { text: '1 tablet twice a day', dose: ['1', tablet], route: 'oral', times: [2, 1, 'd'] },
  });
  prescribe(chart, medicines.lisinopril10, {
    status: 'stopped',
    statusReason: { text: 'Patient died' },
    authored: time.monthsAgoDate(9),
    by: 'kwame-boateng',
    reason: problems.hypertension,
    dosage: { text: '1 tablet daily', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'] },
  });
  prescribe(chart, medicines.aspirin81, {
    status: 'unknown',
    authored: time.year(6),
    by: 'rosa-mensah',
    dosage: { text: '1 tablet daily' },
  });
  const stay = encounter(chart, {
    status: 'finished',
    class: 'IMP',
    type: 'inpatient',
    period: { start: time.daysAgo(DIED + 3, '21:00'), end: time.daysAgo(DIED, '04:35') },
    by: 'elena-petrova',
    at: 'ward',
    reason: problems.stroke,
    hospitalization: {
      dischargeDisposition: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'exp', display: 'Expired' },
        ],
        text: 'Died',
      },
    },
  });
  const during = referenceTo(stay);
  for (const [days, pulse, saturation] of [
    [3, '96', '94'],
    [2, '104', '91'],
    [1, '118', '86'],
  ] as const) {
    measure(
      chart,
      {
        at: time.daysAgo(DIED + days, days === 3 ? '21:15' : '06:10'),
        by: 'grace-kim',
        bloodPressure: [random.near('172', 8), random.near('96', 5)],
        encounter: during,
      },
      { pulse, oxygenSaturation: saturation, temperature: random.near('38.1', 0.4) },
    );
  }
  report(
    chart,
    labs.panels.bloodCount,
    {
      at: time.daysAgo(DIED + 2, '05:50'),
      issued: time.daysAgo(DIED + 2, '07:05'),
      by: 'elena-petrova',
      encounter: during,
    },
    [
      [labs.hemoglobin, '129', { range: { low: '135', high: '175' } }],
      [labs.whiteCells, '16.2'],
      [labs.platelets, '188'],
    ],
  );
  result(chart, { at: time.daysAgo(DIED + 1, '05:50'), encounter: during }, [labs.crp, '184']);
  result(chart, { at: time.daysAgo(DIED + 1, '05:50'), encounter: during, status: 'cancelled' }, [
    labs.potassium,
    { absent: 'not-performed' },
    { note: 'Sample lost.' },
  ]);
  immunization(chart, vaccines.influenza, { occurred: time.monthsAgoDate(14), by: 'grace-kim', site: 'LA' });
  smokingStatus(chart, 'former', time.monthsAgo(9, '10:00'));
  document(chart, {
    title: 'Death note',
    type: loinc('18842-5', 'Discharge summary'),
    date: time.daysAgo(DIED, '06:00'),
    by: 'elena-petrova',
    lines: ['Died peacefully at 04:35 with his daughter present.', 'Cause: stroke, followed by pneumonia.'],
  });
  aroundDeceased(chart, DIED);
}
