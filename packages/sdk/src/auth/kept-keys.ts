/**
 * Where sign-ins are kept that survive a reload: one entry a sign-in in this tab's `sessionStorage`, by issuer and client.
 * Here is only what a page needs before anybody has signed in; what is in an entry is up to kept.ts.
 * @module
 */
import type { PageWindow } from './environment.ts';

const PREFIX = 'ehr-widgets:session:';
const SIGNED_OUT = 'ehr-widgets:signed-out:';

/** A page as one authorization server knows it. */
export interface Registration {
  readonly issuer: string;
  readonly clientId: string;
}

/** The key of one sign-in. `grant` is random; neither user nor patient shows in it. */
export function keyOf(registration: Registration, grant: string): string {
  return prefixOf(registration) + grant;
}

/** The keys of all sign-ins that are kept for any of these, or for whomever. */
export function keptKeys(window: PageWindow, registrations?: readonly Registration[]): readonly string[] {
  const prefixes = registrations?.map(prefixOf) ?? [PREFIX];
  try {
    const { sessionStorage } = window;
    const keys = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '');
    return keys.filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
  } catch {
    // Where storage is forbidden nothing is kept.
    return [];
  }
}

/** Forgets all that is kept for any of these, or for whomever. */
export function forgetAllKept(window: PageWindow, registrations?: readonly Registration[]): void {
  for (const key of keptKeys(window, registrations)) window.sessionStorage.removeItem(key);
}

/**
 * Notes for the tabs that hear nothing, since they are at another page of the site, that the person has signed out: what
 * they keep from before is not to come back with the back button. A moment, and nothing else, in `localStorage`.
 */
export function noteSignOut(window: PageWindow, registrations: readonly Registration[], now: number): void {
  try {
    for (const one of registrations) window.localStorage.setItem(SIGNED_OUT + nameOf(one), String(now));
  } catch {
    // Where storage is forbidden, no tab keeps anything.
  }
}

/** When the person last signed out there, in whatever tab: milliseconds since the epoch, 0 when never. */
export function signedOutAt(window: PageWindow, registration: Registration): number {
  try {
    return Number(window.localStorage.getItem(SIGNED_OUT + nameOf(registration))) || 0;
  } catch {
    return 0;
  }
}

function prefixOf(registration: Registration): string {
  return `${PREFIX}${nameOf(registration)} `;
}

function nameOf({ issuer, clientId }: Registration): string {
  return `${clientId} ${issuer.replace(/\/+$/, '')}`;
}
