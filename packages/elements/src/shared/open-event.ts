/**
 * Raised when a reader opens a line. Cancelable: where the host prevents it, nothing opens in place. Carries a
 * reference only, never a name or a value, because any script on the page can hear it.
 */
export class EhrOpenEvent extends Event {
  static readonly type = 'ehr-open';
  /** For instance `Observation/123`, at the source. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;

  constructor(reference: string, source: string) {
    super(EhrOpenEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.reference = reference;
    this.source = source;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-open': EhrOpenEvent;
  }
}
