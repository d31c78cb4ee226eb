/** Days and times by the clocks of the practices that are told of, so that a story tells the same on every day of a year. */
import { dayAt, daysAfter, offsetAt } from '@ehr-widgets/sdk/appointments';

const MINUTE = 60_000;

/** Where the practices stand. */
export const ZONE = 'Europe/London';

/** The day that is so many days after today, `yyyy-mm-dd`. */
export function dayAhead(days: number, now: Date = new Date()): string {
  return daysAfter(dayAt(now.getTime(), ZONE), days);
}

/** The instant at which clocks show `hh:mm` on a day; not one at which they change. */
export function instantOn(day: string, clock: string): string {
  const asIfUtc = Date.parse(`${day}T${clock}:00Z`);
  return new Date(asIfUtc - offsetAt(asIfUtc, ZONE) * MINUTE).toISOString();
}

/** The instant at which clocks show `hh:mm` so many days after today. */
export function timeAhead(days: number, clock: string, now: Date = new Date()): string {
  return instantOn(dayAhead(days, now), clock);
}
