/**
 * A session: who is signed in, for which patient, and the sources that may be read. All five kinds look the same from
 * outside, and none of them shows a token on any property.
 * @module
 */
import type { LaunchContext } from '../auth/launch-context.ts';
import type { EhrError } from '../errors.ts';
import type { Source } from './source.ts';

export type SessionKind = 'smart' | 'token' | 'proxy' | 'open' | 'bundle';

export type SessionState =
  /** Nobody is signed in. `signIn()` begins. */
  | { readonly kind: 'signed-out' }
  /** A window is open, or the page is about to leave, or a code is being exchanged. */
  | { readonly kind: 'signing-in' }
  /** A patient is in context; `sources` can be read. */
  | {
      readonly kind: 'ready';
      readonly context: LaunchContext;
      /** Scopes asked for that the server did not grant. */
      readonly refusedScopes: readonly string[];
    }
  /** Signing in worked, but no patient was chosen, so there is no record to show. */
  | { readonly kind: 'no-patient'; readonly error: EhrError }
  /** Signing in did not work. `signIn()` tries again. */
  | { readonly kind: 'failed'; readonly error: EhrError }
  /** The session was good and is over. Tokens are gone, and with them everything that was read. `signIn()` renews. */
  | { readonly kind: 'expired'; readonly error: EhrError };

export interface SignInOptions {
  /**
   * `popup` (the default) keeps the page; call `signIn` directly in the click, or the browser blocks the window.
   * `redirect` leaves the page and comes back to it.
   */
  readonly by?: 'popup' | 'redirect';
  /** Which allowed issuer to sign in at; needed only when the session was given several. */
  readonly issuer?: string;
}

/** What hosts and elements hold. Read `state`; `subscribe` tells when it changed. */
export interface Session {
  readonly kind: SessionKind;
  readonly state: SessionState;
  /** What may be read now: empty unless `state` is `ready`. The same array until the state changes. */
  readonly sources: readonly Source[];
  /** Calls `listener` after each change of `state`. Returns the function that stops it. */
  subscribe(listener: () => void): () => void;
  /**
   * Call once, when the page has loaded: finishes a sign-in that left the page by redirect, or begins an EHR launch when
   * the page's URL carries one. Does nothing otherwise. Never rejects: the outcome is `state`.
   */
  resume(): Promise<void>;
  /** Signs in. Never rejects: the outcome is `state`. While a sign-in is under way, joins it. */
  signIn(options?: SignInOptions): Promise<void>;
  /**
   * Ends the session: memory is cleared and requests under way are aborted before this returns its promise; the promise
   * resolves once the server was told, where it can be told. Never rejects.
   */
  signOut(): Promise<void>;
}
