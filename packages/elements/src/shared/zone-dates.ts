import { offsetAt, wallTime } from '@ehr-widgets/sdk/appointments';

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
  const [long, short] = [nameOfZone(timeZone, at, locale, 'longGeneric'), shortZone(timeZone, at, locale)];
  return long === short ? long : `${long} (${short})`;
}

/** `BST`: which of two hours of one name is meant. */
export function shortZone(timeZone: string | undefined, at: number, locale: string): string {
  return nameOfZone(timeZone, at, locale, 'short');
}

function nameOfZone(
  timeZone: string | undefined,
  at: number,
  locale: string,
  timeZoneName: 'longGeneric' | 'short',
): string {
  const parts = formatter(locale, { timeZone, timeZoneName }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** The hour of a moment in a zone, 0 to 23. */
export function hourIn(at: number, timeZone: string | undefined): number {
  return Number(wallTime(at, timeZone).slice(11, 13));
}

/** By how many minutes clocks of two zones differ at a moment; 0 where they show the same. */
export function clocksApart(at: number, zone: string | undefined, other: string | undefined): number {
  return zone === other ? 0 : offsetAt(at, zone) - offsetAt(at, other);
}

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
