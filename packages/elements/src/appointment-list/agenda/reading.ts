import { asEhrError, type EhrError, type PracticeSource, type Session } from '@ehr-widgets/sdk';
import {
  readAgenda,
  readCalendars,
  readHours,
  type Agenda,
  type AgendaHours,
  type BookingChoices,
} from '@ehr-widgets/sdk/appointments';

/** Days of somebody at a source, as far as they were read. */
export interface DaysRead {
  readonly agenda?: Agenda;
  /** Absent while it is read, and where it could not be. */
  readonly hours?: AgendaHours;
  /** The newest attempt failed; what is there was read before. */
  readonly error?: EhrError;
  readonly reading: boolean;
}

/** Which days, and whose. */
export interface DaysAsked {
  readonly of: string;
  readonly calendars: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly zone: string;
}

/** What was read of calendars: what there is, or why not. */
export type Calendars = BookingChoices | EhrError;

interface Known {
  calendars?: Calendars;
  isAsked?: boolean;
  readonly days: Map<string, DaysRead>;
}

/** Reads the days of a practice, and keeps them for as long as the source is there and the page is looked at. */
export class ReadingDays {
  #known = new WeakMap<PracticeSource, Known>();
  readonly #session: () => Session | undefined;
  readonly #told: () => void;

  /** @param told Called when there is news. */
  constructor(session: () => Session | undefined, told: () => void) {
    this.#session = session;
    this.#told = told;
  }

  /** Who keeps a calendar there; undefined while that is read. */
  calendarsOf(source: PracticeSource): Calendars | undefined {
    const known = this.#of(source);
    const session = this.#session();
    if (!known.isAsked && session) {
      known.isAsked = true;
      void readCalendars(session, { source: source.id })
        .catch((thrown: unknown) => failure(thrown))
        .then((calendars) => {
          known.calendars = calendars;
          this.#told();
        });
    }
    return known.calendars;
  }

  /** The days as they are known, read where they are not. */
  daysOf(source: PracticeSource, asked: DaysAsked): DaysRead {
    const found = this.#of(source).days.get(keyOf(asked));
    if (found) return found;
    void this.read(source, asked);
    return { reading: true };
  }

  /** Reads days again, keeping what is known until that has come. @returns whether the visits could be read. */
  async read(source: PracticeSource, asked: DaysAsked): Promise<boolean> {
    const session = this.#session();
    if (!session) return false;
    const { days } = this.#of(source);
    const key = keyOf(asked);
    const before = days.get(key);
    days.set(key, { ...before, reading: true });
    const place = { source: source.id, from: asked.from, until: asked.until, zone: asked.zone };
    const [agenda, hours] = await Promise.allSettled([
      readAgenda(session, { ...place, of: asked.of }),
      readHours(session, { ...place, calendars: asked.calendars }),
    ]);
    if (days !== this.#of(source).days) return false;
    const known = hours.status === 'fulfilled' ? hours.value : undefined;
    days.set(key, {
      reading: false,
      ...(known && { hours: known }),
      ...(agenda.status === 'fulfilled'
        ? { agenda: agenda.value }
        : { ...(before?.agenda && { agenda: before.agenda }), error: failure(agenda.reason) }),
    });
    this.#told();
    return agenda.status === 'fulfilled';
  }

  /** Nothing of what was read stays. */
  forget(): void {
    this.#known = new WeakMap();
  }

  #of(source: PracticeSource): Known {
    const known = this.#known.get(source) ?? { days: new Map<string, DaysRead>() };
    this.#known.set(source, known);
    return known;
  }
}

function keyOf({ of, from, until, zone, calendars }: DaysAsked): string {
  return [of, from, until, zone, ...calendars].join(' ');
}

function failure(thrown: unknown): EhrError {
  return asEhrError(thrown, 'bad-response', 'The days could not be read.');
}
