/**
 * A record of our own making for stories and tests: nobody's, and clinically coherent. Dates count back from the day of
 * viewing, so that "today" stays today.
 */
import type {
  AllergyIntolerance,
  CodeableConcept,
  Condition,
  Encounter,
  FhirResource,
  Immunization,
  MedicationRequest,
  Observation,
  Patient,
} from 'fhir/r4.js';

/** The patient's id at every source of these stories. */
export const PATIENT = 'margaret';

const subject = { reference: `Patient/${PATIENT}` };

/** Dates as FHIR writes them, counted back from a moment. */
export function datesBefore(now: Date): {
  day: (days: number) => string;
  moment: (days: number, time: string) => string;
} {
  const day = (days: number): string => {
    const date = new Date(now);
    date.setDate(date.getDate() - days);
    const two = (part: number): string => String(part).padStart(2, '0');
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  };
  return { day, moment: (days, time) => new Date(`${day(days)}T${time}:00`).toISOString() };
}

/** Everything that a summary shows, for a woman of 67 with diabetes, kidney disease and a dangerous potassium today. */
export function margaret(now: Date = new Date()): FhirResource[] {
  const { day, moment } = datesBefore(now);
  const year = (back: number): string => String(now.getFullYear() - back);
  return [
    person(),
    allergy('penicillin', 'Penicillin', {
      criticality: 'high',
      onset: year(15),
      reaction: ['Anaphylaxis', 'severe', '39579001'],
      verification: 'confirmed',
    }),
    allergy('co-trimoxazole', 'Co-trimoxazole', {
      onset: year(7),
      reaction: ['Rash', 'moderate'],
      verification: 'confirmed',
    }),
    allergy('latex', 'Natural rubber latex', {
      onset: year(22),
      reaction: ['Hives', undefined],
      verification: 'unconfirmed',
      byPatient: true,
    }),
    allergy('ramipril', 'Ramipril', {
      onset: year(12),
      reaction: ['Dry cough', 'mild'],
      type: 'intolerance',
      verification: 'confirmed',
    }),
    problem('ckd', 'Chronic kidney disease, stage G3b A2', '700379002', { onset: year(7) }),
    problem('diabetes', 'Type 2 diabetes mellitus', '44054006', { onset: year(17) }),
    problem('hypertension', 'Essential hypertension', '59621000', { onset: year(20) }),
    problem('pmr', 'Polymyalgia rheumatica', '65323003', { onset: day(60).slice(0, 7) }),
    problem('knee', 'Osteoarthritis of right knee', '323291000119108', { onset: year(9) }),
    problem('pneumonia', 'Pneumonia', '233604007', { onset: year(5), status: 'resolved', abatement: year(5) }),
    medicine('losartan', 'losartan 50 mg tablet', '1 tablet each morning', {
      status: 'on-hold',
      reason: 'High potassium, pending renal review',
    }),
    medicine('prednisolone', 'prednisolone 5 mg tablet', '12.5 mg each morning, then 10 mg'),
    medicine('metformin', 'metformin MR 500 mg tablet', '1 tablet twice daily with meals'),
    medicine('dapagliflozin', 'dapagliflozin 10 mg tablet', '1 tablet each morning'),
    medicine('amlodipine', 'amlodipine 5 mg tablet', '1 tablet each morning'),
    medicine('atorvastatin', 'atorvastatin 20 mg tablet', '1 tablet at night'),
    medicine('paracetamol', 'paracetamol 500 mg tablet', '2 tablets up to 4 times a day', { asNeeded: true }),
    medicine('ibuprofen', 'ibuprofen 400 mg tablet', '1 tablet three times a day', {
      status: 'stopped',
      reason: 'Kidney disease',
    }),
    vaccine('flu', 'Influenza, inactivated', '88', day(51)),
    vaccine('ppv', 'Pneumococcal polysaccharide (PPV23)', '33', day(740)),
    vaccine('covid-3', 'COVID-19 mRNA', '208', day(400)),
    vaccine('covid-2', 'COVID-19 mRNA', '208', day(1500)),
    vaccine('covid-1', 'COVID-19 mRNA', '208', day(1560)),
    ...series(
      'potassium',
      'Potassium',
      '2823-3',
      'mmol/L',
      [3.5, 5.3],
      [
        [1400, 4.8],
        [900, 5.1],
        [420, 5.2],
        [120, 5.6],
      ],
      moment,
    ),
    result('potassium-today', 'Potassium', '2823-3', 6.4, 'mmol/L', [3.5, 5.3], moment(0, '07:55'), 'HH'),
    ...series(
      'egfr',
      'eGFR',
      '98979-8',
      'mL/min',
      [60, undefined],
      [
        [1400, 50],
        [900, 46],
        [420, 44],
        [120, 39],
      ],
      moment,
      'L',
    ),
    result('egfr-today', 'eGFR', '98979-8', 38, 'mL/min', [60, undefined], moment(0, '07:55'), 'L'),
    ...series(
      'hba1c',
      'HbA1c',
      '59261-8',
      'mmol/mol',
      [20, 41],
      [
        [1100, 68],
        [730, 60],
        [365, 56],
        [180, 58],
      ],
      moment,
      'H',
    ),
    result('hba1c-latest', 'HbA1c', '59261-8', 62, 'mmol/mol', [20, 41], moment(3, '08:10'), 'H'),
    result('acr', 'Urine albumin/creatinine', '9318-7', 24.6, 'mg/mmol', [undefined, 3], moment(3, '08:10'), 'H'),
    result('crp', 'C-reactive protein', '1988-5', 0.5, 'mg/L', [undefined, 5], moment(0, '07:55'), 'N', '<'),
    result('sodium', 'Sodium', '2951-2', 139, 'mmol/L', [133, 146], moment(0, '07:55'), 'N'),
    bloodPressure('158', '92', moment(0, '08:10')),
    vital('pulse', 'Heart rate', '8867-4', 88, '/min', moment(0, '08:10')),
    vital('oxygen', 'Oxygen saturation', '59408-5', 97, '%', moment(0, '08:10')),
    vital('temperature', 'Body temperature', '8310-5', 36.8, 'Cel', moment(0, '08:10')),
    vital('weight', 'Body weight', '29463-7', 78.4, 'kg', moment(430, '10:00')),
    vital('bmi', 'Body mass index', '39156-5', 29.5, 'kg/m2', moment(430, '10:00')),
    visit('renal', 'Renal clinic', 'planned', moment(-8, '09:30'), 'Kidney disease'),
    visit('emergency', 'Emergency department', 'finished', moment(45, '19:20'), 'Fall at home'),
    visit('diabetes', 'Diabetes review', 'finished', moment(180, '11:00'), 'Diabetes'),
  ];
}

/** The patient alone: nothing else is recorded. */
export function person(changes: Partial<Patient> = {}): Patient {
  return {
    resourceType: 'Patient',
    id: PATIENT,
    active: true,
    name: [
      { use: 'official', family: 'Adeyemi', given: ['Margaret'], prefix: ['Mrs'] },
      { use: 'nickname', text: 'Maggie' },
    ],
    gender: 'female',
    birthDate: '1959-03-14',
    identifier: [
      {
        use: 'usual',
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }],
          text: 'Hospital no.',
        },
        value: 'UH 4471 9023',
      },
    ],
    communication: [{ language: { text: 'English' }, preferred: true }, { language: { text: 'Yoruba' } }],
    generalPractitioner: [{ display: 'Dr R. Mensah, City Clinic' }],
    ...changes,
  };
}

/** A recorded "no known allergies" (SNOMED CT 716186003). */
export function noKnownAllergies(date: string): AllergyIntolerance {
  return {
    ...allergy('none', 'No known allergy', { verification: 'confirmed' }),
    code: coded('http://snomed.info/sct', '716186003', 'No known allergy'),
    recordedDate: date,
    recorder: { display: 'Dr R. Mensah' },
  };
}

interface AllergyFacts {
  readonly criticality?: 'high';
  readonly onset?: string;
  readonly reaction?: readonly [
    manifestation: string,
    severity: 'mild' | 'moderate' | 'severe' | undefined,
    code?: string,
  ];
  readonly type?: 'allergy' | 'intolerance';
  readonly verification: 'confirmed' | 'unconfirmed';
  readonly byPatient?: boolean;
}

export function allergy(id: string, substance: string, facts: AllergyFacts): AllergyIntolerance {
  const [manifestation, severity, code] = facts.reaction ?? [];
  return {
    resourceType: 'AllergyIntolerance',
    id,
    patient: subject,
    clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'active'),
    verificationStatus: coded(
      'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
      facts.verification,
    ),
    type: facts.type ?? 'allergy',
    ...(facts.criticality && { criticality: facts.criticality }),
    code: { text: substance },
    ...(facts.onset && { onsetDateTime: facts.onset }),
    ...(facts.byPatient && { asserter: subject }),
    ...(manifestation && {
      reaction: [
        {
          manifestation: [code ? coded('http://snomed.info/sct', code, manifestation) : { text: manifestation }],
          ...(severity && { severity }),
        },
      ],
    }),
  };
}

function problem(
  id: string,
  text: string,
  code: string,
  facts: { onset: string; status?: string; abatement?: string },
): Condition {
  return {
    resourceType: 'Condition',
    id,
    subject,
    clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', facts.status ?? 'active'),
    verificationStatus: coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'confirmed'),
    category: [coded('http://terminology.hl7.org/CodeSystem/condition-category', 'problem-list-item')],
    code: coded('http://snomed.info/sct', code, text),
    onsetDateTime: facts.onset,
    ...(facts.abatement && { abatementDateTime: facts.abatement }),
    recorder: { display: 'Dr R. Mensah' },
  };
}

function medicine(
  id: string,
  name: string,
  how: string,
  facts: { status?: MedicationRequest['status']; reason?: string; asNeeded?: boolean } = {},
): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    subject,
    intent: 'order',
    status: facts.status ?? 'active',
    ...(facts.reason && { statusReason: { text: facts.reason } }),
    medicationCodeableConcept: { text: name },
    requester: { display: 'Dr A. Patel' },
    dosageInstruction: [{ text: how, ...(facts.asNeeded && { asNeededBoolean: true }) }],
  };
}

function vaccine(id: string, name: string, cvx: string, date: string): Immunization {
  return {
    resourceType: 'Immunization',
    id,
    patient: subject,
    status: 'completed',
    vaccineCode: coded('http://hl7.org/fhir/sid/cvx', cvx, name),
    occurrenceDateTime: date,
    primarySource: true,
    location: { display: 'City Clinic' },
  };
}

type Limits = readonly [low: number | undefined, high: number | undefined];
type Moment = ReturnType<typeof datesBefore>['moment'];

function series(
  id: string,
  name: string,
  loinc: string,
  unit: string,
  limits: Limits,
  values: readonly (readonly [daysAgo: number, value: number])[],
  moment: Moment,
  flag = 'N',
): Observation[] {
  return values.map(([daysAgo, value], index) =>
    result(`${id}-${index}`, name, loinc, value, unit, limits, moment(daysAgo, '08:00'), flag),
  );
}

function result(
  id: string,
  name: string,
  loinc: string,
  value: number,
  unit: string,
  [low, high]: Limits,
  date: string,
  flag: string,
  comparator?: '<',
): Observation {
  const quantity = (amount: number): { value: number; unit: string } => ({ value: amount, unit });
  return {
    ...observation(id, name, loinc, 'laboratory', date),
    valueQuantity: { ...quantity(value), ...(comparator && { comparator }) },
    interpretation: [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', flag)],
    referenceRange: [
      { ...(low !== undefined && { low: quantity(low) }), ...(high !== undefined && { high: quantity(high) }) },
    ],
  };
}

function vital(id: string, name: string, loinc: string, value: number, unit: string, date: string): Observation {
  return {
    ...observation(id, name, loinc, 'vital-signs', date),
    valueQuantity: { value, code: unit, system: 'http://unitsofmeasure.org' },
  };
}

function bloodPressure(systolic: string, diastolic: string, date: string): Observation {
  const part = (loinc: string, value: string): NonNullable<Observation['component']>[number] => ({
    code: coded('http://loinc.org', loinc),
    valueQuantity: { value: Number(value), unit: 'mmHg', code: 'mm[Hg]', system: 'http://unitsofmeasure.org' },
  });
  return {
    ...observation('bp', 'Blood pressure', '85354-9', 'vital-signs', date),
    component: [part('8480-6', systolic), part('8462-4', diastolic)],
    interpretation: [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', 'H')],
  };
}

function observation(id: string, name: string, loinc: string, category: string, date: string): Observation {
  return {
    resourceType: 'Observation',
    id,
    subject,
    status: 'final',
    category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', category)],
    code: coded('http://loinc.org', loinc, name),
    effectiveDateTime: date,
  };
}

function visit(id: string, type: string, status: Encounter['status'], start: string, reason: string): Encounter {
  return {
    resourceType: 'Encounter',
    id,
    subject,
    status,
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [{ text: type }],
    period: { start, ...(status === 'finished' && { end: start }) },
    reasonCode: [{ text: reason }],
    serviceProvider: { display: 'University Hospital' },
  };
}

function coded(system: string, code: string, display?: string): CodeableConcept {
  return { coding: [{ system, code, ...(display && { display }) }], ...(display && { text: display }) };
}
