/**
 * Booking somewhere else: on a page of the practice's own, or by telephone.
 * @module
 */
import type { BookingChoices } from './booking-choices.ts';
import type { FreeTime } from './free-time.ts';
import type { ContactPoint } from './patient.ts';
import { secureLink } from './visit-mode.ts';

/** Who sends somebody to a page of the practice's (SMART Scheduling Links, "Deep Links hosted by Provider Booking Portal"). */
export interface Referral {
  /** The name by which the practice knows the page that sends. */
  readonly source: string;
  /** By which this one time of sending is known afterwards. No more than that: it stands in an address. */
  readonly referral?: string;
}

/** The page on which a time is booked, with who sends; undefined where there is none. Whatever else it has in it stays. */
export function bookingLink({ link }: Pick<FreeTime, 'link'>, { source, referral }: Referral): string | undefined {
  const safe = secureLink(link);
  if (safe === undefined) return undefined;
  const url = new URL(safe);
  url.searchParams.set('source', source);
  if (referral !== undefined) url.searchParams.set('booking-referral', referral);
  return url.href;
}

/** Telephone numbers to book by, as sent, the nearest to the time first: its own, the place's, the service's. */
export function bookingPhones(
  { phone, places, services }: Pick<FreeTime, 'phone' | 'places' | 'services'>,
  choices: BookingChoices,
): string[] {
  const numbers = (telecom: readonly ContactPoint[]): string[] =>
    telecom.flatMap(({ system, use, value }) => (system === 'phone' && use !== 'old' ? value : []));
  const known = choices.services.filter(({ reference }) => services.includes(reference));
  return [
    ...new Set([
      ...(phone === undefined ? [] : [phone]),
      ...[...places, ...known].flatMap(({ telecom }) => numbers(telecom)),
    ]),
  ];
}

/** A `tel:` address of a number as written; undefined for what is no number (RFC 3966). */
export function telephoneLink(written: string): string | undefined {
  const [, number, extension] =
    /^([+(]?[\d\s().\-/]{2,30}?)(?:\s*(?:x|ext\.?|#)\s*(\d{1,8}))?$/i.exec(written.trim()) ?? [];
  // A zero in brackets is dialled within the country only, an emergency number may have two digits.
  const digits = number?.replace(/^(\+.*)\(0\)/, '$1').replace(/(?!^\+)\D/g, '');
  if (!digits || digits.replace('+', '').length < 2) return undefined;
  return `tel:${digits}${extension === undefined ? '' : `;ext=${extension}`}`;
}
