/**
 * Goals on a chart: what somebody wants a test to come to (FHIR R4 §9.8 Goal.target), on the scale of its results. A goal is
 * no reference range: nothing is judged by it. Pure.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { sameUnit, type Quantity, type Range } from '../format/quantity.ts';
import { UCUM } from '../format/unit.ts';
import { dateOrder } from '../format/date.ts';
import type { Finding } from './finding.ts';
import type { GoalLine, GoalTarget } from './goals.ts';
import { testIdentity } from './observation.ts';
import { groupOfTest } from './test-groups.ts';
import type { ChartRange, TrendChart, TrendOptions } from './trend.ts';

/** One target of a goal, as a line or two lines of a chart. */
export interface ChartGoal {
  readonly goal: GoalLine;
  readonly target: GoalTarget;
  /** Where it stands on the chart's scale. One end alone is to be reached or not to be passed; the same at both is the value itself. */
  readonly range: ChartRange;
  /** Set where it was sent in another unit: show both, and that it was converted. */
  readonly converted?: Range | undefined;
  /** Milliseconds since 1970 from which it holds; absent where the goal does not say. */
  readonly from?: number | undefined;
}

/** Why a goal of the test is on no chart. */
export type GoalApartReason = 'no-number' | 'other-unit' | 'not-active';

export interface ChartGoals {
  /** By the key of the chart. */
  readonly of: ReadonlyMap<string, readonly ChartGoal[]>;
  readonly apart: readonly { readonly goal: GoalLine; readonly target: GoalTarget; readonly why: GoalApartReason }[];
}

/**
 * The goals whose target measures the test of these findings: by the same code, or another one of its LOINC Group. Of one test,
 * as for its results; only `active` ones are drawn, and those entered in error are in no list of goals.
 * @param convert As for a trend: without it, a goal in another unit than the chart's is apart.
 */
export function chartGoals(
  goals: readonly GoalLine[],
  findings: readonly Pick<Finding, 'name'>[],
  charts: readonly TrendChart[],
  { convert }: Pick<TrendOptions, 'convert'> = {},
): ChartGoals {
  const tests = new Set(findings.flatMap(({ name }) => (name ? identitiesOf(name) : [])));
  const of = new Map<string, ChartGoal[]>();
  const apart: ChartGoals['apart'][number][] = [];
  for (const goal of goals) {
    for (const target of goal.targets) {
      if (!target.measure || !identitiesOf(target.measure).some((identity) => tests.has(identity))) continue;
      const sent = goal.status === 'active' ? rangeOf(target) : undefined;
      const place = sent && placed(sent, charts, target.measure, convert);
      if (place) {
        const from = dateOrder(goal.start);
        const chartGoal = { goal, target, ...place.told, ...(Number.isFinite(from) && { from }) };
        of.set(place.chart.key, [...(of.get(place.chart.key) ?? []), chartGoal]);
      } else {
        const why = goal.status !== 'active' ? 'not-active' : sent ? 'other-unit' : 'no-number';
        apart.push({ goal, target, why });
      }
    }
  }
  return { of, apart };
}

function identitiesOf(name: Concept): string[] {
  const group = groupOfTest(name);
  return [testIdentity({ key: '', name }), ...(group ? [group.name] : [])];
}

/** The ends that are told as numbers; a comparator leaves one of them open. */
function rangeOf({ value }: GoalTarget): Range | undefined {
  if (value.kind === 'range') return value.range;
  const quantity: Quantity | undefined =
    value.kind === 'quantity' ? value.quantity : value.kind === 'integer' ? { value: value.text } : undefined;
  if (quantity?.value === undefined) return undefined;
  const { comparator, ...end } = quantity;
  if (comparator === undefined) return { low: end, high: end };
  if (comparator === '<' || comparator === '<=') return { high: end };
  return comparator === '>' || comparator === '>=' ? { low: end } : undefined;
}

interface Placed {
  readonly chart: TrendChart;
  readonly told: Pick<ChartGoal, 'range' | 'converted'>;
}

/** On the chart of its own unit, else on the first in whose unit it can be told: both ends or none. */
function placed(
  { low, high }: Range,
  charts: readonly TrendChart[],
  measure: Concept,
  convert: TrendOptions['convert'],
): Placed | undefined {
  const ends = [low, high].filter((end) => end !== undefined);
  const own = charts.find(({ unit }) => ends.every((end) => sameUnit(end, unit)));
  if (own) return { chart: own, told: { range: onScale({ low, high }) } };
  for (const chart of charts) {
    const { code, system } = chart.unit;
    if (!code || system !== UCUM || !convert) continue;
    const [least, most] = [low && convert(low, code, measure), high && convert(high, code, measure)];
    if ((low && !least) || (high && !most)) continue;
    const converted = { low: least, high: most };
    return { chart, told: { range: onScale(converted), converted } };
  }
  return undefined;
}

function onScale({ low, high }: Range): ChartRange {
  return { low: low && Number(low.value), high: high && Number(high.value) };
}
