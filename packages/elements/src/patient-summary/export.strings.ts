import { Strings } from '../shared/strings.ts';

/** What is said of a summary that is taken along. Counts come as formatted numbers. */
export interface ExportWords {
  /** Of a section that every summary document has, and this summary did not show. */
  readonly notShown: string;
  readonly saved: string;
  readonly savedNext: string;
  /** Lines whose entry could not be read again. */
  readonly inWordsOnly: (lines: string) => string;
  /** Sections of the host's that a document has no place for. */
  readonly leftOut: (sections: string) => string;
  readonly notMade: string;
  /** The sources tell of people who can hardly be one. */
  readonly notOnePerson: string;
  /** What was shown is of another patient than the session's. */
  readonly anothers: string;
}

export const exportStrings = new Strings<ExportWords>('summaryExport', {
  patient: {
    notShown: 'This part was not shown when the summary was made, so nothing is said of it here.',
    saved: 'Saved as patient-summary.json',
    savedNext: 'It holds health information. Keep it where only you can open it.',
    inWordsOnly: (lines) => `In words only, because the entry could not be read again: ${lines}.`,
    leftOut: (sections) => `Not in it: ${sections}.`,
    notMade: 'Your summary could not be made',
    notOnePerson:
      'The places that your record comes from may not all be telling of you. Ask them to check whose record it is, or save a summary from one place at a time.',
    anothers: 'Some of what was shown belongs to another person’s record, so nothing was saved. Tell your care team.',
  },
  clinician: {
    notShown: 'Not shown when the summary was made; no statement about this section.',
    saved: 'Saved as patient-summary.json',
    savedNext: 'Contains patient data.',
    inWordsOnly: (lines) => `In the narrative only, resource not readable: ${lines}.`,
    leftOut: (sections) => `Not included: ${sections}.`,
    notMade: 'The summary document could not be made',
    notOnePerson:
      'The sources’ Patient resources do not match. Verify identity, or make a document from one source at a time.',
    anothers: 'A line shown belongs to another patient than the one in context. Nothing was saved; report this.',
  },
});
