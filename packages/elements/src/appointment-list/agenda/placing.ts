import {
  dayAt,
  daysAfter,
  endOf,
  startOfDay,
  wallTime,
  type AgendaLine,
  type AgendaTime,
} from '@ehr-widgets/sdk/appointments';

/* Where in a day something stands, by the clock of the place. */

export const DAY = 24 * 60;
export const HOUR = 60;
/** A visit without an end is drawn so long. */
const SHORTEST = 15;

/** A visit, in minutes of a day. */
export interface Placed {
  readonly line: AgendaLine;
  readonly from: number;
  readonly until: number;
}

/** Free or other time that a practice tells, in minutes of a day. */
export interface Shown {
  readonly time: AgendaTime;
  readonly from: number;
  readonly until: number;
}

/** Minutes of a day by the clock of a zone; where a moment lies before or after the day, its beginning or end. */
export function minutesIn(at: number, day: string, zone: string): number {
  const there = dayAt(at, zone);
  if (there !== day) return there < day ? 0 : DAY;
  const [hours = 0, minutes = 0] = wallTime(at, zone).slice(11, 16).split(':').map(Number);
  return hours * HOUR + minutes;
}

/** Undefined on a day on which it is not. */
export function placedIn(line: AgendaLine, day: string, zone: string): Placed | undefined {
  const start = Date.parse(line.start ?? '');
  const end = Math.max(endOf(line), start);
  if (Number.isNaN(start) || start >= startOfDay(daysAfter(day, 1), zone)) return undefined;
  const begins = startOfDay(day, zone);
  if (start < begins && end <= begins) return undefined;
  const from = Math.min(minutesIn(start, day, zone), DAY - SHORTEST);
  const until = minutesIn(end, day, zone);
  // Where clocks go back, a visit may end before it begins by them.
  const length = Math.max((end - start) / 60_000, SHORTEST);
  return { line, from, until: until > from ? until : Math.min(from + length, DAY) };
}

/** Undefined on a day on which it does not begin. */
export function shownIn(time: AgendaTime, day: string, zone: string): Shown | undefined {
  const [start, end] = [Date.parse(time.start), Date.parse(time.end)];
  if (dayAt(start, zone) !== day) return undefined;
  const from = minutesIn(start, day, zone);
  const until = minutesIn(end, day, zone);
  return { time, from, until: until > from ? until : Math.min(from + (end - start) / 60_000, DAY) };
}
