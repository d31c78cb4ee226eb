/**
 * Where sign-ins are kept that survive a reload: one entry a sign-in in this tab's `sessionStorage`, by issuer and client.
 * Here is only what a page needs before anybody has signed in; what is in an entry is up to kept.ts.
 * @module
 */
import type { PageWindow } from './environment.ts';

const PREFIX = 'ehr-widgets:session:';

/** A page as one authorization server knows it. */
export interface Registration {
  readonly issuer: string;
  readonly clientId: string;
}

/** The key of one sign-in. `grant` is random; neither user nor patient shows in it. */
export function keyOf(registration: Registration, grant: string): string {
  return prefixOf(registration) + grant;
}

/** The keys of all sign-ins that are kept for any of these. */
export function keptKeys(window: PageWindow, registrations: readonly Registration[]): readonly string[] {
  try {
    const { sessionStorage } = window;
    const keys = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '');
    return keys.filter((key) => registrations.some((registration) => key.startsWith(prefixOf(registration))));
  } catch {
    // Where storage is forbidden nothing is kept.
    return [];
  }
}

/** Forgets all that is kept for any of these. */
export function forgetAllKept(window: PageWindow, registrations: readonly Registration[]): void {
  for (const key of keptKeys(window, registrations)) window.sessionStorage.removeItem(key);
}

function prefixOf({ issuer, clientId }: Registration): string {
  return `${PREFIX}${clientId} ${issuer.replace(/\/+$/, '')} `;
}
