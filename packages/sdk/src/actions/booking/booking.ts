/**
 * Booking one time, once: kept while somebody decides, then taken, or asked for (FHIR R4 §12.11 Appointment).
 * @module
 */
import type { Appointment, Slot } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { issuesOf } from '../../fhir/outcome.ts';
import { getJson } from '../../fhir/request.ts';
import { atEnd } from '../../session/farewell.ts';
import type { Session } from '../../session/session.ts';
import type { AppointmentLine } from '../../topics/appointment-line.ts';
import type { FreeTime } from '../../topics/free-time.ts';
import type { Action, RunOptions } from '../action.ts';
import { update } from '../change.ts';
import { create } from '../create.ts';
import { placeOf, type Place } from '../place.ts';
import type { Written } from '../stored.ts';
import { cancelAppointment } from './cancel.ts';
import { changedMeanwhile, storedAs } from './stored-appointment.ts';
import { lineOf } from './line-of.ts';
import { appointmentAt, movedTo, requestFor, type BookingDetails, type VisitWish } from './prepare.ts';
import { letGo, taking } from './taking.ts';
import { bookingWays, type BookingWay } from './ways.ts';
import { forgetWindows } from './windows.ts';

/** What came of keeping a time. */
export type HoldOutcome =
  /** Until `until`, an instant; where the server does not say, nobody knows how long. */
  | { readonly kind: 'held'; readonly until?: string | undefined; readonly appointment: AppointmentLine }
  | { readonly kind: 'taken' };

/** What came of booking. Everything else is thrown. */
export type BookingOutcome =
  | {
      readonly kind: 'booked' | 'requested';
      readonly appointment: AppointmentLine;
      /**
       * Of the appointment that this one takes the place of. `moved`: it is this one now. `cancelled`: it was let go after
       * this one was booked. `kept`: it stands still beside this one, and has to be let go by somebody; `error` says why.
       */
      readonly old?: { readonly kind: 'moved' | 'cancelled' | 'kept'; readonly error?: unknown };
    }
  /** Somebody else has it. Nothing was booked, and an appointment that was to be moved stands. */
  | { readonly kind: 'taken' }
  /** It was kept for too long, and is free for others again, or taken. Nothing was booked. */
  | { readonly kind: 'hold-over' };

export interface BookingOptions {
  readonly way: BookingWay & ('operation' | 'create' | 'request');
  /** The appointment to be moved to this time. It is kept until this one is booked. */
  readonly replaces?: AppointmentLine;
  /** The moment of asking, for tests. */
  readonly now?: () => Date;
}

/** One time, or one wish, on its way to being an appointment. Keep it for as long as the reader stays with this time. */
export interface Booking {
  /** Keeps the time, and keeps it anew when called again. Only by `operation` where the ways say that it `holds`. */
  hold(run?: RunOptions): Promise<HoldOutcome>;
  /**
   * Books. While it is under way, and once it is done, every call has the same outcome. After an error it can be called
   * again, with other details too; where the outcome was unknown, it is found out first.
   * @throws EhrError as an action does: `forbidden`, `not-supported`, `outcome-unknown`, `session-expired`, `rejected`, …
   */
  book(details?: BookingDetails, run?: RunOptions): Promise<BookingOutcome>;
  /** Gives up a hold, so that others may have the time at once. Never rejects: at worst it runs out by itself. */
  release(): Promise<void>;
}

/**
 * @throws EhrError `session-expired` and `not-supported` where it cannot be written there now.
 */
export function bookTime(session: Session, time: FreeTime, options: BookingOptions): Booking {
  return new Attempt(session, placeOf(session, time.source), time, options);
}

/** Asks for a visit without a time of its own, or to be put on a waiting list. */
export function requestVisit(
  session: Session,
  wish: VisitWish,
  options: { readonly source?: string; readonly now?: () => Date } = {},
): Pick<Booking, 'book'> {
  return new Attempt(session, placeOf(session, options.source), wish, { ...options, way: 'request' });
}

class Attempt implements Booking {
  readonly #session: Session;
  readonly #place: Place;
  readonly #wish: FreeTime | VisitWish;
  readonly #options: BookingOptions;
  /** By which an appointment made by this is known, whenever and however often it is tried. */
  readonly #identifier = { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${crypto.randomUUID()}` };
  #held: Appointment | undefined;
  #endsUnheard: (() => void) | undefined;
  #holding: Promise<HoldOutcome> | undefined;
  #running: Promise<BookingOutcome> | undefined;
  /** What may have been made: it is found out before anything else is sent. */
  readonly #inDoubt = new Map<'hold' | 'move' | 'book', Action>();

  constructor(session: Session, place: Place, wish: FreeTime | VisitWish, options: BookingOptions) {
    this.#session = session;
    this.#place = place;
    this.#wish = wish;
    this.#options = options;
  }

  hold(run: RunOptions = {}): Promise<HoldOutcome> {
    this.#holding ??= this.#hold(run).finally(() => (this.#holding = undefined));
    return this.#holding;
  }

  book(details: BookingDetails = {}, run: RunOptions = {}): Promise<BookingOutcome> {
    this.#running ??= this.#once(details, run).then(
      (outcome) => {
        // What was not booked may be tried again.
        if (outcome.kind === 'taken' || outcome.kind === 'hold-over') this.#running = undefined;
        return outcome;
      },
      (thrown: unknown) => {
        this.#running = undefined;
        throw thrown;
      },
    );
    return this.#running;
  }

  async release(): Promise<void> {
    // What is on its way would be held otherwise once it has come.
    await this.#holding?.catch(() => undefined);
    const held = this.#held;
    if (!held?.id || this.#running) return;
    this.#keep(undefined);
    await taking(this.#place, 'book', { ...held, status: 'cancelled' }, true)
      .run()
      .catch(() => undefined);
    forgetWindows(this.#place.source);
  }

  async #hold(run: RunOptions): Promise<HoldOutcome> {
    const time = this.#time();
    const wanted = this.#held ?? appointmentAt(time, this.#patient(), {}, this.#identifier, this.#now());
    try {
      const { resource } = await this.#run('hold', run, () =>
        taking(this.#place, 'hold', { ...wanted, status: 'pending' }, this.#held !== undefined),
      );
      const held = (resource ?? wanted) as Appointment;
      this.#keep(held);
      const line = lineOf(this.#place.source, held, time);
      return { kind: 'held', until: line.heldUntil, appointment: line };
    } catch (thrown) {
      if (!isTaken(thrown)) throw thrown;
      this.#keep(undefined);
      return { kind: 'taken' };
    } finally {
      forgetWindows(this.#place.source);
    }
  }

  /** What is held when the session ends is let go, unless it is just being booked. */
  #keep(held: Appointment | undefined): void {
    this.#held = held;
    this.#endsUnheard?.();
    this.#endsUnheard = held && atEnd(this.#place.source, () => void (this.#running ?? letGo(this.#place, held)));
  }

  async #once(details: BookingDetails, run: RunOptions): Promise<BookingOutcome> {
    // Against a hold that is on its way the time would seem to be somebody else's.
    await this.#holding?.catch(() => undefined);
    try {
      const outcome = await (this.#options.way === 'request' ? this.#asked(details, run) : this.#booked(details, run));
      if (outcome.kind === 'booked') this.#keep(undefined);
      return outcome;
    } catch (thrown) {
      if (!isTaken(thrown)) throw thrown;
      // Who has the time may be oneself, by a hold of which nobody knows whether it was made.
      const wasHeld = this.#held !== undefined || this.#inDoubt.has('hold');
      this.#keep(undefined);
      return { kind: wasHeld || saysExpired(thrown) ? 'hold-over' : 'taken' };
    } finally {
      forgetWindows(this.#place.source);
    }
  }

  async #booked(details: BookingDetails, run: RunOptions): Promise<BookingOutcome> {
    const { replaces } = this.#options;
    const time = this.#time();
    const moved = replaces && !this.#held && !this.#inDoubt.has('book') && (await this.#moved(replaces, details, run));
    if (moved) {
      const appointment = this.#line(moved, time);
      return { kind: kindOf(appointment), appointment, old: { kind: 'moved' } };
    }
    const isSure = this.#options.way === 'operation' || this.#inDoubt.has('book');
    if (!isSure && !(await this.#isFree(time, run))) return { kind: 'taken' };
    const stored = await this.#run('book', run, () => this.#taking(time, details));
    const appointment = this.#line(stored, time);
    const kind = kindOf(appointment);
    if (!replaces) return { kind, appointment };
    return { kind, appointment, old: kind === 'booked' ? await this.#letGo(replaces, details) : { kind: 'kept' } };
  }

  /** The action that takes the time. */
  #taking(time: FreeTime, details: BookingDetails): Action {
    const wanted = appointmentAt(time, this.#patient(), details, this.#identifier, this.#now());
    if (this.#options.way === 'operation') {
      const { id, identifier } = this.#held ?? {};
      if (id === undefined) return taking(this.#place, 'book', wanted);
      return taking(this.#place, 'book', { ...wanted, id, identifier: identifier ?? [this.#identifier] }, true);
    }
    const { id: _proposal, ...appointment } = wanted;
    return taking(this.#place, 'create', appointment);
  }

  async #asked(details: BookingDetails, run: RunOptions): Promise<BookingOutcome> {
    const { replaces } = this.#options;
    const wanted = requestFor(this.#wish, this.#patient(), details, this.#identifier, this.#now(), replaces?.reference);
    const stored = await this.#run('book', run, () =>
      create(this.#session, wanted, { source: this.#place.source.id, identifier: this.#identifier }),
    );
    const appointment = this.#line(stored, wanted);
    return { kind: 'requested', appointment, ...(replaces && { old: { kind: 'kept' as const } }) };
  }

  /** Carries out a new action, or the one of which nobody knows what became of it. */
  async #run(what: 'hold' | 'move' | 'book', run: RunOptions, make: () => Action): Promise<Written> {
    const action = this.#inDoubt.get(what) ?? make();
    this.#inDoubt.set(what, action);
    try {
      const result = await action.run(run);
      this.#inDoubt.delete(what);
      return result;
    } catch (thrown) {
      // Any other error says that it was not made: tried again, it may be with other details.
      if (!(thrown instanceof EhrError) || thrown.code !== 'outcome-unknown') this.#inDoubt.delete(what);
      throw thrown;
    }
  }

  /** In one change, where the server takes that; undefined where the new time has to be booked by itself. */
  async #moved(replaces: AppointmentLine, details: BookingDetails, run: RunOptions): Promise<Written | undefined> {
    const moving = this.#inDoubt.has('move') ? undefined : await this.#moving(replaces, details, run);
    if (!moving && !this.#inDoubt.has('move')) return undefined;
    try {
      return await this.#run('move', run, () => moving as Action);
    } catch (thrown) {
      // There are servers that change all of an appointment but its time. Nothing was changed then.
      if (thrown instanceof EhrError && NOT_THIS_WAY.includes(thrown.code)) return undefined;
      // Some say 409 of a version too (HAPI).
      const current = thrown instanceof EhrError && thrown.code === 'conflict' ? thrown.versions?.current : undefined;
      const isChanged = current && current.meta?.versionId !== replaces.version;
      throw isChanged && replaces.version !== undefined ? changedMeanwhile(this.#place.source.base, current) : thrown;
    }
  }

  async #moving(replaces: AppointmentLine, details: BookingDetails, run: RunOptions): Promise<Action | undefined> {
    const { source } = this.#place;
    const { changes } = await bookingWays(this.#session, { source: source.id, ...signalOf(run) });
    const way = changes.find((one) => one !== 'patch');
    if (!way || !source.can('read', 'Appointment').allowed) return undefined;
    const moved = movedTo(await storedAs(this.#session, replaces), this.#time(), details);
    return way === 'operation'
      ? taking(this.#place, 'book', moved, true)
      : update(this.#session, moved, { source: source.id });
  }

  async #letGo(
    replaces: AppointmentLine,
    { replacesBecause: reason }: BookingDetails,
  ): Promise<{ readonly kind: 'cancelled' | 'kept'; readonly error?: unknown }> {
    try {
      await cancelAppointment(this.#session, replaces, reason && { reason }).run();
      return { kind: 'cancelled' };
    } catch (error) {
      return { kind: 'kept', error };
    }
  }

  /** A server that keeps no watch over its slots would give one away twice: looked at as late as can be. */
  async #isFree({ slots }: FreeTime, run: RunOptions): Promise<boolean> {
    const { source } = this.#place;
    if (!source.can('read', 'Slot').allowed) return true;
    const asked = { resourceType: 'Slot', ...signalOf(run) };
    const found = await Promise.all(slots.map((slot) => getJson(source, `${source.base}/${slot}`, asked)));
    return found.every((slot) => (slot as Slot).status === 'free');
  }

  /** Where the server neither sends back what it stored nor lets it be read, it is told as it was sent. */
  #line({ resource, reference }: Written, sent: FreeTime | Appointment): AppointmentLine {
    const [time, asked] = 'resourceType' in sent ? [undefined, sent] : [sent, undefined];
    const wanted = asked ?? appointmentAt(this.#time(), this.#patient(), {}, this.#identifier, this.#now());
    const { id: _own, ...made } = wanted;
    const id = reference?.split('/')[1];
    const stored = (resource as Appointment | undefined) ?? { ...made, ...(id !== undefined && { id }) };
    return lineOf(this.#place.source, stored, time);
  }

  #time(): FreeTime {
    if ('start' in this.#wish) return this.#wish;
    throw new EhrError('bad-configuration', 'A wish has no time that could be kept or booked.');
  }

  #patient(): string {
    return this.#place.source.patient;
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}

/** A server may take what was to be booked as asked for only: until it says more, nothing is booked. */
function kindOf({ status }: AppointmentLine): 'booked' | 'requested' {
  return AWAITED.includes(status) ? 'requested' : 'booked';
}

const AWAITED: readonly AppointmentLine['status'][] = ['proposed', 'pending', 'waitlist'];

function signalOf({ signal }: RunOptions): { readonly signal?: AbortSignal } {
  return signal ? { signal } : {};
}

/** Refusals that say that nothing was changed, and that another way may do. */
const NOT_THIS_WAY: readonly string[] = ['not-supported', 'rejected', 'forbidden'];

function isTaken(thrown: unknown): boolean {
  return thrown instanceof EhrError && thrown.code === 'conflict' && thrown.status === 409;
}

function saysExpired(thrown: unknown): boolean {
  return thrown instanceof EhrError && issuesOf(thrown.outcome).some(({ code }) => code === 'expired');
}
