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
import { patient, type Demographics } from '../builders/patient.ts';
import { procedure } from '../builders/procedure.ts';
import { smokingStatus } from '../builders/social.ts';
import * as allergens from '../codes/allergens.ts';
import * as problems from '../codes/problems.ts';
import * as procedures from '../codes/procedures.ts';
import { loinc } from '../codes/systems.ts';
import { mmolPerMol, quantity } from '../codes/units.ts';
import * as vaccines from '../codes/vaccines.ts';
import { writeDiabetesKidneyAtClinic } from './diabetes-kidney.city-clinic.ts';
import { writeMedicines } from './diabetes-kidney.medicines.ts';
import { writeKidneyHistory, writeOtherResults, writeSugarHistory, writeVitals } from './diabetes-kidney.results.ts';
import type { Story } from './story.ts';
import { aroundDiabetesKidney } from './around/diabetes-kidney.ts';

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
  aroundDiabetesKidney(chart);
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
