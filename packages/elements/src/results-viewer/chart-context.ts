import type { MedicationLine } from '@ehr-widgets/sdk';
import type {
  ChartGoal,
  ChartGoals,
  ChartPoint,
  Finding,
  MedicineStart,
  ResultTest,
  TrendChart,
} from '@ehr-widgets/sdk/results';
import type { Period, Span } from './chart-period.ts';
import type { TrendWords } from './chart.strings.ts';
import type { Telling } from './telling.ts';

/** What is chosen of the trend that is open. */
export interface TrendChoice {
  readonly period: Period;
  /** The result that is read, and its time: other charts show theirs of about then. */
  readonly point: { readonly key: string; readonly time: number } | undefined;
  /** Keys of the tests that stand beside the one that is open. */
  readonly beside: readonly string[];
  /** Whether tests to add are being looked for, and by which words. */
  readonly adding: boolean;
  readonly find: string;
  readonly medicines: boolean;
  readonly goals: boolean;
  /** Names of the medicines that are marked, as chosen by hand. */
  readonly marked: ReadonlySet<string> | undefined;
  /** The first row of each open table, by the key of its test. */
  readonly tables: ReadonlyMap<string, number>;
}

export const NOTHING_CHOSEN: TrendChoice = {
  period: 'all',
  point: undefined,
  beside: [],
  adding: false,
  find: '',
  medicines: false,
  goals: false,
  marked: undefined,
  tables: new Map(),
};

/** What the drawing of a trend needs to know. */
export interface TrendContext {
  readonly told: Telling;
  readonly words: TrendWords;
  /** Of a drawing, in pixels; it is drawn anew for each width, and its text is never scaled. */
  readonly width: number;
  readonly level: number;
  readonly span: Span;
  /** All that the tests shown reach over. */
  readonly whole: Span;
  readonly choice: TrendChoice;
  readonly marks: readonly MedicineMark[];
  readonly choose: (changed: Partial<TrendChoice>) => void;
}

/** One test's part of a trend. */
export interface TestTrend {
  readonly test: ResultTest;
  readonly name: string;
  readonly charts: readonly TrendChart[];
  readonly goals: ChartGoals['of'];
  readonly apart: readonly { readonly finding: Finding; readonly why: 'no-number' | 'no-date' | 'cancelled' }[];
  /** Of the goals of the test those that are on no chart. */
  readonly goalsApart: ChartGoals['apart'];
  /** Where what converts was needed, and could not be loaded. */
  readonly unconverted: boolean;
}

/** A chart with the points that are in the time shown. */
export interface ShownChart extends TrendChart {
  readonly of: TestTrend;
  readonly shown: readonly ChartPoint[];
  readonly drawn: readonly ChartPoint[];
  readonly goals: readonly ChartGoal[];
}

/** A medicine by the number that stands at its marks. */
export interface MedicineMark {
  readonly number: number;
  readonly name: string;
  readonly starts: readonly MedicineStart[];
  readonly isMarked: boolean;
}

/** What is known of medicines. */
export interface Medicines {
  readonly marks: readonly MedicineMark[];
  readonly undated: readonly MedicationLine[];
}
