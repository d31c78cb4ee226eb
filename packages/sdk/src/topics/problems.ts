/**
 * Problems, health concerns and diagnoses (FHIR R4 §9.2 Condition).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { When } from '../format/when.ts';
import type { NamedLine, NoneStatements, Party } from './line.ts';

export type ProblemKind = 'problem' | 'health-concern' | 'encounter-diagnosis' | 'other';

export interface ProblemLine extends NamedLine {
  readonly kind: ProblemKind;
  readonly categories: readonly Concept[];
  readonly status:
    'active' | 'recurrence' | 'relapse' | 'inactive' | 'remission' | 'resolved' | 'entered-in-error' | 'unknown';
  readonly statusCode?: string | undefined;
  readonly verification:
    'confirmed' | 'provisional' | 'differential' | 'unconfirmed' | 'refuted' | 'entered-in-error' | 'unknown';
  readonly verificationCode?: string | undefined;
  readonly severity?: Concept | undefined;
  readonly stages: readonly Concept[];
  readonly bodySites: readonly Concept[];
  readonly onset?: When | undefined;
  readonly abatement?: When | undefined;
  readonly recordedDate?: string | undefined;
  readonly recordedBy?: Party | undefined;
  readonly assertedBy?: Party | undefined;
}

/** The same coded problem at the same body site, however often it was recorded. */
export interface ProblemGroup {
  readonly key: string;
  /** The entry that speaks for the group: the newest of the most current ones. Always `entries[0]`. */
  readonly lead: ProblemLine;
  /** Every entry, the lead first, then newest first. */
  readonly entries: readonly ProblemLine[];
  /** The earliest onset any entry gives. */
  readonly onset?: When | undefined;
  /** The strongest of the entries: a problem list item outranks an encounter diagnosis. */
  readonly kind: ProblemKind;
  /** Sources give it different clinical statuses. Show each with its own. */
  readonly sourcesDisagree: boolean;
}

export interface ProblemsView extends NoneStatements {
  /** At least one entry is active, recurring, relapsed, or of unknown status. */
  readonly current: readonly ProblemGroup[];
  readonly past: readonly ProblemGroup[];
  /** Ruled out. */
  readonly refuted: readonly ProblemLine[];
  readonly enteredInError: readonly ProblemLine[];
}
