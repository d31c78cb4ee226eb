/**
 * Taking a time, as an action: by `Appointment/$hold` and `Appointment/$book` (IHE ITI Scheduling 1.0.0, ITI-116 and
 * ITI-117; Argonaut Scheduling 1.0) or by creating the Appointment (FHIR R4 §12.11). Made at most once, and where an answer
 * is lost, found out.
 * @module
 */
import type { Appointment, FhirResource } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import type { Answer, WriteRequest } from '../../fhir/request.ts';
import { readShared } from '../../fhir/shared.ts';
import { WRITTEN } from '../../fhir/write.ts';
import { toJson } from '../../format/decimal.ts';
import { list } from '../../format/read.ts';
import { relativeReference } from '../../topics/booking-choices.ts';
import { action, type Action } from '../action.ts';
import { carriedOut, type Change, type Fate, type Memory } from '../attempt.ts';
import { permitted, requirePatient, type Place } from '../place.ts';
import { bearerOf, currentOf, queryFor, written, writtenOf, type UniqueIdentifier, type Written } from '../stored.ts';

/**
 * @param appointment Bears an identifier of its own.
 * @param stored Whether its id is that of a stored one, which is changed then. That of a proposal is none.
 */
export function taking(place: Place, by: 'hold' | 'book' | 'create', appointment: Appointment, stored = false): Action {
  const { source } = place;
  const { id = '' } = appointment;
  return action(place, 'Appointment', async (memory, run) => {
    requirePatient(place, appointment);
    const guard = await guardOf(place, by, appointment, stored, run.signal);
    let fate: Fate<Written> | undefined;
    const change: Change<Written> = {
      place,
      type: 'Appointment',
      url: by === 'create' ? `${source.base}/Appointment` : `${source.base}/Appointment/$${by}`,
      request: requestOf(by, appointment, guard),
      sent: appointment,
      // A time can be taken once: whoever takes it twice is refused, and finds it in their own record.
      guarded: stored || by === 'hold' || list(appointment.slot).length > 0,
      result: (answer) =>
        by === 'create' ? writtenOf(source, 'Appointment', answer) : Promise.resolve(inBundle(answer)),
      findOut: async () => (fate = await (stored ? fateOfStored(place, appointment) : fateOfNew(place, appointment))),
      current: () => (stored ? currentOf(source, 'Appointment', id) : Promise.resolve(undefined)),
    };
    try {
      return await found(await carriedOut(change, memory, run), change, memory);
    } catch (thrown) {
      const cause = thrown instanceof EhrError && thrown.code === 'outcome-unknown' ? thrown.cause : undefined;
      // Nothing of it is in the record, and the server says that somebody has the time: somebody else has.
      if (fate?.kind !== 'not-made' || !(cause instanceof EhrError) || cause.code !== 'conflict') throw thrown;
      memory.inDoubt = false;
      throw cause;
    }
  });
}

/** Gives up a hold as the session ends: nobody is there to hear what comes of it, and at worst it runs out by itself. */
export function letGo({ source }: Place, held: Appointment): void {
  const { headers, ...request } = requestOf('book', { ...held, status: 'cancelled' }, undefined);
  const init = { ...request, headers: { accept: 'application/fhir+json', ...headers }, keepalive: true };
  void source.fetch(`${source.base}/Appointment/$book`, init).catch(() => undefined);
}

/** Where the answer does not say what was made. Of an answer that says so, and a record that has nothing of it, neither is told. */
async function found(result: Written, change: Change<Written>, memory: Memory): Promise<Written> {
  if (result.reference !== undefined) return result;
  const fate = await change.findOut().catch(() => undefined);
  if (fate?.kind === 'made') return fate.result;
  if (fate?.kind !== 'not-made') return result;
  memory.inDoubt = true;
  const { base } = change.place.source;
  const message = `${base} answered that it was done, and nothing of it is in the record. Read it again before it is repeated.`;
  throw new EhrError('outcome-unknown', message, { server: base, resourceType: 'Appointment' });
}

/** @returns what a create is guarded with, where the server heeds it. @throws EhrError `forbidden`, `not-supported`. */
async function guardOf(
  place: Place,
  by: 'hold' | 'book' | 'create',
  appointment: Appointment,
  stored: boolean,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { source } = place;
  if (by === 'create') {
    const writing = await permitted(place, 'create', 'Appointment', appointment, signal);
    return writing?.conditionalCreate ? queryFor(identifierOf(appointment)) : undefined;
  }
  const verdict = source.can(stored ? 'update' : 'create', 'Appointment');
  // What one holds may be decided with the right to create.
  if (verdict.allowed || (stored && source.can('create', 'Appointment').allowed)) return undefined;
  const message = `The sign-in does not permit booking. Ask for the scope ${verdict.missing.join(' ')}.`;
  throw new EhrError('forbidden', message, { server: source.base, resourceType: 'Appointment' });
}

function requestOf(by: 'hold' | 'book' | 'create', appointment: Appointment, guard: string | undefined): WriteRequest {
  if (by === 'create') {
    const headers = { ...WRITTEN, ...(guard !== undefined && { 'if-none-exist': guard }) };
    return { method: 'POST', headers, body: toJson(appointment) };
  }
  const parameter = [{ name: 'appt-resource', resource: appointment }];
  const { 'content-type': type } = WRITTEN;
  return { method: 'POST', headers: { 'content-type': type }, body: toJson({ resourceType: 'Parameters', parameter }) };
}

/** A Bundle with the Appointment; some servers answer with the Appointment itself. */
function inBundle({ body }: Answer): Written {
  const resource = body as FhirResource | undefined;
  const entries = resource?.resourceType === 'Bundle' ? list(resource.entry) : [{ resource }];
  const one = entries.find((entry) => entry.resource?.resourceType === 'Appointment')?.resource;
  return one ? written(one as Appointment) : {};
}

async function fateOfStored({ source }: Place, sent: Appointment): Promise<Fate<Written>> {
  const now = (await currentOf(source, 'Appointment', sent.id as string)) as Appointment | undefined;
  if (!now) return { kind: 'unknown' };
  const isAsSent = now.status === sent.status && slotsOf(now) === slotsOf(sent);
  return isAsSent ? { kind: 'made', result: written(now) } : { kind: 'not-made' };
}

/** By its identifier; else, since servers may drop that, by what takes these slots in the patient's own record. */
async function fateOfNew({ source }: Place, sent: Appointment): Promise<Fate<Written>> {
  const bearer = await bearerOf(source, 'Appointment', identifierOf(sent));
  if (bearer) return { kind: 'made', result: written(bearer) };
  if (!sent.start || !sent.end || !sent.slot) return { kind: 'unknown' };
  const { matches } = await readShared(source, 'Appointment', [
    ['patient', source.patient],
    ['date', `ge${sent.start}`],
    ['date', `le${sent.end}`],
  ]);
  const own = (matches as Appointment[]).find(
    (one) => TAKING.includes(one.status) && slotsOf(one) !== '' && slotsOf(one) === slotsOf(sent),
  );
  return own ? { kind: 'made', result: written(own) } : { kind: 'not-made' };
}

const TAKING: readonly Appointment['status'][] = ['pending', 'booked'];

function identifierOf({ identifier }: Appointment): UniqueIdentifier {
  return identifier?.[0] as UniqueIdentifier;
}

function slotsOf({ slot }: Appointment): string {
  return list(slot)
    .map(({ reference }) => relativeReference(reference))
    .join(' ');
}
