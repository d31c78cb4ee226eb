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

/**
 * Raised when a reader checks in for an appointment, and before what they answered is sent. Where the host prevents it, it
 * asks its own questions, or tells the practice, and nothing is asked or sent here.
 */
export class EhrCheckInEvent extends AppointmentEvent {
  static readonly type = 'ehr-check-in';
  /** Answers are about to be sent. */
  readonly sending: boolean;

  constructor(reference: string, source: string, sending = false) {
    super(EhrCheckInEvent.type, reference, source);
    this.sending = sending;
  }
}

/**
 * Raised before appointments are written into a calendar file. Cancelable: a page that keeps a calendar to subscribe to, or
 * sends reminders itself, prevents it, and no file is made.
 */
export class EhrCalendarEvent extends Event {
  static readonly type = 'ehr-calendar';
  /** Where they are, as references at sources: nothing of what they are. */
  readonly appointments: readonly { readonly reference: string; readonly source: string }[];

  constructor(appointments: EhrCalendarEvent['appointments']) {
    super(EhrCalendarEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.appointments = appointments;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-calendar': EhrCalendarEvent;
    'ehr-cancel': EhrCancelEvent;
    'ehr-check-in': EhrCheckInEvent;
  }
}
