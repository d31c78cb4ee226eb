/**
 * One FHIR request over HTTP (FHIR R4 §3.1.0): sent, retried where that is safe, and its failure told by code.
 * @module
 */
import { EhrError } from '../errors.ts';
import { parseJson } from '../format/decimal.ts';
import { outcomeOf, saysFailure } from './outcome.ts';
import { LONGEST_PAUSE, paceOf, pauseAsked, type Pace } from './pace.ts';
import { failure, isMarkup, refused, refusedWithin, unanswered, unreadable, type Asked } from './refusal.ts';

/** A server to ask. `fetch` adds the credentials and refuses URLs outside `base`. */
export interface Endpoint {
  /** FHIR base URL without a trailing slash. */
  readonly base: string;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Sends when there is room beside other requests. What waits has not been sent, and so cannot be late. */
  readonly inTurn?: <T>(send: () => Promise<T>) => Promise<T>;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** The resource type asked for, named in errors. */
  readonly resourceType?: string;
  /** How long one attempt may take, in milliseconds. Default 30,000. */
  readonly timeout?: number;
  /** Told the text of an answer before it is parsed, which takes long where the answer is. */
  readonly heard?: (text: string) => void;
}

const ATTEMPTS = 3;
/** A server that asks for patience so often in a row has none to give. */
const ATTEMPTS_THROTTLED = 6;
const BUSY_STATUSES: readonly number[] = [502, 503, 504];

/**
 * Reads one URL as FHIR JSON. Decimals keep their text (see format/decimal). Never returns an OperationOutcome that
 * tells an error.
 * @throws EhrError with a FhirErrorCode. An abort by `options.signal` rejects with its reason.
 */
export async function getJson(endpoint: Endpoint, url: string, options: RequestOptions = {}): Promise<unknown> {
  const asked = { base: endpoint.base, resourceType: options.resourceType };
  const pace = paceOf(endpoint.base);
  for (let attempt = 1; ; attempt++) {
    await turn(pace, asked, options.signal);
    const sentAt = Date.now();
    const answer = await exchange(endpoint, url, options, asked);
    if (!answer.error) {
      pace.succeeded(answer.pause);
      return answer.body;
    }
    const { error, pause, passing } = answer;
    const throttled = error.code === 'throttled' || (passing && pause !== undefined);
    if (throttled) pace.throttled(sentAt, pause);
    const again = throttled
      ? attempt < ATTEMPTS_THROTTLED && pace.isPatient
      : passing && attempt < ATTEMPTS && pace.mayRetry();
    if (!again) throw error;
    if (!throttled) await wait(jittered(400 * 2 ** (attempt - 1)), options.signal);
  }
}

/** A change to send (FHIR R4 §3.1.0.5 to §3.1.0.8). */
export interface WriteRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came of one attempt. */
export interface Answer {
  /** Undefined where the answer to a change has none. */
  readonly body?: unknown;
  readonly error?: EhrError;
  /** Of an answer that is no refusal. A page of another origin may see few of them. */
  readonly headers?: Headers;
  /** The pause that the server asks for, in milliseconds. */
  readonly pause?: number | undefined;
  /** Whether the next attempt may well succeed. */
  readonly passing?: boolean;
}

/** One attempt. Rejects only where `options.signal` aborts, or with an EhrError where the source itself did not send. */
export async function exchange(
  endpoint: Endpoint,
  url: string,
  options: RequestOptions,
  asked: Asked,
  request?: WriteRequest,
): Promise<Answer> {
  const sent: { timeout?: AbortSignal } = {};
  const sendNow = (): Promise<Response> => {
    options.signal?.throwIfAborted();
    sent.timeout = AbortSignal.timeout(options.timeout ?? 30_000);
    const signal = options.signal ? AbortSignal.any([options.signal, sent.timeout]) : sent.timeout;
    const headers = { accept: 'application/fhir+json', ...request?.headers };
    return endpoint.fetch(url, { ...request, signal, headers });
  };
  try {
    const response = await (endpoint.inTurn?.(sendNow) ?? sendNow());
    const text = await response.text();
    if (response.ok) options.heard?.(text);
    const pause = pauseAsked(response.headers);
    const { headers: told } = response;
    // A deletion is answered with nothing, or with an outcome; a change too, by servers that do not send it back.
    if (response.ok && request && (request.method === 'DELETE' || text === '')) return { pause, headers: told };
    return { ...read(text, response, asked), pause, headers: told };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof EhrError) throw thrown;
    const error = unanswered(sent.timeout?.aborted === true, asked, thrown);
    return { error, passing: error.code === 'unreachable' };
  }
}

function read(text: string, { ok, status }: Response, asked: Asked): Answer {
  try {
    const body = parseJson(text);
    const outcome = outcomeOf(body);
    if (!ok) return { error: refused(status, outcome, asked), passing: BUSY_STATUSES.includes(status) };
    return outcome && saysFailure(outcome) ? { error: refusedWithin(status, outcome, asked) } : { body };
  } catch (thrown) {
    return ok
      ? { error: unreadable(text, status, asked, thrown), passing: !isMarkup(text) }
      : { error: refused(status, undefined, asked), passing: BUSY_STATUSES.includes(status) };
  }
}

/** Waits while the origin is to be left alone; together with others, but not all at the same moment after it. */
export async function turn(pace: Pace, asked: Asked, signal?: AbortSignal): Promise<void> {
  // Each waits at least once. Who then finds that others were refused anew does not queue to hear the same one by one.
  for (let waited = false; pace.pause > 0; waited = true) {
    if (pace.pause > LONGEST_PAUSE || (waited && !pace.isPatient)) {
      throw failure('throttled', 'asked to be left alone for a while. Wait a few minutes, then try again.', asked);
    }
    await wait(jittered(pace.pause), signal);
  }
}

function jittered(pause: number): number {
  return pause * (1 + Math.random() / 2);
}

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
