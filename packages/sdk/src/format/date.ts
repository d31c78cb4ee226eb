/**
 * FHIR dates in the reader's language, never more precise than sent (FHIR R4 §2.24.0.1 date, dateTime, instant).
 * Day first with a short month word where the language allows it, no figures-only dates.
 * @module
 */
import { englishDate, englishDay } from './english.ts';

/** How and for whom a date is written. */
export interface DateOptions {
  readonly locale: string;
  /** IANA zone in which times are told; the reader's own when left out. Dates without a time are never shifted. */
  readonly timeZone?: string | undefined;
  /** The moment of viewing. When given, dates with a time that lie today or yesterday say so. */
  readonly now?: Date | undefined;
  /** Leave the time of day out. */
  readonly dateOnly?: boolean | undefined;
  /** One part alone, for heads that tell the others: the day is without its year. Empty where that part was not sent. */
  readonly part?: 'year' | 'day' | 'time' | undefined;
}

/** A FHIR date's parts. `instant` is set when it has a time. */
export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  /** Milliseconds since 1970; a time without an offset, which FHIR forbids but servers send, counts as local. */
  readonly instant?: number | undefined;
}

const NBSP = '\u00a0';
const NOON = 12 * 3_600_000;
const DAY_LENGTH = 2 * NOON;

/** Reads a FHIR date; undefined when the text is not one. */
export function parseDate(value: string): DateParts | undefined {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/.exec(value);
  if (!match) return undefined;
  const [, year, month, day, time] = match;
  const instant = time === undefined ? undefined : Date.parse(value);
  if (Number.isNaN(instant)) return undefined;
  return { year: Number(year), month: month ? Number(month) : undefined, day: day ? Number(day) : undefined, instant };
}

/**
 * A date for sorting: milliseconds since 1970, a partial date standing at its first day. Undated is before everything.
 * A day without a time stands at its noon in UTC: whatever the zone, a time of the day before is then earlier and one of
 * the day after later, and the order is the same for every reader.
 */
export function dateOrder(value: string | undefined): number {
  if (value === undefined) return -Infinity;
  const time = Date.parse(value) + (value.includes('T') ? 0 : NOON);
  return Number.isNaN(time) ? -Infinity : time;
}

/**
 * A FHIR date, dateTime or instant as text: `19 Oct 2026`, `Sep 2026`, `2011`, `today 07:55`. Text that is not a FHIR
 * date is returned as it is. An unknown locale or time zone throws a RangeError, as Intl does.
 */
export function formatDate(value: string, options: DateOptions): string {
  const parts = parseDate(value);
  if (!parts) return value;
  const { locale, timeZone, now, part } = options;
  if (part) return partAlone(parts, part, options);
  if (parts.instant === undefined) return partial(parts, locale);
  const time = options.dateOnly ? '' : ' ' + write(locale, TIME, parts.instant, timeZone);
  const days = now ? daysBetween(parts.instant, now.getTime(), timeZone) : undefined;
  const day = days === 0 || days === -1 ? relativeDay(locale, days) : write(locale, DAY, parts.instant, timeZone);
  return day + time;
}

/** A time of day (`hh:mm:ss`) as the language tells it. */
export function formatTime(time: string, locale: string): string {
  const match = /^(\d\d):(\d\d)/.exec(time);
  return match ? write(locale, TIME, Date.UTC(2000, 0, 1, Number(match[1]), Number(match[2])), 'UTC') : time;
}

/** Whole days from `now`'s day to the date's day in the reader's zone; undefined for dates without a day. */
export function daysFromNow(value: string, now: Date, timeZone?: string): number | undefined {
  const parts = parseDate(value);
  if (!parts || parts.day === undefined) return undefined;
  if (parts.instant !== undefined) return daysBetween(parts.instant, now.getTime(), timeZone);
  return Math.round(startOf(parts) / DAY_LENGTH) - dayNumber(now.getTime(), timeZone);
}

/** Year, month (1 to 12) and day of a moment in a zone; the reader's own when left out. */
export function calendarDay(instant: number, timeZone?: string): [year: number, month: number, day: number] {
  // The reader's own is known without a format, which takes a hundred times as long.
  if (timeZone === undefined) {
    const local = new Date(instant);
    return [local.getFullYear(), local.getMonth() + 1, local.getDate()];
  }
  const parts = formatter('en-US', FIGURES, timeZone).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return [part('year'), part('month'), part('day')];
}

/** The calendar day of a FHIR date, `yyyy-mm-dd`, as the zone has it; of what is dated by month or year only that. */
export function dayOf(date: string, timeZone?: string): string {
  const instant = parseDate(date)?.instant;
  if (instant === undefined) return date;
  const [year, month, day] = calendarDay(instant, timeZone);
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}

const YEAR = { year: 'numeric' } as const;
const MONTH = { ...YEAR, month: 'short' } as const;
const DAY = { ...MONTH, day: 'numeric' } as const;
const MONTH_ALONE = { month: 'short' } as const;
const DAY_ALONE = { ...MONTH_ALONE, day: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit' } as const;
const FIGURES = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;

function partial(parts: DateParts, locale: string): string {
  return write(locale, parts.day ? DAY : parts.month ? MONTH : YEAR, startOf(parts), 'UTC');
}

function partAlone(parts: DateParts, part: 'year' | 'day' | 'time', { locale, timeZone }: DateOptions): string {
  const { month, day, instant } = parts;
  const [at, zone] = instant === undefined ? [startOf(parts), 'UTC'] : [instant, timeZone];
  if (part === 'year') return write(locale, YEAR, at, zone);
  if (part === 'time') return instant === undefined ? '' : write(locale, TIME, at, zone);
  return month === undefined ? '' : write(locale, day === undefined ? MONTH_ALONE : DAY_ALONE, at, zone);
}

/** The first moment of a date without a time, in UTC. */
function startOf({ year, month = 1, day = 1 }: DateParts): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function daysBetween(instant: number, now: number, timeZone: string | undefined): number {
  return dayNumber(instant, timeZone) - dayNumber(now, timeZone);
}

/** The calendar day in a zone, counted from 1970. */
function dayNumber(instant: number, timeZone: string | undefined): number {
  const [year, month, day] = calendarDay(instant, timeZone);
  return Math.round(Date.UTC(year, month - 1, day) / DAY_LENGTH);
}

function write(
  locale: string,
  shape: Intl.DateTimeFormatOptions,
  instant: number,
  timeZone: string | undefined,
): string {
  const english = englishDate(dayFirst(locale), shape, instant, timeZone);
  return (english ?? formatted(locale, shape, instant, timeZone)).replace(/[ \u202f]/g, NBSP);
}

function formatted(
  locale: string,
  shape: Intl.DateTimeFormatOptions,
  instant: number,
  timeZone: string | undefined,
): string {
  const format = formatter(dayFirst(locale), shape, timeZone);
  // Only clocks of twice twelve hours need a look at the parts.
  return shape === TIME ? clock(format.formatToParts(instant)) : format.format(instant).replace(SEPT, 'Sep');
}

/** British English has four letters for it; with a full stop it is another language's. */
const SEPT = /\bSept\b(?!\.)/;

function clock(parts: readonly Intl.DateTimeFormatPart[]): string {
  const halves = parts.some(({ type }) => type === 'dayPeriod');
  return parts.map(({ type, value }) => (type === 'hour' && halves ? value.replace(/^0/, '') : value)).join('');
}

function relativeDay(locale: string, days: number): string {
  const key = `${locale} ${days}`;
  let word = englishDay(locale, days) ?? relativeDays.get(key);
  if (!word)
    relativeDays.set(key, (word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')));
  return word;
}

/** Today and yesterday, by language. */
const relativeDays = new Map<string, string>();

/** English without a region is written day first; a reader from the United States says `en-US`. */
function dayFirst(locale: string): string {
  return /^en$/i.test(locale) ? 'en-GB' : locale;
}

/** By shape, then by language and zone. */
const formatters = new Map<Intl.DateTimeFormatOptions, Map<string, Intl.DateTimeFormat>>();

/** Making a formatter costs a thousand times what using one does. */
function formatter(
  locale: string,
  shape: Intl.DateTimeFormatOptions,
  timeZone: string | undefined,
): Intl.DateTimeFormat {
  let ofShape = formatters.get(shape);
  if (!ofShape) formatters.set(shape, (ofShape = new Map<string, Intl.DateTimeFormat>()));
  const key = `${locale} ${timeZone}`;
  let made = ofShape.get(key);
  if (!made) {
    const zone = timeZone === undefined ? {} : { timeZone };
    made = new Intl.DateTimeFormat(locale, { ...shape, ...zone, calendar: 'gregory', numberingSystem: 'latn' });
    ofShape.set(key, made);
  }
  return made;
}
