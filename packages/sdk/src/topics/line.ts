/**
 * What lines of several topics have in common: people, notes, and statements that there is nothing.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Line } from './topic.ts';

/** Somebody, or something, that recorded, said, ordered or did it. At least one member is present. */
export interface Party {
  /** As the sender displays it, else from the resource referred to. */
  readonly name?: string | undefined;
  readonly reference?: string | undefined;
  /** Tells "reported by the patient" from the rest. Absent when the reference does not say. */
  readonly kind?: 'patient' | 'relative' | 'practitioner' | 'organization' | 'device' | undefined;
}

/** A comment (FHIR R4 §2.24.0.20 Annotation). Untrusted text; may hold line breaks. */
export interface Note {
  readonly text: string;
  readonly time?: string | undefined;
  readonly author?: Party | undefined;
}

/** A line that says what it is about. */
export interface NamedLine extends Line {
  /** Absent when the source did not say; draw the strings' own word for that, never an empty label. */
  readonly name: Concept | undefined;
  /** Why the name is absent, as a data-absent-reason code such as `masked` or `unknown`. */
  readonly nameAbsent?: string | undefined;
  readonly notes: readonly Note[];
}

/** A recorded "there is none", or a recorded "nothing is known about it". Not a list entry. */
export interface NoneStatement extends NamedLine {
  readonly kind: 'known-none' | 'no-information';
  /** `all` speaks for the whole list; anything else for a part of it, such as drug allergies only. */
  readonly about: 'all' | 'drug' | 'food' | 'environment' | 'latex' | 'other';
  /** When it was recorded or last asserted. */
  readonly date?: string | undefined;
  readonly assertedBy?: Party | undefined;
  readonly recordedBy?: Party | undefined;
}

/** The statements of a list, and whether they and the list gainsay each other. */
export interface NoneStatements {
  readonly noneStatements: readonly NoneStatement[];
  /** A "known none" stands beside a current entry that it denies. Tell both; hide neither. */
  readonly contradicted: boolean;
}
