/**
 * Raised when a reader opens a line. Cancelable: where the host prevents it, nothing opens in place. Carries
 * references only, never a name or a value, because any script on the page can hear it.
 */
export class EhrOpenEvent extends Event {
  static readonly type = 'ehr-open';
  /** For instance `Observation/123`, at the source. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;
  /** Of a visit in a practice's agenda, who comes: `Patient/123`, for a page that opens their record. Else none. */
  readonly patients: readonly string[];

  constructor(reference: string, source: string, patients: readonly string[] = []) {
    super(EhrOpenEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.reference = reference;
    this.source = source;
    this.patients = patients;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-open': EhrOpenEvent;
  }
}
