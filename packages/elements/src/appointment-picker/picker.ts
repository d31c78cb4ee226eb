import type { ReactiveController, TemplateResult } from 'lit';
import { patient, type PatientView, type Session, type TopicState } from '@ehr-widgets/sdk';
import {
  appointments,
  bestWay,
  choicesWithin,
  dayAt,
  dayOfTime,
  overlapping,
  type AppointmentLine,
  type AppointmentsView,
  type BookingChoices,
  type BookingWay,
  type FreeTime,
  type TimesWanted,
  type VisitMode,
} from '@ehr-widgets/sdk/appointments';
import { drawTold } from '../shared/list/told.ts';
import { Reader } from '../shared/reader.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { TopicController } from '../shared/topic-controller.ts';
import { usableLevel, usableTimeZone } from '../shared/usable.ts';
import { AskedToMove } from './asked-to-move.ts';
import { Attempt } from './attempt.ts';
import type { CalendarContext, ShownDay } from './calendar.ts';
import type { CheckContext } from './check.ts';
import { fullDay, monthText } from './dates.ts';
import type { DoneContext } from './done.ts';
import { Finding, type Ground } from './finding.ts';
import { drawPicker, type Moving, type Step } from './layout.ts';
import { pickerNameStrings } from './name.strings.ts';
import type { PickerHost } from './picker-host.ts';
import { momentText, telling, type Telling } from './telling.ts';
import type { TimesContext } from './times.ts';
import type { What, WhatContext } from './what.ts';

type Source = Session['sources'][number];

const NOTHING_CHOSEN: What = { service: '', place: '', person: '' };
const WRITING: readonly string[] = ['operation', 'create', 'request'];
const SECOND = 1000;

/** Finding and booking, once there is a session to do it with. */
export class Picker implements ReactiveController {
  readonly #host: PickerHost;
  readonly #surroundings: Surroundings;
  readonly #session: () => Session | undefined;
  readonly #topics: TopicController;
  #chosenSource = '';
  /** What all below belongs to: when it changes, nothing of it stays. */
  #source: Source | undefined;
  #asked = '';
  #finding: Finding | undefined;
  #step: Exclude<Step, 'done'> = 'time';
  #what: What = NOTHING_CHOSEN;
  #mode: VisitMode | '' = '';
  #day = '';
  #active = '';
  #picked: FreeTime | undefined;
  #attempt: Attempt | undefined;
  #reason = '';
  /** The reference of what is to be moved; what the page says of it at first. */
  #toMove = '';
  #noneWork = false;
  #said = '';
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(host: PickerHost, surroundings: Surroundings, session: () => Session | undefined) {
    this.#host = host;
    this.#surroundings = surroundings;
    this.#session = session;
    this.#topics = new TopicController(host, session, () => [patient, appointments]);
    new AskedToMove(host, (reference, id) => this.#takeMove(reference, id));
    host.addController(this);
  }

  /** Reads the free times again, keeping what is shown until they have arrived. */
  async refresh(): Promise<void> {
    await this.#finding?.again();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#forget();
    });
  }

  draw(): TemplateResult {
    const told = telling(this.#reader());
    const states = stateStrings.for(told.reader);
    const { title } = pickerNameStrings.for(told.reader);
    if (this.#topics.concealed) return drawTold(title, this.#level, message('lock', states.checking, ''), '');
    const finding = this.#finding;
    const source = this.#source;
    if (!finding || !source) {
      const { readOnly } = told.words;
      const kind = this.#session()?.sources.length ? 'bundle' : 'no-source';
      return drawTold(title, this.#level, message('ban', readOnly[kind], ''), '');
    }
    const step = this.#attempt?.going.kind === 'done' ? 'done' : this.#step;
    const { ground } = finding;
    return drawPicker({
      told,
      level: this.#level,
      step,
      finding,
      source: source.name,
      said: this.#said,
      hasWhat: !this.#host.service && (ground?.choices.services.length ?? 0) > 1,
      emergency: { text: this.#host.emergencyText ?? '', phone: this.#host.emergencyPhone ?? '' },
      phones: ground ? phonesOf(ground.choices) : [],
      moving: this.#movingIn(told),
      stopMoving: () => this.#change(() => (this.#toMove = '')),
      noneWork: this.#noneWork,
      toggleNoneWork: () => this.#change(() => (this.#noneWork = !this.#noneWork)),
      retry: () => void finding.again(),
      what: () => this.#whatContext(told, ground),
      calendar: () => this.#calendarContext(told, finding),
      times: () => this.#timesContext(told, finding),
      chooseFirst: (time) => this.#chooseFirst(time),
      check: () => this.#checkContext(told, finding),
      done: () => this.#doneContext(told, finding),
    });
  }

  /** Begins anew where there is another source, or where the page asks for something else. */
  #follow(): void {
    const session = this.#session();
    const servers = session?.state.kind === 'ready' ? session.sources.filter(({ kind }) => kind === 'server') : [];
    const source = servers.find(({ id }) => id === (this.#host.source || this.#chosenSource)) ?? servers[0];
    const { service, place, practitioner, modality, minutes, daysAhead, ways, timeZone, replaces } = this.#host;
    const asked = JSON.stringify([
      service,
      place,
      practitioner,
      modality,
      minutes,
      daysAhead,
      ways,
      timeZone,
      replaces,
    ]);
    if (source === this.#source && asked === this.#asked) return;
    this.#forget();
    this.#source = source;
    this.#asked = asked;
    this.#toMove = replaces ?? '';
    if (!session || !source) return;
    const finding = new Finding(
      session,
      {
        source: source.id,
        zone: usableTimeZone(timeZone),
        daysAhead: daysAhead && daysAhead > 0 ? daysAhead : undefined,
        allow: ways ? (wordsOf(ways) as BookingWay[]) : undefined,
      },
      () => this.#news(finding),
    );
    this.#finding = finding;
    void this.#begin(finding);
  }

  #forget(): void {
    this.#finding?.stop();
    this.#finding = undefined;
    this.#source = undefined;
    this.#leaveAttempt();
    this.#step = 'time';
    this.#what = NOTHING_CHOSEN;
    this.#mode = '';
    this.#day = '';
    this.#active = '';
    this.#picked = undefined;
    this.#reason = '';
    this.#toMove = '';
    this.#noneWork = false;
    this.#said = '';
  }

  async #begin(finding: Finding): Promise<void> {
    await finding.readGround();
    if (!finding.ground || finding !== this.#finding) return;
    const { services } = this.#choices(finding.ground);
    if (services.length > 1 && !this.#host.service) this.#change(() => (this.#step = 'what'));
    else await this.#look();
  }

  /** Looks for what is chosen, and shows the first day that has it. */
  async #look(): Promise<void> {
    const finding = this.#finding;
    if (!finding) return;
    this.#day = '';
    this.#picked = undefined;
    await finding.look(this.#wanted());
    if (finding !== this.#finding || !finding.ground) return;
    const [first] = finding.first?.times ?? [];
    this.#day = first ? dayOfTime(first, finding.ground.zone) : '';
    this.#active = this.#day || this.#today(finding.ground);
    this.#say((told) => this.#monthSaid(told));
  }

  #wanted(): TimesWanted {
    const { service, place, practitioner, modality, minutes } = this.#host;
    const several = (fixed: string | undefined | null, chosen: string): readonly string[] | undefined => {
      if (chosen) return [chosen];
      return fixed ? wordsOf(fixed) : undefined;
    };
    const services = several(service, this.#what.service);
    const places = several(place, this.#what.place);
    const people = several(practitioner, this.#what.person);
    return {
      ...(services && { services }),
      ...(places && { places }),
      ...(people && { people }),
      ...(modality && { modes: wordsOf(modality) as VisitMode[] }),
      ...(minutes && minutes > 0 && { minutes }),
    };
  }

  /** Within what the page fixed and what was chosen; one part may be left open, to choose among. */
  #choices({ choices }: Ground, open?: 'service' | 'place' | 'person'): BookingChoices {
    const { services, places, people, ...rest } = this.#wanted();
    const { service, place, practitioner } = this.#host;
    const fixed = (name: string, own: string | undefined | null, all: readonly string[] | undefined): typeof all =>
      name === open ? (own ? wordsOf(own) : undefined) : all;
    const wanted = {
      services: fixed('service', service, services),
      places: fixed('place', place, places),
      people: fixed('person', practitioner, people),
    };
    return choicesWithin(choices, {
      ...rest,
      ...(wanted.services && { services: wanted.services }),
      ...(wanted.places && { places: wanted.places }),
      ...(wanted.people && { people: wanted.people }),
    });
  }

  #whatContext(told: Telling, ground: Ground | undefined): WhatContext {
    const all = ground ? this.#choices(ground, 'service') : NO_CHOICES;
    const within = ground ? this.#choices(ground) : NO_CHOICES;
    return {
      told,
      level: this.#level,
      choices: {
        ...within,
        services: all.services,
        places: ground ? this.#choices(ground, 'place').places : [],
        people: ground ? this.#choices(ground, 'person').people : [],
      },
      services: this.#what.service ? all.services : within.services,
      what: this.#what,
      example: this.#picked ?? this.#finding?.first?.times[0],
      sources: (this.#host.source ? [] : (this.#session()?.sources ?? []))
        .filter(({ kind }) => kind === 'server')
        .map(({ id, name }) => [id, name] as const),
      source: this.#source?.id ?? '',
      choose: (what) => {
        this.#what = what.service === undefined ? { ...this.#what, ...what } : { ...NOTHING_CHOSEN, ...what };
        const wasWhat = this.#step === 'what';
        this.#change(() => (this.#step = 'time'));
        void this.#look();
        if (wasWhat) void this.#focusOn('.what [role="heading"]');
      },
      chooseSource: (id) => this.#change(() => (this.#chosenSource = id)),
      changeService: () => {
        this.#change(() => (this.#step = 'what'));
        void this.#focusOn('#step');
      },
    };
  }

  #calendarContext(told: Telling, finding: Finding): CalendarContext {
    const ground = finding.ground as Ground;
    return {
      told,
      level: this.#level,
      month: finding.month,
      firstMonth: ground.thisMonth,
      lastMonth: ground.lastMonth,
      today: this.#today(ground),
      days: this.#days(finding),
      chosen: this.#day,
      active: this.#active.startsWith(finding.month) ? this.#active : `${finding.month}-01`,
      rightToLeft: () => getComputedStyle(this.#host).direction === 'rtl',
      choose: (day) => this.#chooseDay(day),
      move: (day) => this.#move(day),
      show: (month) => this.#show(month),
    };
  }

  #timesContext(told: Telling, finding: Finding): TimesContext {
    const days = finding.shown?.days ?? [];
    const modes = new Set(days.flatMap(({ times }) => times.map(({ mode }) => mode)));
    return {
      told,
      level: this.#level,
      day: this.#day,
      times: this.#days(finding).find(({ day }) => day === this.#day)?.times,
      modes: MODES.filter((mode) => modes.has(mode) || mode === this.#mode),
      mode: this.#mode,
      picked: this.#picked,
      chooseMode: (mode) =>
        this.#change(() => {
          this.#mode = mode;
          this.#picked = undefined;
          this.#say((words) => this.#monthSaid(words));
        }),
      pick: (time, focus) => {
        this.#change(() => (this.#picked = time));
        if (focus) void this.#focusOn('.time[tabindex="0"]');
      },
      go: () => this.#picked && this.#goCheck(this.#picked),
    };
  }

  #checkContext(told: Telling, finding: Finding): CheckContext {
    const time = this.#picked as FreeTime;
    const { choices, ways } = finding.ground as Ground;
    const view = viewOf<AppointmentsView>(this.#topics.state(appointments));
    const who = viewOf<PatientView>(this.#topics.state(patient));
    const attempt = this.#attempt;
    const way = attempt?.way ?? this.#wayOf(time);
    const written = ways.verdicts.filter((one) => WRITING.includes(one.way));
    const whyNot = written.flatMap((one) => (one.offered ? [] : [one.why]));
    return {
      told,
      level: this.#level,
      time,
      service: choices.services.find(({ reference }) => time.services.includes(reference)),
      way,
      whyNot: attempt
        ? undefined
        : this.#host.booking === 'off'
          ? 'off'
          : (whyNot.find((one) => one === 'scope') ?? whyNot[0]),
      attempt,
      replaces: this.#moving,
      // Neither what is kept of this time nor what is moved to it is another appointment.
      overlaps:
        view &&
        overlapping(view, time).filter(
          ({ slots, reference }) => !slots.some((slot) => time.slots.includes(slot)) && reference !== this.#toMove,
        ),
      reach: who?.patient?.telecom,
      reason: this.#reason,
      now: Date.now(),
      write: (reason) => (this.#reason = reason),
      book: () => void this.#book(),
      keep: () => void attempt?.keep(),
      back: () => this.#back(),
      choose: (other) => this.#goCheck(other),
    };
  }

  #doneContext(told: Telling, finding: Finding): DoneContext | undefined {
    const attempt = this.#attempt;
    if (attempt?.going.kind !== 'done') return undefined;
    const { time } = attempt;
    const { appointment, kind } = attempt.going.outcome;
    return {
      told,
      level: this.#level,
      time,
      service: finding.ground?.choices.services.find(({ reference }) => time.services.includes(reference)),
      done: attempt.going.outcome,
      sourceName: this.#source?.name ?? '',
      reason: this.#reason.trim(),
      another: () => {
        this.#reason = '';
        this.#toMove = '';
        this.#back();
      },
      print: () => globalThis.print(),
      save: appointment?.start && kind === 'booked' ? () => void this.#save(appointment, told) : undefined,
    };
  }

  async #save(line: AppointmentLine, { words }: Telling): Promise<void> {
    const { saveForCalendar } = await import('./saving.ts');
    saveForCalendar(line, words.calendarEntry);
  }

  /** Nothing is said of it while the record is being read. */
  #movingIn(told: Telling): Moving | undefined {
    const line = this.#moving;
    if (line)
      return { appointment: [momentText(line, told), told.reader.concept(line.name)].filter(Boolean).join(' ') };
    const isReading = this.#topics.state(appointments).kind === 'loading';
    return this.#toMove && !isReading ? { appointment: '' } : undefined;
  }

  /** What is being moved, as the record has it. */
  get #moving(): AppointmentLine | undefined {
    const view = viewOf<AppointmentsView>(this.#topics.state(appointments));
    if (!view || !this.#toMove) return undefined;
    const { id } = this.#source ?? {};
    return [...view.upcoming, ...view.requested].find(
      ({ reference, origin }) => reference === this.#toMove && origin.source === id,
    );
  }

  /** Takes an appointment that is to be moved, and begins with its service. */
  #takeMove(reference: string, source: string): boolean {
    const ground = this.#finding?.ground;
    if (!ground || source !== this.#source?.id || this.#host.booking === 'off') return false;
    this.#leaveAttempt();
    this.#toMove = reference;
    const services = this.#choices(ground, 'service').services.map((one) => one.reference);
    const its = this.#moving?.participants.map((one) => one.reference ?? '').find((one) => services.includes(one));
    if (its) this.#what = { ...NOTHING_CHOSEN, service: its };
    const isClear = its !== undefined || services.length < 2 || Boolean(this.#host.service);
    this.#change(() => (this.#step = isClear ? 'time' : 'what'));
    if (isClear) void this.#look();
    void this.#focusOn(isClear ? '.what [role="heading"]' : '#step');
    return true;
  }

  /** By which a time is booked: with a host of its own that books, as the library would. */
  #wayOf(time: FreeTime): BookingWay | undefined {
    const ways = this.#finding?.ground?.ways;
    const { booking } = this.#host;
    if (!ways) return undefined;
    if (booking === 'host') return 'operation';
    const way = bestWay(ways, time);
    return booking === 'off' && way && WRITING.includes(way) ? 'phone' : way;
  }

  #goCheck(time: FreeTime): void {
    const session = this.#session();
    const finding = this.#finding;
    if (!session || !finding) return;
    this.#leaveAttempt();
    const way = this.#wayOf(time);
    if (way && isWriting(way)) {
      const attempt = new Attempt(session, time, {
        way,
        holds: way === 'operation' && finding.ground?.ways.holds === true,
        mode: this.#host.booking ?? 'auto',
        replaces: this.#moving,
        host: this.#host,
        nearest: (taken) => finding.nearest(taken),
        changed: () => {
          if (attempt === this.#attempt) this.#attempted();
        },
      });
      this.#attempt = attempt;
      void attempt.keep();
    }
    this.#picked = time;
    this.#change(() => (this.#step = 'check'));
    void this.#focusOn('#step');
  }

  async #book(): Promise<void> {
    const attempt = this.#attempt;
    if (!attempt) return;
    const reason = this.#reason.trim();
    await attempt.book(reason ? { reason } : {});
    if (attempt !== this.#attempt || attempt.going.kind === 'given-over') return;
    if (attempt.going.kind === 'done') void this.#topics.refresh(['appointments']);
    await this.#focusOn('#step');
  }

  /** News of the attempt: what is kept counts down by the clock, and what came of it is said. */
  #attempted(): void {
    const attempt = this.#attempt;
    clearInterval(this.#clock);
    if (attempt?.hold.kind === 'held' && attempt.hold.until !== undefined && attempt.going.kind === 'deciding') {
      const { until } = attempt.hold;
      this.#clock = setInterval(() => {
        if (Date.now() >= until) attempt.runOut();
        this.#host.requestUpdate();
      }, SECOND);
    }
    this.#say(({ words }) => {
      if (attempt?.going.kind === 'taken') return words.taken;
      if (attempt?.going.kind === 'sending') return words.sending;
      if (attempt?.going.kind === 'done')
        return attempt.going.outcome.kind === 'booked' ? words.bookedSaid : words.requestedSaid;
      return attempt?.hold.kind === 'over' ? words.holdOver : attempt?.hold.kind === 'held' ? words.heldLong : '';
    });
  }

  #back(): void {
    this.#leaveAttempt();
    this.#picked = undefined;
    this.#change(() => (this.#step = 'time'));
    if (this.#finding?.month) void this.#finding.anew();
    void this.#focusOn('#times');
  }

  #leaveAttempt(): void {
    clearInterval(this.#clock);
    this.#attempt?.leave();
    this.#attempt = undefined;
  }

  #chooseFirst(time: FreeTime): void {
    this.#mode = '';
    this.#chooseDay(dayOfTime(time, this.#finding?.ground?.zone));
    this.#change(() => (this.#picked = time));
    void this.#focusOn('.time[tabindex="0"]');
  }

  #chooseDay(day: string): void {
    this.#active = day;
    this.#day = day;
    this.#picked = undefined;
    if (this.#finding && !day.startsWith(this.#finding.month)) this.#show(day.slice(0, 7));
    this.#change(() => undefined);
    const days = this.#finding ? this.#days(this.#finding) : [];
    const count = days.find((one) => one.day === day)?.times?.length ?? 0;
    this.#say(({ words, reader }) =>
      [fullDay(day, reader.locale), count > 0 ? words.free(reader.count(count)) : words.noneThatDay].join(', '),
    );
  }

  #move(day: string): void {
    const ground = this.#finding?.ground;
    if (!ground || !this.#finding) return;
    const month = day.slice(0, 7);
    if (month < ground.thisMonth || month > ground.lastMonth) return;
    this.#active = day;
    if (month !== this.#finding.month) this.#show(month);
    this.#change(() => undefined);
    void this.#focusOn('[role="grid"] [tabindex="0"]');
  }

  #show(month: string): void {
    if (!this.#active.startsWith(month)) this.#active = `${month}-01`;
    if (!this.#day.startsWith(month)) {
      this.#day = '';
      this.#picked = undefined;
    }
    void this.#finding?.show(month).then(() => this.#say((told) => this.#monthSaid(told)));
    this.#change(() => undefined);
  }

  #monthSaid({ words, reader }: Telling): string {
    const finding = this.#finding;
    if (!finding?.shown) return '';
    const count = this.#days(finding).reduce((sum, { times = [] }) => sum + times.length, 0);
    return words.monthSaid(monthText(finding.month, reader.locale), reader.count(count));
  }

  /** The days of the month in view with the times that are wanted; without times until they are read. */
  #days(finding: Finding): readonly ShownDay[] {
    const { shown, month } = finding;
    const mode = this.#mode;
    if (!shown) return daysIn(month).map((day) => ({ day, times: undefined, clockChange: 0 }));
    return shown.days.map(({ day, times, clockChange }) => ({
      day,
      clockChange,
      times: mode === '' ? times : times.filter((time) => time.mode === mode),
    }));
  }

  #today({ zone }: Ground): string {
    return dayAt(Date.now(), zone ?? usableTimeZone(this.#host.timeZone));
  }

  /** Only of what is looked for now. */
  #news(finding: Finding): void {
    if (finding === this.#finding) this.#host.requestUpdate();
  }

  async #focusOn(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #say(said: (told: Telling) => string): void {
    this.#change(() => (this.#said = said(telling(this.#reader()))));
  }

  #change(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  #reader(): Reader {
    const { locale, persona } = this.#surroundings;
    return new Reader({ locale, persona, timeZone: usableTimeZone(this.#host.timeZone) });
  }

  get #level(): number {
    return usableLevel(this.#host.headingLevel);
  }
}

const MODES: readonly VisitMode[] = ['in-person', 'video', 'phone', 'unknown'];
const NO_CHOICES: BookingChoices = { services: [], people: [], places: [], calendars: [], complete: true };

function isWriting(way: BookingWay): way is Attempt['way'] {
  return WRITING.includes(way);
}

function wordsOf(attribute: string): string[] {
  return attribute.split(/[\s,]+/).filter(Boolean);
}

function phonesOf({ services, places }: BookingChoices): string[] {
  return [...services, ...places].flatMap(({ telecom }) =>
    telecom.filter(({ system }) => system === 'phone').map(({ value }) => value),
  );
}

function daysIn(month: string): string[] {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

function viewOf<View>(state: TopicState<View>): View | undefined {
  return state.kind === 'ready' || state.kind === 'stale' ? state.view : undefined;
}
