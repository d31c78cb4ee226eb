/**
 * When a visit would suit somebody, as stretches of time (FHIR R4 §12.11, Appointment.requestedPeriod).
 * @module
 */
import type { Period } from '../format/when.ts';
import { dayAt, daysAfter, startOfDay } from '../format/zone.ts';

export type PartOfDay = 'morning' | 'afternoon' | 'evening';

export interface WishedDays {
  /** Calendar days of the place, `yyyy-mm-dd`, both of them among those wished for. */
  readonly from: string;
  readonly until: string;
  /** 1 is Monday, 7 Sunday; none for any. */
  readonly weekdays?: readonly number[];
  /** None for any. */
  readonly parts?: readonly PartOfDay[];
}

/** Hours of the place's clocks: from when to before when. */
const HOURS: Readonly<Record<PartOfDay, readonly [number, number]>> = {
  morning: [0, 12],
  afternoon: [12, 17],
  evening: [17, 24],
};

const HOUR = 3_600_000;

/** Stretches that touch are one. None where no day is among those wished for. */
export function wishedPeriods({ from, until, weekdays = [], parts = [] }: WishedDays, zone?: string): Period[] {
  const stretches: [number, number][] = [];
  for (let day = from; day <= until; day = daysAfter(day, 1)) {
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
    if (weekdays.length > 0 && !weekdays.includes(weekday)) continue;
    const wanted = ORDER.filter((part) => parts.length === 0 || parts.includes(part));
    for (const part of wanted) {
      const [begin, end] = HOURS[part].map((hour) => clockAt(day, hour, zone)) as [number, number];
      const last = stretches.at(-1);
      if (last?.[1] === begin) last[1] = end;
      else stretches.push([begin, end]);
    }
  }
  return stretches.map(([start, end]) => ({ start: new Date(start).toISOString(), end: new Date(end).toISOString() }));
}

const ORDER = ['morning', 'afternoon', 'evening'] as const;

/** When clocks of the place show a full hour of a day: on days of 23 or 25 hours too. */
function clockAt(day: string, hour: number, zone: string | undefined): number {
  if (hour === 0) return startOfDay(day, zone);
  const next = startOfDay(daysAfter(day, 1), zone);
  if (hour === 24) return next;
  // Clocks change at night: what is left of the day is as long as ever.
  const fromEnd = next - (24 - hour) * HOUR;
  return dayAt(fromEnd, zone) === day ? fromEnd : startOfDay(day, zone);
}
