/**
 * Dates of a story, told back from the moment it is generated for. The organisations lie in a zone that keeps UTC−7 all
 * year, so that local clock times need no time-zone rules.
 * @module
 */

const OFFSET = '-07:00';
const OFFSET_MINUTES = -7 * 60;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** FHIR date and dateTime texts relative to one moment (FHIR R4 §2.24.0.1). */
export class Timeline {
  readonly now: Date;

  constructor(now: Date) {
    this.now = now;
  }

  /** Local date and time `minutes` before now, for what has just happened. */
  minutesAgo(minutes: number): string {
    return dateTime(new Date(Math.floor(this.now.getTime() / MINUTE) * MINUTE - minutes * MINUTE));
  }

  /** Local date `days` before today at a clock time; negative days lie ahead. Day 0 may be later than now: see `minutesAgo`. */
  daysAgo(days: number, clock = '09:00'): string {
    return `${this.date(days)}T${clock}:00${OFFSET}`;
  }

  /** The same day of the month `months` ago (the 28th at most), `days` earlier still, at a clock time. */
  monthsAgo(months: number, clock = '09:00', days = 0): string {
    return `${this.monthsAgoDate(months, days)}T${clock}:00${OFFSET}`;
  }

  /** A full date, `days` before today. */
  date(days: number): string {
    return local(new Date(this.now.getTime() - days * DAY)).slice(0, 10);
  }

  /** A full date, `months` (and `days`) before today. */
  monthsAgoDate(months: number, days = 0): string {
    const today = this.date(days);
    const day = Math.min(Number(today.slice(8)), 28);
    return `${monthBefore(today, months)}-${String(day).padStart(2, '0')}`;
  }

  /** A partial date: year and month only. */
  month(months: number): string {
    return monthBefore(this.date(0), months);
  }

  /** A partial date: the year only. */
  year(years: number): string {
    return String(Number(this.date(0).slice(0, 4)) - years);
  }

  /** The birth date of someone who is `age` years old today and has their birthday on `monthDay` (`03-14`). */
  born(age: number, monthDay: string): string {
    const today = this.date(0);
    const year = Number(today.slice(0, 4)) - age;
    return `${monthDay <= today.slice(5) ? year : year - 1}-${monthDay}`;
  }
}

/** A full date so many months after another, on the same day of the month; the day must exist in every month. */
export function monthsAfter(date: string, months: number): string {
  return `${monthBefore(date, -months)}-${date.slice(8, 10)}`;
}

/** A moment as a local FHIR dateTime to the second. */
function dateTime(moment: Date): string {
  return `${local(moment).slice(0, 19)}${OFFSET}`;
}

function local(moment: Date): string {
  return new Date(moment.getTime() + OFFSET_MINUTES * MINUTE).toISOString();
}

function monthBefore(date: string, months: number): string {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
