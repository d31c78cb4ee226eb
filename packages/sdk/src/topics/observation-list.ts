/**
 * Findings that are no measurements and no laboratory results: the newest of each, and what went before.
 * @module
 */
import { atOnce } from '../format/pieces.ts';
import { grouped } from '../format/read.ts';
import { mergeSources, type Elsewhere } from './elsewhere.ts';
import { observationLines, testIdentity, type ObservationLine } from './observation.ts';
import { sameObservation, type ObservationFacet } from './same-observation.ts';
import type { Content, TopicInput } from './topic.ts';

export interface ObservationListView {
  /** The newest of each finding; newest first. */
  readonly latest: readonly ObservationLine[];
  /** All others, and what came to nothing; newest first. */
  readonly earlier: readonly ObservationLine[];
  readonly enteredInError: readonly ObservationLine[];
  /** What other sources tell of a finding, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<ObservationLine, ObservationFacet>>;
}

export function observationList(input: TopicInput): ObservationListView {
  const { lines, elsewhere } = mergeSources(atOnce(observationLines(input)), sameObservation);
  const enteredInError = lines.filter(({ status }) => status === 'entered-in-error');
  const standing = lines.filter(({ status }) => status !== 'entered-in-error');
  const latest = [...grouped(standing, testIdentity).values()].flatMap((same) => {
    const newest = same.find(({ status }) => status !== 'cancelled' && status !== 'registered') ?? same[0];
    // What sources tell differently of one moment is told side by side.
    const doubtful = newest ? (elsewhere.get(newest.key)?.doubtful ?? []) : [];
    return same.filter((line) => line === newest || doubtful.includes(line));
  });
  const newest = new Set(latest);
  return {
    latest: standing.filter((line) => newest.has(line)),
    earlier: standing.filter((line) => !newest.has(line)),
    enteredInError,
    elsewhere,
  };
}

export function contentOfObservations({ latest }: ObservationListView): Content {
  return latest.length > 0 ? 'some' : 'none-recorded';
}
