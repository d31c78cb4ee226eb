/**
 * Vital signs: the latest of each kind, with what went before (FHIR R4 §10.1.8.4 vital signs).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Origin } from './topic.ts';
import type { Flag, ObservationLine, ObservationStatus, ReferenceRange, ResultValue } from './observation.ts';

export type VitalKind =
  | 'blood-pressure'
  | 'pulse'
  | 'respiratory-rate'
  | 'oxygen-saturation'
  | 'temperature'
  | 'weight'
  | 'height'
  | 'bmi'
  | 'head-circumference'
  | 'pain'
  | 'other';

export interface VitalValue {
  readonly role: 'value' | 'systolic' | 'diastolic' | 'mean' | 'part';
  /** What a `part` is called. */
  readonly name?: Concept | undefined;
  readonly value: ResultValue;
  readonly ranges: readonly ReferenceRange[];
  readonly flag: Flag;
}

/** One taking of a vital sign. A blood pressure recorded as two observations is one measurement of two lines. */
export interface Measurement {
  readonly key: string;
  readonly lines: readonly ObservationLine[];
  readonly origin: Origin;
  readonly date?: string | undefined;
  readonly status: ObservationStatus;
  /** In reading order: systolic before diastolic. */
  readonly values: readonly VitalValue[];
  /** The most severe of `values`. */
  readonly flag: Flag;
}

export interface VitalSign {
  readonly key: string;
  readonly kind: VitalKind;
  /** The name as sent; leads for kind `other`, and the strings' own word leads for the rest. */
  readonly name: Concept | undefined;
  readonly latest: Measurement;
  /** Newest first. */
  readonly earlier: readonly Measurement[];
  /** How the latest compares with the one before, where unit and kind of value are the same. */
  readonly trend?: 'up' | 'down' | 'same' | undefined;
}

export interface VitalsView {
  /** In the order of VitalKind; kinds that are `other` last, by name. */
  readonly signs: readonly VitalSign[];
  /** Cancelled, or registered and not yet measured. */
  readonly notMeasured: readonly ObservationLine[];
  readonly enteredInError: readonly ObservationLine[];
}
