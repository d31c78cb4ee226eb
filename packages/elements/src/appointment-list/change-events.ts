/** An appointment that something is wished for. Carries references only: any script on the page can hear it. */
abstract class AppointmentEvent extends Event {
  /** For instance `Appointment/123`, at the source. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;

  constructor(type: string, reference: string, source: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
    this.reference = reference;
    this.source = source;
  }
}

/** Raised before an appointment is cancelled, and before that is taken back. Where the host prevents it, nothing is written. */
export class EhrCancelEvent extends AppointmentEvent {
  static readonly type = 'ehr-cancel';
  /** A cancelling is to be taken back. */
  readonly undo: boolean;

  constructor(reference: string, source: string, undo = false) {
    super(EhrCancelEvent.type, reference, source);
    this.undo = undo;
  }
}

/** Raised when a reader checks in for an appointment: the page shows its questions, or tells the practice. */
export class EhrCheckInEvent extends AppointmentEvent {
  static readonly type = 'ehr-check-in';

  constructor(reference: string, source: string) {
    super(EhrCheckInEvent.type, reference, source);
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-cancel': EhrCancelEvent;
    'ehr-check-in': EhrCheckInEvent;
  }
}
