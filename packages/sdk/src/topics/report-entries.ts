/**
 * What somebody goes through who reads reports: reports, the studies and documents beside them, and by the day what was
 * found without any report. Pure, over all of it.
 * @module
 */
import { dayOf } from '../format/date.ts';
import { newestFirst } from '../format/when.ts';
import type { DocumentLine, DocumentsView } from './documents.ts';
import type { ImagingStudyLine, ImagingView } from './imaging.ts';
import { kindsOf, type ReportKind } from './report-kinds.ts';
import type { ReportResult } from './report-results.ts';
import { byDay, type Report, type ReportsView } from './reports.ts';
import { askedOfReport, passing, saidIn, type Asked, type ResultFilter, type Said } from './result-filter.ts';
import type { Line } from './topic.ts';

/**
 * One entry of the list. `key` is unique in it; `date` is that by which it stands there, and `day` (`yyyy-mm-dd`, or as
 * much of it as is known) its day in the reader's zone.
 */
export type ReportEntry = { readonly key: string; readonly date?: string | undefined; readonly day: string } & (
  | {
      readonly kind: 'report';
      readonly report: Report;
      /** Those that it names, and which are no entries of their own. */
      readonly studies: readonly ImagingStudyLine[];
    }
  | { readonly kind: 'study'; readonly study: ImagingStudyLine }
  | { readonly kind: 'document'; readonly document: DocumentLine }
  /** Results of one day that no report holds. */
  | { readonly kind: 'unreported'; readonly results: readonly ReportResult[] }
);

/** What has been read so far; what is left out has no entries yet. */
export interface EntriesOf {
  readonly reports?: ReportsView | undefined;
  readonly imaging?: ImagingView | undefined;
  readonly documents?: DocumentsView | undefined;
}

/**
 * All entries, newest first. Nothing that was entered in error is among them.
 * @param timeZone IANA zone of the days; the reader's own when left out.
 */
export function reportEntries({ reports, imaging, documents }: EntriesOf, timeZone?: string): ReportEntry[] {
  const studies = [...(imaging?.current ?? []), ...(imaging?.past ?? [])];
  const studyAt = new Map(studies.flatMap((study) => addressesOf(study, imaging).map((at) => [at, study] as const)));
  const named = new Set<ImagingStudyLine>();
  const placed = (key: string, date: string | undefined): Pick<ReportEntry, 'key' | 'date' | 'day'> => {
    return { key, date, day: date === undefined ? '' : dayOf(date, timeZone) };
  };
  const entries: ReportEntry[] = (reports?.reports ?? []).map((report) => {
    const tellings = [report, ...(reports?.elsewhere.get(report.key)?.also ?? [])];
    const own = new Set(
      tellings.flatMap((one) =>
        one.studies.flatMap(({ reference = '' }) => studyAt.get(addressAt(one, reference)) ?? []),
      ),
    );
    for (const study of own) named.add(study);
    return { ...placed(report.key, report.date ?? report.issued), kind: 'report', report, studies: [...own] };
  });
  for (const study of studies) {
    if (!named.has(study)) entries.push({ ...placed(study.key, study.date), kind: 'study', study });
  }
  for (const document of [...(documents?.current ?? []), ...(documents?.past ?? [])])
    entries.push({ ...placed(document.key, document.date), kind: 'document', document });
  for (const { day, results } of byDay(reports?.unreported ?? [], timeZone))
    entries.push({ ...placed(`unreported ${day ?? ''}`, day), kind: 'unreported', results });
  return newestFirst(
    entries,
    ({ day }) => day,
    // What no report holds stands after the reports of its day.
    ({ kind, date }) => (kind === 'unreported' ? undefined : date),
    (entry) => (entry.kind === 'report' ? entry.report.issued : undefined),
  );
}

/** Entries that the filter lets through, whole: by what they say themselves, or by what they hold. */
export function filterEntries(entries: readonly ReportEntry[], filter: ResultFilter): ReportEntry[] {
  const passes = passing(filter);
  return entries.filter((entry) => askedOf(entry).some(passes));
}

/** What an entry is filed under. */
export function kindsOfEntry(entry: ReportEntry): readonly ReportKind[] {
  return askedOf(entry).flatMap(({ kinds }) => kinds);
}

/** What an entry answers to a filter: one thing, or each of the results that it is. */
function askedOf(entry: ReportEntry): readonly Asked[] {
  switch (entry.kind) {
    case 'report':
      return [askedOfReport(entry.report)];
    case 'study':
      return [askedOfStudy(entry.study)];
    case 'document':
      return [askedOfDocument(entry.document)];
    case 'unreported':
      return entry.results.flatMap(askedOfResult);
  }
}

function askedOfStudy(study: ImagingStudyLine): Asked {
  const { origin, date, name, description, procedures, modalities, bodyParts, series } = study;
  const parts = series.map((one) => one.description);
  const names = (): Said[] => [name, description, ...procedures, ...modalities, ...bodyParts, ...parts];
  return { kinds: ['imaging'], date, origin, names };
}

function askedOfDocument(document: DocumentLine): Asked {
  const { origin, date, name, description, categories, attachments } = document;
  const kinds = kindsOf(categories);
  const names = (): Said[] => [name, description, ...categories, ...attachments.map(({ title }) => title)];
  return { kinds: kinds.length > 0 ? kinds : ['other'], date, origin, names };
}

/** A panel answers for its members, and each of them for itself. */
function askedOfResult(result: ReportResult): Asked[] {
  const { line, members } = result;
  const own = members.flatMap(askedOfResult);
  if (!line) return own;
  const { origin, date, issued, flag, categories } = line;
  const kinds = kindsOf(categories);
  const names = (): Said[] => saidIn([result]);
  return [{ kinds: kinds.length > 0 ? kinds : ['other'], date: date ?? issued, flag, origin, names }, ...own];
}

/** Where a study, or what another source tells of the same one, is referred to. */
function addressesOf(study: ImagingStudyLine, view: ImagingView | undefined): string[] {
  const tellings = [study, ...(view?.elsewhere.get(study.key)?.also ?? [])];
  return tellings.map((one) => addressAt(one, one.reference));
}

/** Absolute or relative, within the source of the line that refers. */
function addressAt({ origin }: Line, reference: string): string {
  return `${origin.source} ${reference.split('/').slice(-2).join('/')}`;
}
