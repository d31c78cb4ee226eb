/** Little records made by chance out of few words, so that much in them is the same, nearly the same, or contradicts. */
import fc, { type Arbitrary } from 'fast-check';
import type { FhirResource } from 'fhir/r4.js';
import type { ResourceType, Topic } from '../../../../packages/sdk/src/topics/topic.ts';
import type { Holdings } from './arrangements.ts';

/** What three places hold of one topic's types: ids are each place's own. */
export function smallHoldings(topic: Topic<unknown>): Arbitrary<Holdings> {
  const resource = fc.oneof(...topic.searches.map(({ type }) => resourceOf(type)));
  const held = fc.uniqueArray(resource, { maxLength: 5, selector: ({ resourceType, id }) => `${resourceType}/${id}` });
  return fc.record({ a: held, b: held, c: held });
}

const maybe = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const id = fc.nat({ max: 11 }).map((number) => `x-${number}`);
const moment = fc.constantFrom(
  '2025',
  '2025-03',
  '2025-03-01',
  '2025-03-01T10:00:00Z',
  '2025-03-01T12:00:00+02:00',
  '2025-03-04',
  '2025-11-30T23:30:00-05:00',
);
const period = fc.record({ start: moment, end: maybe(moment) });

const system = 'http://snomed.info/sct';
const concept = (...codes: string[]): Arbitrary<object> =>
  fc.oneof(
    fc.subarray(codes, { minLength: 1 }).map((some) => ({
      coding: some.map((code) => ({ system, code, display: `Thing ${code}` })),
    })),
    fc.constantFrom(...codes).map((code) => ({ text: `Thing ${code}` })),
    fc.constantFrom(...codes).map((code) => ({ coding: [{ system: 'urn:local', code }], text: `Thing ${codes[0]}` })),
  );
const status = (...codes: string[]): Arbitrary<object> =>
  fc.constantFrom(...codes).map((code) => ({ coding: [{ code }] }));
const note = fc.constantFrom([{ text: 'One' }], [{ text: 'Other' }]);

function resourceOf(type: ResourceType): Arbitrary<FhirResource> {
  const model = MODELS[type];
  if (!model) throw new Error(`There is no model of ${type} yet.`);
  return fc.record({ resourceType: fc.constant(type), id, ...model }) as Arbitrary<unknown> as Arbitrary<FhirResource>;
}

const medicine = {
  medicationCodeableConcept: concept('1', '2', '3'),
  note: maybe(note),
};
const dosage = fc.constantFrom(
  [{ text: 'Once a day', timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }],
  [{ text: '1 tab QD', timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }],
  [{ text: 'As directed' }],
);
const prescription = fc
  .subarray(['MedicationRequest/x-1', 'MedicationRequest/x-2'], { minLength: 1 })
  .map((references) => references.map((reference) => ({ reference })));
const vitalCode = fc.constantFrom('8480-6', '8462-4', '8867-4', '85354-9').map((code) => ({
  coding: [{ system: 'http://loinc.org', code }],
}));

const MODELS: Partial<Record<ResourceType, Record<string, Arbitrary<unknown>>>> = {
  Patient: {
    active: maybe(fc.boolean()),
    name: maybe(fc.constantFrom([{ family: 'Berg', given: ['Ida'] }], [{ family: 'Dahl', given: ['Ola'] }])),
    birthDate: maybe(fc.constantFrom('1980', '1980-01-02', '1981-01-02')),
    gender: maybe(fc.constantFrom('male', 'female')),
    link: maybe(fc.constant([{ type: 'replaced-by', other: { reference: 'Patient/x-1' } }])),
  },
  AllergyIntolerance: {
    code: maybe(concept('1', '2', '716186003')),
    clinicalStatus: maybe(status('active', 'inactive', 'resolved')),
    verificationStatus: maybe(status('confirmed', 'refuted', 'entered-in-error', 'unconfirmed')),
    criticality: maybe(fc.constantFrom('low', 'high', 'unable-to-assess')),
    category: maybe(fc.subarray(['food', 'medication'], { minLength: 1 })),
    recordedDate: maybe(moment),
    reaction: maybe(
      fc.constantFrom(
        [{ manifestation: [{ text: 'Hives' }], severity: 'mild' }],
        [{ manifestation: [{ text: 'Anaphylaxis' }], severity: 'severe' }],
      ),
    ),
  },
  Condition: {
    code: maybe(concept('1', '2', '3')),
    clinicalStatus: maybe(status('active', 'resolved', 'recurrence')),
    verificationStatus: maybe(status('confirmed', 'refuted', 'entered-in-error', 'provisional')),
    category: maybe(status('problem-list-item', 'encounter-diagnosis').map((one) => [one])),
    bodySite: maybe(concept('9').map((one) => [one])),
    recordedDate: maybe(moment),
    onsetDateTime: maybe(moment),
  },
  MedicationRequest: {
    ...medicine,
    status: fc.constantFrom('active', 'stopped', 'completed', 'draft', 'entered-in-error', 'odd'),
    intent: fc.constantFrom('order', 'proposal', 'plan'),
    doNotPerform: maybe(fc.boolean()),
    authoredOn: maybe(moment),
    dosageInstruction: maybe(dosage),
    priorPrescription: maybe(prescription.map(([first]) => first)),
    dispenseRequest: maybe(fc.constantFrom({ numberOfRepeatsAllowed: 0 }, { numberOfRepeatsAllowed: 3 })),
  },
  MedicationStatement: {
    ...medicine,
    status: fc.constantFrom('active', 'not-taken', 'completed', 'intended'),
    dateAsserted: maybe(moment),
    effectivePeriod: maybe(period),
    dosage: maybe(dosage),
  },
  MedicationDispense: {
    ...medicine,
    status: fc.constantFrom('preparation', 'in-progress', 'completed', 'declined', 'cancelled', 'entered-in-error'),
    whenHandedOver: maybe(moment),
    daysSupply: maybe(fc.constant({ value: 28, unit: 'days', code: 'd' })),
    authorizingPrescription: maybe(prescription),
  },
  MedicationAdministration: {
    ...medicine,
    status: fc.constantFrom('in-progress', 'completed', 'not-done'),
    effectiveDateTime: maybe(moment),
    request: maybe(prescription.map(([first]) => first)),
  },
  Immunization: {
    vaccineCode: concept('1', '2'),
    status: fc.constantFrom('completed', 'not-done', 'entered-in-error'),
    occurrenceDateTime: maybe(moment),
    recorded: maybe(moment),
    lotNumber: maybe(fc.constantFrom('A1', 'B2')),
    isSubpotent: maybe(fc.boolean()),
    primarySource: maybe(fc.boolean()),
  },
  Observation: {
    code: fc.oneof(vitalCode, concept('1', '2')),
    status: fc.constantFrom('final', 'preliminary', 'corrected', 'cancelled', 'registered', 'entered-in-error'),
    effectiveDateTime: maybe(moment),
    issued: maybe(moment),
    valueQuantity: maybe(fc.constantFrom({ value: 5, unit: 'mmol/L' }, { value: 7, unit: 'mmol/L' }, { value: 7 })),
    interpretation: maybe(status('H', 'HH', 'L', 'N').map((one) => [one])),
    hasMember: maybe(fc.constant([{ reference: 'Observation/x-1' }])),
  },
  DiagnosticReport: {
    status: fc.constantFrom('preliminary', 'final', 'amended', 'cancelled', 'entered-in-error', 'odd'),
    code: maybe(concept('1', '2')),
    category: maybe(status('LAB', 'RAD', 'odd').map((one) => [one])),
    effectiveDateTime: maybe(moment),
    issued: maybe(moment),
    identifier: maybe(fc.constantFrom([{ system: 's', value: '1' }], [{ system: 's', value: '2' }])),
    result: maybe(fc.constant([{ reference: 'Observation/x-1' }, { reference: 'Observation/x-2' }])),
  },
  Appointment: {
    status: fc.constantFrom('booked', 'proposed', 'pending', 'cancelled', 'fulfilled', 'entered-in-error', 'odd'),
    serviceType: maybe(concept('1', '2').map((one) => [one])),
    identifier: maybe(fc.constantFrom([{ system: 's', value: '1' }], [{ system: 's', value: '2' }])),
    start: maybe(moment),
    end: maybe(moment),
    requestedPeriod: maybe(period.map((one) => [one])),
    minutesDuration: maybe(fc.constantFrom(20, 30)),
  },
  ImagingStudy: {
    status: fc.constantFrom('registered', 'available', 'cancelled', 'entered-in-error'),
    procedureCode: maybe(concept('1', '2').map((one) => [one])),
    started: maybe(moment),
    identifier: maybe(
      fc.constantFrom('1.2', '1.3').map((uid) => [{ system: 'urn:dicom:uid', value: `urn:oid:${uid}` }]),
    ),
  },
  Flag: {
    status: fc.constantFrom('active', 'inactive', 'entered-in-error'),
    code: maybe(concept('1', '2')),
    category: maybe(status('safety', 'contact').map((one) => [one])),
    period: maybe(period),
  },
  Procedure: {
    status: fc.constantFrom('completed', 'not-done', 'in-progress', 'entered-in-error', 'odd'),
    code: maybe(concept('1', '2')),
    performedDateTime: maybe(moment),
    bodySite: maybe(concept('8', '9').map((one) => [one])),
    outcome: maybe(status('good', 'bad')),
  },
  Goal: {
    lifecycleStatus: fc.constantFrom('active', 'completed', 'proposed', 'entered-in-error'),
    description: maybe(concept('1', '2')),
    startDate: maybe(moment),
  },
  CarePlan: {
    status: fc.constantFrom('active', 'revoked', 'draft', 'entered-in-error'),
    intent: fc.constantFrom('plan', 'proposal'),
    title: maybe(fc.constantFrom('One', 'Other')),
    period: maybe(period),
  },
  CareTeam: {
    status: maybe(fc.constantFrom('active', 'inactive', 'entered-in-error')),
    name: maybe(fc.constantFrom('One', 'Other')),
    period: maybe(period),
  },
  Device: {
    patient: fc.constant({ reference: 'Patient/p' }),
    status: maybe(fc.constantFrom('active', 'inactive', 'entered-in-error')),
    type: maybe(concept('1', '2')),
    serialNumber: maybe(fc.constantFrom('S1', 'S2')),
    udiCarrier: maybe(fc.constant([{ carrierHRF: '(01)1' }])),
  },
  DeviceUseStatement: {
    status: fc.constantFrom('active', 'completed', 'entered-in-error'),
    device: fc.constantFrom({ reference: 'Device/x-1' }, { reference: 'Device/x-2' }, { display: 'Thing 1' }),
    recordedOn: maybe(moment),
  },
  ClinicalImpression: {
    status: fc.constantFrom('in-progress', 'completed', 'entered-in-error'),
    code: maybe(concept('1', '2')),
    date: maybe(moment),
  },
  Consent: {
    status: fc.constantFrom('active', 'inactive', 'draft', 'entered-in-error'),
    scope: status('adr', 'research'),
    category: maybe(concept('1', '2').map((one) => [one])),
    dateTime: maybe(moment),
  },
  DocumentReference: {
    status: fc.constantFrom('current', 'superseded', 'entered-in-error'),
    type: maybe(fc.oneof(concept('1', '2'), status('81338-6'))),
    date: maybe(moment),
  },
  Composition: {
    status: fc.constantFrom('final', 'preliminary', 'entered-in-error'),
    date: maybe(moment),
    section: maybe(fc.constant([{ code: { coding: [{ code: '81338-6' }] }, text: { div: '<div>Story</div>' } }])),
  },
  Encounter: {
    status: fc.constantFrom('planned', 'in-progress', 'finished', 'cancelled', 'entered-in-error'),
    class: fc.constantFrom({ code: 'AMB' }, { code: 'EMER' }),
    type: maybe(concept('1', '2').map((one) => [one])),
    period: maybe(period),
  },
};
