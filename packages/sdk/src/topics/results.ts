/**
 * Laboratory results: every one, and the newest of each test with what went before (FHIR R4 §10.1 Observation).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { ObservationLine } from './observation.ts';

export type ResultLine = ObservationLine;

/** A result as a number that may be drawn beside others of its series. */
export interface TrendPoint {
  readonly key: string;
  readonly date: string;
  /** The number as sent. */
  readonly value: string;
}

/** One test, over time. */
export interface TestSeries {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly latest: ResultLine;
  /** Newest first. */
  readonly earlier: readonly ResultLine[];
  /** Oldest first: those with the same unit as the latest, exact numbers only. Empty when the latest is not one. */
  readonly points: readonly TrendPoint[];
}

export interface ResultsView {
  /** The newest of each test: critical first, then abnormal, then by date, newest first. */
  readonly tests: readonly TestSeries[];
  /** Every result but those entered in error, newest first. Panels that only hold members are here and not in `tests`. */
  readonly lines: readonly ResultLine[];
  readonly enteredInError: readonly ResultLine[];
}
