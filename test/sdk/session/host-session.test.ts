import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { openSession, proxySession, tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import type { ServerSource } from '../../../packages/sdk/src/session/source.ts';
import { FakePage } from '../../support/fake-page.ts';

let base: string;
let received: IncomingMessage[];
/** The authorization header that is taken; undefined takes any request. */
let takes: string | undefined;
const server = createServer((request, response) => {
  received.push(request);
  const isGood = takes === undefined || request.headers.authorization === takes;
  response.writeHead(isGood ? 200 : 401).end('{}');
});

beforeEach(async () => {
  received = [];
  takes = undefined;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function sourceOf(session: Session): ServerSource {
  const [source] = session.sources;
  assert.ok(source?.kind === 'server', session.state.kind);
  return source;
}

describe('an open server', () => {
  it('is ready at once and sends no credentials', async () => {
    const session = openSession({ fhirBase: `${base}/`, patient: 'Patient/123' });
    assert.equal(session.state.kind, 'ready');
    const source = sourceOf(session);
    assert.equal(source.patient, '123');
    assert.equal(source.base, base);
    assert.equal(source.name, new URL(base).host);
    assert.deepEqual(source.can('delete', 'Patient'), { allowed: true });
    await source.fetch(`${base}/Patient/123`);
    assert.equal(received[0]?.headers.authorization, undefined);
    await assert.rejects(source.fetch('https://elsewhere.example/'), { code: 'rejected' });
  });

  it('without a patient says so', () => {
    const session = openSession({ fhirBase: base, patient: '' });
    assert.equal(session.state.kind, 'no-patient');
    assert.deepEqual(session.sources, []);
  });

  it('is refused when its address is none', () => {
    assert.throws(() => openSession({ fhirBase: 'nowhere', patient: '1' }), { code: 'bad-configuration' });
  });
});

describe('a cookie proxy', () => {
  it('is asked with cookies and the headers it needs, at an address relative to the page', async () => {
    const asked: [string, RequestInit | undefined][] = [];
    const session = proxySession({
      fhirBase: '/api/fhir',
      patient: '123',
      headers: { 'x-csrf': 'token' },
      environment: {
        window: new FakePage(),
        fetch: (url, init) => {
          asked.push([url, init]);
          return Promise.resolve(new Response('{}'));
        },
      },
    });
    const source = sourceOf(session);
    assert.equal(source.base, 'https://portal.example/api/fhir');
    await source.fetch(`${source.base}/Patient/123`, { headers: { accept: 'application/fhir+json' } });
    const [url, init] = asked[0] ?? [];
    assert.equal(url, 'https://portal.example/api/fhir/Patient/123');
    assert.equal(init?.credentials, 'include');
    assert.equal(init?.redirect, 'error');
    const headers = new Headers(init?.headers);
    assert.deepEqual(
      [headers.get('x-csrf'), headers.get('accept'), headers.has('authorization')],
      ['token', 'application/fhir+json', false],
    );
  });

  it('that answers 401 has ended its session, and can be signed in to again', async () => {
    takes = 'nothing';
    const session = proxySession({ fhirBase: base, patient: '123' });
    assert.equal((await sourceOf(session).fetch(`${base}/Patient/123`)).status, 401);
    assert.equal(session.state.kind, 'expired');
    assert.deepEqual(session.sources, []);
    await session.signIn();
    assert.equal(session.state.kind, 'ready');
  });
});

describe("a host's own token", () => {
  it('is asked for when needed, sent as a bearer token, and shown nowhere', async () => {
    takes = 'Bearer SECRET';
    const session = tokenSession({ fhirBase: base, patient: '123', getToken: () => 'SECRET' });
    assert.equal((await sourceOf(session).fetch(`${base}/Patient/123`)).status, 200);
    assert.doesNotMatch(inspect(session, { depth: Infinity, showHidden: true, getters: true }), /SECRET/);
  });

  it('that is refused is asked for anew, once for all, and each request is tried once more', async () => {
    let token = 'old';
    takes = 'Bearer new';
    const asked: boolean[] = [];
    let atOnce = 0;
    const session = tokenSession({
      fhirBase: base,
      patient: '123',
      getToken: async ({ refused }) => {
        asked.push(refused);
        assert.equal(++atOnce, 1, 'asked twice at a time');
        await new Promise((resolve) => setImmediate(resolve));
        if (refused) token = 'new';
        atOnce--;
        return token;
      },
    });
    const source = sourceOf(session);
    const responses = await Promise.all(Array.from({ length: 6 }, () => source.fetch(`${base}/Patient/123`)));
    assert.deepEqual(new Set(responses.map((response) => response.status)), new Set([200]));
    assert.equal(asked.filter(Boolean).length, 1);
    assert.equal(received.length, 12);
  });

  it('that stays refused ends the session', async () => {
    takes = 'Bearer other';
    const session = tokenSession({ fhirBase: base, patient: '123', getToken: () => 'same' });
    assert.equal((await sourceOf(session).fetch(`${base}/Patient/123`)).status, 401);
    assert.equal(received.length, 1, 'the same token is not sent twice');
    assert.equal(session.state.kind, 'expired');
  });

  it('that the host cannot give fails the request, and the session goes on', async () => {
    let answer: () => string = () => {
      throw new Error('host: Anna is signed out');
    };
    const session = tokenSession({ fhirBase: base, patient: '123', getToken: () => answer() });
    const source = sourceOf(session);
    const error: unknown = await source.fetch(`${base}/Patient/123`).catch((thrown: unknown) => thrown);
    assert.equal((error as { code: string }).code, 'token-request-failed');
    assert.doesNotMatch(String(error), /Anna/);
    answer = () => '';
    await assert.rejects(source.fetch(`${base}/Patient/123`), { code: 'token-request-failed' });
    answer = () => 'good';
    assert.equal((await source.fetch(`${base}/Patient/123`)).status, 200);
    assert.equal(session.state.kind, 'ready');
  });

  it('goes by its scopes where the host knows them', () => {
    const getToken = (): string => 'x';
    const knowing = tokenSession({ fhirBase: base, patient: '123', getToken, scope: 'patient/Patient.r' });
    assert.deepEqual(sourceOf(knowing).can('read', 'Patient'), { allowed: true });
    assert.deepEqual(sourceOf(knowing).can('read', 'Condition'), { allowed: false, missing: ['patient/Condition.r'] });
    const unknowing = tokenSession({ fhirBase: base, patient: '123', getToken });
    assert.deepEqual(sourceOf(unknowing).can('read', 'Condition'), { allowed: true });
  });

  it('signed out, is used no more; signed in again, is asked for again', async () => {
    const session = tokenSession({ fhirBase: base, patient: '123', getToken: () => 'x' });
    const source = sourceOf(session);
    const underWay = source.fetch(`${base}/Patient/123`);
    const seen: string[] = [];
    session.subscribe(() => seen.push(session.state.kind));
    await session.signOut();
    await assert.rejects(underWay, { code: 'session-expired' });
    await assert.rejects(source.fetch(`${base}/Patient/123`), { code: 'session-expired' });
    await session.signIn();
    assert.deepEqual(seen, ['signed-out', 'ready']);
    assert.equal((await sourceOf(session).fetch(`${base}/Patient/123`)).status, 200);
  });
});
