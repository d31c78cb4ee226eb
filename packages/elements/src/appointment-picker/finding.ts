import { EhrError, type Session } from '@ehr-widgets/sdk';
import {
  bookingWays,
  findTimes,
  type BookingChoices,
  type BookingWay,
  type BookingWays,
  type FirstFree,
  type FreeMonth,
  type FreeTime,
  type TimeFinder,
  type TimesWanted,
} from '@ehr-widgets/sdk/appointments';

/** What is known before any time is read. */
export interface Ground {
  readonly choices: BookingChoices;
  readonly ways: BookingWays;
  /** In which days are counted; undefined where that of the place is not told. */
  readonly zone: string | undefined;
  readonly thisMonth: string;
  readonly lastMonth: string;
}

export interface FindingOptions {
  readonly source: string;
  readonly zone: string | undefined;
  readonly daysAhead: number | undefined;
  readonly allow: readonly BookingWay[] | undefined;
}

/** Looks for times at one source, a month at a time, and remembers what came of it. */
export class Finding {
  ground: Ground | undefined;
  /** The month in view, `yyyy-mm`; empty until it is known which. */
  month = '';
  first: FirstFree | undefined;
  /** Why nothing could be found, or the month in view not be read. */
  error: EhrError | undefined;
  reading = true;

  readonly #session: Session;
  readonly #options: FindingOptions;
  readonly #changed: () => void;
  #finder: TimeFinder | undefined;
  /** Kept while it is read again, to be shown with its age where that fails. */
  #last: FreeMonth | undefined;
  #asking = new AbortController();

  /** @param changed Called when there is news. */
  constructor(session: Session, options: FindingOptions, changed: () => void) {
    this.#session = session;
    this.#options = options;
    this.#changed = changed;
  }

  /** What was read of the month in view, however old. */
  get shown(): FreeMonth | undefined {
    const known = this.month ? this.#finder?.known(this.month) : undefined;
    return known ?? (this.#last?.month === this.month ? this.#last : undefined);
  }

  get wanted(): TimesWanted {
    return this.#finder?.wanted ?? {};
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
    this.#last = undefined;
    this.month = '';
    return this.#attempt(async (signal) => {
      this.ground = { ...ground, ...(await groundOf(finder)) };
      this.first = await finder.first(3, { signal });
      const [first] = this.first.times;
      this.month = (first && monthOf(first, finder, this.ground)) ?? this.ground.thisMonth;
      await finder.month(this.month, { signal });
    });
  }

  show(month: string): Promise<void> {
    const { ground } = this;
    const finder = this.#finder;
    if (!ground || !finder) return Promise.resolve();
    this.month = month < ground.thisMonth ? ground.thisMonth : month > ground.lastMonth ? ground.lastMonth : month;
    return this.#attempt(async (signal) => void (await finder.month(this.month, { signal })));
  }

  /** The times nearest to one that was taken, read anew. */
  async nearest(time: FreeTime): Promise<readonly FreeTime[]> {
    return this.#finder ? this.#finder.nearest(time, 3, { signal: this.#asking.signal }) : [];
  }

  /** Keeping or booking changed what is free: nothing of before is shown. */
  anew(): Promise<void> {
    const { month } = this;
    const finder = this.#finder;
    this.#last = undefined;
    this.first = undefined;
    finder?.forget();
    return this.#attempt(async (signal) => {
      this.first = await finder?.first(3, { signal });
      await finder?.month(month, { signal });
    });
  }

  /** Reads again what went wrong or got old. */
  async again(): Promise<void> {
    this.#last = this.shown;
    this.#finder?.forget();
    if (!this.ground) await this.readGround();
    else if (this.month) await this.show(this.month);
    else await this.look(this.wanted);
  }

  stop(): void {
    this.#asking.abort();
  }

  async #attempt(read: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#asking.abort();
    const asking = (this.#asking = new AbortController());
    this.reading = true;
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
  if (thrown instanceof EhrError) return thrown;
  return new EhrError('bad-response', 'What the server sent of free times could not be understood.');
}

async function groundOf(finder: TimeFinder): Promise<Pick<Ground, 'zone' | 'thisMonth' | 'lastMonth'>> {
  const [zone, thisMonth, lastMonth] = await Promise.all([finder.zone(), finder.thisMonth(), finder.lastMonth()]);
  return { zone, thisMonth, lastMonth: lastMonth < thisMonth ? thisMonth : lastMonth };
}

/** By looking, since a month counts days where the visit takes place. */
function monthOf(time: FreeTime, finder: TimeFinder, { thisMonth, lastMonth }: Ground): string | undefined {
  const near = time.start.slice(0, 7);
  return [thisMonth, near, lastMonth].find((month) =>
    finder.known(month)?.days.some(({ times }) => times.some(({ key }) => key === time.key)),
  );
}
