/**
 * Days and clocks of a place: where a calendar day begins in an IANA time zone, and how long it is. Days on which clocks
 * change have 23 or 25 hours, or other lengths still.
 * @module
 */
import { calendarDay } from './date.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** No zone is further from UTC. */
const FURTHEST = 15 * 60;

/** Whether days and times can be told in a zone of this name here. */
export function isTimeZone(name: string | undefined): name is string {
  if (name === undefined) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The calendar day of a moment in a zone, `yyyy-mm-dd`; in the reader's own where no zone is given. */
export function dayAt(instant: number, zone?: string): string {
  return dayText(...calendarDay(instant, zone));
}

/** The calendar day so many days after another. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** The calendar month, `yyyy-mm`, so many months after another. */
export function monthsAfter(month: string, count: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The first moment of a calendar day in a zone: not midnight where clocks go forward then. */
export function startOfDay(day: string, zone?: string): number {
  const key = `${day} ${zone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const found = startAfter(day, zone) ?? searchStart(day, zone);
  if (starts.size >= MOST_KEPT) starts.clear();
  starts.set(key, found);
  return found;
}

/** A day's length after the day before began, where that is known and holds: on most days it does. */
function startAfter(day: string, zone: string | undefined): number | undefined {
  const before = starts.get(`${daysAfter(day, -1)} ${zone}`);
  if (before === undefined) return undefined;
  const start = before + DAY;
  return dayAt(start, zone) === day && dayAt(start - MINUTE, zone) < day ? start : undefined;
}

function searchStart(day: string, zone: string | undefined): number {
  const midnight = Date.parse(`${day}T00:00:00Z`) / MINUTE;
  let [before, at] = [midnight - FURTHEST, midnight + FURTHEST];
  while (at - before > 1) {
    const between = Math.floor((before + at) / 2);
    if (dayAt(between * MINUTE, zone) < day) before = between;
    else at = between;
  }
  return at * MINUTE;
}

/** Found by trying, and asked for again by each month that is looked at. */
const starts = new Map<string, number>();
const MOST_KEPT = 1000;

/** The days of a month, `yyyy-mm`. */
export function daysIn(month: string): string[] {
  const next = `${monthsAfter(month, 1)}-01`;
  const days: string[] = [];
  for (let day = `${month}-01`; day < next; day = daysAfter(day, 1)) days.push(day);
  return days;
}

/**
 * Tells of moments which of the days they are on in a zone, counted from 0, or that it is none of them. The days follow each
 * other. Once the days are known to begin when they do, no calendar is asked: thousands of times are looked at.
 */
export function placeAmong(days: readonly string[], zone?: string): (instant: number) => number | undefined {
  const begins = [...days, daysAfter(days.at(-1) as string, 1)].map((day) => startOfDay(day, zone));
  const [first, end] = [begins[0] as number, begins.at(-1) as number];
  return (instant) => {
    if (!(instant >= first && instant < end)) return undefined;
    // Off by one at most for each change of the clocks, and by a day that a zone has left out.
    let place = Math.min(Math.floor((instant - first) / DAY), days.length - 1);
    while (instant < (begins[place] as number)) place--;
    while (instant >= (begins[place + 1] as number)) place++;
    return place;
  };
}

/** By how many minutes clocks are put forward on a day; negative where they go back, 0 on most days. */
export function clockChange(day: string, zone?: string): number {
  const length = startOfDay(daysAfter(day, 1), zone) - startOfDay(day, zone);
  return 24 * 60 - length / MINUTE;
}

/** How many minutes a zone, or the reader's own, is ahead of UTC at a moment; parts of minutes, as zones had them once, are left out. */
export function offsetAt(instant: number, zone?: string): number {
  const wall = `${wallTime(instant, zone)}Z`;
  return Math.round((Date.parse(wall) - Math.floor(instant / 1000) * 1000) / MINUTE);
}

/** What clocks show in a zone, or the reader's own, at a moment: `yyyy-mm-ddThh:mm:ss`. */
export function wallTime(instant: number, zone?: string): string {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      ...CLOCK,
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
    });
    clocks.set(zone, clock);
  }
  const parts = clock.formatToParts(instant);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value.padStart(2, '0') ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

const clocks = new Map<string | undefined, Intl.DateTimeFormat>();
const CLOCK = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
} as const;

/** The moments, in milliseconds since 1970, at which clocks are changed in a zone between two others; earliest first. */
export function clockChanges(zone: string, from: number, until: number): number[] {
  const changes: number[] = [];
  for (let before = from; before < until; before += STEP) {
    const after = Math.min(before + STEP, until);
    const offset = offsetAt(before, zone);
    if (offsetAt(after, zone) === offset) continue;
    let [still, changed] = [before / MINUTE, after / MINUTE];
    while (changed - still > 1) {
      const between = Math.floor((still + changed) / 2);
      if (offsetAt(between * MINUTE, zone) === offset) still = between;
      else changed = between;
    }
    changes.push(Math.floor(changed) * MINUTE);
  }
  return changes;
}

/** Shorter than the shortest summer time there was (Morocco's pause for Ramadan is some four weeks). */
const STEP = 14 * DAY;

function dayText(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}
