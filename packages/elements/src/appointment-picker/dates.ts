/*
 * Days and months in full, as a calendar says them. A day is `yyyy-mm-dd` and a month `yyyy-mm`, of the place: no zone
 * shifts them. Months of the grid are Gregorian, as slots are asked for, whatever calendar the language would use.
 */

/** `Tuesday 4 March 2025`. */
export function fullDay(day: string, locale: string): string {
  return write(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, noon(day));
}

/** `Tue 4 Mar`. */
export function shortDay(day: string, locale: string): string {
  return write(locale, { weekday: 'short', day: 'numeric', month: 'short' }, noon(day));
}

/** `March 2025`. */
export function monthText(month: string, locale: string): string {
  return write(locale, { month: 'long', year: 'numeric' }, noon(`${month}-01`));
}

/** The number of a day in its month. */
export function dayNumber(day: string, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false }).format(Number(day.slice(8)));
}

/** The days of a week in their order, with which the locale's week begins. */
export function weekdays(locale: string): readonly { readonly short: string; readonly long: string }[] {
  const first = firstWeekday(locale);
  return Array.from({ length: 7 }, (_, index) => {
    // 1 January 2024 is a Monday.
    const day = noon(`2024-01-0${((first - 1 + index) % 7) + 1}`);
    return { short: write(locale, { weekday: 'short' }, day), long: write(locale, { weekday: 'long' }, day) };
  });
}

/** How many days of the week stand before a day, by the locale's first day of the week. */
export function placeInWeek(day: string, locale: string): number {
  return (new Date(noon(day)).getUTCDay() + 7 - (firstWeekday(locale) % 7)) % 7;
}

/** How a zone is called on a day, with its short name then: `United Kingdom Time (BST)`. */
export function zoneText(zone: string | undefined, at: string, locale: string): string {
  const name = (timeZoneName: 'longGeneric' | 'short'): string => {
    const parts = formatter(locale, { timeZone: zone, timeZoneName }).formatToParts(Date.parse(at));
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  };
  const [long, short] = [name('longGeneric'), name('short')];
  return long === short ? long : `${long} (${short})`;
}

/** The hour of a moment in a zone, 0 to 23. */
export function hourIn(at: string, zone: string | undefined): number {
  return new Date(wallClock(at, zone) * 60_000).getUTCHours();
}

/** By how many minutes clocks of two zones differ at a moment. */
export function clocksApart(at: string, zone: string | undefined, other: string | undefined): number {
  return wallClock(at, zone) - wallClock(at, other);
}

function wallClock(at: string, timeZone: string | undefined): number {
  const shape = {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  } as const;
  const parts = formatter('en-US', shape).formatToParts(Date.parse(at));
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / 60_000;
}

/** 1 is Monday, 7 Sunday (UTS #35). Browsers that do not tell it count from Monday, as ISO 8601 does. */
function firstWeekday(locale: string): number {
  const told = new Intl.Locale(dayFirst(locale)) as {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (told.getWeekInfo?.() ?? told.weekInfo)?.firstDay ?? 1;
}

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

function write(locale: string, shape: Intl.DateTimeFormatOptions, at: number): string {
  return formatter(locale, { ...shape, timeZone: 'UTC' }).format(at);
}

/** English without a region is written day first, with Monday as the first day of the week, as in the rest of a record. */
function dayFirst(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times what using one does. */
function formatter(locale: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, shape]);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(dayFirst(locale), { ...shape, calendar: 'gregory' });
  formatters.set(key, made);
  return made;
}
