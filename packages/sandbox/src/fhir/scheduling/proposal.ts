/**
 * A free slot as the appointment that it could become. Proposals are not stored: their id leads back to the slot.
 * @module
 */
import { objectsIn, textIn } from '../elements.ts';
import type { Service } from '../interactions/exchange.ts';
import { isObject, parseExact, type ExactObject } from '../json.ts';
import { Refusal } from '../outcome.ts';
import type { StoredResource } from '../store/store.ts';

const prefix = 'proposal-';

/** The proposed Appointment for a slot; `patients` are references such as `Patient/1`. */
export function proposalFor(service: Service, slot: StoredResource, patients: readonly string[]): ExactObject {
  const { serviceCategory, serviceType, specialty, appointmentType, schedule, start, end } = parseExact(
    slot.text!,
  ) as ExactObject;
  const minutes = (Date.parse(textIn(end)) - Date.parse(textIn(start))) / 60_000;
  return {
    resourceType: 'Appointment',
    id: `${prefix}${slot.pk}`,
    status: 'proposed',
    ...(serviceCategory === undefined ? {} : { serviceCategory }),
    ...(serviceType === undefined ? {} : { serviceType }),
    ...(specialty === undefined ? {} : { specialty }),
    ...(appointmentType === undefined ? {} : { appointmentType }),
    start: start!,
    end: end!,
    ...(minutes > 0 ? { minutesDuration: minutes } : {}),
    slot: [{ reference: `Slot/${slot.id}` }],
    participant: [
      ...patients.map((reference) => ({ actor: { reference }, required: 'required', status: 'needs-action' })),
      ...actorsOf(service, schedule).map((actor) => ({ actor, required: 'required', status: 'accepted' })),
    ],
  };
}

/** The slot behind a proposal's id; undefined when the id is none of a proposal. */
export function proposedSlot(service: Service, id: string): StoredResource | undefined {
  if (!id.startsWith(prefix)) return undefined;
  const pk = /^\d{1,15}$/.test(id.slice(prefix.length)) ? Number(id.slice(prefix.length)) : -1;
  const slot = service.store.byPk(pk);
  if (slot?.type !== 'Slot') throw new Refusal(404, 'not-found', `There is no Appointment/${id}; ask $find again.`);
  return slot;
}

/** The schedule says who and where. */
function actorsOf({ store }: Service, schedule: unknown): ExactObject[] {
  const reference = isObject(schedule) ? schedule.reference : undefined;
  const [type, id] = typeof reference === 'string' ? reference.split('/').slice(-2) : [];
  const text = type === 'Schedule' && id !== undefined ? store.current('Schedule', id)?.text : undefined;
  const actor = text === undefined ? undefined : (parseExact(text) as ExactObject).actor;
  return objectsIn(actor);
}
