import type { Line } from '@ehr-widgets/sdk';
import type { ReportEntry, ReportResult } from '@ehr-widgets/sdk/results';

/** The line that an entry is; results of a day are several. */
export function lineOf(entry: ReportEntry): Line | undefined {
  switch (entry.kind) {
    case 'report':
      return entry.report;
    case 'study':
      return entry.study;
    case 'document':
      return entry.document;
    case 'unreported':
      return undefined;
  }
}

/** What was opened, at its source. */
export type Wanted = { readonly reference: string; readonly source: string };

/** Whether an entry is what is referred to, is another version of it, or holds it. */
export function holds(entry: ReportEntry, wanted: Wanted): boolean {
  const line = lineOf(entry);
  if (line && isIt(line, wanted)) return true;
  if (entry.kind === 'report')
    return entry.report.earlier.some((one) => isIt(one, wanted)) || holdsResult(entry.report.results, wanted);
  return entry.kind === 'unreported' && holdsResult(entry.results, wanted);
}

function holdsResult(results: readonly ReportResult[], wanted: Wanted): boolean {
  return results.some(({ line, members }) => (line && isIt(line, wanted)) || holdsResult(members, wanted));
}

function isIt({ reference, origin }: Line, wanted: Wanted): boolean {
  return reference === wanted.reference && origin.source === wanted.source;
}

/** Whether an entry holds a result, at whatever depth, whose key is meant. */
export function holdsAny(entry: ReportEntry, isMeant: (key: string) => boolean): boolean {
  const inTree = (results: readonly ReportResult[]): boolean =>
    results.some(({ line, members }) => (line && isMeant(line.key)) || inTree(members));
  if (entry.kind === 'report') return inTree(entry.report.results);
  return entry.kind === 'unreported' && inTree(entry.results);
}
