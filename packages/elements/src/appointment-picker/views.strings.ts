import { Strings } from '../shared/strings.ts';

/** The words of the ways of seeing free times that are not the month. Counts, days and times come as formatted text. */
export interface ViewWords {
  readonly week: (from: string, until: string) => string;
  readonly weekBefore: string;
  readonly weekAfter: string;
  readonly weekKeys: string;
  /** Stands in a day that has no free time. */
  readonly none: string;

  readonly firstTitle: string;
  readonly firstSaid: (count: string) => string;
  readonly showMore: string;
  readonly noLater: (day: string) => string;

  readonly compareTitle: string;
  readonly compareNext: string;
  readonly firstFree: string;
  readonly soon: (days: string) => string;
  readonly count: (count: string) => string;
  readonly noneUntil: (day: string) => string;
  readonly notRead: string;
  readonly seeTimes: string;
  readonly moreToCompare: (count: string) => string;
  readonly backToTimes: string;
}

const plural = (count: string, one: string, more: string): string => `${count} ${count === '1' ? one : more}`;

const common: Omit<ViewWords, 'compareNext'> = {
  week: (from, until) => `${from} to ${until}`,
  weekBefore: 'Previous week',
  weekAfter: 'Next week',
  weekKeys:
    'Up and down arrows go from time to time, left and right from day to day, Page Up and Page Down from week to week.',
  none: 'None free',
  firstTitle: 'Next free times',
  firstSaid: (count) => plural(count, 'free time listed', 'free times listed'),
  showMore: 'Show more times',
  noLater: (day) => `That is all until ${day}. Later times are not shown here.`,
  compareTitle: 'Compare',
  firstFree: 'First free',
  soon: (days) => `Next ${days} days`,
  count: (count) => plural(count, 'time', 'times'),
  noneUntil: (day) => `None until ${day}`,
  notRead: 'Could not be read',
  seeTimes: 'See all times',
  moreToCompare: (count) => plural(count, 'more is not compared here.', 'more are not compared here.'),
  backToTimes: 'Back to the times',
};

export const viewStrings = new Strings<ViewWords>('pickerViews', {
  patient: {
    ...common,
    compareNext: 'See which is free first. Choose a time to go on with it.',
  },
  clinician: { ...common, compareNext: '' },
});
