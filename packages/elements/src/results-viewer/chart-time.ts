import type { Reader } from '../shared/reader.ts';
import type { Span } from './chart-period.ts';

/** A mark on the axis of time. */
export interface TimeTick {
  readonly time: number;
  readonly label: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** In days, on average. */
const LENGTHS = { hour: 1 / 24, day: 1, month: 30.44, year: 365.25 } as const;
type Unit = keyof typeof LENGTHS;

const STEPS: readonly (readonly [Unit, readonly number[]])[] = [
  ['hour', [1, 3, 6, 12]],
  ['day', [1, 2, 7, 14]],
  ['month', [1, 3, 6]],
  ['year', [1, 2, 5, 10, 20, 50]],
];

/** Beginnings of years, months, days or hours, as the reader's clock has them: no more than so many. */
export function timeTicks({ from, to }: Span, most: number, reader: Reader): TimeTick[] {
  const { timeZone } = reader;
  const days = (to - from) / DAY;
  const steps = STEPS.flatMap(([unit, counts]) => counts.map((count) => ({ unit, count })));
  const step = steps.find(({ unit, count }) => days / (LENGTHS[unit] * count) <= most) ?? steps.at(-1);
  if (!step || !(days > 0)) return [];
  const [start, end] = [onClock(from, timeZone), onClock(to, timeZone)];
  const ticks: TimeTick[] = [];
  for (let index = indexOf(start, step.unit, step.count); ; index++) {
    const at = beginningOf(index * step.count, step.unit);
    if (at > end) return ticks;
    if (at >= start) ticks.push({ time: momentAt(at, timeZone), label: labelOf(at, step.unit, reader) });
  }
}

/** The first moment of a day (`yyyy-mm-dd`) in a zone; NaN where it is none. */
export function startOfDay(day: string, timeZone: string | undefined): number {
  return momentAt(Date.parse(`${day}T00:00:00Z`), timeZone);
}

/** The day (`yyyy-mm-dd`) that a moment is on in a zone. */
export function dayAt(time: number, timeZone: string | undefined): string {
  return new Date(onClock(time, timeZone)).toISOString().slice(0, 10);
}

/** What a clock in the zone shows, as if it were UTC. */
function onClock(time: number, timeZone: string | undefined): number {
  const parts = clockIn(timeZone).formatToParts(time);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** The moment at which a clock in the zone shows this; around a change of clocks, one of those near it. */
function momentAt(clock: number, timeZone: string | undefined): number {
  if (Number.isNaN(clock)) return NaN;
  const near = clock - (onClock(clock, timeZone) - clock);
  return clock - (onClock(near, timeZone) - near);
}

const clocks = new Map<string | undefined, Intl.DateTimeFormat>();

function clockIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const two = '2-digit' as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...(timeZone !== undefined && { timeZone }),
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two, hourCycle: 'h23' },
  });
  clocks.set(timeZone, made);
  return made;
}

function indexOf(clock: number, unit: Unit, count: number): number {
  const date = new Date(clock);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const at = unit === 'year' ? year : unit === 'month' ? year * 12 + month : clock / (unit === 'day' ? DAY : HOUR);
  return Math.floor(at / count);
}

function beginningOf(index: number, unit: Unit): number {
  switch (unit) {
    case 'year':
      return new Date(0).setUTCFullYear(index);
    case 'month':
      return new Date(0).setUTCFullYear(Math.floor(index / 12), index % 12);
    case 'day':
      return index * DAY;
    case 'hour':
      return index * HOUR;
  }
}

function labelOf(clock: number, unit: Unit, reader: Reader): string {
  const text = new Date(clock).toISOString();
  switch (unit) {
    case 'year':
      return reader.datePart(text.slice(0, 4), 'year');
    case 'month':
      return reader.calendarDay(text.slice(0, 7));
    case 'day':
      return reader.datePart(text.slice(0, 10), 'day');
    case 'hour':
      return text.slice(11, 16) === '00:00'
        ? reader.datePart(text.slice(0, 10), 'day')
        : reader.time(text.slice(11, 19));
  }
}
