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

/** Whether clocks of two zones show the same at a moment. */
export function clocksAgree(at: number, zone: string | undefined, other: string | undefined): boolean {
  const clock = (timeZone: string | undefined): string => formatter('en', { ...CLOCK, timeZone }).format(at);
  return clock(zone) === clock(other);
}

const CLOCK = { day: 'numeric', month: 'numeric', hour: 'numeric', minute: 'numeric' } as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times what using one does. English without a region is written day first. */
function formatter(locale: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, shape]);
  let made = formatters.get(key);
  if (!made) {
    const written = locale === 'en' ? 'en-GB' : locale;
    made = new Intl.DateTimeFormat(written, { ...shape, calendar: 'gregory', numberingSystem: 'latn' });
    formatters.set(key, made);
  }
  return made;
}
