import type { BookingWay } from '@ehr-widgets/sdk/appointments';

/** What is about to be written. */
export interface BookingRequest {
  /** The id of the session's source that it goes to. */
  readonly source: string;
  /**
   * How the library would do it; `hold` keeps a time while the reader decides, `answers` keeps what they answered to the
   * practice's questions.
   */
  readonly way: (BookingWay & ('operation' | 'create' | 'request')) | 'hold' | 'answers';
  /** References of the slots; none where nothing but a wish is told. */
  readonly slots: readonly string[];
  /** The reference of the appointment that this one takes the place of. */
  readonly replaces?: string | undefined;
}

/** What came of it where the host booked: as the library's own outcomes. */
export type HostOutcome = 'booked' | 'requested' | 'taken';

/**
 * Raised before a time is kept, booked or asked for, and before answers to the practice's questions are kept. Cancelable: where the host prevents it, nothing is written. A host that
 * books in its own way answers with `respondWith`, and the reader sees what came of it. Carries references only, never a
 * name, a time or a reason, because any script on the page can hear it.
 */
export class EhrBookEvent extends Event {
  static readonly type = 'ehr-book';
  readonly request: BookingRequest;
  /** What the host is doing about it, once it answered. */
  answer: Promise<HostOutcome> | undefined;

  constructor(request: BookingRequest) {
    super(EhrBookEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.request = request;
  }

  /** Takes the booking over. Call it while the event is heard; a promise that rejects is told as not booked. */
  respondWith(answer: HostOutcome | Promise<HostOutcome>): void {
    this.preventDefault();
    this.answer = Promise.resolve(answer);
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-book': EhrBookEvent;
  }
}
