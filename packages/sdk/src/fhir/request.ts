/**
 * One FHIR request over HTTP (FHIR R4 §3.1.0): sent, retried where that is safe, and its failure told by code.
 * @module
 */
import type { OperationOutcome } from 'fhir/r4.js';
import { EhrError, type EhrErrorCode } from '../errors.ts';
import { parseJson } from '../format/decimal.ts';
import { outcomeOf, saysNotSupported } from './outcome.ts';

/** A server to ask. `fetch` adds the credentials and refuses URLs outside `base`. */
export interface Endpoint {
  /** FHIR base URL without a trailing slash. */
  readonly base: string;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** The resource type asked for, named in errors. */
  readonly resourceType?: string;
  /** How long one attempt may take, in milliseconds. Default 30,000. */
  readonly timeout?: number;
}

const ATTEMPTS = 3;
const RETRIED_STATUSES: readonly number[] = [429, 502, 503, 504];
/** A server that asks for a longer pause is told to the reader instead of being waited for. */
const LONGEST_PAUSE = 10_000;

/**
 * Reads one URL as FHIR JSON. Decimals keep their text (see format/decimal).
 * @throws EhrError with a FhirErrorCode. An abort by `options.signal` rejects with its reason.
 */
export async function getJson(endpoint: Endpoint, url: string, options: RequestOptions = {}): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const response = await send(endpoint, url, options, attempt);
    if (!response) continue;
    if (response.ok) return readBody(response, endpoint, options);
    const pause = RETRIED_STATUSES.includes(response.status) ? pauseBefore(attempt, response) : undefined;
    if (attempt >= ATTEMPTS || pause === undefined) throw await refusal(response, endpoint, options);
    await wait(pause, options.signal);
  }
}

/** Undefined when the server could not be reached and another attempt is due. */
async function send(
  endpoint: Endpoint,
  url: string,
  options: RequestOptions,
  attempt: number,
): Promise<Response | undefined> {
  const timeout = AbortSignal.timeout(options.timeout ?? 30_000);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    return await endpoint.fetch(url, { signal, headers: { accept: 'application/fhir+json' } });
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof EhrError) throw thrown;
    const details = { server: endpoint.base, cause: thrown, ...type(options) };
    if (timeout.aborted) {
      throw new EhrError('timeout', `${endpoint.base} did not answer in time. Try again in a few minutes.`, details);
    }
    if (attempt >= ATTEMPTS) {
      const advice = 'Check the network, and that the server allows this page by CORS.';
      throw new EhrError('unreachable', `${endpoint.base} could not be reached. ${advice}`, details);
    }
    await wait(pauseBefore(attempt) ?? 0, options.signal);
    return undefined;
  }
}

async function readBody(response: Response, endpoint: Endpoint, options: RequestOptions): Promise<unknown> {
  try {
    return parseJson(await response.text());
  } catch (thrown) {
    options.signal?.throwIfAborted();
    throw new EhrError(
      'bad-response',
      `${endpoint.base} answered with something that is not whole FHIR JSON. Nothing of it was used.`,
      { server: endpoint.base, status: response.status, cause: thrown, ...type(options) },
    );
  }
}

async function refusal(response: Response, endpoint: Endpoint, options: RequestOptions): Promise<EhrError> {
  const outcome = await outcomeIn(response);
  const code = codeOf(response.status, outcome);
  return new EhrError(code, `${endpoint.base} answered ${response.status}. ${ADVICE[code] ?? ''}`.trim(), {
    server: endpoint.base,
    status: response.status,
    ...type(options),
    ...(outcome && { outcome }),
  });
}

async function outcomeIn(response: Response): Promise<OperationOutcome | undefined> {
  try {
    return outcomeOf(parseJson(await response.text()));
  } catch {
    return undefined;
  }
}

function codeOf(status: number, outcome: OperationOutcome | undefined): EhrErrorCode {
  if (saysNotSupported(outcome) || status === 405 || status === 501) return 'not-supported';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'server-error' : 'rejected';
}

const ADVICE: Partial<Record<EhrErrorCode, string>> = {
  unauthorized: 'Sign in again.',
  forbidden: 'The sign-in does not permit this. Ask for the scope that it needs.',
  throttled: 'It is busy. Wait a minute, then try again.',
  'server-error': 'Try again in a few minutes.',
  rejected: 'The request was not acceptable to this server.',
};

/** Milliseconds to wait, with jitter so that many widgets do not return together; undefined when too long to wait. */
function pauseBefore(attempt: number, response?: Response): number | undefined {
  const asked = Number(response?.headers.get('retry-after') ?? Number.NaN) * 1000;
  const pause = Number.isFinite(asked) ? asked : 400 * 2 ** (attempt - 1);
  return pause > LONGEST_PAUSE ? undefined : pause * (1 + Math.random() / 2);
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

function type(options: RequestOptions): { resourceType?: string } {
  return options.resourceType ? { resourceType: options.resourceType } : {};
}
