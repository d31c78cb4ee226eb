/**
 * Where the authorization server keeps codes, tokens, grants and sessions: in memory, each until it expires.
 * @module
 */
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expires: number;
}

/** One authorization server's memory. `adapter` is what oidc-provider asks for, once a model. */
export class TokenStore {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  #writes = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The adapter of one model: `AccessToken`, `Grant`, `Session` … */
  readonly adapter = (model: string): Adapter => ({
    upsert: (id, payload, expiresIn) => Promise.resolve(this.#set(key(model, id), payload, expiresIn)),
    find: (id) => Promise.resolve(this.#get(key(model, id))),
    findByUid: (uid) => Promise.resolve(this.#search(model, (payload) => payload.uid === uid)),
    findByUserCode: (code) => Promise.resolve(this.#search(model, (payload) => payload.userCode === code)),
    consume: (id) => this.#consume(key(model, id)),
    destroy: (id) => Promise.resolve(void this.#entries.delete(key(model, id))),
    revokeByGrantId: (grantId) => Promise.resolve(this.#revoke(model, grantId)),
  });

  #get(name: string): AdapterPayload | undefined {
    const entry = this.#entries.get(name);
    return entry && entry.expires > this.#now() ? structuredClone(entry.payload) : undefined;
  }

  #set(name: string, payload: AdapterPayload, expiresIn: number | undefined): void {
    const expires = expiresIn === undefined ? Infinity : this.#now() + expiresIn * 1000;
    this.#entries.set(name, { payload: structuredClone(payload), expires });
    if (++this.#writes % 1000 === 0) this.#sweep();
  }

  #search(model: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const name of this.#entries.keys()) {
      const payload = name.startsWith(`${model}:`) ? this.#get(name) : undefined;
      if (payload && matches(payload)) return payload;
    }
    return undefined;
  }

  /** Uses up a code or a refresh token. Of two requests that found the same one unused, the later is refused here. */
  #consume(name: string): Promise<void> {
    const entry = this.#entries.get(name);
    if (!entry) return Promise.resolve();
    if (entry.payload.consumed) return Promise.reject(new errors.InvalidGrant('it was used at the same moment'));
    entry.payload.consumed = Math.floor(this.#now() / 1000);
    return Promise.resolve();
  }

  #revoke(model: string, grantId: string): void {
    for (const [name, entry] of this.#entries) {
      if (name.startsWith(`${model}:`) && entry.payload.grantId === grantId) this.#entries.delete(name);
    }
  }

  #sweep(): void {
    const now = this.#now();
    for (const [name, entry] of this.#entries) if (entry.expires <= now) this.#entries.delete(name);
  }
}

function key(model: string, id: string): string {
  return `${model}:${id}`;
}
