/**
 * Being told by a server that something in a patient's record has changed: the Patient Data Feed (US Core 8) over a
 * WebSocket, by the Subscriptions R5 Backport IG 1.1.0 for FHIR R4. What has changed is never taken from a notification;
 * it is read again, like everything else.
 * @module
 */
import type { Parameters, ParametersParameter, Subscription } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { list } from '../format/read.ts';
import { capabilitiesOf } from './capability.ts';
import { newsIn } from './feed-news.ts';
import { getJson, type Endpoint } from './request.ts';
import { WRITTEN, writeJson } from './write.ts';

/** What a feed tells. */
export type FeedNews =
  /** From now on changes are told. What was read before may have changed before. */
  | { readonly kind: 'linked' }
  /** Something in these types changed; in any, where the server does not say which. */
  | { readonly kind: 'changed'; readonly types: readonly string[] | undefined }
  /** Some changes were not told. */
  | { readonly kind: 'missed' };

export interface FeedOptions {
  /** The logical id of the patient. */
  readonly patient: string;
  /** The resource types to be told of. */
  readonly types: readonly string[];
  readonly tell: (news: FeedNews) => void;
  /** Ends the feed, and the subscription with it. */
  readonly signal: AbortSignal;
}

const TOPIC = 'http://hl7.org/fhir/us/core/SubscriptionTopic/patient-data-feed';
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
/** What every Patient Data Feed has; others are the server's choice. */
const ALWAYS_FED: readonly string[] = ['DiagnosticReport', 'DocumentReference', 'Encounter', 'Observation'];
/** A page that is closed, or signed out, cannot say so: then the server ends the subscription by itself. In milliseconds. */
const LIFETIME = 24 * 60 * 60_000;
/** An end that the server makes is silent, so a page that is open so long makes its own, and begins anew. */
const RENEWED_AFTER = 0.9 * LIFETIME;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 300_000;
/** A connection that held for so long is a good one. In milliseconds. */
const STANDS = 60_000;

/**
 * Follows a server's feed until `signal` aborts, over breaks of the connection too.
 * @returns When it is over. At once where the server has no such feed, or does not let this sign-in have it: then nothing
 *   is ever told. Never rejects.
 */
export async function followFeed(endpoint: Endpoint, options: FeedOptions): Promise<void> {
  const { signal } = options;
  const capabilities = await capabilitiesOf(endpoint);
  if (!capabilities?.feeds.includes(TOPIC)) return;
  const state: Following = { endpoint, options, events: undefined };
  let id: string | undefined;
  let since = 0;
  for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      if (id === undefined) {
        id = await subscribe(endpoint, options);
        since = Date.now();
      }
      if (id === undefined) return;
      const began = Date.now();
      // One that breaks as soon as it stands would have all read again every few seconds.
      if ((await listen(state, id, since + RENEWED_AFTER)) && Date.now() - began > STANDS) pause = FIRST_PAUSE;
      if (Date.now() >= since + RENEWED_AFTER) {
        await remove(endpoint, id);
        id = undefined;
      }
    } catch (thrown) {
      // It is gone, or another's: a new one is asked for. All else may pass.
      if (thrown instanceof EhrError && IS_GONE.includes(thrown.code)) id = undefined;
    }
    await rest(pause * (1 + Math.random()), signal);
  }
  if (id !== undefined) await remove(endpoint, id);
}

const IS_GONE: readonly string[] = ['not-found', 'gone', 'forbidden', 'rejected'];

interface Following {
  readonly endpoint: Endpoint;
  readonly options: FeedOptions;
  /** How many events the server has counted; undefined before it has said. */
  events: number | undefined;
}

/** The id of a new subscription; undefined where the server refuses it. */
async function subscribe(endpoint: Endpoint, { patient, types, signal }: FeedOptions): Promise<string | undefined> {
  const always = types.filter((type) => ALWAYS_FED.includes(type));
  for (const wanted of always.length < types.length ? [types, always] : [types]) {
    if (wanted.length === 0) return undefined;
    try {
      const body = JSON.stringify(subscription(patient, wanted));
      const about = { resourceType: 'Subscription', signal };
      const made = await writeJson(
        endpoint,
        `${endpoint.base}/Subscription`,
        { method: 'POST', body, headers: WRITTEN },
        about,
      );
      const { id } = (made ?? {}) as Partial<Subscription>;
      if (id !== undefined) return id;
    } catch (thrown) {
      // A refusal is final, but for the types: what a server does not feed is not known beforehand.
      if (!(thrown instanceof EhrError) || !IS_REFUSED.includes(thrown.code)) throw thrown;
    }
  }
  return undefined;
}

const IS_REFUSED: readonly string[] = ['rejected', 'forbidden', 'not-supported', 'not-found', 'gone'];

function subscription(patient: string, types: readonly string[]): object {
  const filters = types.map((type) =>
    type === 'Patient' ? `Patient?_id=${patient}` : `${type}?patient=Patient/${patient}`,
  );
  return {
    resourceType: 'Subscription',
    meta: { profile: [`${BACKPORT}/backport-subscription`] },
    status: 'requested',
    reason: 'Keeping what is on the screen up to date',
    end: new Date(Date.now() + LIFETIME).toISOString(),
    criteria: TOPIC,
    _criteria: {
      extension: filters.map((valueString) => ({ url: `${BACKPORT}/backport-filter-criteria`, valueString })),
    },
    channel: {
      type: 'websocket',
      payload: 'application/fhir+json',
      // References say what to read again; content would be a second copy of the record on another way.
      _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'id-only' }] },
    },
  };
}

async function remove(endpoint: Endpoint, id: string): Promise<void> {
  // Where it fails, it ends by itself.
  await writeJson(endpoint, `${endpoint.base}/Subscription/${id}`, { method: 'DELETE' }).catch(() => undefined);
}

interface Binding {
  readonly token: string;
  readonly url: string;
  /** Milliseconds from now. */
  readonly lifetime: number | undefined;
}

async function bindingOf(endpoint: Endpoint, id: string, signal: AbortSignal): Promise<Binding> {
  const url = `${endpoint.base}/Subscription/${id}/$get-ws-binding-token`;
  const { parameter } = (await getJson(endpoint, url, { resourceType: 'Subscription', signal })) as Partial<Parameters>;
  const named = (name: string): ParametersParameter | undefined => list(parameter).find((one) => one.name === name);
  const token = named('token')?.valueString;
  const socket = URL.parse(named('websocket-url')?.valueUrl ?? named('websocket-url')?.valueUri ?? '');
  const secure = new URL(endpoint.base).protocol === 'https:' ? ['wss:'] : ['wss:', 'ws:'];
  if (!token || !socket || !secure.includes(socket.protocol)) {
    throw new EhrError('bad-response', 'The server gave no binding token with a WebSocket URL as safe as its own.');
  }
  const lifetime = Date.parse(named('expiration')?.valueDateTime ?? '') - Date.now();
  return { token, url: socket.href, lifetime: lifetime > 0 ? lifetime : undefined };
}

/** Listens until the connection ends, at `end` at the latest. Resolves with whether the server ever began to tell. */
async function listen(following: Following, id: string, end: number): Promise<boolean> {
  const { endpoint, options } = following;
  const { signal, tell } = options;
  const { token, url, lifetime } = await bindingOf(endpoint, id, signal);
  signal.throwIfAborted();
  const socket = new WebSocket(url);
  let linked = false;
  let rebind: ReturnType<typeof setTimeout> | undefined;
  const bindAgain = (after: number): void => {
    rebind = setTimeout(() => {
      bindingOf(endpoint, id, signal).then(
        (next) => {
          // Broken off meanwhile: what is bound next has a token of its own.
          if (socket.readyState !== WebSocket.OPEN) return;
          bind(socket, next.token);
          if (next.lifetime !== undefined) bindAgain(renewal(next.lifetime));
        },
        () => socket.close(),
      );
    }, after);
  };
  const over = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve());
  });
  // A guide that names the message but not its form: plain text, then, where nothing comes, as JSON.
  const asJson = setTimeout(() => socket.readyState === WebSocket.OPEN && bind(socket, token, true), ANSWER_WITHIN);
  const stop = (): void => socket.close();
  const ending = setTimeout(stop, end - Date.now());
  signal.addEventListener('abort', stop, { once: true });
  socket.addEventListener('open', () => bind(socket, token));
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const news = newsIn(data);
    if (!news || signal.aborted) return;
    clearTimeout(asJson);
    if (!linked && lifetime !== undefined) bindAgain(renewal(lifetime));
    const before = following.events;
    const missed = before !== undefined && news.events !== undefined && news.events !== before + news.told;
    following.events = news.events ?? before;
    if (!linked) tell({ kind: before === undefined ? 'linked' : 'missed' });
    else if (missed) tell({ kind: 'missed' });
    else if (news.told > 0) tell({ kind: 'changed', types: news.types });
    linked = true;
  });
  await over;
  for (const timer of [asJson, rebind, ending]) clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  return linked;
}

const ANSWER_WITHIN = 5_000;

/** Well before a token runs out, and not all the time where it runs out at once. */
function renewal(lifetime: number): number {
  return Math.min(Math.max(lifetime * 0.8, 60_000), 2 ** 31 - 1);
}

function bind(socket: WebSocket, token: string, asJson = false): void {
  socket.send(asJson ? JSON.stringify({ type: 'bind-with-token', payload: { token } }) : `bind-with-token ${token}`);
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    (timer as { unref?: () => void }).unref?.();
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
