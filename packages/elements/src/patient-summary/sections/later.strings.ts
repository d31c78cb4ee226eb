import type { TopicNoun } from '../../shared/state.strings.ts';
import { Strings } from '../../shared/strings.ts';

/** The sections that a summary reads after the others. */
export type LaterName =
  | 'alerts'
  | 'procedures'
  | 'devices'
  | 'care-team'
  | 'care-plans'
  | 'goals'
  | 'social-history'
  | 'functional-status'
  | 'pregnancy'
  | 'advance-directives'
  | 'patient-story'
  | 'also-in-document'
  | 'past-problems';

/** Every word of those sections that is not the record's own. */
export interface LaterWords {
  readonly topics: Readonly<Record<LaterName, { readonly title: string; readonly noun: TopicNoun }>>;
  /** By status as FHIR names it; of any of the sections. */
  readonly statuses: Readonly<Record<string, string>>;
  readonly alarm: (name: string) => string;
  readonly category: string;
  readonly priority: string;
  readonly since: string;
  readonly until: string;
  readonly wasToEnd: (date: string) => string;
  readonly reason: string;
  readonly bodySite: string;
  readonly outcome: string;
  readonly complications: string;
  readonly followUp: string;
  readonly used: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly lot: string;
  readonly expires: string;
  readonly identifier: string;
  readonly toldBy: (name: string) => string;
  readonly member: (name: string, roles: string) => string;
  readonly unfilled: (roles: string) => string;
  readonly members: string;
  readonly period: string;
  readonly contact: string;
  readonly organization: string;
  readonly notAPlan: string;
  readonly author: string;
  readonly activity: string;
  readonly notToDo: (activity: string) => string;
  readonly goals: string;
  readonly concerns: string;
  readonly target: string;
  readonly due: (date: string) => string;
  readonly dueIn: (time: string) => string;
  readonly achievement: string;
  /** By code of goal-achievement, where the sender gave no words. */
  readonly achievements: Readonly<Record<string, string>>;
  readonly expressedBy: string;
  readonly before: string;
  readonly mayBeOver: string;
  readonly dueDatePassed: string;
  readonly decision: Readonly<Record<'permit' | 'deny' | 'unknown', (what: string) => string>>;
  readonly rule: string;
  readonly by: string;
  readonly verified: (date: string) => string;
  readonly document: string;
  readonly documentInUse: string;
  readonly section: string;
  readonly narrative: string;
  /** A document names it and does not hold it. */
  readonly notSent: string;
  /** The section of all that has nothing to tell by itself. */
  readonly others: string;
  readonly silence: Readonly<Record<'loading' | 'none' | 'denied' | 'unsupported', string>>;
  readonly noneNext: string;
  readonly theseNoun: TopicNoun;
}

const common = {
  since: 'Since',
  until: 'Until',
  wasToEnd: (date: string): string => `Was to end ${date}`,
  category: 'Kind',
  priority: 'Priority',
  bodySite: 'Where on the body',
  reason: 'For',
  outcome: 'Outcome',
  manufacturer: 'Made by',
  model: 'Model',
  serialNumber: 'Serial number',
  lot: 'Lot',
  expires: 'Expires',
  identifier: 'Identifier (UDI)',
  toldBy: (name: string): string => `According to ${name}`,
  member: (name: string, roles: string): string => (roles ? `${name} (${roles})` : name),
  unfilled: (roles: string): string => `${roles}: nobody named`,
  members: 'Members',
  period: 'When',
  contact: 'Contact',
  organization: 'Organization',
  author: 'Written by',
  activity: 'To do',
  notToDo: (activity: string): string => `Not to be done: ${activity}`,
  goals: 'Goals',
  target: 'Target',
  due: (date: string): string => `by ${date}`,
  dueIn: (time: string): string => `within ${time}`,
  before: 'Before',
  achievements: {
    'in-progress': 'In progress',
    improving: 'Improving',
    worsening: 'Getting worse',
    'no-change': 'No change',
    achieved: 'Achieved',
    sustaining: 'Kept up',
    'not-achieved': 'Not achieved',
    'no-progress': 'No progress',
    'not-attainable': 'Cannot be reached',
  },
  dueDatePassed: 'Date has passed',
  rule: 'Rule',
  by: 'By',
  document: 'Document',
  documentInUse: 'Document',
  section: 'Section',
  narrative: 'In words',
  notSent: 'Named in the document, but not sent with it',
} as const;

const statuses = {
  active: 'Active',
  inactive: 'Not active',
  preparation: 'Being prepared',
  'in-progress': 'Under way',
  'not-done': 'Not done',
  'on-hold': 'On hold',
  stopped: 'Stopped',
  completed: 'Completed',
  intended: 'Intended',
  proposed: 'Proposed',
  planned: 'Planned',
  accepted: 'Accepted',
  cancelled: 'Cancelled',
  rejected: 'Rejected',
  draft: 'Draft',
  revoked: 'Ended early',
  suspended: 'Suspended',
  superseded: 'Replaced by a newer one',
  current: 'In use',
  preliminary: 'Preliminary',
  final: 'Final',
  amended: 'Amended',
  corrected: 'Corrected',
  appended: 'Added to',
  registered: 'Registered',
  partial: 'Partial',
  recurrence: 'Recurrence',
  relapse: 'Relapse',
  remission: 'In remission',
  resolved: 'Resolved',
  'entered-in-error': 'Entered in error',
  unknown: 'Status unknown',
} as const;

export const laterStrings = new Strings<LaterWords>('laterSections', {
  patient: {
    ...common,
    topics: {
      alerts: { title: 'Important to know', noun: { owned: 'your alerts', plain: 'alerts' } },
      procedures: { title: 'Operations and procedures', noun: { owned: 'your procedures', plain: 'procedures' } },
      devices: { title: 'Medical devices', noun: { owned: 'your medical devices', plain: 'medical devices' } },
      'care-team': { title: 'Care team', noun: { owned: 'your care team', plain: 'care teams' } },
      'care-plans': { title: 'Care plan', noun: { owned: 'your care plan', plain: 'care plans' } },
      goals: { title: 'Goals', noun: { owned: 'your goals', plain: 'goals' } },
      'social-history': {
        title: 'Lifestyle',
        noun: { owned: 'your lifestyle', plain: 'entries about lifestyle' },
      },
      'functional-status': {
        title: 'Everyday abilities',
        noun: { owned: 'your everyday abilities', plain: 'entries about everyday abilities' },
      },
      pregnancy: { title: 'Pregnancy', noun: { owned: 'your pregnancies', plain: 'entries about pregnancy' } },
      'advance-directives': {
        title: 'Advance directives',
        noun: { owned: 'your advance directives', plain: 'advance directives' },
      },
      'patient-story': { title: 'Your story', noun: { owned: 'your story', plain: 'entries of your story' } },
      'also-in-document': {
        title: 'Also in this document',
        noun: { owned: 'the rest of this document', plain: 'other entries' },
      },
      'past-problems': {
        title: 'Past conditions',
        noun: { owned: 'your past conditions', plain: 'past conditions' },
      },
    },
    statuses,
    alarm: (name) => `Important: ${name}.`,
    complications: 'What went wrong',
    followUp: 'Afterwards',
    used: 'In use',
    notAPlan: 'Suggested, not agreed',
    concerns: 'For',
    achievement: 'How it is going',
    expressedBy: 'Whose goal',
    mayBeOver: 'May have changed since',
    decision: {
      permit: (what) => `Allowed: ${what}`,
      deny: (what) => `Not allowed: ${what}`,
      unknown: (what) => `About: ${what}`,
    },
    verified: (date) => (date ? `Checked with you or your family ${date}` : 'Checked with you or your family'),
    others: 'Also looked for',
    silence: {
      loading: 'Still being read',
      none: 'Nothing recorded here',
      denied: 'Not shared with this page',
      unsupported: 'Not offered online',
    },
    noneNext: 'This does not mean that there is nothing. Tell your care team what they should know.',
    theseNoun: { owned: 'these parts of your record', plain: 'entries' },
  },
  clinician: {
    ...common,
    topics: {
      alerts: { title: 'Alerts', noun: { owned: 'alerts', plain: 'alerts' } },
      procedures: { title: 'Procedures', noun: { owned: 'procedures', plain: 'procedures' } },
      devices: { title: 'Medical devices', noun: { owned: 'medical devices', plain: 'medical devices' } },
      'care-team': { title: 'Care team', noun: { owned: 'care team', plain: 'care teams' } },
      'care-plans': { title: 'Plan of care', noun: { owned: 'plans of care', plain: 'plans of care' } },
      goals: { title: 'Goals', noun: { owned: 'goals', plain: 'goals' } },
      'social-history': { title: 'Social history', noun: { owned: 'social history', plain: 'social history' } },
      'functional-status': {
        title: 'Functional status',
        noun: { owned: 'functional status', plain: 'functional status' },
      },
      pregnancy: { title: 'Pregnancy', noun: { owned: 'pregnancy', plain: 'pregnancy findings' } },
      'advance-directives': {
        title: 'Advance directives',
        noun: { owned: 'advance directives', plain: 'advance directives' },
      },
      'patient-story': { title: 'Patient story', noun: { owned: 'the patient’s story', plain: 'patient stories' } },
      'also-in-document': {
        title: 'Also in this document',
        noun: { owned: 'the rest of the document', plain: 'other entries' },
      },
      'past-problems': { title: 'Past problems', noun: { owned: 'past problems', plain: 'past problems' } },
    },
    statuses: {
      ...statuses,
      inactive: 'Inactive',
      revoked: 'Revoked',
      superseded: 'Superseded',
      'in-progress': 'In progress',
      preparation: 'Preparation',
    },
    alarm: (name) => `Alert: ${name}.`,
    bodySite: 'Body site',
    reason: 'Reason',
    complications: 'Complications',
    followUp: 'Follow-up',
    used: 'Used',
    notAPlan: 'Proposal or option',
    concerns: 'Addresses',
    achievement: 'Achievement',
    expressedBy: 'Expressed by',
    mayBeOver: 'May be over',
    decision: {
      permit: (what) => `Permits: ${what}`,
      deny: (what) => `Refuses: ${what}`,
      unknown: (what) => `Concerns: ${what}`,
    },
    verified: (date) => (date ? `Verified ${date}` : 'Verified'),
    others: 'Other sections',
    silence: {
      loading: 'Being read',
      none: 'None recorded',
      denied: 'Not permitted',
      unsupported: 'Not supported',
    },
    noneNext: 'No entry, and no statement that there are none.',
    theseNoun: { owned: 'these entries', plain: 'entries' },
  },
});
