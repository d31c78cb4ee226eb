import type { FlagLevel, ObservationLine } from '@ehr-widgets/sdk';
import { Strings } from '../shared/strings.ts';

/** The words beside an opened result that explain it. They say what a word means, never what the result means. */
export interface ResultHelpWords {
  readonly title: string;
  /** Of a result that is nothing but its members. */
  readonly panel: string;
  /** The value as it is shown, and the number in it. */
  readonly bounds: Readonly<Record<'<' | '<=' | '>=' | '>', (value: string, number: string) => string>>;
  /** With the word of the flag as it stands beside the value. */
  readonly flags: Readonly<Record<FlagLevel, (word: string) => string>>;
  readonly byRange: string;
  /** With the word of the status; empty for what needs no explanation. */
  readonly statuses: Readonly<Record<ObservationLine['status'], (word: string) => string>>;
  readonly range: (range: string) => string;
  /** In words only, or for a purpose or a group. */
  readonly otherRange: (range: string) => string;
  readonly noRange: string;
  readonly outside: string;
  readonly differs: string;
  readonly doubtful: string;
  readonly together: string;
  /** Before what the host says about the test. */
  readonly aboutTest: string;
  readonly readMore: string;
  readonly newTab: string;
  readonly ask: string;
  readonly notTaken: string;
  readonly notTakenNext: string;
}

const quoted = (word: string): string =>
  `“${word}” is what the lab says about this result. By itself the word is neither good nor bad.`;
const critical = (word: string): string =>
  `${word} means: beyond a limit at which somebody should look at the result at once.`;

const words: ResultHelpWords = {
  title: 'What do these words mean?',
  panel: 'This is a group of tests. Each of them has a result of its own.',
  bounds: {
    '<': (value, number) => `${value} means: less than ${number}. How much less was not told.`,
    '<=': (value, number) => `${value} means: ${number} or less. The exact number was not told.`,
    '>=': (value, number) => `${value} means: ${number} or more. The exact number was not told.`,
    '>': (value, number) => `${value} means: more than ${number}. How much more was not told.`,
  },
  flags: {
    'critical-high': critical,
    'critical-low': critical,
    critical,
    high: (word) => `${word} means: above what the lab expects.`,
    low: (word) => `${word} means: below what the lab expects.`,
    abnormal: (word) => `${word} means: not what the lab expects.`,
    noted: quoted,
    stated: quoted,
    unknown: (word) => `“${word}” is a mark of the lab’s own. We do not know what it means; the lab can tell you.`,
    normal: (word) => `${word} means: within what the lab expects.`,
    none: () => 'This result has no mark. That does not mean that it is normal: nobody has said so either way.',
  },
  byRange: 'The lab sent no mark for this. We compared the number with the limits that the lab sent, and nothing else.',
  statuses: {
    registered: (word) => `${word} means: the test is under way or planned.`,
    preliminary: (word) => `${word} means: an early result, which may still change.`,
    final: () => '',
    amended: (word) => `${word} means: the lab changed something, or added to it, after it had said it was final.`,
    corrected: (word) => `${word} means: what the lab sent before had a mistake. This is the right one.`,
    cancelled: (word) => `${word} means: the test was not done, or not finished.`,
    'entered-in-error': (word) => `${word} means: this should not be in your record.`,
    unknown: (word) => `${word} means: the lab did not say whether this result is final.`,
  },
  range: (range) =>
    `The lab’s range is ${range}. It shows what the lab expects of most healthy people. Ranges differ between labs, and with age and sex.`,
  otherRange: (range) =>
    `The lab sent this to compare the result with: ${range}. It may be meant for a purpose or a group of people.`,
  noRange: 'The lab sent no range with this result. For some tests there is none.',
  outside:
    'A result outside the range does not by itself mean that you are ill, and one inside it does not by itself mean that all is well.',
  differs: 'Your care places tell this result differently. What each of them says stands above.',
  doubtful: 'Another result may be this same one, told a second time. It stands above.',
  together:
    'Your care team looks at a result together with your other results and with how you are. They can tell you what it means for you.',
  aboutTest: 'About this test:',
  readMore: 'Read more about this test',
  newTab: '(opens a new tab)',
  ask: 'Ask my care team about this result',
  notTaken: 'Questions cannot be sent from this page just now',
  notTakenNext: 'Nothing was sent. Call your care team, or write to them as you usually do.',
};

export const helpStrings = new Strings<ResultHelpWords>('resultHelp', {
  patient: words,
  clinician: { ...words, ask: 'Ask about this result', notTaken: 'Not taken', notTakenNext: 'Nothing was sent.' },
});
