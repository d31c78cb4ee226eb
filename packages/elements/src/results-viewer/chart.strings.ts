import type { ApartReason, GoalApartReason } from '@ehr-widgets/sdk/results';
import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';
import type { PeriodName } from './chart-period.ts';

/** What a glance at a trend tells; values as sent, with their unit. */
export interface TrendFacts {
  readonly count: string;
  readonly from: string;
  readonly to: string;
  readonly first: string;
  readonly last: string;
  readonly lowest: string;
  readonly highest: string;
}

/** The marks of a drawing, of which those in use are explained. */
export type ChartMark = 'reported' | 'out' | 'converted' | 'bound' | 'band' | 'critical' | 'goal' | 'medicine';

/** Every word of a trend that is not the record's own. Counts come as formatted numbers. */
export interface TrendWords {
  readonly period: string;
  readonly periods: Readonly<Record<PeriodName, string>>;
  readonly from: string;
  readonly to: string;
  /** What the drawing is, and how it is worked by keyboard. */
  readonly chart: (test: string, unit: string) => string;
  readonly summary: (facts: TrendFacts) => string;
  readonly emptyPeriod: string;
  /** Results of the test that are on no drawing; all of them stand in the list. */
  readonly notDrawn: (reasons: string) => string;
  readonly apart: Readonly<Record<ApartReason | 'outside', (count: string) => string>>;
  readonly thinned: (drawn: string, all: string) => string;
  /** Why results stand in a chart of their own, apart from the newest's. */
  readonly ownChart: (unit: string, newest: string) => string;
  readonly noUnit: string;
  readonly notConverted: string;
  readonly underCodes: (tests: string) => string;
  readonly legend: string;
  readonly marks: Readonly<Record<ChartMark, string>>;
  readonly table: string;
  readonly columns: Readonly<
    Record<'collected' | 'reported' | 'charted' | 'flag' | 'range' | 'test' | 'source', string>
  >;
  readonly beside: string;
  readonly findBeside: string;
  readonly add: (test: string) => string;
  readonly remove: (test: string) => string;
  readonly most: (tests: string) => string;
  readonly goals: string;
  readonly goalsNoun: TopicNoun;
  /** What is done with what: a goal judges nothing. */
  readonly goalsNote: string;
  readonly noGoals: string;
  /** One goal: its words as sent, its value, and what that was converted to; `facts` are its dates and its source. */
  readonly goal: (name: string, value: string, facts: string) => string;
  readonly goalFrom: (date: string) => string;
  readonly goalUntil: (date: string) => string;
  readonly goalsApart: Readonly<Record<GoalApartReason, (goal: string) => string>>;
  readonly medicines: string;
  readonly medicinesNote: string;
  readonly noMedicines: string;
  readonly began: Readonly<Record<'ordered' | 'taken', (date: string) => string>>;
  readonly furtherDates: (count: string) => string;
  readonly undatedMedicines: (names: string) => string;
  readonly saveImage: string;
  readonly print: string;
  readonly saved: (moment: string) => string;
}

const common = {
  period: 'Time shown',
  periods: { '1m': '1 month', '6m': '6 months', '1y': '1 year', '3y': '3 years', all: 'All' },
  from: 'From',
  to: 'To',
  chart: (test: string, unit: string): string =>
    `Chart: ${[test, unit].filter(Boolean).join(', ')}. Arrow keys go from result to result, Page Up and Page Down by ten, plus and minus zoom`,
  summary: ({ count, from, to, first, last, lowest, highest }: TrendFacts): string =>
    `${count} ${count === '1' ? 'result' : 'results'} from ${from} to ${to}. First ${first}, lowest ${lowest}, highest ${highest}, latest ${last}.`,
  apart: {
    'no-number': (count: string): string => `${count} without a number`,
    'no-date': (count: string): string => `${count} without a date`,
    cancelled: (count: string): string => `${count} cancelled`,
    outside: (count: string): string => `${count} outside the time shown`,
  },
  legend: 'Key to the chart',
  table: 'Same results as a table',
  columns: {
    collected: 'Collected',
    reported: 'As reported',
    charted: 'Charted',
    flag: 'Flag',
    range: 'Range',
    test: 'Test',
    source: 'Source',
  },
  beside: 'Other tests at the same time',
  add: (test: string): string => `Add ${test}`,
  remove: (test: string): string => `Remove ${test}`,
  most: (tests: string): string => `At most ${tests} tests can stand together. Remove one to add another.`,
  goals: 'Goals',
  goal: (name: string, value: string, facts: string): string =>
    `Goal: ${[value ? `${name} (${value})` : name, facts].filter(Boolean).join(', ')}.`,
  goalFrom: (date: string): string => `from ${date}`,
  goalUntil: (date: string): string => `due ${date}`,
  medicines: 'Medicines begun',
  began: {
    ordered: (date: string): string => `ordered ${date}`,
    taken: (date: string): string => `reported as taken from ${date}`,
  },
  furtherDates: (count: string): string => `and ${count} more`,
  saveImage: 'Save as image',
  print: 'Print the chart',
  saved: (moment: string): string => `Saved ${moment}`,
};

export const trendStrings = new Strings<TrendWords>('trend', {
  patient: {
    ...common,
    emptyPeriod: 'You have no result of this test in the time shown.',
    notDrawn: (reasons) => `Not in the chart, but in the list below: ${reasons}.`,
    thinned: (drawn, all) =>
      `The chart shows ${drawn} of ${all} results, the highest and lowest of each time among them. Zoom in to see each one.`,
    ownChart: (unit, newest) =>
      `Results in ${unit} have a chart of their own, because we cannot be sure how they compare with results in ${newest}.`,
    noUnit: 'no unit',
    notConverted: 'What is needed to compare different units could not be loaded. Each unit has a chart of its own.',
    underCodes: (tests) => `Labs call this test by different names, and all of them are shown together: ${tests}.`,
    marks: {
      reported: 'As reported',
      out: 'To look at',
      converted: 'Converted here from another unit',
      bound: 'Lies beyond that number',
      band: 'Range that came with each result',
      critical: 'Limit that the lab calls critical',
      goal: 'Goal that was set with you, and the side it is on',
      medicine: 'Medicine begun',
    },
    findBeside: 'Find a test to add',
    medicinesNote: 'A mark shows when a medicine was ordered or begun. It does not mean that it changed the result.',
    noMedicines: 'No medicine with a date is recorded here.',
    goalsNoun: { owned: 'your goals', plain: 'goals' },
    goalsNote: 'A goal is what you and your care team want to reach. It is not the usual range.',
    noGoals: 'No goal for this test is recorded here.',
    goalsApart: {
      'no-number': (goal) => `Not in the chart, because it has no number: ${goal}`,
      'other-unit': (goal) => `Not in the chart, because we cannot be sure how its unit compares: ${goal}`,
      'not-active': (goal) => `Not in the chart, because it is not in force now: ${goal}`,
    },
    undatedMedicines: (names) => `Not marked, because no date is recorded: ${names}.`,
  },
  clinician: {
    ...common,
    emptyPeriod: 'No result in the time shown.',
    notDrawn: (reasons) => `Not drawn, listed below: ${reasons}.`,
    thinned: (drawn, all) => `${drawn} of ${all} drawn; no extreme is left out. Zoom in to see each.`,
    ownChart: (unit, newest) => `${unit} apart: no certain conversion to ${newest}.`,
    noUnit: 'no unit',
    notConverted: 'Unit conversion could not be loaded. Each unit has a chart of its own.',
    underCodes: (tests) => `Several codes drawn together (one LOINC group): ${tests}.`,
    marks: {
      reported: 'As reported',
      out: 'Flagged',
      converted: 'Converted here',
      bound: 'Bound, lies beyond',
      band: 'Reference range of each result',
      critical: 'Critical limit, by the sender',
      goal: 'Goal, marked on the side to reach',
      medicine: 'Medicine begun',
    },
    findBeside: 'Find a test to add',
    medicinesNote: 'Marks by date of order or reported start. Not necessarily the first dose.',
    noMedicines: 'No dated medicine recorded.',
    goalsNoun: { owned: 'goals', plain: 'goals' },
    goalsNote: 'Goals recorded for this patient. They are no reference ranges and flag nothing.',
    noGoals: 'No goal that measures this test is recorded.',
    goalsApart: {
      'no-number': (goal) => `Not drawn, no number: ${goal}`,
      'other-unit': (goal) => `Not drawn, no certain conversion of its unit: ${goal}`,
      'not-active': (goal) => `Not drawn, not active: ${goal}`,
    },
    undatedMedicines: (names) => `Not marked, undated: ${names}.`,
  },
});
