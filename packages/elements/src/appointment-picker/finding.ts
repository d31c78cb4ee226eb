import { asEhrError, type EhrError, type Session } from '@ehr-widgets/sdk';
import {
  bookingWays,
  findTimes,
  monthsAfter,
  type BookingChoices,
  type BookingWay,
  type BookingWays,
  type FirstFree,
  type FreeMonth,
  type FreeTime,
  type TimeFinder,
  type TimesWanted,
} from '@ehr-widgets/sdk/appointments';
import { Ahead } from './ahead.ts';

/** What is known before any time is read. */
export interface Ground {
  readonly choices: BookingChoices;
  readonly ways: BookingWays;
  /** In which days are counted; undefined where that of the place is not told. */
  readonly zone: string | undefined;
  readonly thisMonth: string;
  readonly lastMonth: string;
  /** No later times are shown. */
  readonly lastDay: string;
}

export interface FindingOptions {
  readonly source: string;
  readonly zone: string | undefined;
  readonly daysAhead: number | undefined;
  readonly allow: readonly BookingWay[] | undefined;
}

type Reading = (signal: AbortSignal) => Promise<unknown>;

/** Looks for times at one source, a month at a time, and remembers what came of it. */
export class Finding {
  ground: Ground | undefined;
  /** The month in view, `yyyy-mm`; empty until it is known which. */
  month = '';
  first: FirstFree | undefined;
  /** Why nothing could be found, or what is in view not be read. */
  error: EhrError | undefined;
  reading = true;

  readonly #session: Session;
  readonly #options: FindingOptions;
  readonly #changed: () => void;
  #finder: TimeFinder | undefined;
  /** Kept while they are read again, to be shown with their age where that fails. */
  #last: ReadonlyMap<string, FreeMonth> = new Map<string, FreeMonth>();
  /** What is in view, to be read again. */
  #inView: Reading | undefined;
  #asking = new AbortController();

  /** @param changed Called when there is news. */
  constructor(session: Session, options: FindingOptions, changed: () => void) {
    this.#session = session;
    this.#options = options;
    this.#changed = changed;
  }

  /** What was read of a month, however old. */
  of(month: string): FreeMonth | undefined {
    return (month ? this.#finder?.known(month) : undefined) ?? this.#last.get(month);
  }

  /** The same of the month in view. */
  get shown(): FreeMonth | undefined {
    return this.of(this.month);
  }

  get wanted(): TimesWanted {
    return this.#finder?.wanted ?? {};
  }

  /** The times from now on: of what is looked for, or of something else that may be compared with it. */
  ahead(wanted?: TimesWanted): Ahead | undefined {
    const { ground } = this;
    const finder = wanted ? this.#finder?.narrowed(wanted) : this.#finder;
    if (!finder || !ground) return undefined;
    return new Ahead({
      from: ground.thisMonth,
      until: ground.lastMonth,
      known: wanted ? (month) => finder.known(month) : (month) => this.of(month),
      read: (month, signal) => finder.month(month, { signal }),
    });
  }

  /** What can be booked there at all, before anything is looked for. */
  readGround(): Promise<void> {
    return this.#attempt(async () => {
      const { source, zone, daysAhead, allow } = this.#options;
      const options = { source, ...(zone && { zone }), ...(daysAhead && { daysAhead }) };
      const finder = (this.#finder ??= findTimes(this.#session, {}, options));
      const [choices, ways] = await Promise.all([
        finder.choices(),
        bookingWays(this.#session, { source, ...(allow && { allow }) }),
      ]);
      this.ground = { choices, ways, ...(await groundOf(finder)) };
    });
  }

  /** Looks for a kind of visit: the first free times, and the month that they are in. */
  look(wanted: TimesWanted): Promise<void> {
    const { ground } = this;
    if (!ground || !this.#finder) return Promise.resolve();
    const finder = (this.#finder = this.#finder.narrowed(wanted));
    this.first = undefined;
    this.#last = new Map();
    this.#inView = undefined;
    this.month = '';
    return this.#attempt(async (signal) => {
      this.ground = { ...ground, ...(await groundOf(finder)) };
      this.first = await finder.first(3, { signal });
      const [first] = this.first.times;
      this.month = (first && monthOf(first, finder, this.ground)) ?? this.ground.thisMonth;
      await finder.month(this.month, { signal });
    });
  }

  /** Puts a month in view. @param until The last that is seen together with it. */
  show(month: string, until = month): Promise<void> {
    const { ground } = this;
    const finder = this.#finder;
    if (!ground || !finder) return Promise.resolve();
    this.month = month < ground.thisMonth ? ground.thisMonth : month > ground.lastMonth ? ground.lastMonth : month;
    const months = [this.month, ...(until > this.month && until <= ground.lastMonth ? [until] : [])];
    const isKnown = months.every((each) => finder.known(each) !== undefined);
    return this.read((signal) => Promise.all(months.map((each) => finder.month(each, { signal }))), isKnown);
  }

  /** Reads what comes into view, in the place of what was. @param isKnown Whether it is shown already, and at most read again. */
  read(reading: Reading, isKnown = false): Promise<void> {
    this.#inView = reading;
    return this.#attempt(reading, isKnown);
  }

  /** The times nearest to one that was taken, read anew. */
  async nearest(time: FreeTime): Promise<readonly FreeTime[]> {
    return this.#finder ? this.#finder.nearest(time, 3, { signal: this.#asking.signal }) : [];
  }

  /** Keeping or booking changed what is free: nothing of before is shown. */
  anew(): Promise<void> {
    const { month } = this;
    const finder = this.#finder;
    this.#last = new Map();
    this.first = undefined;
    finder?.forget();
    return this.#attempt(async (signal) => {
      this.first = await finder?.first(3, { signal });
      await (this.#inView ? this.#inView(signal) : finder?.month(month, { signal }));
    });
  }

  /** Reads again what went wrong or got old. */
  async again(): Promise<void> {
    const { ground } = this;
    if (!ground) return;
    this.#last = this.#allKnown(ground);
    this.#finder?.forget();
    if (this.#inView) await this.#attempt(this.#inView);
    else await this.show(this.month);
  }

  stop(): void {
    this.#asking.abort();
  }

  #allKnown({ thisMonth, lastMonth }: Ground): Map<string, FreeMonth> {
    const known = new Map<string, FreeMonth>();
    for (let month = thisMonth; month <= lastMonth; month = monthsAfter(month, 1)) {
      const one = this.of(month);
      if (one) known.set(month, one);
    }
    return known;
  }

  async #attempt(read: Reading, isKnown = false): Promise<void> {
    this.#asking.abort();
    const asking = (this.#asking = new AbortController());
    this.reading = !isKnown;
    this.error = undefined;
    this.#changed();
    try {
      await read(asking.signal);
    } catch (thrown) {
      if (asking.signal.aborted) return;
      this.error = errorOf(thrown);
    }
    if (asking.signal.aborted) return;
    this.reading = false;
    this.#changed();
  }
}

export function errorOf(thrown: unknown): EhrError {
  return asEhrError(thrown, 'bad-response', 'What the server sent of free times could not be understood.');
}

async function groundOf(finder: TimeFinder): Promise<Omit<Ground, 'choices' | 'ways'>> {
  const asked = [finder.zone(), finder.thisMonth(), finder.lastMonth(), finder.lastDay()] as const;
  const [zone, thisMonth, lastMonth, lastDay] = await Promise.all(asked);
  return { zone, thisMonth, lastDay, lastMonth: lastMonth < thisMonth ? thisMonth : lastMonth };
}

/** By looking, since a month counts days where the visit takes place. */
function monthOf(time: FreeTime, finder: TimeFinder, { thisMonth, lastMonth }: Ground): string | undefined {
  const near = time.start.slice(0, 7);
  return [thisMonth, near, lastMonth].find((month) =>
    finder.known(month)?.days.some(({ times }) => times.some(({ key }) => key === time.key)),
  );
}
