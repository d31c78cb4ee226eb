/**
 * Events as a file that calendars read (RFC 5545 iCalendar).
 * @module
 */
import { clockChanges, offsetAt, wallTime } from '../format/zone.ts';

/** One event. Texts may hold line breaks. */
export interface CalendarEvent {
  /** The same for the same thing for ever, and of nothing else: a calendar knows by it what to put in place of what. */
  readonly uid: string;
  /** Goes up with each change. */
  readonly sequence: number;
  /** Instants. */
  readonly start: string;
  readonly end?: string | undefined;
  /** IANA name; without one the times are written in UTC. */
  readonly zone?: string | undefined;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  readonly summary: string;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  readonly position?: { readonly latitude: string; readonly longitude: string } | undefined;
  /** https. */
  readonly url?: string | undefined;
  /** How many minutes before it a calendar should remind of it. */
  readonly alarms: readonly number[];
}

/**
 * A file with these events. A method says what it is for: `PUBLISH` puts them in, `CANCEL` takes them out.
 * @param stamp When it is written.
 */
export function calendarFile(events: readonly CalendarEvent[], method: 'PUBLISH' | 'CANCEL', stamp: Date): string {
  const zones = new Set(events.flatMap(({ zone }) => zone ?? []));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//EHR Widgets//Appointments//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...[...zones].flatMap((zone) => zoneLines(zone, events)),
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, stamp: Date): string[] {
  const { uid, sequence, start, end, zone, status, summary, description, location, position, url, alarms } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${inUtc(stamp.getTime())}`,
    timeLine('DTSTART', start, zone),
    ...(end === undefined ? [] : [timeLine('DTEND', end, zone)]),
    `STATUS:${status}`,
    `SUMMARY:${escaped(summary)}`,
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    ...(location ? [`LOCATION:${escaped(location)}`] : []),
    ...(position ? [`GEO:${Number(position.latitude)};${Number(position.longitude)}`] : []),
    ...(url ? [`URL:${plain(url)}`] : []),
    'CLASS:PRIVATE',
    'TRANSP:OPAQUE',
    ...(status === 'CANCELLED' ? [] : alarms.flatMap((minutes) => alarmLines(minutes, summary))),
    'END:VEVENT',
  ];
}

function alarmLines(minutes: number, summary: string): string[] {
  const trigger = `TRIGGER:-PT${Math.max(0, Math.round(minutes))}M`;
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(summary)}`, trigger, 'END:VALARM'];
}

/** In the place's own time, so that it stays right whatever the rules of its clocks become. */
function timeLine(name: string, at: string, zone: string | undefined): string {
  const instant = Date.parse(at);
  if (zone === undefined || isShownTwice(instant, zone)) return `${name}:${inUtc(instant)}`;
  return `${name};TZID=${zone}:${basic(wallTime(instant, zone))}`;
}

/**
 * In the hour that clocks show twice, a time without an offset means the first one (RFC 5545 §3.3.5), but calendars do not
 * agree on it.
 */
function isShownTwice(instant: number, zone: string): boolean {
  const offset = offsetAt(instant, zone);
  return [-AROUND, AROUND].some((by) => {
    const other = instant + (offset - offsetAt(instant + by, zone)) * 60_000;
    return other !== instant && wallTime(other, zone) === wallTime(instant, zone);
  });
}

const AROUND = 3 * 3_600_000;

const YEAR = 366 * 24 * 3_600_000;

/** Each change of the clocks from a year before the first event to a year after the last (RFC 5545 §3.6.5). */
function zoneLines(zone: string, events: readonly CalendarEvent[]): string[] {
  const times = events.filter((event) => event.zone === zone).map(({ start }) => Date.parse(start));
  const [from, until] = [Math.min(...times) - YEAR, Math.max(...times) + YEAR];
  const changes = clockChanges(zone, from, until);
  const offsets = [from, ...changes].map((moment) => offsetAt(moment, zone));
  const usual = Math.min(...offsets);
  const first = offsets[0] ?? 0;
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...observance(first > usual, inZone(from, first), first, first, zone, from),
    ...changes.flatMap((moment, index) => {
      const [before, after] = [offsets[index] ?? 0, offsets[index + 1] ?? 0];
      // When it begins is told by the clocks that it changes.
      return observance(after > usual, inZone(moment, before), before, after, zone, moment);
    }),
    'END:VTIMEZONE',
  ];
}

function observance(
  isSummer: boolean,
  start: string,
  before: number,
  after: number,
  zone: string,
  moment: number,
): string[] {
  const name = isSummer ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    `TZNAME:${escaped(nameAt(moment, zone))}`,
    `END:${name}`,
  ];
}

function nameAt(moment: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'short' }).formatToParts(moment);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
}

function inZone(moment: number, offset: number): string {
  return basic(new Date(moment + offset * 60_000).toISOString().slice(0, 19));
}

function inUtc(moment: number): string {
  return `${basic(new Date(moment).toISOString().slice(0, 19))}Z`;
}

function basic(time: string): string {
  return time.replace(/[-:]/g, '');
}

/** RFC 5545 §3.3.11. */
function escaped(words: string): string {
  return plain(words.replace(/\r\n?/g, '\n'), /[^\P{Cc}\n\t]/gu)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** Without characters that would end the line. */
function plain(value: string, control = /\p{Cc}/gu): string {
  return value.replace(control, '');
}

const LONGEST_LINE = 75;
const encoder = new TextEncoder();

/** Lines have at most 75 octets, and no character is taken apart (RFC 5545 §3.1). */
function folded(line: string): string {
  let text = '';
  let length = 0;
  for (const character of line) {
    const { length: size } = encoder.encode(character);
    if (length + size > LONGEST_LINE) {
      text += '\r\n ';
      length = 1;
    }
    text += character;
    length += size;
  }
  return text;
}
