/**
 * Ages in whole units: years, under two years months, under four weeks days.
 * @module
 */
import { calendarDay, parseDate } from './date.ts';
import { englishYears } from './english.ts';

export interface Age {
  readonly value: number;
  readonly unit: 'year' | 'month' | 'week' | 'day';
  /** The birth date lacks a part, so that the true age may be one less. */
  readonly approximate: boolean;
}

/**
 * The age at a moment of somebody born on a FHIR date, counted in the days of `timeZone` (the reader's own when left
 * out). Undefined when the date is not one, or later than the moment.
 */
export function ageAt(birthDate: string, at: Date, timeZone?: string): Age | undefined {
  const born = parseDate(birthDate);
  if (!born) return undefined;
  const [year, month, day] = calendarDay(at.getTime(), timeZone);
  const approximate = born.day === undefined;
  const months =
    (year - born.year) * 12 + month - (born.month ?? month) - (born.day !== undefined && day < born.day ? 1 : 0);
  if (months >= 24) return { value: Math.floor(months / 12), unit: 'year', approximate };
  if (born.month === undefined) return months < 0 ? undefined : { value: months / 12, unit: 'year', approximate };
  if (approximate) return months < 0 ? undefined : { value: months, unit: 'month', approximate };
  const days = (Date.UTC(year, month - 1, day) - Date.UTC(born.year, born.month - 1, born.day ?? 1)) / 86_400_000;
  if (days < 0) return undefined;
  if (days < 28) return { value: days, unit: 'day', approximate };
  return months < 1
    ? { value: Math.floor(days / 7), unit: 'week', approximate }
    : { value: months, unit: 'month', approximate };
}

/** An age in the reader's language: short `67 y`, long `67 years`. The word for "about" is the caller's. */
export function formatAge({ value, unit }: Age, locale: string, style: 'short' | 'long' = 'short'): string {
  const english = style === 'short' && unit === 'year' ? englishYears(locale, value) : undefined;
  if (english) return english;
  const unitDisplay = style === 'long' ? 'long' : unit === 'year' ? 'narrow' : 'short';
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, numberingSystem: 'latn' });
  return format
    .format(value)
    .replace(/(\d)(?=\p{L})/u, '$1\u00a0')
    .replace(' ', '\u00a0');
}
