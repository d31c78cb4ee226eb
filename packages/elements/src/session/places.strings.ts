import { Strings } from '../shared/strings.ts';

/** Every word about a record that comes from several places. What went wrong at one is in `SessionWords`. */
export interface PlacesWords {
  readonly title: string;
  readonly text: string;
  readonly textKept: string;
  readonly heading: string;
  readonly signedInAt: (ready: string, all: string) => string;
  readonly signedInAtAll: (all: string) => string;
  readonly show: string;
  readonly hide: string;
  readonly signOutEverywhere: string;
  readonly unnamed: string;
  readonly ready: string;
  readonly signedOut: string;
  readonly signingIn: string;
  readonly loading: string;
  readonly noPatient: string;
  readonly asStaff: string;
  readonly failed: string;
  readonly expired: string;
  readonly mistake: string;
  readonly signIn: string;
  readonly showWindow: string;
  readonly again: string;
  readonly signOut: string;
  readonly remove: string;
  readonly allowWindows: string;
}

export const placesStrings = new Strings<PlacesWords>('places', {
  patient: {
    title: 'Sign in to see your health record',
    text: 'You sign in at each place by itself, not with this site. Nothing is kept when you close the page.',
    textKept: 'You sign in at each place by itself, not with this site. You stay signed in until you close the tab.',
    heading: 'Where your record comes from',
    signedInAt: (ready, all) => `Signed in at ${ready} of ${all} places`,
    signedInAtAll: (all) => `Signed in at ${all} places`,
    show: 'Show places',
    hide: 'Hide places',
    signOutEverywhere: 'Sign out everywhere',
    unnamed: 'A place without a name',
    ready: 'Signed in',
    signedOut: 'Not signed in',
    signingIn: 'Signing in',
    loading: 'One moment',
    noPatient: 'No record chosen',
    asStaff: 'As staff, for no one patient.',
    failed: 'Not signed in',
    expired: 'Signed out',
    mistake: 'Not set up',
    signIn: 'Sign in',
    showWindow: 'Show the window',
    again: 'Try again',
    signOut: 'Sign out',
    remove: 'Remove',
    allowWindows: 'Allow this site to open windows, then try again.',
  },
  clinician: {
    title: 'Sign in to open the record',
    text: 'Each source has a sign-in of its own. Nothing is kept when the page is closed.',
    textKept: 'Each source has a sign-in of its own. Sign-ins are kept until the tab is closed.',
    heading: 'Sources of this record',
    signedInAt: (ready, all) => `${ready} of ${all} sources`,
    signedInAtAll: (all) => `${all} sources`,
    show: 'Show sources',
    hide: 'Hide sources',
    signOutEverywhere: 'Sign out of all',
    unnamed: 'Source without a name',
    ready: 'Signed in',
    signedOut: 'Not signed in',
    signingIn: 'Signing in',
    loading: 'Loading',
    noPatient: 'No patient',
    asStaff: 'No patient is chosen here.',
    failed: 'Failed',
    expired: 'Signed out',
    mistake: 'Not configured',
    signIn: 'Sign in',
    showWindow: 'Show window',
    again: 'Try again',
    signOut: 'Sign out',
    remove: 'Remove',
    allowWindows: 'Allow windows for this site, then try again.',
  },
});
