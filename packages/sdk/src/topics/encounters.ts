/**
 * Encounters: visits, stays, calls (FHIR R4 §8.11 Encounter).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Period } from '../format/when.ts';
import type { Quantity } from '../format/quantity.ts';
import type { NamedLine, Party } from './line.ts';

export interface EncounterParticipant extends Party {
  readonly roles: readonly Concept[];
}

/** `name` is the encounter's type, else its service type; absent when it has neither: `class` then speaks. */
export interface EncounterLine extends NamedLine {
  readonly status:
    | 'planned'
    | 'arrived'
    | 'triaged'
    | 'in-progress'
    | 'onleave'
    | 'finished'
    | 'cancelled'
    | 'entered-in-error'
    | 'unknown';
  readonly statusCode?: string | undefined;
  /** Such as ambulatory, emergency, inpatient, virtual (HL7 v3 ActEncounterCode). */
  readonly class?: Concept | undefined;
  readonly types: readonly Concept[];
  readonly serviceType?: Concept | undefined;
  readonly period?: Period | undefined;
  readonly length?: Quantity | undefined;
  readonly reasons: readonly Concept[];
  readonly diagnoses: readonly Concept[];
  readonly locations: readonly Party[];
  readonly participants: readonly EncounterParticipant[];
  readonly serviceProvider?: Party | undefined;
  readonly dischargeDisposition?: Concept | undefined;
}

export interface EncountersView {
  /** Arrived, triaged, in progress, or on leave. */
  readonly ongoing: readonly EncounterLine[];
  /** Planned; soonest first. */
  readonly planned: readonly EncounterLine[];
  /** Finished, or of unknown status; newest first. */
  readonly past: readonly EncounterLine[];
  readonly cancelled: readonly EncounterLine[];
  readonly enteredInError: readonly EncounterLine[];
}
