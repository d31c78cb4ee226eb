import { attentionRank, dayOf, type ReportKind, type ResultFilter, type ResultTest } from '@ehr-widgets/sdk/results';
import type { Reader } from '../shared/reader.ts';
import { warnOnce } from '../shared/warn-once.ts';
import { nameOf, type Telling } from './telling.ts';

export type SortName = 'attention' | 'panel' | 'name' | 'newest';
export type FormName = 'reports' | 'table' | 'list';

/** What a reader has chosen to see, and how. */
export interface Choice {
  readonly search: string;
  /** What it is filed under; empty for all. */
  readonly kind: ReportKind | '';
  /** Months back from today (`6m`), a year (`2024`), `days` for those from and until a day, or empty for all. */
  readonly period: string;
  /** `yyyy-mm-dd`, or empty: where the period is of days. */
  readonly from: string;
  readonly until: string;
  readonly abnormal: boolean;
  /** Only what came since the reader last looked. */
  readonly fresh: boolean;
  /** Keys of tests; none for all. */
  readonly tests: ReadonlySet<string>;
  readonly sort: SortName;
  /** By report, in a table of tests and dates, or every result in a list. */
  readonly form: FormName;
}

/** The form that a host asks for by `view`; over time where it says nothing that is known. */
export function formOf(view: string | undefined | null): FormName {
  if (view === 'reports') return 'reports';
  if (view && view !== 'time')
    warnOnce(`view="${view}" is not known; use reports or time. Results are shown over time.`);
  return 'table';
}

/** How the viewer starts, and what a printed sheet goes by: nothing left out. */
export const everything: Choice = {
  search: '',
  kind: '',
  period: '',
  from: '',
  until: '',
  abnormal: false,
  fresh: false,
  tests: new Set(),
  sort: 'attention',
  form: 'table',
};

/** The choice as the SDK's filters take it, whatever they narrow. */
export function filterOf(choice: Choice, { reader, newSince }: FilterContext): ResultFilter {
  const { search, kind, abnormal, fresh, tests } = choice;
  const { timeZone } = reader;
  const kinds = kind ? [kind] : [];
  return {
    text: search,
    kinds,
    tests,
    abnormal,
    timeZone,
    ...daysOf(choice, reader),
    newSince: fresh ? newSince : undefined,
  };
}

/** What a choice is read with. */
export interface FilterContext {
  readonly reader: Reader;
  /** When the reader last looked, by source. */
  readonly newSince: ReadonlyMap<string, Date> | undefined;
}

/** How many things besides the search narrow what is shown. */
export function narrowings({ kind, period, from, until, abnormal, fresh, tests }: Choice): number {
  const inTime = period === 'days' ? from || until : period;
  return [kind, inTime, abnormal, fresh, tests.size > 0].filter(Boolean).length;
}

/** The same choice of order and form, with nothing left out. */
export function withAll({ sort, form }: Choice): Choice {
  return { ...everything, sort, form };
}

/** The first and the last day of a period, as the reader's zone has them. */
function daysOf({ period, from, until }: Choice, reader: Reader): Pick<ResultFilter, 'from' | 'until'> {
  if (!period) return {};
  if (period === 'days') return { from, until };
  const [, months] = /^(\d+)m$/.exec(period) ?? [];
  if (!months) return { from: `${period}-01-01`, until: `${period}-12-31` };
  const [year = 0, month = 1, day = 1] = dayOf(reader.now.toISOString(), reader.timeZone).split('-').map(Number);
  // Of a month that has no such day, its last.
  const first = new Date(Date.UTC(year, month - 1 - Number(months), 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return { from: first.toISOString().slice(0, 10) };
}

/** Tests in the order chosen, whatever part of them is on the screen. Those of the SDK stand by panel. */
export function sorted(tests: readonly ResultTest[], sort: SortName, told: Telling): readonly ResultTest[] {
  if (sort === 'panel') return tests;
  if (sort === 'name') {
    const collator = new Intl.Collator(told.reader.locale, { numeric: true, sensitivity: 'base' });
    return tests
      .map((test) => ({ test, name: nameOf(test, told) }))
      .sort((one, other) => collator.compare(one.name, other.name))
      .map(({ test }) => test);
  }
  const newest = tests.toSorted((one, other) => lastMoment(other) - lastMoment(one) || 0);
  if (sort === 'newest') return newest;
  return newest.sort((one, other) => rankOf(one) - rankOf(other));
}

/** Undated is before everything, and infinities have no difference. */
function lastMoment({ latest }: ResultTest): number {
  return Math.max(latest.moment.order, -Number.MAX_SAFE_INTEGER);
}

/** A panel that holds nothing but members has nothing to look at by itself. */
function rankOf({ latest }: ResultTest): number {
  const { line, part, value } = latest;
  if (!part && value.kind === 'none' && line.members.length > 0) return Infinity;
  return attentionRank({ status: line.status, flag: latest.flag });
}
