/** How long what was read is held to be true, and how long it is kept. */
import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { topic, type Search } from '../../../packages/sdk/src/topics/topic.ts';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { idsTopic, once, settled, shown, until } from '../../support/record.ts';

const conditions: Search = { type: 'Condition', by: 'patient' };
const problems = idsTopic('problems', conditions);

let server: TestServer;
afterEach(() => {
  mock.timers.reset();
  return server.close();
});
async function sessionOn(answer: Answer): Promise<FixedSession> {
  server = await serve(answer);
  return new FixedSession([serverSource('Clinic', server.base, 'p1')]);
}

/** Each answer holds one resource, named after its place in the order of requests. */
const numbered: Answer = (path, response) =>
  send(response, searchset([{ resourceType: path.split('?')[0], id: `answer-${server.requests.length}` }]));

describe('what was read', () => {
  it('is there at once for who comes back within a minute, and gone after it', async () => {
    const record = recordOf(await sessionOn(numbered));
    await once(record, problems);
    mock.timers.enable({ apis: ['setTimeout'] });
    record.watch(problems, () => undefined)();
    mock.timers.tick(59_000);
    mock.timers.reset();
    assert.deepEqual(shown(await once(record, problems)), ['answer-1']);
    assert.equal(server.requests.length, 1);
    mock.timers.enable({ apis: ['setTimeout'] });
    const stop = record.watch(problems, () => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    stop();
    mock.timers.tick(60_000);
    mock.timers.reset();
    assert.deepEqual(shown(await once(record, problems)), ['answer-2']);
  });

  it('is not kept at all where the page says so', async () => {
    const record = recordOf(await sessionOn(numbered));
    record.configure({ keepFor: 0 });
    await once(record, problems);
    assert.deepEqual(shown(await once(record, problems)), ['answer-2']);
  });

  it('goes with the session, however long it was to be kept', async () => {
    const session = await sessionOn(numbered);
    const record = recordOf(session);
    const { sources } = session;
    await once(record, problems);
    session.become({ kind: 'signed-out' });
    session.becomeReady([...sources]);
    assert.deepEqual(shown(await once(record, problems)), ['answer-2']);
  });

  it('can be looked up no more by what refers to it, when it is gone', async () => {
    const record = recordOf(await sessionOn(numbered));
    record.configure({ keepFor: 0 });
    const referring = topic({
      name: 'referring',
      searches: [{ type: 'Procedure', by: 'patient' }],
      view: ({ matches, resolve }) =>
        matches.map((match) => resolve({ reference: 'Condition/answer-1' }, match)?.id ?? 'not there'),
      content: () => 'some',
    });
    const other = idsTopic('other', conditions);
    const stops = [problems, other].map((each) => record.watch(each, () => undefined));
    const found = (): Promise<unknown> => until(record, referring, settled).then(shown);
    assert.deepEqual(await found(), ['answer-1']);
    stops[0]?.();
    await record.refresh(['referring']);
    assert.deepEqual(await found(), ['answer-1'], 'another topic still holds it');
    stops[1]?.();
    await record.refresh(['referring']);
    assert.deepEqual(await found(), ['not there']);
  });

  it('is shown as of when it was read, and read again when somebody new wants it after five minutes', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const record = recordOf(await sessionOn(numbered));
    const first = await until(record, problems, settled);
    mock.timers.tick(5 * 60_000 - 1);
    await until(record, problems, settled);
    assert.equal(server.requests.length, 1);
    mock.timers.tick(1);
    const told: unknown[] = [];
    await until(record, problems, (state) => {
      told.push(shown(state));
      return shown(state)[0] === 'answer-2';
    });
    assert.deepEqual(told[0], ['answer-1'], 'what is there is shown meanwhile');
    const second = await until(record, problems, settled);
    assert.ok(first.kind === 'ready' && second.kind === 'ready');
    assert.equal(second.asOf.getTime() - first.asOf.getTime(), 5 * 60_000);
  });

  it('is read again when the page is looked at, or the network is back, only where the page says so', async () => {
    const session = await sessionOn(numbered);
    const record = recordOf(session);
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const page = new EventTarget();
    const listening = {
      addEventListener: page.addEventListener.bind(page),
      removeEventListener: page.removeEventListener.bind(page),
    };
    const before = Object.getOwnPropertyDescriptors(globalThis);
    Object.assign(globalThis, { document, ...listening });
    try {
      await until(record, problems, settled);
      document.dispatchEvent(new Event('visibilitychange'));
      page.dispatchEvent(new Event('online'));
      assert.equal(server.requests.length, 1);
      record.configure({ refreshOn: ['focus', 'reconnect'], staleAfter: 0 });
      for (const [target, event] of [
        [document, 'visibilitychange'],
        [page, 'online'],
      ] as const) {
        const count = server.requests.length;
        target.dispatchEvent(new Event(event));
        await until(record, problems, (state) => shown(state)[0] === `answer-${count + 1}`);
      }
      document.visibilityState = 'hidden';
      const count = server.requests.length;
      document.dispatchEvent(new Event('visibilitychange'));
      record.configure({ refreshOn: [] });
      page.dispatchEvent(new Event('online'));
      await record.refresh();
      assert.equal(server.requests.length, count + 1, 'only the refresh that was asked for');
    } finally {
      for (const name of ['document', 'addEventListener', 'removeEventListener']) {
        if (before[name]) Object.defineProperty(globalThis, name, before[name]);
        else Reflect.deleteProperty(globalThis, name);
      }
    }
  });
});

describe('a resource', () => {
  const sent = {
    resourceType: 'Condition',
    id: 'c1',
    subject: { reference: 'Patient/p1' },
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Asthma</div>' },
    code: { text: 'Asthma' },
  };
  const seen: FhirResource[] = [];
  const looking = topic({
    name: 'looking',
    searches: [conditions],
    view: ({ matches }) => seen.splice(0, Infinity, ...matches.map(({ resource }) => resource)).length,
    content: () => 'some',
  });
  const answer: Answer = (path, response) => {
    if (path === 'Condition/c1') send(response, sent);
    else if (path === 'Condition/theirs')
      send(response, { ...sent, id: 'theirs', subject: { reference: 'Patient/p2' } });
    else if (path.startsWith('Condition?')) send(response, searchset([sent, { ...sent, id: 'c2' }]));
    else send(response, '', 404);
  };

  it('is kept as it is shown, without narrative and with equal parts once, and read whole on demand', async () => {
    const record = recordOf(await sessionOn(answer));
    await until(record, looking, settled);
    const [one, two] = seen as (typeof sent)[];
    assert.deepEqual([one?.text, one?.code], [undefined, { text: 'Asthma' }]);
    assert.ok(one?.code === two?.code && one?.subject === two?.subject);
    assert.deepEqual(await record.resource('Condition/c1'), sent);
  });

  it('is kept as it was sent where the page says so', async () => {
    const record = recordOf(await sessionOn(answer));
    record.configure({ whole: true });
    await until(record, looking, settled);
    assert.deepEqual(seen[0], sent);
  });

  it('of a Bundle is never changed, and is there as it is', async () => {
    server = await serve(answer);
    const patient = { resourceType: 'Patient', id: 'p1' } as const;
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: patient }, { resource: sent as never }],
    } as const;
    const before = structuredClone(bundle);
    const record = recordOf(bundleSession({ bundle: bundle as never }));
    await until(record, looking, settled);
    assert.deepEqual(bundle, before);
    assert.equal(await record.resource('Condition/c1'), sent);
    await assert.rejects(record.resource('Condition/other'), { code: 'not-found' });
  });

  it('of another patient, of another place, or of an ended session is not handed out', async () => {
    const session = await sessionOn(answer);
    const record = recordOf(session);
    const refusals = {
      'Condition/theirs': 'rejected',
      'https://elsewhere.example/Condition/c1': 'rejected',
      'Condition/../Patient': 'rejected',
      'Condition/none': 'not-found',
    };
    for (const [reference, code] of Object.entries(refusals)) {
      await assert.rejects(record.resource(reference), (thrown) => thrown instanceof EhrError && thrown.code === code);
    }
    session.become({ kind: 'signed-out' });
    await assert.rejects(record.resource('Condition/c1'), { code: 'session-expired' });
  });
});
