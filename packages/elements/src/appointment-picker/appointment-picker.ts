import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session } from '@ehr-widgets/sdk';
import { beforeRecord } from '../shared/before-record.ts';
import { WidgetElement } from '../shared/element.ts';
import { Later } from '../shared/later.ts';
import { listParts } from '../shared/list/list.styles.ts';
import { drawTold } from '../shared/list/told.ts';
import { record } from '../shared/record.styles.ts';
import { SessionFollower } from '../shared/session-follower.ts';
import { usableLevel } from '../shared/usable.ts';
import { questionnaire } from '../questionnaire/questionnaire.styles.ts';
import { styles } from './appointment-picker.styles.ts';
import { pickerNameStrings } from './name.strings.ts';
import type { BookingMode } from './picker-host.ts';
import type { Picker } from './picker.ts';
import type { ViewName } from './views.ts';

/**
 * Finds a free time and books it, in the way that the server offers: what for, then the day and the time in the zone of
 * the place, then a look at it all with the reason for coming, and what came of it.
 *
 * Put it inside an `<ehr-session>`, or give it a `session`. It fits itself to the width it is given. Attributes skip what is
 * known: a page of the kidney clinic fixes the service, a doctor's own page the practitioner. An appointment that is to be
 * moved elsewhere on the page (`ehr-reschedule`) is moved here.
 *
 * @tagname ehr-appointment-picker
 * @summary Finds a free time, keeps it where the server can, and books it.
 *
 * @fires {EhrBookEvent} ehr-book - A time is about to be kept, booked or asked for, or answers to be kept. Carries
 *   references, nothing else. Prevent it and nothing is written; answer it with `respondWith` to book in the page's own way.
 *
 * @fires {EhrCancelEvent} ehr-cancel - An appointment that was just booked is about to be cancelled. Carries references, nothing
 *   else. Prevent it and nothing is written.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart steps - How far the booking has come.
 * @csspart emergency - What the page has to say for emergencies.
 * @csspart what - What the appointment is for.
 * @csspart calendar - The month with how many times are free on each day.
 * @csspart times - The free times of a day.
 * @csspart time - One free time.
 * @csspart check - What is about to be booked.
 * @csspart questions - What the practice wants to know before the visit.
 * @csspart ask - What is asked for where no time is chosen.
 * @csspart done - What was booked, or asked for.
 * @csspart notice - Something to know about what is shown.
 * @csspart message - What stands in place of content.
 * @csspart loading - The skeleton of times that are being read.
 *
 * @cssproperty [--ehr-font-size=medium] - The base size, 14px to 22px; everything else follows.
 * @cssproperty [--ehr-font-family=system-ui] - The typeface.
 * @cssproperty [--ehr-radius-lg=0.75em] - Corners of the widget, 0 to 1em.
 * @cssproperty [--ehr-color-accent] - Links and buttons; must reach a contrast of 4.5 on the surface.
 * @cssproperty [--ehr-color-surface] - The widget's ground.
 * @cssproperty [--ehr-color-text] - The widget's text.
 */
export class EhrAppointmentPicker extends WidgetElement {
  static override readonly tag: string = 'ehr-appointment-picker';
  static override styles = [...WidgetElement.styles, record, listParts, questionnaire, styles];

  /** The session to book with. Wins over that of an `<ehr-session>` around the element. */
  @property({ attribute: false }) session: Session | undefined;

  /** The id of the session's source to book at, where it has several; the first when left out. */
  @property() source: string | undefined | null;

  /** What for: `HealthcareService/kidney`, or several with spaces between. The reader chooses when left out. */
  @property() service: string | undefined | null;

  /** Where: `Location/outpatients`, or several. */
  @property() place: string | undefined | null;

  /** With whom: `Practitioner/123` or `PractitionerRole/123`, or several. */
  @property() practitioner: string | undefined | null;

  /** How: `in-person`, `video`, `phone`, or several. */
  @property() modality: string | undefined | null;

  /** How long the visit is to be; times that follow each other are taken together for it. */
  @property({ type: Number }) minutes: number | undefined | null;

  /** How many days ahead times are offered; as far as the server plans when left out, 395 at most. */
  @property({ type: Number, attribute: 'days-ahead' }) daysAhead: number | undefined | null;

  /**
   * How free times are shown: `month`, a calendar; `weeks`, the days of a week beside each other; `first`, a list of the next
   * ones. The reader chooses when left out, and begins with the month.
   */
  @property() view: ViewName | undefined | null;

  /** The appointment to be moved, for instance `Appointment/123`: it is kept until the new one is booked. */
  @property() replaces: string | undefined | null;

  /**
   * Who books. `auto`: the library, where the sign-in and the server permit it. `host`: the page, which answers
   * `ehr-book`. `off`: nobody; free times are only shown.
   */
  @property() booking: BookingMode | undefined | null = 'auto';

  /** The ways of booking that are wanted, with spaces between: `operation create request link phone`. All when left out. */
  @property() ways: string | undefined | null;

  /**
   * What the reader is asked before booking, with spaces between: `reason`, `contact` (how to reach them for this visit; the
   * record stays as it is) and `coverage` (who pays, of what the record has). `reason contact` when left out; an empty text asks
   * nothing.
   */
  @property() ask: string | undefined | null;

  /** How long a reason may be, in letters: some servers take no more than 255. 1000 when left out. */
  @property({ type: Number, attribute: 'reason-length' }) reasonLength: number | undefined | null;

  /**
   * The practice's questions before a visit: `Questionnaire/intake`, or a canonical URL. Answers are kept as a
   * QuestionnaireResponse that the appointment names.
   */
  @property() questionnaire: string | undefined | null;

  /**
   * Where the map of a place opens: an https address in which `{address}`, or `{latitude}` and `{longitude}`, stand for the
   * place. Only those are put in, when a reader follows the link. No map is offered when left out.
   */
  @property({ attribute: 'map-url' }) mapUrl: string | undefined | null;

  /** What to do in an emergency, said above all else, in the page's own words: numbers differ by country. */
  @property({ attribute: 'emergency-text' }) emergencyText: string | undefined | null;

  /** The number to call in an emergency, or several with commas between: `911, 988`. */
  @property({ attribute: 'emergency-phone' }) emergencyPhone: string | undefined | null;

  /** The level of the widget's heading, 1 to 5; what it shows is below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** The IANA time zone that the reader is in; the browser's own when left out. Times are told in the zone of the place. */
  @property({ attribute: 'time-zone' }) timeZone: string | undefined | null;

  readonly #around = new SessionFollower(this, () => this.session);
  #picker: Picker | undefined;

  /** Reads the free times again, keeping what is shown until they have arrived. */
  async refresh(): Promise<void> {
    await this.#picker?.refresh();
  }

  protected override willUpdate(): void {
    const { module } = picker;
    if (module) this.#picker ??= new module.Picker(this, this.surroundings, () => this.#around.session);
    // While the person signs in there is time to load what finds and books.
    else if (this.#around.session?.state.kind === 'signing-in') void picker.ready();
  }

  protected override draw(): TemplateResult {
    const kind = this.#around.session?.state.kind;
    if (this.#picker && kind === 'ready') return this.#picker.draw();
    const { title, noun } = pickerNameStrings.for(this.surroundings);
    if (kind === 'ready') picker.for(this);
    const { told, status } = beforeRecord(kind, noun, this.surroundings);
    return drawTold(title, usableLevel(this.headingLevel), told, status);
  }

  /** Also waits for what is loaded to find and book. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await picker.underWay;
    return super.getUpdateComplete();
  }
}

/** All that finds and books: a page before sign-in does without. */
const picker = new Later(() => import('./picker.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ehr-appointment-picker': EhrAppointmentPicker;
  }
}
