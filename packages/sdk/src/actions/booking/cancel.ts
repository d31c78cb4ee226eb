/**
 * Cancelling an appointment, and taking that back while the server lets one (FHIR R4 §12.11 Appointment).
 * @module
 */
import type { Appointment } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import type { Concept } from '../../format/concept.ts';
import type { Session } from '../../session/session.ts';
import type { AppointmentLine, AppointmentStatus } from '../../topics/appointment-line.ts';
import type { Action, RunOptions } from '../action.ts';
import { patch, update, type PatchOperation } from '../change.ts';
import { placeOf, type Place } from '../place.ts';
import type { Written } from '../stored.ts';
import { BY_PATIENT, cancelled } from './prepare.ts';
import { prepared } from './prepared.ts';
import { storedAs } from './stored-appointment.ts';
import { taking } from './taking.ts';
import { bookingWays, type ChangeWay } from './ways.ts';

/**
 * Whether an appointment can be cancelled or moved, or why not. `status`: it is over, or cancelled. The others are those of
 * a way to book.
 */
export type ChangePermission =
  | { readonly allowed: true; readonly way: ChangeWay }
  | { readonly allowed: false; readonly why: 'status' | 'capability' | 'bundle' | 'no-source' }
  | { readonly allowed: false; readonly why: 'scope'; readonly missing: readonly string[] };

export interface CancelOptions {
  /** Why, as the host words it; by default that the patient did. */
  readonly reason?: Concept;
}

/** A cancelling, once. */
export interface Cancelling extends Action {
  /**
   * Books the same time again, where it was cancelled by this and the server still has the time. One change, however often
   * it is run; `conflict` where somebody else has the time by now.
   */
  readonly undo: Action;
}

const OPEN: readonly AppointmentStatus[] = ['proposed', 'pending', 'booked', 'waitlist'];

/** Looks at the status, the session, the scopes and the server's statement, and changes nothing. Rejects only with the signal's reason. */
export async function canChangeAppointment(
  session: Session,
  line: AppointmentLine,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<ChangePermission> {
  if (!OPEN.includes(line.status)) return { allowed: false, why: 'status' };
  const source = session.sources.find(({ id }) => id === line.origin.source);
  if (source?.kind !== 'server') return { allowed: false, why: source ? 'bundle' : 'no-source' };
  const ways = await bookingWays(session, { source: source.id, ...(signal && { signal }) });
  const [way] = ways.changes;
  if (way) return { allowed: true, way };
  return ways.changeMissing.length > 0
    ? { allowed: false, why: 'scope', missing: ways.changeMissing }
    : { allowed: false, why: 'capability' };
}

/**
 * Cancels just the version that was looked at.
 * @throws EhrError `session-expired` and `not-supported` where it cannot be written there, `rejected` where it is over. `run`
 *   rejects as that of `update` does.
 */
export function cancelAppointment(session: Session, line: AppointmentLine, options: CancelOptions = {}): Cancelling {
  const place = placeOf(session, line.origin.source);
  if (!OPEN.includes(line.status)) {
    throw new EhrError('rejected', 'This appointment is over, or cancelled. There is nothing to cancel.');
  }
  let before: Appointment | undefined;
  const cancelling = prepared(place, async (run) => {
    before = await storedAs(session, line);
    return changing(place, session, cancelled(before, options.reason ?? BY_PATIENT), line, run);
  });
  let after: Written | undefined;
  const undo = prepared(place, (run) => {
    if (!before || !after) {
      throw new EhrError('rejected', 'Nothing was cancelled, so that there is nothing to take back.');
    }
    const { meta, ...content } = before;
    const { version } = after;
    return changing(
      place,
      session,
      { ...content, meta: { ...meta, ...(version && { versionId: version }) } },
      line,
      run,
    );
  });
  return { run: async (run) => (after = asCancelled(await cancelling.run(run), place)), undo };
}

/** @throws EhrError `rejected` where the server took the change and the appointment stands. */
function asCancelled(written: Written, { source }: Place): Written {
  const { resource } = written;
  if (resource?.resourceType !== 'Appointment' || resource.status === 'cancelled') return written;
  const message = `${source.base} took the change, and the appointment is not cancelled.`;
  throw new EhrError('rejected', message, { server: source.base, resourceType: 'Appointment' });
}

async function changing(
  place: Place,
  session: Session,
  wanted: Appointment,
  line: AppointmentLine,
  run: RunOptions,
): Promise<Action> {
  const permission = await canChangeAppointment(session, line, run);
  if (permission.allowed) return changeBy(permission.way, place, session, wanted);
  throw notAllowed(permission, place.source.base);
}

function changeBy(way: ChangeWay, place: Place, session: Session, wanted: Appointment): Action {
  const source = { source: place.source.id };
  if (way === 'update') return update(session, wanted, source);
  if (way === 'operation') return taking(place, 'book', wanted, true);
  return patch(session, wanted, statusPatch(wanted), source);
}

/** Of a cancelling, and of taking it back, nothing but these. */
function statusPatch({ status, cancelationReason }: Appointment): PatchOperation[] {
  const path = '/cancelationReason';
  return [
    { op: 'replace', path: '/status', value: status },
    cancelationReason ? { op: 'add', path, value: cancelationReason } : { op: 'remove', path },
  ];
}

function notAllowed(permission: ChangePermission & { allowed: false }, server: string): EhrError {
  const about = { server, resourceType: 'Appointment' };
  if (permission.why !== 'scope') {
    return new EhrError('not-supported', `${server} does not let appointments be changed. Nothing was sent.`, about);
  }
  const message = `The sign-in does not permit changing appointments. Ask for ${permission.missing.join(' ')}.`;
  return new EhrError('forbidden', message, about);
}
