/**
 * The results of one test as charts: one for each unit, since numbers of different units are never drawn on one scale,
 * unless they are converted and say so.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import { sameUnit, type Quantity, type Range } from '../format/quantity.ts';
import { beginning } from '../format/when.ts';
import { momentOf } from './finding.ts';
import { severityRank } from './flag.ts';
import type { MedicationLine } from './medications.ts';
import type { ObservationLine } from './observation.ts';
import { applicableRange, type Subject } from './reference-range.ts';
import { intervalOf } from './result-value.ts';

/** One result, as a point or a bound. */
export interface ChartPoint {
  /** Of its line. */
  readonly key: string;
  readonly line: ObservationLine;
  readonly date: string;
  /** Milliseconds since 1970; a date without a time at its noon, one without a day at its first. */
  readonly time: number;
  /** Where it stands on the scale of its chart. For drawing: what is said of it is the line's value, as sent. */
  readonly number: number;
  /** Set where the value is anywhere above, or below, the number: draw an arrow and no dot. */
  readonly bound?: 'above' | 'below' | undefined;
  /** Set where the value was sent in another unit: show both, and that it was converted. */
  readonly converted?: Quantity | undefined;
  /** Its own range on the chart's scale, where one certainly applies. */
  readonly range?: { readonly low?: number | undefined; readonly high?: number | undefined } | undefined;
}

export interface TrendChart {
  readonly key: string;
  /** Unit and code; both absent where the values have none. */
  readonly unit: Pick<Quantity, 'unit' | 'code' | 'system'>;
  /** Oldest first. */
  readonly points: readonly ChartPoint[];
}

export interface Trend {
  /** That of the newest number first. */
  readonly charts: readonly TrendChart[];
  /** Results that are on no chart, newest first: no number, no date, cancelled. Their count is to be told. */
  readonly apart: readonly ObservationLine[];
}

export interface TrendOptions {
  /** For ranges that are of one sex or age only. */
  readonly subject?: Omit<Subject, 'at'> | undefined;
  /**
   * Brings what can be told in the unit of the newest onto its chart: `convert` of `@ehr-widgets/sdk/units`. Without it, or
   * where it comes to nothing, another unit is another chart.
   */
  readonly convert?: ((quantity: Quantity, unit: string, name?: Concept) => Quantity | undefined) | undefined;
}

/** The charts of one test's results, in whatever order they are. */
export function trendOf(lines: readonly ObservationLine[], options: TrendOptions = {}): Trend {
  const apart: ObservationLine[] = [];
  const charts: { readonly of: Quantity; readonly points: ChartPoint[] }[] = [];
  for (const line of [...lines].sort((one, other) => dateOrder(momentOf(other)) - dateOrder(momentOf(one)) || 0)) {
    const date = momentOf(line);
    const amount = amountOf(line);
    if (!date || !Number.isFinite(dateOrder(date)) || !amount || VOID.includes(line.status)) {
      apart.push(line);
      continue;
    }
    const [first] = charts;
    const same = charts.find(({ of }) => sameUnit(of, amount));
    const converted = !same && first?.of.code ? options.convert?.(amount, first.of.code, line.name) : undefined;
    const point = pointOf(line, date, amount, converted, options);
    if (converted) first?.points.push(point);
    else if (same) same.points.push(point);
    else charts.push({ of: amount, points: [point] });
  }
  return {
    charts: charts.map(({ of: { unit, code, system }, points }) => {
      return {
        key: `${system ?? ''}|${code ?? ''}|${unit ?? ''}`,
        unit: { unit, code, system },
        points: points.toReversed(),
      };
    }),
    apart,
  };
}

const VOID: readonly string[] = ['cancelled', 'entered-in-error'];

/** The number to draw, with its unit: exact, or a bound. */
function amountOf({ value }: ObservationLine): Quantity | undefined {
  if (!intervalOf(value)) return undefined;
  return value.kind === 'quantity' ? value.quantity : value.kind === 'integer' ? { value: value.text } : undefined;
}

function pointOf(
  line: ObservationLine,
  date: string,
  amount: Quantity,
  converted: Quantity | undefined,
  { subject, convert }: TrendOptions,
): ChartPoint {
  const { comparator } = amount;
  const range = applicableRange(line.ranges, { ...subject, at: date });
  const onScale = (end: Quantity): Quantity | undefined => {
    const inUnit = sameUnit(end, amount) ? end : undefined;
    return inUnit && converted ? convert?.(inUnit, converted.code ?? '', line.name) : inUnit;
  };
  return {
    key: line.key,
    line,
    date,
    time: dateOrder(date),
    number: Number((converted ?? amount).value),
    bound: comparator && (comparator.startsWith('<') ? 'below' : 'above'),
    converted,
    range: range && rangeOn(range, onScale),
  };
}

/** Both ends or none: half of a range is another range. */
function rangeOn({ low, high }: Range, onScale: (end: Quantity) => Quantity | undefined): ChartPoint['range'] {
  const [least, most] = [low && onScale(low), high && onScale(high)];
  if ((low && !least) || (high && !most)) return undefined;
  return { low: least && Number(least.value), high: most && Number(most.value) };
}

/**
 * Fewer points that draw the same line: of each stretch of time the first, the last, the highest, the lowest, and the one
 * of the most severe flag. No extreme is ever left out. Points are oldest first, and stay so.
 * @param most How many are wanted; a few more may come.
 */
export function thinned(points: readonly ChartPoint[], most: number): ChartPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= most || !first || !last) return [...points];
  const stretches = Math.max(1, Math.floor(most / 5));
  const length = (last.time - first.time) / stretches || 1;
  const kept = new Set<ChartPoint>();
  let stretch: ChartPoint[] = [];
  const keep = (): void => {
    const [start, end] = [stretch[0], stretch.at(-1)];
    if (!start || !end) return;
    const highest = stretch.reduce((high, point) => (point.number > high.number ? point : high));
    const lowest = stretch.reduce((low, point) => (point.number < low.number ? point : low));
    const worst = stretch.reduce((severe, point) => (rank(point) < rank(severe) ? point : severe));
    for (const point of [start, end, highest, lowest, worst]) kept.add(point);
  };
  let until = first.time + length;
  for (const point of points) {
    if (point.time > until) {
      keep();
      stretch = [];
      until += Math.ceil((point.time - until) / length) * length;
    }
    stretch.push(point);
  }
  keep();
  return points.filter((point) => kept.has(point));
}

function rank({ line }: ChartPoint): number {
  return severityRank(line.flag.level);
}

/** When a medicine was begun, as far as the record says. */
export interface MedicineStart {
  readonly key: string;
  readonly name: Concept | undefined;
  readonly date: string;
  readonly time: number;
  /** By what: the day of the order, which may not be the day of the first dose, or from when it was reported as taken. */
  readonly by: 'ordered' | 'taken';
}

/** Marks beside a trend, oldest first: of medicines that were ordered or taken, never of what was not to be. */
export function medicineStarts(lines: readonly MedicationLine[]): MedicineStart[] {
  return lines
    .flatMap(({ key, name, source, status, intent, doNotPerform, date, effective }): MedicineStart[] => {
      if (doNotPerform || NEVER_TAKEN.includes(status) || (intent && INTENDED.includes(intent))) return [];
      const taken = beginning(effective);
      const start = taken ?? (source === 'request' ? date : undefined);
      if (start === undefined) return [];
      return [{ key, name, date: start, time: dateOrder(start), by: taken ? 'taken' : 'ordered' }];
    })
    .sort((one, other) => one.time - other.time);
}

const NEVER_TAKEN: readonly string[] = ['cancelled', 'draft', 'entered-in-error', 'intended', 'not-taken'];
const INTENDED: readonly string[] = ['proposal', 'plan', 'option'];
