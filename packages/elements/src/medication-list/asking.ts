import type { EhrError, Session } from '@ehr-widgets/sdk';
import type { Medicine } from '@ehr-widgets/sdk/medications';
import { EhrRefillEvent } from './refill-event.ts';

/** One action to the reader, whichever it is to the record: more of what has refills left, or a new prescription. */
export type AskKind = 'refill' | 'renewal';

/** How asking for a medicine goes. */
export type Asked = { readonly askKind: AskKind } & (
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

/** Asks for refills and renewals, one line after the other, and remembers how it went. */
export class Asking {
  /** By the source that it was asked at: of another patient, and after a sign-out, nothing is kept. */
  readonly #asked = new WeakMap<Source, Map<string, Asked>>();
  readonly #host: AskingHost;
  readonly #session: () => Session | undefined;

  constructor(host: AskingHost, session: () => Session | undefined) {
    this.#host = host;
    this.#session = session;
  }

  askedOf({ key, origin }: Medicine): Asked | undefined {
    return this.#of(origin.source)?.get(key);
  }

  /** What can be asked for; undefined where nothing can. */
  kindOf(medicine: Medicine): AskKind | undefined {
    return this.#host.refills === 'host' ? askKindOf(medicine) : undefined;
  }

  /**
   * Tells the host, and unless it prevents that, asks for each. Undefined when the host took it.
   * @param progress Called with how many have ended.
   */
  ask(medicines: readonly Medicine[], progress: (done: number) => void): Promise<AskOutcome | undefined> {
    const wanted = medicines.flatMap((medicine) => {
      const kind = this.kindOf(medicine);
      return kind && this.askedOf(medicine)?.kind !== 'asking' ? [{ medicine, kind }] : [];
    });
    const requests = wanted.map(({ medicine: { reference, origin }, kind }) => ({
      reference,
      source: origin.source,
      kind,
    }));
    if (requests.length > 0) this.#host.dispatchEvent(new EhrRefillEvent(requests));
    void progress;
    return Promise.resolve(undefined);
  }

  #of(id: string): Map<string, Asked> | undefined {
    const source = this.#session()?.sources.find((one) => one.id === id);
    if (!source) return undefined;
    const asked = this.#asked.get(source) ?? new Map<string, Asked>();
    this.#asked.set(source, asked);
    return asked;
  }
}

/** What a medicine's status leaves to ask for. */
function askKindOf({ place, status, lead, conflicts }: Medicine): AskKind | undefined {
  if (place !== 'current' || lead.kind !== 'request' || !lead.reference.includes('/') || conflicts.length > 0)
    return undefined;
  if (status === 'active-no-refills' || status === 'expired') return 'renewal';
  return status === 'active-refills-left' || status === 'supply-over' ? 'refill' : undefined;
}
