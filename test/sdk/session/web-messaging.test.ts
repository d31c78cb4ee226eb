import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { environmentOf } from '../../../packages/sdk/src/auth/environment.ts';
import { expired } from '../../../packages/sdk/src/auth/expired.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import { keepMessagingLink } from '../../../packages/sdk/src/session/messaging-link.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { type WebMessaging, webMessaging } from '../../../packages/sdk/src/session/web-messaging.ts';
import { FakeClock, FakePage, fakeEnvironment } from '../../support/fake-page.ts';
import { SmartServer } from '../../support/smart-server.ts';
import { Visitor } from '../../support/smart-visit.ts';

const origin = 'https://ehr.example';
const handle = 'secret-handle';

type Message = Record<string, unknown>;

/** The EHR's page around ours. */
class FakeEhr {
  readonly page: FakePage;
  readonly heard: { message: Message; targetOrigin: string }[] = [];
  /** What it answers with, beside the ids. */
  answers: (message: Message) => readonly Message[] = () => [];

  constructor(page: FakePage) {
    this.page = page;
  }

  readonly postMessage = (message: unknown, targetOrigin: string): void => {
    const told = message as Message;
    this.heard.push({ message: told, targetOrigin });
    for (const answer of this.answers(told)) {
      queueMicrotask(() => this.say({ messageId: 'theirs', responseToMessageId: told.messageId, ...answer }));
    }
  };

  say(data: unknown, from: { source?: unknown; origin?: string } = {}): void {
    this.page.dispatch('message', { source: this, origin, data, ...from });
  }
}

let page: FakePage & { parent?: unknown };
let clock: FakeClock;
let ehr: FakeEhr;
let over: AbortController;
let session: Session;

beforeEach(() => {
  page = new FakePage();
  clock = new FakeClock();
  ehr = new FakeEhr(page);
  page.parent = ehr;
  over = new AbortController();
  session = openSession({ fhirBase: 'https://ehr.example/fhir', patient: '1' });
});

function messaging(launch: { origin?: string; scopes?: readonly string[] } = {}): WebMessaging {
  const environment = environmentOf(fakeEnvironment(page, clock));
  const scopes = ['messaging/ui', 'messaging/scratchpad'];
  keepMessagingLink(session, { origin, handle, scopes, environment, over: over.signal, ...launch });
  return webMessaging(session);
}

describe('messages to the EHR', () => {
  it('go to the origin that the launch named, with its handle, and bring the answer', async () => {
    ehr.answers = () => [{ payload: { scratchpad: [] } }];
    const answer = await messaging().ask('scratchpad.read', { location: 'MedicationRequest/1' });
    assert.deepEqual(answer, { scratchpad: [] });
    const [{ message, targetOrigin } = { message: {}, targetOrigin: '' }] = ehr.heard;
    assert.equal(targetOrigin, origin);
    assert.match(String(message.messageId), /^[\da-f-]{36}$/);
    assert.deepEqual(message, {
      messagingHandle: handle,
      messageId: message.messageId,
      messageType: 'scratchpad.read',
      payload: { location: 'MedicationRequest/1' },
    });
  });

  it('go to the window that opened this one, when it is in no frame', async () => {
    page.parent = page;
    page.opener = ehr;
    ehr.answers = () => [{ payload: {} }];
    assert.deepEqual(await messaging().handshake(), {});
  });

  it('take an answer without content for an empty one', async () => {
    ehr.answers = () => [{}];
    assert.deepEqual(await messaging().ask('scratchpad.read'), {});
  });

  it('take the answer that is to the question, from that page of that origin, and no other', async () => {
    const asking = messaging().ask('scratchpad.read');
    const responseToMessageId = ehr.heard[0]?.message.messageId;
    const forged = { responseToMessageId, payload: { forged: true } };
    ehr.say(forged, { origin: 'https://evil.example' });
    ehr.say(forged, { origin: 'null' });
    ehr.say(forged, { source: page });
    ehr.say(forged, { source: null });
    for (const noise of [{ ...forged, responseToMessageId: 'other' }, null, 'text', 7, [forged], undefined])
      ehr.say(noise);
    ehr.say({ responseToMessageId, payload: { right: true } });
    assert.deepEqual(await asking, { right: true });
  });

  it('hear all parts of an answer in parts', async () => {
    ehr.answers = () => [
      { payload: { part: 1 }, additionalResponsesExpected: true },
      { payload: { part: 2 }, additionalResponsesExpected: true },
      { payload: { part: 3 }, additionalResponsesExpected: false },
      { payload: { part: 4 } },
    ];
    const parts: unknown[] = [];
    const last = await messaging().ask('scratchpad.read', {}, { onPart: (part) => parts.push(part) });
    assert.deepEqual([...parts, last], [{ part: 1 }, { part: 2 }, { part: 3 }]);
  });

  it('say when no answer comes, waiting anew after each part', async () => {
    const asking = messaging().ask('scratchpad.read');
    const responseToMessageId = ehr.heard[0]?.message.messageId;
    clock.turn(9_000);
    ehr.say({ responseToMessageId, payload: {}, additionalResponsesExpected: true });
    clock.turn(9_000);
    assert.equal(clock.waiting, 1);
    clock.turn(1_000);
    await assert.rejects(asking, { code: 'timeout' });
    const hurried = messaging().handshake({ timeout: 5 });
    clock.turn(5);
    await assert.rejects(hurried, { code: 'timeout' });
  });

  it('refuse an answer that is not what the standard has', async () => {
    const wrong: readonly (readonly [type: string, payload: unknown])[] = [
      ['status.handshake', 'yes'],
      ['ui.done', {}],
      ['ui.launchActivity', { status: 'done' }],
      ['scratchpad.create', { status: true }],
      ['scratchpad.delete', {}],
      ['scratchpad.read', []],
    ];
    for (const [type, payload] of wrong) {
      ehr.answers = () => [{ payload }];
      await assert.rejects(messaging().ask(type), { code: 'bad-response' }, type);
    }
  });

  it('are not sent without the scope of their group, but for the handshake', async () => {
    const without = messaging({ scopes: ['messaging/scratchpad', 'patient/*.rs'] });
    await assert.rejects(without.done(), { code: 'forbidden', message: /messaging\/ui/ });
    await assert.rejects(without.ask('fhir.http'), { code: 'forbidden' });
    await assert.rejects(without.ask('scratchpadX.read'), { code: 'forbidden' });
    assert.deepEqual(ehr.heard, []);
    ehr.answers = () => [{ payload: {} }];
    await without.handshake();
    await without.ask('scratchpad.read');
  });

  it('are JSON', async () => {
    await assert.rejects(messaging().ask('scratchpad.create', { resource: 1n }), { code: 'bad-configuration' });
    assert.deepEqual(ehr.heard, []);
    assert.equal(clock.waiting, 0);
  });

  it('leave nothing behind', async () => {
    const port = messaging();
    const listeners = page.listeners.get('message')?.size;
    ehr.answers = () => [{ payload: {} }];
    await port.handshake();
    ehr.answers = () => [];
    const asking = port.handshake();
    clock.turn(10_000);
    await assert.rejects(asking, { code: 'timeout' });
    assert.equal(page.listeners.get('message')?.size, listeners);
    assert.equal(clock.waiting, 0);
    over.abort(expired('https://ehr.example/fhir'));
    assert.equal(page.listeners.get('message')?.size, 0);
  });

  it('can be called off', async () => {
    const controller = new AbortController();
    const asking = messaging().handshake({ signal: controller.signal });
    controller.abort(new Error('enough'));
    await assert.rejects(asking, /enough/);
    assert.equal(clock.waiting, 0);
  });
});

describe('what an app asks of the EHR', () => {
  it('is that it may be closed', async () => {
    ehr.answers = () => [{ payload: { status: 'success' } }];
    await messaging().done();
    assert.deepEqual(ehr.heard[0]?.message.payload, {});
  });

  it('is that something of the EHR be shown', async () => {
    ehr.answers = () => [{ payload: { status: 'success' } }];
    await messaging().launchActivity('order-review', { draftOrderLocations: [] });
    assert.deepEqual(ehr.heard[0]?.message.payload, {
      activityType: 'order-review',
      activityParameters: { draftOrderLocations: [] },
    });
  });

  it('may be refused, which is told without the words of the EHR', async () => {
    ehr.answers = () => [{ payload: { status: 'failure', statusDetail: { text: 'Anna Lind has no orders' } } }];
    await assert.rejects(messaging().done(), (error: Error) => !inspect(error).includes('Anna'));
    await assert.rejects(messaging().launchActivity('order-review', {}), { code: 'rejected' });
  });
});

describe("the EHR's own handshake", () => {
  it('is answered once, to its origin', () => {
    messaging();
    webMessaging(session);
    ehr.say({ messageId: 'q', messageType: 'status.handshake', messagingHandle: handle, payload: {} });
    assert.deepEqual(
      ehr.heard.map(({ message, targetOrigin }) => [message.responseToMessageId, message.payload, targetOrigin]),
      [['q', {}, origin]],
    );
    // The handle is for what this page asks.
    assert.ok(!JSON.stringify(ehr.heard).includes(handle));
  });

  it('is answered to nobody else', () => {
    messaging();
    const question = { messageId: 'q', messageType: 'status.handshake', payload: {} };
    ehr.say(question, { origin: 'https://evil.example' });
    ehr.say(question, { source: page });
    ehr.say({ ...question, messageId: 5 });
    ehr.say({ ...question, messageType: 'ui.done' });
    assert.deepEqual(ehr.heard, []);
  });
});

describe('web messaging', () => {
  it('ends with the launch that it came from', async () => {
    const port = messaging();
    const asking = port.handshake();
    over.abort(expired('https://ehr.example/fhir'));
    await assert.rejects(asking, { code: 'session-expired' });
    await assert.rejects(port.done(), { code: 'session-expired' });
    assert.equal(ehr.heard.length, 1);
    assert.throws(() => webMessaging(session), { code: 'not-supported' });
  });

  it('is not there without a launch that offers it', () => {
    assert.throws(() => webMessaging(session), { code: 'not-supported' });
  });

  it('is not there outside a page of the EHR', () => {
    page.parent = page;
    assert.throws(() => messaging(), { code: 'not-supported' });
    page.opener = {};
    assert.throws(() => messaging(), { code: 'not-supported' });
  });

  it('does not speak to what is no origin, or not encrypted', () => {
    for (const wrong of ['*', '', 'null', 'http://ehr.example', 'javascript:1', 'data:,', 'ehr.example']) {
      assert.throws(() => messaging({ origin: wrong }), { code: 'not-supported' }, wrong);
    }
  });

  it('shows the handle nowhere', () => {
    const port = messaging();
    assert.ok(!inspect([session, port], { depth: 9, showHidden: true, getters: true }).includes(handle));
  });
});

describe('web messaging after a launch', () => {
  let server: SmartServer;
  let signedIn: Session | undefined;

  beforeEach(async () => {
    server = await SmartServer.start();
    server.behaviour.tokenResponse = {
      scope: 'launch/patient patient/*.rs messaging/ui',
      smart_web_messaging_origin: origin,
      smart_web_messaging_handle: handle,
    };
  });
  afterEach(async () => {
    await signedIn?.signOut();
    await server.close();
  });

  async function launch(): Promise<Session> {
    const visitor = new Visitor(server, clock, { scope: 'launch/patient patient/*.rs messaging/ui' });
    ({ page, session: signedIn } = await visitor.signIn(new FakePage()));
    ehr = new FakeEhr(page);
    page.parent = ehr;
    assert.equal(signedIn.state.kind, 'ready');
    return signedIn;
  }

  it('works from the moment that the session is ready until it is over', async () => {
    const given = await launch();
    const port = webMessaging(given);
    ehr.answers = () => [{ payload: { status: 'success' } }];
    await port.done();
    assert.equal(ehr.heard[0]?.message.messagingHandle, handle);
    await given.signOut();
    await assert.rejects(port.done(), { code: 'session-expired' });
    assert.throws(() => webMessaging(given), { code: 'not-supported' });
  });

  it('keeps the handle off the session and out of storage', async () => {
    const given = await launch();
    webMessaging(given);
    const told = inspect([given, given.state, given.sources], { depth: 12, showHidden: true, getters: true });
    assert.ok(!told.includes(handle));
    assert.ok(!JSON.stringify(given.state).includes(handle));
    assert.ok(![...page.sessionStorage.entries.values()].some((value) => value.includes(handle)));
  });

  it('is not there when the launch gave no handle', async () => {
    server.behaviour.tokenResponse.smart_web_messaging_handle = undefined;
    const given = await launch();
    assert.throws(() => webMessaging(given), { code: 'not-supported' });
  });
});
