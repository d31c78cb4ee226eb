/**
 * Allergies and intolerances (FHIR R4 §9.1 AllergyIntolerance).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { When } from '../format/when.ts';
import type { NamedLine, NoneStatements, Note, Party } from './line.ts';

export interface AllergyReaction {
  readonly manifestations: readonly Concept[];
  readonly severity: 'mild' | 'moderate' | 'severe' | 'not-recorded' | 'unknown';
  readonly substance?: Concept | undefined;
  readonly description?: string | undefined;
  readonly onset?: string | undefined;
  readonly exposureRoute?: Concept | undefined;
  readonly notes: readonly Note[];
}

export interface AllergyLine extends NamedLine {
  /** `unknown` when absent or not a code of the standard; `statusCode` has what was sent. */
  readonly status: 'active' | 'inactive' | 'resolved' | 'entered-in-error' | 'unknown';
  readonly statusCode?: string | undefined;
  readonly verification: 'confirmed' | 'presumed' | 'unconfirmed' | 'refuted' | 'entered-in-error' | 'unknown';
  readonly verificationCode?: string | undefined;
  readonly type: 'allergy' | 'intolerance' | 'not-recorded' | 'unknown';
  readonly categories: readonly ('food' | 'medication' | 'environment' | 'biologic' | 'unknown')[];
  readonly criticality: 'low' | 'high' | 'unable-to-assess' | 'not-recorded' | 'unknown';
  /** The worst that is recorded of any reaction. */
  readonly severity: 'severe' | 'moderate' | 'mild' | 'not-recorded';
  /** A reaction was anaphylaxis. */
  readonly anaphylaxis: boolean;
  /** Anaphylaxis or high criticality, and neither past nor refuted: leads, and may not be folded away. */
  readonly alarming: boolean;
  readonly reactions: readonly AllergyReaction[];
  readonly onset?: When | undefined;
  readonly lastOccurrence?: string | undefined;
  readonly recordedDate?: string | undefined;
  readonly recordedBy?: Party | undefined;
  readonly assertedBy?: Party | undefined;
}

export interface AllergiesView extends NoneStatements {
  /** Active, or of unknown status; alarming ones first, then by severity, then newest. */
  readonly current: readonly AllergyLine[];
  /** Inactive and resolved. */
  readonly past: readonly AllergyLine[];
  /** Ruled out. */
  readonly refuted: readonly AllergyLine[];
  readonly enteredInError: readonly AllergyLine[];
}
