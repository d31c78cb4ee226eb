/**
 * Procedures (US Core Procedure).
 * @module
 */
import type { CodeableConcept, Period, Procedure, Reference } from 'fhir/r4.js';
import type { Chart, Filed } from './chart.ts';

export interface ProcedureDetails {
  readonly status?: Procedure['status'];
  readonly statusReason?: CodeableConcept;
  /** FHIR dateTime, full or partial, or a period. */
  readonly performed?: string | Period;
  readonly by?: string;
  readonly reason?: CodeableConcept;
  readonly encounter?: Reference;
  readonly note?: string;
}

export function procedure(chart: Chart, code: CodeableConcept, details: ProcedureDetails): Filed<Procedure> {
  const { performed } = details;
  return chart.add<Procedure>({
    resourceType: 'Procedure',
    status: details.status ?? 'completed',
    ...(details.statusReason && { statusReason: details.statusReason }),
    code,
    subject: chart.patient,
    ...(details.encounter && { encounter: details.encounter }),
    ...(typeof performed === 'string' && { performedDateTime: performed }),
    ...(typeof performed === 'object' && { performedPeriod: performed }),
    ...(details.by !== undefined && { performer: [{ actor: chart.organisation.practitioner(details.by) }] }),
    ...(details.reason && { reasonCode: [details.reason] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
  });
}
