/**
 * What goes over the socket: Bundles of type history, of which the first entry says what the others are about
 * (Subscriptions R5 Backport IG 1.1.0, "Notifications" for FHIR R4).
 * @module
 */
import type { ExactObject } from '../json.ts';
import type { StoredVersion } from '../store/store.ts';
import { patientDataFeed, payloadOf } from './subscription.ts';

export interface Notified {
  readonly base: string;
  /** The logical id of the subscription. */
  readonly id: string;
  readonly subscription: ExactObject;
  /** How many events there have been since the subscription began, those of this notification included. */
  readonly events: number;
  readonly now: Date;
  readonly newId: () => string;
}

const statusProfile =
  'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4';

/** Said when a socket begins to carry a subscription. */
export function handshake(notified: Notified): ExactObject {
  return bundle(notified, 'handshake', [], []);
}

/** Said of what was stored, as much as the subscription asks for. */
export function eventNotification(notified: Notified, versions: readonly StoredVersion[]): ExactObject {
  const { base, subscription, events, now } = notified;
  const named = payloadOf(subscription) === 'id-only';
  const first = events - versions.length + 1;
  const parts = versions.map(({ type, id }, index) => ({
    name: 'notification-event',
    part: [
      { name: 'event-number', valueString: String(first + index) },
      { name: 'timestamp', valueInstant: now.toISOString() },
      ...(named ? [{ name: 'focus', valueReference: { reference: `${base}/${type}/${id}` } }] : []),
    ],
  }));
  const entries = versions.map(({ type, id, method }) => ({
    fullUrl: `${base}/${type}/${id}`,
    request: { method, url: method === 'POST' ? type : `${type}/${id}` },
    response: { status: method === 'POST' ? '201' : method === 'DELETE' ? '204' : '200' },
  }));
  return bundle(notified, 'event-notification', parts, named ? entries : []);
}

function bundle(
  { base, id, events, now, newId }: Notified,
  type: 'handshake' | 'event-notification',
  parts: readonly ExactObject[],
  entries: readonly ExactObject[],
): ExactObject {
  const status = {
    resourceType: 'Parameters',
    id: newId(),
    meta: { profile: [statusProfile] },
    parameter: [
      { name: 'subscription', valueReference: { reference: `${base}/Subscription/${id}` } },
      { name: 'topic', valueCanonical: patientDataFeed },
      { name: 'status', valueCode: 'active' },
      { name: 'type', valueCode: type },
      { name: 'events-since-subscription-start', valueString: String(events) },
      ...parts,
    ],
  };
  return {
    resourceType: 'Bundle',
    id: newId(),
    type: 'history',
    timestamp: now.toISOString(),
    entry: [
      {
        fullUrl: `urn:uuid:${status.id}`,
        resource: status,
        request: { method: 'GET', url: `${base}/Subscription/${id}/$status` },
        response: { status: '200' },
      },
      ...entries,
    ],
  };
}
