/**
 * What one version of a report tells otherwise than the one before it (FHIR R4 §10.3 DiagnosticReport.status `amended`,
 * `corrected`, `appended`). Pure.
 * @module
 */
import { testIdentity, type ObservationLine } from './observation.ts';
import type { ReportResult } from './report-results.ts';
import type { Report } from './reports.ts';

/** A test whose result is not the same in both versions. One side is absent where only the other has it. */
export interface ResultChange {
  readonly before?: ObservationLine | undefined;
  readonly now?: ObservationLine | undefined;
}

export interface ReportChanges {
  /** In the order of the newer version, then those that only the older has. */
  readonly results: readonly ResultChange[];
  /** The conclusion, in words or codes, is not the same. */
  readonly conclusion: boolean;
  readonly status: boolean;
  /** Other files, or files of another size. */
  readonly files: boolean;
}

/**
 * How a version differs from an earlier one. Results are the same where they are of one test and have the same value, flag,
 * ranges, status and comments; several of one test are compared in their order. A result that was not found in either
 * version is not compared.
 */
export function changesSince(before: Report, now: Report): ReportChanges {
  const older = new Map<string, ObservationLine[]>();
  for (const line of linesIn(before.results))
    older.set(testIdentity(line), [...(older.get(testIdentity(line)) ?? []), line]);
  const results: ResultChange[] = [];
  for (const line of linesIn(now.results)) {
    const was = older.get(testIdentity(line))?.shift();
    if (!was || saying(was) !== saying(line)) results.push({ before: was, now: line });
  }
  for (const line of [...older.values()].flat()) results.push({ before: line });
  return {
    results,
    conclusion: concluding(before) !== concluding(now),
    status: before.status !== now.status,
    files: filed(before) !== filed(now),
  };
}

function linesIn(results: readonly ReportResult[]): ObservationLine[] {
  return results.flatMap(({ line, members }) => [...(line ? [line] : []), ...linesIn(members)]);
}

function saying({ value, flag, ranges, status, notes, parts }: ObservationLine): string {
  const own = parts.map((part) => [part.name?.text, part.value, part.flag.level, part.ranges]);
  return JSON.stringify([value, flag.level, ranges, status, notes.map(({ text }) => text), own]);
}

function concluding({ conclusion = '', conclusions }: Report): string {
  return [conclusion.replace(/\s+/g, ' ').trim(), ...conclusions.map(({ text }) => text)].join('\n');
}

function filed({ attachments }: Report): string {
  return JSON.stringify(attachments.map(({ title, contentType, size, url }) => [title, contentType, size, url]));
}
