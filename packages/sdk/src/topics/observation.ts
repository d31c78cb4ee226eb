/**
 * One observation as a line: its value in any of FHIR's forms, its ranges, its flag and its status (FHIR R4 §10.1).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Quantity, Range, Ratio } from '../format/quantity.ts';
import type { NamedLine, Party } from './line.ts';

export type ResultValue =
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'ratio'; readonly ratio: Ratio }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'coded'; readonly concept: Concept }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly text: string }
  /** `hh:mm:ss` */
  | { readonly kind: 'time'; readonly time: string }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'period'; readonly start?: string | undefined; readonly end?: string | undefined }
  | {
      readonly kind: 'sampled';
      readonly origin: Quantity | undefined;
      /** Milliseconds between samples. */
      readonly period: string | undefined;
      readonly dimensions: number;
      readonly count: number;
    }
  /** No value, and why: a data-absent-reason code where one was sent, and the sender's words. */
  | { readonly kind: 'absent'; readonly reason: string; readonly text: string }
  /** No value and no reason. The value may be in components or members. */
  | { readonly kind: 'none' };

/**
 * How a result stands out. `noted` are findings such as positive, detected or resistant, which are not good or bad by
 * themselves; `stated` are their opposites and other neutral interpretations; `unknown` is a code outside HL7's set,
 * to be shown in its own words; `none` means nobody flagged it and no range could be applied.
 */
export type FlagLevel =
  | 'critical-high'
  | 'critical-low'
  | 'critical'
  | 'high'
  | 'low'
  | 'abnormal'
  | 'noted'
  | 'unknown'
  | 'stated'
  | 'normal'
  | 'none';

export interface Flag {
  readonly level: FlagLevel;
  /** Who says so: the sender, or this library from the reference range. Absent when `level` is `none`. */
  readonly by?: 'sender' | 'range' | undefined;
  /** The sender's interpretation that decided, for its words. */
  readonly interpretation?: Concept | undefined;
}

export interface ReferenceRange extends Range {
  /** The range in words; the only content of some ranges. */
  readonly text?: string | undefined;
  /** Normal, recommended, therapeutic … Absent means normal. */
  readonly type?: Concept | undefined;
  readonly appliesTo: readonly Concept[];
  readonly age?: Range | undefined;
}

/** A measured part of an observation, such as the systolic pressure. */
export interface ObservationPart {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly value: ResultValue;
  readonly ranges: readonly ReferenceRange[];
  readonly interpretations: readonly Concept[];
  readonly flag: Flag;
}

export type ObservationStatus =
  'registered' | 'preliminary' | 'final' | 'amended' | 'corrected' | 'cancelled' | 'entered-in-error' | 'unknown';

export interface ObservationLine extends NamedLine {
  readonly status: ObservationStatus;
  readonly statusCode?: string | undefined;
  readonly categories: readonly Concept[];
  readonly value: ResultValue;
  readonly ranges: readonly ReferenceRange[];
  readonly interpretations: readonly Concept[];
  /** Its own flag, or where it has none the most severe of its parts. */
  readonly flag: Flag;
  readonly parts: readonly ObservationPart[];
  /** References of the members of a panel. */
  readonly members: readonly string[];
  /** When it was so of the patient: `effective[x]`, the start of a period. */
  readonly date?: string | undefined;
  /** The end, where `effective[x]` is a period that has one. */
  readonly endDate?: string | undefined;
  /** When this version was made available. */
  readonly issued?: string | undefined;
  readonly bodySite?: Concept | undefined;
  readonly method?: Concept | undefined;
  readonly device?: Party | undefined;
  readonly specimen?: Party | undefined;
  readonly performers: readonly Party[];
}
