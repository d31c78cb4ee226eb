/** Subscriptions to a patient's record (Subscriptions R5 Backport IG 1.1.0), without the socket. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grant } from '../../../packages/sandbox/src/fhir/service.ts';
import { Clinic, refused, type Json } from './fixtures.ts';

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const scopes = ['patient/Subscription.cruds', 'patient/Observation.rs', 'patient/Condition.rs'];
const ofA: Grant = { scopes, patient: 'a' };
const ofB: Grant = { scopes, patient: 'b' };

function clinicOfTwo(): Clinic {
  const clinic = new Clinic();
  clinic.service.load([
    { resourceType: 'Patient', id: 'a' },
    { resourceType: 'Patient', id: 'b' },
  ]);
  return clinic;
}

function subscription(filters: readonly string[], more: Json = {}): Json {
  return {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'To see it',
    criteria: 'http://hl7.org/fhir/us/core/SubscriptionTopic/patient-data-feed',
    _criteria: {
      extension: filters.map((valueString) => ({ url: `${backport}/backport-filter-criteria`, valueString })),
    },
    channel: {
      type: 'websocket',
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: 'id-only' }] },
    },
    ...more,
  };
}

const observation = (patient: string): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'Pulse' },
  subject: { reference: `Patient/${patient}` },
});

/** Binds a new subscription of the grant's patient, and gives what it is told. */
async function bound(clinic: Clinic, grant: Grant, filters: readonly string[]): Promise<Json[]> {
  const made = await clinic.ask('POST /Subscription', { grant, body: subscription(filters) });
  assert.equal(made.status, 201, made.text);
  const token = await clinic.ask(`GET /Subscription/${made.json.id}/$get-ws-binding-token`, { grant });
  const told: Json[] = [];
  assert.ok(clinic.service.bind(token.json.parameter[0].valueString, (notification) => told.push(notification)));
  return told;
}

const focus = (notification: Json): string[] =>
  notification.entry[0].resource.parameter
    .filter(({ name }: Json) => name === 'notification-event')
    .map(({ part }: Json) => part.find(({ name }: Json) => name === 'focus').valueReference.reference);

test('a subscription tells of its own patient, as far as the grant reaches', async () => {
  const clinic = clinicOfTwo();
  const told = await bound(clinic, ofA, ['Observation?patient=Patient/a', 'Goal?patient=Patient/a']);
  assert.equal(told.length, 1, 'the handshake');
  await clinic.ask('POST /Observation', { body: observation('b') });
  const goal = { resourceType: 'Goal', lifecycleStatus: 'active', description: { text: 'Walk' } };
  await clinic.ask('POST /Goal', { body: { ...goal, subject: { reference: 'Patient/a' } } });
  assert.equal(told.length, 1, 'another patient, and a type that no scope names');
  const { json } = await clinic.ask('POST /Observation', { body: observation('a') });
  assert.equal(told.length, 2);
  assert.deepEqual(focus(told[1]), [`https://clinic.example/fhir/Observation/${json.id}`]);
  assert.doesNotMatch(JSON.stringify(told), /Pulse/, 'references only');
});

test('what a transaction takes back is not told, and what it keeps is told together', async () => {
  const clinic = clinicOfTwo();
  const told = await bound(clinic, ofA, ['Observation?patient=Patient/a']);
  const entry = (resource: Json): Json => ({ resource, request: { method: 'POST', url: 'Observation' } });
  const transaction = (...resources: Json[]): Json => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map(entry),
  });
  const body = transaction(observation('a'), { ...observation('a'), status: undefined });
  assert.equal((await clinic.ask('POST /', { body })).status, 400);
  assert.equal(told.length, 1);
  await clinic.ask('POST /', { body: transaction(observation('a'), observation('a')) });
  assert.equal(told.length, 2);
  assert.equal(focus(told[1]).length, 2);
});

test('nobody sees, binds or removes the subscription to another record', async () => {
  const clinic = clinicOfTwo();
  const body = subscription(['Observation?patient=Patient/a']);
  refused(await clinic.ask('POST /Subscription', { grant: ofB, body }), 403, /do not reach/);
  const { json } = await clinic.ask('POST /Subscription', { grant: ofA, body });
  refused(await clinic.ask(`GET /Subscription/${json.id}`, { grant: ofB }), 404, /no Subscription/);
  refused(await clinic.ask(`GET /Subscription/${json.id}/$get-ws-binding-token`, { grant: ofB }), 404, /no Sub/);
  refused(await clinic.ask(`DELETE /Subscription/${json.id}`, { grant: ofB }), 403, /do not reach/);
});

test('what this server cannot do is refused with what it can', async () => {
  const clinic = clinicOfTwo();
  const ask = (body: Json) => clinic.ask('POST /Subscription', { body });
  const filters = ['Observation?patient=Patient/a'];
  refused(await ask(subscription(filters, { criteria: 'Observation?code=1' })), 422, /The only topic here/);
  refused(await ask(subscription(filters, { channel: { type: 'rest-hook' } })), 422, /websocket/);
  refused(await ask(subscription(filters, { channel: { type: 'websocket' } })), 422, /id-only/);
  refused(await ask(subscription([])), 422, /filters such as/);
  refused(await ask(subscription([...filters, 'Goal?patient=Patient/b'])), 422, /the same patient/);
  refused(await ask(subscription(['Observation?code=1'])), 422, /neither/);
  assert.equal(
    clinic.service.bind('guessed', () => undefined),
    undefined,
  );
});
