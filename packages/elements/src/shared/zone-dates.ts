/*
 * Days in full and zones by name, as what takes place somewhere is told. Dates are Gregorian, as they are booked by; a zone
 * that is left out is the reader's own.
 */

/** `Tuesday 4 March 2025`: the day of a moment in a zone. */
export function fullDayAt(at: number, timeZone: string | undefined, locale: string): string {
  return formatter(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at);
}

/** How a zone is called at a moment, with its short name then: `United Kingdom Time (BST)`. */
export function zoneText(timeZone: string | undefined, at: number, locale: string): string {
  const name = (timeZoneName: 'longGeneric' | 'short'): string => {
    const parts = formatter(locale, { timeZone, timeZoneName }).formatToParts(at);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  };
  const [long, short] = [name('longGeneric'), name('short')];
  return long === short ? long : `${long} (${short})`;
}

/** The hour of a moment in a zone, 0 to 23. */
export function hourIn(at: number, timeZone: string | undefined): number {
  return new Date(wallClock(at, timeZone) * MINUTE).getUTCHours();
}

/** By how many minutes clocks of two zones differ at a moment; 0 where they show the same. */
export function clocksApart(at: number, zone: string | undefined, other: string | undefined): number {
  return zone === other ? 0 : wallClock(at, zone) - wallClock(at, other);
}

/** Minutes that the clocks of a zone show, counted as if they were those of UTC. */
function wallClock(at: number, timeZone: string | undefined): number {
  const parts = formatter('en', { ...CLOCK, timeZone }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / MINUTE;
}

const MINUTE = 60_000;
const CLOCK = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
} as const;

/** English without a region is written day first, with Monday as the first day of the week, as in the rest of a record. */
export function dayFirst(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times what using one does. Digits are Latin, as in the rest of a record. */
export function formatter(locale: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, shape]);
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(dayFirst(locale), { ...shape, calendar: 'gregory', numberingSystem: 'latn' });
    formatters.set(key, made);
  }
  return made;
}
