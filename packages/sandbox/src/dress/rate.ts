/**
 * A limit on requests: so many in so many seconds, then 429 until the window has passed.
 * @module
 */
import type { FhirResponse } from '../fhir/types.ts';
import type { Rate } from './dress.ts';
import { refusal } from './outcome.ts';

export class Allowance {
  readonly #rate: Rate;
  readonly #now: () => Date;
  #from = -Infinity;
  #used = 0;

  constructor(rate: Rate, now: () => Date) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Counts a request; the answer to it when it is one too many. */
  take(): FhirResponse | undefined {
    const { requests, seconds, says, issue } = this.#rate;
    const now = this.#now().getTime();
    if (now >= this.#from + seconds * 1000) {
      this.#from = now;
      this.#used = 0;
    }
    this.#used += 1;
    if (this.#used <= requests) return undefined;
    const wait = this.#from + seconds * 1000 - now;
    const words = { 'Retry-After': String(Math.ceil(wait / 1000)), 'x-ms-retry-after-ms': String(wait) };
    const headers = Object.fromEntries(says.map((name) => [name, words[name]]));
    return refusal(429, { severity: 'error', code: issue, diagnostics: 'Too many requests. Wait a while.' }, headers);
  }
}
