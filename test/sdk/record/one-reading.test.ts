/** Separate sessions with the same right to read cost the requests of one, and nobody else sees any of it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { ServerResponse } from 'node:http';
import type * as Sdk from '../../../packages/sdk/src/index.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { Copies } from '../../support/copies.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { idsTopic, once, settled, shown, until } from '../../support/record.ts';

const copies = new Copies();
let server: TestServer;
let one: typeof Sdk;
let two: typeof Sdk;
let three: typeof Sdk;
before(async () => {
  [one, two, three] = [await copies.load('one'), await copies.load('two'), await copies.load('three')];
});
after(() => copies.remove());

const open: Session[] = [];
const opened = <Made extends Session>(session: Made): Made => {
  open.push(session);
  return session;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((session) => session.signOut()));
  await server.close();
});

/** Each answer holds one resource, named after its place in the order of requests. */
const numbered: Answer = (path, response) =>
  send(response, searchset([{ resourceType: path.split('?')[0], id: `answer-${server.requests.length}` }]));
const conditions = { type: 'Condition', by: 'patient' } as const;
const problems = idsTopic('problems', conditions);

/** The problems, as a new session reads them. */
async function readBy(session: Session, sdk = one): Promise<unknown> {
  return shown(await until(sdk.recordOf(opened(session)), problems, settled));
}

/** What a new widget is told first. */
function toldBy(session: Session): unknown {
  let first: unknown;
  one.recordOf(session).watch(problems, (state) => (first ??= shown(state)))();
  return first;
}

describe('a dozen sessions of three copies of the library', () => {
  const getToken = (): string => 'secret';
  const ways: Readonly<Record<string, (sdk: typeof Sdk, fhirBase: string) => Session>> = {
    'an open server': (sdk, fhirBase) => sdk.openSession({ fhirBase, patient: 'p1' }),
    'a proxy': (sdk, fhirBase) => sdk.proxySession({ fhirBase, patient: 'p1', headers: { 'x-from': 'page' } }),
    'a token of the host': (sdk, fhirBase) =>
      sdk.tokenSession({ fhirBase, patient: 'p1', getToken, scope: 'patient/*.rs' }),
  };
  for (const [way, make] of Object.entries(ways)) {
    it(`cost the requests of one: ${way}`, async () => {
      server = await serve(numbered);
      const states = await Promise.all(
        Array.from({ length: 12 }, (_, index) => {
          const sdk = [one, two, three][index % 3] ?? one;
          const record = sdk.recordOf(opened(make(sdk, server.base)));
          return Promise.all([until(record, sdk.problems, settled), until(record, sdk.allergies, settled)]);
        }),
      );
      assert.ok(states.flat().every(({ kind }) => kind === 'ready'));
      assert.deepEqual(server.requests.map((path) => path.split('?')[0]).sort(), ['AllergyIntolerance', 'Condition']);
    });
  }
});

describe('another right to read', () => {
  const token = (): string => 'secret';
  const others: Readonly<Record<string, (fhirBase: string) => readonly [Session, Session]>> = {
    'another patient': (fhirBase) => [
      one.openSession({ fhirBase, patient: 'p1' }),
      one.openSession({ fhirBase, patient: 'p2' }),
    ],
    'cookies along': (fhirBase) => [
      one.openSession({ fhirBase, patient: 'p1' }),
      one.proxySession({ fhirBase, patient: 'p1' }),
    ],
    'another header': (fhirBase) => [
      one.proxySession({ fhirBase, patient: 'p1', headers: { 'x-user': 'a' } }),
      one.proxySession({ fhirBase, patient: 'p1', headers: { 'x-user': 'b' } }),
    ],
    'a token got in another way': (fhirBase) => [
      one.tokenSession({ fhirBase, patient: 'p1', getToken: token }),
      one.tokenSession({ fhirBase, patient: 'p1', getToken: () => 'secret' }),
    ],
    'fewer scopes': (fhirBase) => [
      one.tokenSession({ fhirBase, patient: 'p1', getToken: token, scope: 'patient/*.rs' }),
      one.tokenSession({ fhirBase, patient: 'p1', getToken: token, scope: 'patient/Condition.rs' }),
    ],
    'other ways to send': (fhirBase) => [
      one.openSession({ fhirBase, patient: 'p1' }),
      one.openSession({ fhirBase, patient: 'p1', environment: { fetch: (url, init) => fetch(url, init) } }),
    ],
  };
  for (const [what, make] of Object.entries(others)) {
    it(`shows nothing of what was read with this one: ${what}`, async () => {
      server = await serve(numbered);
      const [hers, his] = make(server.base);
      assert.deepEqual(await readBy(hers), ['answer-1']);
      const told: string[] = [];
      one.recordOf(opened(his)).watch(problems, ({ kind }) => told.push(kind));
      assert.deepEqual(told, ['loading']);
      assert.deepEqual(await readBy(his), ['answer-2']);
    });
  }

  it('is whatever comes after one of those who had it has ended: it may be another person at the screen', async () => {
    server = await serve(numbered);
    const proxy = (): Session => one.proxySession({ fhirBase: server.base, patient: 'p1' });
    const [left, forgotten] = [proxy(), proxy()];
    assert.deepEqual(await readBy(left), ['answer-1']);
    assert.deepEqual(await readBy(forgotten), ['answer-1']);
    await left.signOut();
    assert.deepEqual(await readBy(proxy()), ['answer-2']);
    assert.equal(toldBy(left), 'waiting');
    assert.deepEqual(await readBy(forgotten), ['answer-1'], 'who was there is left alone');
  });
});

describe('sessions that share what is read', () => {
  const session = (name?: string, sdk = one): Session =>
    opened(sdk.openSession({ fhirBase: server.base, patient: 'p1', ...(name && { name }) }));

  it('each call it what its place is called', async () => {
    server = await serve(numbered);
    const [clinic, hospital] = [session('Clinic'), session('Hospital', two)];
    const origins = one.topic({
      name: 'origins',
      searches: [conditions],
      view: ({ matches }) => matches.map(({ origin }) => origin.sourceName),
      content: () => 'some',
    });
    for (const [place, name] of [
      [clinic, 'Clinic'],
      [hospital, 'Hospital'],
      [clinic, 'Clinic'],
    ] as const) {
      const state = await once(one.recordOf(place), origins);
      assert.deepEqual([shown(state), state.kind === 'ready' && state.sources], [[name], [name]]);
      assert.equal((await one.recordOf(place).origin('Condition/answer-1')).sourceName, name);
    }
    assert.equal(server.requests.filter((path) => path.startsWith('Condition?patient')).length, 1);
  });

  it('show decimals as they were sent, whichever copy read them', async () => {
    const sent = '{"resourceType":"Observation","id":"a","status":"final","valueQuantity":{"value":5.0}}';
    server = await serve((_, response) => send(response, `{"resourceType":"Bundle","entry":[{"resource":${sent}}]}`));
    await until(one.recordOf(session()), one.results, settled);
    const state = await until(two.recordOf(session(undefined, two)), two.results, settled);
    const value = state.kind === 'ready' ? state.view.lines[0]?.value : undefined;
    assert.equal(value?.kind === 'quantity' && value.quantity.value, '5.0');
    assert.equal(server.requests.length, 1);
  });

  it('read on where one of them left off, when it signs out in the midst of it', async () => {
    const held: ServerResponse[] = [];
    server = await serve((path, response) => {
      const page = Number(new URLSearchParams(path.split('?')[1]).get('page') ?? 1);
      const next = page < 3 ? `${server.base}/Condition?patient=p1&page=${page + 1}` : undefined;
      if (page === 2 && held.length === 0) return void held.push(response);
      send(response, searchset([{ resourceType: 'Condition', id: `of-page-${page}` }], next));
    });
    const [leaving, staying] = [session(), session(undefined, two)];
    const told = { leaving: [] as string[], staying: [] as string[] };
    one.recordOf(leaving).watch(problems, ({ kind }) => told.leaving.push(kind));
    const done = until(two.recordOf(staying), problems, settled);
    two.recordOf(staying).watch(problems, ({ kind }) => told.staying.push(kind));
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    void leaving.signOut();
    assert.equal(told.leaving.at(-1), 'waiting', 'in the same turn');
    assert.deepEqual(shown(await done), ['of-page-1', 'of-page-2', 'of-page-3']);
    assert.deepEqual([...new Set(told.staying)], ['loading', 'ready']);
    assert.equal(told.leaving.at(-1), 'waiting', 'and nothing that came later');
  });

  it('hear nothing of the end of one that looked away while it was reading', async () => {
    const held: ServerResponse[] = [];
    server = await serve((path, response) => {
      if (server.requests.length === 2) held.push(response);
      else numbered(path, response, {} as never);
    });
    const [leaving, staying] = [session(), session(undefined, two)];
    assert.deepEqual(shown(await once(one.recordOf(leaving), problems)), ['answer-1']);
    const stop = one.recordOf(leaving).watch(problems, () => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    void one.recordOf(leaving).refresh();
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop();
    const told: string[] = [];
    two.recordOf(staying).watch(problems, ({ kind }) => told.push(kind));
    await new Promise((resolve) => setImmediate(resolve));
    await leaving.signOut();
    await until(two.recordOf(staying), problems, (state) => shown(state)[0] === 'answer-3' || state.kind === 'stale');
    assert.deepEqual(
      told.filter((kind) => !['loading', 'ready'].includes(kind)),
      [],
    );
  });

  it('have read what they read again, when that is told to be over', async () => {
    const held: ServerResponse[] = [];
    server = await serve((_, response) => void held.push(response));
    const record = one.recordOf(session());
    let last: unknown;
    record.watch(problems, (state) => (last = shown(state)));
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const refreshed = record.refresh();
    send(held[0] as ServerResponse, searchset([{ resourceType: 'Condition', id: 'a' }]));
    await refreshed;
    assert.deepEqual(last, ['a']);
    assert.equal(server.requests.length, 1);
  });

  it('leave nobody waiting for what was to be read again when the last of them goes', async () => {
    const held: ServerResponse[] = [];
    server = await serve((path, response) => {
      if (server.requests.length === 1) numbered(path, response, {} as never);
      else held.push(response);
    });
    const leaving = session();
    const record = one.recordOf(leaving);
    assert.deepEqual(await readBy(leaving), ['answer-1']);
    const all = [record.refresh(), record.refresh(), record.refreshType('Condition', server.base)];
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await leaving.signOut();
    await Promise.all(all);
    assert.equal(toldBy(leaving), 'waiting');
    assert.equal(server.requests.length, 2);
  });

  it('end one by one where a proxy no longer knows them, each by its own refusal', async () => {
    let knows = true;
    server = await serve((path, response) =>
      knows ? numbered(path, response, {} as never) : response.writeHead(401).end(),
    );
    const proxies = Array.from({ length: 3 }, () => one.proxySession({ fhirBase: server.base, patient: 'p1' }));
    await Promise.all(proxies.map((proxy) => readBy(proxy)));
    knows = false;
    await one.recordOf(proxies[0] as Session).refresh();
    const ended = (): boolean => proxies.every(({ state }) => state.kind === 'expired');
    while (!ended()) await new Promise((resolve) => setImmediate(resolve));
    for (const proxy of proxies) assert.equal(toldBy(proxy), 'waiting');
    assert.equal(server.requests.length, 4);
  });

  it('keep nothing for whoever comes when all have gone', async () => {
    server = await serve(numbered);
    const both = [session(), session(undefined, two)];
    for (const each of both) assert.deepEqual(await readBy(each), ['answer-1']);
    for (const each of both) await each.signOut();
    assert.deepEqual(await readBy(session()), ['answer-2']);
  });

  it('leave each other what they want still, and keep it a while when nobody does', async () => {
    server = await serve(numbered);
    const [first, second] = [session(), session(undefined, two)];
    const stops = [one.recordOf(first), two.recordOf(second)].map((record) => record.watch(problems, () => undefined));
    assert.deepEqual(await readBy(first), ['answer-1']);
    stops[0]?.();
    await first.signOut();
    stops[1]?.();
    assert.deepEqual(shown(await once(two.recordOf(second), problems)), ['answer-1']);
  });

  it('all see what one of them has read again', async () => {
    server = await serve(numbered);
    const [writes, reads] = [session(), session(undefined, two)];
    await readBy(writes);
    let last: unknown;
    two.recordOf(reads).watch(problems, (state) => (last = shown(state)));
    await one.recordOf(writes).refreshType('Condition', server.base);
    await until(two.recordOf(reads), problems, (state) => shown(state)[0] === 'answer-2');
    assert.deepEqual(last, ['answer-2']);
    assert.equal(server.requests.length, 2);
  });

  it('can be one of several places, and leave them, with nothing lost or told twice', async () => {
    server = await serve(numbered);
    const joined = one.joinedSession();
    const [first, second] = [session('First'), session('Second')];
    joined.add(first, { id: 'first', name: 'First' });
    joined.add(second, { id: 'second', name: 'Second' });
    let last: unknown;
    one.recordOf(joined).watch(problems, (state) => (last = shown(state)));
    await until(one.recordOf(joined), problems, settled);
    assert.deepEqual(last, ['answer-1']);
    joined.arrange(
      new Map([
        [second, { id: 'second', name: 'Renamed' }],
        [first, { id: 'first', name: 'First' }],
      ]),
    );
    assert.deepEqual(last, ['answer-1'], 'at once');
    await first.signOut();
    assert.deepEqual(last, ['answer-1']);
    await second.signOut();
    assert.equal(last, 'waiting');
    assert.equal(server.requests.length, 1);
  });

  it('have resources as they were sent where that is asked for, also after others had them read without', async () => {
    server = await serve((_, response) =>
      send(response, searchset([{ resourceType: 'Condition', id: 'a', text: { div: 'words' } }])),
    );
    const narratives = one.topic({
      name: 'narratives',
      searches: [conditions],
      view: ({ matches }) => matches.map(({ resource }) => ('text' in resource ? resource.text?.div : undefined)),
      content: () => 'some',
    });
    const [small, whole] = [one.recordOf(session()), two.recordOf(session(undefined, two))];
    whole.configure({ whole: true });
    assert.deepEqual(shown(await until(small, narratives, settled)), [undefined]);
    assert.deepEqual(shown(await until(whole, narratives, settled)), ['words']);
    assert.deepEqual(shown(await once(small, narratives)), [undefined]);
  });
});
