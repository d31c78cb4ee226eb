/**
 * One change, made at most once. Where its answer is lost, what became of it is found out before anything else is done.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import { EhrError, type EhrErrorDetails } from '../errors.ts';
import type { Answer, RequestOptions, WriteRequest } from '../fhir/request.ts';
import { isTurnedAway, sendChange } from '../fhir/write.ts';
import { requireThere, type PracticePlace } from './place.ts';

/** What became of a change whose answer was lost. */
export type Fate<Result> =
  | { readonly kind: 'made'; readonly result: Result }
  | { readonly kind: 'not-made' }
  | { readonly kind: 'unknown'; readonly current?: FhirResource | undefined };

/** A change, and how to tell whether it was made. */
export interface Change<Result> {
  readonly place: PracticePlace;
  readonly type: string;
  readonly url: string;
  readonly request: WriteRequest;
  /** What is sent; undefined for a deletion. */
  readonly sent: FhirResource | undefined;
  /** Whether the server itself sees to it that the same request makes no second change. */
  readonly guarded: boolean;
  readonly result: (answer: Answer) => Promise<Result>;
  /** May reject: then it could not be found out. */
  readonly findOut: () => Promise<Fate<Result>>;
  /** What the server has now, for a reader to compare; undefined where it has nothing, or does not say. */
  readonly current: () => Promise<FhirResource | undefined>;
}

/** What an action remembers from one attempt to the next. */
export interface Memory {
  /** Set once a change was sent that may have been made. */
  inDoubt: boolean;
}

/** The first, and one more where that is safe. */
const MOST_SENT = 2;

/**
 * Carries out a change.
 * @throws EhrError `outcome-unknown` when it may have been made and that could not be found out, `conflict` with both
 *   versions, otherwise as a request fails: then it was not made.
 */
export async function carriedOut<Result>(
  change: Change<Result>,
  memory: Memory,
  options: RequestOptions,
): Promise<Result> {
  let lost: EhrError | undefined;
  for (let sent = 0; ; sent++) {
    if (memory.inDoubt) {
      const fate = await fateOf(change);
      if (fate.kind === 'made') return settled(memory, fate.result);
      const isSafe = fate.kind === 'not-made' && change.guarded && sent < MOST_SENT && !isSlow(lost);
      if (!isSafe) throw doubt(change, lost, fate.kind === 'unknown' ? fate.current : undefined);
    }
    requireThere(change.place);
    options.signal?.throwIfAborted();
    const answer = await answerTo(change, memory, options);
    if (!answer.error) return settled(memory, await change.result(answer));
    // A refusal after that may be about what the change itself has done.
    if (!isLost(answer) && !memory.inDoubt) throw await refusal(change, answer.error);
    memory.inDoubt = true;
    lost = answer.error;
  }
}

/** A server that is slow may still be at work: what is not there now may be there in a moment. */
function isSlow(lost: EhrError | undefined): boolean {
  return lost?.code === 'timeout' || lost?.status === 504;
}

function settled<Result>(memory: Memory, result: Result): Result {
  memory.inDoubt = false;
  return result;
}

async function answerTo(change: Change<unknown>, memory: Memory, options: RequestOptions): Promise<Answer> {
  const { place, type, url, request } = change;
  try {
    return await sendChange(place.source, url, request, { ...options, resourceType: type });
  } catch (thrown) {
    // A session that ended now may have ended while the server was at work. No other error of the source's does that.
    if (thrown instanceof EhrError && SESSION_OVER.includes(thrown.code)) return { error: thrown };
    // Not sent this time; what was sent before stays in doubt.
    if (memory.inDoubt && thrown instanceof EhrError) return { error: thrown };
    throw thrown;
  }
}

const SESSION_OVER: readonly string[] = ['session-expired', 'session-idle'];

/** Whether the change may have been made although this is what came of it. */
function isLost(answer: Answer): boolean {
  const { error } = answer;
  if (!error || isTurnedAway(answer)) return false;
  if (SESSION_OVER.includes(error.code)) return true;
  const { status } = error;
  if (status === undefined) return LOST.includes(error.code);
  // 501: the server does not know how. 408: it may have had all of it.
  return (status >= 500 && error.code === 'server-error') || status === 408 || status < 300;
}

const LOST: readonly string[] = ['unreachable', 'timeout', 'offline'];

async function fateOf<Result>(change: Change<Result>): Promise<Fate<Result>> {
  try {
    return await change.findOut();
  } catch {
    return { kind: 'unknown' };
  }
}

async function refusal(change: Change<unknown>, error: EhrError): Promise<EhrError> {
  return error.code === 'conflict' ? conflict(change, error) : error;
}

/** The same error with both versions. */
async function conflict(change: Change<unknown>, { message, status, outcome }: EhrError): Promise<EhrError> {
  const current = await change.current().catch(() => undefined);
  return new EhrError('conflict', message, {
    ...about(change, current),
    ...(status !== undefined && { status }),
    ...(outcome && { outcome }),
  });
}

function doubt(change: Change<unknown>, cause: EhrError | undefined, current: FhirResource | undefined): EhrError {
  const { base } = change.place.source;
  const message = `${base} was sent a change and may have made it; whether it did could not be found out. Nothing is sent again. Read the record again, and look whether the change is there.`;
  return new EhrError('outcome-unknown', message, { ...about(change, current), ...(cause && { cause }) });
}

function about(change: Change<unknown>, current: FhirResource | undefined): EhrErrorDetails {
  const { place, type, sent } = change;
  return {
    server: place.source.base,
    resourceType: type,
    versions: { ...(sent && { sent }), ...(current && { current }) },
  };
}
