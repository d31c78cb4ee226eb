/**
 * The results of one test as charts: one for each unit, since numbers of different units are never drawn on one scale,
 * unless they are converted and say so.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import { sameUnit, type Quantity, type Range } from '../format/quantity.ts';
import { UCUM } from '../format/unit.ts';
import { momentOf, type Finding } from './finding.ts';
import { applicableRange, appliesTo, criticalSide, type ReferenceRange, type Subject } from './reference-range.ts';
import { intervalOf } from './result-value.ts';

/** Two limits on the scale of a chart, either of which may be absent. */
export interface ChartRange {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** One result, as a point or a bound. */
export interface ChartPoint {
  /** Of its finding. */
  readonly key: string;
  readonly finding: Finding;
  readonly date: string;
  /** Milliseconds since 1970; a date without a time at its noon, one without a day at its first. */
  readonly time: number;
  /** Where it stands on the scale of its chart. For drawing: what is said of it is the finding's value, as sent. */
  readonly number: number;
  /** Set where the value is anywhere above, or below, the number: draw an arrow and no dot. */
  readonly bound?: 'above' | 'below' | undefined;
  /** Set where the value was sent in another unit: show both, and that it was converted. */
  readonly converted?: Quantity | undefined;
  /** Its own range on the chart's scale, where one certainly applies. */
  readonly range?: ChartRange | undefined;
  /** The limits that its sender calls critical, on the chart's scale. */
  readonly critical?: ChartRange | undefined;
}

export interface TrendChart {
  readonly key: string;
  /** Unit and code; both absent where the values have none. */
  readonly unit: Pick<Quantity, 'unit' | 'code' | 'system'>;
  /** Oldest first. */
  readonly points: readonly ChartPoint[];
}

/** Why a result is on no chart. */
export type ApartReason = 'no-number' | 'no-date' | 'cancelled';

export interface Trend {
  /** That of the newest number first. */
  readonly charts: readonly TrendChart[];
  /** Results that are on no chart, newest first. Their count and the reason are to be told. */
  readonly apart: readonly { readonly finding: Finding; readonly why: ApartReason }[];
}

export interface TrendOptions {
  /** For ranges that are of one sex or age only. */
  readonly subject?: Omit<Subject, 'at'> | undefined;
  /**
   * Brings what can be told in the unit of a newer chart onto that: `convert` of `@ehr-widgets/sdk/units`. Without it, or
   * where it comes to nothing, another unit is another chart.
   */
  readonly convert?: ((quantity: Quantity, unit: string, name?: Concept) => Quantity | undefined) | undefined;
}

/** The charts of one test's results, in whatever order they are. */
export function trendOf(findings: readonly Finding[], { subject, convert }: TrendOptions = {}): Trend {
  const options = { subject, convert: convert && remembering(convert) };
  const apart: { readonly finding: Finding; readonly why: ApartReason }[] = [];
  const charts: { readonly of: Quantity; readonly points: ChartPoint[] }[] = [];
  const dated = findings.map((finding) => ({ finding, time: dateOrder(momentOf(finding.line)) }));
  dated.sort((one, other) => (one.time === other.time ? 0 : other.time - one.time));
  for (const { finding, time } of dated) {
    const amount = amountOf(finding);
    const why = VOID.includes(finding.line.status)
      ? 'cancelled'
      : !amount
        ? 'no-number'
        : Number.isFinite(time)
          ? undefined
          : 'no-date';
    if (why || !amount) {
      apart.push({ finding, why: why ?? 'no-number' });
      continue;
    }
    const same = charts.find(({ of }) => sameUnit(of, amount));
    if (same) {
      same.points.push(pointOf(finding, time, amount, undefined, options));
      continue;
    }
    const into = convertedInto(charts, amount, finding, options);
    const point = pointOf(finding, time, amount, into?.converted, options);
    if (into) into.chart.points.push(point);
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
function amountOf({ value }: Finding): Quantity | undefined {
  if (!intervalOf(value)) return undefined;
  return value.kind === 'quantity' ? value.quantity : value.kind === 'integer' ? { value: value.text } : undefined;
}

type Convert = NonNullable<TrendOptions['convert']>;

/** Limits are the same with each result, and values often are: each amount is converted once. */
function remembering(convert: Convert): Convert {
  const known = new Map<string, Quantity | undefined>();
  return (quantity, unit, name) => {
    const { value, comparator, code, system } = quantity;
    const key = JSON.stringify([
      value,
      comparator,
      code,
      system,
      unit,
      name?.text,
      name?.codings.map((one) => one.code),
    ]);
    if (!known.has(key)) known.set(key, convert(quantity, unit, name));
    return known.get(key);
  };
}

/** The first chart in whose unit the amount can be told. */
function convertedInto<Chart extends { readonly of: Quantity }>(
  charts: readonly Chart[],
  amount: Quantity,
  finding: Finding,
  { convert }: TrendOptions,
): { readonly chart: Chart; readonly converted: Quantity } | undefined {
  for (const chart of charts) {
    const { code, system } = chart.of;
    // A code of another system may be written like one of UCUM's.
    const converted = code && system === UCUM ? convert?.(amount, code, finding.name) : undefined;
    if (converted) return { chart, converted };
  }
  return undefined;
}

function pointOf(
  finding: Finding,
  time: number,
  amount: Quantity,
  converted: Quantity | undefined,
  { subject, convert }: TrendOptions,
): ChartPoint {
  const { key, ranges, line } = finding;
  const { comparator } = amount;
  const date = momentOf(line) ?? '';
  const person = { ...subject, at: date };
  const range = applicableRange(ranges, person);
  const onScale = (end: Quantity): Quantity | undefined => {
    const inUnit = sameUnit(end, amount) ? end : undefined;
    return inUnit && converted ? convert?.(inUnit, converted.code ?? '', finding.name) : inUnit;
  };
  const critical = criticalOf(ranges.filter((one) => appliesTo(one, person)));
  return {
    key,
    finding,
    date,
    time,
    number: Number((converted ?? amount).value),
    bound: comparator && (comparator.startsWith('<') ? 'below' : 'above'),
    converted,
    range: range && rangeOn(range, onScale),
    critical: critical && rangeOn(critical, onScale),
  };
}

/** The limits from which a value is critical: where one is said of one side, it may also be sent as what lies beyond it. */
function criticalOf(ranges: readonly ReferenceRange[]): Range | undefined {
  const ends = ranges.flatMap((range): Range[] => {
    const { low, high } = range;
    const side = criticalSide(range);
    if (!side) return [];
    return [side === 'both' ? { low, high } : side === 'high' ? { high: low ?? high } : { low: high ?? low }];
  });
  const [low, high] = [ends.find((end) => end.low)?.low, ends.find((end) => end.high)?.high];
  return low || high ? { low, high } : undefined;
}

/** Both ends or none: half of a range is another range. */
function rangeOn({ low, high }: Range, onScale: (end: Quantity) => Quantity | undefined): ChartRange | undefined {
  const [least, most] = [low && onScale(low), high && onScale(high)];
  if ((low && !least) || (high && !most)) return undefined;
  return { low: least && Number(least.value), high: most && Number(most.value) };
}
