import { nothing, type TemplateResult } from 'lit';
import { patient, type PatientView, type Session } from '@ehr-widgets/sdk';
import {
  appointments,
  appointmentsAt,
  dayAt,
  daysAfter,
  endOf,
  startOfDay,
  type AppointmentLine,
  type AppointmentsView,
  type VisitPerson,
} from '@ehr-widgets/sdk/appointments';
import { drawTold } from '../shared/list/told.ts';
import { Later } from '../shared/later.ts';
import type { Reader } from '../shared/reader.ts';
import { RecordView } from '../shared/list/record-view.ts';
import { EhrRescheduleEvent } from '../shared/reschedule-event.ts';
import { message, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController, viewOf } from '../shared/topic-controller.ts';
import { usableMinutes } from '../shared/usable.ts';
import { failedText, type Question } from './actions-view.ts';
import type { CheckIns } from './check-in/check-in.ts';
import type { CancelReason } from './appointment-list.strings.ts';
import { EhrCalendarEvent, EhrCheckInEvent } from './change-events.ts';
import { Changing, reasonOfCancelling } from './changing.ts';
import { JOIN_MINUTES, joinWindow } from './joining.ts';
import { drawList, PAGE, type ListContext } from './layout.ts';
import type { ListHost } from './list-host.ts';
import { appointmentNameStrings } from './name.strings.ts';
import type { Photos } from './photos.ts';
import type { GroupName } from './status.ts';
import { nameOf, telling, type Telling } from './telling.ts';
import { Ticking } from './ticking.ts';

/** How many lines of a group stand there at first: all that is ahead, and the newest of what was. */
const FIRST: Readonly<Record<GroupName, number>> = { upcoming: 50, requested: 50, past: 5, cancelled: 5 };

/** The list of appointments, once there is a record to read. */
export class AppointmentsList extends RecordView<ListHost> {
  readonly #topics: TopicController;
  readonly #changing: Changing;
  readonly #ticking: Ticking;
  #limits: Readonly<Record<GroupName, number>> = FIRST;
  #asked: AppointmentLine | undefined;
  #unmoved: ReadonlySet<string> = new Set();
  #notLoaded: 'noCalendar' | 'noCheckIn' | undefined;
  #checkIns: CheckIns | undefined;
  #photos: Photos | undefined;
  #happened = '';

  constructor(host: ListHost, surroundings: Surroundings, session: () => Session | undefined) {
    super(host, surroundings, session);
    this.#topics = new TopicController(host, session, () => [patient, appointments]);
    this.#changing = new Changing(host, session, () => host.requestUpdate());
    this.#ticking = new Ticking(host);
  }

  /** Reads everything again, keeping what is shown until it has arrived. */
  refresh(): Promise<void> {
    return this.#topics.refresh();
  }

  draw(): TemplateResult {
    this.forgetOthers();
    void this.#keepFocus();
    const reader = this.reader();
    const { title, noun } = appointmentNameStrings.for(reader);
    const states = stateStrings.for(reader);
    if (this.#topics.concealed) return drawTold(title, this.level, message('lock', states.checking, ''), '');
    const state = this.#topics.state(appointments);
    const read = viewOf(state);
    if (!read) {
      const said = state.kind === 'loading' ? states.reading(noun) : '';
      return drawTold(
        title,
        this.level,
        stateMessage(state, { reader, noun }, () => void this.refresh()),
        said,
      );
    }
    const view = appointmentsAt(read, reader.now);
    this.#ticking.wake(this.#momentsOf(view, reader), reader.now.getTime());
    return drawList(view, state, this.#context(view, telling(reader)));
  }

  /** When time alone changes what is said: a visit begins, ends or can be joined, a hold runs out, a day ends. */
  #momentsOf(view: AppointmentsView, { now, timeZone }: Reader): number[] {
    const moments = [...view.upcoming, ...view.requested, ...view.past.slice(0, PAGE)].flatMap((line) => {
      const window = joinWindow(line, this.#joinMinutes);
      const ends = [endOf(line), Date.parse(line.heldUntil ?? '')].filter((moment) => !Number.isNaN(moment));
      return [...ends, ...(window ? [window.opens, window.closes] : [])];
    });
    return [...moments, startOfDay(daysAfter(dayAt(now.getTime(), timeZone), 1), timeZone)];
  }

  protected override forget(): void {
    this.#limits = FIRST;
    this.#asked = undefined;
    this.#unmoved = new Set();
    this.#notLoaded = undefined;
    this.#checkIns = undefined;
    this.#photos?.forget();
    this.#photos = undefined;
    this.#happened = '';
  }

  #context(view: AppointmentsView, told: Telling): ListContext {
    const { cancelling, moving, mapUrl, checkIn } = this.host;
    const isAllowed = (line: AppointmentLine): boolean => this.#changing.permissionOf(line) === 'allowed';
    const whyFixed = (line: AppointmentLine): ReturnType<ListContext['whyFixedOf']> => {
      if (cancelling === 'off' || cancelling === 'host') return undefined;
      const permission = this.#changing.permissionOf(line);
      return permission === 'allowed' ? undefined : permission;
    };
    return {
      told,
      view,
      level: this.level,
      mapUrl,
      checkIn,
      joinMinutes: this.#joinMinutes,
      patient: viewOf<PatientView>(this.#topics.state(patient))?.patient,
      limitOf: (group) => (this.printing ? Infinity : this.#limits[group]),
      showMore: (group) => this.change(() => (this.#limits = { ...this.#limits, [group]: this.#limits[group] + PAGE })),
      question: this.#question(told),
      happened: this.#happened,
      notLoaded: this.#notLoaded && told.words[this.#notLoaded],
      retry: () => void this.refresh(),
      canCancel: (line) => cancelling === 'host' || (cancelling !== 'off' && isAllowed(line)),
      canMove: (line) =>
        line.start !== undefined && (moving === 'host' || (moving !== 'off' && this.#hasPicker && isAllowed(line))),
      whyFixedOf: whyFixed,
      changedOf: (line) => this.#changing.changedOf(line),
      isUnmoved: ({ key }) => this.#unmoved.has(key),
      toCalendar: (lines) => void this.#toCalendar(lines, told),
      move: (line) => this.#move(line, told),
      checkInFor: (line) => void this.#checkInFor(line),
      drawCheckIn: (line) => this.#checkIns?.draw(line, told, this.level + 3) ?? nothing,
      photoOf: (person, line) => this.#photoOf(person, line),
      askToCancel: (line) => void this.#ask(line),
      undo: (line) => void this.#undo(line, told),
    };
  }

  get #hasPicker(): boolean {
    return this.host.ownerDocument.querySelector('ehr-appointment-picker') !== null;
  }

  /** Whoever has other times to offer prevents it. The appointment stands meanwhile. */
  #move({ key, reference, origin }: AppointmentLine, { words }: Telling): void {
    const isTaken = !this.host.dispatchEvent(new EhrRescheduleEvent(reference, origin.source));
    if (isTaken || this.host.moving === 'host') return;
    this.#happened = words.moveElsewhere;
    this.change(() => (this.#unmoved = new Set([...this.#unmoved, key])));
  }

  async #toCalendar(lines: readonly AppointmentLine[], told: Telling): Promise<void> {
    const appointments = lines.map(({ reference, origin }) => ({ reference, source: origin.source }));
    if (!this.host.dispatchEvent(new EhrCalendarEvent(appointments))) return;
    await calendar.ready();
    const { calendarDetails, reminders } = this.host;
    this.#notLoaded = calendar.module ? undefined : 'noCalendar';
    calendar.module?.saveCalendar(lines, { details: calendarDetails, reminders }, told);
    this.host.requestUpdate();
  }

  /** The practice's questions, unless the page asks its own. */
  async #checkInFor(line: AppointmentLine): Promise<void> {
    const session = this.session();
    if (!this.host.dispatchEvent(new EhrCheckInEvent(line.reference, line.origin.source))) return;
    const own = line.supporting.find((reference) => reference.startsWith('Questionnaire/'));
    const questionnaire = own ?? this.host.questionnaire?.trim();
    if (!questionnaire || !session) return;
    await checkIn.ready();
    this.#notLoaded = checkIn.module ? undefined : 'noCheckIn';
    // Who has signed out meanwhile is asked nothing.
    if (checkIn.module && session.sources.some(({ id }) => id === line.origin.source)) {
      this.#checkIns ??= new checkIn.module.CheckIns(this.host, session, {
        happened: (said) => {
          this.#happened = said;
          this.host.requestUpdate();
        },
        focusLine: (key) => this.#focusLine({ key }),
      });
      await this.#checkIns.open(line, questionnaire);
    }
    this.host.requestUpdate();
  }

  #photoOf(person: VisitPerson, { key, origin }: AppointmentLine): HTMLElement | undefined {
    const source = this.session()?.sources.find(({ id }) => id === origin.source);
    if (person.photos.length === 0 || !source) return undefined;
    const part = photos.orWithout(this.host, 'Photos of practitioners could not be loaded; initials are shown.');
    if (part) this.#photos ??= new part.Photos();
    return this.#photos?.place(key, person, source);
  }

  #question(told: Telling): Question | undefined {
    const line = this.#asked;
    if (!line) return undefined;
    return { line, policy: this.host.cancelPolicy ?? '', answer: (reason) => void this.#answer(line, reason, told) };
  }

  async #ask(line: AppointmentLine): Promise<void> {
    this.change(() => (this.#asked = line));
    await this.host.updateComplete;
    const dialog = this.host.shadowRoot?.querySelector('dialog');
    dialog?.showModal();
    // The safe answer.
    dialog?.querySelector<HTMLElement>('[value=keep]')?.focus();
  }

  /** The focus goes back to the appointment, wherever it stands by then. */
  async #answer(line: AppointmentLine, reason: CancelReason | undefined, told: Telling): Promise<void> {
    if (this.#asked !== line) return;
    this.#happened = reason === undefined ? '' : told.words.cancelling;
    this.change(() => (this.#asked = undefined));
    await this.host.updateComplete;
    this.#focusLine(line);
    if (reason === undefined) return;
    await this.#changing.cancel(line, reasonOfCancelling(reason, told.words.reasons[reason]));
    await this.#say(line, told);
  }

  async #undo(line: AppointmentLine, told: Telling): Promise<void> {
    await this.#changing.undo(line);
    await this.#say(line, told);
  }

  /** Tells how a change went, and keeps the reader with the appointment, which may have moved to another group. */
  async #say(line: AppointmentLine, told: Telling): Promise<void> {
    const { words } = told;
    const changed = this.#changing.changedOf(line);
    const said = {
      cancelling: words.cancelling,
      undoing: words.undoing,
      undone: words.undone,
      cancelled: words.status.cancelled,
      unsure: words.unsure,
      failed: changed?.kind === 'failed' ? failedText(changed, told) : '',
    };
    this.#happened = changed ? `${nameOf(line, told)}: ${said[changed.kind]}` : '';
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.#focusLine(line);
  }

  /** Who is in a line that now goes to another group stays with it. */
  async #keepFocus(): Promise<void> {
    const { ownerDocument, shadowRoot } = this.host;
    const inside = shadowRoot?.activeElement?.closest('.visit')?.querySelector<HTMLElement>('[data-key]');
    const key = inside?.dataset['key'];
    if (key === undefined) return;
    await this.host.updateComplete;
    if (ownerDocument.activeElement === ownerDocument.body) this.#focusLine({ key });
  }

  #focusLine({ key }: Pick<AppointmentLine, 'key'>): void {
    const headings = this.host.shadowRoot?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
    [...headings].find((one) => one.dataset['key'] === key)?.focus();
  }

  get #joinMinutes(): number {
    return usableMinutes('join-minutes', this.host.joinMinutes) ?? JOIN_MINUTES;
  }
}

/** The practice's questions before a visit: few are asked any. */
const checkIn = new Later(() => import('./check-in/check-in.ts'));
/** What reads photos of people: many records have none. */
const photos = new Later(() => import('./photos.ts'));
/** What writes calendar files: few ask for one. */
const calendar = new Later(() => import('./calendar.ts'));
