/**
 * How fast a server may be asked. What one request is told about pauses holds for all to the same origin, and so does
 * the patience with its faults: many searches that each try three times are a storm to a server in trouble.
 * @module
 */

/** A server that asks for a longer pause is told to the reader instead of being waited for, in milliseconds. */
export const LONGEST_PAUSE = 10_000;
/** No server is left alone for longer on its own word, which may be a mistake. */
const LONGEST_HOLD = 300_000;
/** A server that has done nothing but refuse for so long is told to the reader, whichever search it refused. */
const LONGEST_PATIENCE = 20_000;
const FIRST_PAUSE = 500;
/** What may be tried again before anything succeeds, … */
const MOST_RETRIES = 10;
/** … and what a success adds to it. */
const RETRIES_EARNED = 0.5;

/** The pace of one origin. */
export class Pace {
  #heldUntil = 0;
  #heldSince = 0;
  #refusals = 0;
  #refusedSince = 0;
  #retries = MOST_RETRIES;

  /** Milliseconds until this origin may be asked again. */
  get pause(): number {
    return Math.max(0, this.#heldUntil - Date.now());
  }

  /** An answer came: `asked` is the pause that it asks for before the next request. */
  succeeded(asked: number | undefined): void {
    this.#refusals = 0;
    this.#retries = Math.min(MOST_RETRIES, this.#retries + RETRIES_EARNED);
    if (asked) this.#hold(asked);
  }

  /** The request sent at `sentAt` was one too many. Where the server says nothing, pauses double. */
  throttled(sentAt: number, asked: number | undefined): void {
    // Requests that were under way when the first refusal came are told nothing new.
    if (sentAt >= this.#heldSince) this.#refusals++;
    // One after a time in which nothing was asked begins anew.
    if (this.#refusals === 1 || sentAt > this.#heldUntil + LONGEST_PAUSE) this.#refusedSince = sentAt;
    this.#hold(asked ?? FIRST_PAUSE * 2 ** (this.#refusals - 1));
  }

  /** Whether it is worth waiting for. A pause asked for by an answer that was no refusal always is, if it is short. */
  get isPatient(): boolean {
    const refusing = this.#refusals > 0 && Date.now() - this.#refusedSince >= LONGEST_PATIENCE;
    return this.pause <= LONGEST_PAUSE && !refusing;
  }

  /** Whether a failure may be tried again; counts it when it may. */
  mayRetry(): boolean {
    if (this.#retries < 1) return false;
    this.#retries--;
    return true;
  }

  #hold(pause: number): void {
    this.#heldSince = Date.now();
    this.#heldUntil = Math.max(this.#heldUntil, this.#heldSince + Math.min(pause, LONGEST_HOLD));
  }
}

const paces = new Map<string, Pace>();

/** The pace of the origin that `base` lies at. */
export function paceOf(base: string): Pace {
  const { origin } = new URL(base);
  const pace = paces.get(origin) ?? new Pace();
  paces.set(origin, pace);
  return pace;
}

/**
 * The pause that an answer asks for, in milliseconds: Azure's header, Retry-After as seconds or date (RFC 9110 §10.2.3),
 * RateLimit in its drafts' forms (draft-ietf-httpapi-ratelimit-headers). Undefined when it says nothing that a page of
 * another origin can read, as is usual.
 */
export function pauseAsked(headers: Headers): number | undefined {
  const milliseconds = numberIn(headers.get('x-ms-retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const after = headers.get('retry-after');
  const seconds = numberIn(after) ?? secondsOfLimit(headers);
  if (seconds !== undefined) return seconds * 1000;
  // By the server's own clock, where it tells it: the reader's may be wrong.
  if (!after?.endsWith(' GMT')) return undefined;
  const until = Date.parse(after) - (Date.parse(headers.get('date') ?? '') || Date.now());
  return Number.isNaN(until) ? undefined : Math.max(0, until);
}

/** `"requests";r=0;t=12, "reads";r=3;t=60`, or `limit=10, remaining=0, reset=12`: counts only where nothing is left. */
function secondsOfLimit(headers: Headers): number | undefined {
  const limit = headers.get('ratelimit') ?? '';
  const remaining = numberIn(headers.get('ratelimit-remaining'));
  const waits = [...limit.matchAll(/\b(?:r|remaining)=0\b\s*[;,]\s*(?:t|reset)=(\d+)/g)].map(([, wait]) =>
    Number(wait),
  );
  if (remaining === 0) waits.push(numberIn(headers.get('ratelimit-reset')) ?? 0);
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

function numberIn(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
