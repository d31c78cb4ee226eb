/**
 * What is remembered over a redirect: the only thing that sign-in ever puts into storage. It holds no token and no PHI,
 * is of no use without the code, and is deleted when the person is back.
 * @module
 */
import { EhrError } from '../errors.ts';
import type { Attempt } from './authorization.ts';
import type { PageWindow } from './environment.ts';
import { objectOf, stringOf } from './json.ts';

const KEY = 'ehr-widgets:sign-in';

export interface Hop extends Attempt {
  readonly clientId: string;
  /** The page to come back to, when the redirect URI is another one. */
  readonly returnTo: string;
  /** The answer, left here by the callback page for the page that asked. */
  readonly response?: string | undefined;
}

/**
 * Remembers one sign-in, instead of any before it.
 * @throws EhrError `storage-unavailable`
 */
export function rememberHop(window: PageWindow, hop: Hop): void {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(hop));
  } catch (cause) {
    throw new EhrError(
      'storage-unavailable',
      'The browser does not let this page remember the sign-in while it is away. ' +
        'Sign in by popup instead, or allow storage for this site.',
      { cause },
    );
  }
}

/** The sign-in that is remembered, if any. */
export function readHop(window: PageWindow): Hop | undefined {
  const json = parse(stored(window));
  const [issuer, state, codeVerifier, nonce, clientId, returnTo] = HOP_MEMBERS.map((name) => stringOf(json[name]));
  if (!issuer || !state || !codeVerifier || !nonce || !clientId || !returnTo) return undefined;
  return { issuer, state, codeVerifier, nonce, clientId, returnTo, response: stringOf(json.response) };
}
const HOP_MEMBERS = ['issuer', 'state', 'codeVerifier', 'nonce', 'clientId', 'returnTo'];

export function forgetHop(window: PageWindow): void {
  try {
    window.sessionStorage.removeItem(KEY);
  } catch {
    // Where storage is forbidden nothing was stored.
  }
}

function stored(window: PageWindow): string {
  try {
    return window.sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text)) ?? {};
  } catch {
    return {};
  }
}
