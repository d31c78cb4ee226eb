/**
 * Sign-ins that survive a reload, where the host chose that: in this tab's `sessionStorage`, one entry a sign-in, so that
 * no issuer, client, user, patient or launch ever shares one with another. It holds tokens, and what the launch said;
 * neither outlasts the tab. A duplicated tab starts with a copy.
 * @module
 */
import { isSameBase } from './base-url.ts';
import type { PageWindow } from './environment.ts';
import { objectOf, stringOf } from './json.ts';
import { contextOf, type LaunchContext, type MessagingOffer } from './launch-context.ts';
import type { TokenSet } from './tokens.ts';

const PREFIX = 'ehr-widgets:session:';
/** Goes up when the shape below changes: what an older version of a page kept is then dropped. */
const VERSION = 1;

/** Who signed in where. */
interface Registration {
  readonly issuer: string;
  readonly clientId: string;
}

export interface Kept extends Registration {
  /** Names the sign-in. Random, and good for nothing else. */
  readonly grant: string;
  /** When the person signed in, and when the page was last used: milliseconds since the epoch. */
  readonly signedInAt: number;
  readonly usedAt: number;
  readonly tokens: TokenSet;
  readonly context: LaunchContext;
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

/** How many letters are kept: a page that slept through more renewals signs in again. */
const MOST_LETTERS = 8;

/** Keeps a sign-in, in place of what was kept of it. False where storage is forbidden or full; then nothing is kept. */
export function keep(window: PageWindow, kept: Kept): boolean {
  try {
    window.sessionStorage.setItem(PREFIX + kept.grant, JSON.stringify({ ...kept, version: VERSION }));
    return true;
  } catch {
    forgetKept(window, kept.grant);
    return false;
  }
}

/**
 * Replaces tokens by those that came next, and keeps the letter that says so. Where others are kept by now, somebody was
 * faster, and where nothing is kept any more, it is over: both stay as they are.
 */
export function replaceKept(
  window: PageWindow,
  grant: string,
  old: TokenSet,
  tokens: TokenSet,
  letter: Letter | undefined,
): void {
  const kept = readKept(window, grant);
  if (!kept) return;
  const others = kept.letters.filter(([address]) => address !== letter?.[0]);
  const letters = [...others, ...(letter ? [letter] : [])].slice(-MOST_LETTERS);
  keep(window, { ...kept, letters, tokens: kept.tokens.accessToken === old.accessToken ? tokens : kept.tokens });
}

/** Notes that the page is used, for a reload to know. */
export function noteUse(window: PageWindow, grant: string, usedAt: number): void {
  const kept = readKept(window, grant);
  if (kept) keep(window, { ...kept, usedAt });
}

/** What is kept of a sign-in now. */
export function readKept(window: PageWindow, grant: string): Kept | undefined {
  try {
    return keptIn(window.sessionStorage.getItem(PREFIX + grant));
  } catch {
    return undefined;
  }
}

export function forgetKept(window: PageWindow, grant: string): void {
  try {
    window.sessionStorage.removeItem(PREFIX + grant);
  } catch {
    // Where storage is forbidden nothing was stored.
  }
}

/** Forgets all that is kept for any of these. */
export function forgetAllKept(window: PageWindow, registrations: readonly Registration[]): void {
  for (const { grant } of allKept(window, registrations)) forgetKept(window, grant);
}

/** Whether there is anything to come back to, perhaps. */
export function isAnythingKept(window: PageWindow): boolean {
  return grantsIn(window).length > 0;
}

/** All that is kept for one of these, the latest sign-in first. */
function allKept(window: PageWindow, registrations: readonly Registration[]): readonly Kept[] {
  const all = grantsIn(window).map((grant) => readKept(window, grant));
  return all
    .filter((kept) => kept !== undefined)
    .filter((kept) =>
      registrations.some((one) => one.clientId === kept.clientId && isSameBase(one.issuer, kept.issuer)),
    )
    .sort((one, other) => other.signedInAt - one.signedInAt);
}

const taken = new WeakMap<PageWindow, Set<string>>();

/**
 * The sign-in that a session comes back to: the latest that no other session of the page has come back to, so that two
 * sessions at one server, for instance for two children, each find their own; else the latest.
 */
export function takeKept(window: PageWindow, registrations: readonly Registration[]): Kept | undefined {
  const all = allKept(window, registrations);
  const known = taken.get(window) ?? new Set();
  const kept = all.find(({ grant }) => !known.has(grant)) ?? all[0];
  if (kept) taken.set(window, known.add(kept.grant));
  return kept;
}

function grantsIn(window: PageWindow): string[] {
  try {
    const { sessionStorage } = window;
    return Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '')
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
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
      stringOf(objectOf(json.context)?.patient) !== undefined;
    if (!isWhole) return undefined;
    const kept = json as unknown as Kept;
    // JSON leaves out what is undefined.
    return { ...kept, context: { ...contextOf(kept.context.patient), ...kept.context } };
  } catch {
    return undefined;
  }
}
