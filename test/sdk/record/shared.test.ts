/** One record on the whole page, whichever copy of the library asks, and nobody else's. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, mock } from 'node:test';
import type * as Sdk from '../../../packages/sdk/src/index.ts';
import { Copies } from '../../support/copies.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';
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
afterEach(() => server.close());

async function serveConditions(): Promise<void> {
  server = await serve((path, response) =>
    send(response, searchset([{ resourceType: path.split('?')[0], id: `of-${/patient=(\w+)/.exec(path)?.[1]}` }])),
  );
}
const conditions = { type: 'Condition', by: 'patient' } as const;

/** All that properties lead to. */
function everything(from: object, seen = new Set<unknown>()): unknown[] {
  if (!seen.has(from)) {
    seen.add(from);
    for (const key of Reflect.ownKeys(from)) {
      const value = (from as Record<PropertyKey, unknown>)[key];
      if (Object(value) === value) everything(value as object, seen);
      else seen.add(value);
    }
  }
  return [...seen];
}

describe('copies of the library on one page', () => {
  it('ask once for what a dozen widgets of three copies want of one session', async () => {
    await serveConditions();
    const session = one.openSession({ fhirBase: server.base, patient: 'p1' });
    assert.notEqual(one.recordOf, two.recordOf);
    const widgets = Array.from({ length: 12 }, (_, index) => [one, two, three][index % 3] ?? one);
    const states = await Promise.all(
      widgets.flatMap((sdk) => [
        until(sdk.recordOf(session), sdk.problems, settled),
        until(sdk.recordOf(session), sdk.allergies, settled),
      ]),
    );
    assert.ok(states.every(({ kind }) => kind === 'ready'));
    assert.deepEqual(server.requests.map((path) => path.split('?')[0]).sort(), ['AllergyIntolerance', 'Condition']);
  });

  it('give each its own view of what was read, also where their topics have the same name', async () => {
    await serveConditions();
    const session = one.openSession({ fhirBase: server.base, patient: 'p1' });
    const counted = two.topic({
      name: 'same',
      searches: [conditions],
      view: ({ matches }) => matches.length,
      content: () => 'some',
    });
    assert.deepEqual(shown(await until(one.recordOf(session), idsTopic('same', conditions), settled)), ['of-p1']);
    assert.equal(shown(await until(two.recordOf(session), counted, settled)), 1);
    assert.equal(server.requests.length, 1);
  });

  it('tell all widgets at once when the session ends', async () => {
    await serveConditions();
    const session = one.openSession({ fhirBase: server.base, patient: 'p1' });
    const last = new Map<string, string>();
    for (const [name, sdk] of Object.entries({ one, two })) {
      await until(sdk.recordOf(session), sdk.problems, settled);
      sdk.recordOf(session).watch(sdk.problems, (state) => last.set(name, state.kind));
    }
    assert.deepEqual([...last.values()], ['ready', 'ready']);
    void session.signOut();
    assert.deepEqual([...last.values()], ['waiting', 'waiting']);
  });

  it('ask an origin no more than six things at a time, all sources and copies together', async () => {
    let [running, most] = [0, 0];
    server = await serve((_, response) => {
      most = Math.max(most, ++running);
      setTimeout(() => {
        running--;
        send(response, searchset([]));
      }, 20);
    });
    const types = ['Condition', 'Observation', 'Encounter', 'Immunization', 'Procedure'] as const;
    const wanted = idsTopic('many', ...types.map((type) => ({ type, by: 'patient' }) as const));
    const sessions = [one, two].map((sdk, index) => sdk.openSession({ fhirBase: server.base, patient: `p${index}` }));
    const both = new FixedSession(['p2', 'p3'].map((patient) => serverSource(patient, server.base, patient)));
    await Promise.all([
      ...sessions.map((session, index) => once((index === 0 ? one : two).recordOf(session), wanted)),
      once(three.recordOf(both), wanted),
    ]);
    assert.equal(server.requests.length, 20);
    assert.equal(most, 6);
  });

  it('let no long answer hold up a short one', async () => {
    server = await serve((path, response) => {
      const [type = '', query = ''] = path.split('?');
      const page = Number(new URLSearchParams(query).get('page') ?? 1);
      const next = page < 5 ? `${type}?page=${page + 1}` : undefined;
      send(response, searchset([{ resourceType: type, id: `${page}` }], next));
    });
    const types = ['Condition', 'Encounter', 'Procedure', 'Goal', 'CarePlan', 'Device', 'Immunization'] as const;
    const session = one.openSession({ fhirBase: server.base, patient: 'p1' });
    await once(one.recordOf(session), idsTopic('long', ...types.map((type) => ({ type, by: 'patient' }) as const)));
    const last = server.requests.findIndex((path) => path.startsWith('Immunization?'));
    assert.ok(last < server.requests.findIndex((path) => path.includes('page=5')), server.requests.join(' '));
  });

  it('share a source that two sessions lead to, and each lets go of it for itself', async () => {
    await serveConditions();
    const member = one.openSession({ fhirBase: server.base, patient: 'p1', name: 'Clinic' });
    const joined = one.joinedSession();
    joined.add(member, { id: 'clinic', name: 'Clinic' });
    await until(one.recordOf(member), one.problems, settled);
    await until(one.recordOf(joined), one.problems, settled);
    assert.equal(server.requests.length, 1);
    joined.remove(member);
    let state = '';
    one.recordOf(member).watch(one.problems, ({ kind }) => (state = kind));
    assert.equal(state, 'ready');
    await member.signOut();
    assert.equal(state, 'waiting');
  });

  it('read for themselves, and warn once, beside a version that they do not understand', async () => {
    await serveConditions();
    const name = Symbol.for('ehr-widgets/records');
    const page = globalThis as unknown as Record<symbol, unknown>;
    assert.ok(page[name]);
    const session = one.openSession({ fhirBase: server.base, patient: 'p1' });
    // What is on the page cannot be replaced, so the strange version is met by looking another name up.
    const strange = { version: 1, records: new WeakMap<object, unknown>([[session, 'of another shape']]) };
    const symbolFor = mock.method(Symbol, 'for', () => strangeName);
    const strangeName = Symbol('ehr-widgets/records');
    page[strangeName] = strange;
    const warn = mock.method(console, 'warn', () => undefined);
    try {
      const four = await copies.load('four');
      assert.deepEqual(shown(await once(four.recordOf(session), idsTopic('ids', conditions))), ['of-p1']);
      await once(four.recordOf(four.openSession({ fhirBase: server.base, patient: 'p2' })), four.problems);
      assert.equal(warn.mock.callCount(), 1);
      assert.match(String(warn.mock.calls[0]?.arguments[0]), /another version.*Load one version/);
      assert.equal(strange.records.get(session), 'of another shape');
    } finally {
      symbolFor.mock.restore();
      warn.mock.restore();
    }
  });

  it('put nothing on the page that can be listed or replaced, or that leads to a token', async () => {
    await serveConditions();
    const token = 'a-secret-token';
    const getToken = (): string => token;
    const session = one.tokenSession({ fhirBase: server.base, patient: 'p1', getToken });
    const state = await until(one.recordOf(session), one.problems, settled);
    const name = Symbol.for('ehr-widgets/records');
    const described = Object.getOwnPropertyDescriptor(globalThis, name);
    assert.deepEqual([described?.enumerable, described?.writable, described?.configurable], [false, false, false]);
    const page = described?.value as { have: (name: string, make: () => unknown) => unknown };
    assert.ok(Object.isFrozen(page));
    assert.deepEqual(Object.keys(page), ['version', 'have']);
    const record = (page.have('records', () => undefined) as WeakMap<object, object>).get(session);
    assert.equal(record, one.recordOf(session));
    assert.deepEqual(Reflect.ownKeys(record ?? {}), [], 'a record has no open properties');
    const [source] = session.sources;
    assert.ok(source?.kind === 'server' && source.right);
    assert.deepEqual(Reflect.ownKeys(source.right), [], 'nor has a right');
    const shelf = (page.have('shelves', () => undefined) as WeakMap<object, object>).get(source.right);
    assert.ok(shelf);
    assert.deepEqual(
      everything(shelf).filter((value) => value === token || value === getToken),
      [],
    );
    assert.ok(!JSON.stringify([source, shelf, record, state]).includes(token));
  });
});
