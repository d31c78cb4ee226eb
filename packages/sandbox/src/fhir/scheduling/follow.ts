/**
 * What else happens when a client writes an Appointment: its slots follow it, and nobody books for anybody whom they do
 * not speak for.
 * @module
 */
import { objectsIn } from '../elements.ts';
import { referenceTarget } from '../index/references.ts';
import type { Exchange } from '../interactions/exchange.ts';
import { isObject, parseExact, type ExactObject } from '../json.ts';
import { Refusal } from '../outcome.ts';
import type { StoredVersion } from '../store/store.ts';
import { moveSlots } from './slots.ts';

/**
 * Call it in the transaction that wrote or deleted the appointment. Throws 403 when it names a patient out of the
 * caller's reach, 409 when a slot is taken, 422 when a slot is missing or at another time.
 */
export function followAppointment(
  { service, access }: Exchange,
  before: StoredVersion | undefined,
  after: StoredVersion | undefined,
): void {
  if (after?.text !== undefined) requireOwnPatients(service.base, access, after);
  // Where nobody signs in, files are loaded: appointments then come with slots that are busy because of them.
  const restoring = access.open && after?.method === 'PUT' && before?.text === undefined;
  moveSlots({ service, before, after, restoring });
}

/**
 * An appointment with several patients is in the record of each, so that reach alone would let one of them book for the
 * others. Each has to be someone for whom alone the caller could have written it.
 */
function requireOwnPatients(base: string, access: Exchange['access'], { id, text }: StoredVersion): void {
  if (access.open) return;
  const appointment = parseExact(text!) as ExactObject;
  const participants = objectsIn(appointment.participant);
  const patients = participants.filter((each) => isPatient(each, base));
  if (patients.length < 2) return;
  for (const patient of patients) {
    const alone = { ...appointment, participant: [...participants.filter((each) => !isPatient(each, base)), patient] };
    if (!access.reachesText('Appointment', id, JSON.stringify(alone), 'c', 'u')) {
      throw new Refusal(403, 'forbidden', 'The appointment names a patient whom the granted scopes do not reach.');
    }
  }
}

function isPatient({ actor }: ExactObject, base: string): boolean {
  const reference = isObject(actor) ? actor.reference : undefined;
  return typeof reference === 'string' && referenceTarget(reference, base)?.startsWith('Patient/') === true;
}
