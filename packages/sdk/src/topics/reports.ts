/**
 * Diagnostic reports with the results that they hold, and the results that no report holds (FHIR R4 §10.3 DiagnosticReport).
 * @module
 */
import { dayOf } from '../format/date.ts';
import type { Pieces } from '../format/pieces.ts';
import { grouped } from '../format/read.ts';
import { newestFirstInPieces } from '../format/when.ts';
import { mergeInPieces, type Elsewhere } from './elsewhere.ts';
import { mostSevere, type Flag } from './flag.ts';
import { linesInPieces } from './lines.ts';
import { observationsAhead, type ObservationLine } from './observation.ts';
import { kindsOf, REPORT_KINDS, type ReportKind } from './report-kinds.ts';
import { reportLine, type ReportLine } from './report-line.ts';
import { resultsFound, type ReportResult, type ResultsFound } from './report-results.ts';
import { sameObservation, type ObservationFacet } from './same-observation.ts';
import { sameReport, versionsOf, type ReportFacet } from './same-report.ts';
import { longTopic, type SourcedResource } from './topic.ts';

/** A report with what it holds. */
export interface Report extends ReportLine {
  /**
   * What it is filed under, by its categories; where they do not say, by a study that it names, else by what its results
   * are. The most particular first, never empty.
   */
  readonly kinds: readonly ReportKind[];
  /** What it names, panels with their members; each result once. */
  readonly results: readonly ReportResult[];
  /** How many of them, at whatever depth, were not found among what was read so far. */
  readonly missing: number;
  /** The most severe of its results', those cancelled or entered in error aside. */
  readonly flag: Flag;
  /** Versions that this one stands in place of, newest first. */
  readonly earlier: readonly Report[];
}

export interface ReportsView {
  /** Newest first, by when it was so of the patient, then by when it was issued. */
  readonly reports: readonly Report[];
  readonly enteredInError: readonly Report[];
  /** Every result, in reports or not, but those entered in error; newest first. */
  readonly lines: readonly ObservationLine[];
  /** Results that no report holds, panels with their members, newest first. {@link byDay} groups them. */
  readonly unreported: readonly ReportResult[];
  /** Every result entered in error, in reports or not. */
  readonly allInError: readonly ObservationLine[];
  /** Those that no report holds. */
  readonly resultsInError: readonly ObservationLine[];
  /** What other sources tell of a report, by its key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<Report, ReportFacet>>;
  /** What other sources tell of a result, by the line's key. */
  readonly resultsElsewhere: ReadonlyMap<string, Elsewhere<ObservationLine, ObservationFacet>>;
}

export const reports = longTopic<ReportsView>({
  name: 'reports',
  searches: [
    {
      type: 'DiagnosticReport',
      by: 'patient',
      params: { _sort: '-date' },
      // Few and small. The results are read once, by themselves: with their reports they would come twice.
      include: ['DiagnosticReport:based-on', 'DiagnosticReport:specimen'],
      // Results are not always filed under a category that is asked for.
      follow: ['DiagnosticReport:result', 'Observation:hasMember'],
    },
    { type: 'Observation', by: 'patient', params: { category: 'laboratory', _sort: '-date' } },
    {
      type: 'Observation',
      by: 'patient',
      params: { category: ['imaging', 'procedure', 'exam', 'therapy'], _sort: '-date' },
    },
  ],
  *ahead(input) {
    yield* observationsAhead(input);
    yield* linesInPieces(input, 'DiagnosticReport', reportLine);
  },
  *viewInPieces(input) {
    const found = yield* resultsFound(input);
    const sourcedOf = new Map<ReportLine, SourcedResource>();
    const lines = yield* linesInPieces(input, 'DiagnosticReport', reportLine, (sourced, line) => {
      sourcedOf.set(line, sourced);
    });
    const inOrder = yield* newestFirstInPieces(
      lines,
      ({ date, issued }) => date ?? issued,
      ({ issued }) => issued,
    );
    const all: Report[] = [];
    for (const group of yield* versionsOf(inOrder)) {
      const [lead, ...earlier] = group.map((line) => reportOf(line, sourcedOf.get(line), found));
      if (lead) all.push(earlier.length > 0 ? { ...lead, earlier } : lead);
      if (all.length % PIECE === 0) yield;
    }
    const { lines: merged, elsewhere } = yield* mergeInPieces(all, sameReport);
    const enteredInError = merged.filter(({ status }) => status === 'entered-in-error');
    const standing = merged.filter(({ status }) => status !== 'entered-in-error');
    return { reports: standing, enteredInError, elsewhere, ...(yield* unreportedOf(all, found)) };
  },
  content: ({ reports: some, unreported }) => (some.length + unreported.length > 0 ? 'some' : 'none-recorded'),
});

/** Reports put together in one piece. */
const PIECE = 100;

/** Results of one day as the reader's zone has it; undated ones last, and those dated by month or year as far as that. */
export function byDay(
  results: readonly ReportResult[],
  timeZone?: string,
): { readonly day: string | undefined; readonly results: readonly ReportResult[] }[] {
  // Results of one draw have one date, and a zone takes long to tell a day in.
  const days = new Map<string, string>();
  const of = ({ line }: ReportResult): string => {
    const date = line?.date ?? line?.issued ?? '';
    const day = days.get(date) ?? dayOf(date, timeZone);
    days.set(date, day);
    return day;
  };
  return [...grouped(results, of)].map(([day, same]) => ({ day: day || undefined, results: same }));
}

function reportOf(line: ReportLine, sourced: SourcedResource | undefined, found: ResultsFound): Report {
  const report = sourced as Parameters<ResultsFound['treeOf']>[0] | undefined;
  const results = report ? found.treeOf(report) : [];
  const all = flat(results);
  const told = all.flatMap(({ line: result }) => (result && counts(result) ? result : []));
  return {
    ...line,
    kinds: line.kinds.length > 0 ? line.kinds : kindsByContent(line, told),
    results,
    missing: all.filter((one) => !one.line).length,
    flag: mostSevere(told.map(({ flag }) => flag)),
    earlier: [],
  };
}

function counts({ status }: ObservationLine): boolean {
  return status !== 'cancelled' && status !== 'entered-in-error';
}

function kindsByContent(line: ReportLine, told: readonly ObservationLine[]): readonly ReportKind[] {
  if (line.studies.length > 0) return ['imaging'];
  const kinds = new Set(told.flatMap(({ categories }) => kindsOf(categories)));
  return kinds.size > 0 ? REPORT_KINDS.filter((kind) => kinds.has(kind)) : ['other'];
}

/** All results of a tree, each before its members. */
function flat(results: readonly ReportResult[]): ReportResult[] {
  return results.flatMap((one) => (one.members.length > 0 ? [one, ...flat(one.members)] : one));
}

function* unreportedOf(
  all: readonly Report[],
  { lines, treesOf }: ResultsFound,
): Pieces<Pick<ReportsView, 'lines' | 'unreported' | 'allInError' | 'resultsInError' | 'resultsElsewhere'>> {
  const reported = new Set<ObservationLine>();
  for (const [place, report] of all.entries()) {
    if (place % PIECE === 0) yield;
    for (const { results } of [report, ...report.earlier])
      for (const { line } of flat(results)) if (line) reported.add(line);
  }
  const { lines: merged, elsewhere } = yield* mergeInPieces(lines, sameObservation);
  const isReported = (line: ObservationLine): boolean =>
    reported.has(line) || (elsewhere.get(line.key)?.also ?? []).some((other) => reported.has(other));
  const alone = merged.filter((line) => !isReported(line));
  const resultsInError = alone.filter(({ status }) => status === 'entered-in-error');
  yield;
  const unreported = treesOf(alone.filter(({ status }) => status !== 'entered-in-error'));
  yield;
  return {
    lines: merged.filter(({ status }) => status !== 'entered-in-error'),
    unreported,
    allInError: merged.filter(({ status }) => status === 'entered-in-error'),
    resultsInError,
    resultsElsewhere: elsewhere,
  };
}
