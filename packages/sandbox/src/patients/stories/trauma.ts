/**
 * Keoni Kahananui, 24: thrown from a motorcycle five days ago, still on the ward.
 * @module
 */
import type { Chart } from '../builders/chart.ts';
import { referenceTo } from '../builders/chart.ts';
import { allergy } from '../builders/allergy.ts';
import { condition } from '../builders/condition.ts';
import { document } from '../builders/document.ts';
import { encounter } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result } from '../builders/laboratory.ts';
import { prescribe } from '../builders/medication.ts';
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
import { milligram, tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { officialName, type Story } from './story.ts';
import { aroundTrauma } from './around/trauma.ts';

const person: Demographics = {
  names: [officialName(['Keoni'], 'Kahananui'), { use: 'nickname', text: 'Keo' }],
  gender: 'male',
  birthSex: 'M',
  birthPlace: { city: 'Hilo', state: 'HI', country: 'US' },
  languages: [
    { tag: 'en', name: 'English', preferred: true },
    { tag: 'haw', name: 'ʻŌlelo Hawaiʻi' },
  ],
  address: {
    use: 'temp',
    line: ['Student Housing, Block C'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85721',
    country: 'US',
  },
  phone: '+1 808 555 0146',
  maritalStatus: ['S', 'Never Married'],
  contacts: [
    {
      relationship: [{ text: 'Sister' }],
      name: { text: 'Leilani Kahananui' },
      telecom: [{ system: 'phone', value: '+1 808 555 0147' }],
    },
  ],
};

export const trauma: Story = {
  key: 'keoni',
  name: 'Keoni Kahananui',
  sentence: 'On the ward five days after a motorcycle crash, with a broken shin mended and a concussion.',
  birthDate: (time) => time.born(24, '06-11'),
  person,
  records: { 'university-hospital': { patientId: 'p-1006', write } },
};

function write(chart: Chart): void {
  const { time, random } = chart;
  patient(chart, person);
  encounter(chart, {
    status: 'finished',
    class: 'EMER',
    type: 'emergency',
    period: { start: time.daysAgo(5, '18:10'), end: time.daysAgo(5, '22:05') },
    by: 'siobhan-oconnor',
    at: 'emergency',
    reason: problems.tibiaFracture,
  });
  const stay = encounter(chart, {
    status: 'in-progress',
    class: 'IMP',
    type: 'inpatient',
    period: { start: time.daysAgo(5, '22:05') },
    by: 'tomasz-kowalski',
    at: 'ward',
    reason: problems.tibiaFracture,
  });
  const during = referenceTo(stay);
  const injured = time.daysAgo(5, '17:30');
  const injury = {
    category: 'diagnosis',
    onset: injured,
    recorded: time.daysAgo(5, '20:15'),
    by: 'siobhan-oconnor',
    encounter: during,
  } as const;
  condition(chart, problems.tibiaFracture, { ...injury, severity: 'severe' });
  condition(chart, problems.ribFracture, { ...injury, severity: 'moderate' });
  condition(chart, problems.concussion, { ...injury, severity: 'mild' });
  condition(chart, problems.pneumonia, {
    ...injury,
    verification: 'refuted',
    note: 'Shadow on the first film was bruising.',
  });
  allergy(chart, allergens.noKnownAllergies, { recorded: time.date(5), by: 'siobhan-oconnor' });

  procedure(chart, procedures.headTomography, { performed: time.daysAgo(5, '18:50'), encounter: during });
  procedure(chart, procedures.tibiaFixation, {
    performed: { start: time.daysAgo(4, '08:20'), end: time.daysAgo(4, '10:15') },
    by: 'tomasz-kowalski',
    encounter: during,
  });
  wordedReport(chart, reportCodes.head, {
    section: 'RAD',
    at: time.daysAgo(5, '18:50'),
    issued: time.daysAgo(5, '19:20'),
    by: 'ravi-fernando',
    conclusion: 'No bleeding. No skull fracture.',
    encounter: during,
  });
  wordedReport(chart, reportCodes.chest, {
    section: 'RAD',
    status: 'corrected',
    at: time.daysAgo(5, '18:40'),
    issued: time.daysAgo(4, '09:00'),
    by: 'ravi-fernando',
    conclusion: 'Fractures of left ribs 6 and 7. Corrected: no pneumonia.',
    encounter: during,
  });

  const ordered = { category: 'inpatient', by: 'tomasz-kowalski', encounter: during } as const;
  prescribe(chart, medicines.cefazolin, {
    ...ordered,
    status: 'completed',
    authored: time.daysAgo(4, '07:40'),
    dosage: {
      text: '2 g into a vein before surgery, then every 8 hours for 24 hours',
      dose: ['2000', milligram],
      route: 'intravenous',
      times: [1, 8, 'h'],
      forDays: 1,
    },
  });
  prescribe(chart, medicines.enoxaparin40, {
    ...ordered,
    authored: time.daysAgo(4, '12:00'),
    dosage: {
      text: '40 mg under the skin once a day',
      dose: ['40', milligram],
      route: 'subcutaneous',
      times: [1, 1, 'd'],
    },
  });
  prescribe(chart, medicines.acetaminophen500, {
    ...ordered,
    authored: time.daysAgo(5, '22:30'),
    dosage: {
      text: '2 tablets every 6 hours',
      dose: ['2', tablet],
      route: 'oral',
      times: [1, 6, 'h'],
      most: ['8', tablet, 1],
    },
  });
  prescribe(chart, medicines.oxycodone5, {
    ...ordered,
    authored: time.daysAgo(4, '12:00'),
    reason: { text: 'Pain after surgery' },
    dosage: {
      text: '1 to 2 tablets every 4 hours when needed for pain',
      doseRange: ['1', '2', tablet],
      route: 'oral',
      times: [1, 4, 'h'],
      asNeeded: true,
    },
  });
  prescribe(chart, medicines.omeprazole20, {
    ...ordered,
    status: 'cancelled',
    authored: time.daysAgo(4, '12:05'),
    dosage: { text: '1 capsule daily' },
  });

  measure(
    chart,
    { at: time.daysAgo(5, '18:12'), by: 'siobhan-oconnor', bloodPressure: ['96', '58'], encounter: during },
    { pulse: '124', respiratoryRate: '26', oxygenSaturation: '92', temperature: '36.2', pain: '9' },
  );
  for (const days of [4, 3, 2, 1])
    measure(
      chart,
      {
        at: time.daysAgo(days, '06:30'),
        by: 'grace-kim',
        bloodPressure: [random.near('122', 5), random.near('72', 4)],
        encounter: during,
      },
      {
        pulse: random.near('86', 5),
        oxygenSaturation: random.near('97', 1),
        temperature: random.near('37.1', 0.3),
        pain: days > 2 ? '6' : '4',
      },
    );
  measure(
    chart,
    { at: time.minutesAgo(100), by: 'grace-kim', bloodPressure: ['118', '70'], encounter: during },
    { pulse: '78', oxygenSaturation: '98', temperature: '36.9', pain: '3' },
  );
  result(chart, { at: time.daysAgo(5, '18:20'), encounter: during }, [
    { code: loinc('9269-2', 'Glasgow coma score total', 'Glasgow coma score'), range: { text: '15 is fully awake' } },
    '14',
    { unit: 'none' },
  ]);
  for (const [days, value] of [
    [5, '132'],
    [4, '104'],
    [3, '96'],
    [1, '101'],
  ] as const) {
    report(
      chart,
      labs.panels.bloodCount,
      {
        at: time.daysAgo(days, days === 5 ? '18:20' : '05:50'),
        issued: time.daysAgo(days, days === 5 ? '18:55' : '07:10'),
        by: 'tomasz-kowalski',
        encounter: during,
      },
      [
        [labs.hemoglobin, value, { range: { low: '135', high: '175' } }],
        [labs.whiteCells, random.near('11.4', 1)],
        [labs.platelets, random.near('236', 25)],
      ],
    );
  }
  result(chart, { at: time.daysAgo(5, '18:20'), encounter: during }, [labs.lactate, '4.6']);
  result(chart, { at: time.daysAgo(5, '18:20'), encounter: during }, [labs.ethanol, { withheld: 'masked' }]);
  result(chart, { at: time.daysAgo(4, '05:50'), encounter: during }, [labs.lactate, '1.8']);
  result(chart, { at: time.daysAgo(4, '05:50'), encounter: during }, [labs.creatineKinase, '1840']);
  immunization(chart, vaccines.tdap, { occurred: time.date(5), by: 'siobhan-oconnor', site: 'RA' });
  smokingStatus(chart, 'daily', time.daysAgo(4, '14:00'));
  document(chart, {
    title: 'Operation note',
    type: loinc('11504-8', 'Surgical operation note'),
    date: time.daysAgo(4, '11:00'),
    by: 'tomasz-kowalski',
    lines: [
      'Left tibia: reamed intramedullary nail.',
      'Blood loss 250 mL. No complications.',
      'Weight bearing as tolerated with crutches.',
    ],
  });
  document(chart, {
    title: 'Emergency department note',
    type: loinc('34111-5', 'Emergency department Note'),
    date: time.daysAgo(5, '21:30'),
    by: 'siobhan-oconnor',
    docStatus: 'preliminary',
    lines: [
      'Motorcycle against car at about 30 mph. Helmet worn.',
      'Awake, confused at first, no loss of consciousness.',
    ],
  });
  document(chart, {
    title: 'Plan for going home',
    type: loinc('18776-5', 'Plan of care note', 'Plan for going home'),
    date: time.daysAgo(1, '14:20'),
    by: 'tomasz-kowalski',
    sections: [
      {
        title: 'Hospital course',
        paragraphs: [
          'Motorcycle crash with a broken left tibia, two broken ribs and a concussion. Nailed the morning after.',
          'Walks 20 m with crutches. Sleeps through the night.',
        ],
      },
      {
        title: 'Medicines at home',
        table: [
          ['Medicine', 'How to take it', 'Until'],
          ['Enoxaparin 40 mg', 'under the skin, once a day', 'walking without crutches'],
          ['Acetaminophen 500 mg', '2 tablets every 6 hours, at most 8 a day', 'no pain'],
          [{ struck: 'Omeprazole 20 mg' }, { struck: '1 capsule daily' }, 'never begun'],
        ],
      },
      { title: 'Allergies', paragraphs: ['No known allergies.'] },
      { title: 'Come back at once', paragraphs: ['A headache that grows, vomiting, a leg that swells or turns pale.'] },
    ],
  });
  aroundTrauma(chart);
}
