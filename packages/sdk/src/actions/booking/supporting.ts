/**
 * Naming in a booked appointment what goes with it: answers to the practice's questions (FHIR R4 §12.11,
 * Appointment.supportingInformation).
 * @module
 */
import { EhrError } from '../../errors.ts';
import { list } from '../../format/read.ts';
import type { Session } from '../../session/session.ts';
import type { AppointmentLine } from '../../topics/appointment-line.ts';
import type { Action } from '../action.ts';
import { patch, update } from '../change.ts';
import { placeOf } from '../place.ts';
import { prepared } from './prepared.ts';
import { storedAs } from './stored-appointment.ts';
import { bookingWays } from './ways.ts';

/**
 * Adds a reference, `QuestionnaireResponse/1`, to the version that was looked at; all else stays as it is.
 * @throws EhrError `session-expired` and `not-supported` where it cannot be written there. `run` rejects as that of `update`
 *   does, with `forbidden` where the sign-in does not permit it and `not-supported` where the server does not.
 */
export function addSupporting(session: Session, line: AppointmentLine, reference: string): Action {
  const place = placeOf(session, line.origin.source);
  const source = { source: place.source.id };
  return prepared(place, async () => {
    const { changes, changeMissing } = await bookingWays(session, source);
    const way = changes.find((one) => one !== 'operation');
    if (!way) throw notAllowed(place.source.base, changeMissing);
    const stored = await storedAs(session, line);
    const before = list(stored.supportingInformation);
    const added = { ...stored, supportingInformation: [...before, { reference }] };
    if (way === 'update') return update(session, added, source);
    const path = '/supportingInformation';
    const value = added.supportingInformation;
    return patch(session, added, [{ op: before.length > 0 ? 'replace' : 'add', path, value }], source);
  });
}

function notAllowed(server: string, missing: readonly string[]): EhrError {
  const about = { server, resourceType: 'Appointment' };
  if (missing.length === 0)
    return new EhrError('not-supported', `${server} does not let appointments be changed. Nothing was sent.`, about);
  return new EhrError('forbidden', `The sign-in does not permit this. Ask for ${missing.join(' ')}.`, about);
}
