/**
 * fetch with a source's credentials, for that source's URLs and no others.
 * @module
 */
import type { Environment } from '../auth/environment.ts';
import { EhrError } from '../errors.ts';
import { isUnder } from '../fhir/under.ts';

/** How a kind of session proves its right to read. */
export interface Credentials {
  /** Headers for a request made now. May throw an EhrError. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Whether cookies go along. */
  readonly cookies: 'omit' | 'include';
  /** Other headers, after the server refused these with 401. Undefined when there are none. */
  renew?(refused: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>> | undefined>;
  /** Told of a 401 that stays. */
  refused?(response: Response): void;
}

/** The header that carries an access token. */
export function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}

/**
 * @param over Aborted, with an EhrError, when the session is over: requests under way end with it, except with `keepalive`.
 * @param appStateBase Where the server itself says that it keeps App State; no more of it than that is reached.
 */
export function credentialedFetch(
  base: string,
  credentials: Credentials,
  environment: Environment,
  over: AbortSignal,
  appStateBase?: string,
): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    if (!isUnder(base, url) && !(appStateBase !== undefined && isUnder(`${appStateBase}/Basic`, url))) {
      // The URL itself is not told: it may hold a patient's id or name.
      const message = `A request to another address than ${base} was not sent, since it would have taken credentials there.`;
      throw new EhrError('rejected', message, { server: base });
    }
    over.throwIfAborted();
    // What is to be carried through was sent while the session was there.
    const signal = AbortSignal.any([...(init.signal ? [init.signal] : []), ...(init.keepalive ? [] : [over])]);
    const send = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      environment.fetch(url, {
        ...init,
        signal,
        headers: merged(init.headers, headers),
        credentials: credentials.cookies,
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      });

    signal.throwIfAborted();
    const headers = await unlessAborted(credentials.headers(), signal);
    const response = await send(headers);
    if (response.status !== 401) return response;
    const others =
      credentials.renew && isRepeatable(init) && !over.aborted
        ? await unlessAborted(credentials.renew(headers), signal)
        : undefined;
    const last = others ? await send(others) : response;
    if (last.status === 401) credentials.refused?.(last);
    return last;
  };
}

/** A caller who gives up stops waiting; what the whole session waits for goes on. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stopWaiting = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stopWaiting = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', stopWaiting, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stopWaiting);
  }
}

function merged(own: HeadersInit | undefined, credentials: Readonly<Record<string, string>>): Headers {
  const headers = new Headers(own);
  for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
  return headers;
}

function isRepeatable(init: RequestInit): boolean {
  return !(init.body instanceof ReadableStream);
}
