/**
 * Reading elements of a resource whose decimals are kept as text, without trusting their shape.
 * @module
 */
import { timeRangeOf } from '../index/dates.ts';
import { isNumber, isObject, numberText, type ExactJson, type ExactObject } from '../json.ts';

type Value = ExactJson | undefined;

export function objectsOf(value: Value): ExactObject[] {
  return (Array.isArray(value) ? (value as Value[]) : [value]).filter(isObject);
}

export function textOf(value: Value): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** What a CodeableConcept says in words: its text, else a coding's display, else a code. */
export function conceptText(value: Value): string | undefined {
  const [concept] = objectsOf(value);
  if (concept === undefined) return undefined;
  const codings = objectsOf(concept.coding);
  const displays = codings.map(({ display }) => textOf(display));
  const codes = codings.map(({ code }) => textOf(code));
  return [textOf(concept.text), ...displays, ...codes].find((each) => each !== undefined);
}

/** The codes of a `code` element, a CodeableConcept, or a list of CodeableConcepts. */
export function codesOf(value: Value): string[] {
  if (typeof value === 'string') return [value];
  return objectsOf(value).flatMap(({ coding }) => objectsOf(coding).flatMap(({ code }) => textOf(code) ?? []));
}

/** What tells one test or product from another: the first coding, else the words. */
export function conceptKey(value: Value): string | undefined {
  const [concept] = objectsOf(value);
  const [coding] = objectsOf(concept?.coding);
  const code = textOf(coding?.code);
  return code === undefined ? conceptText(value) : `${textOf(coding?.system) ?? ''}|${code}`;
}

/** The value of a choice such as `value[x]`, with the data type it has. */
export function choiceOf(resource: ExactObject, name: string): { type: string; value: ExactJson } | undefined {
  const found = Object.entries(resource).find(
    ([key, value]) => value !== undefined && key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)),
  );
  return found === undefined ? undefined : { type: found[0].slice(name.length), value: found[1]! };
}

/** Value with comparator and unit, as sent. */
export function quantityText(value: Value): string | undefined {
  const [quantity] = objectsOf(value);
  if (quantity === undefined || !isNumber(quantity.value)) return undefined;
  const unit = textOf(quantity.unit) ?? textOf(quantity.code) ?? '';
  return `${textOf(quantity.comparator) ?? ''}${numberText(quantity.value)} ${unit}`.trim();
}

/** Date elements, the one that says when something was true before the ones that say when it was written down. */
const dateElements = [
  'effectiveDateTime effectivePeriod effectiveInstant performedDateTime performedPeriod occurrenceDateTime',
  'onsetDateTime onsetPeriod timingDateTime timingPeriod period dateTime authoredOn issued recordedDate recordedOn',
  'dateAsserted date created startDate statusDate',
]
  .join(' ')
  .split(' ');

/** When, as sent: a date, or both ends of a period. */
export function whenText(resource: ExactObject): string | undefined {
  const value = dateElements.map((name) => resource[name]).find((each) => each !== undefined);
  if (typeof value === 'string') return value;
  const [period] = objectsOf(value);
  if (period === undefined) return undefined;
  const { start, end } = period;
  return `${textOf(start) ?? ''} – ${textOf(end) ?? ''}`.trim();
}

/** For ordering, in milliseconds; what has no date comes before everything. */
export function whenNumber(resource: ExactObject): number {
  for (const name of dateElements) {
    const range = timeRangeOf(resource[name]);
    if (range !== undefined) return range.low;
  }
  return -Infinity;
}
