import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session } from '@ehr-widgets/sdk';
import { beforeRecord } from '../shared/before-record.ts';
import { WidgetElement } from '../shared/element.ts';
import { Later } from '../shared/later.ts';
import { listParts } from '../shared/list/list.styles.ts';
import { drawTold } from '../shared/list/told.ts';
import { Printing } from '../shared/printing.ts';
import { record } from '../shared/record.styles.ts';
import { SessionFollower } from '../shared/session-follower.ts';
import { usableLevel } from '../shared/usable.ts';
import type { AboutTestFor } from './about-test.ts';
import { resultsNameStrings } from './name.strings.ts';
import { styles } from './results-viewer.styles.ts';
import { scrollCue } from './scroll-cue.styles.ts';
import type { ImageFetch } from './pictures.ts';
import type { Viewer } from './viewer.ts';

/**
 * Results by report, or over time: tests down, dates across, the newest first. Every value with its unit, its flag and who
 * says so, its status and its range; searched, filtered and sorted as a whole, however many there are.
 *
 * Put it inside an `<ehr-session>`, or give it a `session`. It fits itself to the width it is given: in a narrow column
 * the table is a list of tests. A result that is opened elsewhere on the page (`ehr-open`) is opened here too.
 *
 * @tagname ehr-results-viewer
 * @summary Results over time, in a table or in a list, that say what they are and who flagged them.
 *
 * @fires {EhrOpenEvent} ehr-open - A result was opened. Carries its reference and source, nothing else. Prevent it to show
 *   it elsewhere; otherwise it shows in place.
 * @fires {EhrQuestionEvent} ehr-question - Somebody wants to ask about a result, where `questions` is set. Carries its
 *   reference and source, nothing else. Prevent it to take the question; otherwise the reader is told that nobody did.
 * @fires {EhrViewEvent} ehr-view - Somebody wants to look at a file, or, where `image-viewer` is set, at the images of a
 *   study. Carries its reference and source, and which file, nothing else. Prevent it to show it elsewhere.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart tools - The choice of what is shown, and in which order.
 * @csspart panels - The choice of tests by their panels.
 * @csspart table - The box in which the table of tests and dates scrolls.
 * @csspart tests - The list of tests, in a narrow column.
 * @csspart results - Every result, in a list.
 * @csspart reports - The list of reports.
 * @csspart report - The report that was chosen.
 * @csspart files - Files of a report, or of a document.
 * @csspart series - The series of an imaging study.
 * @csspart detail - The result that was opened, and all others of its test.
 * @csspart help - What the words of an opened result mean.
 * @csspart question - The button that raises a question.
 * @csspart trend - The drawings of the opened test's results over time, and of those beside it.
 * @csspart chip - A flag or a status.
 * @csspart legend - What the shapes in the table mean.
 * @csspart errors - What was entered in error.
 * @csspart notice - Something to know about what is shown.
 * @csspart message - What stands in place of content.
 * @csspart loading - The skeleton of results that are being read.
 *
 * @cssproperty [--ehr-font-size=medium] - The base size, 14px to 22px; everything else follows.
 * @cssproperty [--ehr-font-family=system-ui] - The typeface.
 * @cssproperty [--ehr-radius-lg=0.75em] - Corners of the widget, 0 to 1em.
 * @cssproperty [--ehr-color-accent] - Links and buttons; must reach a contrast of 4.5 on the surface.
 * @cssproperty [--ehr-color-surface] - The widget's ground.
 * @cssproperty [--ehr-color-text] - The widget's text.
 */
export class EhrResultsViewer extends WidgetElement {
  static override readonly tag: string = 'ehr-results-viewer';
  static override styles = [...WidgetElement.styles, record, listParts, styles, scrollCue];

  /** The session to read from. Wins over that of an `<ehr-session>` around the element. */
  @property({ attribute: false }) session: Session | undefined;

  /** The level of the widget's heading, 1 to 5; what it shows is below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /**
   * Offers to show only what came since this browser last showed these results: a name of the host's for the person or
   * place that it is remembered for, without anything of the patient. Kept in `localStorage`: when, under a one-way digest.
   * Not by default.
   */
  @property() remember: string | undefined | null;

  /** The IANA time zone in which times are told; the reader's own when left out. */
  @property({ attribute: 'time-zone' }) timeZone: string | undefined | null;

  /**
   * The page takes questions: an opened result has a button that raises `ehr-question`. Without it there is none, since it
   * would lead nowhere.
   */
  @property({ type: Boolean }) questions = false;

  /**
   * What the page has to say about a test, by its LOINC code: words, an address where more is said, or both. Opened results
   * show it as the page's own.
   */
  @property({ attribute: false }) aboutTest: AboutTestFor | undefined | null;

  /** Writes name, birth date and record number onto charts that are saved as images. They leave the page with it. */
  @property({ type: Boolean, attribute: 'identity-on-images' }) identityOnImages = false;

  /**
   * What is shown first: `time`, tests over time, or `reports`, each report with what it holds. The reader may take the
   * other; what was searched and filtered stays.
   */
  @property() view: 'reports' | 'time' | undefined | null;

  /**
   * Fetches a frame of an imaging study by its DICOMweb address, which the record names. Without it no image is fetched: the
   * library sends no credentials to where images lie. See docs/security.md before giving any to an address.
   */
  @property({ attribute: false }) imageFetch: ImageFetch | undefined | null;

  /**
   * The page has a viewer of images: studies have a button that raises `ehr-view`. Without it there is none, since it would
   * lead nowhere.
   */
  @property({ type: Boolean, attribute: 'image-viewer' }) imageViewer = false;

  readonly #around = new SessionFollower(this, () => this.session);
  #viewer: Viewer | undefined;

  constructor() {
    super();
    new Printing(this, (printing) => this.#print(printing));
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  async refresh(): Promise<void> {
    await this.#viewer?.refresh();
  }

  protected override willUpdate(): void {
    const { module } = viewer;
    if (module) this.#viewer ??= new module.Viewer(this, this.surroundings, () => this.#around.session);
    // While the person signs in there is time to load what draws the record.
    else if (this.#around.session?.state.kind === 'signing-in') void viewer.ready();
  }

  protected override draw(): TemplateResult {
    if (this.#viewer) return this.#viewer.draw();
    const { title, noun } = resultsNameStrings.for(this.surroundings);
    const kind = this.#around.session?.state.kind;
    if (kind === 'ready') viewer.for(this);
    const { told, status } = beforeRecord(kind, noun, this.surroundings);
    return drawTold(title, usableLevel(this.headingLevel), told, status);
  }

  /** Also waits for what is loaded to draw a record, and until that fits the room there is. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await viewer.underWay;
    await super.getUpdateComplete();
    await this.#viewer?.underWay;
    this.#viewer?.fit();
    return super.getUpdateComplete();
  }

  /** At once, since the sheet is laid out next. It says when it was printed, not when the page was opened. */
  #print(printing: boolean): void {
    if (!this.#viewer) return;
    this.#viewer.printing = printing;
    this.requestUpdate();
    this.performUpdate();
  }
}

/** All that draws a record: a page before sign-in does without. */
const viewer = new Later(() => import('./viewer.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ehr-results-viewer': EhrResultsViewer;
  }
}
