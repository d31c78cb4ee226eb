import { remembered } from '../shared/remembered.ts';
import { dayFirst, formatter, fullDayAt } from '../shared/zone-dates.ts';

/*
 * Days and months in full, as a calendar says them. A day is `yyyy-mm-dd` and a month `yyyy-mm`, of the place: no zone
 * shifts them. Months of the grid are Gregorian, as slots are asked for, whatever calendar the language would use.
 */

/** `Tuesday 4 March 2025`. */
export const fullDay = remembered((day: string, locale: string) => fullDayAt(noon(day), 'UTC', locale));

/** `Tue 4 Mar`. */
export const shortDay = remembered((day: string, locale: string) =>
  write(locale, { weekday: 'short', day: 'numeric', month: 'short' }, noon(day)),
);

/** `Tue 4`. */
export const dayInWeek = remembered((day: string, locale: string) =>
  write(locale, { weekday: 'short', day: 'numeric' }, noon(day)),
);

/** `March 2025`. */
export const monthText = remembered((month: string, locale: string) =>
  write(locale, { month: 'long', year: 'numeric' }, noon(`${month}-01`)),
);

/** The number of a day in its month. */
export function dayNumber(day: string): string {
  return String(Number(day.slice(8)));
}

/** The days of a week in their order, with which the locale's week begins. */
export const weekdays = remembered((locale: string): readonly Weekday[] => {
  const first = firstWeekday(locale);
  return Array.from({ length: 7 }, (_, index) => {
    // 1 January 2024 is a Monday.
    const iso = ((first - 1 + index) % 7) + 1;
    const day = noon(`2024-01-0${iso}`);
    return { iso, short: write(locale, { weekday: 'short' }, day), long: write(locale, { weekday: 'long' }, day) };
  });
});

interface Weekday {
  readonly short: string;
  readonly long: string;
  /** 1 is Monday, 7 Sunday. */
  readonly iso: number;
}

/** All days of a month. */
export function daysInMonth(month: string): string[] {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** How many days of the week stand before a day, by the locale's first day of the week. */
export function placeInWeek(day: string, locale: string): number {
  return (new Date(noon(day)).getUTCDay() + 7 - (firstWeekday(locale) % 7)) % 7;
}

/** `1 hour`: by how long clocks are changed. */
export function lengthText(minutes: number, locale: string): string {
  const length = Math.abs(minutes);
  const [value, unit] = length % 60 === 0 ? [length / 60, 'hour'] : [length, 'minute'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', numberingSystem: 'latn' }).format(
    value,
  );
}

/** 1 is Monday, 7 Sunday (UTS #35). Browsers that do not tell it count from Monday, as ISO 8601 does. */
const firstWeekday = remembered((locale: string): number => {
  const told = new Intl.Locale(dayFirst(locale)) as {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (told.getWeekInfo?.() ?? told.weekInfo)?.firstDay ?? 1;
});

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

function write(locale: string, shape: Intl.DateTimeFormatOptions, at: number): string {
  return formatter(locale, { ...shape, timeZone: 'UTC' }).format(at);
}
