/**
 * Who looked at the record, when and why (FHIR R4 §6.4 AuditEvent).
 * @module
 */
import type { AuditEvent, Reference } from 'fhir/r4.js';
import { hl7Coding, hl7Concept } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

const interactions = { read: 'R', 'search-type': 'E', update: 'U', create: 'C' } as const;

/** v3 purposes of use. */
const purposes = {
  TREAT: 'treatment',
  PATRQT: 'patient requested',
  HPAYMT: 'healthcare payment',
  ETREAT: 'Emergency Treatment',
} as const;

export interface AccessDetails {
  readonly at: string;
  readonly by: Reference;
  readonly interaction: keyof typeof interactions;
  readonly purpose: keyof typeof purposes;
  /** What was opened, beside the patient. */
  readonly what?: readonly Reference[];
  readonly from?: string;
  /** FHIR outcome: 0 success, 4 minor, 8 serious failure. */
  readonly outcome?: '0' | '4' | '8';
  readonly outcomeText?: string;
}

export function accessed(chart: Chart, details: AccessDetails): Filed<AuditEvent> {
  const { self } = chart.organisation;
  return chart.add<AuditEvent>({
    resourceType: 'AuditEvent',
    type: hl7Coding('audit-event-type', 'rest', 'Restful Operation'),
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: details.interaction }],
    action: interactions[details.interaction],
    recorded: details.at,
    outcome: details.outcome ?? '0',
    ...(details.outcomeText !== undefined && { outcomeDesc: details.outcomeText }),
    purposeOfEvent: [hl7Concept('v3-ActReason', details.purpose, purposes[details.purpose])],
    agent: [
      {
        type: hl7Concept('extra-security-role-type', 'humanuser', 'human user'),
        who: details.by,
        requestor: true,
        ...(details.from !== undefined && { network: { address: details.from, type: '2' } }),
      },
    ],
    source: { observer: self, type: [hl7Coding('security-source-type', '4', 'Application Server')] },
    entity: [
      {
        what: chart.patient,
        type: hl7Coding('audit-entity-type', '1', 'Person'),
        role: hl7Coding('object-role', '1', 'Patient'),
      },
      ...(details.what ?? []).map((what) => ({
        what,
        type: hl7Coding('audit-entity-type', '2', 'System Object'),
        role: hl7Coding('object-role', '4', 'Domain Resource'),
      })),
    ],
  });
}
