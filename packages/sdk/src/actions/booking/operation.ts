/**
 * `Appointment/$hold` and `Appointment/$book` as actions: made at most once, and where an answer is lost, found out (IHE ITI
 * Scheduling 1.0.0, ITI-116 and ITI-117; Argonaut Scheduling 1.0).
 * @module
 */
import type { Appointment, FhirResource } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import type { Answer } from '../../fhir/request.ts';
import { toJson } from '../../format/decimal.ts';
import { list } from '../../format/read.ts';
import { action, type Action } from '../action.ts';
import { carriedOut, type Change, type Fate } from '../attempt.ts';
import { requirePatient, type Place } from '../place.ts';
import { bearerOf, currentOf, written, type UniqueIdentifier, type Written } from '../stored.ts';

/**
 * @param appointment With the id of a stored one, that one is changed; otherwise a new one is made.
 * @param stored Whether it has such an id. That of a proposal is none.
 */
export function operation(place: Place, name: 'hold' | 'book', appointment: Appointment, stored: boolean): Action {
  const { source } = place;
  const about = { server: source.base, resourceType: 'Appointment' };
  return action(place, 'Appointment', async (memory, run) => {
    requirePatient(place, appointment);
    const verdict = source.can(stored ? 'update' : 'create', 'Appointment');
    // What one holds may be decided with the right to create.
    if (!verdict.allowed && !(stored && source.can('create', 'Appointment').allowed)) {
      const message = `The sign-in does not permit booking. Ask for the scope ${verdict.missing.join(' ')}.`;
      throw new EhrError('forbidden', message, about);
    }
    const change: Change<Written> = {
      place,
      type: 'Appointment',
      url: `${source.base}/Appointment/$${name}`,
      request: {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        body: toJson({
          resourceType: 'Parameters',
          parameter: [{ name: 'appt-resource', resource: appointment }],
        }),
      },
      sent: appointment,
      // Whatever is sent twice for one id is about the same one.
      guarded: stored,
      result: (answer) => Promise.resolve(writtenIn(answer)),
      findOut: () => fateOf(place, appointment, stored),
      current: () => (stored ? currentOf(source, 'Appointment', appointment.id as string) : Promise.resolve(undefined)),
    };
    return carriedOut(change, memory, run);
  });
}

/** A Bundle with the Appointment; some servers answer with the Appointment itself. */
function writtenIn({ body }: Answer): Written {
  const resource = body as FhirResource | undefined;
  const entries = resource?.resourceType === 'Bundle' ? list(resource.entry) : [{ resource }];
  const found = entries.find((entry) => entry.resource?.resourceType === 'Appointment')?.resource;
  return found ? written(found as Appointment) : {};
}

async function fateOf(place: Place, sent: Appointment, stored: boolean): Promise<Fate<Written>> {
  const { source } = place;
  const [identifier] = sent.identifier ?? [];
  const found = stored
    ? await currentOf(source, 'Appointment', sent.id as string)
    : await bearerOf(source, 'Appointment', identifier as UniqueIdentifier);
  if (!found) return stored ? { kind: 'unknown' } : { kind: 'not-made' };
  const now = found as Appointment;
  if (!stored) return { kind: 'made', result: written(now) };
  const isAsSent = now.status === sent.status && slotsOf(now) === slotsOf(sent);
  return isAsSent ? { kind: 'made', result: written(now) } : { kind: 'not-made' };
}

function slotsOf({ slot }: Appointment): string {
  return list(slot)
    .map(({ reference = '' }) => reference.split('/').slice(-2).join('/'))
    .join(' ');
}
