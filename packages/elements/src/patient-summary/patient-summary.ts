import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { EhrError, type Session } from '@ehr-widgets/sdk';
import { beforeRecord } from '../shared/before-record.ts';
import { WidgetElement } from '../shared/element.ts';
import { Later } from '../shared/later.ts';
import { record } from '../shared/record.styles.ts';
import { Printing } from '../shared/printing.ts';
import { SessionFollower } from '../shared/session-follower.ts';
import { drawCard } from '../shared/card.ts';
import type { ExportedSummary } from './export.ts';
import { leftPage } from './left-page.ts';
import { summaryNameStrings } from './name.strings.ts';
import type { SectionChoice } from './section.ts';
import type { SummaryView } from './summary-view.ts';

/**
 * The patient at a glance: who they are, what can harm them, then allergies, problems, encounters, medications,
 * immunizations, results and vital signs, each painted as its own data arrives.
 *
 * Put it inside an `<ehr-session>`, or give it a `session`. It fits itself to the width it is given.
 *
 * @tagname ehr-patient-summary
 * @summary A patient summary with every section, state and warning.
 *
 * @fires {EhrOpenEvent} ehr-open - A line was opened. Carries its reference and source, nothing else. Prevent it to
 *   show the line elsewhere; otherwise its details show in place.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart banner - Name, birth date, sex, record numbers.
 * @csspart deceased - The strip that says that the patient has died.
 * @csspart alarm - A strip that says what can harm.
 * @csspart section - A section.
 * @csspart not-shown - The section that names what is not shown, and why.
 * @csspart line - One line, tile or result.
 * @csspart chip - A status.
 * @csspart notice - Something to know about what is shown.
 * @csspart message - What stands in place of content.
 * @csspart loading - The skeleton of a section that is being read.
 * @csspart photo - The patient's picture.
 * @csspart download - The button that offers the summary as a file, and how that went.
 * @csspart foot - As of when, from where, and whether it is whole.
 *
 * @cssproperty [--ehr-font-size=medium] - The base size, 14px to 22px; everything else follows.
 * @cssproperty [--ehr-font-family=system-ui] - The typeface.
 * @cssproperty [--ehr-radius-lg=0.75em] - Corners of the widget, 0 to 1em.
 * @cssproperty [--ehr-color-accent] - Links and buttons; must reach a contrast of 4.5 on the surface.
 * @cssproperty [--ehr-color-surface] - The widget's ground.
 * @cssproperty [--ehr-color-text] - The widget's text.
 */
export class EhrPatientSummary extends WidgetElement {
  static override readonly tag: string = 'ehr-patient-summary';
  static override styles = [...WidgetElement.styles, record];

  /** The session to read from. Wins over that of an `<ehr-session>` around the element. */
  @property({ attribute: false }) session: Session | undefined;

  /**
   * Which sections to show, in which order: names in a string (`"allergies medications"`), or a list of names and of
   * the host's own sections. All standard sections when left out.
   */
  @property() sections: SectionChoice | undefined | null;

  /** The level of the widget's heading, 1 to 5; sections are one below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** The IANA time zone in which times are told; the reader's own when left out. */
  @property({ attribute: 'time-zone' }) timeZone: string | undefined | null;

  /** Offers the summary as a file: an International Patient Summary of what is shown. */
  @property({ type: Boolean }) downloadable = false;

  /**
   * Marks what came since this browser last showed this record: a name of the host's for the person or place that it is
   * remembered for, without anything of the patient. Kept in `localStorage`: when, under a one-way digest. Not by default.
   */
  @property() remember: string | undefined | null;

  /**
   * `compact` makes a line of each section, with its count and what warns, and the rest one press away; `auto`, the
   * default, does so in a column of 300 px or less; `comfortable` never does.
   */
  @property() density: 'auto' | 'compact' | 'comfortable' | undefined | null;

  /**
   * The units that the reader is used to: `si` (°C, kg, mmol/L) or `us` (°F, lb, mg/dL). Values then stand in them too,
   * converted by UCUM and marked, beside the one recorded. `recorded`, the default, converts nothing.
   */
  @property() units: 'recorded' | 'si' | 'us' | undefined | null;

  /**
   * For integrators: an opened line offers the FHIR resources that it was made of, whole. Never for patients: they hold
   * what nobody wrote for a reader.
   */
  @property({ type: Boolean }) debug = false;

  readonly #around = new SessionFollower(this, () => this.session);
  #view: SummaryView | undefined;

  constructor() {
    super();
    new Printing(this, (printing) => this.#print(printing));
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  async refresh(): Promise<void> {
    await this.#view?.refresh();
  }

  /**
   * What is shown as an International Patient Summary (IPS 2.0), once it has been read: every line, folded or not, but
   * for what was entered in error. `json` is what to save or send.
   * @throws EhrError `session-expired` when nobody is signed in, or the session ends meanwhile, or the element is not in
   *   the page or leaves it; `rejected` when the sources tell of people who can hardly be one, or a line is of another
   *   patient; `not-found` when the patient's own details cannot be read; the request's own error when the server fails.
   */
  async exportDocument(): Promise<ExportedSummary> {
    await view.ready();
    if (!this.isConnected) throw leftPage();
    this.requestUpdate();
    await this.updateComplete;
    if (!this.#view) throw new EhrError('unreachable', 'What makes the document could not be loaded. Try again.');
    return this.#view.exportDocument();
  }

  protected override willUpdate(): void {
    const { module } = view;
    if (module) this.#view ??= new module.SummaryView(this, this.surroundings, () => this.#around.session);
    // While the person signs in there is time to load what draws the record.
    else if (this.#around.session?.state.kind === 'signing-in') void view.ready();
  }

  protected override draw(): TemplateResult {
    if (this.#view) return this.#view.draw();
    const { title, noun } = summaryNameStrings.for(this.surroundings);
    const kind = this.#around.session?.state.kind;
    if (kind === 'ready') view.for(this);
    const { told, status } = beforeRecord(kind, noun, this.surroundings);
    return drawCard(title, told, status);
  }

  /** Also waits for what is loaded to draw a record. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await view.underWay;
    return super.getUpdateComplete();
  }

  /** At once, since the sheet is laid out next. It says when it was printed, not when the page was opened. */
  #print(printing: boolean): void {
    if (!this.#view) return;
    this.#view.printing = printing;
    this.requestUpdate();
    this.performUpdate();
  }
}

/** All that draws a record: a page before sign-in does without. */
const view = new Later(() => import('./summary-view.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ehr-patient-summary': EhrPatientSummary;
  }
}
