import { asEhrError, type Concept, type EhrError, type Session } from '@ehr-widgets/sdk';
import type { AppointmentLine, Cancelling } from '@ehr-widgets/sdk/appointments';
import type * as Changes from './change-actions.ts';
import type { CancelReason, WhyFixed } from './appointment-list.strings.ts';
import { EhrCancelEvent } from './change-events.ts';
import type { ListHost } from './list-host.ts';

/** How cancelling an appointment goes, and taking that back. */
export type Changed =
  | { readonly kind: 'cancelling' | 'undoing' | 'undone' }
  | { readonly kind: 'cancelled'; readonly at: Date }
  /** `unsure`: it may have been written all the same. */
  | { readonly kind: 'failed' | 'unsure'; readonly what: 'cancel' | 'undo'; readonly error: EhrError };

type Source = Session['sources'][number];

/** What is known of one source: what may be changed there, and how changes went. By the appointment's reference. */
interface Known {
  /** By the status too: what was cancelled meanwhile may not be changed any more. */
  readonly permitted: Map<string, 'asking' | 'allowed' | 'not-known' | WhyFixed>;
  readonly changed: Map<string, Changed>;
  /** One for each appointment: run again, it finds out first whether it was written. */
  readonly cancellings: Map<string, Cancelling>;
}

/** Cancels appointments, takes that back, and remembers how it went. */
export class Changing {
  /** It goes with the source: of another patient, and after a sign-out, nothing is kept. */
  readonly #known = new WeakMap<Source, Known>();
  readonly #host: Pick<ListHost, 'dispatchEvent' | 'cancelling'>;
  readonly #session: () => Session | undefined;
  readonly #told: () => void;

  /** @param told Called when there is news. */
  constructor(
    host: Pick<ListHost, 'dispatchEvent' | 'cancelling'>,
    session: () => Session | undefined,
    told: () => void,
  ) {
    this.#host = host;
    this.#session = session;
    this.#told = told;
  }

  changedOf({ reference, origin }: AppointmentLine): Changed | undefined {
    return this.#of(origin.source)?.changed.get(reference);
  }

  /** Whether it is the library that changes it, or why it may not; undefined until that is known, and for what is over. */
  permissionOf(line: AppointmentLine): 'allowed' | WhyFixed | undefined {
    const known = this.#of(line.origin.source);
    const session = this.#session();
    if (!known || !session) return undefined;
    const key = `${line.reference} ${line.status}`;
    const permission = known.permitted.get(key);
    if (permission === undefined) {
      known.permitted.set(key, 'asking');
      void permissionFor(session, line).then((found) => {
        known.permitted.set(key, found);
        this.#told();
      });
    }
    return permission === 'asking' || permission === 'not-known' ? undefined : permission;
  }

  /** Tells the host, and unless it prevents that, cancels. */
  async cancel(line: AppointmentLine, reason: Concept): Promise<void> {
    const known = this.#of(line.origin.source);
    const session = this.#session();
    if (!known || !session || known.changed.get(line.reference)?.kind === 'cancelling') return;
    const event = new EhrCancelEvent(line.reference, line.origin.source);
    if (!this.#host.dispatchEvent(event) || this.#host.cancelling === 'host') return;
    await this.#carryOut(line, 'cancel', async () => {
      const { cancelAppointment } = await writing();
      const doubtful = this.#isUnsure(line) ? known.cancellings.get(line.reference) : undefined;
      const cancelling = doubtful ?? cancelAppointment(session, line, { reason });
      known.cancellings.set(line.reference, cancelling);
      await cancelling.run();
    });
  }

  /** Books the time again that was just given up. */
  async undo(line: AppointmentLine): Promise<void> {
    const cancelling = this.#of(line.origin.source)?.cancellings.get(line.reference);
    if (!cancelling || this.changedOf(line)?.kind === 'undoing') return;
    if (!this.#host.dispatchEvent(new EhrCancelEvent(line.reference, line.origin.source, true))) return;
    await this.#carryOut(line, 'undo', async () => {
      await cancelling.undo.run();
    });
  }

  async #carryOut(line: AppointmentLine, what: 'cancel' | 'undo', write: () => Promise<void>): Promise<void> {
    this.#note(line, { kind: what === 'cancel' ? 'cancelling' : 'undoing' });
    try {
      await write();
      this.#note(line, what === 'cancel' ? { kind: 'cancelled', at: new Date() } : { kind: 'undone' });
    } catch (thrown) {
      const error = asEhrError(thrown, 'unreachable', 'What changes appointments was not loaded.');
      this.#note(line, { kind: error.code === 'outcome-unknown' ? 'unsure' : 'failed', what, error });
    }
  }

  #isUnsure(line: AppointmentLine): boolean {
    return this.changedOf(line)?.kind === 'unsure';
  }

  #note({ reference, origin }: AppointmentLine, changed: Changed): void {
    this.#of(origin.source)?.changed.set(reference, changed);
    this.#told();
  }

  #of(id: string): Known | undefined {
    const source = this.#session()?.sources.find((one) => one.id === id);
    if (!source) return undefined;
    const known = this.#known.get(source) ?? { permitted: new Map(), changed: new Map(), cancellings: new Map() };
    this.#known.set(source, known);
    return known;
  }
}

/** Why it is cancelled, in HL7's code and, as its words, what the reader chose. */
export function reasonOfCancelling(code: CancelReason, display: string): Concept {
  const system = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
  return { text: display, codings: [{ system, code, display: HL7_WORDS[code] }] };
}

const HL7_WORDS: Readonly<Record<CancelReason, string>> = {
  pat: 'Patient',
  'pat-fb': 'Patient: Feeling Better',
  'pat-lt': 'Patient: Lack of Transportation',
  'pat-mv': 'Patient: Moved',
  prov: 'Provider',
};

const writing = (): Promise<typeof Changes> => import('./change-actions.ts');

async function permissionFor(session: Session, line: AppointmentLine): Promise<'allowed' | 'not-known' | WhyFixed> {
  try {
    const { canChangeAppointment } = await writing();
    const permission = await canChangeAppointment(session, line);
    if (permission.allowed) return 'allowed';
    return permission.why === 'status' || permission.why === 'no-source' ? 'not-known' : permission.why;
  } catch {
    return 'not-known';
  }
}
