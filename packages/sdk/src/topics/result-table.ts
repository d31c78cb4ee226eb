/**
 * Results over time: tests down, moments across, and the panels that tests belong to. Pure, and linear in what there is.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';
import { grouped } from '../format/read.ts';
import { findingsOf, type Finding, type ResultMoment } from './finding.ts';
import { latestResult } from './latest-result.ts';
import { isPanel, testIdentity, type ObservationLine } from './observation.ts';
import { kindsOf, REPORT_KINDS, type ReportKind } from './report-kinds.ts';
import type { ReportResult } from './report-results.ts';
import type { Report, ReportsView } from './reports.ts';
import { groupOfTest, type TestGroup } from './test-groups.ts';

/** One test, or a part of one that is a test of its own: a row. */
export interface ResultTest {
  readonly key: string;
  /** As the result that leads calls it. */
  readonly name: Concept | undefined;
  /** Why it has no name, as a data-absent-reason code. */
  readonly nameAbsent?: string | undefined;
  /** What it is a part of. */
  readonly within?: Concept | undefined;
  /** Set where results under several codes stand in this row: say so, with `names`. */
  readonly group?: TestGroup | undefined;
  /** What its results are called, each code once, that of the newest first. */
  readonly names: readonly Concept[];
  /** All of them, newest first; never empty. {@link cellsOf} has them by moment. */
  readonly findings: readonly Finding[];
  /** What leads, as in the topic `results`. A filter leaves it and `before` as they are. */
  readonly latest: Finding;
  /** What to compare the latest with. */
  readonly before?: Finding | undefined;
  /** What it is filed under, by its own categories or the reports that hold it. Never empty. */
  readonly kinds: readonly ReportKind[];
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
  /** In the order of the panels, then by name. Panels that hold nothing but members are rows too, after all others. */
  readonly tests: readonly ResultTest[];
  /** Newest first, those undated last. */
  readonly moments: readonly ResultMoment[];
  /** Those of the newest report first. */
  readonly panels: readonly ResultPanel[];
  /** How many results, each counted once however many parts it has. */
  readonly lines: number;
}

/** The table of all results of a view. Every line of it is in exactly one test, or in its parts. */
export function resultTable(view: ReportsView): ResultTable {
  const moments = new Map<string, ResultMoment>();
  const rows = new Map<string, Row>();
  for (const [key, lines] of grouped(view.lines, testKeyOf)) addRows(rows, key, lines, moments, view);
  const { panels, kinds } = panelsOf(view, rows);
  const places = new Map([...new Set(panels.flatMap(({ tests }) => tests))].map((key, at) => [key, at]));
  const placed = [...rows.values()].map((row) => {
    const last = isPanel(row.latest.line) ? Infinity : Number.MAX_SAFE_INTEGER;
    return {
      test: { ...row, kinds: kindsIn(row.findings, kinds.get(row.key)) },
      place: places.get(row.key) ?? last,
      label: [row.within, row.name].flatMap((name) => name?.text ?? []).join(' '),
    };
  });
  placed.sort((one, other) =>
    one.place === other.place ? order().compare(one.label, other.label) : one.place - other.place,
  );
  return {
    tests: placed.map(({ test }) => test),
    moments: [...moments.values()].sort((one, other) => (one.order === other.order ? 0 : other.order - one.order)),
    panels,
    lines: view.lines.length,
  };
}

/** What is left of a table: these tests, with their moments. */
export function tableOf(table: ResultTable, tests: readonly ResultTest[]): ResultTable {
  const moments = new Set<ResultMoment>();
  const inParts = new Set<ObservationLine>();
  let whole = 0;
  for (const { findings } of tests) {
    for (const { line, moment } of findings) {
      moments.add(moment);
      if (line.parts.length === 0) whole += 1;
      else inParts.add(line);
    }
  }
  return {
    ...table,
    tests,
    moments: table.moments.filter((moment) => moments.has(moment)),
    lines: whole + inParts.size,
  };
}

/** The findings of a row by the key of their moment; several of one moment are kept. */
export function cellsOf({ findings }: ResultTest): ReadonlyMap<string, readonly Finding[]> {
  return cellsOfFindings(findings);
}

const cellsOfFindings = oncePerObject((findings: readonly Finding[]) => grouped(findings, ({ moment }) => moment.key));

let collator: Intl.Collator | undefined;

/** Made when first used: the first that a browser makes takes it some milliseconds, before anything is asked for. */
function order(): Intl.Collator {
  return (collator ??= new Intl.Collator('en', { numeric: true }));
}

type Row = Omit<ResultTest, 'kinds'>;

/** What the results of one row have in common. */
function testKeyOf(line: ObservationLine): string {
  if (isPanel(line)) return `panel ${testIdentity(line)}`;
  return identityOf(line);
}

function identityOf(of: Pick<ObservationLine, 'key' | 'name'>): string {
  return groupOfTest(of.name)?.name ?? testIdentity(of);
}

function rowKeyOf(test: string, { part }: Finding): string {
  return part ? `${test} ${identityOf(part)}` : test;
}

/** The row of a test; where its results have parts, one for each of these. */
function addRows(
  rows: Map<string, Row>,
  test: string,
  lines: readonly ObservationLine[],
  moments: Map<string, ResultMoment>,
  { resultsElsewhere }: ReportsView,
): void {
  const { latest, before } = latestResult(lines, resultsElsewhere);
  const all = lines.flatMap((line) => findingsOf(line, moments));
  const isWhole = all.every(({ part }) => part === undefined);
  for (const [key, findings] of isWhole ? [[test, all] as const] : grouped(all, (one) => rowKeyOf(test, one))) {
    const [newest] = findings as [Finding];
    const lead = findings.find(({ line }) => line === latest) ?? newest;
    const names = namesOf(findings);
    rows.set(key, {
      key,
      name: lead.name,
      nameAbsent: lead.part ? undefined : lead.line.nameAbsent,
      within: lead.part && lead.line.name,
      group: names.length > 1 ? groupOfTest(lead.name) : undefined,
      names,
      findings,
      latest: lead,
      before: before && findings.find(({ line }) => line === before),
    });
  }
}

function namesOf(findings: readonly Finding[]): Concept[] {
  // Most findings of a test share one object, and are not looked at twice.
  const concepts = new Set(findings.flatMap(({ name }) => name ?? []));
  const named = grouped([...concepts], (name) => testIdentity({ key: '', name }));
  return [...named.values()].map(([first]) => first as Concept);
}

interface Panels {
  readonly panels: ResultPanel[];
  /** What the reports that hold a test are filed under, by the test's key. */
  readonly kinds: ReadonlyMap<string, ReadonlySet<ReportKind>>;
}

function panelsOf({ reports, unreported }: ReportsView, rows: ReadonlyMap<string, Row>): Panels {
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
      for (const test of line ? rowsOf(line) : []) {
        // What was entered in error has no row of its own.
        if (!rows.has(test)) continue;
        if (line && !isPanel(line)) panel.tests.add(test);
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

function rowsOf(line: ObservationLine): string[] {
  const test = testKeyOf(line);
  return line.parts.length === 0 ? [test] : findingsOf(line).map((one) => rowKeyOf(test, one));
}

function kindsIn(findings: readonly Finding[], reported: ReadonlySet<ReportKind> | undefined): readonly ReportKind[] {
  const kinds = new Set(reported);
  const seen = new Set<readonly Concept[]>();
  for (const { line } of findings) {
    if (seen.has(line.categories)) continue;
    seen.add(line.categories);
    for (const kind of kindsOf(line.categories)) kinds.add(kind);
  }
  if (kinds.size > 1) kinds.delete('other');
  return kinds.size > 0 ? REPORT_KINDS.filter((kind) => kinds.has(kind)) : ['other'];
}
