/**
 * `@ehr-widgets/sdk/results`: reports, and what a viewer of results makes of them besides what a summary shows.
 * @module
 */
export { dayOf } from './format/date.ts';
export type { FileContent, FileKind } from './format/file.ts';
export { isReadable, readFile, type ReadFile, type ReadFileOptions } from './record/later/read-file.ts';
export {
  resultHistory,
  type RecordedVersion,
  type RecordedVersions,
  type ResultHistory,
} from './record/later/result-history.ts';
export type { AttachedFile } from './topics/attachment.ts';
export { beforeOf, type Before } from './topics/before.ts';
export { chartGoals, type ChartGoal, type ChartGoals, type GoalApartReason } from './topics/chart-goals.ts';
export { documents, type DocumentLine, type DocumentsView } from './topics/documents.ts';
export {
  frameUrl,
  imaging,
  type ImagingInstance,
  type ImagingSeries,
  type ImagingStudyLine,
  type ImagingView,
} from './topics/imaging.ts';
export type { ImageForm } from './topics/image-form.ts';
export { changesSince, type ReportChanges, type ResultChange } from './topics/report-changes.ts';
export {
  filterEntries,
  kindsOfEntry,
  reportEntries,
  type EntriesOf,
  type ReportEntry,
} from './topics/report-entries.ts';
export { findingsOf, type Finding, type ResultMoment } from './topics/finding.ts';
export { attentionRank } from './topics/flag.ts';
export { isNormalRange } from './topics/reference-range.ts';
export { REPORT_KINDS, type ReportKind } from './topics/report-kinds.ts';
export type { ReportLine, ReportOrder, ReportSpecimen, ReportStatus } from './topics/report-line.ts';
export type { ReportResult } from './topics/report-results.ts';
export { byDay, reports, type Report, type ReportsView } from './topics/reports.ts';
export { filterReports, filterTable, standsOut, type ResultFilter } from './topics/result-filter.ts';
export { CSV_COLUMNS, resultsCsv, type CsvColumn, type CsvWords } from './topics/result-csv.ts';
export { cellsOf, resultTable, type ResultPanel, type ResultTable, type ResultTest } from './topics/result-table.ts';
export type { TestGroup } from './topics/test-groups.ts';
export type { ReportFacet } from './topics/same-report.ts';
export { medicineStarts, type MedicineStart, type MedicineStarts } from './topics/medicine-starts.ts';
export { thinned } from './topics/thinned.ts';
export {
  trendOf,
  type ApartReason,
  type ChartPoint,
  type ChartRange,
  type Trend,
  type TrendChart,
  type TrendOptions,
} from './topics/trend.ts';
