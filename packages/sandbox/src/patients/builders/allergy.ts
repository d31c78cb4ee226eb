/**
 * Allergies and intolerances (US Core AllergyIntolerance).
 * @module
 */
import type { AllergyIntolerance, AllergyIntoleranceReaction, CodeableConcept } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

export interface AllergyDetails {
  readonly type?: 'allergy' | 'intolerance';
  readonly category?: 'food' | 'medication' | 'environment' | 'biologic';
  readonly criticality?: 'low' | 'high' | 'unable-to-assess';
  /** Left out for entered-in-error, as invariant ait-2 asks. */
  readonly clinical?: 'active' | 'inactive' | 'resolved';
  readonly verification?: 'confirmed' | 'unconfirmed' | 'refuted' | 'entered-in-error';
  readonly onset?: string;
  readonly recorded?: string;
  readonly lastOccurrence?: string;
  /** Key of the recording clinician. */
  readonly by?: string;
  /** Told by the patient rather than seen by a clinician. */
  readonly reportedByPatient?: boolean;
  readonly reactions?: readonly AllergyIntoleranceReaction[];
  readonly note?: string;
}

export function allergy(chart: Chart, code: CodeableConcept, details: AllergyDetails = {}): Filed<AllergyIntolerance> {
  const { verification = 'confirmed' } = details;
  const clinical = verification === 'entered-in-error' ? undefined : (details.clinical ?? 'active');
  const recorder = details.by === undefined ? undefined : chart.organisation.practitioner(details.by);
  const asserter = details.reportedByPatient ? chart.patient : recorder;
  return chart.add<AllergyIntolerance>({
    resourceType: 'AllergyIntolerance',
    ...(clinical && { clinicalStatus: hl7Concept('allergyintolerance-clinical', clinical) }),
    verificationStatus: hl7Concept('allergyintolerance-verification', verification),
    ...(details.type && { type: details.type }),
    ...(details.category && { category: [details.category] }),
    ...(details.criticality && { criticality: details.criticality }),
    code,
    patient: chart.patient,
    ...(details.onset !== undefined && { onsetDateTime: details.onset }),
    ...(details.recorded !== undefined && { recordedDate: details.recorded }),
    ...(recorder && { recorder }),
    ...(asserter && { asserter }),
    ...(details.lastOccurrence !== undefined && { lastOccurrence: details.lastOccurrence }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(details.reactions && { reaction: [...details.reactions] }),
  });
}

/** One reaction: what was seen, how bad, and when. */
export function reaction(
  manifestation: readonly CodeableConcept[],
  severity?: 'mild' | 'moderate' | 'severe',
  onset?: string,
  description?: string,
): AllergyIntoleranceReaction {
  return {
    manifestation: [...manifestation],
    ...(description !== undefined && { description }),
    ...(onset !== undefined && { onset }),
    ...(severity && { severity }),
  };
}
