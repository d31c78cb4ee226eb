import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { completeRedirect } from '../../../packages/sdk/src/auth/callback.ts';
import type { Environment } from '../../../packages/sdk/src/auth/environment.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { smartSession } from '../../../packages/sdk/src/session/smart-session.ts';
import type { SmartSessionOptions } from '../../../packages/sdk/src/session/smart-options.ts';
import type { ServerSource } from '../../../packages/sdk/src/session/source.ts';
import { FakeClock, FakePage, fakeEnvironment, until } from '../../support/fake-page.ts';
import { SmartServer } from '../../support/smart-server.ts';

let server: SmartServer;
let clock: FakeClock;
let session: Session;
let patient: string;

beforeEach(async () => {
  server = await SmartServer.start();
  clock = new FakeClock();
  patient = `${server.base}/Patient/123`;
});
afterEach(async () => {
  await session.signOut();
  await server.close();
});

/** Signs in, by redirect since that needs no clock. */
async function signedIn(
  replaced: Partial<Environment> = {},
  more: Pick<SmartSessionOptions, 'idle'> = {},
): Promise<ServerSource> {
  const callback = 'https://portal.example/callback';
  const options = { issuer: server.base, clientId: 'portal', scope: 'patient/*.rs', redirectUri: callback, ...more };
  const before = new FakePage();
  await smartSession({ ...options, environment: fakeEnvironment(before, clock) }).signIn({ by: 'redirect' });
  const back = before.next(`${callback}?${server.agree(before.left[0] ?? '')}`);
  completeRedirect({ window: back });
  const page = back.next(back.left[0] ?? '');
  if (replaced.window instanceof FakePage) {
    for (const [key, value] of page.sessionStorage.entries) replaced.window.sessionStorage.setItem(key, value);
  }
  session = smartSession({ ...options, environment: { ...fakeEnvironment(page, clock), ...replaced } });
  await session.resume();
  const [source] = session.sources;
  assert.ok(source?.kind === 'server', session.state.kind);
  return source;
}

function stateOf({ state }: Session): string {
  return 'error' in state ? `${state.kind}: ${state.error.code}` : state.kind;
}

const refreshes = (): number => server.grants('refresh_token').length;

describe('renewing the access token', () => {
  it('happens beforehand, once for all that ask at the same time', async () => {
    const source = await signedIn();
    clock.turn(3_580_000);
    const responses = await Promise.all(Array.from({ length: 12 }, () => source.fetch(patient)));
    assert.deepEqual(new Set(responses.map((response) => response.status)), new Set([200]));
    assert.equal(refreshes(), 1);
    assert.equal(server.grants('refresh_token')[0]?.form.get('client_id'), 'portal');
    assert.equal(session.state.kind, 'ready');
  });

  it('happens once after a 401, for all that were refused, and each is tried once more', async () => {
    const source = await signedIn();
    server.dropAccessTokens();
    const responses = await Promise.all(Array.from({ length: 12 }, () => source.fetch(patient)));
    assert.deepEqual(new Set(responses.map((response) => response.status)), new Set([200]));
    assert.equal(refreshes(), 1);
    assert.equal(server.at('/fhir/Patient').length, 24);
  });

  it('uses each refresh token once, through many rotations', async () => {
    const source = await signedIn();
    for (let time = 0; time < 5; time++) {
      clock.turn(3_600_000);
      assert.equal((await source.fetch(patient)).status, 200);
    }
    const used = server.grants('refresh_token').map((request) => request.form.get('refresh_token'));
    assert.equal(used.length, 5);
    assert.equal(new Set(used).size, 5);
  });

  it('is not repeated in a loop at a server that refuses what it has just given', async () => {
    const source = await signedIn();
    server.behaviour.fhirStatus = 401;
    for (let time = 0; time < 5; time++) assert.equal((await source.fetch(patient)).status, 401);
    assert.equal(refreshes(), 1);
    assert.equal(session.state.kind, 'ready');
    server.behaviour.fhirStatus = 200;
    clock.turn(60_000);
    server.dropAccessTokens();
    assert.equal((await source.fetch(patient)).status, 200, 'later it is tried again');
  });

  it('survives a clock that is set back, or forward by hours', async () => {
    const source = await signedIn();
    for (const hours of [-3, 5, -1]) {
      clock.jump(hours * 3_600_000);
      for (let time = 0; time < 3; time++) assert.equal((await source.fetch(patient)).status, 200);
    }
    assert.equal(session.state.kind, 'ready');
    assert.equal(refreshes(), 1, 'for the hours that seem to have passed, and no more');
  });

  it('goes on where locks are forbidden', async () => {
    const forbidden = {
      request: (() => Promise.reject(new DOMException('', 'SecurityError'))) as LockManager['request'],
    };
    const source = await signedIn({ locks: forbidden });
    clock.turn(3_600_000);
    assert.equal((await source.fetch(patient)).status, 200);
    assert.equal(refreshes(), 1);
  });

  it('keeps the refresh token when the answer brings no new one', async () => {
    server.behaviour.rotates = false;
    const source = await signedIn();
    for (let time = 0; time < 3; time++) {
      clock.turn(3_600_000);
      assert.equal((await source.fetch(patient)).status, 200);
    }
    const used = server.grants('refresh_token').map((request) => request.form.get('refresh_token'));
    assert.equal(used.length, 3);
    assert.equal(new Set(used).size, 1);
  });

  it('is not ended by the abort of the request that began it', async () => {
    const source = await signedIn();
    let open = (): void => {};
    server.refreshGate = new Promise((resolve) => (open = resolve));
    clock.turn(3_600_000);
    const impatient = new AbortController();
    const first = source.fetch(patient, { signal: impatient.signal });
    const second = source.fetch(patient);
    await until(() => refreshes() === 1);
    impatient.abort();
    await assert.rejects(first, { name: 'AbortError' });
    open();
    assert.equal((await second).status, 200);
    assert.equal(refreshes(), 1);
    assert.equal(session.state.kind, 'ready');
  });

  for (const [what, fault] of [
    ['a broken connection', () => (server.behaviour.tokenDown = true)],
    ['a server error', () => (server.behaviour.tokenFault = { grant: 'refresh_token', status: 503, body: '' })],
    ['another OAuth error', () => (server.behaviour.tokenFault = { status: 400, body: '{"error":"slow_down"}' })],
  ] as const) {
    it(`${what} fails the request but keeps the session and its refresh token`, async () => {
      const source = await signedIn();
      clock.turn(3_600_000);
      fault();
      await assert.rejects(source.fetch(patient), { code: 'token-request-failed' });
      assert.equal(session.state.kind, 'ready');
      server.behaviour.tokenDown = false;
      server.behaviour.tokenFault = undefined;
      assert.equal((await source.fetch(patient)).status, 200);
    });
  }

  it('that fails ahead of time does not matter while the old token is good', async () => {
    const source = await signedIn();
    server.behaviour.tokenDown = true;
    clock.turn(3_580_000);
    assert.equal((await source.fetch(patient)).status, 200);
    assert.equal(session.state.kind, 'ready');
  });

  it('that the server refuses ends the session and tells the listeners', async () => {
    const source = await signedIn();
    const seen: string[] = [];
    session.subscribe(() => seen.push(session.state.kind));
    server.dropEverything();
    const outcomes = await Promise.allSettled([source.fetch(patient), source.fetch(patient)]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code),
      ['session-expired', 'session-expired'],
    );
    assert.deepEqual(seen, ['expired']);
    assert.deepEqual(session.sources, []);
    assert.equal(refreshes(), 1);
  });

  it('to another patient ends the session', async () => {
    const source = await signedIn();
    server.behaviour.tokenResponse = { patient: '456' };
    clock.turn(3_600_000);
    await assert.rejects(source.fetch(patient), { code: 'session-expired' });
    assert.equal(session.state.kind, 'expired');
    assert.deepEqual(server.at('/fhir/Patient'), []);
  });

  it('takes turns with other copies of the library by a Web Lock', async () => {
    const names: string[] = [];
    const locks = {
      request: (async (name: string, _options: LockOptions, work: () => Promise<unknown>) => {
        names.push(name);
        return work();
      }) as LockManager['request'],
    };
    const source = await signedIn({ locks });
    clock.turn(3_600_000);
    await source.fetch(patient);
    assert.deepEqual(names, [`ehr-widgets:renew:portal:${server.origin}/auth/token`]);
  });
});

describe('the end of a session', () => {
  it('is told a minute before, when it cannot be put off', async () => {
    server.behaviour.tokenResponse = { refresh_token: undefined };
    await signedIn();
    const { sources } = session;
    const at = clock.now() + 3_600_000;
    clock.turn(3_540_000);
    assert.ok(session.state.kind === 'ready');
    assert.deepEqual(session.state.ending, { because: 'expiry', at });
    assert.equal(session.sources, sources);
    session.stay();
    assert.ok(session.state.kind === 'ready');
    assert.deepEqual(session.state.ending, { because: 'expiry', at }, 'staying does not lengthen the right to read');
  });

  it('is not told where the tokens renew themselves', async () => {
    await signedIn();
    clock.turn(24 * 3_600_000);
    assert.ok(session.state.kind === 'ready');
    assert.equal(session.state.ending, undefined);
  });

  it('comes at once to a page that is looked at again after its token ended', async () => {
    server.behaviour.tokenResponse = { refresh_token: undefined };
    const page = new FakePage();
    await signedIn({ window: page });
    clock.jump(3_600_000);
    assert.equal(session.state.kind, 'ready');
    page.dispatch('visibilitychange', {});
    assert.equal(session.state.kind, 'expired');
  });

  it('comes with idle time too: the tokens are forgotten and revoked', async () => {
    const source = await signedIn({}, { idle: { after: 900_000 } });
    clock.turn(840_000);
    assert.ok(session.state.kind === 'ready');
    assert.equal(session.state.ending?.because, 'idle');
    clock.turn(60_000);
    await assert.rejects(source.fetch(patient), { code: 'session-expired' });
    assert.equal(stateOf(session), 'expired: session-idle');
    await until(() => server.at('/auth/revoke').length === 2);
  });

  it('without a refresh token comes with the token, and the listeners are told', async () => {
    server.behaviour.tokenResponse = { refresh_token: undefined };
    const source = await signedIn();
    let told = 0;
    session.subscribe(() => told++);
    clock.turn(3_599_000);
    assert.equal(session.state.kind, 'ready');
    assert.equal(told, 1, 'of the coming end');
    assert.equal((await source.fetch(patient)).status, 200);
    clock.turn(1_000);
    assert.equal(session.state.kind, 'expired');
    assert.equal(told, 2);
    await assert.rejects(source.fetch(patient), { code: 'session-expired' });
  });

  it('comes with a 401 that says the token is invalid, when there is no other', async () => {
    server.behaviour.tokenResponse = { refresh_token: undefined };
    const source = await signedIn();
    server.dropEverything();
    assert.equal((await source.fetch(patient)).status, 401);
    assert.equal(session.state.kind, 'expired');
  });

  it('does not come with a 401 that says nothing of the token', async () => {
    const source = await signedIn();
    server.behaviour.fhirStatus = 401;
    assert.equal((await source.fetch(patient)).status, 401);
    assert.equal(server.at('/fhir/Patient').length, 2, 'tried once more after a refresh, and no more');
    assert.equal(session.state.kind, 'ready');
  });

  it('by signing out clears memory at once, aborts what is under way, and revokes both tokens', async () => {
    const source = await signedIn();
    const underWay = source.fetch(patient, { signal: new AbortController().signal });
    const signedOut = session.signOut();
    assert.equal(session.state.kind, 'signed-out');
    assert.deepEqual(session.sources, []);
    await assert.rejects(underWay, { code: 'session-expired' });
    await assert.rejects(source.fetch(patient), { code: 'session-expired' });
    await signedOut;
    const revoked = server.at('/auth/revoke');
    assert.deepEqual(
      revoked.map((request) => request.form.get('token_type_hint')),
      ['refresh_token', 'access_token'],
    );
    assert.ok(revoked.every((request) => request.form.get('client_id') === 'portal' && request.form.get('token')));
    assert.equal(clock.waiting, 0);
  });

  it('by signing out during a renewal is an end: what comes back is not used', async () => {
    const source = await signedIn();
    let open = (): void => {};
    server.refreshGate = new Promise((resolve) => (open = resolve));
    clock.turn(3_600_000);
    const waiting = source.fetch(patient);
    await until(() => refreshes() === 1);
    const signedOut = session.signOut();
    await assert.rejects(waiting, { code: 'session-expired' });
    open();
    await signedOut;
    assert.equal(session.state.kind, 'signed-out');
    await assert.rejects(source.fetch(patient), { code: 'session-expired' });
    const revoked = (): number => server.at('/auth/revoke').length;
    await until(() => revoked() === 4);
    const tokens = server.at('/auth/revoke').map((request) => request.form.get('token'));
    assert.equal(new Set(tokens).size, 4, 'what came back is revoked too');
  });

  it('is told to the server although the page is left at once', async () => {
    const kept: (boolean | undefined)[] = [];
    const watched = (url: string, init: RequestInit = {}): Promise<Response> => {
      if (url.endsWith('/revoke')) kept.push(init.keepalive);
      return fetch(url, init);
    };
    await signedIn({ fetch: watched });
    await session.signOut();
    assert.deepEqual(kept, [true, true]);
  });
});

describe('where the token goes', () => {
  it('is its own server, by header', async () => {
    const source = await signedIn();
    await source.fetch(`${server.base}/Observation?patient=123`, { headers: { accept: 'application/fhir+json' } });
    const [request] = server.at('/fhir/Observation');
    assert.match(request?.headers.authorization ?? '', /^Bearer access-/);
    assert.equal(request?.headers.accept, 'application/fhir+json');
  });

  it('is nowhere else, and nothing is sent there', async () => {
    const source = await signedIn();
    const before = server.received.length;
    for (const url of [
      `${server.origin}/other/Patient/123`,
      `${server.origin}/fhirevil/Patient/123`,
      `${server.base}/../admin`,
      `${server.base}/%2e%2e/admin`,
      `${server.base}/..%2fadmin`,
      `${server.base}/x%2f..%5c..%5cadmin`,
      server.base.replace('127.0.0.1', 'localhost'),
      server.base.replace('http://', 'http://user:word@'),
      'https://evil.example/fhir/Patient/123',
      '//evil.example/fhir',
      'Patient/123',
      'data:text/plain,x',
    ]) {
      await assert.rejects(source.fetch(url), { code: 'rejected' }, url);
    }
    assert.equal(server.received.length, before);
  });

  it('is not along a redirect', async () => {
    const source = await signedIn();
    server.behaviour.redirectTo = `${server.origin}/elsewhere`;
    await assert.rejects(source.fetch(patient));
    assert.deepEqual(server.at('/elsewhere'), []);
  });

  it('the refusal does not repeat the URL, which may name a patient', async () => {
    const source = await signedIn();
    const error: unknown = await source.fetch('https://evil.example/?name=Anna').catch((thrown: unknown) => thrown);
    assert.doesNotMatch(String(error), /Anna|evil/);
  });
});
