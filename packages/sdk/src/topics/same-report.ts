/**
 * Which reports are one report: its versions at one source, and its tellings by several (the rules in words:
 * docs/merging.md).
 * @module
 */
import type { Pieces } from '../format/pieces.ts';
import { codeKeys, conceptKeys, daysApart, sameWords, shareCode, toldDifferently } from './elsewhere.ts';
import type { Identity } from './elsewhere.ts';
import { severityRank } from './flag.ts';
import type { ReportLine, ReportStatus } from './report-line.ts';
import type { Report } from './reports.ts';

/** What two sources may tell differently of one report. */
export type ReportFacet = 'status' | 'flag' | 'conclusion';

export const sameReport: Identity<Report, ReportFacet> = {
  keys: (report) => [...report.identifiers, ...dayKeys(report)],
  compare: (one, other) => {
    if (isMistake(one) || isMistake(other) || !sameTest(one, other)) return 'different';
    if (one.identifiers.some((identifier) => other.identifiers.includes(identifier))) return 'same';
    const days = daysApart(momentOf(one), momentOf(other));
    return days !== undefined && days < 1 ? 'doubtful' : 'different';
  },
  facets: {
    status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)),
    flag: toldDifferently(({ flag }) => (flag.level === 'none' ? undefined : flag.level)),
    conclusion: toldDifferently(({ conclusion }) => conclusion?.replace(/\s+/g, ' ')),
  },
  // What can harm leads; nothing that came to nothing leads what came to something.
  rank: ({ status, flag }) =>
    (status === 'cancelled' || status === 'registered' ? 100 : 0) +
    severityRank(flag.level) * 20 +
    9 -
    VERSIONS[status],
};

/** How far a report has come: a later version has a higher number, and of two corrections the later issued counts. */
const VERSIONS: Readonly<Record<ReportStatus, number>> = {
  unknown: 0,
  registered: 1,
  partial: 2,
  preliminary: 3,
  cancelled: 4,
  final: 5,
  appended: 6,
  amended: 6,
  corrected: 6,
  'entered-in-error': 0,
};

/**
 * Versions of one report as one source sent them, side by side: each group has its newest first. Most servers change a
 * report in place, and then there is one. Those that file each version anew say so by what it replaces, or by the same
 * business identifier, or the same order, with the same test and moment, and a status that follows the other's.
 */
export function* versionsOf<R extends ReportLine>(newestFirst: readonly R[]): Pieces<R[][]> {
  const byReference = new Map(newestFirst.map((report) => [`${report.origin.source}/${report.reference}`, report]));
  const next = new Map<R, R>();
  for (const report of newestFirst) {
    for (const reference of isMistake(report) ? [] : report.replaces) {
      const older = byReference.get(`${report.origin.source}/${reference}`);
      if (older && older !== report && !isMistake(older) && !reaches(report, older, next)) next.set(older, report);
    }
  }
  const buckets = new Map<string, R[]>();
  for (const [place, report] of newestFirst.entries()) {
    if (place % PIECE === 0) yield;
    for (const key of isMistake(report) ? [] : versionKeys(report)) {
      const bucket = buckets.get(key) ?? [];
      buckets.set(key, bucket);
      for (const other of bucket) {
        if (!sameTest(report, other) || momentOf(report) !== momentOf(other)) continue;
        const [newer, older] = follows(other, report) ? [other, report] : follows(report, other) ? [report, other] : [];
        if (newer && older && !next.has(older) && !reaches(newer, older, next)) next.set(older, newer);
      }
      bucket.push(report);
    }
  }
  yield;
  const groups = new Map<R, R[]>();
  for (const report of newestFirst) {
    let lead = report;
    for (let newer = next.get(lead); newer; newer = next.get(lead)) lead = newer;
    groups.set(lead, [...(groups.get(lead) ?? [lead]), ...(lead === report ? [] : [report])]);
  }
  return newestFirst.flatMap((report) => {
    const group = groups.get(report);
    return group ? [group] : [];
  });
}

/** Reports compared in one piece. */
const PIECE = 200;

/** Whether what came after `from` comes to `to`: no version is before itself. */
function reaches<R>(from: R, to: R, next: ReadonlyMap<R, R>): boolean {
  for (let report: R | undefined = from; report !== undefined; report = next.get(report)) {
    if (report === to) return true;
  }
  return false;
}

/** Two final reports are two: only what says that it changes another, or that it is not the last, has a version after it. */
function follows(newer: ReportLine, older: ReportLine): boolean {
  const [after, before] = [VERSIONS[newer.status], VERSIONS[older.status]];
  if (before === 0 || after === 0) return false;
  if (after > before) return before < VERSIONS.final || after > VERSIONS.final;
  return after === before && after > VERSIONS.final && issuedAt(newer) > issuedAt(older);
}

function versionKeys({ identifiers, orders, origin }: ReportLine): string[] {
  const asked = orders.flatMap(({ reference }) => reference ?? []);
  return [...identifiers, ...asked].map((key) => `${origin.source} ${key}`);
}

/** By day and test: a record of many years is not compared with itself. */
function dayKeys(report: Report): string[] {
  const day = momentOf(report)?.slice(0, 'yyyy-mm-dd'.length);
  return day === undefined ? [] : conceptKeys(report.name).map((key) => `${day} ${key}`);
}

function sameTest({ name: one }: ReportLine, { name: other }: ReportLine): boolean {
  if (shareCode(one, other)) return true;
  return sameWords(one, other) && (codeKeys(one).length === 0 || codeKeys(other).length === 0);
}

function momentOf({ date, issued }: ReportLine): string | undefined {
  return date ?? issued;
}

function issuedAt({ issued }: ReportLine): number {
  return Date.parse(issued ?? '') || -Infinity;
}

function isMistake({ status }: ReportLine): boolean {
  return status === 'entered-in-error';
}
