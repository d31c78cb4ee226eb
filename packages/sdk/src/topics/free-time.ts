/**
 * Times that are free, as a reader may choose them (FHIR R4 §12.10 Slot; proposals of `$find`, IHE ITI Scheduling 1.0.0).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';
import { each, sorted, type Pieces } from '../format/pieces.ts';
import { date, extensions, list, text } from '../format/read.ts';
import { clockChange, dayAt, daysIn, placeAmong } from '../format/zone.ts';
import {
  fits,
  relativeReference,
  type BookableCalendar,
  type BookingChoices,
  type TimesWanted,
} from './booking-choices.ts';
import { modeOf, secureLink, type VisitMode } from './visit-mode.ts';
import type { VisitPerson, VisitPlace } from './visit-place.ts';
import { zoneName, type VisitZone } from './visit-zone.ts';

/** One time that can be chosen: a slot, or several that follow each other. */
export interface FreeTime {
  /** Unique within a source, stable between readings. */
  readonly key: string;
  /** The id of the session's source. */
  readonly source: string;
  /** Instants as sent. */
  readonly start: string;
  readonly end: string;
  readonly minutes: number;
  /** Of the place: tell times in it first. */
  readonly zone: VisitZone;
  readonly mode: VisitMode;
  /** References of the slots, in their order. */
  readonly slots: readonly string[];
  /** The reference of the Schedule, where it is known. */
  readonly calendar?: string | undefined;
  /** References of services; names and telephone numbers are in the choices. */
  readonly services: readonly string[];
  readonly types: readonly Concept[];
  readonly categories: readonly Concept[];
  readonly specialties: readonly Concept[];
  readonly kind?: Concept | undefined;
  readonly people: readonly VisitPerson[];
  readonly places: readonly VisitPlace[];
  /** What the practice says of all its times, such as to come early. */
  readonly comment?: string | undefined;
  readonly overbooked: boolean;
  /** Where a visit at this time is booked on a page of its own (SMART Scheduling Links, `booking-deep-link`). */
  readonly link?: string | undefined;
  /** By whom it is booked on the telephone (SMART Scheduling Links, `booking-phone`). */
  readonly phone?: string | undefined;
  /** The id of the proposal that the server made of it. */
  readonly proposal?: string | undefined;
}

/** A day of a month with the times that begin on it, as the place counts days. */
export interface FreeDay {
  /** `yyyy-mm-dd`. */
  readonly day: string;
  /** Earliest first. */
  readonly times: readonly FreeTime[];
  /** By how many minutes clocks are put forward on this day, negative where they go back; 0 on most days. */
  readonly clockChange: number;
}

const SCHEDULING_LINKS = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';

/** A Slot; undefined for one that is not free or says no time. */
export function timeOfSlot(slot: fhir.Slot, source: string, choices: BookingChoices): FreeTime | undefined {
  if (slot.status !== 'free') return undefined;
  const calendar = relativeReference(slot.schedule?.reference);
  const known = calendar === undefined ? undefined : toldByCalendar(choices).get(calendar);
  const types = conceptsOf(slot.serviceType);
  return timeOf(slot, [`Slot/${slot.id}`], source, {
    calendar,
    ...(known?.told ?? within(undefined, choices)),
    types: types.length > 0 ? types : (known?.types ?? []),
    overbooked: slot.overbooked === true,
    link: secureLink(linkOf(slot, 'booking-deep-link', 'valueUrl')),
    phone: text(linkOf(slot, 'booking-phone', 'valueString')),
  });
}

/** What `$find` proposes; undefined for what says no time. */
export function timeOfProposal(
  proposal: fhir.Appointment,
  source: string,
  choices: BookingChoices,
): FreeTime | undefined {
  const actors = list(proposal.participant).flatMap(({ actor }) => relativeReference(actor?.reference) ?? []);
  const named = (type: string): string[] => actors.filter((actor) => actor.startsWith(type));
  const [services, people, places] = ['HealthcareService/', 'Practitioner', 'Location/'].map(named);
  const calendar = choices.calendars.find(
    (one) =>
      [...one.services, ...one.people, ...one.places].every((each) => actors.includes(each)) &&
      (people ?? []).every((each) => one.people.includes(each)),
  );
  const types = conceptsOf(proposal.serviceType);
  const slots = list(proposal.slot).flatMap(({ reference }) => relativeReference(reference) ?? []);
  const untold = { services: services ?? [], people: people ?? [], places: places ?? [] };
  return timeOf(proposal, slots, source, {
    types,
    ...within(calendar ?? untold, choices, proposal),
    calendar: calendar?.reference,
    overbooked: false,
    proposal: text(proposal.id),
  });
}

/** Those that are wanted, in the order of time: not gone by, and of the length that is asked for. */
export function* timesWanted(times: readonly FreeTime[], wanted: TimesWanted, now: Date): Pieces<FreeTime[]> {
  const open: FreeTime[] = [];
  yield* each(times, (time) => {
    if (startOf(time) > now.getTime() && (wanted.overbooked || !time.overbooked) && isFor(time, wanted))
      open.push(time);
  });
  const inOrder = yield* sorted(open, byTime);
  return wanted.minutes === undefined ? inOrder : yield* ofLength(inOrder, wanted.minutes);
}

/** The days of a month, `yyyy-mm`, each with the times that begin on it where they take place. */
export function* daysOfMonth(month: string, times: readonly FreeTime[], zone?: string): Pieces<FreeDay[]> {
  const all = daysIn(month);
  const days: (FreeDay & { readonly times: FreeTime[] })[] = [];
  for (const day of all) {
    days.push({ day, times: [], clockChange: clockChange(day, zone) });
    // The first that is asked of a zone takes a while.
    yield;
  }
  const placeIn = new Map<string | undefined, ReturnType<typeof placeAmong>>();
  yield* each(times, (time) => {
    const own = zoneName(time.zone) ?? zone;
    const placeOf = placeIn.get(own) ?? placeAmong(all, own);
    placeIn.set(own, placeOf);
    const place = placeOf(startOf(time));
    if (place !== undefined) days[place]?.times.push(time);
  });
  return days;
}

/** The calendar day of a time where it takes place; in `zone` where that is not told, else in the reader's own. */
export function dayOfTime({ start, zone }: FreeTime, otherwise?: string): string {
  return dayAt(Date.parse(start), zoneName(zone) ?? otherwise);
}

/** The times nearest to one that cannot be had, of the same kind of visit before others. */
export function nearestTimes(times: readonly FreeTime[], to: FreeTime, most: number): FreeTime[] {
  const at = startOf(to);
  const others = times.filter(({ key, slots }) => key !== to.key && !slots.some((slot) => to.slots.includes(slot)));
  const rank = (time: FreeTime): number => (time.mode === to.mode ? 0 : 1);
  const distance = (time: FreeTime): number => Math.abs(startOf(time) - at);
  const nearest = others
    .sort((one, other) => rank(one) - rank(other) || distance(one) - distance(other))
    .slice(0, most);
  return nearest.sort(byTime);
}

type Told = Omit<
  FreeTime,
  'key' | 'source' | 'start' | 'end' | 'minutes' | 'slots' | 'categories' | 'specialties' | 'kind'
>;

function timeOf(
  sent: fhir.Slot | fhir.Appointment,
  slots: readonly string[],
  source: string,
  told: Told,
): FreeTime | undefined {
  const [start, end] = [date(sent.start), date(sent.end)];
  if (!start?.includes('T') || !end?.includes('T')) return undefined;
  const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
  if (!(minutes > 0)) return undefined;
  const kind = conceptOf(sent.appointmentType);
  const byKind = modeOf([...told.types, kind], [], false);
  return {
    ...told,
    key: slots.join(' ') || `${start} ${told.proposal}`,
    source,
    start,
    end,
    minutes,
    slots,
    zone: told.zone.kind === 'told' ? told.zone : { kind: 'untold', offset: /[+-]\d\d:\d\d$/.exec(start)?.[0] },
    mode: byKind === 'unknown' ? told.mode : byKind,
    categories: conceptsOf(sent.serviceCategory),
    specialties: conceptsOf(sent.specialty),
    kind,
  };
}

/** Thousands of times are of a few calendars. */
const toldByCalendar = oncePerObject(
  (choices: BookingChoices) =>
    new Map(choices.calendars.map((one) => [one.reference, { types: one.types, told: within(one, choices) }])),
);

/** What a calendar, or a proposal, says of its times. */
function within(
  calendar: (Pick<BookableCalendar, 'services' | 'people' | 'places'> & Partial<BookableCalendar>) | undefined,
  choices: BookingChoices,
  proposal?: fhir.Appointment,
): Pick<FreeTime, 'services' | 'people' | 'places' | 'mode' | 'zone' | 'comment'> {
  const { services = [], people = [], places = [] } = calendar ?? {};
  const display = (reference: string): string | undefined =>
    text(
      list(proposal?.participant).find(({ actor }) => relativeReference(actor?.reference) === reference)?.actor
        ?.display,
    );
  const there = places.map(
    (reference) =>
      choices.places.find((one) => one.reference === reference) ?? { ...NO_PLACE, reference, name: display(reference) },
  );
  const service = choices.services.find(({ reference }) => services.includes(reference));
  const [place] = there;
  const zone = place?.zone ?? service?.zone;
  return {
    services,
    people: people.map(
      (reference) =>
        choices.people.find((one) => one.reference === reference) ?? { ...NOBODY, reference, name: display(reference) },
    ),
    places: there,
    mode: calendar?.mode ?? service?.mode ?? (place ? 'in-person' : 'unknown'),
    zone:
      calendar?.zone ??
      (zone === undefined ? { kind: 'untold' } : { kind: 'told', zone, by: place?.zone ? 'location' : 'service' }),
    comment: calendar?.comment,
  };
}

const NO_PLACE: VisitPlace = { telecom: [], virtual: false };
const NOBODY: VisitPerson = { kind: 'practitioner', photos: [], specialties: [], telecom: [] };

function isFor(time: FreeTime, wanted: TimesWanted): boolean {
  const references = (parties: readonly { readonly reference?: string | undefined }[]): string[] =>
    parties.flatMap(({ reference }) => reference ?? []);
  const { services, types, mode } = time;
  return fits({ services, types, mode, people: references(time.people), places: references(time.places) }, wanted);
}

/** Each beginning from which enough time is free without a gap, with as few slots as it takes. */
function* ofLength(times: readonly FreeTime[], minutes: number): Pieces<FreeTime[]> {
  const following = new Map<string, FreeTime>();
  yield* each(times, (time) => void following.set(`${whoOf(time)} ${startOf(time)}`, time));
  const long: FreeTime[] = [];
  yield* each(times, (first) => {
    const parts = [first];
    let length = first.minutes;
    while (length < minutes) {
      const next = following.get(`${whoOf(first)} ${Date.parse((parts.at(-1) as FreeTime).end)}`);
      if (!next) return;
      parts.push(next);
      length += next.minutes;
    }
    long.push(parts.length === 1 ? first : together(parts));
  });
  return long;
}

function together(parts: readonly FreeTime[]): FreeTime {
  const [first, last] = [parts[0] as FreeTime, parts.at(-1) as FreeTime];
  return {
    ...first,
    key: parts.map(({ key }) => key).join(' '),
    end: last.end,
    minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
    slots: parts.flatMap(({ slots }) => slots),
    // What was proposed was one of them.
    proposal: undefined,
    link: undefined,
  };
}

/** Times follow each other where the same people keep them. */
function whoOf({ calendar, people, places, services }: FreeTime): string {
  if (calendar !== undefined) return calendar;
  return [...people, ...places]
    .map(({ reference }) => reference)
    .concat(services)
    .join(' ');
}

function byTime(one: FreeTime, other: FreeTime): number {
  return startOf(one) - startOf(other) || (one.key < other.key ? -1 : 1);
}

/** The moment at which a time begins. Read once: they are compared often. */
export const startOf = oncePerObject(({ start }: FreeTime) => Date.parse(start));

function linkOf(slot: fhir.Slot, name: string, value: 'valueUrl' | 'valueString'): unknown {
  const [extension] = extensions(slot, `${SCHEDULING_LINKS}${name}`);
  return extension?.[value] ?? extension?.['valueUri'];
}
