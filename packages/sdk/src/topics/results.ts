/**
 * Laboratory results: every one, and the newest of each test with what went before (FHIR R4 §10.1 Observation).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Pieces } from '../format/pieces.ts';
import { sameUnit } from '../format/quantity.ts';
import { grouped } from '../format/read.ts';
import { mergeInPieces, type Elsewhere } from './elsewhere.ts';
import { attentionRank } from './flag.ts';
import { latestResult, type LatestResult } from './latest-result.ts';
import { isPanel, observationLines, observationsAhead, testIdentity, type ObservationLine } from './observation.ts';
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
export interface TestSeries extends LatestResult {
  readonly key: string;
  readonly name: Concept | undefined;
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
  ahead: observationsAhead,
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
    const { latest, before, pending } = latestResult(same, elsewhere);
    series.push({
      key,
      name: latest.name,
      latest,
      before,
      pending,
      earlier: same.filter((line) => line !== latest),
      points: pointsOf(latest, same),
    });
  }
  return series;
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
  return [...tests].sort((one, other) => attentionRank(one.latest) - attentionRank(other.latest));
}
