/**
 * Orders and referrals (US Core ServiceRequest).
 * @module
 */
import type { CodeableConcept, Period, Reference, ServiceRequest } from 'fhir/r4.js';
import { hl7Concept, snomed } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

/** Categories of US Core's value set, by SNOMED CT. */
const categories = {
  laboratory: snomed('108252007', 'Laboratory procedure (procedure)', 'Laboratory'),
  imaging: snomed('363679005', 'Imaging (procedure)', 'Imaging'),
  referral: snomed('306206005', 'Referral to service (procedure)', 'Referral'),
} as const;

export interface OrderDetails {
  readonly category: keyof typeof categories;
  readonly status?: ServiceRequest['status'];
  readonly intent?: ServiceRequest['intent'];
  readonly priority?: ServiceRequest['priority'];
  readonly authored: string;
  /** Key of who asks. */
  readonly by: string;
  /** Who is to do it: a reference to a Practitioner, Organization or HealthcareService. */
  readonly performer?: Reference;
  readonly specialty?: CodeableConcept;
  /** When it should happen. */
  readonly occurrence?: string | Period;
  readonly reason?: CodeableConcept;
  readonly reasonFor?: Reference;
  readonly replaces?: Reference;
  readonly coverage?: Reference;
  readonly encounter?: Reference;
  readonly doNotPerform?: boolean;
  readonly note?: string;
  readonly patientInstruction?: string;
}

export function order(chart: Chart, code: CodeableConcept, details: OrderDetails): Filed<ServiceRequest> {
  const { occurrence } = details;
  return chart.add<ServiceRequest>({
    resourceType: 'ServiceRequest',
    identifier: [
      {
        type: hl7Concept('v2-0203', 'PLAC', 'Placer Identifier'),
        system: `${chart.organisation.recordNumbers}/order`,
        value: chart.random.digits(9),
      },
    ],
    ...(details.replaces && { replaces: [details.replaces] }),
    status: details.status ?? 'completed',
    intent: details.intent ?? 'order',
    category: [categories[details.category]],
    ...(details.priority && { priority: details.priority }),
    ...(details.doNotPerform && { doNotPerform: true }),
    code,
    subject: chart.patient,
    ...(details.encounter && { encounter: details.encounter }),
    ...(typeof occurrence === 'string' && { occurrenceDateTime: occurrence }),
    ...(typeof occurrence === 'object' && { occurrencePeriod: occurrence }),
    authoredOn: details.authored,
    requester: chart.organisation.practitioner(details.by),
    ...(details.specialty && { performerType: details.specialty }),
    ...(details.performer && { performer: [details.performer] }),
    ...(details.reason && { reasonCode: [details.reason] }),
    ...(details.reasonFor && { reasonReference: [details.reasonFor] }),
    ...(details.coverage && { insurance: [details.coverage] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(details.patientInstruction !== undefined && { patientInstruction: details.patientInstruction }),
  });
}
