/**
 * Flags: what everyone who meets the patient should know first (FHIR R4 §9.4 Flag).
 * @module
 */
import type { CodeableConcept, Flag } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

/** HL7's flag categories in use. */
const categories = {
  safety: 'Safety',
  clinical: 'Clinical',
  drug: 'Drug',
  admin: 'Administrative',
  contact: 'Subject Contact',
  'advance-directive': 'Advance Directive',
} as const;

export interface FlagDetails {
  readonly category: keyof typeof categories;
  readonly status?: Flag['status'];
  readonly start: string;
  readonly end?: string;
  readonly by?: string;
}

export function flag(chart: Chart, code: CodeableConcept, details: FlagDetails): Filed<Flag> {
  return chart.add<Flag>({
    resourceType: 'Flag',
    status: details.status ?? 'active',
    category: [hl7Concept('flag-category', details.category, categories[details.category])],
    code,
    subject: chart.patient,
    period: { start: details.start, ...(details.end !== undefined && { end: details.end }) },
    author: details.by === undefined ? chart.organisation.self : chart.organisation.practitioner(details.by),
  });
}
