/**
 * What a notification says: how many events, and of which resource types. R4 tells it in Parameters, R4B and R5 in a
 * SubscriptionStatus (Subscriptions R5 Backport IG 1.1.0, "Notifications").
 * @module
 */
import type { Bundle, ParametersParameter } from 'fhir/r4.js';
import { list, text } from '../format/read.ts';
import { typeReferredTo } from '../topics/line.ts';

export interface Notification {
  /** How many events this notification tells of. */
  readonly told: number;
  /** How many there have been since the subscription began; undefined where the server does not count. */
  readonly events: number | undefined;
  /** Undefined where the server does not say of which types they are. */
  readonly types: readonly string[] | undefined;
}

interface Status {
  readonly resourceType?: string;
  readonly parameter?: readonly ParametersParameter[];
  readonly type?: string;
  readonly eventsSinceSubscriptionStart?: unknown;
  readonly notificationEvent?: readonly { readonly focus?: { readonly reference?: string } }[];
}

/** Reads a message; undefined when it is no notification. Never throws: it comes from outside. */
export function newsIn(message: unknown): Notification | undefined {
  const bundle = parsed(message);
  const status = list(bundle?.entry)[0]?.resource as Status | undefined;
  if (status?.resourceType === 'Parameters') return fromParameters(list(status.parameter));
  if (status?.resourceType === 'SubscriptionStatus') return fromStatus(status);
  return undefined;
}

function parsed(message: unknown): Partial<Bundle> | undefined {
  if (typeof message !== 'string') return undefined;
  try {
    const read = JSON.parse(message) as Partial<Bundle> | null;
    return read?.resourceType === 'Bundle' ? read : undefined;
  } catch {
    return undefined;
  }
}

function fromParameters(parameters: readonly ParametersParameter[]): Notification {
  const named = (name: string): ParametersParameter[] => parameters.filter((one) => one.name === name);
  const events = named('notification-event').map(
    ({ part }) => list(part).find(({ name }) => name === 'focus')?.valueReference?.reference,
  );
  return notification(events, named('events-since-subscription-start')[0]?.valueString);
}

function fromStatus({ notificationEvent, eventsSinceSubscriptionStart }: Status): Notification {
  const events = list(notificationEvent).map(({ focus }) => focus?.reference);
  return notification(events, eventsSinceSubscriptionStart);
}

function notification(references: readonly (string | undefined)[], count: unknown): Notification {
  const types = references.map((reference) => typeReferredTo(text(reference)));
  const events = Number.parseInt(String(count), 10);
  return {
    told: references.length,
    events: Number.isNaN(events) ? undefined : events,
    types: types.includes(undefined) ? undefined : [...new Set(types as string[])],
  };
}
