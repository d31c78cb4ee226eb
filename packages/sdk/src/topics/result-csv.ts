/**
 * Results as a table for other programs (RFC 4180): everything as sent, and nothing that such a program would run.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Quantity, Range } from '../format/quantity.ts';
import type { Flag } from './flag.ts';
import { findingsOf, type Finding } from './finding.ts';
import type { ObservationLine } from './observation.ts';
import type { ReferenceRange } from './reference-range.ts';
import type { ResultValue } from './result-value.ts';

/** The columns, in order. */
export const CSV_COLUMNS = [
  'date',
  'test',
  'code',
  'system',
  'value',
  'unit',
  'range',
  'interpretation',
  'flag',
  'flagged by',
  'status',
  'issued',
  'notes',
  'source',
  'reference',
] as const;

export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** Words of the reader's language; without them the codes themselves. */
export interface CsvWords {
  readonly columns?: Readonly<Record<CsvColumn, string>> | undefined;
  readonly flag?: ((flag: Flag) => string) | undefined;
  readonly flaggedBy?: ((by: NonNullable<Flag['by']>) => string) | undefined;
  readonly status?: ((status: ObservationLine['status'], sent: string | undefined) => string) | undefined;
}

/**
 * One row a result, and one for each part of it, in the order given. Numbers as sent, dates as sent; a period as
 * `start/end` (ISO 8601 §5.5.2).
 */
export function resultsCsv(lines: readonly ObservationLine[], words: CsvWords = {}): string {
  const rows = [
    CSV_COLUMNS.map((column) => words.columns?.[column] ?? column),
    ...lines.flatMap((line) => rowsOf(line, words)),
  ];
  return rows.map((row) => row.map(cell).join(',') + '\r\n').join('');
}

function rowsOf(line: ObservationLine, words: CsvWords): string[][] {
  return findingsOf(line).map((finding) => rowOf(finding, words));
}

function rowOf({ line, part, name: own, value, ranges, flag }: Finding, words: CsvWords): string[] {
  const name = [line.name?.text, part?.name?.text].filter(Boolean).join(': ');
  const coding = own?.codings.find(({ code }) => code);
  const [text, unit] = valueText(value);
  return [
    [line.date, line.endDate].filter(Boolean).join('/'),
    name,
    coding?.code ?? '',
    coding?.system ?? '',
    text,
    unit,
    ranges.map(rangeText).join('; '),
    (part ?? line).interpretations.map(wordsOf).join('; '),
    words.flag?.(flag) ?? (flag.level === 'none' ? '' : flag.level),
    flag.by ? (words.flaggedBy?.(flag.by) ?? flag.by) : '',
    words.status?.(line.status, line.statusCode) ?? line.statusCode ?? line.status,
    line.issued ?? '',
    line.notes.map((note) => note.text).join('\n'),
    line.origin.sourceName,
    line.reference,
  ];
}

/** As it was sent: a letter alone says less than the words beside it. */
function wordsOf({ text, codings }: Concept): string {
  return text || codings.map(({ code }) => code).join(' ');
}

/** The value and, apart, its unit where all of it has one. */
function valueText(value: ResultValue): [text: string, unit: string] {
  switch (value.kind) {
    case 'quantity':
      return [number(value.quantity), unitOf(value.quantity)];
    case 'integer':
    case 'text':
      return [value.text, ''];
    case 'coded':
      return [value.concept.text, ''];
    case 'boolean':
      return [String(value.value), ''];
    case 'range':
      return [span(value.range), ''];
    case 'ratio':
      return [[value.ratio.numerator, value.ratio.denominator].map(amount).join(':'), ''];
    case 'date':
      return [value.date, ''];
    case 'time':
      return [value.time, ''];
    case 'period':
      return [`${value.start ?? ''}/${value.end ?? ''}`, ''];
    case 'sampled':
      return [`samples: ${value.count}`, value.origin ? unitOf(value.origin) : ''];
    case 'absent':
      return [`no value: ${value.text}`, ''];
    case 'none':
      return ['', ''];
  }
}

function number({ comparator, value }: Quantity): string {
  return (comparator ?? '') + (value ?? '');
}

function unitOf({ unit, code }: Quantity): string {
  return unit ?? code ?? '';
}

function amount(quantity: Quantity | undefined): string {
  return quantity ? [number(quantity), unitOf(quantity)].filter(Boolean).join(' ') : '';
}

/** Both ends with their own unit: an open end is left empty. */
function span({ low, high }: Range): string {
  return low || high ? `${amount(low)} .. ${amount(high)}`.trim() : '';
}

function rangeText(range: ReferenceRange): string {
  const who = [range.type, ...range.appliesTo].flatMap((concept) => concept?.text ?? []);
  const age = range.age ? [`age ${span(range.age)}`] : [];
  const said = span(range) || range.text || '';
  return [...who, ...age].length > 0 ? `${said} (${[...who, ...age].join(', ')})` : said;
}

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"); a number with
 * its sign is a number.
 */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
