/**
 * The value of an observation in any of FHIR's forms, or why there is none (FHIR R4 §10.1.8.3 Observation.value[x]).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { oncePerObject } from '../format/once.ts';
import { quantityOf, rangeOf, ratioOf, sameUnit, type Quantity, type Range, type Ratio } from '../format/quantity.ts';
import { absentReason, date, text, truth } from '../format/read.ts';
import { periodOf } from '../format/when.ts';

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
  | Absent
  /** No value and no reason. The value may be in components or members. */
  | { readonly kind: 'none' };

/** No value, and why: a data-absent-reason code where one was sent, and the sender's words. */
export interface Absent {
  readonly kind: 'absent';
  readonly reason: string;
  readonly text: string;
}

/**
 * The exact number a value is, with its unit, where it may be compared with others: not where a comparator makes it a
 * bound, nor text, ratio or range.
 */
export function exactNumber(value: ResultValue): Quantity | undefined {
  if (value.kind === 'integer') return { value: value.text };
  return value.kind === 'quantity' && value.quantity.comparator === undefined ? value.quantity : undefined;
}

/** The numbers that a value may stand for: itself, or all beyond a bound (`<0.5` is anything below it). */
export interface Interval {
  readonly least: number;
  readonly most: number;
  /** The end that does not belong to it. */
  readonly open?: 'least' | 'most' | undefined;
}

/** Undefined for what is no single number: text, a ratio, a range, or a number with a comparator that FHIR does not have. */
export function intervalOf(value: ResultValue): Interval | undefined {
  if (value.kind === 'integer') return { least: Number(value.text), most: Number(value.text) };
  if (value.kind !== 'quantity' || value.quantity.value === undefined) return undefined;
  const { comparator } = value.quantity;
  const number = Number(value.quantity.value);
  if (comparator === '<' || comparator === '<=')
    return { least: -Infinity, most: number, ...(comparator === '<' && { open: 'most' }) };
  if (comparator === '>' || comparator === '>=')
    return { least: number, most: Infinity, ...(comparator === '>' && { open: 'least' }) };
  return comparator === undefined ? { least: number, most: number } : undefined;
}

/** How a value stands to an earlier one of the same unit; undefined when they cannot be compared. */
export function compareValues(value: ResultValue, before: ResultValue): 'up' | 'down' | 'same' | undefined {
  const [now, then] = [exactNumber(value), exactNumber(before)];
  if (!now || !then || !sameUnit(now, then)) return undefined;
  const difference = Number(now.value) - Number(then.value);
  return difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
}

type Holder = fhir.Observation | fhir.ObservationComponent;

/** The value sent; where there is none, the reason sent for that; where neither, `none`. */
export function valueOf(sent: Holder): ResultValue {
  return sentValue(sent) ?? absence(sent) ?? { kind: 'none' };
}

function sentValue(sent: Holder): ResultValue | undefined {
  const quantity = quantityOf(sent.valueQuantity);
  if (quantity) return quantityValue(quantity);
  const concept = conceptOf(sent.valueCodeableConcept);
  if (concept) return { kind: 'coded', concept };
  const words = text(sent.valueString);
  if (words !== undefined) return { kind: 'text', text: words };
  const yes = truth(sent.valueBoolean);
  if (yes !== undefined) return { kind: 'boolean', value: yes };
  const integer = decimalText(sent, 'valueInteger');
  if (integer !== undefined) return { kind: 'integer', text: integer };
  const range = rangeOf(sent.valueRange);
  if (range) return { kind: 'range', range };
  const ratio = ratioOf(sent.valueRatio);
  if (ratio) return { kind: 'ratio', ratio };
  const time = text(sent.valueTime);
  if (time !== undefined) return /^\d\d:\d\d/.test(time) ? { kind: 'time', time } : { kind: 'text', text: time };
  const moment = text(sent.valueDateTime);
  if (moment !== undefined) return date(moment) ? { kind: 'date', date: moment } : { kind: 'text', text: moment };
  const period = periodOf(sent.valuePeriod);
  if (period) return { kind: 'period', ...period };
  return sent.valueSampledData ? sampled(sent.valueSampledData) : undefined;
}

const quantityValue = oncePerObject((quantity: Quantity): ResultValue => ({ kind: 'quantity', quantity }));

function sampled(sent: fhir.SampledData): ResultValue {
  const dimensions = Number(decimalText(sent, 'dimensions') ?? 1) || 1;
  const samples = text(sent.data)?.split(/\s+/).length ?? 0;
  const count = Math.floor(samples / dimensions);
  return { kind: 'sampled', origin: quantityOf(sent.origin), period: decimalText(sent, 'period'), dimensions, count };
}

/** Why there is no value, as `dataAbsentReason` says, whether there is one or not. */
export function statedAbsence({ dataAbsentReason }: Holder): Absent | undefined {
  const stated = conceptOf(dataAbsentReason);
  const reason = stated?.codings.find(({ code }) => code)?.code ?? 'unknown';
  return stated && { kind: 'absent', reason, text: stated.text };
}

/**
 * A stated absence: `dataAbsentReason`, or the data-absent-reason extension on the value or its primitive. A quantity
 * with a unit and no number is an absence without a reason.
 */
function absence(sent: Holder): Absent | undefined {
  const stated = statedAbsence(sent);
  if (stated) return stated;
  for (const [name, value] of Object.entries(sent as object)) {
    if (!/^_?value[A-Z]/.test(name)) continue;
    const reason = absentReason(value) ?? absentReason((value as { _value?: unknown } | null)?._value);
    if (reason) return { kind: 'absent', reason, text: reason };
  }
  return undefined;
}
