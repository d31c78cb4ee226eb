import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';

/** What the viewer calls itself, while there is nothing of a record to say yet too. */
export interface ResultsNameWords {
  readonly title: string;
  readonly noun: TopicNoun;
}

export const resultsNameStrings = new Strings<ResultsNameWords>('resultsName', {
  patient: {
    title: 'Test results',
    noun: { owned: 'your test results', plain: 'test results' },
  },
  clinician: {
    title: 'Results',
    noun: { owned: 'results', plain: 'results' },
  },
});
