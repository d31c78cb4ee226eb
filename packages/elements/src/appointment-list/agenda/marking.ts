import { asEhrError, type EhrError, type Session } from '@ehr-widgets/sdk';
import {
  markAppointment,
  type AgendaLine,
  type AppointmentMark,
  type AppointmentStatus,
} from '@ehr-widgets/sdk/appointments';
import { allSources } from './choosing.ts';
import { EhrMarkEvent } from './mark-event.ts';

/** How staff's word of a visit goes. */
export type Marked =
  | { readonly kind: 'saving' }
  /** `before`: what it was, for the way back. */
  | { readonly kind: 'saved'; readonly mark: AppointmentMark; readonly before: AppointmentStatus }
  /**
   * `conflict`: somebody else has changed it since it was looked at; nothing was written. `unsure`: it may have been written
   * all the same. `isRead`: it is shown as it stands since.
   */
  | { readonly kind: 'conflict' | 'unsure'; readonly isRead: boolean }
  | { readonly kind: 'failed'; readonly error: EhrError };

type Marking = ReturnType<typeof markAppointment>;

interface Known {
  readonly marked: Map<string, Marked>;
  /** What nobody knows the outcome of: run again, it is found out first. */
  readonly doubtful: Map<string, { readonly mark: AppointmentMark; readonly action: Marking }>;
}

/** Writes what staff says of visits, and remembers how that went, for as long as the source is there. */
export class MarkingVisits {
  readonly #known = new WeakMap<object, Known>();
  readonly #host: HTMLElement;
  readonly #session: () => Session | undefined;
  readonly #changed: () => void;
  readonly #reread: () => Promise<boolean>;

  /** @param reread Reads the days again, since what they hold is no longer so, and tells whether they could be read. */
  constructor(
    host: HTMLElement,
    session: () => Session | undefined,
    { changed, reread }: { readonly changed: () => void; readonly reread: () => Promise<boolean> },
  ) {
    this.#host = host;
    this.#session = session;
    this.#changed = changed;
    this.#reread = reread;
  }

  markedOf({ reference, origin }: AgendaLine): Marked | undefined {
    return this.#of(origin.source)?.marked.get(reference);
  }

  /** Forgets how the last word went: the visit is looked at anew. */
  forget({ reference, origin }: AgendaLine): void {
    const marked = this.#of(origin.source)?.marked;
    if (marked?.get(reference)?.kind !== 'saving') marked?.delete(reference);
  }

  /** Tells the host, and unless it prevents that, writes. */
  async mark(line: AgendaLine, mark: AppointmentMark): Promise<void> {
    const { reference, origin, status } = line;
    const known = this.#of(origin.source);
    const session = this.#session();
    if (!known || !session || known.marked.get(reference)?.kind === 'saving') return;
    if (!this.#host.dispatchEvent(new EhrMarkEvent(reference, origin.source, mark))) return;
    const note = (marked: Marked): void => {
      known.marked.set(reference, marked);
      this.#changed();
    };
    note({ kind: 'saving' });
    try {
      const doubtful = known.doubtful.get(reference);
      const action = doubtful?.mark === mark ? doubtful.action : markAppointment(session, line, mark);
      known.doubtful.set(reference, { mark, action });
      await action.run();
      known.doubtful.delete(reference);
      await this.#reread();
      note({ kind: 'saved', mark, before: status });
    } catch (thrown) {
      const error = asEhrError(thrown, 'bad-response', 'The visit was not marked.');
      const isUnsure = error.code === 'outcome-unknown';
      if (!isUnsure) known.doubtful.delete(reference);
      if (!isUnsure && error.code !== 'conflict') return note({ kind: 'failed', error });
      const isRead = await this.#reread();
      note({ kind: isUnsure ? 'unsure' : 'conflict', isRead });
    }
  }

  #of(id: string): Known | undefined {
    const session = this.#session();
    const source = session && allSources(session).find((one) => one.id === id);
    if (!source) return undefined;
    const known = this.#known.get(source) ?? { marked: new Map(), doubtful: new Map() };
    this.#known.set(source, known);
    return known;
  }
}
