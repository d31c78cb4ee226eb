import { Strings } from '../shared/strings.ts';

/** Every word about a session that is about to end by itself. */
export interface EndingWords {
  /** @param left How long there is still, for instance `2 minutes`. */
  readonly idle: (left: string) => string;
  /** @param place Empty where there is only one place, and no need to name it. */
  readonly expiry: (left: string, place: string) => string;
  /** What is left when seconds no longer help. */
  readonly moment: string;
  readonly stay: string;
  readonly signIn: string;
  readonly stayed: string;
}

const at = (place: string): string => (place ? ` at ${place}` : '');

export const endingStrings = new Strings<EndingWords>('ending', {
  patient: {
    idle: (left) => `You will be signed out in ${left} because nobody used this page.`,
    expiry: (left, place) => `Your sign-in${at(place)} ends in ${left}.`,
    moment: 'a moment',
    stay: 'Stay signed in',
    signIn: 'Sign in again',
    stayed: 'You stay signed in.',
  },
  clinician: {
    idle: (left) => `Signing out in ${left}: page not used.`,
    expiry: (left, place) => `Session${at(place)} ends in ${left}.`,
    moment: 'a moment',
    stay: 'Stay signed in',
    signIn: 'Sign in again',
    stayed: 'Still signed in.',
  },
});
