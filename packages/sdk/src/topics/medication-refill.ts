/**
 * Whether more of a medicine can be asked for, and what that is called where it is asked. A reader asks for more; whether
 * that is a refill of what was ordered or a new order is for this to know.
 * @module
 */
import type { MedicineStatus } from './medication-status.ts';
import type { Medicine } from './medication-view.ts';

/** `refill`: of an order in force. `renewal`: an order to follow one that is used up. */
export type RefillKind = 'refill' | 'renewal';

/**
 * What a request is called in `Task.code.text`. A Task to fill an order may as well be the pharmacy's own, for the order
 * itself: by these words a request for more is known.
 */
export const REFILL_WORDS: Readonly<Record<RefillKind, string>> = {
  refill: 'Refill request',
  renewal: 'Renewal request',
};

/**
 * What asking for more of it would be; undefined where there is nothing to ask for: no order, or one that is stopped, held,
 * disputed, being filled, or asked for already. Whether this server takes it is for `canRequestRefill` to say.
 */
export function refillKindOf({ status, lead }: Medicine): RefillKind | undefined {
  return lead.kind === 'request' && /^MedicationRequest\/./.test(lead.reference) ? KINDS[status] : undefined;
}

const KINDS: Partial<Readonly<Record<MedicineStatus, RefillKind>>> = {
  active: 'refill',
  'active-refills-left': 'refill',
  'not-filled': 'refill',
  'supply-over': 'refill',
  'active-no-refills': 'renewal',
  expired: 'renewal',
};
