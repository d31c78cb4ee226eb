/**
 * Immunizations (FHIR R4 §11.5 Immunization).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Quantity } from '../format/quantity.ts';
import type { When } from '../format/when.ts';
import type { NamedLine, NoneStatements, Party } from './line.ts';

export interface ProtocolDose {
  readonly series?: string | undefined;
  /** A number or words, as sent. */
  readonly doseNumber?: string | undefined;
  readonly seriesDoses?: string | undefined;
  readonly targetDiseases: readonly Concept[];
}

export interface ImmunizationLine extends NamedLine {
  readonly status: 'completed' | 'not-done' | 'entered-in-error' | 'unknown';
  readonly statusCode?: string | undefined;
  readonly statusReason?: Concept | undefined;
  readonly occurrence?: When | undefined;
  readonly recordedDate?: string | undefined;
  /** False when it is known only from a report, for instance by the patient; absent when not said. */
  readonly primarySource?: boolean | undefined;
  readonly reportOrigin?: Concept | undefined;
  readonly manufacturer?: Party | undefined;
  readonly lotNumber?: string | undefined;
  readonly expirationDate?: string | undefined;
  readonly site?: Concept | undefined;
  readonly route?: Concept | undefined;
  readonly dose?: Quantity | undefined;
  /** A dose that may not protect, with reasons. */
  readonly subpotent: boolean;
  readonly subpotentReasons: readonly Concept[];
  readonly performers: readonly Party[];
  readonly location?: Party | undefined;
  readonly protocol: readonly ProtocolDose[];
}

export interface ImmunizationsView extends NoneStatements {
  /** Given, or of unknown status; newest first. */
  readonly given: readonly ImmunizationLine[];
  /** Offered or due, and not given. */
  readonly notDone: readonly ImmunizationLine[];
  readonly enteredInError: readonly ImmunizationLine[];
}
