/**
 * One appointment: when, where, with whom, how it stands (FHIR R4 §12.11 Appointment).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { date, list, oneOf, text, texts } from '../format/read.ts';
import { periodOf, type Period } from '../format/when.ts';
import {
  identifierKeys,
  lookUp,
  namedLine,
  partyOf,
  statusOf,
  type NamedLine,
  type Party,
  type Reading,
} from './line.ts';
import { modeOf, virtualServicesOf, type VirtualService, type VisitMode } from './visit-mode.ts';
import { visitPerson, visitPlace, type VisitPerson, type VisitPlace } from './visit-place.ts';
import { visitZone, zoneIn, type VisitZone } from './visit-zone.ts';

export type AppointmentStatus =
  | 'proposed'
  | 'pending'
  | 'booked'
  | 'arrived'
  | 'fulfilled'
  | 'cancelled'
  | 'noshow'
  | 'entered-in-error'
  | 'checked-in'
  | 'waitlist'
  | 'unknown';

/** Somebody or something that takes part, and what they answered. */
export interface AppointmentParticipant extends Party {
  readonly roles: readonly Concept[];
  readonly required: 'required' | 'optional' | 'information-only' | 'unknown';
  /** `needs-action`: they have not answered yet. */
  readonly answer: 'accepted' | 'declined' | 'tentative' | 'needs-action' | 'unknown';
}

/** `name` is the service, else the kind of appointment, else the specialty, else what its description says. */
export interface AppointmentLine extends NamedLine {
  readonly status: AppointmentStatus;
  readonly statusCode?: string | undefined;
  /** For a change of just this version. */
  readonly version?: string | undefined;
  /** Instants as sent. What is only asked for may have none. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** Where it is told; `start` and `end` may span more. */
  readonly minutes?: number | undefined;
  /** When it would suit, of what is asked for. */
  readonly wanted: readonly Period[];
  /** Of the place: tell times in it first. */
  readonly zone: VisitZone;
  readonly mode: VisitMode;
  readonly kind?: Concept | undefined;
  readonly services: readonly Concept[];
  readonly specialties: readonly Concept[];
  readonly reasons: readonly Concept[];
  readonly description?: string | undefined;
  /** Of the practice, for everybody. */
  readonly comment?: string | undefined;
  /** What the patient is told to do. */
  readonly instructions: readonly string[];
  readonly cancelationReason?: Concept | undefined;
  readonly created?: string | undefined;
  readonly people: readonly VisitPerson[];
  readonly places: readonly VisitPlace[];
  /** Everybody and everything, people and places among them. */
  readonly participants: readonly AppointmentParticipant[];
  /** What the patient answered, where that is told. */
  readonly answer?: AppointmentParticipant['answer'] | undefined;
  readonly virtualServices: readonly VirtualService[];
  /** References of the slots that it takes. */
  readonly slots: readonly string[];
  /** References of what goes with it: questions of the practice, answers to them, who pays. */
  readonly supporting: readonly string[];
  /** Until when a time is only kept: an instant. */
  readonly heldUntil?: string | undefined;
  /** `system|value`, of those that have both. */
  readonly identifiers: readonly string[];
}

const STATUSES = [
  'proposed',
  'pending',
  'booked',
  'arrived',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
  'checked-in',
  'waitlist',
] as const;

const ANSWERS = ['accepted', 'declined', 'tentative', 'needs-action'] as const;
const REQUIRED = ['required', 'optional', 'information-only'] as const;

export function appointmentLine(reading: Reading<fhir.Appointment>): AppointmentLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.status);
  const [start, end] = [date(resource.start), date(resource.end)];
  const services = [...conceptsOf(resource.serviceType), ...conceptsOf(resource.serviceCategory)];
  const kind = conceptOf(resource.appointmentType);
  const specialties = conceptsOf(resource.specialty);
  const description = text(resource.description);
  const virtualServices = virtualServicesOf(resource);
  const actors = list(resource.participant).flatMap(({ actor }) => list(actor));
  const places = actors.flatMap((actor) => placeOf(actor, reading) ?? []);
  const participants = list(resource.participant).flatMap((one) => participantOf(one, reading) ?? []);
  const line = namedLine(reading, undefined, undefined);
  return {
    ...line,
    name: services[0] ?? kind ?? specialties[0] ?? conceptOf(description),
    status,
    statusCode: code,
    version: text(resource.meta?.versionId),
    start,
    end,
    minutes: Number(decimalText(resource, 'minutesDuration') ?? Number.NaN) || undefined,
    wanted: list(resource.requestedPeriod).flatMap((period) => periodOf(period) ?? []),
    zone: visitZone(start, zonesOf(places, reading)),
    mode: modeOf(
      [...services, kind, conceptOf(text(resource.comment))],
      virtualServices,
      places.some(({ virtual }) => !virtual),
    ),
    kind,
    services,
    specialties,
    reasons: [...conceptsOf(resource.reasonCode), ...reasonsOf(reading)],
    description,
    comment: text(resource.comment),
    instructions: texts(resource.patientInstruction),
    cancelationReason: conceptOf(resource.cancelationReason),
    created: date(resource.created),
    people: actors.flatMap((actor) => personOf(actor, reading) ?? []),
    places,
    participants,
    answer: participants.find((one) => one.kind === 'patient')?.answer,
    virtualServices,
    slots: list(resource.slot).flatMap(({ reference }) => text(reference) ?? []),
    supporting: list(resource.supportingInformation).flatMap(({ reference }) => text(reference) ?? []),
    heldUntil: heldUntil(resource),
    identifiers: identifierKeys(resource.identifier),
  };
}

/** By the hold of an operation `$hold`: no standard names the extension, so that it is known by the end of its URL. */
function heldUntil(resource: fhir.Appointment): string | undefined {
  if (resource.status !== 'pending') return undefined;
  const hold = list(resource.extension).find(({ url }) => /\bhold\b.*(expires|until|end)/i.test(text(url) ?? ''));
  return date(hold?.valueInstant ?? hold?.valueDateTime);
}

function participantOf(
  sent: fhir.AppointmentParticipant,
  reading: Reading<fhir.Appointment>,
): AppointmentParticipant | undefined {
  const roles = conceptsOf(sent.type);
  const party = partyOf(sent.actor, reading);
  if (!party && roles.length === 0) return undefined;
  return {
    ...party,
    roles,
    required: oneOf(REQUIRED, sent.required) ?? 'unknown',
    answer: oneOf(ANSWERS, sent.status) ?? 'unknown',
  };
}

function placeOf(actor: fhir.Reference, reading: Reading<fhir.Appointment>): VisitPlace | undefined {
  const found = lookUp(actor, reading);
  const isPlace = found ? found.resourceType === 'Location' : /(^|\/)Location\//.test(text(actor.reference) ?? '');
  if (!isPlace) return undefined;
  return visitPlace(found as fhir.Location | undefined, partyOf(actor, reading));
}

function personOf(actor: fhir.Reference, reading: Reading<fhir.Appointment>): VisitPerson | undefined {
  const party = partyOf(actor, reading);
  if (party?.kind !== 'practitioner') return undefined;
  const found = lookUp(actor, reading);
  const role = found?.resourceType === 'PractitionerRole' ? found : undefined;
  const person = role ? lookUp(role.practitioner, reading) : found;
  return visitPerson(party, person?.resourceType === 'Practitioner' ? person : undefined, role);
}

function zonesOf(places: readonly VisitPlace[], reading: Reading<fhir.Appointment>): Parameters<typeof visitZone>[1] {
  const { resource } = reading;
  const schedules = list(resource.slot).map((slot) => {
    const found = lookUp(slot, reading);
    return found?.resourceType === 'Slot' ? lookUp(found.schedule, reading) : undefined;
  });
  const actors = list(resource.participant).map(({ actor }) => lookUp(actor, reading));
  const organizations = actors.flatMap((found) =>
    found?.resourceType === 'Location' ? (lookUp(found.managingOrganization, reading) ?? []) : [],
  );
  const services = actors.filter((found) => found?.resourceType === 'HealthcareService');
  // The calendar of a visit by video may be kept in another zone than the house has where it is listed.
  return [
    ...schedules.map((found) => ['schedule', zoneIn(found)] as const),
    ...places.map(({ zone }) => ['location', zone] as const),
    ...services.map((found) => ['service', zoneIn(found)] as const),
    ...organizations.map((found) => ['organization', zoneIn(found)] as const),
  ];
}

function reasonsOf(reading: Reading<fhir.Appointment>): Concept[] {
  return list(reading.resource.reasonReference).flatMap((reference) => {
    const found = lookUp(reference, reading) as { code?: fhir.CodeableConcept } | undefined;
    return conceptOf(found?.code) ?? conceptOf(text(reference.display)) ?? [];
  });
}
