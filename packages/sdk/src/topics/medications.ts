/**
 * Medicines asked for and medicines reported (FHIR R4 §11.1 MedicationRequest, §11.4 MedicationStatement).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Dosage } from '../format/dosage.ts';
import type { Period } from '../format/when.ts';
import type { Quantity, Ratio } from '../format/quantity.ts';
import type { When } from '../format/when.ts';
import type { NamedLine, NoneStatements, Party } from './line.ts';

export type MedicationStatus =
  | 'active'
  | 'on-hold'
  | 'stopped'
  | 'completed'
  | 'cancelled'
  | 'draft'
  | 'intended'
  | 'not-taken'
  | 'entered-in-error'
  | 'unknown';

export interface Ingredient {
  readonly name: Concept;
  readonly strength?: Ratio | undefined;
  readonly active?: boolean | undefined;
}

export interface MedicationLine extends NamedLine {
  readonly source: 'request' | 'statement';
  readonly status: MedicationStatus;
  readonly statusCode?: string | undefined;
  readonly statusReasons: readonly Concept[];
  /** For requests. */
  readonly intent?:
    | 'proposal'
    | 'plan'
    | 'order'
    | 'original-order'
    | 'reflex-order'
    | 'filler-order'
    | 'instance-order'
    | 'option'
    | 'unknown'
    | undefined;
  /** An order not to give it. Never listed among medicines. */
  readonly doNotPerform: boolean;
  /** True when it is a report by someone else than the prescriber; a Party when the source says who. */
  readonly reported: boolean | Party;
  readonly form?: Concept | undefined;
  readonly ingredients: readonly Ingredient[];
  readonly categories: readonly Concept[];
  /** In the order in which they apply. */
  readonly dosages: readonly Dosage[];
  readonly reasons: readonly Concept[];
  /** When it was prescribed, or the report made. */
  readonly date?: string | undefined;
  /** When it was or is taken, for statements. */
  readonly effective?: When | undefined;
  readonly requester?: Party | undefined;
  readonly dispense?:
    | {
        readonly quantity?: Quantity | undefined;
        /** Refills allowed after the first supply. */
        readonly repeats?: string | undefined;
        readonly supplyDuration?: Quantity | undefined;
        readonly validity?: Period | undefined;
        readonly performer?: Party | undefined;
      }
    | undefined;
}

export interface MedicationsView extends NoneStatements {
  /** Active, on hold, or of unknown status. */
  readonly current: readonly MedicationLine[];
  /** Drafts, proposals, options and intended ones: not in force. */
  readonly proposed: readonly MedicationLine[];
  /** Stopped, completed, cancelled and not taken. */
  readonly past: readonly MedicationLine[];
  /** Orders in force not to give it. */
  readonly doNotGive: readonly MedicationLine[];
  readonly enteredInError: readonly MedicationLine[];
}
