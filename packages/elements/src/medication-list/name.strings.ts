import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';

/** What the list calls itself, while there is nothing of a record to say yet too. */
export interface MedicationNameWords {
  readonly title: string;
  readonly noun: TopicNoun;
}

export const medicationNameStrings = new Strings<MedicationNameWords>('medicationName', {
  patient: {
    title: 'Medications',
    noun: { owned: 'your medications', plain: 'medications' },
  },
  clinician: {
    title: 'Medications',
    noun: { owned: 'medications', plain: 'medications' },
  },
});
