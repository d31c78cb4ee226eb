import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session } from '@ehr-widgets/sdk';
import { beforeRecord } from '../shared/before-record.ts';
import { WidgetElement } from '../shared/element.ts';
import { Later } from '../shared/later.ts';
import { listLines } from '../shared/list/lines.styles.ts';
import { listParts } from '../shared/list/list.styles.ts';
import { drawTold } from '../shared/list/told.ts';
import { record } from '../shared/record.styles.ts';
import { Printing } from '../shared/printing.ts';
import { SessionFollower } from '../shared/session-follower.ts';
import { usableLevel } from '../shared/usable.ts';
import type { RefillMode } from './asking.ts';
import type { ListView } from './list-view.ts';
import { styles } from './medication-list.styles.ts';
import { medicationNameStrings } from './name.strings.ts';

/**
 * Every medicine that the record tells of, once each: what it is for, how to take it, what its status means and what to do
 * next, with the history behind it, allergy warnings, and a way to ask for more.
 *
 * Put it inside an `<ehr-session>`, or give it a `session`. It fits itself to the width it is given.
 *
 * @tagname ehr-medication-list
 * @summary A medication list that says what each status means, and asks for refills.
 *
 * @fires {EhrOpenEvent} ehr-open - A line's history, or an entry of it, was opened. Carries its reference and source,
 *   nothing else. Prevent it to show it elsewhere; otherwise it shows in place.
 * @fires {EhrRefillEvent} ehr-refill - Somebody asks for refills or renewals. Carries references, nothing else. Prevent it
 *   to ask in the page's own way; otherwise the request is written to the record.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart alarm - A strip that says what can harm.
 * @csspart tools - The choice of what is shown, and in which order.
 * @csspart several - The bar by which several are asked for at once.
 * @csspart group - Lines under one heading.
 * @csspart line - One medicine.
 * @csspart chip - A status.
 * @csspart ask - The button that asks for a refill or a renewal.
 * @csspart errors - What was entered in error.
 * @csspart allergies - The allergies on the same sheet.
 * @csspart notice - Something to know about what is shown.
 * @csspart message - What stands in place of content.
 * @csspart loading - The skeleton of a list that is being read.
 *
 * @cssproperty [--ehr-font-size=medium] - The base size, 14px to 22px; everything else follows.
 * @cssproperty [--ehr-font-family=system-ui] - The typeface.
 * @cssproperty [--ehr-radius-lg=0.75em] - Corners of the widget, 0 to 1em.
 * @cssproperty [--ehr-color-accent] - Links and buttons; must reach a contrast of 4.5 on the surface.
 * @cssproperty [--ehr-color-surface] - The widget's ground.
 * @cssproperty [--ehr-color-text] - The widget's text.
 */
export class EhrMedicationList extends WidgetElement {
  static override readonly tag: string = 'ehr-medication-list';
  static override styles = [...WidgetElement.styles, record, listParts, listLines, styles];

  /** The session to read from. Wins over that of an `<ehr-session>` around the element. */
  @property({ attribute: false }) session: Session | undefined;

  /**
   * Who writes refill and renewal requests. `auto`: the library, where the sign-in and the server permit it. `host`: the
   * page, which hears `ehr-refill`. `off`: nobody; nothing can be asked for.
   */
  @property() refills: RefillMode | undefined | null = 'auto';

  /** The level of the widget's heading, 1 to 5; lines are below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** The IANA time zone in which times are told; the reader's own when left out. */
  @property({ attribute: 'time-zone' }) timeZone: string | undefined | null;

  readonly #around = new SessionFollower(this, () => this.session);
  #view: ListView | undefined;

  constructor() {
    super();
    new Printing(this, (printing) => this.#print(printing));
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  async refresh(): Promise<void> {
    await this.#view?.refresh();
  }

  protected override willUpdate(): void {
    const { module } = view;
    if (module) this.#view ??= new module.ListView(this, this.surroundings, () => this.#around.session);
    // While the person signs in there is time to load what draws the record.
    else if (this.#around.session?.state.kind === 'signing-in') void view.ready();
  }

  protected override draw(): TemplateResult {
    if (this.#view) return this.#view.draw();
    const { title, noun } = medicationNameStrings.for(this.surroundings);
    const kind = this.#around.session?.state.kind;
    if (kind === 'ready') view.for(this);
    const { told, status } = beforeRecord(kind, noun, this.surroundings);
    return drawTold(title, usableLevel(this.headingLevel), told, status);
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
const view = new Later(() => import('./list-view.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ehr-medication-list': EhrMedicationList;
  }
}
