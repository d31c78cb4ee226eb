import type { Dress } from '../dress.ts';

/**
 * Epic, R4. Sources: the sandbox's CapabilityStatement of May 2026 (no batch; which types can be searched, created and
 * updated; `Provenance:target`; no Slot and Schedule in R4; `cors` true; no introspection and revocation endpoint, no
 * `permission-online`), the error codes and load rules of https://open.epic.com and https://fhir.epic.com (41xx and
 * 591xx, paging sessions that expire), and notes of integrators on what searches of Observation, CarePlan and
 * EpisodeOfCare need and on the query of a posted search since February 2026. No rate limit header and no 429 is
 * documented. How long a paging session lives is not published; twenty minutes is ours.
 */
export const epic: Dress = {
  name: 'epic',
  title: 'Epic',
  bundles: 'none',
  lacks: ['Slot', 'Schedule', 'AuditEvent'],
  unsearchable: ['Provenance'],
  writes: {
    create: [
      'AllergyIntolerance',
      'BodyStructure',
      'Communication',
      'ConceptMap',
      'Condition',
      'DocumentReference',
      'Observation',
      'Patient',
      'Procedure',
      'QuestionnaireResponse',
      'ServiceRequest',
    ],
    update: [
      'BodyStructure',
      'DiagnosticReport',
      'DocumentReference',
      'Observation',
      'Procedure',
      'ServiceRequest',
      'Task',
    ],
  },
  operations: ['Patient/$summary'],
  requires: [
    { type: 'Observation', anyOf: [['patient', 'category'], ['patient', 'code'], ['_id']] },
    { type: 'Condition', anyOf: [['patient'], ['_id']] },
    { type: 'AllergyIntolerance', anyOf: [['patient'], ['_id']] },
    { type: 'MedicationRequest', anyOf: [['patient'], ['_id']] },
    { type: 'CarePlan', anyOf: [['patient', 'category'], ['_id']] },
    { type: 'EpisodeOfCare', anyOf: [['patient', 'type'], ['_id']] },
    { type: 'PractitionerRole', anyOf: [['practitioner'], ['_id']] },
  ],
  refusedValues: [{ type: 'Observation', name: 'category', values: ['procedure', 'therapy', 'activity'] }],
  postedSearchIgnoresQuery: true,
  tooMany: { type: 'Patient', most: 100 },
  paging: { usual: 1000, most: 1000, token: 'sessionID', relations: ['self', 'next'], minutes: 20 },
  includes: { reverse: ['Provenance:target'] },
  codes: {
    system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369',
    of: {
      'missing-parameter': {
        severity: 'fatal',
        type: 'required',
        code: '4111',
        display: 'Required search parameter missing from request.',
      },
      'invalid-value': {
        severity: 'fatal',
        type: 'value',
        code: '59111',
        display: 'Required search parameter has an invalid value.',
      },
      'unknown-parameter': {
        severity: 'information',
        type: 'invalid',
        code: '59100',
        display: 'Content invalid against the specification or a profile.',
      },
      'expired-page': {
        severity: 'fatal',
        type: 'expired',
        code: '4113',
        display: 'Session ID for cached search results has expired.',
      },
      'too-many': { severity: 'fatal', type: 'too-costly', code: '4127', display: 'Additional data may exist.' },
      'nothing-found': {
        severity: 'warning',
        type: 'processing',
        code: '4101',
        display: 'Resource request returns no results.',
      },
      'maybe-incomplete': {
        severity: 'warning',
        type: 'incomplete',
        code: '4119',
        display: 'Additional data may be present for patient. This response may not contain the entire record.',
      },
      'not-found': {
        severity: 'fatal',
        type: 'not-found',
        code: '4102',
        display: 'The read resource request contained an invalid ID.',
      },
    },
  },
  smart: {
    without: ['introspection_endpoint', 'revocation_endpoint', 'associated_endpoints'],
    incapable: ['permission-online'],
  },
};
