/**
 * A session: who is signed in, for which patient, and the sources that may be read. All five kinds look the same from
 * outside, and none of them shows a token on any property.
 * @module
 */
import type { LaunchContext, PracticeContext } from '../auth/launch-context.ts';
import type { Interaction, Narrowing, Permission } from '../auth/scopes.ts';
import type { EhrError } from '../errors.ts';
import type { PracticeSource, Source } from './source.ts';

export type SessionKind = 'smart' | 'token' | 'proxy' | 'open' | 'bundle' | 'joined';

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
      /** Set while the session is about to end by itself: time to say so, and to offer to go on. */
      readonly ending?: Ending | undefined;
    }
  /**
   * Signing in worked, but no patient was chosen, so there is no record to show. With `practice` none had to be: staff is
   * signed in, and the session's own `practice` can be read.
   */
  | { readonly kind: 'no-patient'; readonly error: EhrError; readonly practice?: Practice }
  /** Signing in did not work. `signIn()` tries again. */
  | { readonly kind: 'failed'; readonly error: EhrError }
  /** The session was good and is over. Tokens are gone, and with them everything that was read. `signIn()` renews. */
  | { readonly kind: 'expired'; readonly error: EhrError };

/** A sign-in of staff's that is for no patient in particular. */
export interface Practice {
  readonly context: PracticeContext;
  /** As in `ready`. */
  readonly refusedScopes: readonly string[];
  /** As in `ready`. */
  readonly ending?: Ending | undefined;
}

/** Why and when a session is going to end unless somebody does something. */
export interface Ending {
  /** `idle`: nobody has used the page; `stay()` puts it off. `expiry`: the right to read runs out; `signIn()` renews it. */
  readonly because: 'idle' | 'expiry';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A place that belongs to the session and cannot be read now. What it holds is missing from everything shown. */
export interface AbsentSource {
  /** The id its source has while it can be read. */
  readonly id: string;
  /** For readers. */
  readonly name: string;
  readonly state: Exclude<SessionState['kind'], 'ready'>;
  readonly error?: EhrError;
}

export interface SignInOptions {
  /**
   * `popup` (the default) keeps the page; call `signIn` directly in the click, or the browser blocks the window.
   * `redirect` leaves the page and comes back to it.
   */
  readonly by?: 'popup' | 'redirect';
  /** Which allowed issuer to sign in at; needed only when the session was given several. */
  readonly issuer?: string;
}

export interface SignOutOptions {
  /**
   * It is not the person's word, and another session is about to take this one's place: nobody else is told, and what the
   * tab keeps is left to it. What is in memory only is revoked all the same.
   */
  readonly quietly?: boolean;
}

/** What hosts and elements hold. Read `state`; `subscribe` tells when it changed. */
export interface Session {
  readonly kind: SessionKind;
  readonly state: SessionState;
  /** What may be read now: empty unless `state` is `ready`. The same array until the state changes. */
  readonly sources: readonly Source[];
  /**
   * Servers that may be read for no patient in particular, as a practice's day is: those of a `no-patient` state with
   * `practice`. Nothing here is ever in `sources`, so that nothing that shows a patient's record reads from it.
   */
  readonly practice?: readonly PracticeSource[];
  /** Places of a joined session that cannot be read now, while others can. Empty for a session of one place. */
  readonly absent: readonly AbsentSource[];
  /**
   * Whether the granted scopes cover an interaction at any of the sources: `can('read', 'Observation', { category:
   * 'laboratory' })`. Nothing is allowed while nobody is signed in, or no patient is in context: of what staff may see
   * without one each source of `practice` tells.
   */
  can(interaction: Interaction, type: string, narrowing?: Narrowing): Permission;
  /** Calls `listener` after each change of `state`, `sources` or `absent`. Returns the function that stops it. */
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
  signOut(options?: SignOutOptions): Promise<void>;
  /** Somebody is here: puts off the end of an idle session. The page's own clicks and keys are noticed without it. */
  stay(): void;
}
