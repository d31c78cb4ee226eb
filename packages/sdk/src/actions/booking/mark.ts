/**
 * What staff says of a visit on its day: come, seen, missed (FHIR R4 §12.11.5.1 AppointmentStatus).
 * @module
 */
import type { Appointment } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import type { Session } from '../../session/session.ts';
import type { AppointmentLine, AppointmentStatus } from '../../topics/appointment-line.ts';
import type { Action } from '../action.ts';
import { changeOfAny } from '../change.ts';
import { practicePlaceOf } from '../place.ts';
import { currentOf } from '../stored.ts';
import { maySeeAgenda } from './agenda.ts';
import { prepared } from './prepared.ts';
import { changedMeanwhile } from './stored-appointment.ts';
import { waysAt } from './ways.ts';

export type AppointmentMark = Extract<AppointmentStatus, 'booked' | 'arrived' | 'checked-in' | 'fulfilled' | 'noshow'>;

const MARKS: Readonly<Partial<Record<AppointmentStatus, readonly AppointmentMark[]>>> = {
  booked: ['arrived', 'noshow'],
  arrived: ['checked-in', 'fulfilled', 'booked'],
  'checked-in': ['fulfilled', 'arrived'],
  noshow: ['arrived', 'booked'],
  fulfilled: ['checked-in', 'arrived'],
};

/** What can be said of it next, or taken back; nothing of what was never booked. */
export function marksFor({ status }: Pick<AppointmentLine, 'status'>): readonly AppointmentMark[] {
  return MARKS[status] ?? [];
}

/**
 * Changes the status of just the version that was looked at, whichever patient's it is. For staff: it takes a scope for more
 * than one patient.
 * @throws EhrError `session-expired` and `not-supported` where it cannot be written there, `rejected` where this cannot be said
 *   of it. `run` rejects as that of `update` does, with `forbidden` where the sign-in does not permit it.
 */
export function markAppointment(session: Session, line: AppointmentLine, mark: AppointmentMark): Action {
  const place = practicePlaceOf(session, line.origin.source);
  const { source } = place;
  if (!marksFor(line).includes(mark)) {
    throw new EhrError('rejected', 'This cannot be said of an appointment as it stands.');
  }
  const about = { server: source.base, resourceType: 'Appointment' };
  return prepared(place, async () => {
    const verdict = maySeeAgenda(source, 'update');
    if (!verdict.allowed) {
      throw new EhrError('forbidden', `The sign-in does not permit this. Ask for ${verdict.missing.join(' ')}.`, about);
    }
    const stored = (await currentOf(source, 'Appointment', line.reference.slice('Appointment/'.length))) as
      Appointment | undefined;
    if (!stored) throw new EhrError('not-found', `${source.base} has no such appointment any more.`, about);
    const { versionId } = stored.meta ?? {};
    if (line.version !== undefined && versionId !== line.version) throw changedMeanwhile(source.base, stored);
    const { changes } = await waysAt(source);
    const patch = [{ op: 'replace', path: '/status', value: mark }] as const;
    return changeOfAny(session, { ...stored, status: mark }, source.id, changes[0] === 'patch' ? patch : undefined);
  });
}
