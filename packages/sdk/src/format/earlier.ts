/**
 * Which of two dates is surely the earlier, however precisely and in whatever zone each was written down.
 * @module
 */

/**
 * Whether a date is surely of an earlier day than another, as far as both are told; what is not told is not earlier. Two
 * moments are compared as moments, wherever they were written down; a day beside a moment in UTC may be a day anywhere.
 */
export function isEarlier(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const precision = Math.min(one.length, other.length, 'yyyy-mm-dd'.length);
  const isEarlierDay = one.slice(0, precision) < other.slice(0, precision);
  if (precision < 'yyyy-mm-dd'.length || (!isMoment(one) && !isMoment(other))) return isEarlierDay;
  if (isMoment(one) && isMoment(other))
    return Date.parse(one) < Date.parse(other) && one.slice(0, precision) !== other.slice(0, precision);
  if (isInUtc(one)) return Date.parse(one) < Date.parse(other) - FIRST_DAWN * HOUR;
  if (isInUtc(other)) return Date.parse(one) + (24 + LAST_DUSK) * HOUR <= Date.parse(other);
  return isEarlierDay;
}

const isMoment = (date: string): boolean => date.includes('T');
const isInUtc = (date: string): boolean => date.endsWith('Z');

/** A day begins first where clocks are 14 hours before UTC, and ends last where they are 12 behind. */
const FIRST_DAWN = 14;
const LAST_DUSK = 12;
const HOUR = 3_600_000;

/** Whether a period that starts then is still to begin. */
export function isToCome(start: string | undefined, now: Date): boolean {
  if (start === undefined) return false;
  return start.includes('T') ? Date.parse(start) > now.getTime() : start > now.toISOString().slice(0, start.length);
}
