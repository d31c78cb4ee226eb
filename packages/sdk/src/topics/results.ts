/**
 * Laboratory results: every one, and the newest of each test with what went before (FHIR R4 §10.1 Observation).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Pieces } from '../format/pieces.ts';
import { sameUnit } from '../format/quantity.ts';
import { grouped } from '../format/read.ts';
import { mergeInPieces, type Elsewhere } from './elsewhere.ts';
import { severityRank } from './flag.ts';
import { isPanel, observationLines, testIdentity, type ObservationLine } from './observation.ts';
import { exactNumber } from './result-value.ts';
import { sameObservation, type ObservationFacet } from './same-observation.ts';
import { longTopic } from './topic.ts';

export type ResultLine = ObservationLine;

/** A result as a number that may be drawn beside others of its series. */
export interface TrendPoint {
  readonly key: string;
  readonly date: string;
  /** The number as sent. */
  readonly value: string;
}

/** One test, over time. */
export interface TestSeries {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly latest: ResultLine;
  /** The one to compare the latest with: the newest of those taken before it that came to something. */
  readonly before?: ResultLine | undefined;
  /** The newest of those ordered or taken after the latest that have come to nothing yet: registered, or preliminary. */
  readonly pending?: ResultLine | undefined;
  /** All others, newest first: also those pending or cancelled since the latest. */
  readonly earlier: readonly ResultLine[];
  /** Oldest first: those with the same unit as the latest, exact numbers only. Empty when the latest is not one. */
  readonly points: readonly TrendPoint[];
}

export interface ResultsView {
  /** The newest of each test: critical first, then abnormal, then by date, newest first. */
  readonly tests: readonly TestSeries[];
  /** Every result but those entered in error, newest first. Panels that only hold members are here and not in `tests`. */
  readonly lines: readonly ResultLine[];
  readonly enteredInError: readonly ResultLine[];
  /** What other sources tell of a result, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<ResultLine, ObservationFacet>>;
}

export const results = longTopic<ResultsView>({
  name: 'results',
  searches: [{ type: 'Observation', by: 'patient', params: { category: 'laboratory', _sort: '-date' } }],
  *viewInPieces(input) {
    const { lines: all, elsewhere } = yield* mergeInPieces(yield* observationLines(input), sameObservation);
    const enteredInError = all.filter(({ status }) => status === 'entered-in-error');
    const lines = enteredInError.length > 0 ? all.filter(({ status }) => status !== 'entered-in-error') : all;
    yield;
    const series = yield* seriesOf(
      lines.filter((line) => !isPanel(line)),
      elsewhere,
    );
    return { tests: mostSevereFirst(series), lines, enteredInError, elsewhere };
  },
  content: ({ lines }) => (lines.length > 0 ? 'some' : 'none-recorded'),
});

/** Lines arrive newest first; series keep the order of their newest line. */
function* seriesOf(lines: readonly ResultLine[], elsewhere: ResultsView['elsewhere']): Pieces<TestSeries[]> {
  const series: TestSeries[] = [];
  for (const [key, same] of grouped(lines, testIdentity)) {
    yield;
    const newest = newestResult(same);
    const doubtful = elsewhere.get(newest.key)?.doubtful ?? [];
    // Where sources tell different values of one moment, the one that can harm leads.
    const latest = same
      .filter((line) => line === newest || (doubtful.includes(line) && cameToSomething(line)))
      .reduce((worst, line) => (severityRank(line.flag.level) < severityRank(worst.flag.level) ? line : worst), newest);
    series.push({
      key,
      name: latest.name,
      latest,
      before: same.slice(same.indexOf(newest) + 1).find((line) => line !== latest && cameToSomething(line)),
      pending: same.slice(0, same.indexOf(newest)).find(({ status }) => PENDING.includes(status)),
      earlier: same.filter((line) => line !== latest),
      points: pointsOf(latest, same),
    });
  }
  return series;
}

const PENDING: readonly ResultLine['status'][] = ['registered', 'preliminary'];

/** The newest that has come to something: a test cancelled, or only registered, does not hide the result before it. */
function newestResult(newestFirst: readonly ResultLine[]): ResultLine {
  return (
    newestFirst.find(cameToSomething) ??
    newestFirst.find(({ status }) => status !== 'cancelled') ??
    (newestFirst[0] as ResultLine)
  );
}

/** Says something: a value, or why there is none; parts that do; a finding ("positive") or a comment in place of a value. */
function cameToSomething({ status, value, parts, interpretations, notes }: ResultLine): boolean {
  if (status === 'cancelled' || status === 'registered') return false;
  const values = [value, ...parts.map((part) => part.value)];
  return values.some(({ kind }) => kind !== 'none') || interpretations.length > 0 || notes.length > 0;
}

function pointsOf(latest: ResultLine, newestFirst: readonly ResultLine[]): TrendPoint[] {
  const unit = exactNumber(latest.value);
  if (!unit) return [];
  const points: TrendPoint[] = [];
  for (const line of newestFirst) {
    const number = exactNumber(line.value);
    const point = number && sameUnit(number, unit) && pointOf(line);
    if (point) points.push(point);
  }
  // Copied: a list that grew has room to grow further.
  return points.toReversed();
}

function pointOf({ key, date, issued, value, status }: ResultLine): TrendPoint | undefined {
  const number = status === 'cancelled' ? undefined : exactNumber(value);
  const when = date ?? issued;
  return when && number?.value !== undefined ? { key, date: when, value: number.value } : undefined;
}

function mostSevereFirst(tests: readonly TestSeries[]): TestSeries[] {
  const group = ({ latest }: TestSeries): number => {
    const rank = severityRank(latest.flag.level);
    if (rank <= severityRank('critical')) return 0;
    return rank <= severityRank('abnormal') ? 1 : rank <= severityRank('noted') ? 2 : 3;
  };
  return [...tests].sort((one, other) => group(one) - group(other));
}
