/**
 * Halina Wójcik-Brandt, 52: chemotherapy for breast cancer, neutrophils falling to a critical count.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import { carePlan, careTeam, coverage } from '../builders/care.ts';
import { referenceTo, type Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { document } from '../builders/document.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result } from '../builders/laboratory.ts';
import { prescribe, statement } from '../builders/medication.ts';
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
import { loinc, snomed } from '../codes/systems.ts';
import { milligram, tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { officialName, type Story } from './story.ts';
import { aroundBreastCancer } from './around/breast-cancer.ts';

const person: Demographics = {
  names: [officialName(['Halina', 'Zofia'], 'Wójcik-Brandt')],
  gender: 'female',
  birthSex: 'F',
  birthPlace: { city: 'Łódź', country: 'PL' },
  languages: [
    { tag: 'pl', name: 'Polish' },
    { tag: 'en', name: 'English', preferred: true },
  ],
  address: {
    use: 'home',
    line: ['5 Catalina Ridge'],
    city: 'Oro Valley',
    state: 'AZ',
    postalCode: '85737',
    country: 'US',
  },
  phone: '+1 520 555 0144',
  maritalStatus: ['D', 'Divorced'],
};

export const breastCancer: Story = {
  key: 'halina',
  name: 'Halina Wójcik-Brandt',
  sentence: 'Breast cancer on chemotherapy, with neutrophils that have fallen to a critical count.',
  birthDate: (time) => time.born(52, '11-30'),
  person,
  records: { 'university-hospital': { patientId: 'p-1004', write } },
};

function write(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'hugo-lindqvist' });
  coverage(chart, time.monthsAgoDate(50));
  const cancer = condition(chart, problems.breastCancer, {
    onset: time.date(118),
    recorded: time.date(112),
    by: 'yael-goldberg',
    severity: 'severe',
    note: 'Estrogen receptor positive, HER2 negative.',
  });
  condition(chart, problems.neutropenia, {
    category: 'diagnosis',
    onset: time.date(1),
    recorded: time.minutesAgo(90),
    by: 'yael-goldberg',
    severity: 'severe',
  });
  condition(chart, problems.chemotherapyNausea, { onset: time.date(61), recorded: time.date(61), by: 'yael-goldberg' });
  condition(chart, problems.depression, {
    clinical: 'remission',
    onset: time.year(11),
    recorded: time.monthsAgoDate(50),
    by: 'yael-goldberg',
  });
  allergy(chart, allergens.contrastMedia, {
    type: 'allergy',
    category: 'medication',
    criticality: 'unable-to-assess',
    recorded: time.date(108),
    by: 'yael-goldberg',
    onset: time.date(108),
    reactions: [reaction([allergens.reactions.urticaria], 'moderate', time.date(108))],
  });
  writeTreatment(chart, cancer);
  writeCounts(chart);
  writeReports(chart);
  for (const [days, weight] of [
    [90, '71.2'],
    [62, '70.4'],
    [41, '69.6'],
    [20, '68.9'],
  ] as const) {
    measure(
      chart,
      {
        at: time.daysAgo(days, '08:30'),
        by: 'grace-kim',
        bloodPressure: [chart.random.near('122', 5), chart.random.near('76', 4)],
      },
      { weight, pulse: chart.random.near('78', 5), temperature: '36.7' },
    );
  }
  measure(chart, { at: time.daysAgo(90, '08:35'), by: 'grace-kim' }, { height: '168', bodyMassIndex: '25.2' });
  measure(
    chart,
    { at: time.minutesAgo(80), by: 'grace-kim', bloodPressure: ['108', '66'] },
    { pulse: '104', temperature: '37.9', respiratoryRate: '18', oxygenSaturation: '97', pain: '2' },
  );
  smokingStatus(chart, 'former', time.daysAgo(112, '10:00'));
  immunization(chart, vaccines.influenza, { occurred: time.date(95), by: 'grace-kim', site: 'RA' });
  immunization(chart, vaccines.coronavirus, { occurred: time.month(24), by: 'grace-kim', dose: 4 });
  immunization(chart, vaccines.varicella, { occurred: time.date(112), notDone: ['IMMUNE', 'immunity'] });
  aroundBreastCancer(chart);
}

function writeTreatment(chart: Chart, cancer: ReturnType<typeof condition>): void {
  const { time } = chart;
  const because = referenceTo(cancer, 'Breast cancer');
  procedure(chart, procedures.breastBiopsy, { performed: time.daysAgo(118, '11:20'), by: 'yael-goldberg' });
  procedure(chart, procedures.lumpectomy, {
    performed: time.daysAgo(96, '08:10'),
    by: 'tomasz-kowalski',
    note: 'Margins clear.',
  });
  procedure(chart, procedures.sentinelNodeBiopsy, {
    performed: time.daysAgo(96, '08:40'),
    by: 'tomasz-kowalski',
    note: 'One of three nodes positive.',
  });
  const cycles = [62, 41, 20];
  cycles.forEach((days, index) => {
    const stay = visit(chart, time.daysAgo(days, '09:00'), 'yael-goldberg', 'infusion', problems.breastCancer);
    procedure(chart, procedures.chemotherapy, {
      performed: { start: time.daysAgo(days, '09:10'), end: time.daysAgo(days, '12:40') },
      by: 'grace-kim',
      encounter: stay,
      note: `Cycle ${index + 1} of 4.`,
    });
  });
  procedure(chart, procedures.chemotherapy, {
    status: 'on-hold',
    statusReason: { text: 'Neutrophils too low' },
    by: 'yael-goldberg',
    note: 'Cycle 4 of 4.',
  });
  const cycle = (text: string, dose: string) => ({
    text,
    dose: [dose, milligram] as const,
    route: 'intravenous' as const,
    times: [1, 21, 'd'] as const,
  });
  prescribe(chart, medicines.doxorubicin, {
    status: 'on-hold',
    statusReason: { text: 'Neutrophils too low' },
    category: 'inpatient',
    authored: time.date(62),
    by: 'yael-goldberg',
    reasonFor: because,
    dosage: cycle('110 mg (60 mg/m2) into a vein every 21 days', '110'),
  });
  prescribe(chart, medicines.cyclophosphamide, {
    status: 'on-hold',
    statusReason: { text: 'Neutrophils too low' },
    category: 'inpatient',
    authored: time.date(62),
    by: 'yael-goldberg',
    reasonFor: because,
    dosage: cycle('1,100 mg (600 mg/m2) into a vein every 21 days', '1100'),
  });
  prescribe(chart, medicines.pegfilgrastim, {
    authored: time.date(61),
    by: 'yael-goldberg',
    dosage: {
      text: '6 mg under the skin the day after each cycle',
      dose: ['6', milligram],
      route: 'subcutaneous',
      times: [1, 21, 'd'],
    },
    supply: { repeats: 3, amount: '1', unit: { unit: 'syringe', code: '{syringe}' }, days: 21 },
  });
  prescribe(chart, medicines.ondansetron8, {
    authored: time.date(62),
    by: 'yael-goldberg',
    reason: problems.chemotherapyNausea,
    dosage: {
      text: '1 tablet every 8 hours when needed for nausea',
      dose: ['1', tablet],
      route: 'oral',
      times: [1, 8, 'h'],
      asNeeded: problems.chemotherapyNausea,
      most: ['3', tablet, 1],
    },
    supply: { repeats: 3, amount: '30', unit: tablet, days: 10 },
  });
  prescribe(chart, medicines.dexamethasone4, {
    status: 'completed',
    authored: time.date(20),
    by: 'yael-goldberg',
    dosage: [
      {
        sequence: 1,
        text: '2 tablets on day 1',
        dose: ['2', tablet],
        route: 'oral',
        times: [1, 1, 'd'],
        bounds: { start: time.date(20), end: time.date(20) },
      },
      {
        sequence: 2,
        text: 'then 1 tablet daily on days 2 and 3',
        dose: ['1', tablet],
        route: 'oral',
        times: [1, 1, 'd'],
        bounds: { start: time.date(19), end: time.date(18) },
      },
    ],
  });
  prescribe(chart, medicines.paclitaxel, {
    status: 'draft',
    intent: 'plan',
    category: 'inpatient',
    authored: time.date(20),
    by: 'yael-goldberg',
    reasonFor: because,
    dosage: { text: 'Weekly for 12 weeks after cycle 4' },
  });
  statement(
    chart,
    { text: 'Ginger capsules' },
    { taken: { start: time.month(2) }, asserted: time.date(20), dosage: { text: 'When feeling sick' } },
  );
  const team = careTeam(chart, 'Breast cancer team', [
    ['yael-goldberg', 'doctor'],
    ['tomasz-kowalski', 'doctor'],
    ['grace-kim', 'nurse'],
  ]);
  carePlan(chart, {
    title: 'Breast cancer treatment plan',
    period: { start: time.date(96) },
    team,
    addresses: [because],
    sentences: [
      'Four cycles of doxorubicin and cyclophosphamide, then twelve weeks of paclitaxel, then radiotherapy.',
      'Temperature of 38.0 or higher: call at once, day or night.',
    ],
  });
  encounter(chart, {
    status: 'in-progress',
    class: 'AMB',
    type: 'followUp',
    period: { start: time.minutesAgo(85) },
    by: 'yael-goldberg',
    at: 'infusion',
    reason: problems.neutropenia,
  });
  encounter(chart, {
    status: 'planned',
    class: 'VR',
    type: 'telemedicine',
    period: { start: time.daysAgo(-3, '13:00'), end: time.daysAgo(-3, '13:20') },
    by: 'yael-goldberg',
    at: 'infusion',
    reason: problems.breastCancer,
  });
}

/** Counts before each cycle and at their lowest; the last is critical and still preliminary. */
function writeCounts(chart: Chart): void {
  const { time } = chart;
  const counts: readonly [days: number, white: string, neutrophils: string, hemoglobin: string, platelets: string][] = [
    [90, '6.4', '4.1', '131', '262'],
    [63, '6.1', '3.9', '128', '255'],
    [52, '3.2', '1.6', '121', '181'],
    [42, '4.9', '2.8', '118', '230'],
    [31, '2.6', '1.1', '112', '160'],
    [21, '4.4', '2.2', '109', '214'],
    [10, '1.9', '0.8', '103', '142'],
  ];
  for (const [days, white, low, hemoglobin, platelets] of counts) {
    report(
      chart,
      labs.panels.bloodCountWithDifferential,
      { at: time.daysAgo(days, '08:05'), issued: time.daysAgo(days, '09:15'), by: 'yael-goldberg' },
      [
        [labs.whiteCells, white],
        [labs.neutrophils, low],
        [labs.hemoglobin, hemoglobin],
        [labs.platelets, platelets],
      ],
    );
  }
  report(
    chart,
    labs.panels.bloodCountWithDifferential,
    { at: time.minutesAgo(150), issued: time.minutesAgo(95), by: 'yael-goldberg', status: 'preliminary' },
    [
      [labs.whiteCells, '0.9'],
      [labs.neutrophils, '0.3', { note: 'Phoned to Dr. Yael Goldberg.' }],
      [labs.hemoglobin, '98'],
      [labs.platelets, '121'],
      [
        labs.lymphocytes,
        { absent: 'temp-unknown' },
        { status: 'registered', flag: 'none', note: 'Manual count to follow.' },
      ],
    ],
    { status: 'preliminary', conclusion: 'Severe neutropenia.' },
  );
  result(chart, { at: time.minutesAgo(150), status: 'registered' }, [
    labs.bloodCulture,
    { absent: 'temp-unknown' },
    { note: 'Incubating.' },
  ]);
  result(chart, { at: time.minutesAgo(150), issued: time.minutesAgo(95) }, [labs.crp, '38']);
}

function writeReports(chart: Chart): void {
  const { time } = chart;
  wordedReport(chart, reportCodes.mammogram, {
    section: 'RAD',
    at: time.daysAgo(126, '10:30'),
    issued: time.daysAgo(125, '14:00'),
    by: 'ravi-fernando',
    conclusion: 'Left breast, upper outer: irregular mass of 24 mm. BI-RADS 5.',
  });
  const sample = { at: time.daysAgo(118, '11:20'), issued: time.daysAgo(113, '16:45') };
  const receptor = result(chart, sample, [
    labs.estrogenReceptor,
    { coded: snomed('10828004', 'Positive (qualifier value)', 'Positive') },
    { flag: 'POS' },
  ]);
  const her2 = result(chart, sample, [
    labs.her2,
    { coded: snomed('260385009', 'Negative (qualifier value)', 'Negative') },
    { flag: 'NEG' },
  ]);
  wordedReport(chart, reportCodes.pathology, {
    section: 'PAT',
    status: 'amended',
    ...sample,
    by: 'ravi-fernando',
    results: [referenceTo(receptor, 'Estrogen receptor'), referenceTo(her2, 'HER2')],
    conclusion: 'Invasive ductal carcinoma, grade 2. Amended to add receptor status.',
  });
  result(chart, { at: time.daysAgo(90, '08:05') }, [labs.cancerAntigen153, '34.0']);
  result(chart, { at: time.daysAgo(21, '08:05') }, [labs.cancerAntigen153, '21.5']);
  report(chart, labs.panels.liver, { at: time.daysAgo(21, '08:05'), issued: time.daysAgo(21, '11:00') }, [
    [labs.alt, '41'],
    [labs.bilirubin, '0.6'],
    [labs.albumin, '3.9'],
  ]);
  document(chart, {
    title: 'Chemotherapy information given',
    type: loinc('34133-9', 'Summary of episode note'),
    date: time.daysAgo(62, '13:00'),
    by: 'grace-kim',
    lines: [
      'Pani Halina was told when to call: temperature of 38.0 °C or higher, shivering, bleeding, vomiting for a day.',
      'Dzwoń o każdej porze: +1 520 555 0110.',
    ],
  });
}
