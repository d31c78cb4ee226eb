/**
 * The Appointment that is sent for a time (FHIR R4 §12.11). Pure: what is sent is looked at in tests without a server.
 * @module
 */
import type { Appointment, AppointmentParticipant, CodeableConcept, Identifier, Reference } from 'fhir/r4.js';
import type { Concept } from '../../format/concept.ts';
import type { Period } from '../../format/when.ts';
import type { FreeTime } from '../../topics/free-time.ts';

/** What somebody says about the visit that they book. */
export interface BookingDetails {
  /** Why, in their own words. */
  readonly reason?: string;
  /** Why, where it was chosen from a list of the host's. */
  readonly reasonCode?: Concept;
  /** For the practice: how to reach them, what they need. */
  readonly comment?: string;
  /** What goes along, as references at this server: a Coverage, an answered QuestionnaireResponse, a ServiceRequest. */
  readonly supporting?: readonly string[];
  /** Where an appointment is moved by booking the new one first: why the old one is cancelled. By default that the patient did. */
  readonly replacesBecause?: Concept | undefined;
}

/** What is asked for where no time is chosen, or none is soon enough. */
export interface VisitWish {
  /** When it would suit. */
  readonly periods: readonly Period[];
  /** To be told when something earlier comes free. */
  readonly waitlist?: boolean;
  readonly services?: readonly { readonly reference: string; readonly name?: string | undefined }[];
  readonly types?: readonly Concept[];
  readonly people?: readonly { readonly reference?: string | undefined; readonly name?: string | undefined }[];
  readonly places?: readonly { readonly reference?: string | undefined; readonly name?: string | undefined }[];
  readonly minutes?: number;
}

/** A visit at a time that is taken by it. */
export function appointmentAt(
  time: FreeTime,
  patient: string,
  details: BookingDetails,
  identifier: Identifier,
  now: Date,
): Appointment {
  const { start, end, minutes, slots, proposal } = time;
  return {
    resourceType: 'Appointment',
    // By which the server knows what it has proposed.
    ...(proposal !== undefined && { id: proposal }),
    identifier: [identifier],
    status: 'booked',
    ...kindOf(time),
    ...said(details),
    start,
    end,
    minutesDuration: minutes,
    ...(slots.length > 0 && { slot: slots.map((reference) => ({ reference })) }),
    created: now.toISOString(),
    participant: [
      participant({ reference: `Patient/${patient}` }, 'accepted'),
      ...othersIn(time).map((actor) => participant(actor, 'accepted')),
    ],
  };
}

/** A wish for a time, or for any of several, for the practice to answer. What is wished for is not taken. */
export function requestFor(
  wish: VisitWish | FreeTime,
  patient: string,
  details: BookingDetails,
  identifier: Identifier,
  now: Date,
  replaces?: string,
): Appointment {
  const isTime = 'start' in wish;
  const periods = isTime ? [{ start: wish.start, end: wish.end }] : wish.periods;
  const { minutes } = wish;
  return {
    resourceType: 'Appointment',
    ...(replaces !== undefined && { extension: [{ url: REPLACES, valueReference: { reference: replaces } }] }),
    identifier: [identifier],
    status: !isTime && wish.waitlist ? 'waitlist' : 'proposed',
    ...kindOf(isTime ? wish : { types: wish.types ?? [] }),
    ...said(details),
    ...(minutes !== undefined && { minutesDuration: minutes }),
    requestedPeriod: periods.map(({ start, end }) => ({ ...(start && { start }), ...(end && { end }) })),
    created: now.toISOString(),
    participant: [
      participant({ reference: `Patient/${patient}` }, 'needs-action'),
      ...(isTime ? othersIn(wish) : othersOf(wish.people, wish.places, wish.services)).map((actor) =>
        participant(actor, 'needs-action'),
      ),
    ],
  };
}

/** A stored appointment at another time: all else that it says stays. */
export function movedTo(stored: Appointment, time: FreeTime, details: BookingDetails): Appointment {
  const { start, end, minutes, slots } = time;
  const stays = stored.participant.filter(({ actor }) => !isOfTime(actor?.reference));
  const { requestedPeriod: _wished, cancelationReason: _reason, ...rest } = stored;
  return {
    ...rest,
    status: 'booked',
    ...kindOf(time),
    ...said(details),
    start,
    end,
    minutesDuration: minutes,
    slot: slots.map((reference) => ({ reference })),
    participant: [
      ...stays.map((one) => (isPatient(one.actor?.reference) ? { ...one, status: 'accepted' as const } : one)),
      ...othersIn(time).map((actor) => participant(actor, 'accepted')),
    ],
  };
}

/** A stored appointment, cancelled. */
export function cancelled(stored: Appointment, reason: Concept | undefined): Appointment {
  return { ...stored, status: 'cancelled', ...(reason && { cancelationReason: codeable(reason) }) };
}

/** "Patient" (http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason). */
export const BY_PATIENT: Concept = {
  text: 'Patient',
  codings: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
      code: 'pat',
      display: 'Patient',
    },
  ],
};

/** Appointment.replaces of FHIR R5, in R4. */
const REPLACES = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces';

function kindOf({
  types,
  categories = [],
  specialties = [],
  kind,
}: Pick<FreeTime, 'types'> & Partial<FreeTime>): Partial<Appointment> {
  return {
    ...(categories.length > 0 && { serviceCategory: categories.map(codeable) }),
    ...(types.length > 0 && { serviceType: types.map(codeable) }),
    ...(specialties.length > 0 && { specialty: specialties.map(codeable) }),
    ...(kind && { appointmentType: codeable(kind) }),
  };
}

/** One reason, in words, in code or both: some servers take no more than one (Oracle Health). */
function said({ reason, reasonCode, comment, supporting = [] }: BookingDetails): Partial<Appointment> {
  const coded = reasonCode && codeable(reasonCode);
  const words = reason?.trim();
  return {
    ...((words || coded) && { reasonCode: [{ ...coded, ...(words && { text: words }) }] }),
    ...(comment?.trim() && { comment: comment.trim() }),
    ...(supporting.length > 0 && { supportingInformation: supporting.map((reference) => ({ reference })) }),
  };
}

function participant(actor: Reference, status: AppointmentParticipant['status']): AppointmentParticipant {
  return { actor, required: 'required', status };
}

function othersIn({ people, places, services }: FreeTime): Reference[] {
  return othersOf(
    people,
    places,
    services.map((reference) => ({ reference })),
  );
}

function othersOf(...parties: readonly (VisitWish['people'] | undefined)[]): Reference[] {
  return parties.flatMap((some = []) =>
    some.flatMap(({ reference, name }) => (reference ? { reference, ...(name && { display: name }) } : [])),
  );
}

function isPatient(reference: string | undefined): boolean {
  return /(^|\/)Patient\//.test(reference ?? '');
}

/** Who and what a time brings with it. */
function isOfTime(reference: string | undefined): boolean {
  return /(^|\/)(Practitioner|PractitionerRole|Location|HealthcareService)\//.test(reference ?? '');
}

function codeable({ text, codings }: Concept): CodeableConcept {
  const coding = codings.map(({ system, code, display }) => ({
    ...(system && { system }),
    ...(code && { code }),
    ...(display && { display }),
  }));
  return { ...(coding.length > 0 && { coding }), text };
}
