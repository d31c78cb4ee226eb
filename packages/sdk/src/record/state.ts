/**
 * What a watcher of a topic is told: one union, each member drawn differently, because "none" hides a danger.
 * @module
 */
import type { EhrError } from '../errors.ts';
import type { Content, Search } from '../topics/topic.ts';

/** Something the server, or the record, wants the reader to know about data that is shown. */
export interface Notice {
  readonly kind:
    | 'may-be-incomplete'
    /** The server sent entries that name another patient. They are not shown. */
    | 'others-left-out'
    /** The server's rules keep something back from this reader, whatever the sign-in allows. */
    | 'withheld'
    | 'cut-off'
    | 'part-denied'
    | 'part-unsupported'
    | 'part-failed'
    /** A place of the record is not signed in: nothing of it is shown. */
    | 'source-absent'
    | 'server-message';
  /** The source it concerns. */
  readonly sourceName: string;
  /** The search it concerns, when it concerns one. */
  readonly search?: Search;
  /** The server's own words, for `server-message`, `may-be-incomplete` and `withheld`. Untrusted text. */
  readonly text?: string;
  /** For `cut-off`: how many were read, and of how many when the server said. */
  readonly shown?: number;
  readonly total?: number;
  /** For `part-denied`: the scopes that would be needed. */
  readonly scopes?: readonly string[];
  /** For `part-failed`, and for `source-absent` when something went wrong. */
  readonly error?: EhrError;
}

/** How far reading has come. `total` is what the server said, and absent when it did not say. */
export interface Progress {
  readonly read: number;
  readonly total?: number;
  /** Set where `total` is the server's guess. */
  readonly estimated?: true;
}

/** Good data, with as of when and whether it is whole. */
export interface ReadyState<View> {
  readonly kind: 'ready';
  readonly view: View;
  readonly content: Content;
  /** When the oldest part of this data was received. */
  readonly asOf: Date;
  /** False while a notice says that something is missing or cut off. */
  readonly complete: boolean;
  readonly notices: readonly Notice[];
  /** Names of the sources that answered. */
  readonly sources: readonly string[];
  /** Resources the searches matched. */
  readonly read: number;
}

export type TopicState<View> =
  /** No session, not signed in yet, or no patient chosen. */
  | { readonly kind: 'waiting'; readonly for: 'session' | 'sign-in' | 'patient' }
  /** `partial` is what has arrived so far, so that it can be painted while the rest is read. */
  | { readonly kind: 'loading'; readonly progress: Progress; readonly partial?: View }
  | ReadyState<View>
  /** The last good data; the newest attempt failed with `error`. */
  | (Omit<ReadyState<View>, 'kind'> & { readonly kind: 'stale'; readonly error: EhrError })
  /** The sign-in did not grant what the topic needs. Data may exist. */
  | { readonly kind: 'denied'; readonly scopes: readonly string[] }
  /** No source's server offers this. */
  | { readonly kind: 'unsupported'; readonly types: readonly string[]; readonly sources: readonly string[] }
  | { readonly kind: 'failed'; readonly error: EhrError };
