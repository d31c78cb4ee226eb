import type { SignInErrorCode } from '@ehr-widgets/sdk';
import { Strings } from '../shared/strings.ts';

/** What is so, and what to do next. */
export interface Advice {
  readonly title: string;
  readonly next: string;
}

/** Every word of signing in. */
export interface SessionWords {
  readonly title: string;
  readonly text: string;
  readonly signIn: string;
  readonly signInAt: (place: string) => string;
  readonly fromChart: Advice;
  readonly signingIn: string;
  readonly inWindow: string;
  readonly inPage: string;
  readonly showWindow: string;
  readonly signedIn: (place: string) => string;
  readonly signedInAsStaff: (place: string) => string;
  readonly signOut: string;
  readonly again: string;
  readonly byPage: string;
  readonly mistake: Advice;
  readonly errors: Readonly<Record<SignInErrorCode, Advice>>;
  readonly otherError: Advice;
}

export const sessionStrings = new Strings<SessionWords>('session', {
  patient: {
    title: 'Sign in to see your health record',
    text: 'You sign in with your hospital or clinic, not with this site. Nothing is kept when you close the page.',
    signIn: 'Sign in',
    signInAt: (place) => `Sign in at ${place}`,
    fromChart: {
      title: 'Open this page from your hospital’s site',
      next: 'It gets your record from there, and none was handed over.',
    },
    signingIn: 'Signing in',
    inWindow: 'Finish signing in in the window that has opened. This page then goes on by itself.',
    inPage: 'One moment.',
    showWindow: 'Show the sign-in window',
    signedIn: (place) => `Signed in at ${place}`,
    signedInAsStaff: (place) => `Signed in at ${place} as staff, for no one patient`,
    signOut: 'Sign out',
    again: 'Try again',
    byPage: 'Open the sign-in page',
    mistake: {
      title: 'Signing in is not set up on this page',
      next: 'Tell the people who run this site. Your record is safe.',
    },
    errors: {
      'issuer-not-allowed': {
        title: 'This page may not open records from there',
        next: 'The link that brought you here belongs to another hospital or clinic. Go to their own site.',
      },
      'discovery-failed': {
        title: 'The sign-in page could not be found',
        next: 'The hospital’s or clinic’s system may be down. Try again in a few minutes.',
      },
      'popup-blocked': {
        title: 'Your browser did not open the sign-in window',
        next: 'Open the sign-in page in this tab instead. You come back here afterwards.',
      },
      'popup-closed': {
        title: 'The sign-in window was closed',
        next: 'You are not signed in. Try again when you are ready.',
      },
      'access-denied': {
        title: 'You did not allow this page to see your record',
        next: 'Nothing was shared. If you change your mind, sign in again and allow it.',
      },
      'authorization-failed': {
        title: 'Signing in did not work',
        next: 'The hospital’s or clinic’s system refused the request. Try again; if it goes on, tell the people who run this site.',
      },
      'state-mismatch': {
        title: 'This sign-in could not be trusted',
        next: 'The answer did not belong to the question that this page asked, so it was thrown away. Sign in again.',
      },
      'code-rejected': {
        title: 'Signing in took too long',
        next: 'The sign-in ran out before it was finished. Sign in again.',
      },
      'token-request-failed': {
        title: 'Signing in could not be finished',
        next: 'The hospital’s or clinic’s system did not answer. Try again in a few minutes.',
      },
      'no-patient': {
        title: 'No record was chosen',
        next: 'Sign in again and choose whose record to see.',
      },
      'nothing-granted': {
        title: 'This page was not allowed to see anything',
        next: 'Sign in again and leave at least one part of your record ticked.',
      },
      'session-expired': {
        title: 'You have been signed out',
        next: 'Your sign-in has run out. Sign in again to go on.',
      },
      'session-idle': {
        title: 'You have been signed out',
        next: 'Nobody used this page for a while, so your record was closed. Sign in again to go on.',
      },
      'id-token-invalid': {
        title: 'This sign-in could not be trusted',
        next: 'It was not clear who had signed in, so nothing was shown. Sign in again; if it goes on, tell the people who run this site.',
      },
      'storage-unavailable': {
        title: 'Your browser does not let this page sign you in',
        next: 'Allow this site to keep data for the tab, or sign in in a window of its own.',
      },
    },
    otherError: {
      title: 'Your record system could not be reached',
      next: 'Check your connection and try again in a few minutes.',
    },
  },
  clinician: {
    title: 'Sign in to open the record',
    text: 'Signing in happens at the record’s own server. Nothing is kept when the page is closed.',
    signIn: 'Sign in',
    signInAt: (place) => `Sign in at ${place}`,
    fromChart: {
      title: 'No launch from a chart',
      next: 'Open this app from the patient’s chart. The page address carries no iss and launch.',
    },
    signingIn: 'Signing in',
    inWindow: 'Finish in the window that has opened.',
    inPage: 'One moment.',
    showWindow: 'Show the sign-in window',
    signedIn: (place) => `Signed in at ${place}`,
    signedInAsStaff: (place) => `Signed in at ${place}, no patient chosen`,
    signOut: 'Sign out',
    again: 'Try again',
    byPage: 'Open the sign-in page',
    mistake: { title: 'Session not configured', next: 'The browser console says what is missing.' },
    errors: {
      'issuer-not-allowed': {
        title: 'Launched from a server that is not allowed',
        next: 'Launch from a chart of this organisation, or have the server’s address added.',
      },
      'discovery-failed': {
        title: 'No SMART configuration',
        next: 'The server gave no usable .well-known/smart-configuration. Try again; if it goes on, tell IT.',
      },
      'popup-blocked': { title: 'The browser blocked the sign-in window', next: 'Open the sign-in page in this tab.' },
      'popup-closed': { title: 'The sign-in window was closed', next: 'Not signed in. Try again.' },
      'access-denied': { title: 'Access denied', next: 'Consent was refused. Sign in again to allow it.' },
      'authorization-failed': {
        title: 'Authorization failed',
        next: 'The authorization server refused the request. Try again; if it goes on, tell IT.',
      },
      'state-mismatch': {
        title: 'Sign-in answer rejected',
        next: 'Its state did not match what was sent, so it was thrown away. Launch again.',
      },
      'code-rejected': {
        title: 'Sign-in expired',
        next: 'The authorization code was refused: too old, or used before. Launch again.',
      },
      'token-request-failed': {
        title: 'No answer from the token endpoint',
        next: 'The sign-in could not be finished. Try again in a few minutes.',
      },
      'no-patient': { title: 'No patient in context', next: 'Open a patient, then launch again.' },
      'nothing-granted': {
        title: 'No scope was granted',
        next: 'Nothing may be read. Launch again, or ask for access.',
      },
      'session-expired': { title: 'Session expired', next: 'Sign in again to go on.' },
      'session-idle': { title: 'Signed out: page not used', next: 'The record was closed. Sign in again to go on.' },
      'id-token-invalid': {
        title: 'Identity not verified',
        next: 'The id token did not pass validation, so the sign-in was refused. Try again; if it goes on, tell IT.',
      },
      'storage-unavailable': {
        title: 'Session storage is not available',
        next: 'Signing in by redirect needs it. Use a window, or allow storage for this site.',
      },
    },
    otherError: { title: 'Server not reached', next: 'Check the connection and try again.' },
  },
});
