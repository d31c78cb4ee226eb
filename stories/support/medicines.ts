/**
 * The medicines of the woman of record.ts at two places, as a medication list meets them: refills left and none, a dose
 * that goes down, a pause, a medicine of her own, one that two places disagree about, and one that she is allergic to.
 */
import type {
  AllergyIntolerance,
  CodeableConcept,
  FhirResource,
  MedicationDispense,
  MedicationRequest,
  MedicationStatement,
} from 'fhir/r4.js';
import { allergy, datesBefore, PATIENT, person } from './record.ts';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const ATC = 'http://www.whocc.no/atc';
const subject = { reference: `Patient/${PATIENT}` };

/** What the hospital has. */
export function hospitalMedicines(now: Date = new Date()): FhirResource[] {
  const { day, moment } = datesBefore(now);
  return [
    person(),
    penicillinAllergy(),
    allergy('latex', 'Natural rubber latex', { verification: 'unconfirmed', byPatient: true }),
    order('losartan-uh', LOSARTAN, '1 tablet each morning', {
      status: 'stopped',
      statusReason: { text: 'High potassium' },
      authoredOn: day(3),
      reasonCode: [{ text: 'high blood pressure' }],
    }),
    order('prednisolone', coded('8640', 'Prednisolone 5 mg tablet', RXNORM), '', {
      authoredOn: day(36),
      reasonCode: [{ text: 'polymyalgia rheumatica' }],
      dosageInstruction: [
        step(1, '15 mg each morning with food', day(36), day(15)),
        step(2, '12.5 mg each morning with food', day(14), day(-7)),
        step(3, '10 mg each morning with food', day(-8), day(-35)),
        step(4, '9 mg each morning with food', day(-36)),
      ],
    }),
    order('allopurinol', coded('519', 'Allopurinol 100 mg tablet', RXNORM), '1 tablet daily', {
      status: 'on-hold',
      statusReason: { text: 'kidney clinic visit to come' },
      authoredOn: day(17),
      reasonCode: [{ text: 'gout' }],
    }),
    order('amoxicillin', AMOXICILLIN, '1 capsule three times a day for 5 days', {
      authoredOn: day(1),
      reasonCode: [{ text: 'chest infection' }],
    }),
    order('ibuprofen', coded('5640', 'Ibuprofen 400 mg tablet', RXNORM), '1 tablet three times a day', {
      status: 'stopped',
      statusReason: { text: 'Kidney disease' },
      authoredOn: day(400),
    }),
    order(
      'nitrofurantoin',
      coded('7454', 'Nitrofurantoin 100 mg capsule', RXNORM),
      '1 capsule twice a day for 5 days',
      {
        status: 'completed',
        authoredOn: day(124),
      },
    ),
    order('mistake', coded('6809', 'Metoprolol 50 mg tablet', RXNORM), '1 tablet daily', {
      status: 'entered-in-error',
      authoredOn: day(20),
    }),
    ownMedicine(
      'paracetamol',
      'Paracetamol 500 mg tablet',
      '2 tablets when needed, up to 4 times in 24 hours',
      day(188),
    ),
    supply('mistaken-supply', 'prednisolone', coded('8640', 'Prednisolone 5 mg tablet', RXNORM), moment(30, '11:00')),
  ];
}

/** What the clinic has. */
export function clinicMedicines(now: Date = new Date()): FhirResource[] {
  const { day, moment } = datesBefore(now);
  return [
    person(),
    order('losartan-cc', LOSARTAN, '1 tablet each morning', {
      authoredOn: day(188),
      requester: { display: 'Dr R. Mensah' },
      reasonCode: [{ text: 'high blood pressure' }],
    }),
    order('alendronic', coded('46041', 'Alendronic acid 70 mg tablet', RXNORM), '1 tablet once a week, on Sunday', {
      authoredOn: day(200),
      requester: { display: 'Dr R. Mensah' },
      reasonCode: [{ text: 'brittle bones' }],
      dosageInstruction: [
        {
          text: '1 tablet once a week, on Sunday',
          patientInstruction: 'With a full glass of water, upright for 30 minutes',
        },
      ],
      dispenseRequest: supplyOf(0, 4, 28),
    }),
    supply(
      'alendronic-1',
      'alendronic',
      coded('46041', 'Alendronic acid 70 mg tablet', RXNORM),
      moment(28, '10:00'),
      4,
    ),
    order('metformin', METFORMIN, '1 tablet twice a day with meals', {
      authoredOn: day(100),
      requester: { display: 'Dr R. Mensah' },
      reasonCode: [{ text: 'type 2 diabetes' }],
      dispenseRequest: supplyOf(6, 56, 28),
    }),
    ...[95, 67, 39, 12].map((days, index) =>
      supply(`metformin-${index}`, 'metformin', METFORMIN, moment(days, '16:20'), 56),
    ),
    order('amlodipine', coded('17767', 'Amlodipine 5 mg tablet', RXNORM), '1 tablet each morning', {
      authoredOn: day(60),
      requester: { display: 'Dr R. Mensah' },
      reasonCode: [{ text: 'high blood pressure' }],
      dispenseRequest: supplyOf(6, 28, 28),
    }),
    supply('amlodipine-1', 'amlodipine', coded('17767', 'Amlodipine 5 mg tablet', RXNORM), moment(20, '09:40'), 28),
    order('atorvastatin', coded('83367', 'Atorvastatin 20 mg tablet', RXNORM), '1 tablet at night', {
      authoredOn: day(70),
      requester: { display: 'Dr R. Mensah' },
      reasonCode: [{ text: 'cholesterol' }],
    }),
  ];
}

/** As many medicines as a long life brings, a third of them in use. */
export function manyMedicines(count: number, now: Date = new Date()): FhirResource[] {
  const { day } = datesBefore(now);
  return [
    person(),
    ...Array.from({ length: count }, (_, index) =>
      order(
        `m${index}`,
        coded(String(900000 + index), `Medicine ${index + 1} ${(index % 9) + 1}0 mg tablet`, RXNORM),
        '1 tablet daily',
        {
          status: index % 3 === 0 ? 'active' : 'completed',
          authoredOn: day(index + 1),
        },
      ),
    ),
  ];
}

const LOSARTAN = coded('52175', 'Losartan 50 mg tablet', RXNORM);
const METFORMIN: CodeableConcept = {
  text: 'Metformin 500 mg modified-release tablet',
  coding: [
    { system: RXNORM, code: '860975', display: 'Metformin 500 mg modified-release tablet' },
    { system: ATC, code: 'A10BA02', display: 'metformin' },
  ],
};
const AMOXICILLIN: CodeableConcept = {
  text: 'Amoxicillin 500 mg capsule',
  coding: [
    { system: RXNORM, code: '308191', display: 'Amoxicillin 500 mg capsule' },
    { system: 'http://snomed.info/sct', code: '27658006', display: 'Amoxicillin' },
  ],
};

/** Recorded with the code of a medicine that is on the list. */
export function penicillinAllergy(): AllergyIntolerance {
  return {
    ...allergy('amoxicillin-allergy', 'Amoxicillin', {
      criticality: 'high',
      reaction: ['Anaphylaxis', 'severe', '39579001'],
      verification: 'confirmed',
    }),
    code: coded('27658006', 'Amoxicillin', 'http://snomed.info/sct'),
  };
}

/** A prescription. */
export function order(
  id: string,
  medicine: CodeableConcept,
  how: string,
  facts: Partial<MedicationRequest> = {},
): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    subject,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: medicine,
    requester: { display: 'Dr A. Patel' },
    ...(how && { dosageInstruction: [{ text: how }] }),
    ...facts,
  };
}

/** A supply handed over against a prescription. */
export function supply(
  id: string,
  prescription: string,
  medicine: CodeableConcept,
  handedOver: string,
  amount = 28,
): MedicationDispense {
  return {
    resourceType: 'MedicationDispense',
    id,
    subject,
    status: 'completed',
    medicationCodeableConcept: medicine,
    authorizingPrescription: [{ reference: `MedicationRequest/${prescription}` }],
    performer: [{ actor: { type: 'Organization', display: 'River Pharmacy' } }],
    quantity: { value: amount, unit: 'tablets' },
    daysSupply: { value: 28, unit: 'days', code: 'd', system: 'http://unitsofmeasure.org' },
    whenHandedOver: handedOver,
  };
}

/** What she bought herself, and told. */
function ownMedicine(id: string, name: string, how: string, date: string): MedicationStatement {
  return {
    resourceType: 'MedicationStatement',
    id,
    subject,
    status: 'active',
    category: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/medication-statement-category', code: 'patientspecified' },
      ],
    },
    medicationCodeableConcept: coded('161', name, RXNORM),
    informationSource: subject,
    dateAsserted: date,
    reasonCode: [{ text: 'knee pain' }],
    dosage: [{ text: how, asNeededBoolean: true }],
  };
}

function step(sequence: number, text: string, start: string, end?: string): object {
  return { sequence, text, timing: { repeat: { boundsPeriod: { start, ...(end && { end }) } } } };
}

function supplyOf(repeats: number, amount: number, days: number): MedicationRequest['dispenseRequest'] {
  return {
    numberOfRepeatsAllowed: repeats,
    quantity: { value: amount, unit: 'tablets' },
    expectedSupplyDuration: { value: days, unit: 'days', code: 'd', system: 'http://unitsofmeasure.org' },
  };
}

export function coded(code: string, text: string, system: string): CodeableConcept {
  return { coding: [{ system, code, display: text }], text };
}
