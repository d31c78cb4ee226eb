import {
  bestWay,
  bookingPhones,
  overlapping,
  type AppointmentLine,
  type BookableService,
  type BookingWay,
  type FreeTime,
} from '@ehr-widgets/sdk/appointments';
import { reasonOfCancelling } from '../appointment-list/changing.ts';
import type { Adding } from './adding.ts';
import { Afterwards } from './afterwards.ts';
import { Attempt } from './attempt.ts';
import { heldText, type CheckContext, type Mover } from './check.ts';
import type { DoneContext } from './done.ts';
import type { Finding, Ground } from './finding.ts';
import type { Stage } from './stage.ts';
import type { Telling } from './telling.ts';
import type { ToMove } from './to-move.ts';

const WRITING: readonly string[] = ['operation', 'create', 'request'];
/** HL7's words, by which the list of appointments knows who it was. */
const MOVERS: Readonly<Record<Mover, string>> = { prov: 'Provider', pat: 'Patient' };
const SECOND = 1000;
/** So long before the end it is said once more that a time is kept only until then. */
const NEAR_END = 60_000;

export interface CheckingOptions {
  readonly toMove: ToMove;
  readonly adding: Adding;
  readonly source: { readonly id: string; readonly name: string };
  /** Goes back to the days and times. */
  readonly back: () => void;
  /** Looks for another time for an appointment. */
  readonly move: (reference: string) => void;
}

/** A time that was gone on with: the look at it all, booking it, and what came of it. */
export class Checking {
  readonly #stage: Stage;
  readonly #finding: Finding;
  readonly #options: CheckingOptions;
  #time: FreeTime | undefined;
  #attempt: Attempt | undefined;
  #answersBegun = false;
  /** Staff say who asked for it, since the old appointment tells why it was cancelled. */
  #movedFor: Mover = 'prov';
  readonly #afterwards: Afterwards;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(stage: Stage, finding: Finding, options: CheckingOptions) {
    this.#stage = stage;
    this.#finding = finding;
    this.#options = options;
    this.#afterwards = new Afterwards(stage, stage.session);
  }

  get isDone(): boolean {
    return this.#attempt?.going.kind === 'done';
  }

  check(): CheckContext {
    const { told, level, appointments, host } = this.#stage;
    const { toMove, adding, source } = this.#options;
    const time = this.#time as FreeTime;
    const { ways, choices } = this.#finding.ground as Ground;
    const attempt = this.#attempt;
    const written = ways.verdicts.filter((one) => WRITING.includes(one.way));
    const whyNot = written.flatMap((one) => (one.offered ? [] : [one.why]));
    return {
      told,
      level,
      time,
      service: this.#serviceOf(time),
      phones: bookingPhones(time, choices),
      way: attempt?.way ?? this.#wayOf(time),
      whyNot: attempt
        ? undefined
        : host.booking === 'off'
          ? 'off'
          : (whyNot.find((one) => one === 'scope') ?? whyNot[0]),
      attempt,
      replaces: toMove.line,
      // Neither what is kept of this time nor what is moved to it is another appointment.
      overlaps:
        appointments &&
        overlapping(appointments, time).filter(
          ({ slots, reference }) => !slots.some((slot) => time.slots.includes(slot)) && reference !== toMove.reference,
        ),
      who: this.#stage.who(source.id),
      reach: this.#stage.reach(source.id),
      adding: () => adding.context(),
      movedFor: this.#isOthers && attempt?.way !== 'request' ? this.#movedFor : undefined,
      chooseMover: (mover) => this.#stage.change(() => (this.#movedFor = mover)),
      now: Date.now(),
      book: () => void this.#book(),
      bookWithoutAnswers: () => {
        adding.leaveAnswers();
        void this.#book();
      },
      keep: () => void attempt?.keep(),
      back: () => this.#options.back(),
      choose: (other) => this.begin(other),
    };
  }

  done(): DoneContext | undefined {
    const attempt = this.#attempt;
    if (attempt?.going.kind !== 'done') return undefined;
    const time = this.#time as FreeTime;
    const { told, level } = this.#stage;
    const { toMove, adding, source, back } = this.#options;
    const { appointment, kind } = attempt.going.outcome;
    return {
      told,
      level,
      who: this.#stage.who(source.id),
      time,
      service: this.#serviceOf(time),
      done: attempt.going.outcome,
      sourceName: source.name,
      said: adding.facts(told),
      answersBegun: this.#answersBegun,
      isOnWaitlist: undefined,
      numbers: bookingPhones(time, (this.#finding.ground as Ground).choices),
      mapUrl: this.#stage.host.mapUrl,
      another: () => {
        adding.clear();
        this.#movedFor = 'prov';
        toMove.reference = '';
        back();
      },
      print: () => globalThis.print(),
      save: appointment?.start && kind === 'booked' ? () => void save(appointment, told) : undefined,
      afterwards:
        appointment?.reference && kind === 'booked'
          ? this.#afterwards.context(appointment, () => this.#options.move(appointment.reference))
          : undefined,
    };
  }

  /** Looks at a time, and keeps it meanwhile where the server can. */
  begin(time: FreeTime): void {
    const session = this.#stage.session();
    if (!session) return;
    this.leave();
    this.#time = time;
    const way = this.#wayOf(time);
    if (way && isWriting(way)) {
      const { host } = this.#stage;
      const attempt = new Attempt(session, time, {
        way,
        source: this.#options.source.id,
        holds: way === 'operation' && this.#finding.ground?.ways.holds === true,
        mode: host.booking ?? 'auto',
        replaces: this.#options.toMove.line,
        because: () => (this.#isOthers ? reasonOfCancelling(this.#movedFor, MOVERS[this.#movedFor]) : undefined),
        host,
        nearest: (taken) => this.#finding.nearest(taken),
        changed: () => {
          if (attempt === this.#attempt) this.#attempted();
        },
      });
      this.#attempt = attempt;
      void attempt.keep();
    }
    this.#stage.change(() => (this.#stage.step = 'check'));
    void this.#stage.focusOn('#step');
  }

  leave(): void {
    clearInterval(this.#clock);
    this.#attempt?.leave();
    this.#attempt = undefined;
  }

  /** Whether somebody else's appointment is moved. */
  get #isOthers(): boolean {
    return this.#stage.told.reader.persona === 'clinician' && this.#options.toMove.line !== undefined;
  }

  #serviceOf(time: FreeTime): BookableService | undefined {
    return this.#finding.ground?.choices.services.find(({ reference }) => time.services.includes(reference));
  }

  /** By which a time is booked: with a host of its own that books, as the library would. */
  #wayOf(time: FreeTime): BookingWay | undefined {
    const ways = this.#finding.ground?.ways;
    const { booking } = this.#stage.host;
    if (!ways) return undefined;
    if (booking === 'host') return 'operation';
    const way = bestWay(ways, time);
    return booking === 'off' && way && WRITING.includes(way) ? 'phone' : way;
  }

  async #book(): Promise<void> {
    const attempt = this.#attempt;
    const { adding } = this.#options;
    if (!attempt || !(await adding.check()) || attempt !== this.#attempt) return;
    await attempt.book(() => adding.details(this.#stage.told, () => attempt.mayKeepAnswers()));
    if (attempt !== this.#attempt || attempt.going.kind === 'given-over') return;
    if (attempt.going.kind === 'done') {
      this.#stage.readAppointmentsAgain();
      void adding.complete().then((whole) => this.#stage.change(() => (this.#answersBegun = !whole)));
    }
    await this.#stage.focusOn('#step');
  }

  /** News of the attempt: what is kept counts down by the clock, and what came of it is said. */
  #attempted(): void {
    const attempt = this.#attempt;
    clearInterval(this.#clock);
    if (attempt?.hold.kind === 'held' && attempt.hold.until !== undefined && attempt.going.kind === 'deciding') {
      const { until } = attempt.hold;
      this.#clock = setInterval(() => {
        const left = until - Date.now();
        if (left <= 0) attempt.runOut();
        if (left <= NEAR_END && left > NEAR_END - SECOND) this.#sayHeld(until);
        this.#stage.change();
      }, SECOND);
    }
    this.#stage.say(({ words }) => {
      if (attempt?.going.kind === 'taken') return words.taken;
      if (attempt?.going.kind === 'sending') return words.sending;
      if (attempt?.going.kind === 'done')
        return attempt.going.outcome.kind === 'booked' ? words.bookedSaid : words.requestedSaid;
      return attempt?.hold.kind === 'over' ? words.holdOver : attempt?.hold.kind === 'held' ? words.heldLong : '';
    });
    if (attempt?.hold.kind === 'held' && attempt.hold.until !== undefined && attempt.going.kind === 'deciding')
      this.#sayHeld(attempt.hold.until);
  }

  #sayHeld(until: number): void {
    this.#stage.say((told) => heldText(until, Date.now(), this.#time as FreeTime, told));
  }
}

async function save(line: AppointmentLine, { words }: Telling): Promise<void> {
  const { saveForCalendar } = await import('./saving.ts');
  saveForCalendar(line, words.calendarEntry);
}

function isWriting(way: BookingWay): way is Attempt['way'] {
  return WRITING.includes(way);
}
