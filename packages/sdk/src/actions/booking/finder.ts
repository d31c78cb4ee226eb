/**
 * Finding a free time: month by month as the reader moves, the next one read ahead, and the first that there is.
 * @module
 */
import { EhrError } from '../../errors.ts';
import type { Remark } from '../../fhir/outcome.ts';
import { atOnce, type Pieces } from '../../format/pieces.ts';
import { dayAt, daysAfter, isTimeZone, monthsAfter, startOfDay } from '../../format/zone.ts';
import { inPieces } from '../../record/pieces.ts';
import type { Session } from '../../session/session.ts';
import { calendarsFor, type BookingChoices, type TimesWanted } from '../../topics/booking-choices.ts';
import {
  daysOfMonth,
  nearestTimes,
  startOf,
  timesWanted,
  type FreeDay,
  type FreeTime,
} from '../../topics/free-time.ts';
import { codeKeys } from '../../topics/elsewhere.ts';
import { zoneName } from '../../topics/visit-zone.ts';
import { placeOf, requireThere, type Place, type PlaceOptions } from '../place.ts';
import { choicesOf } from './choices.ts';
import { bookingWays, type BookingWays } from './ways.ts';
import {
  forgetWindows,
  knownWindow,
  mayFindOtherwise,
  readWindow,
  windowAsked,
  type Stretch,
  type Window,
  type WindowAsked,
} from './windows.ts';

export interface FindOptions extends PlaceOptions {
  /** The IANA zone to count days in where the place's is not told; the reader's own when left out. */
  readonly zone?: string;
  /** How many days ahead times are offered. Default 395. */
  readonly daysAhead?: number;
  /** After how many milliseconds what was read is read again. Default a minute. */
  readonly staleAfter?: number;
  /** The moment of looking, for tests. */
  readonly now?: () => Date;
}

/** The free times of a month, as the place counts days. */
export interface FreeMonth {
  /** `yyyy-mm`. */
  readonly month: string;
  /** All of its days. */
  readonly days: readonly FreeDay[];
  readonly count: number;
  /** False where more times exist that could not be read. */
  readonly complete: boolean;
  readonly remarks: readonly Remark[];
  readonly asOf: Date;
}

/** The earliest times that were found. */
export interface FirstFree {
  /** Earliest first; empty where there is none in the days ahead. */
  readonly times: readonly FreeTime[];
  readonly complete: boolean;
  readonly asOf: Date;
}

interface Asking {
  readonly signal?: AbortSignal;
}

/** Looks for one kind of visit at one source. */
export interface TimeFinder {
  readonly wanted: TimesWanted;
  /** What can be booked there at all. */
  choices(): Promise<BookingChoices>;
  /** The zone that months and days are counted in: the place's where it is told. */
  zone(): Promise<string | undefined>;
  /** The month, `yyyy-mm`, that it is now where visits take place. */
  thisMonth(): Promise<string>;
  /** The last month that may have times. */
  lastMonth(): Promise<string>;
  /** The last day, `yyyy-mm-dd`, of which times are offered: no later one is told, whether the practice has it or not. */
  lastDay(): Promise<string>;
  /**
   * A month. The next one is read ahead.
   * @throws EhrError `forbidden` and `not-supported` where times cannot be found here, otherwise as a request fails.
   */
  month(month: string, asking?: Asking): Promise<FreeMonth>;
  /** A month that was read already, at once; undefined otherwise. */
  known(month: string): FreeMonth | undefined;
  /** The earliest times, at most so many. */
  first(most?: number, asking?: Asking): Promise<FirstFree>;
  /** The times nearest to one that was taken, read anew. */
  nearest(to: FreeTime, most?: number, asking?: Asking): Promise<FreeTime[]>;
  /** Another kind of visit at the same source; what was read for this one is not read again. */
  narrowed(wanted: TimesWanted): TimeFinder;
  /** Reads again what is asked for from now on. */
  forget(): void;
}

/**
 * A finder of free times.
 * @throws EhrError `session-expired`, `not-supported` and `bad-configuration` where there is no one place to look at.
 */
export function findTimes(session: Session, wanted: TimesWanted = {}, options: FindOptions = {}): TimeFinder {
  return new Finder(placeOf(session, options.source), wanted, options);
}

/** What is known of a place before any time is read. */
interface Ground {
  readonly choices: BookingChoices;
  readonly ways: BookingWays;
}

/** More than all months that can be asked for. */
const MOST_KEPT = 50;
const DAY = 24 * 60 * 60_000;
/** How far zones lie apart at most. */
const AROUND_THE_WORLD = 26 * 60 * 60_000;

class Finder implements TimeFinder {
  readonly wanted: TimesWanted;
  readonly #place: Place;
  readonly #options: FindOptions;
  #reading: Promise<Ground> | undefined;
  #ground: Ground | undefined;
  /** Set where `$find` was refused. */
  #bySlots = false;
  /** Set where a search for slots was refused without them. */
  #types: readonly string[] | undefined;
  /** Worked out once a minute: whoever draws a month asks for what is known of it many times. */
  readonly #asks = new Map<string, WindowAsked>();
  /** Months worked out, by the window that they were made of, and for how long they stay as they are. */
  readonly #made = new WeakMap<Window, { readonly month: FreeMonth; readonly until: number }>();

  readonly #working = new WeakMap<Window, Promise<FreeMonth>>();

  constructor(place: Place, wanted: TimesWanted, options: FindOptions, ground?: Ground) {
    this.#place = place;
    this.wanted = wanted;
    this.#options = options;
    this.#ground = ground;
  }

  async choices(): Promise<BookingChoices> {
    return (await this.#readGround()).choices;
  }

  async zone(): Promise<string | undefined> {
    return this.#zone(await this.#readGround());
  }

  async thisMonth(): Promise<string> {
    const zone = await this.zone();
    return dayAt(this.#now().getTime(), zone).slice(0, 7);
  }

  async lastMonth(): Promise<string> {
    const ground = await this.#readGround();
    return dayAt(this.#end(ground), this.#zone(ground)).slice(0, 7);
  }

  async lastDay(): Promise<string> {
    const ground = await this.#readGround();
    return dayAt(this.#end(ground) - 1, this.#zone(ground));
  }

  async month(month: string, asking: Asking = {}): Promise<FreeMonth> {
    const ground = await this.#readGround();
    asking.signal?.throwIfAborted();
    const window = await this.#window(ground, month, asking.signal);
    this.#readAhead(ground, monthsAfter(month, 1));
    const result = await this.#worked(ground, month, window);
    asking.signal?.throwIfAborted();
    return result;
  }

  known(month: string): FreeMonth | undefined {
    const { session, source } = this.#place;
    const ground = session.sources.includes(source) ? this.#ground : undefined;
    const asked = ground && this.#asked(ground, month);
    const window = asked && knownWindow(source, asked);
    if (!window) return undefined;
    const known = this.#upToDate(month, window);
    // What is being worked out is there in a moment; done at once, it would stop the page.
    return known ?? (this.#working.has(window) ? undefined : atOnce(this.#monthOf(ground, month, window)));
  }

  async first(most = 3, asking: Asking = {}): Promise<FirstFree> {
    const last = await this.lastMonth();
    let complete = true;
    for (let month = await this.thisMonth(); ; month = monthsAfter(month, 1)) {
      const read = await this.month(month, asking);
      complete &&= read.complete;
      const times = read.days.flatMap((day) => day.times);
      if (times.length > 0 || month >= last) return { times: times.slice(0, most), complete, asOf: read.asOf };
    }
  }

  async nearest(to: FreeTime, most = 3, asking: Asking = {}): Promise<FreeTime[]> {
    this.forget();
    const month = dayAt(Date.parse(to.start), await this.zone()).slice(0, 7);
    const [own, next] = [await this.month(month, asking), await this.month(monthsAfter(month, 1), asking)];
    return nearestTimes(
      [own, next].flatMap(({ days }) => days.flatMap(({ times }) => times)),
      to,
      most,
    );
  }

  narrowed(wanted: TimesWanted): TimeFinder {
    return new Finder(this.#place, wanted, this.#options, this.#ground);
  }

  forget(): void {
    forgetWindows(this.#place.source);
  }

  async #readGround(): Promise<Ground> {
    requireThere(this.#place);
    const { session, source } = this.#place;
    this.#reading ??= Promise.all([choicesOf(source), bookingWays(session, { source: source.id })])
      .then(([choices, ways]) => (this.#ground = { choices, ways }))
      .catch((thrown: unknown) => {
        this.#reading = undefined;
        throw thrown;
      });
    return this.#ground ?? this.#reading;
  }

  async #window(ground: Ground, month: string, signal: AbortSignal | undefined, ahead = false): Promise<Window> {
    requireThere(this.#place);
    const { source } = this.#place;
    const { staleAfter = 60_000 } = this.#options;
    const asked = this.#asked(ground, month);
    if (!asked) throw cannotFind(source.base, ground.ways);
    try {
      return await readWindow(source, asked, ground.choices, { signal, staleAfter, ahead });
    } catch (thrown) {
      if (!mayFindOtherwise(thrown) || !this.#amend(ground, asked.by)) throw thrown;
      return this.#window(ground, month, signal, ahead);
    }
  }

  /** Another way to ask after a refusal; false where there is none left. */
  #amend({ choices }: Ground, by: 'operation' | 'slots'): boolean {
    if (by === 'operation') {
      this.#bySlots = true;
      return this.#place.source.can('search', 'Slot').allowed;
    }
    // Some want to be told for what the times are to be (Oracle Health): for anything that there is.
    if (this.#types || this.wanted.types) return false;
    const types = choices.calendars.flatMap((calendar) => calendar.types.flatMap(codeKeys));
    this.#types = [...new Set(types)];
    return types.length > 0;
  }

  #asked(ground: Ground, month: string): WindowAsked | undefined {
    const by = this.#bySlots && ground.ways.finds ? 'slots' : ground.ways.finds;
    if (!by) return undefined;
    const key = `${month} ${by} ${this.#types?.length} ${Math.floor(this.#now().getTime() / 60_000)}`;
    const known = this.#asks.get(key);
    if (known) return known;
    const { patient } = this.#place.source;
    const wanted = this.#types?.length ? { ...this.wanted, types: this.#types } : this.wanted;
    const asked = windowAsked(by, this.#stretch(ground, month), wanted, ground.choices, patient);
    if (this.#asks.size >= MOST_KEPT) this.#asks.clear();
    this.#asks.set(key, asked);
    return asked;
  }

  /** With room for places that have another day by then. */
  #stretch(ground: Ground, month: string): Stretch {
    const zone = this.#zone(ground);
    const zones = new Set(this.#calendars(ground).flatMap((one) => zoneName(one.zone) ?? []));
    const room = zones.size > (zone !== undefined && zones.has(zone) ? 1 : 0) ? AROUND_THE_WORLD : 0;
    // What is past is not asked for.
    const today = startOfDay(dayAt(this.#now().getTime(), zone), zone);
    return {
      from: Math.max(startOfDay(`${month}-01`, zone), today) - room,
      until: startOfDay(`${monthsAfter(month, 1)}-01`, zone) + room,
    };
  }

  /** The month, without stopping the page while thousands of times are put on their days. */
  async #worked(ground: Ground, month: string, window: Window): Promise<FreeMonth> {
    const known = this.#upToDate(month, window);
    if (known) return known;
    const working = this.#working.get(window) ?? inPieces(this.#monthOf(ground, month, window));
    this.#working.set(window, working);
    return working.finally(() => this.#working.delete(window));
  }

  #upToDate(month: string, window: Window): FreeMonth | undefined {
    const known = this.#made.get(window);
    return known?.month.month === month && this.#now().getTime() < known.until ? known.month : undefined;
  }

  *#monthOf(ground: Ground, month: string, window: Window): Pieces<FreeMonth> {
    const now = this.#now();
    const end = this.#end(ground);
    const open = yield* timesWanted(window.times, this.wanted, now);
    const times = open.filter((time) => startOf(time) < end);
    const days = yield* daysOfMonth(month, times, this.#zone(ground));
    const { cutOff, remarks, asOf } = window;
    const count = days.reduce((sum, day) => sum + day.times.length, 0);
    const result = { month, days, count, complete: !cutOff, remarks, asOf };
    this.#made.set(window, { month: result, until: untilOf(times[0], open[times.length], now.getTime(), end) });
    return result;
  }

  #readAhead(ground: Ground, month: string): void {
    if (month > dayAt(this.#end(ground), this.#zone(ground)).slice(0, 7)) return;
    // Whoever comes to it asks again, and is told. What is worked out before then keeps nobody waiting.
    this.#window(ground, month, undefined, true).then(
      (window) => this.#worked(ground, month, window),
      () => undefined,
    );
  }

  #zone(ground: Ground): string | undefined {
    const told = this.#calendars(ground).flatMap(({ zone }) => zoneName(zone) ?? []);
    return told[0] ?? (isTimeZone(this.#options.zone) ? this.#options.zone : undefined);
  }

  #calendars({ choices }: Ground): ReturnType<typeof calendarsFor> {
    return calendarsFor(choices, this.wanted);
  }

  /** The moment from which on nothing is offered. */
  #end(ground: Ground): number {
    const { daysAhead = 395 } = this.#options;
    const horizons = this.#calendars(ground).map(({ horizon }) => horizon?.end);
    const planned = horizons.map((end) => (end === undefined ? Infinity : Date.parse(daysAfter(end.slice(0, 10), 2))));
    return Math.min(this.#now().getTime() + daysAhead * DAY, planned.length > 0 ? Math.max(...planned) : Infinity);
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}

/** Until the first of the times has gone by, or the next one that is too far ahead is not any more. */
function untilOf(first: FreeTime | undefined, later: FreeTime | undefined, now: number, end: number): number {
  const enters = later ? now + startOf(later) - end : Infinity;
  return Math.min(first ? startOf(first) : Infinity, Math.max(enters, now + 1));
}

function cannotFind(server: string, { findMissing }: BookingWays): EhrError {
  if (findMissing.length > 0) {
    const message = `The sign-in does not permit looking for free times. Ask for ${findMissing.join(' or ')}.`;
    return new EhrError('forbidden', message, { server, resourceType: 'Slot' });
  }
  return new EhrError('not-supported', `${server} offers no free times to choose from.`, {
    server,
    resourceType: 'Slot',
  });
}
