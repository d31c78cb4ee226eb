/**
 * Which of a test's results leads, and what to compare it with.
 * @module
 */
import type { Elsewhere } from './elsewhere.ts';
import { severityRank } from './flag.ts';
import type { ObservationLine } from './observation.ts';

export interface LatestResult {
  /** What leads: the newest that came to something. */
  readonly latest: ObservationLine;
  /** The one to compare the latest with: the newest of those taken before it that came to something. */
  readonly before?: ObservationLine | undefined;
  /** The newest of those ordered or taken after the latest that have come to nothing yet: registered, or preliminary. */
  readonly pending?: ObservationLine | undefined;
}

/** Of the results of one test, newest first and not empty. */
export function latestResult(
  newestFirst: readonly ObservationLine[],
  elsewhere: ReadonlyMap<string, Elsewhere<ObservationLine>>,
): LatestResult {
  const newest = newestResult(newestFirst);
  const doubtful = elsewhere.get(newest.key)?.doubtful ?? [];
  // Where sources tell different values of one moment, the one that can harm leads.
  const latest =
    doubtful.length === 0
      ? newest
      : newestFirst
          .filter((line) => line === newest || (doubtful.includes(line) && cameToSomething(line)))
          .reduce(
            (worst, line) => (severityRank(line.flag.level) < severityRank(worst.flag.level) ? line : worst),
            newest,
          );
  const place = newestFirst.indexOf(newest);
  return {
    latest,
    before: newestFirst.find((line, at) => at > place && line !== latest && cameToSomething(line)),
    pending: newestFirst.find(({ status }, at) => at < place && PENDING.includes(status)),
  };
}

const PENDING: readonly ObservationLine['status'][] = ['registered', 'preliminary'];

/** The newest that has come to something: a test cancelled, or only registered, does not hide the result before it. */
function newestResult(newestFirst: readonly ObservationLine[]): ObservationLine {
  return (
    newestFirst.find(cameToSomething) ??
    newestFirst.find(({ status }) => status !== 'cancelled') ??
    (newestFirst[0] as ObservationLine)
  );
}

/** Says something: a value, or why there is none; parts that do; a finding ("positive") or a comment in place of a value. */
function cameToSomething({ status, value, parts, interpretations, notes }: ObservationLine): boolean {
  if (status === 'cancelled' || status === 'registered') return false;
  const values = [value, ...parts.map((part) => part.value)];
  return values.some(({ kind }) => kind !== 'none') || interpretations.length > 0 || notes.length > 0;
}
