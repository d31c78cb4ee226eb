/**
 * Appointments: what is to come, what is asked for, what was (FHIR R4 §12.11 Appointment).
 * @module
 */
import { dateOrder } from '../format/date.ts';
import { newestFirst } from '../format/when.ts';
import { appointmentLine, type AppointmentLine } from './appointment-line.ts';
import { conceptKeys, mergeSources, toldDifferently, type Elsewhere, type Identity } from './elsewhere.ts';
import { linesOf } from './lines.ts';
import { alike } from './list-view.ts';
import { topic } from './topic.ts';

/** What two sources may tell differently of one appointment. */
export type AppointmentFacet = 'status' | 'time' | 'place';

export interface AppointmentsView {
  /** Booked, or begun, and not over; soonest first. Also what has a status that is not known. */
  readonly upcoming: readonly AppointmentLine[];
  /** Asked for and not booked: proposed, pending, on a waiting list. Soonest first, those without a time last. */
  readonly requested: readonly AppointmentLine[];
  /** Attended, missed, and what went by with its status as it was; newest first. */
  readonly past: readonly AppointmentLine[];
  /** Newest first. */
  readonly cancelled: readonly AppointmentLine[];
  readonly enteredInError: readonly AppointmentLine[];
  /** What other sources tell of an appointment, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<AppointmentLine, AppointmentFacet>>;
  /** Upcoming ones at the same time as another, whichever source tells it, by the line's key. */
  readonly overlaps: ReadonlyMap<string, readonly AppointmentLine[]>;
}

/** Where it takes place and in which zone is read with them. */
export const appointments = topic<AppointmentsView>({
  name: 'appointments',
  searches: [
    {
      type: 'Appointment',
      by: 'patient',
      params: { _sort: '-date' },
      include: [
        'Appointment:actor',
        'Appointment:slot',
        'Slot:schedule',
        'PractitionerRole:practitioner',
        'Location:organization',
      ],
    },
  ],
  view: (input) => {
    const all = newestFirst(linesOf(input, 'Appointment', appointmentLine), timeOf);
    const { lines, elsewhere } = mergeSources(all, sameAppointment);
    return { ...dividedAt(lines, input.now), elsewhere };
  },
  content: ({ upcoming, requested, past, cancelled }) =>
    [upcoming, requested, past, cancelled].some((lines) => lines.length > 0) ? 'some' : 'none-recorded',
});

/** The same appointments as they stand at another moment: time passes while nothing new is read. */
export function appointmentsAt(view: AppointmentsView, now: Date): AppointmentsView {
  const { upcoming, requested, past, cancelled, enteredInError, elsewhere } = view;
  const all = newestFirst([...upcoming, ...requested, ...past, ...cancelled, ...enteredInError], timeOf);
  return { ...dividedAt(all, now), elsewhere };
}

/** Those that take up some of the time from `start` to `end`: instants. What was cancelled takes up none. */
export function overlapping(
  { upcoming, requested }: Pick<AppointmentsView, 'upcoming' | 'requested'>,
  { start, end }: { readonly start: string; readonly end: string },
): AppointmentLine[] {
  return during([...upcoming, ...requested], Date.parse(start), Date.parse(end));
}

function during(lines: readonly AppointmentLine[], from: number, until: number): AppointmentLine[] {
  return lines.filter((line) => line.start !== undefined && Date.parse(line.start) < until && endOf(line) > from);
}

/** When it is over, in milliseconds since 1970; NaN for what has no time. Without an end or a length, when it begins. */
export function endOf({ start, end, minutes = 0, wanted }: AppointmentLine): number {
  if (end !== undefined) return Date.parse(end);
  if (start !== undefined) return Date.parse(start) + minutes * 60_000;
  const ends = wanted.map((period) => (period.end === undefined ? Infinity : lastMoment(period.end)));
  return ends.length > 0 ? Math.max(...ends) : Number.NaN;
}

function dividedAt(lines: readonly AppointmentLine[], now: Date): Omit<AppointmentsView, 'elsewhere'> {
  const isOver = (line: AppointmentLine): boolean =>
    endOf(line) + (BEGUN.includes(line.status) ? DAY : 0) < now.getTime();
  const having = (...statuses: AppointmentLine['status'][]): AppointmentLine[] =>
    lines.filter(({ status }) => statuses.includes(status));
  const open = having('booked', 'arrived', 'checked-in', 'unknown');
  const asked = having('proposed', 'pending', 'waitlist');
  const over = new Set([...having('fulfilled', 'noshow'), ...[...open, ...asked].filter(isOver)]);
  const upcoming = soonestFirst(open.filter((line) => !over.has(line)));
  return {
    upcoming,
    requested: soonestFirst(asked.filter((line) => !over.has(line))),
    past: lines.filter((line) => over.has(line)),
    cancelled: having('cancelled'),
    enteredInError: having('entered-in-error'),
    overlaps: overlapsAmong(upcoming),
  };
}

/** Who is there has an appointment still, however late it has become. */
const BEGUN: readonly AppointmentLine['status'][] = ['arrived', 'checked-in'];
const DAY = 24 * 60 * 60_000;

function overlapsAmong(upcoming: readonly AppointmentLine[]): AppointmentsView['overlaps'] {
  const overlaps = new Map<string, readonly AppointmentLine[]>();
  for (const line of upcoming) {
    if (line.start === undefined) continue;
    const others = during(upcoming, Date.parse(line.start), endOf(line)).filter((other) => other !== line);
    if (others.length > 0) overlaps.set(line.key, others);
  }
  return overlaps;
}

function soonestFirst(lines: readonly AppointmentLine[]): AppointmentLine[] {
  const at = (line: AppointmentLine): number => (timeOf(line) === undefined ? Infinity : dateOrder(timeOf(line)));
  // Those of one time stay in the order that they have.
  return [...lines].sort((one, other) => (at(one) === at(other) ? 0 : at(one) - at(other)));
}

/** By which it stands in its list. */
function timeOf({ start, wanted }: AppointmentLine): string | undefined {
  return start ?? wanted[0]?.start ?? wanted[0]?.end;
}

/** A date without a time lasts to the end of its day, wherever that is. */
function lastMoment(end: string): number {
  return end.includes('T') ? Date.parse(end) : Date.parse(end) + 2 * DAY;
}

/** One appointment bears one number. Two of the same minute may be one, or may be a clash: both are told. */
const sameAppointment: Identity<AppointmentLine, AppointmentFacet> = {
  keys: (line) => {
    if (line.status === 'entered-in-error') return [];
    return [...line.identifiers, ...(line.start ? [minuteOf(line.start)] : conceptKeys(line.name))];
  },
  compare: (one, other) => {
    if (one.identifiers.some((identifier) => other.identifiers.includes(identifier))) return 'same';
    if (!one.start && !other.start) return alike(one, other);
    return one.start && other.start && minuteOf(one.start) === minuteOf(other.start) ? 'doubtful' : 'different';
  },
  facets: {
    status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)),
    time: toldDifferently(({ start }) => start && minuteOf(start)),
    place: toldDifferently(({ places }) => places[0]?.name?.toLowerCase()),
  },
  // Where one says that it is off, it may be on: who does not come is the worse off.
  rank: ({ status }) => (status === 'cancelled' ? 2 : status === 'unknown' ? 1 : 0),
};

function minuteOf(start: string): string {
  const time = Date.parse(start);
  return Number.isNaN(time) ? start : new Date(time).toISOString().slice(0, 16);
}
