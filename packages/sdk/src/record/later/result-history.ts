/**
 * What a result or a report said before it was corrected in place (FHIR R4 §3.1.0.12 history).
 * @module
 */
import type { Session } from '../../session/session.ts';
import type { ObservationLine } from '../../topics/observation.ts';
import { reports, type Report, type ReportsView } from '../../topics/reports.ts';
import { recordOf } from '../record.ts';
import type { History, Version, Versions } from './history.ts';

/** One version, with when the server stored it. */
export type RecordedVersion = Pick<Version<unknown>, 'at' | 'id'> &
  (
    | { readonly kind: 'result'; readonly line: ObservationLine }
    /** Results that it contains are in it. Those that it names lie elsewhere, have versions of their own, and count as missing. */
    | { readonly kind: 'report'; readonly report: Report }
    /** It was deleted then. */
    | { readonly kind: 'deleted' }
  );

export interface RecordedVersions extends Pick<Versions<unknown>, 'leftOut' | 'complete'> {
  /** The newest first: that is what the record has now, where it has not changed meanwhile. */
  readonly versions: readonly RecordedVersion[];
}

/** Whether there is something to be asked for, and the way to do so. */
export type ResultHistory =
  | Exclude<History<ReportsView>, { kind: 'offered' }>
  | { readonly kind: 'offered'; readonly read: (options?: { signal?: AbortSignal }) => Promise<RecordedVersions> };

/**
 * @param reference Of an Observation or a DiagnosticReport, as lines have it.
 * @param source The id of the source, as the origin of lines has it.
 * @throws EhrError as `PatientRecord.history` does.
 */
export async function resultHistory(session: Session, reference: string, source?: string): Promise<ResultHistory> {
  const history = await recordOf(session).history(reports, reference, source);
  if (history.kind !== 'offered') return history;
  return {
    kind: 'offered',
    read: async (options) => {
      const { versions, leftOut, complete } = await history.read(options);
      const recorded = versions.flatMap((version) => recordedOf(version) ?? []);
      return { versions: recorded, leftOut: leftOut + versions.length - recorded.length, complete };
    },
  };
}

function recordedOf({ at, id, view }: Version<ReportsView>): RecordedVersion | undefined {
  if (!view) return { at, id, kind: 'deleted' };
  const [report] = [...view.reports, ...view.enteredInError];
  if (report) return { at, id, kind: 'report', report };
  const [line] = [...view.lines, ...view.allInError];
  return line && { at, id, kind: 'result', line };
}
