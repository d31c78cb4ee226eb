/**
 * `Appointment/$hold` and `Appointment/$book`: a time taken for a while, and for good. Called on a proposal of `$find`,
 * on a stored appointment, or with an Appointment of the client's own (IHE ITI Scheduling 1.0.0, ITI-116 and ITI-117:
 * `appointment-reference`; Argonaut Scheduling 1.0: `appt-id`, `appt-resource`, and `[id]/$book`). The answer is a
 * Bundle with the Appointment; where the time is gone, 409 with an OperationOutcome.
 * @module
 */
import { bundleText } from '../bundle.ts';
import { objectsIn, textIn } from '../elements.ts';
import { referenceTarget } from '../index/references.ts';
import { notFound, type Answer, type Exchange } from '../interactions/exchange.ts';
import { isObject, parseExact, type ExactObject } from '../json.ts';
import { Refusal } from '../outcome.ts';
import { structuralIssues } from '../structure.ts';
import { end, wasHeld } from './holds.ts';
import { inputOf, readInput, type Input } from './input.ts';
import { followAppointment } from './follow.ts';
import { proposalFor, proposedSlot } from './proposal.ts';

/** Makes an appointment pending and keeps its slots for some minutes. */
export function hold(exchange: Exchange, id?: string): Answer {
  return settle(exchange, id, (appointment) => exchange.service.holds.start({ ...appointment, status: 'pending' }));
}

/**
 * Books an appointment. One of the client's own with the id of a stored appointment changes that one: to another time,
 * or, with the status `cancelled`, to none.
 */
export function book(exchange: Exchange, id?: string): Answer {
  return settle(exchange, id, (appointment) =>
    appointment.status === 'cancelled' ? end(appointment) : accepted({ ...end(appointment), status: 'booked' }),
  );
}

/** An appointment as it is wanted, and the id of the stored one that it is to replace. */
interface Wanted {
  readonly appointment: ExactObject;
  readonly id: string | undefined;
}

function settle(exchange: Exchange, id: string | undefined, change: (appointment: ExactObject) => ExactObject): Answer {
  const { service, access, method } = exchange;
  if (method !== 'POST') {
    throw new Refusal(405, 'not-supported', `${method} is not possible here; POST is.`, { Allow: 'POST' });
  }
  access.reach('Appointment', 'c', 'u');
  const wanted = wantedAppointment(exchange, id);
  const appointment = change(withCreation(wanted.appointment, service.now()));
  const issues = structuralIssues(appointment);
  if (issues.length > 0) throw new Refusal(400, issues);
  const stored = service.store.transaction(() => {
    const target = wanted.id ?? service.newId();
    const before = service.store.current('Appointment', target);
    const after = service.store.write('Appointment', target, appointment, 'POST');
    if (!access.reaches(after.pk, 'Appointment', 'c', 'u')) {
      throw new Refusal(403, 'forbidden', 'The granted scopes do not reach an appointment for this patient.');
    }
    followAppointment(exchange, before, after);
    return after;
  });
  const fullUrl = `${service.base}/Appointment/${stored.id}`;
  const entries = [{ fullUrl, resource: stored.text, search: { mode: 'match' as const } }];
  const body = bundleText({ type: 'searchset', total: 1, entries, timestamp: service.now() });
  return { status: 200, headers: {}, body };
}

function wantedAppointment(exchange: Exchange, id: string | undefined): Wanted {
  const hasBody = id === undefined;
  const inputs = hasBody ? readInput(exchange, 'appt-resource') : [];
  const given = inputOf(inputs, 'appt-resource', 'appointment-resource')?.value;
  if (given !== undefined) return ownAppointment(exchange, given, inputs);
  const named = id ?? inputOf(inputs, 'appointment-reference', 'appt-id')?.text;
  if (named === undefined) {
    throw new Refusal(400, 'required', 'Say which: appointment-reference, or an Appointment as appt-resource.');
  }
  const wanted = idOf(exchange, named);
  const slot = proposedSlot(exchange.service, wanted);
  if (slot === undefined) return { appointment: undecided(storedAppointment(exchange, wanted)), id: wanted };
  return { appointment: nameless(proposalFor(exchange.service, slot, patientsOf(exchange, inputs))), id: undefined };
}

/** An Appointment that the client wrote, which may be a proposal it was given or one that is stored already. */
function ownAppointment(exchange: Exchange, given: unknown, inputs: readonly Input[]): Wanted {
  if (!isObject(given) || given.resourceType !== 'Appointment') {
    throw new Refusal(400, 'invalid', 'appt-resource is not an Appointment.');
  }
  const appointment = withPatients({ status: 'proposed', ...given }, patientsOf(exchange, inputs));
  const id = typeof given.id === 'string' ? given.id : undefined;
  if (id === undefined || proposedSlot(exchange.service, id) !== undefined) {
    return { appointment: nameless(appointment), id: undefined };
  }
  storedAppointment(exchange, id);
  return { appointment, id };
}

/** A stored appointment. Changing one takes the right to update; only what one holds may be decided with less. */
function storedAppointment({ service, access }: Exchange, id: string): ExactObject {
  const stored = service.store.current('Appointment', id);
  const appointment = stored?.text === undefined ? undefined : (parseExact(stored.text) as ExactObject);
  const isOnHold = appointment?.status === 'pending' && wasHeld(appointment);
  const permissions = isOnHold ? (['c', 'u'] as const) : (['u'] as const);
  access.reach('Appointment', ...permissions);
  if (stored === undefined || appointment === undefined || !access.reaches(stored.pk, 'Appointment', ...permissions)) {
    throw notFound('Appointment', id);
  }
  return appointment;
}

/** Only what is not over can be held or booked as it stands. */
function undecided(appointment: ExactObject): ExactObject {
  if (['proposed', 'pending', 'waitlist', 'booked'].includes(textIn(appointment.status))) return appointment;
  if (appointment.status === 'cancelled' && wasHeld(appointment)) {
    throw new Refusal(409, 'expired', 'The hold on this appointment ran out. Look for a free time again.');
  }
  throw new Refusal(409, 'conflict', `This appointment is ${textIn(appointment.status)} and cannot be booked.`);
}

function idOf({ service }: Exchange, named: string): string {
  const target = referenceTarget(named, service.base) ?? '';
  const id = target.startsWith('Appointment/') ? target.slice('Appointment/'.length) : named;
  if (/^[A-Za-z0-9.-]{1,64}$/.test(id)) return id;
  throw new Refusal(400, 'value', `"${named}" is no appointment of this server.`);
}

function patientsOf({ patient }: Exchange, inputs: readonly Input[]): string[] {
  const named = inputOf(inputs, 'patient-reference', 'patient-id')?.text ?? patient;
  if (named === undefined) return [];
  return [/^[A-Za-z0-9.-]+$/.test(named) ? `Patient/${named}` : named];
}

/** Adds patients to an appointment that has none. */
function withPatients(appointment: ExactObject, patients: readonly string[]): ExactObject {
  const participant = objectsIn(appointment.participant);
  const hasPatient = participant.some(
    ({ actor }) => isObject(actor) && /(^|\/)Patient\//.test(textIn(actor.reference)),
  );
  if (hasPatient) return appointment;
  const added = patients.map((reference) => ({ actor: { reference }, required: 'required', status: 'needs-action' }));
  return { ...appointment, participant: [...added, ...participant] };
}

/** Whoever had still to answer has, with the booking. */
function accepted(appointment: ExactObject): ExactObject {
  if (appointment.participant === undefined) return appointment;
  const participant = objectsIn(appointment.participant).map((each) =>
    ['needs-action', 'tentative', ''].includes(textIn(each.status)) ? { ...each, status: 'accepted' } : each,
  );
  return { ...appointment, participant };
}

function nameless({ id: _id, ...appointment }: ExactObject): ExactObject {
  return appointment;
}

function withCreation(appointment: ExactObject, now: Date): ExactObject {
  return appointment.created === undefined ? { ...appointment, created: now.toISOString() } : appointment;
}
