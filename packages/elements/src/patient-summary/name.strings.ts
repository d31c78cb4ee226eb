import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';

/** What the summary as a whole is called. Apart from its other words, because it is said before any of them is needed. */
export interface SummaryNameWords {
  readonly title: string;
  readonly noun: TopicNoun;
}

export const summaryNameStrings = new Strings<SummaryNameWords>('summaryName', {
  patient: {
    title: 'Your health summary',
    noun: { owned: 'your health summary', plain: 'health records' },
  },
  clinician: {
    title: 'Patient summary',
    noun: { owned: 'the patient summary', plain: 'entries' },
  },
});
