import { results, type FlagLevel, type ObservationLine, type ResultsView, type TestSeries } from '@ehr-widgets/sdk';
import type { Alarm, Row, SectionBody, SummarySection } from '../section.ts';
import { acrossSources } from './across-sources.ts';
import { nameOf, nothing, restOf, rowOf, struckRows, telling, titled, type Telling } from './line-words.ts';
import { convertedFact, convertedText, flagChips, rangeText, statusChips, valueText, valueWords } from './values.ts';

const SHOWN = 5;
const SHOWN_ABNORMAL = 8;
const CRITICAL: readonly FlagLevel[] = ['critical-high', 'critical-low', 'critical'];
const ABNORMAL: readonly FlagLevel[] = ['high', 'low', 'abnormal', 'noted', 'unknown'];

/** The newest result of each test, critical and abnormal ones first. A critical one is never left out. */
export const resultsSection: SummarySection<ResultsView> = {
  name: 'results',
  topic: results,
  column: 3,
  layout: 'results',
  ...titled('results'),
  body(view, reader): SectionBody {
    const told = telling(reader);
    const { words } = told;
    const tell = (line: ObservationLine): string =>
      [mainText(line, told), words.observationStatus[line.status], flagChips(line.flag, told)[0]?.word]
        .filter(Boolean)
        .join(' · ');
    // Only the latest of a test is shown: another value of the same moment is told with it.
    const named = (line: ObservationLine): string => `${nameOf(line, told)} ${tell(line)}`;
    const rows = view.tests.map((series) =>
      acrossSources(row(series, told), series.latest, view.elsewhere.get(series.latest.key), told, tell, named),
    );
    const shown = howManyFirst(view.tests);
    const rest = restOf(
      [...rows.slice(shown), ...struckRows(view.enteredInError, told)],
      told.words.all(reader.count(rows.length)),
    );
    return {
      count:
        rows.length > shown
          ? told.words.of(reader.count(shown), reader.count(rows.length))
          : rows.length > 0
            ? reader.count(rows.length)
            : undefined,
      rows: rows.slice(0, shown),
      rest,
      alarms: alarms(view.tests, rows, told),
      none: nothing(told.words.topics.results.noun, told, rest),
    };
  },
};

function howManyFirst(tests: readonly TestSeries[]): number {
  const critical = tests.filter(({ latest }) => CRITICAL.includes(levelOf(latest))).length;
  const abnormal = tests.filter(({ latest }) => ABNORMAL.includes(levelOf(latest))).length;
  return Math.max(critical, Math.min(critical + abnormal, SHOWN_ABNORMAL), SHOWN);
}

/** What was cancelled is marked as what it was called, and no more is made of it. */
function levelOf({ status, flag }: ObservationLine): FlagLevel {
  return status === 'cancelled' ? 'none' : flag.level;
}

function row(series: TestSeries, told: Telling): Row {
  const { reader, words } = told;
  const line = series.latest;
  const ranges = line.ranges.map((range) => rangeText(range, told)).filter(Boolean);
  const { value, unit } = mainValue(line, told);
  const { before } = series;
  const converted = convertedText(line.value, line.name, told);
  return {
    ...rowOf(
      line,
      [
        ...line.parts.map((part) => [reader.concept(part.name) || words.unnamed, valueText(part.value, told)] as const),
        convertedFact(converted, told),
        [words.range, ranges.join('; ')],
        [words.before, before ? [mainText(before, told), reader.day(before.date)].filter(Boolean).join(' · ') : ''],
        [words.status, words.observationStatus[line.status]],
        [words.recordedBy, reader.parties(line.performers)],
      ],
      told,
    ),
    key: series.key,
    main: reader.concept(series.name) || nameOf(line, told),
    value,
    unit,
    converted,
    side: reader.recent(line.date ?? line.issued),
    chips: [...flagChips(line.flag, told), ...statusChips(line.status, told)],
    sub: pendingWords(series, told),
    trend: trend(series, told),
  };
}

/** That what stands there is about to be told anew. */
function pendingWords({ pending }: TestSeries, { reader, words }: Telling): string[] {
  return pending ? [words.newerPending(reader.day(pending.date ?? pending.issued))] : [];
}

/** A result with parts only (a panel, a culture) shows each of them by its name: a value without one may be anything. */
function mainValue(line: ObservationLine, told: Telling): { value: string; unit: string } {
  if (line.value.kind !== 'none' || line.parts.length === 0) return valueWords(line.value, told);
  const said = line.parts.map((part) => `${told.reader.concept(part.name)} ${valueText(part.value, told)}`.trim());
  return { value: said.join(', '), unit: '' };
}

function mainText(line: ObservationLine, told: Telling): string {
  const { value, unit } = mainValue(line, told);
  return unit ? `${value}\u00a0${unit}` : value;
}

function trend(series: TestSeries, { reader, words }: Telling): Row['trend'] {
  const points = series.points.slice(-8);
  if (points.length < 2) return undefined;
  const values = points.map(({ value }) => Number(value));
  const said = points.map(({ value }) => reader.decimal(value)).join('; ');
  return { values, label: words.lastResults(reader.concept(series.name), said), range: bandOf(series.latest) };
}

/** The one range of the latest result, when it has numbers in the result's own unit. */
function bandOf({ value, ranges: [range, other] }: ObservationLine): NonNullable<Row['trend']>['range'] {
  if (value.kind !== 'quantity' || !range || other) return undefined;
  const limits = [range.low, range.high].filter((limit) => limit !== undefined);
  const { quantity } = value;
  const sameUnit = limits.every(({ unit, code }) =>
    code && quantity.code ? code === quantity.code : (unit ?? code) === (quantity.unit ?? quantity.code),
  );
  if (limits.length === 0 || !sameUnit) return undefined;
  return {
    ...(range.low && { low: Number(range.low.value) }),
    ...(range.high && { high: Number(range.high.value) }),
  };
}

/** Up to two critical results have a strip each; more share one that names them all. */
function alarms(tests: readonly TestSeries[], rows: readonly Row[], told: Telling): Alarm[] {
  const { reader, words } = told;
  const critical = tests.flatMap((series, index) => {
    const row = rows[index];
    return row && CRITICAL.includes(levelOf(series.latest)) ? [{ line: series.latest, row }] : [];
  });
  const said = ({ line, row }: (typeof critical)[number]): string =>
    `${words.flags[line.flag.level]}: ${row.main} ${mainText(line, told)}`;
  const facts = ({ line }: (typeof critical)[number]): string => {
    const range = line.ranges.map((one) => rangeText(one, told)).find(Boolean);
    const date = line.date
      ? words.collected(reader.date(line.date))
      : line.issued && `${words.recorded} ${reader.date(line.issued)}`;
    return [range && `(${words.range.toLocaleLowerCase(reader.locale)} ${range})`, date].filter(Boolean).join(', ');
  };
  const shape = (level: FlagLevel): Alarm['shape'] =>
    level === 'critical-high' ? 'triangles-up' : level === 'critical-low' ? 'triangles-down' : 'octagon';
  const next = words.criticalNext;
  if (critical.length > 2) {
    const all = critical.map((one) => `${said(one)}, ${reader.day(one.line.date ?? one.line.issued)}`).join('; ');
    return [
      {
        key: 'critical-results',
        shape: 'octagon',
        title: words.criticals(reader.count(critical.length)),
        text: [`${all}.`, next].filter(Boolean).join(' '),
      },
    ];
  }
  return critical.map((one) => ({
    key: one.row.key,
    shape: shape(one.line.flag.level),
    title: said(one),
    text: [`${facts(one)}.`, next].filter((text) => text && text !== '.').join(' '),
    row: one.row,
  }));
}
