/**
 * Appointments for a reader's own calendar.
 * @module
 */
import type { AppointmentLine } from './appointment-line.ts';
import { endOf } from './appointments.ts';
import { calendarFile, type CalendarEvent } from './calendar-file.ts';
import { zoneName } from './visit-zone.ts';

/** What an entry in a calendar says, in the reader's language. A calendar may be seen by others. */
export interface CalendarWords {
  readonly summary: string;
  readonly description?: string | undefined;
  /** Where it is; by default the name and address of the place. */
  readonly location?: string | undefined;
}

export interface CalendarOptions {
  readonly words: (line: AppointmentLine) => CalendarWords;
  /** How many minutes before a calendar should remind; none by default. */
  readonly alarms?: readonly number[];
  /** The moment of writing, for tests. */
  readonly now?: Date;
}

/**
 * Appointments as a calendar file (RFC 5545): booked ones stand fast, those asked for are tentative, cancelled ones take their
 * entry out of a calendar that has it. What has no time, or was entered in error, is left out.
 */
export function appointmentsFile(lines: readonly AppointmentLine[], options: CalendarOptions): string {
  const { now = new Date() } = options;
  const events = lines.flatMap((line) => eventOf(line, options) ?? []);
  const isOff = events.length > 0 && events.every(({ status }) => status === 'CANCELLED');
  return calendarFile(events, isOff ? 'CANCEL' : 'PUBLISH', now);
}

function eventOf(line: AppointmentLine, { words, alarms = [] }: CalendarOptions): CalendarEvent | undefined {
  const { start, status, zone } = line;
  if (!start?.includes('T') || Number.isNaN(Date.parse(start)) || status === 'entered-in-error') return undefined;
  const [place] = line.places;
  const house = [place?.name, ...(place?.address?.lines ?? [])].filter(Boolean).join(', ');
  const { summary, description, location = house || undefined } = words(line);
  const over = endOf(line);
  return {
    uid: uidOf(line),
    sequence: sequenceOf(line),
    start,
    end: over > Date.parse(start) ? new Date(over).toISOString() : undefined,
    zone: zoneName(zone),
    status: status === 'cancelled' ? 'CANCELLED' : ASKED.includes(status) ? 'TENTATIVE' : 'CONFIRMED',
    summary,
    description,
    location,
    position: place?.position,
    url: line.virtualServices.find(({ link }) => link !== undefined)?.link,
    alarms,
  };
}

/** Nothing fast is known of these. */
const ASKED: readonly AppointmentLine['status'][] = ['proposed', 'pending', 'waitlist', 'unknown'];

/** By the server and its id, which stay when it is moved. */
function uidOf({ origin, reference }: AppointmentLine): string {
  const host = URL.parse(origin.source)?.host || 'ehr-widgets.invalid';
  return `${reference.replace('/', '-')}@${host}`;
}

/** The number of its version; else the minute of its last change, which goes up too. */
function sequenceOf({ version, origin: { recorded, recordedAs } }: AppointmentLine): number {
  if (version !== undefined && /^\d{1,9}$/.test(version)) return Number(version);
  const changed = recordedAs === 'lastUpdated' ? Date.parse(recorded ?? '') : Number.NaN;
  return Number.isNaN(changed) ? 0 : Math.floor(changed / 60_000);
}
