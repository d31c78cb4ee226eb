import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';

/** What the picker calls itself, while there is nothing to choose from yet too. */
export interface PickerNameWords {
  readonly title: string;
  readonly noun: TopicNoun;
}

export const pickerNameStrings = new Strings<PickerNameWords>('pickerName', {
  patient: {
    title: 'Book an appointment',
    noun: { owned: 'free times', plain: 'free times' },
  },
  clinician: {
    title: 'Book an appointment',
    noun: { owned: 'free times', plain: 'free times' },
  },
});
