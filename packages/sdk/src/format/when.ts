/**
 * When something was so, in whichever of FHIR's forms the sender chose: `onset[x]`, `abatement[x]`, `occurrence[x]`, `effective[x]`.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { dateOrder } from './date.ts';
import { quantityOf, rangeOf, type Quantity, type Range } from './quantity.ts';
import { date, text } from './read.ts';

/** Dates are FHIR date, dateTime or instant strings, as precise as sent (FHIR R4 §2.24.0.1). */
export type When =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'period'; readonly start?: string | undefined; readonly end?: string | undefined }
  | { readonly kind: 'age'; readonly age: Quantity }
  | { readonly kind: 'age-range'; readonly range: Range }
  | { readonly kind: 'text'; readonly text: string };

/** From when until when; either end may be open, not both. */
export interface Period {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

/** The choice element `name[x]` of a resource, as a When. A date that is no FHIR date is kept as text. */
export function whenOf(resource: object, name: string): When | undefined {
  const sent = resource as Record<string, unknown>;
  const dateTime = text(sent[`${name}DateTime`] ?? sent[`${name}Instant`]);
  if (dateTime !== undefined)
    return date(dateTime) ? { kind: 'date', date: dateTime } : { kind: 'text', text: dateTime };
  const period = periodOf(sent[`${name}Period`] as fhir.Period);
  if (period) return { kind: 'period', ...period };
  const age = quantityOf(sent[`${name}Age`] as fhir.Quantity);
  if (age) return { kind: 'age', age };
  const range = rangeOf(sent[`${name}Range`] as fhir.Range);
  if (range) return { kind: 'age-range', range };
  const words = text(sent[`${name}String`]);
  return words === undefined ? undefined : { kind: 'text', text: words };
}

/** A FHIR Period; undefined when it has neither end. */
export function periodOf(sent: fhir.Period | null | undefined): Period | undefined {
  const start = date(sent?.start);
  const end = date(sent?.end);
  return start || end ? { start, end } : undefined;
}

/** When it began, as a FHIR date, where that is known as one. */
export function beginning(when: When | undefined): string | undefined {
  if (when?.kind === 'date') return when.date;
  return when?.kind === 'period' ? (when.start ?? when.end) : undefined;
}

/**
 * A sorted copy: newest first, the undated last, by key where the dates are the same: servers that sort by date leave
 * open how those stand, and so does the order in which sources answer. Later dates of an item decide where earlier ones
 * are equal.
 */
export function newestFirst<T extends Keyed>(
  items: readonly T[],
  ...datesOf: ((item: T) => string | undefined)[]
): T[] {
  return latestFirst(items, (item) => datesOf.map((dateOf) => dateOrder(dateOf(item))));
}

/** The same, by the {@link dateOrder} of these dates, for who keeps those. */
export function latestFirst<T extends Keyed>(items: readonly T[], ordersOf: (item: T) => readonly number[]): T[] {
  const dated = items.map((item) => ({ item, orders: ordersOf(item) }));
  const compare = (one: readonly number[], other: readonly number[]): number => {
    for (const [at, order] of one.entries()) if (order !== other[at]) return order < (other[at] as number) ? 1 : -1;
    return 0;
  };
  return dated
    .sort((one, other) => compare(one.orders, other.orders) || byKey(one.item, other.item))
    .map(({ item }) => item);
}

interface Keyed {
  readonly key: string;
}

/** Shorter keys first, so that what was numbered as it was written stands as it was written: 9 before 10. */
function byKey({ key: one }: Keyed, { key: other }: Keyed): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
