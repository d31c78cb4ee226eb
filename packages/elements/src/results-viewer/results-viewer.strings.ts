import type { ReportKind } from '@ehr-widgets/sdk/results';
import { Strings } from '../shared/strings.ts';
import type { FormName, SortName } from './choice.ts';

/** Every word of the viewer that is not the record's own. Counts come as formatted numbers. */
export interface ResultsWords {
  readonly search: string;
  readonly sort: string;
  readonly sorts: Readonly<Record<SortName, string>>;
  readonly category: string;
  readonly anyCategory: string;
  readonly kinds: Readonly<Record<ReportKind, string>>;
  readonly period: string;
  readonly anyPeriod: string;
  /** The last months, counted back from today. */
  readonly lastMonths: (months: number) => string;
  readonly year: (year: string) => string;
  readonly otherDates: string;
  readonly from: string;
  readonly until: string;
  readonly abnormal: string;
  /** Only what came since the reader last looked. */
  readonly fresh: string;
  readonly freshSince: (moment: string) => string;
  /** What narrows the results, folded away in a narrow column. */
  readonly filters: string;
  readonly filtersOf: (count: string) => string;
  readonly chooseTests: string;
  readonly testsChosen: (count: string) => string;
  readonly searchPanels: string;
  readonly chosenOf: (chosen: string, all: string) => string;
  readonly noneChosen: string;
  /** What is reported in no panel. */
  readonly noPanel: string;
  readonly testsOf: (panel: string) => string;
  readonly chooseForm: string;
  readonly forms: Readonly<Record<FormName, string>>;
  readonly print: string;
  readonly preparing: (done: string, all: string) => string;

  readonly matching: (shown: string, all: string) => string;
  readonly noMatch: string;
  readonly noMatchNext: string;
  readonly showAll: string;
  readonly nothing: string;
  readonly nothingNext: string;
  readonly nothingArrived: string;
  readonly nothingArrivedNext: string;

  readonly test: string;
  readonly noDate: string;
  readonly noResult: string;
  readonly noneMatching: string;
  /** What arrow keys do in the table. */
  readonly tableKeys: string;
  readonly panelOf: (members: string) => string;
  readonly tests: string;
  /** Of a row whose results are under several codes. */
  readonly joined: (codes: string) => string;
  readonly alsoAs: string;
  /** `group` is LOINC's own name of what it counts as one. */
  readonly joinedBy: (group: string) => string;
  readonly as: (name: string) => string;
  readonly pageOf: (from: string, to: string, all: string) => string;
  readonly newerPage: string;
  readonly olderPage: string;
  readonly rangeIs: (range: string) => string;
  readonly noRange: string;
  readonly beforeWas: (value: string, date: string) => string;
  readonly howMany: (results: string) => string;

  readonly showOverTime: string;
  readonly saveCsv: string;
  readonly allOfTest: (count: string) => string;
  readonly close: string;
  readonly sourcesDisagree: string;
  readonly maybeTwice: string;
  readonly notFlagged: string;
  readonly facts: Readonly<
    Record<
      | 'collected'
      | 'until'
      | 'available'
      | 'range'
      | 'status'
      | 'flag'
      | 'specimen'
      | 'method'
      | 'bodySite'
      | 'device'
      | 'by'
      | 'category'
      | 'code'
      | 'note'
      | 'source'
      | 'reference',
      string
    >
  >;
  /** The flag and who says so. */
  readonly flaggedBy: Readonly<Record<'sender' | 'range', (flag: string) => string>>;

  readonly legend: string;
  readonly legendByRange: string;
  readonly legendUnit: string;
  readonly enteredInError: (count: string) => string;
  readonly showErrors: string;
  readonly hideErrors: string;
  readonly errorChip: string;

  readonly asOf: (moment: string) => string;
  readonly sources: (names: string) => string;
  readonly complete: string;
  readonly incomplete: string;
  readonly stillReading: string;
  readonly printed: (moment: string) => string;
  readonly born: (date: string) => string;
  readonly noName: string;
  readonly counts: (results: string, tests: string) => string;
}

const common = {
  sort: 'Sort',
  category: 'Kind',
  anyCategory: 'All',
  kinds: {
    microbiology: 'Microbiology',
    pathology: 'Pathology',
    cardiology: 'Cardiology',
    imaging: 'Imaging',
    procedure: 'Procedures',
    laboratory: 'Laboratory',
    other: 'Other',
  },
  period: 'Time',
  anyPeriod: 'All',
  lastMonths: (months: number): string =>
    months < 12 ? `Last ${months} months` : months === 12 ? 'Last year' : `Last ${months / 12} years`,
  year: (year: string): string => year,
  otherDates: 'Other dates…',
  from: 'From',
  until: 'Until',
  filters: 'Filters',
  filtersOf: (count: string): string => `Filters: ${count}`,
  chooseTests: 'Choose tests',
  testsChosen: (count: string): string => (count === '1' ? '1 test chosen' : `${count} tests chosen`),
  chosenOf: (chosen: string, all: string): string => `${chosen} of ${all} chosen`,
  testsOf: (panel: string): string => `Tests of ${panel}`,
  chooseForm: 'How to show',
  forms: { reports: 'By report', table: 'Over time', list: 'Every result' },
  print: 'Print',
  preparing: (done: string, all: string): string => `${done} of ${all} results laid out`,
  matching: (shown: string, all: string): string => `${shown} of ${all} results shown`,
  counts: (results: string, tests: string): string =>
    `${results} ${results === '1' ? 'result' : 'results'} of ${tests} ${tests === '1' ? 'test' : 'tests'}`,
  showAll: 'Show all results',
  test: 'Test',
  noDate: 'No date',
  noResult: 'no result',
  noneMatching: 'none that matches',
  panelOf: (members: string): string => `Panel of ${members}`,
  tests: 'Tests',
  as: (name: string): string => `as ${name}`,
  pageOf: (from: string, to: string, all: string): string => `${from} to ${to} of ${all}`,
  newerPage: 'Previous',
  olderPage: 'Next',
  rangeIs: (range: string): string => `Range: ${range}`,
  noRange: 'No range given',
  beforeWas: (value: string, date: string): string => `Before: ${value}, ${date}`,
  showOverTime: 'Show over time',
  saveCsv: 'Save as CSV',
  close: 'Close',
  sourcesDisagree: 'Sources disagree',
  maybeTwice: 'Possible duplicate',
  notFlagged: 'Not flagged',
  legend: 'Key',
  legendUnit: 'A value in another unit shows its own unit',
  showErrors: 'Show',
  hideErrors: 'Hide',
  errorChip: 'Entered in error',
  noName: 'Name not recorded',
  printed: (moment: string): string => `Printed ${moment}`,
  born: (date: string): string => `Born ${date}`,
};

export const resultsStrings = new Strings<ResultsWords>('results', {
  patient: {
    ...common,
    search: 'Find a test',
    joined: (codes) => `${codes} names, one test`,
    alsoAs: 'Also called',
    joinedBy: () => 'LOINC, the catalogue of tests that laboratories use, counts them as one.',
    sorts: { attention: 'To look at first', panel: 'By panel', name: 'Name', newest: 'Newest first' },
    abnormal: 'Only results to look at',
    fresh: 'Only new ones',
    freshSince: (moment) =>
      `new since you last looked, ${moment}; results that do not say when they were recorded are not counted as new`,
    searchPanels: 'Find a test or a group of tests',
    noneChosen: 'Nothing is chosen: all tests are shown.',
    noPanel: 'Other tests',
    noMatch: 'No result here matches',
    noMatchNext: 'Look at the spelling, or show all results.',
    nothing: 'No test results are recorded here',
    nothingNext: 'This does not mean that you had none. Ask your care team about any test you remember.',
    nothingArrived: 'There is nothing to show here',
    nothingArrivedNext: 'Not everything could be read, so this does not mean that there is nothing.',
    tableKeys: 'Use the arrow keys to move, and Enter to open a result.',
    howMany: (results) => (results === '1' ? '1 result' : `All ${results} results`),
    allOfTest: (count) => (count === '1' ? 'The only result of this test' : `All ${count} results of this test`),
    facts: {
      collected: 'Sample taken',
      until: 'Until',
      available: 'Result ready',
      range: 'Range of the lab',
      status: 'Status',
      flag: 'Mark',
      specimen: 'Sample',
      method: 'Method',
      bodySite: 'Part of the body',
      device: 'Device',
      by: 'Done by',
      category: 'Kind',
      code: 'Code',
      note: 'Comment',
      source: 'From',
      reference: 'Reference',
    },
    flaggedBy: {
      sender: (flag) => `${flag}, says the lab`,
      range: (flag) => `${flag}, worked out here from the range. The lab sent no mark.`,
    },
    legendByRange: 'Outlined: worked out here from the range; the lab sent no mark',
    enteredInError: (count) => `${count} entered by mistake, not shown`,
    asOf: (moment) => `As of ${moment}.`,
    sources: (names) => `From ${names}.`,
    complete: 'Nothing was cut off.',
    incomplete: 'Not everything is here; the notes say what is missing.',
    stillReading: 'More is being read.',
  },
  clinician: {
    ...common,
    search: 'Find a test',
    joined: (codes) => `${codes} codes joined`,
    alsoAs: 'Also as',
    joinedBy: (group) => `One by LOINC Group ${group}.`,
    sorts: { attention: 'Severity', panel: 'Panel', name: 'Name', newest: 'Newest first' },
    abnormal: 'Abnormal only',
    fresh: 'New only',
    freshSince: (moment) => `new since last viewed here, ${moment}; without a recording date not counted as new`,
    searchPanels: 'Find a test or panel',
    noneChosen: 'None chosen: all tests are shown.',
    noPanel: 'In no panel',
    noMatch: 'No match here',
    noMatchNext: 'Search runs over test names and codes, values in words, and comments.',
    nothing: 'Nothing recorded',
    nothingNext: 'No result at any source that was read.',
    nothingArrived: 'No entry among what was read',
    nothingArrivedNext: 'Incomplete: do not take this as nothing recorded.',
    tableKeys: 'Arrow keys move by cell; Enter opens.',
    howMany: (results) => (results === '1' ? '1 result' : `All ${results}`),
    allOfTest: (count) => (count === '1' ? 'Only result' : `All ${count} results`),
    facts: {
      collected: 'Collected',
      until: 'Until',
      available: 'Reported',
      range: 'Reference range',
      status: 'Status',
      flag: 'Flag',
      specimen: 'Specimen',
      method: 'Method',
      bodySite: 'Body site',
      device: 'Device',
      by: 'Performer',
      category: 'Category',
      code: 'Code',
      note: 'Comment',
      source: 'Source',
      reference: 'Reference',
    },
    flaggedBy: {
      sender: (flag) => `${flag}, by the sender`,
      range: (flag) => `${flag}, by range. The lab sent no flag.`,
    },
    legendByRange: 'Outlined: by range, the lab sent no flag',
    enteredInError: (count) => `${count} entered in error, hidden`,
    asOf: (moment) => `As of ${moment}.`,
    sources: (names) => `${names}.`,
    complete: 'All pages read, nothing cut off.',
    incomplete: 'Incomplete: see the notes.',
    stillReading: 'Still reading.',
  },
});
