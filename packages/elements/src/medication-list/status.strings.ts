import type { MedicineStatus } from '@ehr-widgets/sdk/medications';
import { Strings } from '../shared/strings.ts';

/** What a sentence about a status may say, in words; empty where it is not known. */
export interface StatusFacts {
  /** The day that the status is from. */
  readonly on: string;
  /** The day that counts: until when it could be used, was to be taken or was supplied for, or from when to be taken. */
  readonly until: string;
  /** Why, in the record's own words. */
  readonly why: string;
  /** Who reported it. */
  readonly by: string;
}

/** A status in one word or two, and in one sentence with what to do next. */
export interface StatusWords {
  readonly word: string;
  readonly says: (facts: StatusFacts) => string;
}

/** Every status of docs/medication-status.md. */
export type MedicineStatusWords = Readonly<Record<MedicineStatus, StatusWords>>;

const on = ({ on }: StatusFacts): string => (on ? ` on ${on}` : '');
const why = ({ why }: StatusFacts): string => (why ? `: ${why}` : '');
const by = ({ by }: StatusFacts): string => (by ? ` by ${by}` : '');
const until = ({ until }: StatusFacts): string => until || 'a day that is not given';
/** `Reported as stopped · 16 Oct 2026 · High potassium`. */
const facts = (...parts: readonly string[]): string => parts.filter(Boolean).join(' · ');

export const medicineStatusStrings = new Strings<MedicineStatusWords>('medicineStatus', {
  patient: {
    active: {
      word: 'Active',
      says: () => 'How many refills are left is not known here. Ask your pharmacy before you run out.',
    },
    'active-refills-left': { word: 'Active', says: () => 'You can ask for more when you need it.' },
    'active-no-refills': {
      word: 'Renewal needed',
      says: () => 'No refills are left. A prescriber has to renew it before more can be supplied.',
    },
    'active-on-ward': {
      word: 'In hospital',
      says: () => 'Ordered to be given by staff during a stay in hospital. At home, ask before you take it.',
    },
    'not-filled': {
      word: 'Not supplied yet',
      says: (told) => `Prescribed${on(told)}, and no supply is recorded since. Ask your pharmacy whether it is ready.`,
    },
    'being-prepared': {
      word: 'Being prepared',
      says: () => 'The pharmacy is getting it ready. Ask them when you can collect it.',
    },
    'ready-to-collect': { word: 'Ready to collect', says: () => 'It is ready. Collect it from the pharmacy.' },
    'supply-on-hold': {
      word: 'Supply paused',
      says: (told) => `The pharmacy has paused the supply${why(told)}. Call them before you run out.`,
    },
    'supply-declined': {
      word: 'Not supplied',
      says: (told) => `The pharmacy did not supply it${why(told)}. Call them, or ask who prescribed it.`,
    },
    'supply-cancelled': {
      word: 'Supply cancelled',
      says: (told) => `The last supply was called off${why(told)}. Call the pharmacy if you still need it.`,
    },
    'supply-over': {
      word: 'May have run out',
      says: (told) => `By its days, the last supply lasted until ${until(told)}. If you still take it, ask for more.`,
    },
    expired: {
      word: 'Expired',
      says: (told) => `This prescription could be used until ${until(told)}. If you still need it, ask for a new one.`,
    },
    'course-over': {
      word: 'Check the end',
      says: (told) => `It was to end on ${until(told)}, and is still marked as active. Ask whether to go on taking it.`,
    },
    'starts-later': {
      word: 'Not started yet',
      says: (told) => `To be started on ${until(told)}. Do not start it before that day.`,
    },
    'on-hold': {
      word: 'On hold',
      says: (told) => `Paused${why(told)}. Do not take it until your care team says so.`,
    },
    stopped: {
      word: 'Stopped',
      says: (told) => `Stopped${why(told)}. Do not start it again without asking your care team.`,
    },
    cancelled: {
      word: 'Cancelled',
      says: (told) => `The prescription was withdrawn${why(told)}. Ask your care team if you expected it.`,
    },
    completed: {
      word: 'Completed',
      says: (told) =>
        `The prescription is recorded as completed${why(told)}. If you still take this medicine, tell your care team.`,
    },
    draft: { word: 'Not in force yet', says: () => 'It is being written. Do not start it yet.' },
    proposed: {
      word: 'Proposed',
      says: () => 'It was suggested, not prescribed. Ask your care team before you start it.',
    },
    'renewal-asked': {
      word: 'Renewal asked for',
      says: (told) => `Asked for${on(told)}. No answer is recorded yet. Call before you run out.`,
    },
    planned: { word: 'Planned', says: () => 'It is planned, not prescribed. Your care team tells you when to start.' },
    'reported-taking': {
      word: 'Reported',
      says: (told) =>
        `Reported as taken${by(told)}${on(told)}. No prescription in force is recorded here. If this has changed, tell your care team.`,
    },
    'reported-on-hold': {
      word: 'On hold',
      says: (told) => `Reported as paused${by(told)}${on(told)}${why(told)}. Ask before you start it again.`,
    },
    'reported-intended': {
      word: 'Not started yet',
      says: (told) => `Reported as about to be started${by(told)}${on(told)}. Ask your care team if you are not sure.`,
    },
    'reported-stopped': {
      word: 'Stopped',
      says: (told) => `Reported as stopped${by(told)}${on(told)}${why(told)}. If you take it, tell your care team.`,
    },
    'reported-completed': {
      word: 'Completed',
      says: (told) => `Reported as finished${by(told)}${on(told)}. If you still take it, tell your care team.`,
    },
    'reported-not-taking': {
      word: 'Not taken',
      says: (told) => `Reported as not taken${by(told)}${on(told)}${why(told)}. If you take it, tell your care team.`,
    },
    'not-taken-as-ordered': {
      word: 'Not taken as prescribed',
      says: (told) =>
        `It is prescribed, and reported as not taken${by(told)}${on(told)}${why(told)}. Talk with your care team.`,
    },
    disagreement: {
      word: 'Records disagree',
      says: () => 'Your record says different things about it. Ask before you take it or stop it.',
    },
    supplied: {
      word: 'Supplied',
      says: (told) =>
        `Handed out${on(told)}. No prescription is recorded here. Ask your pharmacy if you are not sure how to take it.`,
    },
    'being-given': { word: 'Being given', says: () => 'Staff are giving it to you. Ask them about it.' },
    'giving-on-hold': {
      word: 'Giving it is paused',
      says: (told) => `Staff have paused giving it to you${why(told)}. Ask them about it.`,
    },
    given: { word: 'Given', says: (told) => `Staff gave it to you${on(told)}. There is nothing to do.` },
    'given-in-part': {
      word: 'Given in part',
      says: (told) =>
        `Staff began to give it to you${on(told)} and broke off${why(told)}. Ask your care team if you have questions.`,
    },
    'not-given': {
      word: 'Not given',
      says: (told) => `It was not given${on(told)}${why(told)}. Ask your care team if you have questions.`,
    },
    'do-not-give': {
      word: 'Do not take',
      says: (told) => `You should not be given this${why(told)}. Tell every doctor and pharmacist.`,
    },
    unknown: {
      word: 'Status unknown',
      says: () => 'The record does not say whether it is in use. Ask your care team or a pharmacist.',
    },
  },
  clinician: {
    active: { word: 'Active', says: () => 'Refills left not known.' },
    'active-refills-left': { word: 'Active', says: () => 'Refills left.' },
    'active-no-refills': { word: 'Renewal needed', says: () => 'Active, no refills left. Renew or stop.' },
    'active-on-ward': { word: 'Active, inpatient', says: () => 'Inpatient order, not for dispensing.' },
    'not-filled': { word: 'Not filled', says: (told) => `Ordered${on(told)}, no dispense since at this source.` },
    'being-prepared': { word: 'Being prepared', says: () => 'Dispense in preparation.' },
    'ready-to-collect': { word: 'Ready to collect', says: () => 'Prepared, not handed over.' },
    'supply-on-hold': { word: 'Dispense on hold', says: (told) => facts('Dispense on hold', told.on, told.why) },
    'supply-declined': { word: 'Dispense declined', says: (told) => facts('Dispense declined', told.on, told.why) },
    'supply-cancelled': {
      word: 'Dispense cancelled',
      says: (told) => facts('Dispense cancelled or stopped', told.on, told.why),
    },
    'supply-over': {
      word: 'Supply run out',
      says: (told) => `Last supply to ${until(told)}, worked out from its days. Status still active.`,
    },
    expired: { word: 'Expired', says: (told) => `Valid until ${until(told)}. Status still active.` },
    'course-over': { word: 'Past its end', says: (told) => `Was to end ${until(told)}. Status still active.` },
    'starts-later': { word: 'Starts later', says: (told) => `Starts ${until(told)}. Status already active.` },
    'on-hold': { word: 'On hold', says: (told) => facts('On hold', told.why) },
    stopped: { word: 'Stopped', says: (told) => facts('Stopped', told.why) },
    cancelled: { word: 'Cancelled', says: (told) => facts('Withdrawn before use', told.why) },
    completed: { word: 'Completed', says: (told) => facts('Order completed', told.why) },
    draft: { word: 'Draft', says: () => 'Not in force.' },
    proposed: { word: 'Proposed', says: (told) => facts('Proposal, not an order', told.on) },
    'renewal-asked': { word: 'Renewal asked for', says: (told) => facts('Renewal requested, not answered', told.on) },
    planned: { word: 'Planned', says: (told) => facts('Plan, not an order', told.on) },
    'reported-taking': {
      word: 'Reported',
      says: (told) => facts('Reported as taken, no order in force', told.by, told.on),
    },
    'reported-on-hold': {
      word: 'On hold',
      says: (told) => facts('Reported as on hold', told.by, told.on, told.why),
    },
    'reported-intended': { word: 'Intended', says: (told) => facts('Reported as intended', told.by, told.on) },
    'reported-stopped': {
      word: 'Stopped',
      says: (told) => facts('Reported as stopped', told.by, told.on, told.why),
    },
    'reported-completed': { word: 'Completed', says: (told) => facts('Reported as completed', told.by, told.on) },
    'reported-not-taking': {
      word: 'Not taken',
      says: (told) => facts('Reported as not taken', told.by, told.on, told.why),
    },
    'not-taken-as-ordered': {
      word: 'Not taken as ordered',
      says: (told) => facts('Ordered and active, reported as not taken', told.by, told.on, told.why),
    },
    disagreement: { word: 'Records disagree', says: () => 'In force by one entry, not by another. Clarify.' },
    supplied: { word: 'Dispensed', says: (told) => facts('Dispensed, no order recorded', told.on) },
    'being-given': { word: 'Being given', says: (told) => facts('Administration in progress', told.on) },
    'giving-on-hold': {
      word: 'Administration on hold',
      says: (told) => facts('Administration on hold', told.on, told.why),
    },
    given: { word: 'Given', says: (told) => facts('Administered', told.on) },
    'given-in-part': {
      word: 'Given in part',
      says: (told) => facts('Administration stopped before its end', told.on, told.why),
    },
    'not-given': { word: 'Not given', says: (told) => facts('Not administered', told.on, told.why) },
    'do-not-give': { word: 'Do not give', says: (told) => facts('Order not to give it', told.on, told.why) },
    unknown: { word: 'Status unknown', says: () => 'Absent, or not a code of the standard.' },
  },
});
