import { Strings } from '../shared/strings.ts';

/** What is said of the resources that a line was made of. For who builds with the widgets, so alike for all readers. */
export interface RawWords {
  readonly title: string;
  readonly reading: string;
  /** Stands before the code of the error. */
  readonly failed: string;
  readonly withoutId: string;
}

const words: RawWords = {
  title: 'FHIR as the source has it now:',
  reading: 'Being read…',
  failed: 'Could not be read:',
  withoutId: 'It has no id in the document, so it cannot be asked for on its own.',
};

export const rawStrings = new Strings<RawWords>('raw', { patient: words, clinician: words });
