import type { RefillKind } from '@ehr-widgets/sdk/medications';

/** One medicine that is asked for: the prescription, and whether it has refills left or needs a new one. */
export interface RefillRequest {
  /** For instance `MedicationRequest/123`, at the source. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;
  readonly kind: RefillKind;
}

/**
 * Raised before a refill or a renewal is asked for. Cancelable: where the host prevents it, nothing is written, and the
 * host asks in its own way. Carries references only, never a name, because any script on the page can hear it.
 */
export class EhrRefillEvent extends Event {
  static readonly type = 'ehr-refill';
  readonly requests: readonly RefillRequest[];

  constructor(requests: readonly RefillRequest[]) {
    super(EhrRefillEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.requests = requests;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-refill': EhrRefillEvent;
  }
}
