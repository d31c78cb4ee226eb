/**
 * When something was so, in whichever of FHIR's forms the sender chose: `onset[x]`, `abatement[x]`, `occurrence[x]`, `effective[x]`.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { dateOrder } from './date.ts';
import { atOnce, sorted, type Pieces } from './pieces.ts';
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
  return atOnce(newestFirstInPieces(items, ...datesOf));
}

/** The same, for lists that are long. */
export function* newestFirstInPieces<T extends Keyed>(
  items: readonly T[],
  ...datesOf: ((item: T) => string | undefined)[]
): Pieces<T[]> {
  const dated: { readonly item: T; readonly orders: readonly number[] }[] = [];
  // Many are of one moment, and a date takes long to read.
  const known = new Map<string, number>();
  const orderOf = (date: string | undefined): number => {
    const before = known.get(date ?? '');
    if (before === undefined) known.set(date ?? '', dateOrder(date));
    return before ?? (known.get(date ?? '') as number);
  };
  for (const item of items) {
    dated.push({ item, orders: datesOf.map((dateOf) => orderOf(dateOf(item))) });
    if (dated.length % PIECE === 0) yield;
  }
  const inOrder = yield* sorted(dated, (one, other) => {
    for (let at = 0; at < one.orders.length; at++) {
      const [here, there] = [one.orders[at] as number, other.orders[at] as number];
      if (here !== there) return here < there ? 1 : -1;
    }
    return byKey(one.item, other.item);
  });
  return inOrder.map(({ item }) => item);
}

/** Items whose dates are read in one piece. */
const PIECE = 1000;

interface Keyed {
  readonly key: string;
  /** Part of the key. */
  readonly reference?: string;
  readonly origin?: { readonly source: string };
}

/** Shorter keys first, so that what was numbered as it was written stands as it was written: 9 before 10. */
function byKey(one: Keyed, other: Keyed): number {
  const { key: first } = one;
  const { key: second } = other;
  if (first.length !== second.length) return first.length - second.length;
  // Keys of one source begin alike. An engine holds what it has compared as a text of its own: the shorter, the better.
  const [here, there] = one.origin?.source === other.origin?.source ? [one.reference, other.reference] : [];
  const [ours, theirs] = here && there && here !== there ? [here, there] : [first, second];
  return ours < theirs ? -1 : ours > theirs ? 1 : 0;
}
