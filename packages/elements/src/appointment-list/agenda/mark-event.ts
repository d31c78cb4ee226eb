import type { AppointmentMark } from '@ehr-widgets/sdk/appointments';

/**
 * Raised before staff's word of a visit is written: come, seen, missed. Cancelable: where the host prevents it, nothing is
 * written. Carries references only: any script on the page can hear it.
 */
export class EhrMarkEvent extends Event {
  static readonly type = 'ehr-mark';
  /** For instance `Appointment/123`, at the source. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;
  /** The status that it is to have. */
  readonly mark: AppointmentMark;

  constructor(reference: string, source: string, mark: AppointmentMark) {
    super(EhrMarkEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.reference = reference;
    this.source = source;
    this.mark = mark;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-mark': EhrMarkEvent;
  }
}
