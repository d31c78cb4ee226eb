/**
 * An appointment as the server has it, before it is changed.
 * @module
 */
import type { Appointment, FhirResource } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { recordOf } from '../../record/record.ts';
import type { Session } from '../../session/session.ts';
import type { AppointmentLine } from '../../topics/appointment-line.ts';

/**
 * The version that a line was made of.
 * @throws EhrError `conflict` where the server has another by now, with it in `versions`; otherwise as a request fails.
 */
export async function storedAs(
  session: Session,
  { reference, origin, version }: AppointmentLine,
): Promise<Appointment> {
  const stored = (await recordOf(session).resource(reference, origin.source)) as Appointment;
  const { versionId } = stored.meta ?? {};
  if (version === undefined || versionId === undefined || versionId === version) return stored;
  const source = session.sources.find(({ id }) => id === origin.source);
  // What is shown is an older one: it would be refused again.
  void recordOf(session).refreshType('Appointment', origin.source);
  throw changedMeanwhile(source?.base ?? origin.sourceName, stored);
}

/** The error of a change to what somebody else has changed since it was looked at. */
export function changedMeanwhile(server: string, current: FhirResource | undefined): EhrError {
  const message = `${server} has changed this appointment meanwhile. Nothing was changed. Look at it again.`;
  return new EhrError('conflict', message, {
    server,
    resourceType: 'Appointment',
    versions: current ? { current } : {},
  });
}
