/**
 * Raised when a reader wants to ask about a result. Cancelable: a host that takes the question prevents it, and asks in its
 * own way; where nobody does, the reader is told to ask elsewhere. Carries a reference only, never a name or a value,
 * because any script on the page can hear it.
 */
export class EhrQuestionEvent extends Event {
  static readonly type = 'ehr-question';
  /** For instance `Observation/123`, at the source. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;

  constructor(reference: string, source: string) {
    super(EhrQuestionEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.reference = reference;
    this.source = source;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-question': EhrQuestionEvent;
  }
}
