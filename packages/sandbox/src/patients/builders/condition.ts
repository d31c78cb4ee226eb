/**
 * Problems and diagnoses (US Core Condition profiles).
 * @module
 */
import type { Annotation, CodeableConcept, Condition, Reference } from 'fhir/r4.js';
import { concept, hl7Concept, snomed } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

const US_CORE_CATEGORY = 'http://hl7.org/fhir/us/core/CodeSystem/condition-category';

const categories = {
  problem: { ...hl7Concept('condition-category', 'problem-list-item', 'Problem List Item') },
  diagnosis: { ...hl7Concept('condition-category', 'encounter-diagnosis', 'Encounter Diagnosis') },
  concern: concept(US_CORE_CATEGORY, 'health-concern', 'Health Concern'),
} as const;

const severities = {
  mild: snomed('255604002', 'Mild (qualifier value)', 'Mild'),
  moderate: snomed('6736007', 'Moderate (severity modifier) (qualifier value)', 'Moderate'),
  severe: snomed('24484000', 'Severe (severity modifier) (qualifier value)', 'Severe'),
} as const;

export interface ConditionDetails {
  readonly category?: keyof typeof categories;
  /** Left out for entered-in-error, as invariant con-5 asks. */
  readonly clinical?: 'active' | 'recurrence' | 'relapse' | 'inactive' | 'remission' | 'resolved';
  readonly verification?: 'confirmed' | 'provisional' | 'differential' | 'unconfirmed' | 'refuted' | 'entered-in-error';
  readonly severity?: keyof typeof severities;
  /** FHIR dateTime, full or partial; or words. */
  readonly onset?: string | { readonly text: string } | { readonly ageYears: number };
  readonly abatement?: string;
  readonly recorded?: string;
  readonly by?: string;
  readonly encounter?: Reference;
  readonly note?: string;
}

export function condition(chart: Chart, code: CodeableConcept, details: ConditionDetails = {}): Filed<Condition> {
  const { category = 'problem', verification = 'confirmed' } = details;
  const clinical = verification === 'entered-in-error' ? undefined : (details.clinical ?? 'active');
  return chart.add<Condition>({
    resourceType: 'Condition',
    ...(clinical && { clinicalStatus: hl7Concept('condition-clinical', clinical) }),
    verificationStatus: hl7Concept('condition-ver-status', verification),
    category: [categories[category]],
    ...(details.severity && { severity: severities[details.severity] }),
    code,
    subject: chart.patient,
    ...(details.encounter && { encounter: details.encounter }),
    ...(details.onset !== undefined && onset(details.onset)),
    ...(details.abatement !== undefined && { abatementDateTime: details.abatement }),
    ...(details.recorded !== undefined && { recordedDate: details.recorded }),
    ...(details.by !== undefined && { recorder: chart.organisation.practitioner(details.by) }),
    ...(details.note !== undefined && { note: [{ text: details.note } satisfies Annotation] }),
  });
}

function onset(value: NonNullable<ConditionDetails['onset']>): Partial<Condition> {
  if (typeof value === 'string') return { onsetDateTime: value };
  if ('text' in value) return { onsetString: value.text };
  return { onsetAge: { value: value.ageYears, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a' } };
}
