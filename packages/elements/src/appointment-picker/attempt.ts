import type { Concept, EhrError, Session } from '@ehr-widgets/sdk';
import {
  bookTime,
  requestVisit,
  type AppointmentLine,
  type Booking,
  type BookingDetails,
  type BookingOutcome,
  type FreeTime,
  type VisitWish,
} from '@ehr-widgets/sdk/appointments';
import { EhrBookEvent, type BookingRequest } from './book-event.ts';
import { errorOf } from './finding.ts';
import type { BookingMode } from './picker-host.ts';

type WritingWay = 'operation' | 'create' | 'request';

/** Whether a time is kept while the reader decides. `refused`: it could not be kept, and may be booked all the same. */
export type Hold =
  | { readonly kind: 'none' | 'holding' | 'over' | 'refused' }
  | { readonly kind: 'held'; readonly until: number | undefined };

/**
 * How booking goes. `unsure`: it may have been booked. `unanswered`: the answers to the practice's questions could not be sent,
 * and nothing was. `given-over`: the page took it, and does not say what came of it.
 */
export type Going =
  | { readonly kind: 'deciding' | 'sending' | 'given-over' }
  | { readonly kind: 'failed' | 'unsure' | 'unanswered'; readonly error: EhrError }
  | { readonly kind: 'taken'; readonly nearest: readonly FreeTime[] | undefined }
  | { readonly kind: 'done'; readonly outcome: Done };

/** What came of it: with the appointment where the library made it. */
export interface Done {
  readonly kind: 'booked' | 'requested';
  readonly at: Date;
  readonly appointment?: AppointmentLine | undefined;
  readonly old?: Extract<BookingOutcome, { readonly appointment: unknown }>['old'];
}

export interface AttemptOptions {
  readonly way: WritingWay;
  /** The id of the source. */
  readonly source: string;
  /** Whether the server can keep the time meanwhile. */
  readonly holds: boolean;
  readonly mode: BookingMode;
  readonly replaces: AppointmentLine | undefined;
  /** Why that is cancelled, once this is booked; undefined where the patient moves it. */
  readonly because: () => Concept | undefined;
  readonly host: Pick<EventTarget, 'dispatchEvent'>;
  /** Times near one that was taken. */
  readonly nearest: (time: FreeTime) => Promise<readonly FreeTime[]>;
  /** Called when there is news. */
  readonly changed: () => void;
}

/** One time, or one wish, on its way to being booked, from when the reader looks at it until it is theirs or they leave it. */
export class Attempt {
  /** Undefined where it is asked for without one. */
  readonly time: FreeTime | undefined;
  readonly way: WritingWay;
  hold: Hold = { kind: 'none' };
  going: Going = { kind: 'deciding' };

  readonly #options: AttemptOptions;
  readonly #booking: Pick<Booking, 'book'> & Partial<Booking>;
  #left = false;

  constructor(session: Session, wish: FreeTime | VisitWish, options: AttemptOptions) {
    this.time = 'start' in wish ? wish : undefined;
    this.way = options.way;
    this.#options = options;
    const { way, replaces, source } = options;
    this.#booking =
      'start' in wish
        ? bookTime(session, wish, { way, ...(replaces && { replaces }) })
        : requestVisit(session, wish, { source });
  }

  /** Keeps the time, where the server can. Where it will not, the time may still be booked. */
  async keep(): Promise<void> {
    const { holds, mode } = this.#options;
    const booking = this.#booking;
    if (!holds || !booking.hold || mode !== 'auto' || this.hold.kind === 'holding' || !this.#ask('hold').go) return;
    this.#become({ kind: 'holding' });
    try {
      const held = await booking.hold();
      if (held.kind === 'taken') {
        this.#become({ kind: 'none' });
        await this.#taken();
        return;
      }
      this.#become({ kind: 'held', until: held.until === undefined ? undefined : Date.parse(held.until) });
      // Nobody is to wait for a time that its reader has left meanwhile.
      if (this.#left) await booking.release?.();
    } catch {
      this.#become({ kind: 'refused' });
    }
  }

  /** The clock has come to the end of the hold. */
  runOut(): void {
    if (this.hold.kind === 'held' && this.going.kind === 'deciding') this.#become({ kind: 'over' });
  }

  /** Whether the page lets answers to the practice's questions be written. */
  mayKeepAnswers(): boolean {
    return this.#ask('answers').go;
  }

  /** @param prepare What goes along, once it is there: answers are kept before what they are for. */
  async book(prepare: () => Promise<BookingDetails>): Promise<void> {
    if (this.going.kind === 'sending' || this.going.kind === 'done') return;
    // What may have been sent is found out with what it was sent with.
    const wasUnsure = this.going.kind === 'unsure';
    const { go, answer } = this.#ask(this.way);
    if (!go && !answer) {
      this.#go({ kind: 'given-over' });
      return;
    }
    this.#go({ kind: 'sending' });
    const details = answer || wasUnsure ? {} : await this.#prepared(prepare);
    if (!details) return;
    try {
      const told: Ended | undefined = answer && { kind: await answer };
      await this.#ended(told ?? (await this.#booking.book({ ...details, replacesBecause: this.#options.because() })));
    } catch (thrown) {
      const error = errorOf(thrown);
      this.#go({ kind: error.code === 'outcome-unknown' ? 'unsure' : 'failed', error });
    }
  }

  /** The reader goes elsewhere: others may have the time at once. */
  leave(): void {
    this.#left = true;
    if (this.hold.kind === 'held' && this.going.kind !== 'done') void this.#booking.release?.();
  }

  async #prepared(prepare: () => Promise<BookingDetails>): Promise<BookingDetails | undefined> {
    try {
      return await prepare();
    } catch (thrown) {
      this.#go({ kind: 'unanswered', error: errorOf(thrown) });
      return undefined;
    }
  }

  async #ended(outcome: BookingOutcome | Ended): Promise<void> {
    if (outcome.kind === 'taken') {
      await this.#taken();
    } else if (outcome.kind === 'hold-over') {
      this.hold = { kind: 'over' };
      this.#go({ kind: 'deciding' });
    } else {
      this.hold = { kind: 'none' };
      this.#go({ kind: 'done', outcome: { ...outcome, at: new Date() } });
    }
  }

  async #taken(): Promise<void> {
    this.#go({ kind: 'taken', nearest: undefined });
    const nearest = this.time ? await this.#options.nearest(this.time).catch(() => []) : [];
    if (this.going.kind === 'taken') this.#go({ kind: 'taken', nearest });
  }

  /** Tells the host what is about to be written. */
  #ask(way: BookingRequest['way']): { readonly go: boolean; readonly answer: EhrBookEvent['answer'] } {
    const { host, mode, replaces, source } = this.#options;
    const event = new EhrBookEvent({ source, way, slots: this.time?.slots ?? [], replaces: replaces?.reference });
    const go = host.dispatchEvent(event);
    return { go: go && mode === 'auto', answer: event.answer };
  }

  #become(hold: Hold): void {
    this.hold = hold;
    this.#options.changed();
  }

  #go(going: Going): void {
    this.going = going;
    this.#options.changed();
  }
}

/** What a host tells, in the shape of the library's own outcomes. */
type Ended = { readonly kind: 'booked' | 'requested' } | { readonly kind: 'taken' };
