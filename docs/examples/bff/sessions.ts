/**
 * Who is signed in. Everything is in this process's memory: a restart signs everybody out, and several processes need a
 * balancer that always sends a person to the same one.
 */
import { randomBytes } from 'node:crypto';
import type { Attempt, BackendSession } from '@ehr-widgets/sdk/backend';

/** A person at this server. */
export interface Person {
  /** The tokens, the patient, and `fetch`. */
  readonly ehr: BackendSession;
  /** Told to this person's page and to no other: requests repeat it, so that none is taken for another person's. */
  readonly pageKey: string;
}

const MINUTE = 60_000;

/** In milliseconds: how long a person may do nothing, stay at all, and be away to sign in. */
const IDLE = 15 * MINUTE;
const LONGEST = 8 * 60 * MINUTE;
const AWAY = 10 * MINUTE;

export class Sessions {
  readonly #now: () => number;
  readonly #people = new Map<string, { readonly person: Person; readonly since: number; usedAt: number }>();
  readonly #attempts = new Map<string, { readonly attempt: Attempt; readonly since: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
    setInterval(() => this.sweep(), MINUTE).unref();
  }

  /** Remembers a sign-in while the person is away at the authorization server. Returns the value of its cookie. */
  leave(attempt: Attempt): string {
    const id = randomId();
    this.#attempts.set(id, { attempt, since: this.#now() });
    return id;
  }

  /** The sign-in that a person comes back from: once. */
  comeBack(id: string | undefined): Attempt | undefined {
    this.sweep();
    const found = this.#attempts.get(id ?? '');
    this.#attempts.delete(id ?? '');
    return found?.attempt;
  }

  /** Somebody has signed in. Returns the value of their cookie, always a new one. */
  open(ehr: BackendSession): string {
    const id = randomId();
    const now = this.#now();
    this.#people.set(id, { person: { ehr, pageKey: randomId() }, since: now, usedAt: now });
    return id;
  }

  /** Who it is, when they are still signed in. */
  find(id: string | undefined): Person | undefined {
    this.sweep();
    const found = this.#people.get(id ?? '');
    if (found) found.usedAt = this.#now();
    return found?.person;
  }

  /** Signs somebody out, here and at the authorization server. */
  async close(id: string | undefined): Promise<void> {
    const found = this.#people.get(id ?? '');
    this.#people.delete(id ?? '');
    await found?.person.ehr.revoke();
  }

  /** Ends what has lasted long enough. */
  sweep(): void {
    const now = this.#now();
    for (const [id, { since }] of this.#attempts) if (now - since > AWAY) this.#attempts.delete(id);
    for (const [id, { person, since, usedAt }] of this.#people) {
      if (person.ehr.isOver || now - usedAt > IDLE || now - since > LONGEST) void this.close(id);
    }
  }
}

/** 256 bits. */
function randomId(): string {
  return randomBytes(32).toString('base64url');
}
