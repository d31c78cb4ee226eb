import type { FlagLevel } from '@ehr-widgets/sdk';
import type { Reader } from '../shared/reader.ts';
import { nameOf, valueOf, yearOf, type Telling } from './telling.ts';
import type { Finding, Moment, Test } from './test-table.ts';

export type SortName = 'attention' | 'name' | 'newest';
export type FormName = 'table' | 'list';

/** What a reader has chosen to see, and how. */
export interface Choice {
  readonly search: string;
  /** A category in the record's own words; empty for all. */
  readonly category: string;
  /** Months back from today (`6m`), a year (`2024`), or empty for all. */
  readonly period: string;
  readonly abnormal: boolean;
  readonly sort: SortName;
  /** A table of tests and dates, or every result in a list. */
  readonly form: FormName;
}

/** How the viewer starts, and what a printed sheet goes by: nothing left out. */
export const everything: Choice = {
  search: '',
  category: '',
  period: '',
  abnormal: false,
  sort: 'attention',
  form: 'table',
};

/** What asks somebody to look: everything but normal, neutral, and not flagged. */
const ABNORMAL: ReadonlySet<FlagLevel> = new Set([
  'critical-high',
  'critical-low',
  'critical',
  'high',
  'low',
  'abnormal',
  'noted',
  'unknown',
] as const);

function isAbnormal({ flag }: Finding): boolean {
  return ABNORMAL.has(flag.level);
}

/** The way to tell what passes a choice, made ready once for a whole record. */
export function passing(choice: Choice, told: Telling): (finding: Finding, test: Test) => boolean {
  const { reader } = told;
  const inPeriod = periodOf(choice.period, reader);
  const words = folded(choice.search, reader).split(/\s+/).filter(Boolean);
  const byTest = new Map<Test, string>();
  const textOf = (test: Test): string => {
    const known = byTest.get(test) ?? folded(testText(test, told), reader);
    byTest.set(test, known);
    return known;
  };
  return (finding, test) => {
    if (choice.abnormal && !isAbnormal(finding)) return false;
    if (!inPeriod(finding.moment)) return false;
    if (choice.category && !finding.line.categories.some((one) => reader.concept(one) === choice.category))
      return false;
    if (words.length === 0) return true;
    const missing = words.filter((word) => !textOf(test).includes(word));
    if (missing.length === 0) return true;
    const own = folded(findingText(finding, told), reader);
    return missing.every((word) => own.includes(word));
  };
}

/** Whatever a reader may know a test by. */
function testText(test: Test, told: Telling): string {
  const concepts = [test.name, test.within].flatMap((concept) => concept ?? []);
  const codings = concepts.flatMap((concept) => concept.codings);
  return [
    nameOf(test, told),
    ...concepts.map(({ text }) => text),
    ...codings.map(({ display, code }) => `${display ?? ''} ${code ?? ''}`),
  ].join('\n');
}

/** What a finding says in words: numbers are not what is looked for. */
function findingText(finding: Finding, told: Telling): string {
  const { value, line } = finding;
  const inWords = value.kind === 'quantity' || value.kind === 'integer' ? '' : valueOf(finding, told).value;
  return [inWords, ...line.notes.map(({ text }) => text)].join('\n');
}

function folded(text: string, { locale }: Reader): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale);
}

/** Whether a moment lies in a period; what is undated does only where every date does. */
function periodOf(period: string, reader: Reader): (moment: Moment) => boolean {
  if (!period) return () => true;
  const [, months] = /^(\d+)m$/.exec(period) ?? [];
  if (!months) return (moment) => yearOf(moment, reader) === period;
  const from = new Date(reader.now).setMonth(reader.now.getMonth() - Number(months));
  return ({ order }) => order >= from;
}

/** Tests in the order chosen, whatever part of them is on the screen. */
export function sorted(tests: readonly Test[], sort: SortName, told: Telling): readonly Test[] {
  if (sort === 'attention') return tests;
  if (sort === 'newest') return tests.toSorted((one, other) => other.latest.moment.order - one.latest.moment.order);
  const collator = new Intl.Collator(told.reader.locale, { numeric: true, sensitivity: 'base' });
  return tests
    .map((test) => ({ test, name: nameOf(test, told) }))
    .sort((one, other) => collator.compare(one.name, other.name))
    .map(({ test }) => test);
}
