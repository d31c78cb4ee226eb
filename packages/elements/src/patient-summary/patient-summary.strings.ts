import type {
  AllergyLine,
  EncounterLine,
  FlagLevel,
  MedicationStatus,
  ObservationStatus,
  Origin,
  VitalKind,
} from '@ehr-widgets/sdk';
import type { TopicNoun } from '../shared/state.strings.ts';
import { Strings } from '../shared/strings.ts';

/** Every word of the summary that is not the record's own. Counts come as formatted numbers. */
export interface SummaryWords {
  readonly topics: Readonly<
    Record<
      'patient' | 'allergies' | 'problems' | 'medications' | 'immunizations' | 'results' | 'vitals' | 'encounters',
      { readonly title: string; readonly noun: TopicNoun }
    >
  >;
  /** Said when a list is empty and nobody recorded that there is none. */
  readonly nothing: (noun: TopicNoun) => string;
  readonly nothingNext: (noun: TopicNoun) => string;
  /** Said when all that is recorded is past, cancelled or otherwise not in force, and stands behind the button `label`. */
  readonly nothingCurrent: (noun: TopicNoun) => string;
  readonly nothingCurrentNext: (label: string) => string;
  /** Said of an empty list that is not whole. */
  readonly nothingArrived: string;
  readonly nothingArrivedNext: string;
  readonly knownNone: (noun: TopicNoun) => string;
  readonly knownNoneBy: (date: string, by: string) => string;
  readonly noInformation: string;
  /** `statement` in the record's words, such as "No known drug allergies". */
  readonly contradicted: (statement: string) => string;
  readonly contradictedNext: string;

  readonly active: (count: string) => string;
  readonly of: (shown: string, all: string) => string;
  readonly all: (count: string) => string;
  readonly past: (count: string) => string;
  readonly fewer: string;
  readonly more: (count: string, noun: TopicNoun) => string;
  /** Beside the title of what there is more of. */
  readonly countMore: (count: string) => string;
  readonly latest: string;
  readonly notShown: string;
  readonly unnamed: string;
  readonly hidden: string;
  readonly noName: string;
  readonly noPatient: string;

  readonly born: string;
  readonly sex: string;
  readonly sexes: Readonly<Record<'male' | 'female' | 'other' | 'unknown' | 'not-recorded', string>>;
  readonly language: string;
  readonly familyDoctor: string;
  readonly recordNumber: string;
  readonly identifier: string;
  readonly deceased: string;
  readonly prefers: (name: string) => string;
  readonly photo: string;
  readonly notInUse: string;
  readonly replaced: string;
  readonly replacedNext: string;

  readonly reaction: string;
  readonly intolerance: string;
  readonly severity: Readonly<Record<AllergyLine['severity'], string>>;
  readonly anaphylaxis: string;
  readonly highRisk: string;
  readonly criticality: string;
  readonly criticalities: Readonly<Record<Exclude<AllergyLine['criticality'], 'not-recorded'>, string>>;
  readonly verification: Readonly<Record<string, string>>;
  readonly reportedByPatient: string;
  readonly allergyAlarm: (substance: string, anaphylaxis: boolean) => string;
  readonly allergyAlarmNext: string;
  readonly lastOccurrence: string;

  readonly alsoRecorded: (entries: string) => string;
  readonly sourcesDisagree: string;
  /** Two lines of different sources may tell of one thing. */
  readonly maybeTwice: string;
  readonly maybeSameAs: (name: string, source: string) => string;
  /** Sources may tell of different people. `facts` is what the other source says of the person. */
  readonly otherPerson: (source: string) => string;
  readonly otherPersonNext: (facts: string) => string;
  readonly problemStatus: Readonly<Record<string, string>>;
  readonly problemKind: Readonly<Record<string, string>>;
  readonly ended: string;

  readonly medicationStatus: Readonly<Record<MedicationStatus, string>>;
  readonly doNotGive: string;
  readonly proposed: string;
  readonly notInForce: (count: string) => string;
  /** The end given has passed, and the status says that it goes on. */
  readonly wasToEnd: (date: string) => string;
  readonly startsOn: (date: string) => string;
  /** Of a medicine that is ordered. */
  readonly notTaken: string;
  /** Before the second and later of dosages that follow one another. */
  readonly then: (dosage: string) => string;
  readonly whenNeeded: string;
  readonly noDosage: string;
  readonly dosage: string;
  readonly reason: string;
  readonly prescribedBy: string;

  readonly notDone: string;
  readonly reportedDose: string;
  readonly lowDose: string;
  readonly dose: (number: string, of: string | undefined) => string;
  readonly lot: string;

  readonly flags: Readonly<Record<FlagLevel, string>>;
  readonly byRange: string;
  readonly observationStatus: Readonly<Record<ObservationStatus, string>>;
  readonly range: string;
  readonly collected: (date: string) => string;
  readonly criticalNext: string;
  readonly criticals: (count: string) => string;
  readonly before: string;
  /** The day may be empty. */
  readonly newerPending: (day: string) => string;
  readonly converted: string;
  readonly convertedHere: string;
  readonly atAge: (age: string) => string;
  readonly noValue: string;
  /** Why there is no value, by code (FHIR R4 data-absent-reason). */
  readonly absent: Readonly<Record<string, string>>;
  /** A code that is none of the standard's. */
  readonly absentCode: (code: string) => string;
  /** Why there is no value, where there is one all the same, and what it stands under. */
  readonly yetAbsent: (reason: string) => string;
  readonly contradiction: string;
  readonly yes: string;
  readonly no: string;
  readonly signal: string;
  readonly lastResults: (name: string, values: string) => string;
  readonly toNotice: string;

  readonly vitals: Readonly<Record<Exclude<VitalKind, 'other'>, string>>;
  readonly monthsOld: (months: string) => string;
  readonly yearsOld: (years: string) => string;
  readonly trend: Readonly<Record<'up' | 'down' | 'same', string>>;

  readonly encounterStatus: Readonly<Record<EncounterLine['status'], string>>;
  readonly where: string;
  readonly who: string;

  readonly status: string;
  readonly statusUnknown: string;
  readonly enteredInError: string;
  /** Stands over lines that tell no date. */
  readonly undated: string;
  readonly recorded: string;
  readonly recordedBy: string;
  readonly onset: string;
  readonly note: string;
  readonly source: string;
  /** `University Hospital, from City Clinic`: who sent it to this page, and where it was written. */
  readonly sourceFrom: (source: string, organization: string) => string;
  /** The same, of whom by the line itself did or ordered it. */
  readonly sourceBy: (source: string, organization: string) => string;
  readonly writtenBy: string;
  readonly sentBy: string;
  readonly received: string;
  /** Of a document, which has been received whenever. */
  readonly documentDated: string;
  /** What a moment of recording was sent as, where no author is told. */
  readonly recordedAs: Readonly<Record<NonNullable<Origin['recordedAs']>, string>>;
  readonly system: string;
  /** In the place of who wrote it. */
  readonly originUnread: string;
  readonly reference: string;
  readonly open: (what: string) => string;

  readonly updated: (asOf: string) => string;
  readonly records: (count: string) => string;
  readonly complete: string;
  readonly incomplete: string;
  readonly concerns: (sections: string) => string;
  readonly printed: (moment: string) => string;
  /** At the end of a section on paper, of what its heading folds away. */
  readonly notPrinted: (count: string) => string;
  readonly download: string;
  readonly downloading: string;
  readonly done: (facts: string) => string;
  readonly orAbove: (end: string) => string;
  readonly orBelow: (end: string) => string;
}

const sexes = { male: 'Male', female: 'Female', other: 'Other', unknown: 'Unknown', 'not-recorded': 'Not recorded' };

const absent = {
  unknown: 'Not known',
  'asked-unknown': 'Asked, not known',
  'temp-unknown': 'Not known yet',
  'not-asked': 'Not asked',
  'asked-declined': 'Declined to answer',
  masked: 'Hidden by the source',
  'not-applicable': 'Does not apply',
  unsupported: 'Not supported by the source',
  'as-text': 'In the text only',
  error: 'Error in measuring',
  'not-a-number': 'Not a number',
  'negative-infinity': 'Below what can be measured',
  'positive-infinity': 'Above what can be measured',
  'not-performed': 'Not performed',
  'not-permitted': 'Not permitted',
};

const common = {
  past: (count: string): string => `${count} past`,
  noName: 'Name not recorded',
  recordNumber: 'Record no.',
  severity: { severe: 'Severe', moderate: 'Moderate', mild: 'Mild', 'not-recorded': 'Severity not recorded' },
  criticals: (count: string): string => `${count} critical results:`,
  updated: (asOf: string): string => `Updated ${asOf}`,
  printed: (moment: string): string => `Printed ${moment}`,
  notPrinted: (count: string): string => `Not printed: ${count} more`,
  download: 'Download summary',
  downloading: 'Making the summary…',
  atAge: (age: string): string => `at ${age}`,
  absent,
  absentCode: (code: string): string => `Not given (reason code: ${code})`,
  yetAbsent: (reason: string): string => `Sent with a reason for having no value: ${reason}`,
  contradiction: 'Contradiction',
  latest: 'latest of each',
  notShown: 'Not shown here',
  unnamed: 'Name not recorded',
  hidden: 'Name withheld',
  born: 'Born',
  identifier: 'Identifier',
  sex: 'Sex',
  sexes,
  language: 'Language',
  familyDoctor: 'Family doctor',
  deceased: 'Deceased',
  photo: 'Photo',
  intolerance: 'Intolerance',
  anaphylaxis: 'Severe: anaphylaxis',
  sourcesDisagree: 'Sources disagree',
  maybeTwice: 'Possible duplicate',
  maybeSameAs: (name: string, source: string) => `May be the same as “${name}” at ${source}`,
  doNotGive: 'Do not give',
  proposed: 'Proposed, not ordered',
  notInForce: (count: string) => `${count} not in force`,
  wasToEnd: (date: string) => `Was to end ${date}`,
  startsOn: (date: string) => `Starts ${date}`,
  notTaken: 'Reported as not taken',
  then: (dosage: string) => `then ${dosage}`,
  whenNeeded: 'when needed',
  dosage: 'How to take it',
  notDone: 'Not given',
  byRange: 'by range',
  range: 'Range',
  before: 'Before',
  converted: 'Converted',
  convertedHere: 'Worked out here from the recorded value, by UCUM.',
  yes: 'Yes',
  no: 'No',
  signal: 'Waveform, not drawn here',
  statusUnknown: 'Status unknown',
  enteredInError: 'Entered in error',
  undated: 'No date recorded',
  recorded: 'Recorded',
  recordedBy: 'Recorded by',
  status: 'Status',
  note: 'Note',
  source: 'Source',
  sourceFrom: (source: string, organization: string) => `${source}, from ${organization}`,
  sourceBy: (source: string, organization: string) => `${source}, by ${organization}`,
  writtenBy: 'Written by',
  sentBy: 'Sent by',
  received: 'Received',
  documentDated: 'Document dated',
  recordedAs: {
    provenance: 'Recorded',
    recorded: 'Recorded',
    issued: 'Made available',
    authored: 'Written',
    asserted: 'Reported',
    lastUpdated: 'Last changed at the source',
  },
  system: 'System',
  originUnread: 'Could not be read',
  reference: 'Reference',
  fewer: 'Show fewer',
  ended: 'Ended',
  where: 'Where',
  who: 'With',
  lot: 'Lot',
  reason: 'For',
  lastOccurrence: 'Last happened',
  of: (shown: string, all: string) => `${shown} of ${all}`,
  all: (count: string) => `All ${count}`,
  active: (count: string) => `${count} active`,
  countMore: (count: string) => `${count} more`,
  more: (count: string, noun: TopicNoun) => `Show ${count} more ${noun.plain}`,
  prefers: (name: string) => `prefers “${name}”`,
  dose: (number: string, of: string | undefined) => (of ? `Dose ${number} of ${of}` : `Dose ${number}`),
  monthsOld: (months: string) => `${months} months old`,
  yearsOld: (years: string) => `${years} years old`,
  open: (what: string) => `Open ${what}`,
  orAbove: (end: string) => `${end} or above`,
  orBelow: (end: string) => `${end} or below`,
  lastResults: (name: string, values: string) => `${name}: last results ${values}`,
  concerns: (sections: string) => `Concerns: ${sections}.`,
  trend: { up: 'Up', down: 'Down', same: 'Unchanged' },
} as const;

const flags = {
  'critical-high': 'Critical high',
  'critical-low': 'Critical low',
  critical: 'Critical',
  high: 'High',
  low: 'Low',
  abnormal: 'Abnormal',
  noted: 'Noted',
  unknown: 'Flag not known',
  stated: 'Noted',
  normal: 'Normal',
  none: 'Not flagged',
} as const;

const vitals = {
  'blood-pressure': 'Blood pressure',
  pulse: 'Pulse',
  'respiratory-rate': 'Respiratory rate',
  'oxygen-saturation': 'Oxygen saturation',
  temperature: 'Temperature',
  weight: 'Weight',
  height: 'Height',
  bmi: 'Body mass index',
  'head-circumference': 'Head circumference',
  pain: 'Pain',
} as const;

export const summaryStrings = new Strings<SummaryWords>('summary', {
  patient: {
    ...common,
    topics: {
      patient: { title: 'Your details', noun: { owned: 'your details', plain: 'details' } },
      allergies: { title: 'Allergies', noun: { owned: 'your allergies', plain: 'allergies' } },
      problems: { title: 'Conditions', noun: { owned: 'your conditions', plain: 'conditions' } },
      medications: { title: 'Medications', noun: { owned: 'your medications', plain: 'medications' } },
      immunizations: { title: 'Vaccines', noun: { owned: 'your vaccines', plain: 'vaccines' } },
      results: { title: 'Latest results', noun: { owned: 'your test results', plain: 'test results' } },
      vitals: { title: 'Measurements', noun: { owned: 'your measurements', plain: 'measurements' } },
      encounters: { title: 'Visits', noun: { owned: 'your visits', plain: 'visits' } },
    },
    nothing: (noun) => `No ${noun.plain} are recorded here`,
    nothingNext: (noun) =>
      `This does not mean that you have none. Tell your care team about any ${noun.plain} they should know of.`,
    nothingCurrent: (noun) => `No ${noun.plain} are recorded here as current`,
    nothingCurrentNext: (label) => `There are others under “${label}”.`,
    nothingArrived: 'There is nothing to show here',
    nothingArrivedNext: 'Not everything could be read, so this does not mean that there is nothing.',
    knownNone: (noun) => `You have no known ${noun.plain}`,
    knownNoneBy: (date, by) =>
      `${['Recorded', by && `by ${by}`, date && `on ${date}`].filter(Boolean).join(' ')}. If this has changed, tell your care team.`,
    noInformation: 'It is recorded that nothing is known about this. Tell your care team what you know.',
    contradicted: (statement) => `Your record also says “${statement}”`,
    contradictedNext: 'Both cannot be right. Ask your care team to correct it.',
    noPatient: 'Your details were not sent',
    notInUse: 'This record is marked as no longer in use',
    replaced: 'This record has been replaced by another',
    replacedNext: 'What is new may be in the other one. Ask your care team.',
    reaction: 'You had',
    highRisk: 'High risk',
    criticality: 'Risk of a severe reaction',
    criticalities: { low: 'Low', high: 'High', 'unable-to-assess': 'Could not be judged', unknown: 'Not known' },
    verification: {
      unconfirmed: 'Not confirmed',
      provisional: 'Not yet confirmed',
      differential: 'One of several possibilities',
      refuted: 'Ruled out',
      presumed: 'Not confirmed',
    },
    reportedByPatient: 'Reported by you',
    allergyAlarm: (substance, anaphylaxis) =>
      anaphylaxis ? `Severe allergy: ${substance}.` : `Serious allergy: ${substance}.`,
    allergyAlarmNext: 'Tell every doctor, dentist and pharmacist.',
    otherPerson: (source) => `The record from ${source} may be someone else’s`,
    otherPersonNext: (facts) => `There it says: ${facts}. Do not rely on this page until you have asked them.`,
    alsoRecorded: (entries) => `Recorded ${entries} times`,
    problemStatus: {
      recurrence: 'Came back',
      relapse: 'Came back',
      remission: 'In remission',
      inactive: 'Not active',
      resolved: 'Over',
    },
    problemKind: { 'health-concern': 'Health concern', 'encounter-diagnosis': 'Noted at a visit' },
    medicationStatus: {
      active: 'Active',
      'on-hold': 'On hold',
      stopped: 'Stopped',
      completed: 'Completed',
      cancelled: 'Cancelled',
      draft: 'Not in force yet',
      intended: 'Not started yet',
      'not-taken': 'Not taken',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    noDosage: 'How to take it is not recorded here. Read the label, or ask a pharmacist.',
    prescribedBy: 'Prescribed by',
    reportedDose: 'From a report, not from who gave it',
    lowDose: 'May not protect fully',
    flags,
    observationStatus: {
      registered: 'No result yet',
      preliminary: 'Preliminary',
      final: 'Final',
      amended: 'Changed',
      corrected: 'Corrected',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    collected: (date) => `taken ${date}`,
    newerPending: (day) => `A newer result is not ready yet${day && ` (${day})`}`,
    criticalNext: 'If your care team has not spoken with you about it, call them now.',
    noValue: 'No result given',
    toNotice: 'to look at first',
    vitals: { ...vitals, 'respiratory-rate': 'Breathing rate', 'oxygen-saturation': 'Oxygen level' },
    encounterStatus: {
      planned: 'Planned',
      arrived: 'Arrived',
      triaged: 'Arrived',
      'in-progress': 'Now',
      onleave: 'On leave',
      finished: 'Over',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    onset: 'Began',
    records: (count) => `${count} entries read`,
    complete: 'Nothing was cut off',
    incomplete: 'Not everything is here; the notes above say what is missing',
    done: (facts) => `Your health summary is here: ${facts}`,
  },
  clinician: {
    ...common,
    topics: {
      patient: { title: 'Patient', noun: { owned: 'patient details', plain: 'patient details' } },
      allergies: { title: 'Allergies and intolerances', noun: { owned: 'allergies', plain: 'allergies' } },
      problems: { title: 'Problems', noun: { owned: 'problems', plain: 'problems' } },
      medications: { title: 'Current medications', noun: { owned: 'medications', plain: 'medications' } },
      immunizations: { title: 'Immunizations', noun: { owned: 'immunizations', plain: 'immunizations' } },
      results: { title: 'Results to notice', noun: { owned: 'results', plain: 'results' } },
      vitals: { title: 'Vital signs', noun: { owned: 'vital signs', plain: 'vital signs' } },
      encounters: { title: 'Encounters', noun: { owned: 'encounters', plain: 'encounters' } },
    },
    nothing: () => 'Nothing recorded',
    nothingNext: (noun) => `No entry of ${noun.plain}, and no statement that there are none. Ask the patient.`,
    nothingCurrent: () => 'Nothing current recorded',
    nothingCurrentNext: (label) => `Other entries are under “${label}”.`,
    nothingArrived: 'No entry among what was read',
    nothingArrivedNext: 'Incomplete: do not take this as nothing recorded.',
    knownNone: (noun) => `No known ${noun.plain}`,
    knownNoneBy: (date, by) => `${['Recorded', date, by && `by ${by}`].filter(Boolean).join(' ')}.`,
    noInformation: 'Recorded as “no information”: not asked, or not known.',
    contradicted: (statement) => `Also recorded: “${statement}”`,
    contradictedNext: 'Contradicts the current entries below. Both are shown.',
    noPatient: 'No Patient resource was sent',
    notInUse: 'Record marked as not in use',
    replaced: 'Record replaced by another',
    replacedNext: 'Newer entries may be in the record that replaces it.',
    reaction: 'Reaction',
    highRisk: 'High criticality',
    criticality: 'Criticality',
    criticalities: { low: 'Low', high: 'High', 'unable-to-assess': 'Unable to assess', unknown: 'Unknown' },
    verification: {
      unconfirmed: 'Unconfirmed',
      confirmed: 'Confirmed',
      presumed: 'Presumed',
      provisional: 'Provisional',
      differential: 'Differential',
      refuted: 'Refuted',
      unknown: 'Certainty not recorded',
    },
    reportedByPatient: 'Reported by patient',
    allergyAlarm: (substance, anaphylaxis) =>
      anaphylaxis ? `Anaphylaxis: ${substance}.` : `High-criticality allergy: ${substance}.`,
    allergyAlarmNext: '',
    otherPerson: (source) => `${source} may be another patient’s record`,
    otherPersonNext: (facts) => `Its Patient says: ${facts}. Verify identity before use.`,
    alsoRecorded: (entries) => `${entries} entries`,
    problemStatus: {
      recurrence: 'Recurrence',
      relapse: 'Relapse',
      remission: 'In remission',
      inactive: 'Inactive',
      resolved: 'Resolved',
    },
    problemKind: { 'health-concern': 'Health concern', 'encounter-diagnosis': 'Encounter diagnosis' },
    medicationStatus: {
      active: 'Active',
      'on-hold': 'On hold',
      stopped: 'Stopped',
      completed: 'Completed',
      cancelled: 'Cancelled',
      draft: 'Draft',
      intended: 'Intended',
      'not-taken': 'Not taken',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    noDosage: 'No dosage recorded',
    prescribedBy: 'Requester',
    reportedDose: 'Secondary source',
    lowDose: 'Subpotent',
    flags,
    observationStatus: {
      registered: 'Registered',
      preliminary: 'Preliminary',
      final: 'Final',
      amended: 'Amended',
      corrected: 'Corrected',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    collected: (date) => `collected ${date}`,
    newerPending: (day) => `Newer result pending${day && ` (${day})`}`,
    criticalNext: '',
    noValue: 'No value given',
    toNotice: 'to notice',
    vitals,
    encounterStatus: {
      planned: 'Planned',
      arrived: 'Arrived',
      triaged: 'Triaged',
      'in-progress': 'In progress',
      onleave: 'On leave',
      finished: 'Finished',
      cancelled: 'Cancelled',
      'entered-in-error': 'Entered in error',
      unknown: 'Status unknown',
    },
    onset: 'Onset',
    records: (count) => `${count} entries`,
    complete: 'All pages read, nothing cut off',
    incomplete: 'Incomplete: see the notes above',
    done: (facts) => `Patient summary loaded: ${facts}`,
  },
});
