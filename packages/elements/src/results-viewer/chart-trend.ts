import type { ReactiveControllerHost } from 'lit';
import type { MedicationsView, PatientDetails, TopicState } from '@ehr-widgets/sdk';
import type { GoalLine, GoalsView } from '@ehr-widgets/sdk/more-topics';
import { chartGoals, trendOf, type ResultTest, type Trend, type TrendOptions } from '@ehr-widgets/sdk/results';
import { Later } from '../shared/later.ts';
import type { Medicines, ShownChart, TestTrend, TrendChoice, TrendContext } from './chart-context.ts';
import { shownOf } from './chart-figure.ts';
import { goalsIn } from './chart-goals.ts';
import { medicinesOf } from './chart-medicines.ts';
import { spanAround, spanOf } from './chart-period.ts';
import { trendStrings } from './chart.strings.ts';
import { nameOf, type Telling } from './telling.ts';

/** What a trend is drawn from. */
export interface TrendSource {
  readonly host: ReactiveControllerHost;
  readonly told: Telling;
  readonly test: ResultTest;
  /** Every test of the record. */
  readonly tests: readonly ResultTest[];
  readonly width: number;
  readonly level: number;
  readonly patient: PatientDetails | undefined;
  readonly choice: TrendChoice;
  readonly medications: TopicState<MedicationsView>;
  readonly goals: TopicState<GoalsView>;
  readonly choose: (changed: Partial<TrendChoice>) => void;
  readonly save: () => void;
  readonly print: () => void;
  readonly retry: () => void;
}

/** What is drawn of a trend, in the time that is shown. */
export interface ShownTrend {
  readonly context: TrendContext;
  readonly all: readonly (TestTrend & { readonly shown: readonly ShownChart[] })[];
  readonly medicines: Medicines | undefined;
}

/** What converts units, once there is something to convert. */
const units = new Later(() => import('@ehr-widgets/sdk/units'));

/** The test that is open and those beside it, on one axis of time; nothing of a test that has fewer than two numbers. */
export function shownTrend(source: TrendSource): ShownTrend | undefined {
  const { told, test, tests, width, level, choice, medications, choose } = source;
  const own = trendIn(test, source);
  if (!own.charts.some(({ points }) => points.length > 1)) return undefined;
  const beside = choice.beside.flatMap((key) => tests.find((one) => one.key === key && one.key !== test.key) ?? []);
  const trends = [own, ...beside.map((one) => trendIn(one, source))];
  const whole = spanAround(trends.flatMap(({ charts }) => charts.flatMap(({ points }) => points)));
  if (!whole) return undefined;
  const span = spanOf(choice.period, whole, told.reader.now);
  const medicines = choice.medicines ? medicinesOf(medications, choice, told.reader) : undefined;
  const words = trendStrings.for(told.reader);
  const marks = medicines?.marks ?? NONE;
  return {
    context: { told, words, width, level, span, whole, choice, marks, choose },
    all: trends.map((one) => ({ ...one, shown: shownOf(one, span) })),
    medicines,
  };
}

const NONE: readonly never[] = [];

/** A test's charts; where there are several, what converts is loaded, and they are drawn again with it. */
function trendIn(test: ResultTest, source: TrendSource): TestTrend {
  const { host, told, patient } = source;
  const subject = { sex: patient?.gender, birthDate: patient?.birthDate };
  const plain = workedOut(test, { subject });
  const codes = plain.charts.filter(({ unit }) => unit.code && unit.system === UCUM);
  const convert = codes.length > 1 ? convertOr(host) : undefined;
  const trend = convert ? workedOut(test, { subject, convert }) : plain;
  const isMissing = codes.length > 1 && !units.module && units.underWay === undefined;
  const of = goalsOf(test, trend, source, convert);
  return { test, name: nameOf(test, told), ...trend, goals: of.of, goalsApart: of.apart, unconverted: isMissing };
}

/** The goals of a test, where somebody asked for them; what converts is loaded where one is in another unit. */
function goalsOf(
  { findings }: ResultTest,
  { charts }: Trend,
  { choice, goals, host }: TrendSource,
  convert: TrendOptions['convert'],
): ReturnType<typeof chartGoals> {
  const lines: readonly GoalLine[] = choice.goals ? goalsIn(goals) : NONE;
  const plain = chartGoals(lines, findings, charts, { convert });
  if (convert || !plain.apart.some(({ why }) => why === 'other-unit')) return plain;
  return chartGoals(lines, findings, charts, { convert: convertOr(host) });
}

const UCUM = 'http://unitsofmeasure.org';

function convertOr(host: ReactiveControllerHost): TrendOptions['convert'] {
  return units.orWithout(host, 'what converts units could not be loaded; each unit has a chart of its own.')?.convert;
}

/** Worked out once for a test: it is drawn again at every key. */
function workedOut(test: ResultTest, options: TrendOptions): Trend {
  const { sex, birthDate } = options.subject ?? {};
  const by = [sex, birthDate, options.convert !== undefined].join();
  const known = trends.get(test.findings) ?? new Map<string, Trend>();
  const trend = known.get(by) ?? trendOf(test.findings, options);
  trends.set(test.findings, known.set(by, trend));
  return trend;
}

const trends = new WeakMap<ResultTest['findings'], Map<string, Trend>>();
