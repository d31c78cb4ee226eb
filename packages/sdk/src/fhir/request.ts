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
    const response = await send(endpoint, url, options).catch((thrown: unknown) => {
      if (attempt >= ATTEMPTS || (thrown as EhrError).code !== 'unreachable') throw thrown;
    });
    if (!response) {
      await wait(pauseBefore(attempt) ?? 0, options.signal);
      continue;
    }
    if (response.ok) return readBody(response, endpoint, options);
    const pause = RETRIED_STATUSES.includes(response.status) ? pauseBefore(attempt, response) : undefined;
    if (attempt >= ATTEMPTS || pause === undefined) throw await refusal(response, endpoint, options);
    await wait(pause, options.signal);
  }
}

/** A change to send (FHIR R4 §3.1.0.5 to §3.1.0.8). */
export interface WriteRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends a change, once: where no answer comes it may have been made, and must not be made again on a guess.
 * @returns The answer as FHIR JSON; undefined after a deletion.
 * @throws EhrError with a FhirErrorCode. An abort by `options.signal` rejects with its reason.
 */
export async function writeJson(
  endpoint: Endpoint,
  url: string,
  request: WriteRequest,
  options: RequestOptions = {},
): Promise<unknown> {
  const response = await send(endpoint, url, options, request);
  if (!response.ok) throw await refusal(response, endpoint, options);
  return request.method === 'DELETE' ? undefined : readBody(response, endpoint, options);
}

async function send(
  endpoint: Endpoint,
  url: string,
  options: RequestOptions,
  request?: WriteRequest,
): Promise<Response> {
  const timeout = AbortSignal.timeout(options.timeout ?? 30_000);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const headers = { accept: 'application/fhir+json', ...request?.headers };
    return await endpoint.fetch(url, { ...request, signal, headers });
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof EhrError) throw thrown;
    const details = { server: endpoint.base, cause: thrown, ...type(options) };
    if (timeout.aborted) {
      throw new EhrError('timeout', `${endpoint.base} did not answer in time. Try again in a few minutes.`, details);
    }
    const advice = 'Check the network, and that the server allows this page by CORS.';
    throw new EhrError('unreachable', `${endpoint.base} could not be reached. ${advice}`, details);
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
  conflict: 'It was changed in the meantime. Read it again, then repeat the change.',
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
