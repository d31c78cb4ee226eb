/**
 * Raised when a reader wants to move an appointment to another time. Cancelable: who takes it prevents it, be that a picker on
 * the page, which then shows the times to move to, or the page itself. Carries a reference only, never a name or a time,
 * because any script on the page can hear it.
 */
export class EhrRescheduleEvent extends Event {
  static readonly type = 'ehr-reschedule';
  /** For instance `Appointment/123`, at the source. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;

  constructor(reference: string, source: string) {
    super(EhrRescheduleEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.reference = reference;
    this.source = source;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-reschedule': EhrRescheduleEvent;
  }
}
