/**
 * When records were last looked at, in the browser's storage: digests of where a record is and of the moment, nothing
 * else. Where storage is forbidden, nothing is remembered.
 */
import type { Session } from '@ehr-widgets/sdk';

/** So many records are remembered in a browser; the one longest not looked at is forgotten first. */
const RECORDS = 500;

type Stored = Readonly<Record<string, string>>;

/** By the host's own name for the place where it is remembered. */
export class LookStore {
  readonly #name: string;

  constructor(key: string) {
    this.#name = `ehr-widgets.looked.${key}`;
  }

  last(record: string): Date | undefined {
    const at = new Date(this.#read()[record] ?? Number.NaN);
    return Number.isNaN(at.getTime()) ? undefined : at;
  }

  /** Another tab may have looked meanwhile, and later. */
  looked(records: Iterable<string>, at: Date): void {
    const looks = new Map(Object.entries(this.#read()));
    for (const record of records) {
      const known = this.last(record);
      if (!known || known < at) looks.set(record, at.toISOString());
    }
    const newest = [...looks].sort(([, one], [, other]) => one.localeCompare(other)).slice(-RECORDS);
    try {
      localStorage.setItem(this.#name, JSON.stringify(Object.fromEntries(newest)));
    } catch {
      // Forbidden or full: the next visit marks nothing, or more than it need.
    }
  }

  #read(): Stored {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#name) ?? '{}');
      if (typeof stored !== 'object' || stored === null) return {};
      return Object.fromEntries(Object.entries(stored).filter(([, at]) => typeof at === 'string'));
    } catch {
      return {};
    }
  }
}

/** One-way: who reads the storage learns neither the server nor the patient. Undefined where the page may not make one. */
async function digestOf(text: string): Promise<string | undefined> {
  try {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return [...bytes.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}

/** Records of sources as they are known in a store, and when each was last looked at; both by the id of the source. */
export interface Looks {
  readonly records: Map<string, string>;
  readonly last: Map<string, Date>;
}

/** @param part What of a record is meant, where it is not the whole. */
export async function looksAt(sources: Session['sources'], key: string, part = ''): Promise<Looks> {
  const store = new LookStore(key);
  const looks: Looks = { records: new Map(), last: new Map() };
  // A Bundle says nothing of where it is from: two of them may be of two people with one id.
  for (const { id, base, patient } of sources.filter(({ kind }) => kind === 'server')) {
    const record = await digestOf([base, patient, part].filter(Boolean).join(' '));
    if (record === undefined) continue;
    looks.records.set(id, record);
    const at = store.last(record);
    if (at) looks.last.set(id, at);
  }
  return looks;
}
