import { endOf, zoneName, type AppointmentLine, type VisitPlace } from '@ehr-widgets/sdk/appointments';
import { formatDate } from '@ehr-widgets/sdk';
import type { Reader } from '../shared/reader.ts';
import { clocksApart, fullDayAt, zoneText } from '../shared/zone-dates.ts';
import { appointmentStrings, type AppointmentWords } from './appointment-list.strings.ts';

/** What the words of a list are made with. */
export interface Telling {
  readonly reader: Reader;
  readonly words: AppointmentWords;
}

/** The reader together with the list's words for them. */
export function telling(reader: Reader): Telling {
  return { reader, words: appointmentStrings.for(reader) };
}

/** What it is called; never empty. */
export function nameOf({ name, nameAbsent }: AppointmentLine, { reader, words }: Telling): string {
  return reader.concept(name) || (nameAbsent === 'masked' ? words.hidden : words.unnamed);
}

/** When it is, where it takes place and, where clocks differ, by the reader's own. */
export interface WhenText {
  /** Empty where it has no time. */
  readonly day: string;
  readonly time: string;
  /** Whose clock that is. */
  readonly zone: string;
  /** By the reader's own clock; empty where that shows the same. */
  readonly own: string;
}

export function whenText(line: AppointmentLine, told: Telling): WhenText {
  const { reader, words } = told;
  const { locale, timeZone } = reader;
  const { start } = line;
  if (start === undefined) return { day: '', time: '', zone: '', own: '' };
  const at = Date.parse(start);
  // A start is an instant; what is not would be told as sent.
  if (!start.includes('T') || Number.isNaN(at)) return { day: reader.calendarDay(start), time: '', zone: '', own: '' };
  const there = zoneName(line.zone);
  const shown = there ?? timeZone;
  const day = fullDayAt(at, shown, locale);
  const ownDay = fullDayAt(at, timeZone, locale);
  return {
    day,
    time: spanText(line, shown, told),
    zone: there === undefined ? words.zoneUntold(zoneText(shown, at, locale)) : zoneText(there, at, locale),
    own:
      there === undefined || clocksApart(at, there, timeZone) === 0
        ? ''
        : words.ownTime(
            [ownDay === day ? '' : ownDay, spanText(line, timeZone, told)].filter(Boolean).join(', '),
            zoneText(timeZone, at, locale),
          ),
  };
}

/** Day and time in one, for a sentence. */
export function momentText(line: AppointmentLine, told: Telling): string {
  const { day, time } = whenText(line, told);
  return [day, time].filter(Boolean).join(', ') || told.words.noTime;
}

/** A time of day where it takes place. */
export function clockText(at: number, { zone }: Pick<AppointmentLine, 'zone'>, { reader }: Telling): string {
  const timeZone = zoneName(zone) ?? reader.timeZone;
  return formatDate(new Date(at).toISOString(), { locale: reader.locale, timeZone, part: 'time' });
}

function spanText(line: AppointmentLine, timeZone: string | undefined, { reader, words }: Telling): string {
  const { start = '', end } = line;
  const clock = (at: string): string => formatDate(at, { locale: reader.locale, timeZone, part: 'time' });
  const until = end ?? (line.minutes === undefined ? undefined : new Date(endOf(line)).toISOString());
  const isOneDay =
    until !== undefined &&
    fullDayAt(Date.parse(until), timeZone, reader.locale) === fullDayAt(Date.parse(start), timeZone, reader.locale);
  if (until === undefined || until === start) return clock(start);
  return words.fromTo(
    clock(start),
    isOneDay ? clock(until) : `${fullDayAt(Date.parse(until), timeZone, reader.locale)}, ${clock(until)}`,
  );
}

/** A place by its name, its address after it. */
export function placeText({ name, description, address }: VisitPlace, { words }: Telling): string {
  return [name ?? words.unnamedPlace, description, ...(address?.lines ?? [])].filter(Boolean).join(', ');
}
