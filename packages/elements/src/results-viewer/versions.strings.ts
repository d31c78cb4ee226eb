import { Strings } from '../shared/strings.ts';

/** What a version may say otherwise than the next. */
export type VersionFacet =
  'name' | 'value' | 'flag' | 'range' | 'status' | 'date' | 'issued' | 'conclusion' | 'comment' | 'members' | 'files';

/** The words around what a result or a report said before it was changed in place. */
export interface VersionWords {
  readonly title: string;
  readonly reading: string;
  readonly asking: string;
  /** Beside every earlier version, so that none is taken for what holds. */
  readonly earlier: string;
  readonly stored: (date: string) => string;
  readonly noDate: string;
  readonly facets: Readonly<Record<VersionFacet, string>>;
  readonly changedAfter: string;
  readonly same: string;
  readonly deleted: string;
  readonly deletedNext: string;
  readonly none: string;
  /** Of a report: its results lie elsewhere. */
  readonly resultsApart: string;
  readonly newer: string;
  readonly readAgain: string;
  readonly leftOut: (count: string) => string;
  readonly cutOff: string;
  readonly unsupported: string;
  readonly denied: string;
  readonly deniedNext: (scopes: string) => string;
  readonly failed: string;
}

const clinician: VersionWords = {
  title: 'What it said before',
  asking: 'Asking whether earlier versions are kept',
  reading: 'Reading earlier versions',
  earlier: 'Earlier version',
  stored: (date) => `stored ${date}`,
  noDate: 'not told when it was stored',
  facets: {
    name: 'Test',
    value: 'Result',
    flag: 'Flag',
    range: 'Reference range',
    status: 'Status',
    date: 'Collected',
    comment: 'Comment',
    members: 'Tests in it',
    issued: 'Reported',
    conclusion: 'Conclusion',
    files: 'Files',
  },
  changedAfter: 'Changed after this',
  same: 'Nothing of what is shown here was changed after this.',
  deleted: 'Deleted',
  deletedNext: 'The source had no such entry from then until the next version.',
  none: 'The source has no version before this one.',
  resultsApart: 'Its results have versions of their own: open a corrected one to see what it said before.',
  newer: 'The source has another version by now than the one shown here.',
  readAgain: 'Read again',
  leftOut: (count) => `Not shown: ${count}, of another person or entry or without content.`,
  cutOff: 'There are more versions than could be read.',
  unsupported: 'No earlier version was sent. This source does not give earlier versions.',
  denied: 'Earlier versions: not permitted',
  deniedNext: (scopes) => `The sign-in did not grant ${scopes}.`,
  failed: 'Earlier versions could not be read',
};

export const versionStrings = new Strings<VersionWords>('versions', {
  clinician,
  patient: {
    ...clinician,
    facets: { ...clinician.facets, range: 'Usual range', flag: 'Mark' },
    none: 'There is no version before this one.',
    unsupported: 'No earlier version was sent. This place does not show what a result said before it was corrected.',
    deniedNext: () => 'Your sign-in does not include them. The lab or your care team can tell you what was changed.',
    resultsApart: 'To see what a corrected result said before, open that result.',
    newer: 'There is another version by now than the one shown here.',
  },
});
