/**
 * Numbers in the reader's language without touching a digit: grouping and the decimal mark follow the language, the
 * digits and their count are as sent.
 * @module
 */
import { countedUnit } from './counted.ts';
import type { Quantity, Range, Ratio } from './quantity.ts';
import { unitText } from './unit.ts';

const NBSP = '\u00a0';
/** A whole part of four digits is easier to read, and to compare with a report, without a mark. */
const GROUPED_FROM = 5;

/** The words ranges and ratios need. */
export interface NumberStrings {
  /** A range with only a lower end, which belongs to it: "60 or above". */
  readonly orAbove: (low: string) => string;
  readonly orBelow: (high: string) => string;
}

/** A decimal as text (as sent: `1234567.50`) with the language's marks. Text that is no decimal is returned as it is. */
export function formatDecimal(decimal: string, locale: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = '', whole = '', fraction] = match;
  const marks = marksOf(locale);
  const grouped = whole.length < GROUPED_FROM ? whole : whole.replace(/\B(?=(\d{3})+$)/g, marks.group);
  return (sign && '\u2212') + grouped + (fraction === undefined ? '' : marks.decimal + fraction);
}

const SIGNS: Readonly<Record<string, string>> = { '': '', '<': '<', '<=': '≤', '>=': '≥', '>': '>' };

/** The number with its comparator glued on, without the unit: `<0.5`. Empty when there is no number. */
export function formatNumber({ value, comparator }: Quantity, locale: string): string {
  if (value === undefined) return '';
  const sign = SIGNS[comparator ?? ''] ?? `${comparator}\u00a0`;
  return sign + formatDecimal(value, locale);
}

/** Number and unit, never to be split over two lines: `6.4 mmol/L`, `88 /min`, `97 %`. */
export function formatQuantity(quantity: Quantity, locale: string): string {
  return [formatNumber(quantity, locale), countedUnit(quantity)].filter(Boolean).join(NBSP);
}

/** `3.5–5.3 mmol/L`; one-sided ranges in words. The unit is left out when `unit` is false. Empty for a range without ends. */
export function formatRange({ low, high }: Range, locale: string, strings: NumberStrings, unit = true): string {
  const end = (quantity: Quantity): string =>
    unit ? formatQuantity(quantity, locale) : formatNumber(quantity, locale);
  if (low && high) {
    if (unit && unitText(low) !== unitText(high)) return `${end(low)} – ${end(high)}`;
    const dash = (low.value + '').startsWith('-') || (high.value + '').startsWith('-') ? ' – ' : '–';
    return formatNumber(low, locale) + dash + end(high);
  }
  if (low) return strings.orAbove(end(low));
  return high ? strings.orBelow(end(high)) : '';
}

/** A titre `1:80`; with units `5 mg / 10 mL`. */
export function formatRatio({ numerator, denominator }: Ratio, locale: string): string {
  const plain = [numerator, denominator].every((part) => !part || unitText(part) === '');
  const parts = [numerator, denominator].map((part) => (part ? formatQuantity(part, locale) : '?'));
  return parts.join(plain ? ':' : ' / ');
}

interface Marks {
  readonly decimal: string;
  readonly group: string;
}

/** Known ahead of the languages that most pages are in: the first number format that a browser makes takes it 5 to 20 ms. */
const marksByLocale = new Map<string, Marks>(
  ['en', 'en-GB', 'en-US'].map((locale) => [locale, { decimal: '.', group: ',' }]),
);

/** Latin digits everywhere, as results and doses are written; see DESIGN on right-to-left text. */
function marksOf(locale: string): Marks {
  let marks = marksByLocale.get(locale);
  if (!marks) {
    const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(123456.7);
    const mark = (type: string, fallback: string): string =>
      parts.find((part) => part.type === type)?.value ?? fallback;
    marks = { decimal: mark('decimal', '.'), group: mark('group', '') };
    marksByLocale.set(locale, marks);
  }
  return marks;
}
