import type { FlagLevel, ObservationLine } from '@ehr-widgets/sdk';
import type { Report, ReportEntry, ReportResult, ReportStatus } from '@ehr-widgets/sdk/results';
import { nameOf } from '../patient-summary/sections/line-words.ts';
import type { Chip } from '../shared/chip.ts';
import { reportStrings, type CountedLevel, type ReportWords } from './by-report.strings.ts';
import type { Telling } from './telling.ts';

/** What the words of a report are made with. */
export interface ReportTelling extends Telling {
  readonly report: ReportWords;
}

export function reportTelling(told: Telling): ReportTelling {
  return { ...told, report: reportStrings.for(told.reader) };
}

/** What an entry of the list is called; never empty. */
export function entryName(entry: ReportEntry, { values, report }: ReportTelling): string {
  switch (entry.kind) {
    case 'report':
      return nameOf(entry.report, values);
    case 'study':
      return nameOf(entry.study, values);
    case 'document':
      return nameOf(entry.document, values);
    case 'unreported':
      return report.unreported;
  }
}

/** The status in a word, with the code where it is none of the standard's. */
export function statusChip({ status, statusCode }: Pick<Report, 'status' | 'statusCode'>, told: ReportTelling): Chip {
  const word = told.report.status[status];
  const said = status === 'unknown' && statusCode ? told.report.statusCode(word, statusCode) : word;
  return { word: said, ...LOOKS[status] };
}

const LOOKS: Readonly<Record<ReportStatus, Pick<Chip, 'shape' | 'tone'>>> = {
  registered: { shape: 'clock', tone: 'outline' },
  partial: { shape: 'half', tone: 'caution' },
  preliminary: { shape: 'half', tone: 'caution' },
  final: { shape: 'ring-check', tone: 'plain' },
  amended: { shape: 'history', tone: 'info' },
  corrected: { shape: 'history', tone: 'info' },
  appended: { shape: 'history', tone: 'info' },
  cancelled: { shape: 'cross', tone: 'outline' },
  'entered-in-error': { shape: 'cross', tone: 'outline' },
  unknown: { shape: 'unknown', tone: 'outline' },
};

/** How many results stand out, and how: each result by the most severe of what it says. */
export function countChips(results: readonly ReportResult[], { reader, report }: ReportTelling): Chip[] {
  const counts = new Map<CountedLevel, number>();
  for (const { flag } of standing(results)) {
    const level = COUNTED[flag.level];
    if (level) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return (Object.keys(COUNT_LOOKS) as CountedLevel[]).flatMap((level) => {
    const count = counts.get(level);
    return count ? { word: report.counts[level](reader.count(count)), ...COUNT_LOOKS[level] } : [];
  });
}

const COUNTED: Readonly<Record<FlagLevel, CountedLevel | undefined>> = {
  'critical-high': 'critical',
  'critical-low': 'critical',
  critical: 'critical',
  high: 'high',
  low: 'low',
  abnormal: 'abnormal',
  noted: 'noted',
  unknown: 'unknown',
  stated: undefined,
  normal: undefined,
  none: undefined,
};

/** In the order in which they stand: the most severe first. */
const COUNT_LOOKS: Readonly<Record<CountedLevel, Pick<Chip, 'shape' | 'tone'>>> = {
  critical: { shape: 'octagon', tone: 'crit' },
  high: { shape: 'triangle-up', tone: 'high' },
  low: { shape: 'triangle-down', tone: 'low' },
  abnormal: { shape: 'diamond', tone: 'abnormal' },
  noted: { shape: 'diamond', tone: 'abnormal' },
  unknown: { shape: 'unknown', tone: 'outline' },
};

/** Results that hold a value or a flag of their own, at whatever depth; not those cancelled or entered in error. */
export function standing(results: readonly ReportResult[]): ObservationLine[] {
  return results.flatMap(({ line, members }) => [
    ...(line && line.status !== 'cancelled' && line.status !== 'entered-in-error' ? [line] : []),
    ...standing(members),
  ]);
}
