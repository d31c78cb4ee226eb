/**
 * Raised when a reader wants to look at a file, or at the images of a study. Cancelable: a host that has a viewer of its own
 * prevents it and shows them there. Carries references only, never a name or a value, because any script on the page can
 * hear it.
 */
export class EhrViewEvent extends Event {
  static readonly type = 'ehr-view';
  /** What has the file, or the study: `DocumentReference/123`, `ImagingStudy/123`. */
  readonly reference: string;
  /** The id of the session's source that holds it. */
  readonly source: string;
  /** Which of its files: its place among its attachments from 0, or `media-0` of a report's pictures. */
  readonly file: string | undefined;

  constructor(reference: string, source: string, file?: string) {
    super(EhrViewEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.reference = reference;
    this.source = source;
    this.file = file;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-view': EhrViewEvent;
  }
}
