/**
 * What an observation found: every kind of value a laboratory sends, and the judgement that goes with it.
 * @module
 */
import type { CodeableConcept, Observation, ObservationReferenceRange, Period, Quantity } from 'fhir/r4.js';
import { absent, hl7Concept } from '../codes/systems.ts';
import type { LabRange, LabTest } from '../codes/labs.ts';
import { quantity, type Unit } from '../codes/units.ts';
import { decimal } from '../decimal.ts';

/**
 * A result as a story writes it: a number in words (`6.4`, `<0.5`), or
 * text, a coded answer, yes or no, a count, a clock time, a date, a stretch of time, a range, a titre, or the reason why
 * there is no value. `withheld` is a text of which only the reason for its absence is sent.
 */
export type ResultValue =
  | string
  | { readonly text: string }
  | { readonly coded: CodeableConcept }
  | { readonly range: readonly [low: string, high: string] }
  | { readonly titre: number }
  | { readonly yes: boolean }
  | { readonly count: number }
  | { readonly clock: string }
  | { readonly date: string }
  | { readonly period: Period }
  | { readonly withheld: 'masked' | 'unknown' }
  | { readonly absent: 'not-performed' | 'error' | 'unknown' | 'temp-unknown' | 'not-applicable' };

/** Codes of HL7 v3 ObservationInterpretation in use. */
const interpretations = {
  N: 'Normal',
  H: 'High',
  L: 'Low',
  HH: 'Critical high',
  LL: 'Critical low',
  A: 'Abnormal',
  AA: 'Critical abnormal',
  POS: 'Positive',
  NEG: 'Negative',
  R: 'Resistant',
  S: 'Susceptible',
} as const;

export type InterpretationCode = keyof typeof interpretations;

export function interpretation(code: InterpretationCode): CodeableConcept {
  return hl7Concept('v3-ObservationInterpretation', code, interpretations[code]);
}

/** The value element of an Observation, or its dataAbsentReason. A missing `unit` gives a bare number. */
export function valueElement(value: ResultValue, unit: Unit | undefined): Partial<Observation> {
  if (typeof value === 'string') return { valueQuantity: compared(value, unit) };
  if ('text' in value) return { valueString: value.text };
  if ('coded' in value) return { valueCodeableConcept: value.coded };
  if ('range' in value)
    return { valueRange: { low: compared(value.range[0], unit), high: compared(value.range[1], unit) } };
  if ('titre' in value) return { valueRatio: { numerator: { value: 1 }, denominator: { value: value.titre } } };
  if ('yes' in value) return { valueBoolean: value.yes };
  if ('count' in value) return { valueInteger: value.count };
  if ('clock' in value) return { valueTime: value.clock };
  if ('date' in value) return { valueDateTime: value.date };
  if ('period' in value) return { valuePeriod: value.period };
  if ('withheld' in value) return { _valueString: absent(value.withheld) };
  return { dataAbsentReason: hl7Concept('data-absent-reason', value.absent) };
}

/** A reference range as FHIR: either end alone, both, or words only. */
export function referenceRange(range: LabRange, unit: Unit | undefined): ObservationReferenceRange {
  return {
    ...(range.low !== undefined && { low: bare(range.low, unit) }),
    ...(range.high !== undefined && { high: bare(range.high, unit) }),
    ...(range.text !== undefined && { text: range.text }),
  };
}

/** What a laboratory's rules say of a plain number; undefined where they cannot say (words, `<` across a limit). */
export function judge(
  value: ResultValue,
  { range, critical }: Pick<LabTest, 'range' | 'critical'>,
): InterpretationCode | undefined {
  if (typeof value !== 'string' || range === undefined || (range.low === undefined && range.high === undefined))
    return undefined;
  const { comparator, digits } = parts(value);
  const number = Number(digits);
  const below = (limit: string | undefined): boolean => limit !== undefined && number < Number(limit);
  const above = (limit: string | undefined): boolean => limit !== undefined && number > Number(limit);
  if (comparator === '<' || comparator === '<=') return range.low === undefined && !above(range.high) ? 'N' : undefined;
  if (comparator !== undefined) return range.high === undefined && !below(range.low) ? 'N' : undefined;
  if (below(critical?.low)) return 'LL';
  if (above(critical?.high)) return 'HH';
  if (below(range.low)) return 'L';
  return above(range.high) ? 'H' : 'N';
}

function compared(value: string, unit: Unit | undefined): Quantity {
  const { comparator, digits } = parts(value);
  const amount = bare(digits, unit);
  return comparator === undefined ? amount : { ...amount, comparator };
}

function bare(digits: string, unit: Unit | undefined): Quantity {
  return unit === undefined ? { value: decimal(digits) } : quantity(digits, unit);
}

function parts(value: string): { comparator: Quantity['comparator']; digits: string } {
  const digits = value.replace(/^[<>]=?/, '');
  return { comparator: (value.slice(0, value.length - digits.length) || undefined) as Quantity['comparator'], digits };
}
