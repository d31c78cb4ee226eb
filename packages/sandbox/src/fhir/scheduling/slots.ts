/**
 * Which slots an appointment holds, kept true whenever an Appointment is written: a slot is held by one appointment at
 * most, becomes busy with it and free again when it is let go (https://hl7.org/fhir/R4/slot.html,
 * https://hl7.org/fhir/R4/appointment.html). Whoever calls this is inside the transaction that wrote the appointment, so
 * that of two clients racing for a slot one is refused and nothing of its appointment stays.
 * @module
 */
import { objectsIn, textIn } from '../elements.ts';
import { referenceTarget } from '../index/references.ts';
import type { Service } from '../interactions/exchange.ts';
import { parseExact, type ExactObject } from '../json.ts';
import { Refusal } from '../outcome.ts';
import type { StoredResource, StoredVersion } from '../store/store.ts';

type SlotStatus = 'free' | 'busy' | 'busy-tentative';

/** What an appointment of a status makes of its slots. One that is only proposed, or over before it began, holds none. */
const slotStatuses: Readonly<Record<string, SlotStatus>> = {
  pending: 'busy-tentative',
  booked: 'busy',
  arrived: 'busy',
  'checked-in': 'busy',
  fulfilled: 'busy',
  noshow: 'busy',
};

export interface SlotChange {
  readonly service: Service;
  /** The appointment as it was; absent when it is new. */
  readonly before: StoredVersion | undefined;
  /** The appointment as it is now; absent, or without text, when it was deleted. */
  readonly after: StoredVersion | undefined;
  /**
   * A record is being put back from elsewhere: slots that are missing or that nobody is known to hold are taken to be
   * this appointment's.
   */
  readonly restoring?: boolean;
}

/**
 * Takes the slots that the appointment now holds, then frees those that it no longer does: who moves an appointment
 * keeps the old slot until the new one is theirs. Throws 409 when a slot is taken, 422 when there is no such slot or
 * when the appointment lies outside it.
 */
export function moveSlots({ service, before, after, restoring = false }: SlotChange): void {
  const held = slotsHeld(service, before);
  const wanted = slotsHeld(service, after);
  const taken = [...wanted].flatMap(([id, status]) => {
    const slot = service.store.current('Slot', id);
    if (slot?.text === undefined) {
      if (restoring) return [];
      throw new Refusal(422, 'not-found', `There is no Slot/${id} that the appointment could take.`);
    }
    const content = parseExact(slot.text) as ExactObject;
    if (!held.has(id)) requireFree(service, slot, content, after!.id, restoring);
    setStatus(service, id, content, status);
    return [content];
  });
  if (!restoring) requireWithin(taken, after);
  for (const id of held.keys()) {
    if (!wanted.has(id) && !isHeldByAnother(service, id, before!.id)) free(service, id);
  }
}

function requireFree(
  service: Service,
  { id }: StoredResource,
  { status }: ExactObject,
  appointment: string,
  restoring: boolean,
): void {
  const isTaken = isHeldByAnother(service, id, appointment);
  if (!isTaken && (status === 'free' || restoring)) return;
  const reason =
    status === 'busy-tentative'
      ? 'somebody else holds it and has not decided yet'
      : status === 'busy-unavailable'
        ? 'nobody can be seen at that time'
        : 'it has been booked';
  throw new Refusal(409, 'conflict', `Slot/${id} is not free: ${reason}. Nothing was booked. Choose another time.`);
}

/** What is written down as the time of the visit has to be the time that was taken. */
function requireWithin(slots: readonly ExactObject[], after: StoredVersion | undefined): void {
  if (slots.length === 0 || after?.text === undefined) return;
  const { start, end } = parseExact(after.text) as ExactObject;
  const from = Math.min(...slots.map((slot) => Date.parse(textIn(slot.start))));
  const until = Math.max(...slots.map((slot) => Date.parse(textIn(slot.end))));
  if (
    (start === undefined || Date.parse(textIn(start)) >= from) &&
    (end === undefined || Date.parse(textIn(end)) <= until)
  )
    return;
  throw new Refusal(422, 'business-rule', "The appointment's start and end lie outside the slots that it names.");
}

/** Ids of the slots, with the status that the appointment gives them. */
function slotsHeld(service: Service, appointment: StoredVersion | undefined): Map<string, SlotStatus> {
  if (appointment?.text === undefined) return new Map();
  const { status, slot } = parseExact(appointment.text) as ExactObject;
  const slotStatus = slotStatuses[textIn(status)];
  if (slotStatus === undefined) return new Map();
  const ids = objectsIn(slot).flatMap(({ reference }) => {
    const target = referenceTarget(textIn(reference), service.base);
    return target?.startsWith('Slot/') === true ? [target.slice('Slot/'.length)] : [];
  });
  return new Map(ids.map((id) => [id, slotStatus]));
}

function isHeldByAnother(service: Service, slot: string, appointment: string): boolean {
  const { store } = service;
  const holders = store.column({
    sql: 'SELECT DISTINCT resource FROM reference WHERE param = ? AND target = ?',
    args: [store.parameterId('Appointment.slot'), `Slot/${slot}`],
  });
  return holders.some((pk) => {
    const holder = store.byPk(pk);
    return holder !== undefined && holder.id !== appointment && slotsHeld(service, holder).has(slot);
  });
}

function free(service: Service, id: string): void {
  const slot = service.store.current('Slot', id);
  if (slot?.text !== undefined) setStatus(service, id, parseExact(slot.text) as ExactObject, 'free');
}

function setStatus(service: Service, id: string, slot: ExactObject, status: SlotStatus): void {
  if (slot.status !== status) service.store.write('Slot', id, { ...slot, status }, 'PUT');
}
