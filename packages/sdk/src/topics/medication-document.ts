/**
 * Each thing that a record says of a medicine, in one shape whatever it is: asked for, handed out, reported, given (FHIR R4
 * §11.1 MedicationRequest, §11.3 MedicationDispense, §11.4 MedicationStatement, §11.2 MedicationAdministration).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Dosage } from '../format/dosage.ts';
import type { Quantity } from '../format/quantity.ts';
import type { Period, When } from '../format/when.ts';
import type { NamedLine, Party } from './line.ts';
import type { Ingredient, MedicationLine } from './medications.ts';

export type MedicationDocumentKind = 'request' | 'dispense' | 'statement' | 'administration';

/** The codes of the four resources' status together; `unknown` when absent or none of them. */
export type MedicationDocumentStatus =
  | 'active'
  | 'on-hold'
  | 'cancelled'
  | 'completed'
  | 'entered-in-error'
  | 'stopped'
  | 'draft'
  | 'intended'
  | 'not-taken'
  | 'preparation'
  | 'in-progress'
  | 'declined'
  | 'not-done'
  | 'unknown';

/** One resource of a medicine's history. What the sender left out is absent. */
export interface MedicationDocument extends NamedLine {
  readonly kind: MedicationDocumentKind;
  readonly status: MedicationDocumentStatus;
  /** As sent. */
  readonly statusCode?: string | undefined;
  readonly statusReasons: readonly Concept[];
  /** For requests: only some are orders. */
  readonly intent?: MedicationLine['intent'];
  /** An order not to give it. */
  readonly doNotPerform: boolean;
  readonly form?: Concept | undefined;
  readonly ingredients: readonly Ingredient[];
  readonly categories: readonly Concept[];
  /** In the order in which they apply. */
  readonly dosages: readonly Dosage[];
  readonly reasons: readonly Concept[];
  /** When it was written, handed over, reported or given: the date it is sorted by. */
  readonly date?: string | undefined;
  /** When it was or is taken, for statements and administrations. */
  readonly effective?: When | undefined;
  /** Who prescribed, handed over, reported or gave it. */
  readonly by?: Party | undefined;
  /** True when it is a report by someone else than the prescriber; a Party when the source says who. */
  readonly reported: boolean | Party;
  /** Where it is or was to be handed out. */
  readonly pharmacy?: Party | undefined;
  readonly quantity?: Quantity | undefined;
  readonly daysSupply?: Quantity | undefined;
  /** Refills allowed after the first supply, for requests. */
  readonly repeats?: string | undefined;
  /** Refills that the sender says were used, where it says so. */
  readonly repeatsUsed?: string | undefined;
  readonly validity?: Period | undefined;
  /** For dispenses: made ready, and handed over. */
  readonly preparedOn?: string | undefined;
  readonly handedOver?: string | undefined;
  readonly substitution?: MedicationSubstitution | undefined;
}

/** Whether another product may be, or was, given in its place. */
export interface MedicationSubstitution {
  /** As the request allows it. */
  readonly allowed?: boolean | Concept | undefined;
  /** As the dispense says that it was done. */
  readonly done?: boolean | undefined;
  readonly type?: Concept | undefined;
  readonly reasons: readonly Concept[];
}
