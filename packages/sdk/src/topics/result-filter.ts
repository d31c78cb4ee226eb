/**
 * What of many results a reader wants to see. Pure, over all of them: nothing is hidden that the filter does not name.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { dayOf } from '../format/date.ts';
import { oncePerObject } from '../format/once.ts';
import { severityRank, type Flag } from './flag.ts';
import { findingsOf, type Finding } from './finding.ts';
import type { Note } from './line.ts';
import type { ReportKind } from './report-kinds.ts';
import type { ReportResult } from './report-results.ts';
import type { Report } from './reports.ts';
import { tableOf, type ResultTable, type ResultTest } from './result-table.ts';
import type { ResultValue } from './result-value.ts';
import type { Line } from './topic.ts';

/** Every member narrows; what is left out, or empty, does not. */
export interface ResultFilter {
  /**
   * Words, each of which a name, a code, a value in words or a comment has to hold; in any order, without regard to case
   * and accents.
   */
  readonly text?: string | undefined;
  readonly kinds?: readonly ReportKind[] | undefined;
  /** Keys of tests, as chosen in the tree of panels. */
  readonly tests?: ReadonlySet<string> | undefined;
  /** The first and the last day, `yyyy-mm-dd`, as the reader's zone has them. What has no date is in no range. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** IANA zone of the days; the reader's own when left out. */
  readonly timeZone?: string | undefined;
  /** Only what stands out: flagged, by whomever, or of a flag that nobody here understands. */
  readonly abnormal?: boolean | undefined;
  /**
   * Only what was recorded after this moment, or after that of its source: what comes from others is not new. Nor is what
   * does not say when it was recorded; what says the day only is new on the whole of that day.
   */
  readonly newSince?: Date | ReadonlyMap<string, Date> | undefined;
}

/** Whether a flag says that something is not as it should be, or may not be. */
export function standsOut({ level }: Flag): boolean {
  return severityRank(level) <= severityRank('unknown');
}

/** The tests that have something to show, with only that, and the moments that are left. Panels stay as they are. */
export function filterTable(table: ResultTable, filter: ResultFilter): ResultTable {
  const words = wordsOf(filter.text);
  const shows = findingFilter(filter);
  const tests = table.tests.flatMap((test): readonly ResultTest[] => {
    if (filter.tests && filter.tests.size > 0 && !filter.tests.has(test.key)) return [];
    if (!isUnder(test.kinds, filter.kinds)) return [];
    const unnamed = missingIn([...test.names, test.within], words);
    if (!shows && unnamed.length === 0) return [test];
    const findings = test.findings.filter((one) => (!shows || shows(one)) && saysAll(one, unnamed));
    if (findings.length === test.findings.length) return [test];
    return findings.length > 0 ? [{ ...test, findings }] : [];
  });
  return tableOf(table, tests);
}

/** Reports that the filter lets through, whole: by their own name, date and flag, or by those of what they hold. */
export function filterReports(reports: readonly Report[], filter: ResultFilter): Report[] {
  const passes = passing(filter);
  return reports.filter((report) => passes(askedOfReport(report)));
}

/** What a filter asks of whatever stands in a list of results. */
export interface Asked {
  readonly kinds: readonly ReportKind[];
  readonly date: string | undefined;
  /** Absent of what nobody can flag. */
  readonly flag?: Flag | undefined;
  readonly origin: Line['origin'];
  /** Asked last, since it is the most to tell. */
  readonly names: () => readonly Said[];
}

/** A name or words in which is searched. */
export type Said = Concept | string | undefined;

/** What a report answers to a filter. */
export function askedOfReport(report: Report): Asked {
  const { kinds, date, issued, flag, origin } = report;
  const { name, conclusion, conclusions, notes, results } = report;
  const names = (): Said[] => [name, conclusion, ...conclusions, ...notes.map(({ text }) => text), ...saidIn(results)];
  return { kinds, date: date ?? issued, flag, origin, names };
}

/** The way to tell what a filter lets through, `tests` aside. */
export function passing(filter: ResultFilter): (asked: Asked) => boolean {
  const words = wordsOf(filter.text);
  const inRange = ranging(filter);
  const { abnormal, newSince } = filter;
  return ({ kinds, date, flag, origin, names }) => {
    if (!isUnder(kinds, filter.kinds) || !inRange(date)) return false;
    if (abnormal && !(flag && standsOut(flag))) return false;
    return (!newSince || isNew({ origin }, newSince)) && (words.length === 0 || missingIn(names(), words).length === 0);
  };
}

/** Results and their members: what they are called, what they say in words, and what was remarked of them. */
export function saidIn(results: readonly ReportResult[]): Said[] {
  return results.flatMap(({ line, name, members }) => {
    const own = line ? findingsOf(line).flatMap((finding) => [finding.name, inWords(finding.value)]) : [];
    return [line?.name ?? name, ...own, ...(line?.notes ?? []).map(({ text }) => text), ...saidIn(members)];
  });
}

function inWords(value: ResultValue): Said {
  if (value.kind === 'coded') return value.concept;
  return value.kind === 'text' || value.kind === 'absent' ? value.text : undefined;
}

function isUnder(kinds: readonly ReportKind[], wanted: readonly ReportKind[] | undefined): boolean {
  return !wanted || wanted.length === 0 || wanted.some((kind) => kinds.includes(kind));
}

/** Undefined where nothing but names and kinds is asked for. */
function findingFilter(filter: ResultFilter): ((finding: Finding) => boolean) | undefined {
  const { from, until, abnormal, newSince } = filter;
  if (!from && !until && !abnormal && !newSince) return undefined;
  const inRange = ranging(filter);
  return ({ flag, line, moment }) =>
    (!abnormal || standsOut(flag)) && (!newSince || isNew(line, newSince)) && inRange(moment.date);
}

function isNew(
  { origin: { recorded, source } }: Pick<Line, 'origin'>,
  since: Date | ReadonlyMap<string, Date>,
): boolean {
  const moment = since instanceof Date ? since : since.get(source);
  if (!moment || !recorded) return false;
  if (recorded.includes('T')) return Date.parse(recorded) > moment.getTime();
  // A day may lie on either side of the moment: rather once too often. A month says nothing.
  return recorded.length === 'yyyy-mm-dd'.length && recorded >= moment.toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** A date without a time is compared as text, so that no zone moves it; a month is in a range that holds a day of it. */
function ranging({ from, until, timeZone }: ResultFilter): (date: string | undefined) => boolean {
  if (!from && !until) return () => true;
  const first = from ? startOfDay(from, timeZone) : -Infinity;
  const after = until ? startOfDay(nextDay(until), timeZone) : Infinity;
  return (date) => {
    if (date === undefined) return false;
    if (date.includes('T')) {
      const time = Date.parse(date);
      return time >= first && time < after;
    }
    return (!from || date >= from.slice(0, date.length)) && (!until || date <= until.slice(0, date.length));
  };
}

const HOUR = 3_600_000;

/** The moment at which a day begins in a zone: zones are at most 14 hours off, by quarters of an hour. */
function startOfDay(day: string, timeZone: string | undefined): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let [before, at] = [midnight - 15 * HOUR, midnight + 15 * HOUR];
  while (at - before > HOUR / 4) {
    const middle = before + Math.floor((at - before) / (HOUR / 2)) * (HOUR / 4);
    if (dayOf(new Date(middle).toISOString(), timeZone) < day) before = middle;
    else at = middle;
  }
  return at;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 24 * HOUR).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

function wordsOf(text: string | undefined): string[] {
  return plain(text ?? '')
    .split(/\s+/)
    .filter(Boolean);
}

/** The words that no name holds. */
function missingIn(names: readonly Said[], words: readonly string[]): readonly string[] {
  if (words.length === 0) return words;
  const said = names.map((name) => (typeof name === 'object' ? sayingOf(name) : plain(name ?? ''))).join('\n');
  return words.filter((word) => !said.includes(word));
}

/** Whether a value in words, or a comment, holds each of these: numbers are not what is looked for. */
function saysAll({ value, line: { notes } }: Finding, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const own = sayingOfValue(value);
  // Most are numbers without a comment, and there are thousands of them.
  if (own === '' && notes.length === 0) return false;
  const said = [own, ...notes.map(sayingOfNote)].join('\n');
  return words.every((word) => said.includes(word));
}

const sayingOfNote = oncePerObject(({ text }: Note): string => plain(text));

const sayingOfText = oncePerObject((value: ResultValue & { readonly text: string }): string => plain(value.text));

function sayingOfValue(value: ResultValue): string {
  if (value.kind === 'coded') return sayingOf(value.concept);
  return value.kind === 'text' || value.kind === 'absent' ? sayingOfText(value) : '';
}

const sayingOf = oncePerObject(({ text, codings, translations = {} }: Concept): string =>
  plain(
    [text, ...Object.values(translations), ...codings.flatMap(({ code, display }) => [code, display])]
      .filter(Boolean)
      .join('\n'),
  ),
);

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
