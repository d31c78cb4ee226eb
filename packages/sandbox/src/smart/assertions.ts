/**
 * What SMART asks of a client's assertion beyond RFC 7523 (SMART App Launch 2.2, "Client Authentication: Asymmetric").
 * @module
 */
import { errors } from 'oidc-provider';

/** The longest that an assertion may be good for, in seconds. */
const longest = 300;

/** Seconds past its end for which an assertion is remembered: clocks differ. */
const leeway = 60;

/** Remembers which assertions were used, so that each is good once even when two requests come at the same moment. */
export class AssertionCheck {
  readonly #used = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Throws InvalidClientAuth when the assertion lives too long, names no key, or was used before. */
  check(claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>>): void {
    const now = Math.floor(this.#now() / 1000);
    const { iss, jti, exp } = claims;
    if (typeof header['kid'] !== 'string') throw new errors.InvalidClientAuth('the assertion names no key (kid)');
    if (typeof exp !== 'number' || exp > now + longest) {
      throw new errors.InvalidClientAuth('the assertion is good for longer than five minutes (exp)');
    }
    for (const [name, expires] of this.#used) if (expires + leeway < now) this.#used.delete(name);
    const name = JSON.stringify([iss, jti]);
    if (this.#used.has(name)) throw new errors.InvalidClientAuth('the assertion was used before (jti)');
    this.#used.set(name, exp);
  }
}
