/**
 * Spans of time in the reader's language, without touching the number: "28 days", "8 hours".
 * @module
 */
import { formatQuantity } from './number.ts';
import type { Quantity } from './quantity.ts';

/** UCUM codes, and what Intl calls them. */
const TIME_UNITS: ReadonlyMap<string, string> = new Map([
  ['s', 'second'],
  ['min', 'minute'],
  ['h', 'hour'],
  ['d', 'day'],
  ['wk', 'week'],
  ['mo', 'month'],
  ['a', 'year'],
]);

/** A quantity of time by its UCUM unit, in words; any other as a quantity. */
export function formatDuration(quantity: Quantity, locale: string): string {
  const { value, comparator = '', code = '' } = quantity;
  if (value === undefined || !isTimeUnit(quantity)) return formatQuantity(quantity, locale);
  return comparator + formatTimeSpan(value, code, locale);
}

export function isTimeUnit({ code = '', system }: Quantity): boolean {
  return TIME_UNITS.has(code) && (system === undefined || system === 'http://unitsofmeasure.org');
}

const formats = new Map<string, Intl.NumberFormat>();

/** `unit` is a UCUM unit of time. */
export function formatTimeSpan(value: string, unit: string, locale: string): string {
  const key = `${locale} ${unit}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: TIME_UNITS.get(unit) ?? '',
      unitDisplay: 'long',
      numberingSystem: 'latn',
      maximumFractionDigits: 20,
    });
    formats.set(key, format);
  }
  return format.format(Number(value)).replace(' ', '\u00a0');
}
