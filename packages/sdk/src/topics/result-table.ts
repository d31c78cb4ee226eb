/**
 * Results over time: tests down, moments across, and the panels that tests belong to. Pure, and linear in what there is.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import { grouped } from '../format/read.ts';
import { isPanel, testIdentity, type ObservationLine } from './observation.ts';
import { kindsOf, REPORT_KINDS, type ReportKind } from './report-kinds.ts';
import type { ReportResult } from './report-results.ts';
import type { Report, ReportsView } from './reports.ts';
import { groupOfTest, type TestGroup } from './test-groups.ts';

/** One test: a row. */
export interface ResultTest {
  readonly key: string;
  /** As the newest result calls it. */
  readonly name: Concept | undefined;
  /** Set where results under several codes stand in this row: say so, with `names`. */
  readonly group?: TestGroup | undefined;
  /** What its results are called, each code once, that of the newest first. */
  readonly names: readonly Concept[];
  /** All results, newest first. */
  readonly lines: readonly ObservationLine[];
  /** By the key of a moment; several of one moment are kept. */
  readonly cells: ReadonlyMap<string, readonly ObservationLine[]>;
  /** What it is filed under, by its own categories or the reports that hold it. Never empty. */
  readonly kinds: readonly ReportKind[];
}

/** A moment at which something was so of the patient: a column. */
export interface ResultMoment {
  readonly key: string;
  /** As one of its results has it, as precise as sent; absent for those that say no date. */
  readonly date?: string | undefined;
}

/** What tests are ordered and reported together as. */
export interface ResultPanel {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly kind: ReportKind;
  /** Keys of its tests, in the order of its newest report. A test may be in several panels. */
  readonly tests: readonly string[];
}

export interface ResultTable {
  /** In the order of the panels, then by name. */
  readonly tests: readonly ResultTest[];
  /** Newest first, those undated last. */
  readonly moments: readonly ResultMoment[];
  /** Those of the newest report first. */
  readonly panels: readonly ResultPanel[];
}

/** The table of all results of a view, those entered in error and panels that only hold members aside. */
export function resultTable({ lines, reports, unreported }: ReportsView): ResultTable {
  const rows = rowsOf(lines.filter((line) => !isPanel(line)));
  const keyOf = new Map(rows.flatMap(({ key, lines: own }) => own.map((line) => [line, key] as const)));
  const { panels, kinds } = panelsOf(reports, unreported, keyOf);
  const place = new Map([...new Set(panels.flatMap(({ tests }) => tests))].map((key, at) => [key, at]));
  const tests = rows.map((row) => ({ ...row, kinds: kindsIn(row.lines, kinds.get(row.key)) }));
  const label = ({ name }: ResultTest): string => name?.text ?? '';
  tests.sort((one, other) => {
    const [first = Infinity, second = Infinity] = [place.get(one.key), place.get(other.key)];
    return first === second ? ORDER.compare(label(one), label(other)) : first - second;
  });
  return { tests, moments: momentsOf(tests), panels };
}

/** The moments of some tests, newest first. */
export function momentsOf(tests: readonly ResultTest[]): ResultMoment[] {
  const moments = new Map<string, ResultMoment>();
  for (const { cells } of tests) {
    for (const [key, [line]] of cells) if (!moments.has(key)) moments.set(key, { key, date: line && momentOf(line) });
  }
  const dated = [...moments.values()].map((moment) => ({ moment, order: dateOrder(moment.date) }));
  dated.sort((one, other) => (one.order === other.order ? 0 : one.order < other.order ? 1 : -1));
  return dated.map(({ moment }) => moment);
}

/** A row with these of its lines, which are newest first. */
export function withLines(test: ResultTest, lines: readonly ObservationLine[]): ResultTest {
  return { ...test, lines, cells: cellsOf(lines) };
}

/** When a result counts as being of; one that says only when it was made available is of then. */
export function momentOf({ date, issued }: ObservationLine): string | undefined {
  return date ?? issued;
}

const ORDER = new Intl.Collator('en', { numeric: true });

type Row = Omit<ResultTest, 'kinds'>;

function rowsOf(lines: readonly ObservationLine[]): Row[] {
  const rows = grouped(lines, (line) => groupOfTest(line.name)?.name ?? testIdentity(line));
  return [...rows].map(([key, own]) => {
    const names = [
      ...new Map(own.flatMap((line) => (line.name ? [[testIdentity(line), line.name] as const] : []))).values(),
    ];
    const name = own[0]?.name;
    return {
      key,
      name,
      group: names.length > 1 ? groupOfTest(name) : undefined,
      names,
      lines: own,
      cells: cellsOf(own),
    };
  });
}

function cellsOf(lines: readonly ObservationLine[]): ReadonlyMap<string, readonly ObservationLine[]> {
  return grouped(lines, (line) => momentKey(momentOf(line)));
}

/** One moment written in two zones is one column; a day without a time is a column of its own. */
function momentKey(date: string | undefined): string {
  if (date === undefined) return '';
  return date.includes('T') ? String(Date.parse(date)) : date;
}

interface Panels {
  readonly panels: ResultPanel[];
  /** What the reports that hold a test are filed under, by the test's key. */
  readonly kinds: ReadonlyMap<string, ReadonlySet<ReportKind>>;
}

function panelsOf(
  reports: readonly Report[],
  unreported: readonly ReportResult[],
  keyOf: ReadonlyMap<ObservationLine, string>,
): Panels {
  const panels = new Map<string, { name: Concept | undefined; kind: ReportKind; tests: Set<string> }>();
  const kinds = new Map<string, Set<ReportKind>>();
  const add = (
    holder: ObservationLine | Report,
    holds: readonly ReportResult[],
    under: readonly ReportKind[],
  ): void => {
    const key = testIdentity(holder);
    const panel = panels.get(key) ?? { name: holder.name, kind: under[0] ?? 'other', tests: new Set<string>() };
    for (const { line, members } of holds) {
      const test = line && keyOf.get(line);
      if (test !== undefined) {
        panel.tests.add(test);
        const known = kinds.get(test) ?? new Set();
        for (const kind of under) known.add(kind);
        kinds.set(test, known);
      }
      if (line && members.length > 0) add(line, members, under);
    }
    if (panel.tests.size > 0) panels.set(key, panel);
  };
  for (const report of reports) add(report, report.results, report.kinds);
  for (const { line, members } of unreported)
    if (line && members.length > 0) add(line, members, kindsOf(line.categories));
  return { panels: [...panels].map(([key, { name, kind, tests }]) => ({ key, name, kind, tests: [...tests] })), kinds };
}

function kindsIn(
  lines: readonly ObservationLine[],
  reported: ReadonlySet<ReportKind> | undefined,
): readonly ReportKind[] {
  const kinds = new Set(reported);
  const seen = new Set<readonly Concept[]>();
  for (const { categories } of lines) {
    if (seen.has(categories)) continue;
    seen.add(categories);
    for (const kind of kindsOf(categories)) kinds.add(kind);
  }
  if (kinds.size > 1) kinds.delete('other');
  return kinds.size > 0 ? REPORT_KINDS.filter((kind) => kinds.has(kind)) : ['other'];
}
