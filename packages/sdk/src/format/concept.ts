/**
 * Coded text: what a CodeableConcept or Coding says in words, with the codes kept (FHIR R4 §2.24.0.5, §2.24.0.6).
 * @module
 */

/** One code of a concept, as sent. */
export interface Code {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
  readonly display?: string | undefined;
}

/** A coded idea. `text` is never empty: the text as sent, else a display, else the bare code. */
export interface Concept {
  readonly text: string;
  readonly codings: readonly Code[];
  /** Words in other languages, by BCP 47 tag, where the sender gave the `translation` extension. */
  readonly translations?: Readonly<Record<string, string>> | undefined;
}
