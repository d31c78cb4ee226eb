import { Strings } from '../shared/strings.ts';

/** What is said of what came since the reader last looked. Counts come as formatted numbers. */
export interface LastLookWords {
  readonly isNew: string;
  /** Of a line of which only the last change at the source is known. */
  readonly isNewOrChanged: string;
  readonly newOnes: (count: string) => string;
  readonly since: (moment: string) => string;
  readonly sinceNext: string;
  readonly markSeen: string;
  readonly marked: string;
}

export const lastLookStrings = new Strings<LastLookWords>('lastLooks', {
  patient: {
    isNew: 'New',
    isNewOrChanged: 'New or changed',
    newOnes: (count) => `${count} new`,
    since: (moment) => `New since you last looked, ${moment}`,
    sinceNext: 'Entries that do not say when they were recorded are not marked.',
    markSeen: 'Mark all as seen',
    marked: 'All marked as seen.',
  },
  clinician: {
    isNew: 'New',
    isNewOrChanged: 'New or changed',
    newOnes: (count) => `${count} new`,
    since: (moment) => `New since last viewed here, ${moment}`,
    sinceNext: 'Entries without a recording date are not marked.',
    markSeen: 'Mark all as seen',
    marked: 'All marked as seen.',
  },
});
