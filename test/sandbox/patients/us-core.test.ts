import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseExact, type ExactObject } from '../../../packages/sandbox/src/fhir/json.ts';
import { structuralIssues } from '../../../packages/sandbox/src/fhir/structure.ts';
import { serialize } from '../../../packages/sandbox/src/patients/decimal.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { generated, moments, organisations } from './walk.ts';

/** Elements that base R4 or US Core 8.0.0 require, by type; `a|b` means one of them. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Patient: ['identifier', 'name', 'gender'],
  Practitioner: ['identifier', 'name'],
  PractitionerRole: ['practitioner', 'organization', 'specialty', 'telecom'],
  Organization: ['active', 'name'],
  Location: ['name', 'type', 'status'],
  Encounter: ['identifier', 'status', 'class', 'type', 'subject'],
  Condition: ['category', 'code', 'subject', 'verificationStatus'],
  AllergyIntolerance: ['code', 'patient', 'verificationStatus'],
  Medication: ['code'],
  MedicationRequest: [
    'status',
    'intent',
    'medicationCodeableConcept|medicationReference',
    'subject',
    'authoredOn',
    'requester',
    'dosageInstruction',
  ],
  MedicationStatement: ['status', 'medicationCodeableConcept|medicationReference', 'subject'],
  MedicationDispense: ['status', 'medicationCodeableConcept|medicationReference', 'subject', 'whenHandedOver'],
  Immunization: [
    'status',
    'vaccineCode',
    'patient',
    'occurrenceDateTime|occurrenceString|_occurrenceDateTime',
    'primarySource',
  ],
  Observation: ['status', 'category', 'code', 'subject', 'effectiveDateTime'],
  DiagnosticReport: ['status', 'category', 'code', 'subject', 'effectiveDateTime', 'issued'],
  Procedure: ['status', 'code', 'subject'],
  CareTeam: ['subject', 'participant'],
  CarePlan: ['text', 'status', 'intent', 'category', 'subject'],
  Goal: ['lifecycleStatus', 'description', 'subject'],
  Coverage: ['status', 'relationship', 'beneficiary', 'payor', 'identifier'],
  DocumentReference: ['status', 'type', 'category', 'subject', 'content'],
  ServiceRequest: ['status', 'intent', 'category', 'code', 'subject', 'authoredOn', 'requester'],
  Specimen: ['type', 'subject', 'collection'],
  Provenance: ['target', 'recorded', 'agent'],
  RelatedPerson: ['active', 'patient', 'relationship', 'name'],
  Task: ['status', 'intent', 'code', 'for', 'authoredOn', 'requester', 'owner', 'description'],
  Communication: ['status', 'subject', 'sender', 'recipient', 'sent', 'payload', 'topic'],
  Flag: ['status', 'code', 'subject', 'period'],
  FamilyMemberHistory: ['status', 'patient', 'relationship', 'date'],
  Device: ['type', 'patient', 'status', 'deviceName'],
  DeviceUseStatement: ['status', 'subject', 'device', 'source'],
  Consent: ['status', 'scope', 'category', 'patient', 'dateTime', 'policyRule'],
  AuditEvent: ['type', 'recorded', 'agent', 'source', 'entity', 'outcome'],
  ImagingStudy: [
    'status',
    'subject',
    'identifier',
    'started',
    'series',
    'endpoint',
    'numberOfSeries',
    'numberOfInstances',
  ],
  Endpoint: ['status', 'connectionType', 'payloadType', 'address'],
  Claim: ['status', 'type', 'use', 'patient', 'created', 'provider', 'priority', 'insurance', 'item', 'total'],
  ExplanationOfBenefit: [
    'status',
    'type',
    'use',
    'patient',
    'created',
    'insurer',
    'provider',
    'outcome',
    'insurance',
    'item',
    'total',
  ],
  Invoice: ['status', 'subject', 'recipient', 'date', 'lineItem', 'totalNet'],
  Questionnaire: ['url', 'version', 'name', 'title', 'status', 'item'],
  QuestionnaireResponse: ['questionnaire', 'status', 'subject', 'authored', 'author'],
  Measure: ['url', 'version', 'name', 'title', 'status', 'scoring', 'group'],
  MeasureReport: ['status', 'type', 'measure', 'date', 'period', 'group'],
  HealthcareService: ['active', 'providedBy', 'name', 'type', 'location'],
  Schedule: ['active', 'actor', 'serviceType', 'planningHorizon'],
  Slot: ['schedule', 'status', 'start', 'end', 'serviceType'],
  Appointment: ['status', 'participant', 'created', 'serviceType'],
};

for (const organisation of organisations) {
  describe(`resources of ${organisation}`, () => {
    const resources = generated(organisation, moments[0] as Date);

    it('have what base R4 and US Core require', () => {
      for (const one of resources) {
        const required = REQUIRED[one.resourceType];
        assert.ok(required, `${one.resourceType} is a type with known requirements`);
        for (const alternatives of required) {
          const present = alternatives
            .split('|')
            .filter((name) => filled((one as unknown as Record<string, unknown>)[name]));
          assert.equal(present.length, 1, `${one.resourceType}/${one.id} ${alternatives}`);
        }
      }
    });

    it('pass the structural checks that the server makes of what others write', () => {
      for (const one of generatePatients({ seed: 7, today: moments[0] as Date, organisation })) {
        const exact = parseExact(serialize(one));
        assert.deepEqual(structuralIssues(exact as ExactObject), [], `${one.resourceType}/${one.id}`);
      }
    });

    it('hold no empty element', () => {
      const visit = (value: unknown, path: string): void => {
        assert.ok(filled(value), path);
        if (typeof value === 'object')
          for (const [name, inner] of Object.entries(value as object)) visit(inner, `${path}.${name}`);
      };
      for (const one of resources) visit(one, `${one.resourceType}/${one.id}`);
    });

    it('say who is meant in a way US Core allows for a birth date, a name and a contact', () => {
      for (const one of resources) {
        if (one.resourceType !== 'Patient') continue;
        assert.ok(one.birthDate && one.name?.some(({ text }) => text));
        for (const { system, value } of one.identifier ?? []) assert.ok(system && value);
        for (const { system, value } of one.telecom ?? []) assert.ok(system && value);
      }
    });
  });
}

function filled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
