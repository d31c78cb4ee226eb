/**
 * What can be booked: services, people and places, and the calendars that say which of them go together (FHIR R4 §12.9
 * Schedule, §8.9 HealthcareService).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { list, text } from '../format/read.ts';
import { periodOf, type Period } from '../format/when.ts';
import { lookUp, partyOf, readingOf, type Reading } from './line.ts';
import { telecomOf, type ContactPoint } from './patient.ts';
import type { SourcedResource, TopicInput } from './topic.ts';
import { modeOf, type VisitMode } from './visit-mode.ts';
import { visitPerson, visitPlace, type VisitPerson, type VisitPlace } from './visit-place.ts';
import { visitZone, zoneIn, type VisitZone } from './visit-zone.ts';

/** A service that people come for. */
export interface BookableService {
  readonly reference: string;
  readonly name?: string | undefined;
  readonly types: readonly Concept[];
  readonly categories: readonly Concept[];
  readonly specialties: readonly Concept[];
  readonly comment?: string | undefined;
  readonly telecom: readonly ContactPoint[];
  /** References of places. */
  readonly places: readonly string[];
  readonly mode: VisitMode;
  readonly zone?: string | undefined;
}

/** Whose time is kept in one calendar: all of these are needed for a visit in it. */
export interface BookableCalendar {
  readonly reference: string;
  readonly services: readonly string[];
  readonly people: readonly string[];
  readonly places: readonly string[];
  /** What its times are for, as coded. */
  readonly types: readonly Concept[];
  readonly specialties: readonly Concept[];
  readonly mode: VisitMode;
  readonly zone: VisitZone;
  readonly comment?: string | undefined;
  /** For which days times are planned. */
  readonly horizon?: Period | undefined;
}

export interface BookingChoices {
  readonly services: readonly BookableService[];
  readonly people: readonly VisitPerson[];
  readonly places: readonly VisitPlace[];
  readonly calendars: readonly BookableCalendar[];
  /** False where more exists that could not be read. */
  readonly complete: boolean;
}

/** What somebody is looking for. What is left out may be anything. */
export interface TimesWanted {
  /** References, as the choices have them: any of several. */
  readonly services?: readonly string[];
  readonly people?: readonly string[];
  readonly places?: readonly string[];
  /** Codes of services, as `system|code` or `code`: any of several. */
  readonly types?: readonly string[];
  readonly modes?: readonly VisitMode[];
  /** How long it is to be: times that follow each other in one calendar are taken together for it. */
  readonly minutes?: number;
  /** Also times that are overbooked already (Slot.overbooked): for staff who know. */
  readonly overbooked?: boolean;
}

/** The choices that resources come to; calendars out of use are left out. */
export function bookingChoices(
  schedules: readonly SourcedResource<fhir.Schedule>[],
  services: readonly SourcedResource<fhir.HealthcareService>[],
  input: TopicInput,
  complete: boolean,
): BookingChoices {
  const found = new Found(input);
  for (const sourced of services) if (sourced.resource.active !== false) found.addService(sourced);
  const calendars = schedules.flatMap((sourced) =>
    sourced.resource.active === false ? [] : found.addCalendar(sourced),
  );
  const { services: known, people, places } = found;
  return {
    services: [...known.values()],
    people: [...people.values()],
    places: [...places.values()],
    calendars,
    complete,
  };
}

/** The calendars in which something wanted may be found. */
export function calendarsFor({ calendars }: BookingChoices, wanted: TimesWanted): BookableCalendar[] {
  return calendars.filter((calendar) => fits(calendar, wanted));
}

/** The choices that are left with what is wanted so far: each step of choosing is within those before. */
export function choicesWithin(choices: BookingChoices, wanted: TimesWanted): BookingChoices {
  const calendars = calendarsFor(choices, wanted);
  const named = (part: 'services' | 'people' | 'places'): ReadonlySet<string> =>
    new Set(calendars.flatMap((calendar) => calendar[part]));
  const [services, people, places] = [named('services'), named('people'), named('places')];
  return {
    ...choices,
    calendars,
    services: choices.services.filter(({ reference }) => services.has(reference)),
    people: choices.people.filter(({ reference = '' }) => people.has(reference)),
    places: choices.places.filter(({ reference = '' }) => places.has(reference)),
  };
}

/** Whether a calendar, or one time, is among what is wanted. What it does not tell, it may be. */
export function fits(
  one: Pick<BookableCalendar, 'services' | 'people' | 'places' | 'types' | 'mode'>,
  { services, people, places, types, modes }: TimesWanted,
): boolean {
  const among = (has: readonly string[], wanted: readonly string[] | undefined): boolean =>
    !wanted || wanted.length === 0 || wanted.some((each) => has.includes(each));
  return (
    among(one.services, services) &&
    among(one.people, people) &&
    among(one.places, places) &&
    (!types || isOfType(one.types, types)) &&
    among([one.mode], modes)
  );
}

function isOfType(told: readonly Concept[], types: readonly string[]): boolean {
  const codes = told.flatMap(({ codings }) =>
    codings.flatMap(({ system, code }) => (code ? [code, `${system ?? ''}|${code}`] : [])),
  );
  return codes.length === 0 || types.length === 0 || types.some((type) => codes.includes(type));
}

/** `Location/1` for a reference at whichever base and of whichever version. */
export function relativeReference(sent: string | undefined): string | undefined {
  return /([A-Z]\w+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(sent ?? '')?.[1];
}

class Found {
  readonly services = new Map<string, BookableService>();
  readonly people = new Map<string, VisitPerson>();
  readonly places = new Map<string, VisitPlace>();
  readonly #input: TopicInput;

  constructor(input: TopicInput) {
    this.#input = input;
  }

  addService(sourced: SourcedResource<fhir.HealthcareService>): BookableService {
    const reading = readingOf<fhir.HealthcareService>(this.#input, sourced, 0);
    const known = this.services.get(reading.reference);
    if (known) return known;
    const service = serviceOf(reading);
    this.services.set(service.reference, service);
    for (const location of list(sourced.resource.location)) this.#addPlace(location, reading);
    return service;
  }

  addCalendar(sourced: SourcedResource<fhir.Schedule>): BookableCalendar {
    const reading = readingOf<fhir.Schedule>(this.#input, sourced, 0);
    const { resource } = reading;
    const actors = list(resource.actor);
    const services = actors.flatMap((actor) => this.#serviceIn(actor, reading) ?? []);
    const people = actors.flatMap((actor) => this.#addPerson(actor, reading) ?? []);
    const own = actors.flatMap((actor) => this.#addPlace(actor, reading) ?? []);
    const types = [...conceptsOf(resource.serviceType), ...services.flatMap((service) => service.types)];
    const modes = services.map(({ mode }) => mode).filter((mode) => mode !== 'unknown' && mode !== 'in-person');
    const told = modeOf(
      [...types, conceptOf(text(resource.comment))],
      [],
      own.some(({ virtual }) => !virtual),
    );
    const mode = told === 'unknown' || told === 'in-person' ? (modes[0] ?? told) : told;
    // Of a visit that is held nowhere, the house's address is not the place.
    const houses = mode === 'in-person' && own.length === 0 ? services.flatMap((service) => service.places) : [];
    return {
      reference: reading.reference,
      services: services.map(({ reference }) => reference),
      people: people.flatMap(({ reference }) => reference ?? []),
      places: [...own.flatMap(({ reference }) => reference ?? []), ...houses],
      types,
      specialties: conceptsOf(resource.specialty),
      mode,
      zone: visitZone(undefined, [
        ['schedule', zoneIn(resource)],
        ...own.map(({ zone }) => ['location', zone] as const),
        ...services.map(({ zone }) => ['service', zone] as const),
        ...this.#organizationZones(actors, reading).map((zone) => ['organization', zone] as const),
      ]),
      comment: text(resource.comment),
      horizon: periodOf(resource.planningHorizon),
    };
  }

  #serviceIn(actor: fhir.Reference, reading: Reading<fhir.Schedule>): BookableService | undefined {
    const found = lookUp(actor, reading);
    const reference = relativeReference(actor.reference);
    if (found?.resourceType === 'HealthcareService') {
      return this.addService({ ...reading.sourced, resource: found });
    }
    if (!reference?.startsWith('HealthcareService/')) return undefined;
    const known = this.services.get(reference);
    if (known) return known;
    const name = text(actor.display);
    const empty = { types: [], categories: [], specialties: [], telecom: [], places: [], mode: 'unknown' } as const;
    const service: BookableService = { ...empty, reference, name };
    this.services.set(reference, service);
    return service;
  }

  #addPerson(actor: fhir.Reference, reading: Reading<fhir.Schedule>): VisitPerson | undefined {
    const party = partyOf(actor, reading);
    if (party?.kind !== 'practitioner') return undefined;
    const found = lookUp(actor, reading);
    const role = found?.resourceType === 'PractitionerRole' ? found : undefined;
    const person = role ? lookUp(role.practitioner, reading) : found;
    const reference = relativeReference(party.reference);
    const made = visitPerson(
      { ...party, reference },
      person?.resourceType === 'Practitioner' ? person : undefined,
      role,
    );
    if (reference !== undefined && !this.people.has(reference)) this.people.set(reference, made);
    return made;
  }

  #addPlace(actor: fhir.Reference, reading: Reading<fhir.FhirResource>): VisitPlace | undefined {
    const found = lookUp(actor, reading);
    const reference = relativeReference(actor.reference);
    if (found ? found.resourceType !== 'Location' : !reference?.startsWith('Location/')) return undefined;
    const place = visitPlace(found as fhir.Location | undefined, { ...partyOf(actor, reading), reference });
    if (reference !== undefined && !this.places.has(reference)) this.places.set(reference, place);
    return place;
  }

  #organizationZones(actors: readonly fhir.Reference[], reading: Reading<fhir.Schedule>): (string | undefined)[] {
    return actors.map((actor) => {
      const found = lookUp(actor, reading) as
        (Partial<fhir.Location> & Partial<fhir.HealthcareService> & Partial<fhir.PractitionerRole>) | undefined;
      return zoneIn(lookUp(found?.managingOrganization ?? found?.providedBy ?? found?.organization, reading));
    });
  }
}

function serviceOf(reading: Reading<fhir.HealthcareService>): BookableService {
  const { resource, reference } = reading;
  const types = conceptsOf(resource.type);
  const name = text(resource.name);
  const places = list(resource.location).flatMap((location) => relativeReference(location.reference) ?? []);
  return {
    reference,
    name: name ?? types[0]?.text,
    types,
    categories: conceptsOf(resource.category),
    specialties: conceptsOf(resource.specialty),
    comment: text(resource.comment),
    telecom: telecomOf(resource.telecom),
    places,
    mode: modeOf([...conceptsOf(resource.characteristic), ...types, conceptOf(name)], [], places.length > 0),
    zone: zoneIn(resource),
  };
}
