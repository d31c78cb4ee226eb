/**
 * Sign-ins that survive a reload, where the host chose that: one entry a sign-in, so that no issuer, client, user, patient
 * or launch ever shares one with another. It holds tokens, and what the launch said; neither outlasts the tab. A
 * duplicated tab starts with a copy.
 * @module
 */
import type { PageWindow } from './environment.ts';
import { objectOf, stringOf } from './json.ts';
import { type Registration, keptKeys, keyOf, signedOutAt } from './kept-keys.ts';
import {
  contextOf,
  practiceContext,
  type LaunchContext,
  type MessagingOffer,
  type PracticeContext,
} from './launch-context.ts';
import { grantsPractice } from './scopes.ts';
import type { TokenSet } from './tokens.ts';

/** Goes up when the shape below changes: what another version of a page kept is then dropped. */
const VERSION = 1;
/** How many letters are kept: a page that slept through more renewals signs in again. */
const MOST_LETTERS = 8;

/** A place to come back to: what a host calls it tells two at one server apart. */
interface NamedPlace extends Registration {
  readonly name: string | undefined;
}

export interface Kept extends NamedPlace {
  /** Names the sign-in. Random, and good for nothing else. */
  readonly grant: string;
  /** When the person signed in, and when the page was last used: milliseconds since the epoch. */
  readonly signedInAt: number;
  readonly usedAt: number;
  readonly tokens: TokenSet;
  readonly context: LaunchContext | PracticeContext;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string | undefined;
  /** Where the server keeps App State, if it does. */
  readonly appStateBase?: string | undefined;
  readonly messaging?: MessagingOffer | undefined;
  /** Tokens that followed earlier ones, each sealed for who holds the earlier one; the oldest first. */
  readonly letters: readonly Letter[];
}

/** A sealed letter, and where it belongs. */
export type Letter = readonly [address: string, sealed: string];

const taken = new WeakMap<PageWindow, Set<string>>();

/**
 * The sign-in that a session comes back to: the latest that no other session of the page has come back to, else the
 * latest. Only one of a place that the host called the same: of two at one server, for instance for two children, none
 * shows what is the other's.
 */
export function takeKept(window: PageWindow, places: readonly NamedPlace[]): Kept | undefined {
  for (const each of places) forgetBefore(window, each);
  const all = places
    .flatMap((place) =>
      keptKeys(window, [place])
        .flatMap((key) => keptIn(window.sessionStorage.getItem(key)) ?? [])
        .filter(({ name }) => name === place.name),
    )
    .sort((one, other) => other.signedInAt - one.signedInAt);
  const known = taken.get(window) ?? new Set();
  const kept = all.find(({ grant }) => !known.has(grant)) ?? all[0];
  if (kept) taken.set(window, known.add(kept.grant));
  return kept;
}

/**
 * What was kept before the person signed out in another tab is over. So is what another version of this page wrote: tokens
 * that nobody can use are not left lying about.
 */
function forgetBefore(window: PageWindow, registration: Registration): void {
  const signedOut = signedOutAt(window, registration);
  for (const key of keptKeys(window, [registration])) {
    const kept = keptIn(window.sessionStorage.getItem(key));
    if ((kept?.signedInAt ?? 0) <= signedOut) window.sessionStorage.removeItem(key);
  }
}

/** One entry in storage. */
export class KeptEntry {
  readonly #window: PageWindow;
  readonly #key: string;

  constructor(window: PageWindow, kept: Kept) {
    this.#window = window;
    this.#key = keyOf(kept, kept.grant);
  }

  /** What is kept now; undefined once it is over, also by the doing of others, in whatever tab. */
  read(): Kept | undefined {
    try {
      const kept = keptIn(this.#window.sessionStorage.getItem(this.#key));
      const signedOut = kept ? signedOutAt(this.#window, kept) : 0;
      return signedOut > 0 && kept && kept.signedInAt <= signedOut ? undefined : kept;
    } catch {
      return undefined;
    }
  }

  /** Keeps this in place of what was kept. False where storage is forbidden or full; then nothing is kept. */
  write(kept: Kept): boolean {
    try {
      this.#window.sessionStorage.setItem(this.#key, JSON.stringify({ ...kept, version: VERSION }));
      return true;
    } catch {
      this.forget();
      return false;
    }
  }

  /**
   * Replaces tokens by those that came next, and keeps the letter that says so. Where others are kept by now, somebody was
   * faster, and where nothing is kept any more, it is over: both stay as they are.
   */
  replace(old: TokenSet, tokens: TokenSet, letter: Letter | undefined): void {
    const kept = this.read();
    if (!kept) return;
    const others = kept.letters.filter(([address]) => address !== letter?.[0]);
    const letters = [...others, ...(letter ? [letter] : [])].slice(-MOST_LETTERS);
    this.write({ ...kept, letters, tokens: kept.tokens.accessToken === old.accessToken ? tokens : kept.tokens });
  }

  /** Notes that the page is used, for a reload to know. */
  used(usedAt: number): void {
    const kept = this.read();
    if (kept) this.write({ ...kept, usedAt });
  }

  forget(): void {
    try {
      this.#window.sessionStorage.removeItem(this.#key);
    } catch {
      // Where storage is forbidden nothing was stored.
    }
  }
}

/** What is written is trusted as far as the origin is; only what an older version or a stranger wrote is left out. */
function keptIn(text: string | null): Kept | undefined {
  try {
    const json = objectOf(JSON.parse(text ?? ''));
    const isWhole =
      json?.version === VERSION &&
      [json.issuer, json.clientId, json.grant, json.tokenEndpoint].every(stringOf) &&
      stringOf(objectOf(json.tokens)?.accessToken) !== undefined &&
      Array.isArray(objectOf(json.tokens)?.scopes) &&
      Array.isArray(json.letters) &&
      isContext(objectOf(json.context), objectOf(json.tokens)?.scopes as readonly string[]);
    if (!isWhole) return undefined;
    const kept = json as unknown as Kept;
    // JSON leaves out what is undefined.
    const { context } = kept;
    const whole = 'patient' in context ? contextOf(context.patient) : practiceContext();
    return { ...kept, context: { ...whole, ...context } };
  } catch {
    return undefined;
  }
}

/** A context names its patient, or is one of staff's, that names none. */
function isContext(context: Readonly<Record<string, unknown>> | undefined, scopes: readonly string[]): boolean {
  if (!context) return false;
  return 'patient' in context ? stringOf(context.patient) !== undefined : grantsPractice(scopes);
}
