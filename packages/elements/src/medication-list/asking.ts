import { asEhrError, type EhrError, type Session } from '@ehr-widgets/sdk';
import { refillKindOf, type Medicine, type RefillKind } from '@ehr-widgets/sdk/medications';
import type * as Actions from '@ehr-widgets/sdk/actions';
import { EhrRefillEvent } from './refill-event.ts';

/** How asking for a medicine goes. */
export type Asked = { readonly askKind: RefillKind } & (
  | { readonly kind: 'asking' }
  | { readonly kind: 'sent'; readonly at: Date; readonly sourceName: string }
  /** `unsure`: it may have been written all the same. */
  | { readonly kind: 'failed' | 'unsure'; readonly error: EhrError }
);

/** Who writes what is asked for: the library where it may, the host by the event, or nobody. */
export type RefillMode = 'auto' | 'host' | 'off';

/** The element as asking needs it. */
export interface AskingHost extends Pick<EventTarget, 'dispatchEvent'> {
  readonly refills: RefillMode | undefined | null;
}

/** How several ended. */
export interface AskOutcome {
  readonly sent: number;
  readonly notSent: number;
}

type Source = Session['sources'][number];

/** Why nothing can be asked for at a source, where the reader is told. */
export type WhyNot = 'scope' | 'capability' | 'bundle';

/** What is known of one source: what may be asked for there, and how asking went, by the medicine's key. */
interface Known {
  readonly permitted: Map<RefillKind, 'asking' | 'allowed' | 'not-known' | WhyNot>;
  readonly asked: Map<string, Asked>;
  /** One for each medicine: run again, it finds out first whether it was written. */
  readonly actions: Map<string, Actions.Action>;
}

/** Asks for refills and renewals, one line after the other, and remembers how it went. */
export class Asking {
  /** It goes with the source: of another patient, and after a sign-out, nothing is kept. */
  readonly #known = new WeakMap<Source, Known>();
  readonly #host: AskingHost;
  readonly #session: () => Session | undefined;
  readonly #changed: () => void;

  /** @param changed Called when there is news. */
  constructor(host: AskingHost, session: () => Session | undefined, changed: () => void) {
    this.#host = host;
    this.#session = session;
    this.#changed = changed;
  }

  askedOf({ key, origin }: Medicine): Asked | undefined {
    return this.#of(origin.source)?.asked.get(key);
  }

  /**
   * What can be asked for; undefined where nothing can, and until that is known. More of what an allergy warns of is to be
   * talked about, not asked for.
   */
  kindOf(medicine: Medicine): RefillKind | undefined {
    const kind = this.#fittingKind(medicine);
    if (!kind || this.#host.refills === 'host') return kind;
    return this.#permission(medicine, kind) === 'allowed' ? kind : undefined;
  }

  /** Why what there is to ask for cannot be asked for where it comes from. */
  whyNotOf(medicine: Medicine): WhyNot | undefined {
    const kind = this.#fittingKind(medicine);
    if (!kind || this.#host.refills === 'host') return undefined;
    const permission = this.#permission(medicine, kind);
    return permission === 'scope' || permission === 'capability' || permission === 'bundle' ? permission : undefined;
  }

  /**
   * Tells the host, and unless it prevents that, asks for each. Undefined when the host took it.
   * @param progress Called with how many have ended.
   */
  async ask(medicines: readonly Medicine[], progress: (done: number) => void): Promise<AskOutcome | undefined> {
    const wanted = medicines.flatMap((medicine) => {
      const kind = this.kindOf(medicine);
      return kind && this.askedOf(medicine)?.kind !== 'asking' ? [{ medicine, kind }] : [];
    });
    const requests = wanted.map(({ medicine: { lead }, kind }) => ({
      reference: lead.reference,
      source: lead.origin.source,
      kind,
    }));
    if (requests.length === 0 || !this.#host.dispatchEvent(new EhrRefillEvent(requests))) return undefined;
    const session = this.#session();
    if (!session || this.#host.refills === 'host') return undefined;
    for (const { medicine, kind } of wanted) this.#note(medicine, { askKind: kind, kind: 'asking' });
    let sent = 0;
    for (const [index, { medicine, kind }] of wanted.entries()) {
      progress(index);
      const asked = await this.#askFor(session, medicine, kind);
      if (asked.kind === 'sent') sent += 1;
      this.#note(medicine, asked);
    }
    return { sent, notSent: wanted.length - sent };
  }

  #fittingKind(medicine: Medicine): RefillKind | undefined {
    return this.#host.refills === 'off' || medicine.allergyClashes.length > 0 ? undefined : refillKindOf(medicine);
  }

  /** By scope, capability and source, found out once for each kind. */
  #permission(medicine: Medicine, kind: RefillKind): 'asking' | 'allowed' | 'not-known' | WhyNot {
    const known = this.#of(medicine.origin.source);
    const session = this.#session();
    if (!known || !session) return 'not-known';
    const permission = known.permitted.get(kind);
    if (permission) return permission;
    known.permitted.set(kind, 'asking');
    void permissionFor(session, medicine).then((found) => {
      known.permitted.set(kind, found);
      this.#changed();
    });
    return 'asking';
  }

  async #askFor(session: Session, medicine: Medicine, askKind: RefillKind): Promise<Asked> {
    const { key, origin } = medicine;
    try {
      const { requestRefill } = await writing();
      const actions = this.#of(origin.source)?.actions;
      const action = actions?.get(key) ?? requestRefill(session, medicine);
      actions?.set(key, action);
      await action.run();
      return { askKind, kind: 'sent', at: new Date(), sourceName: origin.sourceName };
    } catch (thrown) {
      const error = asEhrError(thrown, 'unreachable', 'What asks for refills could not be loaded.');
      return { askKind, kind: error.code === 'outcome-unknown' ? 'unsure' : 'failed', error };
    }
  }

  #note({ key, origin }: Medicine, asked: Asked): void {
    this.#of(origin.source)?.asked.set(key, asked);
    this.#changed();
  }

  #of(id: string): Known | undefined {
    const source = this.#session()?.sources.find((one) => one.id === id);
    if (!source) return undefined;
    const known = this.#known.get(source) ?? { permitted: new Map(), asked: new Map(), actions: new Map() };
    this.#known.set(source, known);
    return known;
  }
}

/** Writing is a part that loads when there is somebody to ask for something. */
const writing = (): Promise<typeof Actions> => import('@ehr-widgets/sdk/actions');

async function permissionFor(session: Session, medicine: Medicine): Promise<'allowed' | 'not-known' | WhyNot> {
  try {
    const { canRequestRefill } = await writing();
    const permission = await canRequestRefill(session, medicine);
    if (permission.allowed) return 'allowed';
    return permission.why === 'status' || permission.why === 'no-source' ? 'not-known' : permission.why;
  } catch {
    return 'not-known';
  }
}
