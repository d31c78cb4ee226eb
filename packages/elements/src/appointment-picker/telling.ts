import type { TemplateResult } from 'lit';
import { formatDate, type ContactPoint } from '@ehr-widgets/sdk';
import {
  dayAt,
  zoneName,
  type AppointmentLine,
  type CoverageLine,
  type FreeTime,
  type VisitMode,
} from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { phoneIcon, videoIcon } from '../shared/visit-icons.ts';
import type { Reader } from '../shared/reader.ts';
import { clocksApart, hourIn } from '../shared/zone-dates.ts';
import { fullDay, shortDay } from './dates.ts';
import { pickerStrings, type PickerWords } from './picker.strings.ts';

/** What the words of the picker are made with. The reader's zone is their own; times are told in that of the place. */
export interface Telling {
  readonly reader: Reader;
  readonly words: PickerWords;
}

export function telling(reader: Reader): Telling {
  return { reader, words: pickerStrings.for(reader) };
}

/** Something at a time and a place: a free time, or an appointment. */
export type Timed = Pick<FreeTime, 'zone'> & Pick<AppointmentLine, 'start' | 'end'>;

/** In which zone a time is told: the place's, and where that is not known the reader's own. */
export function zoneOf({ zone }: Timed, { reader }: Telling): string | undefined {
  return zoneName(zone) ?? reader.timeZone;
}

/** A time of day where it takes place. */
export function clockText(at: string | undefined, timed: Timed, told: Telling): string {
  return at ? formatDate(at, { locale: told.reader.locale, timeZone: zoneOf(timed, told), part: 'time' }) : '';
}

/** The day in full where it takes place. */
export function dayText(timed: Timed, told: Telling): string {
  return timed.start ? fullDay(dayAt(Date.parse(timed.start), zoneOf(timed, told)), told.reader.locale) : '';
}

/** What a function tells of a time, worked out once for a reader: each click draws all times again. */
function oncePerTime<Of extends Timed, Result>(tell: (timed: Of, told: Telling) => Result): typeof tell {
  const known = new WeakMap<Of, Telling & { readonly result: Result }>();
  return (timed, told) => {
    const before = known.get(timed);
    const { words, reader } = told;
    const isSame =
      before?.words === words && before.reader.locale === reader.locale && before.reader.timeZone === reader.timeZone;
    if (isSame) return before.result;
    const result = tell(timed, told);
    known.set(timed, { words, reader, result });
    return result;
  };
}

/** The time of day at which it begins. */
export const startText = oncePerTime((timed: Timed, told) => clockText(timed.start, timed, told));

/** The hour of the day in which it begins, 0 to 23. */
export const startHour = oncePerTime((timed: FreeTime, told) => hourIn(Date.parse(timed.start), zoneOf(timed, told)));

/** `Tue 20 Oct, 14:10`. */
export const momentText = oncePerTime((timed: Timed, told) => {
  if (!timed.start) return '';
  const day = shortDay(dayAt(Date.parse(timed.start), zoneOf(timed, told)), told.reader.locale);
  return `${day}, ${startText(timed, told)}`;
});

/** The same by the reader's own clock, with the day where that is another; empty where both clocks are the same. */
export const ownText = oncePerTime((timed: Timed, told) => {
  const { start } = timed;
  const { locale, timeZone } = told.reader;
  const there = zoneOf(timed, told);
  if (!start) return '';
  const at = Date.parse(start);
  if (clocksApart(at, there, timeZone) === 0) return '';
  const day = dayAt(at, timeZone) === dayAt(at, there) ? '' : `${shortDay(dayAt(at, timeZone), locale)}, `;
  return told.words.yourTime(day + formatDate(start, { locale, timeZone, part: 'time' }));
});

export const modeIcons: Readonly<Record<VisitMode, TemplateResult>> = {
  'in-person': icon('building'),
  video: videoIcon,
  phone: phoneIcon,
  unknown: icon('unknown'),
};

/** Who a visit is with. */
export function withText({ people }: Pick<FreeTime, 'people'>, { reader, words }: Telling): string {
  return reader.list(people.map(({ name }) => name ?? words.unnamed.person));
}

/** Where it is, with the address as far as it is told. */
export function whereText({ places }: Pick<FreeTime, 'places'>, { words }: Telling): string {
  return places
    .map(({ name, address }) => [name ?? words.unnamed.place, ...(address?.lines ?? [])].join(', '))
    .join('; ');
}

/** By which somebody can be called, as the record has it; empty where it has nothing. */
export function reachText(reach: readonly ContactPoint[]): string {
  return reach
    .filter(({ system, use }) => (system === 'phone' || system === 'sms') && use !== 'old')
    .slice(0, 1)
    .map(({ value }) => value)
    .join('');
}

/** Who pays, the plan and the number, as far as told. */
export function coverageText({ payers, plan, number }: CoverageLine, unnamed: string): string {
  return [...(payers.length > 0 ? payers : [unnamed]), plan, number].filter(Boolean).join(', ');
}

/** How many times are free on a day. Where some may not have been read, none is not said of it. */
export function freeText(times: readonly FreeTime[] | undefined, isWhole: boolean, { words, reader }: Telling): string {
  if (!times) return words.reading;
  if (times.length > 0) return words.free(reader.count(times.length));
  return isWhole ? words.noneThatDay : words.notAllRead;
}
