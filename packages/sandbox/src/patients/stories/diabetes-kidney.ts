/**
 * Margaret Adeyemi, 67: type 2 diabetes and kidney disease over the years, a critical potassium today.
 * @module
 */
import { allergy, reaction } from '../builders/allergy.ts';
import { carePlan, careTeam, coverage, goal } from '../builders/care.ts';
import { referenceTo, type Chart } from '../builders/chart.ts';
import { condition } from '../builders/condition.ts';
import { document } from '../builders/document.ts';
import { encounter, visit } from '../builders/encounter.ts';
import { immunization } from '../builders/immunization.ts';
import { report, result, type ResultLine } from '../builders/laboratory.ts';
import { dispense, prescribe, statement } from '../builders/medication.ts';
import { withFood, type DosageDetails } from '../builders/dosage.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { procedure } from '../builders/procedure.ts';
import { smokingStatus } from '../builders/social.ts';
import { measure, notMeasured } from '../builders/vital-signs.ts';
import * as allergens from '../codes/allergens.ts';
import * as labs from '../codes/labs.ts';
import * as medicines from '../codes/medicines.ts';
import * as problems from '../codes/problems.ts';
import * as procedures from '../codes/procedures.ts';
import { loinc } from '../codes/systems.ts';
import { capsule, mmolPerMol, quantity, tablet } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { writeDiabetesKidneyAtClinic } from './diabetes-kidney.city-clinic.ts';
import type { Story } from './story.ts';

const person: Demographics = {
  names: [
    {
      use: 'official',
      text: 'Mrs. Margaret Abiola Adeyemi',
      family: 'Adeyemi',
      given: ['Margaret', 'Abiola'],
      prefix: ['Mrs.'],
    },
    { use: 'usual', text: 'Maggie Adeyemi', family: 'Adeyemi', given: ['Maggie'] },
    { use: 'maiden', text: 'Margaret Okonkwo', family: 'Okonkwo', given: ['Margaret'] },
  ],
  gender: 'female',
  birthSex: 'F',
  birthPlace: { city: 'Ibadan', country: 'NG' },
  languages: [
    { tag: 'en', name: 'English', preferred: true },
    { tag: 'yo', name: 'Yoruba' },
  ],
  address: {
    use: 'home',
    line: ['27 Palo Verde Lane'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85712',
    country: 'US',
  },
  phone: '+1 520 555 0140',
  email: 'maggie.adeyemi@example.com',
  maritalStatus: ['M', 'Married'],
  contacts: [
    {
      relationship: [{ text: 'Husband' }],
      name: { text: 'Samuel Adeyemi', family: 'Adeyemi', given: ['Samuel'] },
      telecom: [{ system: 'phone', value: '+1 520 555 0141' }],
    },
  ],
};

export const diabetesKidney: Story = {
  key: 'margaret',
  name: 'Margaret Adeyemi',
  sentence:
    'Type 2 diabetes with chronic kidney disease, a critical potassium today, and two organisations that disagree about losartan.',
  birthDate: (time) => time.born(67, '03-14'),
  person,
  records: {
    'university-hospital': { patientId: 'p-1001', write: writeAtHospital },
    'city-clinic': { patientId: 'c-2001', write: writeDiabetesKidneyAtClinic },
  },
};

function writeAtHospital(chart: Chart): void {
  const { time } = chart;
  patient(chart, { ...person, generalPractitioner: 'rosa-mensah' });
  coverage(chart, time.monthsAgoDate(30));
  const kidney = writeProblems(chart);
  writeAllergies(chart);
  writeMedicines(chart, kidney);
  writeVitals(chart);
  writeKidneyHistory(chart);
  writeSugarHistory(chart);
  writeOtherResults(chart);
  writeImmunizations(chart);
  writeCare(chart, kidney);
}

function writeProblems(chart: Chart): ReturnType<typeof condition> {
  const { time } = chart;
  const kidney = condition(chart, problems.kidneyDiseaseStage3b, {
    onset: time.year(7),
    recorded: time.monthsAgoDate(14),
    by: 'anil-patel',
    severity: 'moderate',
  });
  condition(chart, problems.type2Diabetes, {
    onset: time.year(17),
    recorded: time.monthsAgoDate(80),
    by: 'anil-patel',
  });
  condition(chart, problems.hypertension, { onset: time.year(20), recorded: time.monthsAgoDate(80), by: 'anil-patel' });
  condition(chart, problems.polymyalgia, {
    onset: time.month(2),
    recorded: time.date(55),
    by: 'anil-patel',
    note: 'On a prednisone taper.',
  });
  condition(chart, problems.kneeOsteoarthritis, {
    onset: { ageYears: 58 },
    recorded: time.monthsAgoDate(60),
    by: 'anil-patel',
  });
  condition(chart, problems.gout, {
    clinical: 'inactive',
    onset: time.year(4),
    recorded: time.monthsAgoDate(40),
    by: 'anil-patel',
  });
  condition(chart, problems.kidneyDiseaseStage3a, {
    clinical: 'resolved',
    onset: time.year(7),
    abatement: time.monthsAgoDate(14),
    recorded: time.monthsAgoDate(70),
    by: 'anil-patel',
    note: 'Progressed to stage 3b.',
  });
  condition(chart, problems.urinaryInfection, {
    category: 'diagnosis',
    clinical: 'resolved',
    onset: time.daysAgo(124),
    abatement: time.date(114),
    recorded: time.date(124),
    by: 'anil-patel',
  });
  condition(chart, problems.stroke, {
    verification: 'entered-in-error',
    onset: time.year(3),
    recorded: time.monthsAgoDate(36),
    by: 'siobhan-oconnor',
    note: 'Entered in the wrong chart.',
  });
  condition(chart, problems.hyperkalemia, {
    category: 'diagnosis',
    verification: 'provisional',
    onset: time.minutesAgo(70),
    recorded: time.minutesAgo(60),
    by: 'anil-patel',
    severity: 'severe',
  });
  return kidney;
}

function writeAllergies(chart: Chart): void {
  const { time } = chart;
  allergy(chart, allergens.penicillin, {
    type: 'allergy',
    category: 'medication',
    criticality: 'high',
    onset: time.year(15),
    recorded: time.year(15),
    by: 'anil-patel',
    reactions: [
      reaction(
        [allergens.reactions.anaphylaxis],
        'severe',
        time.year(15),
        'Collapsed ten minutes after an injection; epinephrine given.',
      ),
    ],
  });
  allergy(chart, allergens.latex, {
    type: 'allergy',
    category: 'environment',
    verification: 'unconfirmed',
    onset: time.year(22),
    recorded: time.monthsAgoDate(80),
    by: 'anil-patel',
    reportedByPatient: true,
    reactions: [reaction([allergens.reactions.urticaria])],
  });
  allergy(chart, allergens.ramipril, {
    type: 'intolerance',
    category: 'medication',
    criticality: 'low',
    onset: time.year(12),
    recorded: time.monthsAgoDate(80),
    by: 'anil-patel',
    reactions: [reaction([allergens.reactions.cough], 'mild')],
  });
  allergy(chart, allergens.codeine, {
    verification: 'entered-in-error',
    category: 'medication',
    recorded: time.monthsAgoDate(36),
    by: 'siobhan-oconnor',
  });
}

function writeMedicines(chart: Chart, kidney: ReturnType<typeof condition>): void {
  const { time } = chart;
  prescribe(chart, medicines.losartan50, {
    status: 'stopped',
    statusReason: { text: 'High potassium' },
    authored: time.monthsAgoDate(14),
    by: 'anil-patel',
    reason: problems.hypertension,
    dosage: { text: '1 tablet each morning', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['MORN'] },
    note: 'Stopped after potassium 5.6 mmol/L.',
  });
  const metformin = prescribe(chart, medicines.metforminXr500, {
    authored: time.monthsAgoDate(9),
    by: 'anil-patel',
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
  for (const days of [140, 112, 84, 56, 25]) dispense(chart, metformin, time.daysAgo(days, '16:20'));
  prescribe(chart, medicines.dapagliflozin10, {
    authored: time.monthsAgoDate(11),
    by: 'anil-patel',
    reasonFor: referenceTo(kidney, 'Chronic kidney disease'),
    givenAs: 'reference',
    dosage: { dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['MORN'] },
    supply: { repeats: 6, amount: '28', unit: tablet, days: 28 },
  });
  prescribe(chart, medicines.amlodipine5, {
    authored: time.monthsAgoDate(26),
    by: 'anil-patel',
    reason: problems.hypertension,
    dosage: { text: '1 tablet each morning', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['MORN'] },
    supply: { repeats: 6, amount: '28', unit: tablet, days: 28 },
  });
  prescribe(chart, medicines.atorvastatin20, {
    authored: time.monthsAgoDate(26),
    by: 'anil-patel',
    reason: problems.hyperlipidemia,
    givenAs: 'contained',
    dosage: { text: '1 tablet at night', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'], when: ['NIGHT'] },
    supply: { repeats: 6, amount: '28', unit: tablet, days: 28 },
  });
  prescribe(chart, medicines.allopurinol100, {
    status: 'on-hold',
    statusReason: { text: 'Kidney function to be reviewed' },
    authored: time.monthsAgoDate(16),
    by: 'anil-patel',
    reason: problems.gout,
    dosage: { text: '1 tablet daily', dose: ['1', tablet], route: 'oral', times: [1, 1, 'd'] },
  });
  writeTaper(chart);
  prescribe(chart, medicines.nitrofurantoin, {
    status: 'completed',
    authored: time.date(124),
    by: 'anil-patel',
    reason: problems.urinaryInfection,
    dosage: {
      text: '1 capsule twice a day for 5 days',
      dose: ['1', capsule],
      route: 'oral',
      times: [2, 1, 'd'],
      forDays: 5,
    },
  });
  prescribe(chart, medicines.insulinGlargine, {
    status: 'entered-in-error',
    authored: time.monthsAgoDate(36),
    by: 'siobhan-oconnor',
    dosage: { text: '10 units at bedtime' },
  });
  statement(chart, medicines.acetaminophen500, {
    taken: { start: time.year(5) },
    asserted: time.date(37),
    reason: problems.kneeOsteoarthritis,
    dosage: {
      text: '2 tablets when needed, up to 4 times in 24 hours',
      dose: ['2', tablet],
      route: 'oral',
      times: [4, 1, 'd'],
      asNeeded: true,
      most: ['8', tablet, 1],
    },
    note: 'Bought without a prescription.',
  });
}

/** Prednisone coming down step by step, half tablets included. */
function writeTaper(chart: Chart): void {
  const { time } = chart;
  const step = (sequence: number, tablets: string, dose: string, start: number, end: number): DosageDetails => ({
    sequence,
    text: `${dose} each morning with food`,
    dose: [tablets, tablet],
    route: 'oral',
    times: [1, 1, 'd'],
    when: ['MORN'],
    bounds: { start: time.date(start), end: time.date(end) },
    additional: [withFood],
  });
  prescribe(chart, medicines.prednisone5, {
    authored: time.date(55),
    by: 'anil-patel',
    reason: problems.polymyalgia,
    dosage: [
      step(1, '3', '15 mg', 55, 35),
      step(2, '2.5', '12.5 mg', 34, -3),
      step(3, '2', '10 mg', -4, -31),
      step(4, '1.5', '7.5 mg', -32, -60),
    ],
    supply: { repeats: 1, amount: '150', unit: tablet, days: 56 },
    note: 'Do not stop suddenly.',
  });
}

function writeVitals(chart: Chart): void {
  const { time, random } = chart;
  measure(
    chart,
    { at: time.minutesAgo(55), by: 'grace-kim', bloodPressure: ['158', '92'] },
    {
      pulse: '88',
      respiratoryRate: '16',
      oxygenSaturation: '97',
      temperature: '36.8',
    },
  );
  notMeasured(
    chart,
    { at: time.minutesAgo(55), by: 'grace-kim', note: 'Unable to stand on the scale.' },
    'weight',
    'not-performed',
  );
  measure(
    chart,
    { at: time.monthsAgo(14, '10:10'), by: 'grace-kim' },
    { weight: '78.4', height: '163', bodyMassIndex: '29.5' },
  );
  for (const months of [4, 8, 14, 20, 26]) {
    measure(
      chart,
      {
        at: time.monthsAgo(months, '09:20'),
        by: 'grace-kim',
        bloodPressure: [random.near('146', 6), random.near('84', 4)],
      },
      { pulse: random.near('76', 5) },
    );
  }
  measure(chart, { at: time.monthsAgo(8, '09:25'), status: 'entered-in-error' }, { temperature: '63.8' });
}

/** Salts and filtration falling over the years; the laboratory moved from mg/dL to molar units two years ago. */
function writeKidneyHistory(chart: Chart): void {
  const { time, random } = chart;
  const moving: readonly [months: number, potassium: string, creatinine: string, rate: string][] = [
    [20, '4.9', '104', '48'],
    [14, '5.0', '108', '46'],
    [8, '5.1', '110', '45'],
    [4, '5.2', '112', '44'],
  ];
  const old: readonly [months: number, potassium: string, creatinine: string, rate: string][] = [
    [60, '4.5', '0.98', '62'],
    [48, '4.6', '1.06', '56'],
    [38, '4.7', '1.10', '53'],
    [30, '4.8', '1.14', '51'],
  ];
  for (const [months, salt, mass, rate] of old) {
    report(
      chart,
      labs.panels.renal,
      { at: time.monthsAgo(months, '08:50'), issued: time.monthsAgo(months, '13:10'), by: 'anil-patel' },
      [
        [labs.potassium, salt, { range: { low: '3.5', high: '5.0' } }],
        [labs.sodium, random.near('139', 2)],
        [labs.creatinineMass, mass],
        [labs.ureaMass, random.near('24', 3)],
        [labs.filtrationRate, rate],
      ],
    );
  }
  for (const [months, salt, molar, rate] of moving) {
    report(
      chart,
      labs.panels.renal,
      { at: time.monthsAgo(months, '08:50'), issued: time.monthsAgo(months, '13:10'), by: 'anil-patel' },
      kidneyLines(chart, salt, molar, rate),
    );
  }
  report(
    chart,
    labs.panels.renal,
    { at: time.daysAgo(3, '10:20'), issued: time.daysAgo(3, '14:05'), by: 'anil-patel' },
    kidneyLines(chart, '5.6', '124', '39'),
  );
  report(
    chart,
    labs.panels.renal,
    { at: time.minutesAgo(110), issued: time.minutesAgo(75), by: 'anil-patel' },
    [
      [
        labs.potassium,
        '6.4',
        { note: 'Sample not hemolyzed. Phoned to Dr. Anil Patel. Repeat within 2 hours advised.' },
      ],
      [labs.sodium, '138'],
      [labs.bicarbonate, '19', { flag: 'none' }],
      [labs.urea, '14.2'],
      [labs.creatinine, '128'],
      [labs.filtrationRate, '38'],
      [labs.crp, '<0.5'],
      [
        labs.calcium,
        { absent: 'error' },
        { status: 'registered', flag: 'none', note: 'Sample too small. Repeat asked for.' },
      ],
    ],
    {
      status: 'preliminary',
      conclusion: 'Critical potassium. eGFR falls with acute illness; interpret with earlier values.',
    },
  );
}

function kidneyLines(chart: Chart, salt: string, molar: string, rate: string): ResultLine[] {
  return [
    [labs.potassium, salt],
    [labs.sodium, chart.random.near('139', 2)],
    [labs.bicarbonate, chart.random.near('22', 1)],
    [labs.urea, chart.random.near('10.8', 1.4)],
    [labs.creatinine, molar],
    [labs.filtrationRate, rate],
  ];
}

/** HbA1c in per cent until two years ago, in mmol/mol since; the same person in two units. */
function writeSugarHistory(chart: Chart): void {
  const { time } = chart;
  const percentHistory: readonly [months: number, value: string][] = [
    [72, '9.1'],
    [60, '8.8'],
    [48, '8.4'],
    [38, '8.1'],
    [30, '7.6'],
  ];
  for (const [months, value] of percentHistory)
    result(chart, { at: time.monthsAgo(months, '08:45'), issued: time.monthsAgo(months, '16:00') }, [
      labs.hba1cPercent,
      value,
      { range: { low: '4.0', high: '6.0' } },
    ]);
  const molarHistory: readonly [months: number, value: string][] = [
    [20, '56'],
    [14, '57'],
    [8, '58'],
  ];
  for (const [months, value] of molarHistory)
    result(chart, { at: time.monthsAgo(months, '08:45'), issued: time.monthsAgo(months, '16:00') }, [
      labs.hba1c,
      value,
    ]);
  result(chart, { at: time.daysAgo(6, '10:20'), issued: time.daysAgo(5, '09:40') }, [labs.hba1c, '62']);
}

function writeOtherResults(chart: Chart): void {
  const { time } = chart;
  result(chart, { at: time.monthsAgo(30, '08:50') }, [labs.albuminCreatinine, '88']);
  result(chart, { at: time.monthsAgo(8, '08:50') }, [labs.albuminCreatinine, '161']);
  result(chart, { at: time.daysAgo(6, '10:20') }, [labs.albuminCreatinine, '218']);
  for (const [months, value] of [
    [60, '12.4'],
    [48, '12.1'],
    [30, '11.9'],
  ] as const)
    result(chart, { at: time.monthsAgo(months, '08:50') }, [labs.hemoglobinPerDl, value]);
  result(chart, { at: time.monthsAgo(14, '08:50') }, [labs.hemoglobin, '112']);
  report(
    chart,
    labs.panels.bloodCount,
    { at: time.daysAgo(6, '10:20'), issued: time.daysAgo(6, '15:30'), by: 'anil-patel' },
    [
      [labs.hemoglobin, '109'],
      [labs.whiteCells, '11.8', { flag: 'none' }],
      [labs.platelets, '305'],
      [labs.cellVolume, '84'],
    ],
  );
  report(
    chart,
    labs.panels.lipids,
    { at: time.monthsAgo(8, '08:50'), issued: time.monthsAgo(8, '15:00') },
    [
      [labs.cholesterol, '168'],
      [labs.hdl, '46'],
      [labs.ldl, '84'],
      [labs.triglycerides, '190'],
    ],
    { status: 'final' },
  );
  result(chart, { at: time.daysAgo(124, '09:05'), issued: time.daysAgo(122, '11:00') }, [
    labs.urineCulture,
    { text: 'Escherichia coli, more than 100,000 colonies per mL' },
    { flag: 'A' },
  ]);
  result(chart, { at: time.daysAgo(124, '09:05') }, [labs.crp, '41']);
  result(chart, { at: time.monthsAgo(8, '08:50'), status: 'corrected' }, [
    labs.urate,
    '402',
    { note: 'Corrected: first reported as 204.' },
  ]);
  result(chart, { at: time.monthsAgo(8, '08:50'), status: 'entered-in-error' }, [labs.tsh, '48.0']);
  result(chart, { at: time.monthsAgo(26, '08:50') }, [labs.vitaminD, '24', { unit: { printed: 'ng/mL (local)' } }]);
}

function writeImmunizations(chart: Chart): void {
  const { time } = chart;
  immunization(chart, vaccines.influenzaTrivalent, { occurred: time.date(45), by: 'grace-kim', site: 'LA' });
  immunization(chart, vaccines.influenza, { occurred: time.monthsAgoDate(13), by: 'grace-kim', site: 'LA' });
  immunization(chart, vaccines.pneumococcal23, { occurred: time.monthsAgoDate(24), by: 'grace-kim', site: 'RA' });
  immunization(chart, vaccines.hepatitisBAdult, { occurred: time.month(40), reported: true, dose: 3, ofDoses: 3 });
  immunization(chart, vaccines.zoster, {
    occurred: time.date(45),
    notDone: ['PATOBJ', 'patient objection'],
    note: 'Wants to think about it.',
  });
}

function writeCare(chart: Chart, kidney: ReturnType<typeof condition>): void {
  const { time } = chart;
  smokingStatus(chart, 'former', time.monthsAgo(4, '09:20'));
  procedure(chart, procedures.retinalScreening, { performed: time.monthsAgoDate(7), note: 'No retinopathy.' });
  procedure(chart, procedures.footExamination, { performed: time.monthsAgoDate(4), by: 'grace-kim' });
  const team = careTeam(chart, 'Kidney and diabetes team', [
    ['anil-patel', 'doctor'],
    ['grace-kim', 'nurse'],
    ['rosa-mensah', 'familyDoctor'],
  ]);
  const sugar = goal(chart, {
    description: 'HbA1c at or below 53 mmol/mol',
    start: time.monthsAgoDate(8),
    due: time.date(-120),
    achievement: 'not-achieved',
    measure: loinc('59261-8', 'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol', 'HbA1c'),
    target: { detailQuantity: { ...quantity('53', mmolPerMol), comparator: '<=' } },
  });
  const walking = goal(chart, {
    description: 'Walk for 20 minutes on most days',
    start: time.monthsAgoDate(4),
    achievement: 'improving',
    byPatient: true,
  });
  carePlan(chart, {
    title: 'Kidney and diabetes plan',
    period: { start: time.monthsAgoDate(8) },
    goals: [sugar, walking],
    team,
    addresses: [referenceTo(kidney, 'Chronic kidney disease')],
    sentences: [
      'Blood tests every three months.',
      'Avoid ibuprofen and other anti-inflammatory tablets.',
      'Low-potassium diet, with advice from the dietitian.',
    ],
  });
  visit(chart, time.monthsAgo(8, '09:00'), 'anil-patel', 'outpatients', problems.kidneyDiseaseStage3b);
  visit(chart, time.monthsAgo(4, '09:00'), 'anil-patel', 'outpatients', problems.type2Diabetes);
  encounter(chart, {
    status: 'in-progress',
    class: 'EMER',
    type: 'emergency',
    period: { start: time.minutesAgo(130) },
    by: 'siobhan-oconnor',
    at: 'emergency',
    reason: problems.hyperkalemia,
  });
  encounter(chart, {
    status: 'planned',
    class: 'AMB',
    type: 'followUp',
    period: { start: time.daysAgo(-8, '09:30'), end: time.daysAgo(-8, '10:00') },
    by: 'anil-patel',
    at: 'outpatients',
    reason: problems.kidneyDiseaseStage3b,
  });
  encounter(chart, {
    status: 'cancelled',
    class: 'AMB',
    type: 'followUp',
    period: { start: time.daysAgo(60, '09:30') },
    by: 'anil-patel',
    at: 'outpatients',
  });
  document(chart, {
    title: 'Letter to family doctor',
    type: loinc('11488-4', 'Consult note'),
    date: time.monthsAgo(4, '15:30'),
    by: 'anil-patel',
    as: 'pdf',
    lines: [
      'Dear Dr. Mensah,',
      'Kidney function has fallen slowly: eGFR 44 mL/min/1.73 m2.',
      'Please repeat the potassium in three months.',
      'Anil Patel, Nephrology',
    ],
  });
}
