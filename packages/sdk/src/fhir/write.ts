/**
 * Sends a change to a server, so that it cannot be made twice by accident (FHIR R4 §3.1.0.4 to §3.1.0.8).
 * @module
 */
import { LONGEST_PAUSE, paceOf } from './pace.ts';
import { exchange, turn, type Answer, type Endpoint, type RequestOptions, type WriteRequest } from './request.ts';

/** What a change is sent with. */
export const WRITTEN = { 'content-type': 'application/fhir+json', prefer: 'return=representation' };

const ATTEMPTS_THROTTLED = 3;

/**
 * Sends a change, and waits for its answer. It is sent again only where the server says that it did not look at it: 429,
 * or 503 with the time at which to come back (RFC 6585 §4, RFC 9110 §15.6.4). Everything else may have been made and
 * must not be made again on a guess.
 * @returns The answer, or the error that came instead.
 * @throws EhrError when nothing was sent, because the source or the server's pace forbids it. An abort by
 *   `options.signal` rejects with its reason before anything is sent, and is not heeded after.
 */
export async function sendChange(
  endpoint: Endpoint,
  url: string,
  request: WriteRequest,
  { signal, ...options }: RequestOptions = {},
): Promise<Answer> {
  const asked = { base: endpoint.base, resourceType: options.resourceType };
  const pace = paceOf(endpoint.base);
  for (let attempt = 1; ; attempt++) {
    await turn(pace, asked, signal);
    signal?.throwIfAborted();
    const sentAt = Date.now();
    const answer = await exchange(endpoint, url, options, asked, request);
    if (!answer.error) {
      pace.succeeded(answer.pause);
      return answer;
    }
    if (!isTurnedAway(answer)) return answer;
    pace.throttled(sentAt, answer.pause);
    if (attempt === ATTEMPTS_THROTTLED || pace.pause > LONGEST_PAUSE) return answer;
  }
}

/**
 * As {@link sendChange}, for who has no use for an error.
 * @returns The answer as FHIR JSON; undefined where it has none.
 * @throws EhrError with a FhirErrorCode. An abort by `options.signal` rejects with its reason.
 */
export async function writeJson(
  endpoint: Endpoint,
  url: string,
  request: WriteRequest,
  options: RequestOptions = {},
): Promise<unknown> {
  const { error, body } = await sendChange(endpoint, url, request, options);
  if (error) throw error;
  return body;
}

/** Whether the server says that it did not so much as look at the request. */
export function isTurnedAway({ error, pause }: Answer): boolean {
  return error?.status === 429 || (error?.status === 503 && pause !== undefined);
}
