import type { FlagLevel } from '@ehr-widgets/sdk';
import type { Before, ImagingStudyLine, ReportEntry, ReportStatus } from '@ehr-widgets/sdk/results';
import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';

/** Levels that ask somebody to look, as they are counted in the list of reports. */
export type CountedLevel = Exclude<FlagLevel, 'critical-high' | 'critical-low' | 'stated' | 'normal' | 'none'>;

/** Every word of the reports that is not the record's own. Counts come as formatted numbers. */
export interface ReportWords {
  readonly list: string;
  /** How many there are of each, for the head. */
  readonly counted: Readonly<Record<ReportEntry['kind'], (count: string) => string>>;
  readonly matching: (shown: string, all: string) => string;
  readonly notHere: string;
  readonly notHereNext: string;
  /** Back to the list, where there is room for one of both only. */
  readonly all: string;
  readonly newer: string;
  readonly older: string;
  readonly place: (at: string, all: string) => string;

  readonly unreported: string;
  readonly inAll: (results: string) => string;
  readonly unreportedNext: string;
  readonly status: Readonly<Record<ReportStatus, string>>;
  /** What a status means for who reads; empty where the word says it. */
  readonly statusNext: Readonly<Record<ReportStatus, string>>;
  readonly statusCode: (word: string, code: string) => string;
  readonly counts: Readonly<Record<CountedLevel, (count: string) => string>>;
  readonly critical: (count: string, results: string) => string;

  readonly results: string;
  readonly columns: Readonly<Record<'test' | 'result' | 'flag' | 'range' | 'before', string>>;
  /** How the result stands to the one before it. */
  readonly now: Readonly<Record<NonNullable<Before['change']>, string>>;
  readonly noneBefore: string;
  readonly partOf: (name: string) => string;
  readonly missing: string;
  readonly missingNext: (count: string) => string;
  readonly mistaken: string;
  readonly nothing: string;
  readonly nothingNext: string;

  readonly conclusion: string;
  readonly comments: string;
  readonly earlier: (count: string) => string;
  readonly sameContent: string;
  readonly conclusionWas: string;
  readonly filesDiffer: string;
  readonly change: Readonly<Record<'changed' | 'came' | 'gone', string>>;
  readonly wasThen: (before: string, now: string) => string;
  readonly facts: Readonly<
    Record<
      | 'collected'
      | 'until'
      | 'issued'
      | 'orderedBy'
      | 'order'
      | 'ordered'
      | 'performer'
      | 'interpreter'
      | 'specimen'
      | 'status'
      | 'kind'
      | 'category'
      | 'source'
      | 'identifier'
      | 'code'
      | 'reference'
      | 'written'
      | 'about'
      | 'author'
      | 'keeper'
      | 'period'
      | 'study'
      | 'taken'
      | 'modality'
      | 'bodyPart'
      | 'reason'
      | 'images',
      string
    >
  >;
  readonly specimen: Readonly<Record<'collected' | 'accession', (value: string) => string>>;
  readonly nouns: Readonly<Record<'reports' | 'documents' | 'imaging', TopicNoun>>;

  readonly superseded: string;
  readonly files: string;
  /** What a file is called that has no title. */
  readonly file: string;
  readonly fileTypes: {
    readonly image: (type: string) => string;
    readonly text: string;
    readonly html: string;
    readonly xml: string;
    readonly cda: string;
    readonly unknown: string;
    readonly unstated: string;
    readonly unsized: string;
  };
  readonly showFile: string;
  readonly closeFile: string;
  readonly saveFile: string;
  readonly readingFile: string;
  readonly fileRead: string;
  readonly fileFailed: string;
  readonly noFile: string;
  /** The place may be empty. */
  readonly fileElsewhere: (place: string) => string;
  readonly statedAs: (stated: string, found: string) => string;
  readonly notShown: (type: string, size: string) => string;
  /** Under a page in its frame: what of it is not as it was. */
  readonly framed: string;
  /** Of a page that is not shown, since it would not look as it was meant. */
  readonly unstyled: (type: string, size: string) => string;
  readonly series: (number: string) => string;
  readonly images: (count: string) => string;
  readonly imageOf: (at: string, all: string) => string;
  /** Where fewer images were sent than there are. */
  readonly imageOfSent: (at: string, sent: string, all: string) => string;
  readonly frame: (number: string) => string;
  readonly frameOf: (number: string, all: string) => string;
  readonly frameBefore: string;
  readonly frameAfter: string;
  readonly seriesCount: (count: string) => string;
  readonly seriesSent: (sent: string, all: string) => string;
  /** A viewer of the page's, and one at a place that the record names. */
  readonly openViewer: string;
  readonly openViewerAt: (place: string) => string;
  readonly noViewer: string;
  readonly newTab: string;
  /** What pressing the button after it does. */
  readonly imagesFirst: string;
  readonly showImages: string;
  readonly showImage: string;
  readonly readingImage: string;
  readonly imageFailed: string;
  readonly noSuchImage: string;
  readonly imageDenied: string;
  /** `status` is that of HTTP. */
  readonly imageDeniedNext: (status: string) => string;
  readonly imageUnfit: string;
  readonly imageUnfitNext: string;
  /** Pictures that are part of a report. */
  readonly pictures: string;
  readonly studyStatus: Readonly<Record<Exclude<ImagingStudyLine['status'], 'available'>, string>>;
  readonly noImages: string;
  /** A service is named, and not which images it has. */
  readonly imagesNotListed: string;
  readonly slides: (count: string) => string;
  /** Objects that are no pictures. */
  readonly noPictures: (count: string) => string;
  readonly imagesElsewhere: string;
}

const many =
  (one: string, more: string): ((count: string) => string) =>
  (count) =>
    `${count} ${count === '1' ? one : more}`;

const common = {
  list: 'Reports',
  counted: {
    report: many('report', 'reports'),
    study: many('study of images', 'studies of images'),
    document: many('document', 'documents'),
    unreported: many('day of results without a report', 'days of results without a report'),
  },
  matching: (shown: string, all: string): string => `${shown} of ${all} shown`,
  all: 'All reports',
  newer: 'Newer',
  older: 'Older',
  place: (at: string, all: string): string => `${at} of ${all}`,
  unreported: 'Results without a report',
  inAll: many('result', 'results'),
  statusCode: (word: string, code: string): string => `${word} (“${code}”)`,
  results: 'Results',
  columns: { test: 'Test', result: 'Result', flag: 'Flag', range: 'Reference range', before: 'Before' },
  now: { up: 'now higher', down: 'now lower', same: 'unchanged' },
  noneBefore: 'None before',
  partOf: (name: string): string => `part of ${name}`,
  missing: 'Not found',
  conclusion: 'Conclusion',
  earlier: many('earlier version', 'earlier versions'),
  conclusionWas: 'Conclusion before',
  filesDiffer: 'Its files were other ones.',
  change: { changed: 'Changed', came: 'Added', gone: 'Removed' },
  wasThen: (before: string, now: string): string => `${before}, then ${now}`,
  superseded: 'Replaced by another',
  files: 'Files',
  file: 'File',
  fileTypes: {
    image: (type: string): string => `${type} image`,
    text: 'Text',
    html: 'Web page',
    xml: 'XML',
    cda: 'Clinical document (CDA)',
    unknown: 'Unknown type',
    unstated: 'Type not stated',
    unsized: 'size not stated',
  },
  series: (number: string): string => (number ? `Series ${number}` : 'Series'),
  images: many('image', 'images'),
  imageOf: (at: string, all: string): string => `Image ${at} of ${all}`,
  imageOfSent: (at: string, sent: string, all: string): string =>
    `Image ${at} of ${sent} that were sent; it has ${all}`,
  frame: (number: string): string => `Frame ${number}`,
  frameOf: (number: string, all: string): string => `Frame ${number} of ${all}`,
  frameBefore: 'Previous frame',
  frameAfter: 'Next frame',
  seriesCount: many('series', 'series'),
  seriesSent: (sent: string, all: string): string => `${sent} of ${all} series sent`,
  openViewer: 'Open in viewer',
  openViewerAt: (place: string): string => `Open in the viewer of ${place}`,
  noViewer: 'No viewer took the images.',
  newTab: '(opens a new tab)',
  pictures: 'Pictures',
  imagesFirst: 'Each series is read as one small image, when it comes into sight. Its size in bytes is not recorded.',
  showImages: 'Show images',
  showImage: 'Show the images of',
  readingImage: 'Reading the image',
  imageFailed: 'The image could not be read',
  imageDenied: 'Not permitted to be seen here',
  imageUnfit: 'Not in a form that can be shown',
  showFile: 'Read',
  closeFile: 'Close',
  saveFile: 'Save',
  readingFile: 'Reading the file',
  fileRead: 'The file has been read.',
  specimen: {
    collected: (date: string): string => `taken ${date}`,
    accession: (number: string): string => `number ${number}`,
  },
};

const plain = {
  partial: '',
  preliminary: '',
  registered: '',
  final: '',
  amended: '',
  corrected: '',
  appended: '',
  cancelled: '',
  'entered-in-error': '',
  unknown: '',
};

export const reportStrings = new Strings<ReportWords>('reports', {
  patient: {
    ...common,
    notHere: 'The report that was opened is not here',
    notHereNext: 'It is not among what could be read. Your care team can tell you about it.',
    unreportedNext: 'These results are in the record by themselves: no report says that it holds them.',
    status: {
      registered: 'No result yet',
      partial: 'Not all results yet',
      preliminary: 'Preliminary',
      final: 'Final',
      amended: 'Changed',
      corrected: 'Corrected',
      appended: 'Added to',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered by mistake',
      unknown: 'Status unknown',
    },
    statusNext: {
      ...plain,
      registered: 'The laboratory knows of the test. Its results come later.',
      partial: 'More results are to come.',
      preliminary: 'It may still change. The final report comes later.',
      amended: 'Something in it was changed after it was final.',
      corrected: 'A mistake in it was corrected after it was final.',
      appended: 'Something was added after it was final.',
      cancelled: 'The test was not done, or not finished.',
    },
    counts: {
      critical: (count) => `${count} critical`,
      high: (count) => `${count} high`,
      low: (count) => `${count} low`,
      abnormal: (count) => `${count} abnormal`,
      noted: many('finding', 'findings'),
      unknown: (count) => `${count} with another mark`,
    },
    critical: (count, results) => `${count} critical ${count === '1' ? 'result' : 'results'}: ${results}`,
    missingNext: (count) =>
      count === '1'
        ? 'The report names a result that could not be found here.'
        : `The report names ${count} results that could not be found here.`,
    mistaken: 'Entered by mistake',
    nothing: 'This report holds no results and no words',
    nothingNext: 'Ask your care team what it says.',
    comments: 'Comments',
    sameContent: 'Nothing that can be compared here is different.',
    facts: {
      collected: 'Sample taken or examined',
      until: 'Until',
      issued: 'Report ready',
      orderedBy: 'Asked for by',
      order: 'Asked for',
      ordered: 'Asked for on',
      performer: 'Done by',
      interpreter: 'Read by',
      specimen: 'Sample',
      status: 'Status',
      kind: 'Kind',
      category: 'Filed under',
      source: 'From',
      identifier: 'Number',
      code: 'Code',
      reference: 'Reference',
      written: 'Written',
      about: 'About',
      author: 'Written by',
      keeper: 'Kept by',
      period: 'Tells of',
      study: 'Examination',
      taken: 'Taken',
      modality: 'Kind of image',
      bodyPart: 'Part of the body',
      reason: 'Reason',
      images: 'How many',
    },
    fileFailed: 'We could not read this file',
    studyStatus: {
      registered: 'No images yet',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered by mistake',
      unknown: 'Status unknown',
    },
    noImages: 'The record does not say where its images are. Ask your care team for them.',
    imagesNotListed: 'The record does not list these images one by one. Ask your care team for them.',
    slides: (count) => `Too large to be shown here: ${count}. Ask your care team for it.`,
    noPictures: (count) => `Not pictures, but what goes with them: ${count}.`,
    noSuchImage: 'The place that keeps the images does not have it.',
    imageDeniedNext: () => 'The place that keeps the images does not give it to you here. Ask your care team for it.',
    imageUnfitNext: 'The place that keeps the images has no picture of it. Ask your care team for it.',
    imagesElsewhere: 'Its images are not shown on this page. Ask your care team for them.',
    noFile: 'The file itself was not sent. Ask your care team for it.',
    fileElsewhere: (place) =>
      `This file is kept elsewhere${place && ` (${place})`} and is not opened here. Ask your care team for it.`,
    statedAs: (stated, found) => `It was sent as ${stated}, and is in truth: ${found}.`,
    notShown: (type, size) => `${type}, ${size}. Files of this type are not opened here; save it to look at it.`,
    framed: 'Shown without anything that it would run or load. Links in it do not work here. To print it, save it.',
    unstyled: (type, size) =>
      `${type}, ${size}. What is crossed out or hidden in it could not be shown so here; save it to look at it.`,
    nouns: {
      reports: { owned: 'your reports', plain: 'reports' },
      documents: { owned: 'your documents', plain: 'documents' },
      imaging: { owned: 'your images', plain: 'images' },
    },
  },
  clinician: {
    ...common,
    notHere: 'The report that was opened is not among what was read',
    notHereNext: 'Look it up in the chart.',
    unreportedNext: 'No report that was read names these results.',
    status: {
      registered: 'Registered',
      partial: 'Partial',
      preliminary: 'Preliminary',
      final: 'Final',
      amended: 'Amended',
      corrected: 'Corrected',
      appended: 'Appended',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    statusNext: {
      ...plain,
      partial: 'Further results are to come.',
      preliminary: 'Verified results may differ.',
      amended: 'Changed after it was final.',
      corrected: 'Corrected after it was final.',
      appended: 'Added to after it was final.',
    },
    counts: {
      critical: (count) => `${count} critical`,
      high: (count) => `${count} high`,
      low: (count) => `${count} low`,
      abnormal: (count) => `${count} abnormal`,
      noted: many('finding', 'findings'),
      unknown: (count) => `${count} of unknown flag`,
    },
    critical: (count, results) => `${count} critical ${count === '1' ? 'result' : 'results'}: ${results}`,
    missingNext: (count) => `Named in the report and not among what was read: ${count}.`,
    mistaken: 'Entered in error',
    nothing: 'No results, conclusion or file',
    nothingNext: 'The report says nothing besides what stands above.',
    comments: 'Comments',
    sameContent: 'No difference in results, conclusion or files.',
    facts: {
      collected: 'Collected',
      until: 'Until',
      issued: 'Reported',
      orderedBy: 'Ordered by',
      order: 'Order',
      ordered: 'Ordered',
      performer: 'Performer',
      interpreter: 'Interpreted by',
      specimen: 'Specimen',
      status: 'Status',
      kind: 'Kind',
      category: 'Category',
      source: 'Source',
      identifier: 'Identifier',
      code: 'Code',
      reference: 'Reference',
      written: 'Date',
      about: 'Description',
      author: 'Author',
      keeper: 'Custodian',
      period: 'Period',
      study: 'Study',
      taken: 'Started',
      modality: 'Modality',
      bodyPart: 'Body part',
      reason: 'Reason',
      images: 'Images',
    },
    fileFailed: 'The file could not be read',
    studyStatus: {
      registered: 'Registered, no images yet',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    noImages: 'No image service (DICOMweb) is named.',
    imagesNotListed: 'An image service is named, but not which images it has of this series.',
    slides: (count) => `Whole slide images, too large to be shown here: ${count}. Use the image viewer.`,
    noPictures: (count) => `Objects without pixels (reports, marks, measurements): ${count}.`,
    noSuchImage: 'The image service does not have it (404).',
    imageDeniedNext: (status) => `The image service refuses it to this sign-in (${status}).`,
    imageUnfitNext: 'The image service cannot render it (406).',
    imagesElsewhere: 'This page shows no images. Use the image viewer.',
    noFile: 'No content and no address was sent.',
    fileElsewhere: (place) => `Kept outside of the source${place && ` (${place})`}: not fetched.`,
    statedAs: (stated, found) => `Stated as ${stated}, found to be: ${found}.`,
    notShown: (type, size) => `${type}, ${size}. Not rendered here; save it.`,
    framed: 'Shown without scripts, links and what it would load from elsewhere. To print it, save it.',
    unstyled: (type, size) =>
      `${type}, ${size}. Not rendered: its styles (deletions, hidden parts) are blocked; save it.`,
    nouns: {
      reports: { owned: 'reports', plain: 'reports' },
      documents: { owned: 'documents', plain: 'documents' },
      imaging: { owned: 'imaging studies', plain: 'imaging studies' },
    },
  },
});
