import type { Session } from '@ehr-widgets/sdk';
import { looksAt, LookStore, type Looks } from '../shared/look-store.ts';

/** Results are looked at by themselves: who saw the summary has not seen all of them. */
const PART = 'results';

interface Visit extends Partial<Looks> {
  readonly key: string;
  readonly sources: Session['sources'];
  asOf: Date | undefined;
}

/** When the reader last looked at these results, by choice of the host. It stays so for the whole visit. */
export class LastLook {
  readonly #changed: () => void;
  #visit: Visit | undefined;

  /** @param changed Called when it is known. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** By the id of each source that was looked at before; undefined while none is known. */
  since(key: string, { sources }: Session): ReadonlyMap<string, Date> | undefined {
    if (this.#visit?.sources !== sources || this.#visit.key !== key) this.#begin(key, sources);
    const last = this.#visit?.last;
    return last && last.size > 0 ? last : undefined;
  }

  /** All that there is has been looked at, as it was then. What stands in a tab that nobody sees has not. */
  looked(asOf: Date): void {
    const visit = this.#visit;
    if (!visit?.records || asOf.getTime() === visit.asOf?.getTime() || document.visibilityState !== 'visible') return;
    visit.asOf = asOf;
    new LookStore(visit.key).looked(visit.records.values(), asOf);
  }

  #begin(key: string, sources: Session['sources']): void {
    const visit: Visit = { key, sources, asOf: undefined };
    this.#visit = visit;
    void looksAt(sources, key, PART).then((looks) => {
      Object.assign(visit, looks);
      if (this.#visit === visit) this.#changed();
    });
  }
}
