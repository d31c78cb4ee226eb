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
import { warnOnce } from '../shared/warn-once.ts';
import type { AgendaView } from './agenda/agenda.ts';
import type { AppointmentsList } from './appointments-list.ts';
import { styles } from './appointment-list.styles.ts';
import type { AgendaSpan, ChangeMode } from './list-host.ts';
import { appointmentNameStrings } from './name.strings.ts';

/**
 * The appointments of a record: what is to come, what is asked for, what was and what was cancelled, each with when and
 * where in the zone of the place, with whom, what to do before, how to join, and a way to move or cancel it.
 *
 * Put it inside an `<ehr-session>`, or give it a `session`. It fits itself to the width it is given.
 *
 * @tagname ehr-appointment-list
 * @summary A list of appointments that can be joined, put into a calendar, moved and cancelled.
 *
 * @fires {EhrRescheduleEvent} ehr-reschedule - Somebody wants another time. Carries the reference and the source, nothing
 *   else. Prevent it to offer other times.
 * @fires {EhrCancelEvent} ehr-cancel - An appointment is about to be cancelled, or a cancelling to be taken back. Carries
 *   the reference and the source, nothing else. Prevent it and nothing is written.
 * @fires {EhrCheckInEvent} ehr-check-in - Somebody checks in, where `check-in` offers it, or answers are about to be sent.
 *   Carries the reference and the source, nothing else. Prevent it and nothing is asked or sent.
 * @fires {EhrCalendarEvent} ehr-calendar - Appointments are about to be written into a calendar file, one or all. Carries
 *   references and sources, nothing else. Prevent it and no file is made: the page has a calendar to subscribe to.
 * @fires {EhrMarkEvent} ehr-mark - In an agenda, staff's word of a visit is about to be written: come, seen, missed. Carries
 *   the reference, the source and the status, nothing else. Prevent it and nothing is written.
 * @fires {EhrOpenEvent} ehr-open - In an agenda, a visit is opened. Carries its reference, those of who comes, and the source,
 *   nothing else.
 *   Prevent it and nothing opens in place.
 *
 * @csspart root - The inner root, inside which nothing is inherited from the page.
 * @csspart group - Appointments under one heading.
 * @csspart line - One appointment.
 * @csspart chip - A status.
 * @csspart photo - A practitioner's photo, or their initials. Hide it and no photo is read.
 * @csspart join - The link by which a video visit is joined.
 * @csspart days - The table of an agenda.
 * @csspart detail - The visit of an agenda that is open.
 * @csspart questions - The practice's questions before a visit.
 * @csspart dialog - The question whether an appointment is to be cancelled.
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
export class EhrAppointmentList extends WidgetElement {
  static override readonly tag: string = 'ehr-appointment-list';
  static override styles = [...WidgetElement.styles, record, listParts, listLines, styles];

  /**
   * `list`: the appointments of the patient in context. `agenda`: a practice's day and week, whoever comes, for staff whose
   * sign-in has a scope for more than one patient.
   */
  @property() view: 'list' | 'agenda' | undefined | null = 'list';

  /** The session to read from. Wins over that of an `<ehr-session>` around the element. */
  @property({ attribute: false }) session: Session | undefined;

  /**
   * Who moves appointments. `auto`: an `<ehr-appointment-picker>` on the page, where there is one. `host`: the page, which
   * hears `ehr-reschedule`. `off`: nobody; it is not offered.
   */
  @property() moving: ChangeMode | undefined | null = 'auto';

  /**
   * Who cancels. `auto`: the library, where the sign-in and the server permit it. `host`: the page, which hears
   * `ehr-cancel`. `off`: nobody; it is not offered.
   */
  @property() cancelling: ChangeMode | undefined | null = 'auto';

  /** What the practice has to say before somebody cancels, in the page's own words. */
  @property({ attribute: 'cancel-policy' }) cancelPolicy: string | undefined | null;

  /** Offers to check in for what is booked: the practice's questions open in place, or the page hears `ehr-check-in`. */
  @property({ type: Boolean, attribute: 'check-in' }) checkIn = false;

  /**
   * The practice's questions at check-in: `Questionnaire/intake`, or a canonical URL. An appointment that names a Questionnaire
   * itself is asked that. Answers are kept as a QuestionnaireResponse that the appointment names then.
   */
  @property() questionnaire: string | undefined | null;

  /**
   * Where the map of a place opens: an https address in which `{address}`, or `{latitude}` and `{longitude}`, stand for the
   * place. Only those are put in, when a reader follows the link. No map is offered when left out.
   */
  @property({ attribute: 'map-url' }) mapUrl: string | undefined | null;

  /** How many minutes before its time a video visit can be joined. */
  @property({ type: Number, attribute: 'join-minutes' }) joinMinutes: number | undefined | null = 15;

  /** How many minutes before its time a calendar reminds of an appointment; several with spaces between. None when left out. */
  @property() reminders: string | undefined | null;

  /** Writes into the calendar what it is for, with whom, and what to do before. Left out by default: calendars are shared. */
  @property({ type: Boolean, attribute: 'calendar-details' }) calendarDetails = false;

  /**
   * Whose days an agenda shows: references of Practitioners, PractitionerRoles or Locations with spaces between. When left
   * out, those of who is signed in, and of everybody who keeps a calendar that may be read.
   */
  @property({ attribute: 'agenda-of' }) agendaOf: string | undefined | null;

  /** How much of an agenda is shown at first: `day` or `week`. */
  @property({ attribute: 'agenda-span' }) agendaSpan: AgendaSpan | undefined | null = 'day';

  /** After how many minutes an agenda is read again by itself, while the page is looked at. Never when left out. */
  @property({ type: Number, attribute: 'agenda-minutes' }) agendaMinutes: number | undefined | null;

  /** The level of the widget's heading, 1 to 5; groups and lines are below. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** The IANA time zone that the reader is in; the browser's own when left out. Times are told in the zone of the place. */
  @property({ attribute: 'time-zone' }) timeZone: string | undefined | null;

  readonly #around = new SessionFollower(this, () => this.session);
  #list: AppointmentsList | undefined;
  #agenda: AgendaView | undefined;

  constructor() {
    super();
    new Printing(this, (printing) => this.#print(printing));
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  async refresh(): Promise<void> {
    await this.#shown?.refresh();
  }

  protected override willUpdate(): void {
    const { session } = this.#around;
    if (this.#isAgenda) {
      const Agenda = agenda.module?.AgendaView;
      if (Agenda) this.#agenda ??= new Agenda(this, this.surroundings, () => this.#around.session);
    } else if (list.module) {
      this.#list ??= new list.module.AppointmentsList(this, this.surroundings, () => this.#around.session);
    }
    // While the person signs in there is time to load what draws the record.
    if (!this.#shown && session?.state.kind === 'signing-in') void this.#part.ready();
  }

  protected override draw(): TemplateResult {
    if (this.#shown) return this.#shown.draw();
    const { title, noun } = appointmentNameStrings.for(this.surroundings);
    const { state, practice = [] } = this.#around.session ?? {};
    // A practice's day needs no patient.
    const kind = this.#isAgenda && practice.length > 0 ? 'ready' : state?.kind;
    if (kind === 'ready') this.#part.for(this);
    const { told, status } = beforeRecord(kind, noun, this.surroundings);
    return drawTold(title, usableLevel(this.headingLevel), told, status);
  }

  /** Also waits for what is loaded to draw a record. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#part.underWay;
    return super.getUpdateComplete();
  }

  get #isAgenda(): boolean {
    if (this.view && this.view !== 'list' && this.view !== 'agenda')
      warnOnce(`view="${String(this.view)}" is not known; use list or agenda. The list is shown.`);
    return this.view === 'agenda';
  }

  get #part(): typeof agenda | typeof list {
    return this.#isAgenda ? agenda : list;
  }

  get #shown(): AgendaView | AppointmentsList | undefined {
    return this.#isAgenda ? this.#agenda : this.#list;
  }

  /** At once, since the sheet is laid out next. It says when it was printed, not when the page was opened. */
  #print(printing: boolean): void {
    if (!this.#shown) return;
    this.#shown.printing = printing;
    this.requestUpdate();
    this.performUpdate();
  }
}

/** All that draws a record: a page before sign-in does without. */
const list = new Later(() => import('./appointments-list.ts'));
/** What draws a practice's days: few pages show them. */
const agenda = new Later(() => import('./agenda/agenda.ts'));

declare global {
  interface HTMLElementTagNameMap {
    'ehr-appointment-list': EhrAppointmentList;
  }
}
