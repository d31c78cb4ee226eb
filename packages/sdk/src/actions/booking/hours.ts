/**
 * The practice's own calendars: who keeps one, and which times in it are free, taken or kept shut (FHIR R4 §12.9 Schedule,
 * §12.10 Slot).
 * @module
 */
import type { Slot } from 'fhir/r4.js';
import { readShared } from '../../fhir/shared.ts';
import { oneOf, text } from '../../format/read.ts';
import { daysAfter, startOfDay } from '../../format/zone.ts';
import type { Session } from '../../session/session.ts';
import type { BookingChoices } from '../../topics/booking-choices.ts';
import { practicePlaceOf, type PlaceOptions } from '../place.ts';
import { choicesOf } from './choices.ts';

/** A stretch of time in a calendar, as the practice has it. */
export interface AgendaTime {
  readonly reference: string;
  /** Instants as sent. */
  readonly start: string;
  readonly end: string;
  /** `busy-unavailable`: nobody can be booked then. `busy-tentative`: it is kept for somebody. */
  readonly status: 'free' | 'busy' | 'busy-unavailable' | 'busy-tentative' | 'unknown';
  readonly overbooked: boolean;
  readonly comment?: string | undefined;
}

export interface AgendaHours {
  /** Earliest first. What was entered in error is not among them. */
  readonly times: readonly AgendaTime[];
  /** False where more exists that could not be read. */
  readonly complete: boolean;
}

export interface HoursAsked extends PlaceOptions {
  /** References of Schedules, as `readCalendars` has them. */
  readonly calendars: readonly string[];
  /** Calendar days, `yyyy-mm-dd`, both of them among those read. */
  readonly from: string;
  readonly until: string;
  /** The IANA zone that the days are those of; the reader's own when left out. */
  readonly zone?: string;
  readonly signal?: AbortSignal;
}

/**
 * Who and what has a calendar at a source, and in which zone it is kept. Read once for as long as the source is there.
 * @throws EhrError as a request fails. What the sign-in does not let be read is left out.
 */
export function readCalendars(session: Session, { source }: PlaceOptions = {}): Promise<BookingChoices> {
  return choicesOf(practicePlaceOf(session, source).source);
}

/**
 * The times of some calendars in some days, whatever stands in them. None where no calendar is asked for.
 * @throws EhrError as a request fails. An abort rejects with its reason.
 */
export async function readHours(session: Session, asked: HoursAsked): Promise<AgendaHours> {
  const { calendars, from, until, zone, signal } = asked;
  const { source } = practicePlaceOf(session, asked.source);
  if (calendars.length === 0) return { times: [], complete: true };
  const moment = (day: string): string => new Date(startOfDay(day, zone)).toISOString();
  const params = [
    ['schedule', calendars.join(',')],
    ['start', `ge${moment(from)}`],
    ['start', `lt${moment(daysAfter(until, 1))}`],
  ] as const;
  const { matches, cutOff } = await readShared(source, 'Slot', params, signal && { signal });
  const times = matches.flatMap((found) => timeOf(found as Slot) ?? []);
  return {
    times: times.sort((one, other) => Date.parse(one.start) - Date.parse(other.start)),
    complete: !cutOff,
  };
}

const STATUSES = ['free', 'busy', 'busy-unavailable', 'busy-tentative', 'entered-in-error'] as const;

function timeOf({ id, start, end, status, overbooked, comment }: Slot): AgendaTime | undefined {
  const told = oneOf(STATUSES, status) ?? 'unknown';
  if (told === 'entered-in-error' || !id || !(Date.parse(end) > Date.parse(start))) return undefined;
  return {
    reference: `Slot/${id}`,
    start,
    end,
    status: told,
    overbooked: overbooked === true,
    comment: text(comment),
  };
}
