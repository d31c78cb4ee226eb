import type { FhirErrorCode } from '@ehr-widgets/sdk';
import { Strings } from './strings.ts';

/** How a topic is called inside a sentence: `your allergies` or `allergies`, and the same without the owner. */
export interface TopicNoun {
  readonly owned: string;
  readonly plain: string;
}

const reasonsForPatients: Readonly<Record<FhirErrorCode, string>> = {
  offline: 'This device is not connected. Connect to the internet and try again.',
  unreachable: 'The record system could not be reached. Check your connection and try again.',
  timeout: 'The record system took too long to answer. Try again in a few minutes.',
  unauthorized: 'Your sign-in is no longer valid. Sign in again.',
  forbidden: 'The record system refused. Your care team can tell you what is there.',
  'not-found': 'The record system could not find it. Ask your care team.',
  gone: 'It has been removed from the record system. Ask your care team.',
  'not-supported': 'The record system does not offer it online. Ask your care team.',
  rejected: 'The record system did not accept the request. If this goes on, tell your care team.',
  conflict: 'It was changed by someone else at the same time. Try again.',
  throttled: 'The record system is busy. Wait a minute and try again.',
  'server-error': 'The record system had a fault. Try again in a few minutes.',
  'bad-response': 'The record system sent something that could not be read. Try again in a few minutes.',
  'outcome-unknown':
    'The change may or may not have been saved. Look at the record again before you repeat it, or ask your care team.',
};

const reasonsForClinicians: Readonly<Record<FhirErrorCode, string>> = {
  offline: 'this device is offline',
  unreachable: 'no connection',
  timeout: 'no answer in time',
  unauthorized: 'sign-in no longer valid',
  forbidden: 'refused',
  'not-found': 'not found',
  gone: 'removed',
  'not-supported': 'not supported',
  rejected: 'request not accepted',
  conflict: 'changed meanwhile',
  throttled: 'too many requests',
  'server-error': 'server fault',
  'bad-response': 'unreadable answer',
  'outcome-unknown': 'sent, outcome unknown; check before repeating',
};

/** The words for every state of a topic that is not simply its content. */
export interface StateWords {
  readonly couldNotDraw: string;
  readonly couldNotDrawNext: string;
  readonly waitingSession: (noun: TopicNoun) => string;
  readonly waitingSessionNext: string;
  readonly waitingPatient: string;
  readonly waitingPatientNext: string;
  readonly checking: string;
  readonly loading: (noun: TopicNoun, read: string, total: string | undefined) => string;
  /** A number that the server only guesses, as the last argument of `loading`. */
  readonly about: (total: string) => string;
  readonly reading: (noun: TopicNoun) => string;
  readonly denied: (noun: TopicNoun) => string;
  readonly deniedNext: (noun: TopicNoun, scopes: string) => string;
  readonly unsupported: (noun: TopicNoun, sources: string) => string;
  readonly unsupportedNext: (noun: TopicNoun, sources: string, types: string) => string;
  readonly failed: (noun: TopicNoun) => string;
  readonly failedNext: (code: FhirErrorCode, status: number | undefined) => string;
  readonly stale: (asOf: string) => string;
  readonly staleNext: (code: FhirErrorCode, status: number | undefined) => string;
  readonly cutOff: (noun: TopicNoun, shown: string, total: string | undefined) => string;
  readonly cutOffNext: (total: string | undefined) => string;
  readonly partDenied: (noun: TopicNoun) => string;
  readonly partDeniedNext: (scopes: string) => string;
  readonly partUnsupported: (noun: TopicNoun, source: string) => string;
  readonly sourceAbsent: (source: string) => string;
  readonly sourceAbsentNext: (noun: TopicNoun, source: string) => string;
  readonly partFailed: (source: string, status: number | undefined) => string;
  readonly partFailedNext: (noun: TopicNoun, source: string) => string;
  readonly incomplete: (source: string) => string;
  readonly othersLeftOut: (source: string) => string;
  readonly othersLeftOutNext: string;
  readonly withheld: (source: string) => string;
  readonly withheldNext: string;
  readonly serverSays: (source: string) => string;
  readonly tryAgain: string;
  readonly signIn: string;
}

const status = (value: number | undefined): string => (value === undefined ? '' : ` (${value})`);
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);

export const stateStrings = new Strings<StateWords>('states', {
  patient: {
    couldNotDraw: 'This part of the page could not be shown',
    couldNotDrawNext: 'Reload the page. If it happens again, tell the people who run this site.',
    waitingSession: (noun) => `Sign in to see ${noun.owned}`,
    waitingSessionNext: 'Your records are shown only after you sign in.',
    waitingPatient: 'No record is chosen',
    waitingPatientNext: 'Sign in again and choose whose record to see.',
    checking: 'Checking that you are still signed in',
    loading: (noun, read, total) => `Getting ${noun.owned}: ${total ? `${read} of ${total}` : read} so far`,
    about: (total) => `about ${total}`,
    reading: (noun) => `Getting ${noun.owned}`,
    denied: (noun) => `This page is not allowed to show ${noun.owned}`,
    deniedNext: (noun) => `You may have ${noun.plain}. To share them, sign in again and allow it.`,
    unsupported: (noun, sources) => `${sources} does not share ${noun.plain} online`,
    unsupportedNext: (_, sources) => `There may still be something. Ask ${sources} for a copy.`,
    failed: (noun) => `We could not show ${noun.owned}`,
    failedNext: (code) => reasonsForPatients[code],
    stale: (asOf) => `This list is from ${asOf}`,
    staleNext: (code) => `It may have changed since. ${reasonsForPatients[code]}`,
    cutOff: (noun, shown, total) =>
      total ? `Showing ${shown} of ${total} ${noun.plain}` : `Showing ${shown} ${noun.plain}. There are more.`,
    cutOffNext: () => 'The newest are here. Older ones may be missing.',
    partDenied: (noun) => `A part of ${noun.owned} may not be shown here`,
    partDeniedNext: () => 'This page was not allowed to read it. Sign in again to allow it.',
    partUnsupported: (noun, source) => `${source} shares only a part of ${noun.owned} online`,
    sourceAbsent: (source) => `You are not signed in at ${source}`,
    sourceAbsentNext: (noun, source) => `${capital(noun.plain)} from ${source} are missing from this list.`,
    partFailed: (source) => `${source} did not answer`,
    partFailedNext: (noun, source) => `${capital(noun.plain)} from ${source} are missing from this list.`,
    incomplete: (source) => `${source} says that this may not be everything`,
    othersLeftOut: (source) => `${source} also sent entries of another person`,
    othersLeftOutNext: 'They are not shown. If this goes on, tell the people who run this site.',
    withheld: (source) => `${source} does not show everything here`,
    withheldNext: 'Its rules protect a part of the record. Ask your care team about it.',
    serverSays: (source) => `A message from ${source}`,
    tryAgain: 'Try again',
    signIn: 'Sign in',
  },
  clinician: {
    couldNotDraw: 'This widget could not be drawn',
    couldNotDrawNext: 'Use the chart instead. The browser console has details for support.',
    waitingSession: () => 'No patient is open',
    waitingSessionNext: 'Open a patient, or launch from the chart.',
    waitingPatient: 'No patient is chosen',
    waitingPatientNext: 'Open a patient, or sign in for one, to see this here.',
    checking: 'Checking the session',
    loading: (noun, read, total) => `${capital(noun.plain)}: ${total ? `${read} of ${total}` : read} read`,
    about: (total) => `about ${total}`,
    reading: (noun) => `Reading ${noun.owned}`,
    denied: () => 'Not permitted',
    deniedNext: (noun, scopes) => `Scope ${scopes} was not granted. ${capital(noun.plain)} may exist.`,
    unsupported: () => 'Not supported by this server',
    unsupportedNext: (_, sources, types) => `The CapabilityStatement of ${sources} does not list ${types}.`,
    failed: (noun) => `${capital(noun.plain)} could not be read`,
    failedNext: (code, value) => `${capital(reasonsForClinicians[code])}${status(value)}. Use the chart.`,
    stale: (asOf) => `As of ${asOf}. Refresh failed`,
    staleNext: (code, value) =>
      `${capital(reasonsForClinicians[code])}${status(value)}. Check the chart before prescribing.`,
    cutOff: (_, shown, total) => (total ? `Cut off: ${shown} of ${total}` : `Cut off after ${shown}`),
    cutOffNext: (total) => (total ? 'Older entries are missing.' : 'The server gave no total. Entries are missing.'),
    partDenied: () => 'Incomplete: a part is not permitted',
    partDeniedNext: (scopes) => `Scope ${scopes} was not granted.`,
    partUnsupported: (_, source) => `Incomplete: a part is not supported by ${source}`,
    sourceAbsent: (source) => `Incomplete: not signed in at ${source}`,
    sourceAbsentNext: (_, source) => `Entries from ${source} are missing. Do not use for reconciliation.`,
    partFailed: (source, value) => `Incomplete: ${source} failed${status(value)}`,
    partFailedNext: (_, source) => `Entries from ${source} are missing. Do not use for reconciliation.`,
    incomplete: (source) => `${source} says that this may be incomplete`,
    othersLeftOut: (source) => `${source} also sent entries that name another patient`,
    othersLeftOutNext:
      'They are left out. The server may ignore the patient parameter, or a file hold several patients: report it.',
    withheld: (source) => `Incomplete: ${source} withholds a part`,
    withheldNext: 'Its access policy protects it (break-the-glass). Open the chart.',
    serverSays: (source) => `Message from ${source}`,
    tryAgain: 'Try again',
    signIn: 'Sign in',
  },
});
