/**
 * What the demo EHR does with messages of an app in its frame (SMART Web Messaging 1.0). Its page hands them on as they
 * came; here they are judged, by the handle of the launch and the scopes that the app was granted.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { BodyTooLarge, readText } from '../server/body.ts';
import type { Handler } from '../server/handler.ts';
import type { Organisation } from '../server/organisations.ts';
import type { LaunchContext } from '../smart/launch.ts';

const path = '/ehr/messages';
const bodyLimit = 1024 * 1024;

/** What the page sends back to the app, and what it does itself. */
interface Reaction {
  readonly payload: Json;
  readonly close?: true;
  /** To be shown to the clinician. */
  readonly notice?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The part of a launch that lets an app send messages to the page at that origin. */
export function messagingContext(origin: string): LaunchContext {
  return {
    smart_web_messaging_origin: origin,
    smart_web_messaging_handle: randomBytes(24).toString('base64url'),
  };
}

/** `POST /ehr/messages`, for the EHR's own page: a message in, the reaction out. 403 for a handle that is not good. */
export function ehrMessages(organisations: readonly Organisation[]): Handler {
  return async (ctx, next) => {
    if (ctx.path !== path) return next();
    ctx.status = 405;
    // A page elsewhere cannot send JSON here without being asked first, and is never told yes.
    if (ctx.method !== 'POST' || !ctx.is('application/json')) return;
    const message = await readMessage(() => readText(ctx.req, bodyLimit));
    const handle = message?.['messagingHandle'];
    const granted = typeof handle === 'string' ? await scopesOf(organisations, handle) : undefined;
    ctx.status = 403;
    if (!message || !granted) return;
    ctx.status = 200;
    ctx.body = reactionTo(String(message['messageType']), objectOf(message['payload']), granted);
  };
}

async function scopesOf(
  organisations: readonly Organisation[],
  handle: string,
): Promise<readonly string[] | undefined> {
  for (const { authorization } of organisations) {
    const scopes = await authorization?.scopesOfMessaging(handle);
    if (scopes) return scopes;
  }
  return undefined;
}

function reactionTo(type: string, payload: Json, granted: readonly string[]): Reaction {
  if (type === 'status.handshake') return { payload: {} };
  const group = type.split('.')[0] ?? '';
  const allowed = granted.includes(`messaging/${group}`);
  if (group === 'scratchpad') {
    return {
      payload: allowed ? refusal('501 Not Implemented', 'not-supported', 'There is no scratchpad here.') : forbidden,
    };
  }
  if (group !== 'ui')
    return { payload: refusal('501 Not Implemented', 'not-supported', 'This message is not known here.') };
  if (!allowed) return { payload: failure('messaging/ui was not granted.') };
  if (type === 'ui.done') return { payload: { status: 'success' }, close: true };
  if (type === 'ui.launchActivity') return activity(payload);
  return { payload: failure('This message is not known here.') };
}

const forbidden = refusal('403 Forbidden', 'forbidden', 'messaging/scratchpad was not granted.');

/** The one activity there is: a look at orders (SMART Web Messaging 1.0, "Activity Catalog"). */
function activity({ activityType, activityParameters }: Json): Reaction {
  if (activityType !== 'order-review') return { payload: failure('This record system has order-review only.') };
  const { draftOrderLocations: orders } = objectOf(activityParameters);
  if (!Array.isArray(orders)) return { payload: failure('order-review needs draftOrderLocations.') };
  const count = orders.length === 1 ? '1 draft order' : `${orders.length} draft orders`;
  return { payload: { status: 'success' }, notice: `Order review: the app hands over ${count}.` };
}

function failure(text: string): Json {
  return { status: 'failure', statusDetail: { text } };
}

function refusal(status: string, code: string, diagnostics: string): Json {
  return { status, outcome: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] } };
}

async function readMessage(read: () => Promise<string>): Promise<Json | undefined> {
  try {
    return objectOf(JSON.parse(await read()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BodyTooLarge) return undefined;
    throw error;
  }
}

function objectOf(value: unknown): Json {
  return value !== null && typeof value === 'object' ? (value as Json) : {};
}
