import type { Session } from '@ehr-widgets/sdk';
import { warnOnce } from './warn-once.ts';

/*
 * What a host gave, where it can be used. A bad value warns once and is taken as if nothing had been given.
 */

/** The session, if it is one. */
export function usableSession(given: Session | undefined | null): Session | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given.subscribe === 'function' && typeof given.state?.kind === 'string') return given;
  warnOnce(
    '`session` is not a session. Make one with smartSession(), openSession() or their sisters of @ehr-widgets/sdk.',
  );
  return undefined;
}

/** A heading level that leaves room for the sections below it. */
export function usableLevel(given: number | undefined | null): number {
  if (given === undefined || given === null) return 2;
  if (Number.isInteger(given) && given >= 1 && given <= 5) return given;
  warnOnce(`heading-level="${String(given)}" is not a number from 1 to 5; 2 is used.`);
  return 2;
}

/** A time zone that Intl knows. */
export function usableTimeZone(given: string | undefined | null): string | undefined {
  if (!given) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: given });
    return given;
  } catch {
    warnOnce(`time-zone="${given}" is not an IANA time zone; the reader's own is used.`);
    return undefined;
  }
}

/** Units to convert values to; undefined where they are to stand as recorded. */
export function usableUnits(given: string | undefined | null): 'si' | 'us' | undefined {
  if (given === 'si' || given === 'us') return given;
  if (given && given !== 'recorded')
    warnOnce(`units="${String(given)}" is not known; use recorded, si or us. No value is converted.`);
  return undefined;
}

/** How much room the lines have: as the width allows where it is `auto`. */
export function usableDensity(given: string | undefined | null): 'auto' | 'compact' | 'comfortable' {
  if (given === 'compact' || given === 'comfortable') return given;
  if (given && given !== 'auto')
    warnOnce(`density="${String(given)}" is not known; use auto, compact or comfortable. The width decides.`);
  return 'auto';
}

/** Minutes, more than none. */
export function usableMinutes(attribute: string, given: unknown): number | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  if (typeof given === 'number' && given > 0 && given < Infinity) return given;
  warnOnce(`${attribute}="${given as string}" is not a number of minutes; it is left out.`);
  return undefined;
}
