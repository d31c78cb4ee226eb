/**
 * Which subscriptions are taken: to the Patient Data Feed, told over a WebSocket (Subscriptions R5 Backport IG 1.1.0,
 * https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/; US Core 8, Patient Data Feed).
 * @module
 */
import { isResourceType, searchParametersOf } from '../definitions/registry.ts';
import { objectsIn, textIn } from '../elements.ts';
import { isObject, type ExactObject } from '../json.ts';
import { Refusal } from '../outcome.ts';

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/** The only topic here: whatever happens in one patient's record. */
export const patientDataFeed = 'http://hl7.org/fhir/us/core/SubscriptionTopic/patient-data-feed';
/** On `rest.resource` of a CapabilityStatement: a topic that can be subscribed to. */
export const topicExtension = `${backport}/capabilitystatement-subscriptiontopic-canonical`;
export const bindingOperation =
  'http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-get-ws-binding-token';

/** What events a subscription is for: those of a type, in the record of a patient. */
export interface Filter {
  readonly type: string;
  /** The logical id. */
  readonly patient: string;
}

/** The subscription as it is stored: in force at once, since the socket is opened by who asked. */
export function accepted(subscription: ExactObject): ExactObject {
  if (subscription.criteria !== patientDataFeed) {
    throw unprocessable(`The only topic here is ${patientDataFeed}; name it in "criteria".`, 'Subscription.criteria');
  }
  const channel = isObject(subscription.channel) ? subscription.channel : {};
  if (channel.type !== 'websocket') {
    throw unprocessable('Notifications go over a WebSocket here: channel.type has to be "websocket".', 'channel.type');
  }
  if (payloadOf(subscription) === undefined) {
    const wanted = `the extension ${backport}/backport-payload-content, which is "empty" or "id-only" here`;
    throw unprocessable(`channel.payload has to carry ${wanted}.`, 'Subscription.channel.payload');
  }
  const filters = filtersOf(subscription);
  if (filters.length === 0 || new Set(filters.map(({ patient }) => patient)).size > 1) {
    const wanted = 'Observation?patient=Patient/1, each of the same patient';
    throw unprocessable(`"criteria" has to carry filters such as ${wanted}.`, 'Subscription.criteria');
  }
  return { ...subscription, status: 'active' };
}

/** Throws a Refusal for a filter that is not understood: leaving one out would tell too much. */
export function filtersOf(subscription: ExactObject): Filter[] {
  const { _criteria: criteria } = subscription;
  return objectsIn(isObject(criteria) ? criteria.extension : undefined)
    .filter(({ url }) => url === `${backport}/backport-filter-criteria`)
    .map(({ valueString }) => {
      const [, type = '', name = '', patient = ''] =
        /^([A-Z]\w+)\?(\w+)=(?:Patient\/)?([A-Za-z0-9.-]{1,64})$/.exec(textIn(valueString)) ?? [];
      const byId = type === 'Patient' && name === '_id';
      const known = isResourceType(type) && searchParametersOf(type).get(name)?.type === 'reference';
      if (byId || (known && ['patient', 'subject'].includes(name))) return { type, patient };
      throw unprocessable('A filter is neither Type?patient=Patient/id nor Patient?_id=id.', 'Subscription.criteria');
    });
}

/** How much a notification says. */
export function payloadOf(subscription: ExactObject): 'empty' | 'id-only' | undefined {
  const channel = isObject(subscription.channel) ? subscription.channel : {};
  const payload = isObject(channel._payload) ? channel._payload : {};
  const content = objectsIn(payload.extension).find(({ url }) => url === `${backport}/backport-payload-content`);
  return content?.valueCode === 'empty' || content?.valueCode === 'id-only' ? content.valueCode : undefined;
}

function unprocessable(diagnostics: string, expression: string): Refusal {
  return new Refusal(422, [{ severity: 'error', code: 'not-supported', diagnostics, expression: [expression] }]);
}
