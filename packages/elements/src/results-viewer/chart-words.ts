import { testIdentity, unitText } from '@ehr-widgets/sdk';
import type { ChartPoint, Finding } from '@ehr-widgets/sdk/results';
import type { ShownChart, TestTrend, TrendContext } from './chart-context.ts';
import { amountText, chipsOf, momentText, rangesText } from './telling.ts';

/** A point in words: value as sent, what it was converted to, flag, range, when, as what and from where. */
export function pointText(point: ChartPoint, of: TestTrend, context: TrendContext): string {
  const { told } = context;
  const { reader, words } = told;
  const { finding } = point;
  const range = rangesText(finding, told);
  const marks = chipsOf(finding, told).map(({ word, qualifier }) => [word, qualifier].filter(Boolean).join(' '));
  return reader.list([
    [amountText(finding, told), convertedText(point, context)].filter(Boolean).join(' '),
    ...marks,
    range && words.rangeIs(range),
    whenText(point, context),
    namesIn(of).size > 1 ? testText(finding, context) : '',
    finding.line.origin.sourceName,
  ]);
}

/** When it was so: its own time, to the second, and not that of the column it stands in. */
export function whenText({ finding, date }: ChartPoint, { told }: TrendContext): string {
  return momentText({ ...finding.moment, date }, told);
}

/** `(≈ 1.1 mg/dL)`; empty where it stands as sent. */
function convertedText({ converted }: ChartPoint, { told }: TrendContext): string {
  return converted ? `(≈\u00a0${told.reader.quantity(converted)})` : '';
}

/** What a result calls its test, with its code. */
export function testText({ name }: Finding, { told }: TrendContext): string {
  const code = name?.codings.find((one) => one.code)?.code;
  const text = told.reader.concept(name);
  return code && code !== text ? `${text} (${code})` : text;
}

/** How many results of a test are under which code, the newest's first; one where all are under the same. */
export function namesIn({ test }: TestTrend): ReadonlyMap<string, readonly Finding[]> {
  const known = names.get(test);
  if (known) return known;
  const found = new Map<string, Finding[]>();
  for (const finding of test.findings) {
    const key = testIdentity(finding);
    const same = found.get(key);
    if (same) same.push(finding);
    else found.set(key, [finding]);
  }
  names.set(test, found);
  return found;
}

const names = new WeakMap<object, ReadonlyMap<string, readonly Finding[]>>();

/** What a glance tells: how many, from when to when, first, lowest, highest and latest. */
export function summaryText({ shown }: ShownChart, context: TrendContext): string {
  const { told, words } = context;
  const { reader } = told;
  const said = (point: ChartPoint): string =>
    [amountText(point.finding, told), convertedText(point, context)].filter(Boolean).join(' ');
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return '';
  const lowest = shown.reduce((low, point) => (point.number < low.number ? point : low));
  const highest = shown.reduce((high, point) => (point.number > high.number ? point : high));
  return words.summary({
    count: reader.count(shown.length),
    from: reader.calendarDay(first.date),
    to: reader.calendarDay(last.date),
    first: said(first),
    last: said(last),
    lowest: said(lowest),
    highest: said(highest),
  });
}

/** Why there are several charts, under which codes results are, and what is on none. */
export function notesOn(of: TestTrend, shown: readonly ShownChart[], context: TrendContext): string[] {
  const { told, words } = context;
  const { reader } = told;
  const [newest, ...others] = of.charts.map(({ unit }) => unitText(unit) || words.noUnit);
  const names = [...namesIn(of).values()].flatMap((same) => {
    const [first] = same;
    return first ? [`${testText(first, context)}: ${reader.count(same.length)}`] : [];
  });
  const counts = { 'no-number': 0, 'no-date': 0, cancelled: 0, outside: 0 };
  for (const { why } of of.apart) counts[why]++;
  const all = of.charts.reduce((sum, { points }) => sum + points.length, 0);
  counts.outside = all - shown.reduce((sum, chart) => sum + chart.shown.length, 0);
  const reasons = (Object.keys(counts) as (keyof typeof counts)[]).filter((why) => counts[why] > 0);
  return [
    names.length > 1 ? words.underCodes(reader.list(names)) : '',
    ...(of.unconverted ? [words.notConverted] : others.map((unit) => words.ownChart(unit, newest ?? ''))),
    reasons.length > 0
      ? words.notDrawn(reader.list(reasons.map((why) => words.apart[why](reader.count(counts[why])))))
      : '',
  ].filter(Boolean);
}

/** What stands above a chart: its test where there are several, its unit where the test has several charts. */
export function titleOf({ of, unit }: ShownChart, isNamed: boolean, { words }: TrendContext): string {
  const inUnit = of.charts.length > 1 ? unitText(unit) || words.noUnit : '';
  return [isNamed ? of.name : '', inUnit].filter(Boolean).join(', ');
}
