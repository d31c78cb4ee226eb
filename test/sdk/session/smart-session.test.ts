import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { completeRedirect } from '../../../packages/sdk/src/auth/callback.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { smartSession } from '../../../packages/sdk/src/session/smart-session.ts';
import type { SmartSessionOptions } from '../../../packages/sdk/src/session/smart-options.ts';
import type { ServerSource } from '../../../packages/sdk/src/session/source.ts';
import { FakeClock, FakePage, fakeEnvironment, until } from '../../support/fake-page.ts';
import { SmartServer } from '../../support/smart-server.ts';

const CALLBACK = 'https://portal.example/callback.html';
const SCOPE = 'launch/patient patient/*.rs';

let server: SmartServer;
let page: FakePage;
let clock: FakeClock;
const sessions: Session[] = [];

beforeEach(async () => {
  server = await SmartServer.start();
  page = new FakePage();
  clock = new FakeClock();
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.signOut()));
  await server.close();
});

function sessionOn(on: FakePage, options: Partial<SmartSessionOptions> = {}): Session {
  const session = smartSession({
    issuer: server.base,
    clientId: 'portal',
    scope: SCOPE,
    redirectUri: CALLBACK,
    environment: fakeEnvironment(on, clock),
    ...options,
  });
  sessions.push(session);
  return session;
}

/** The callback page in the popup posts, and the browser delivers. */
function answerByPopup(query: string, on = page, which = -1): void {
  const popup = on.popups.at(which);
  const callbackPage = new FakePage(`${CALLBACK}?${query}`);
  callbackPage.opener = {
    postMessage: (data: unknown, targetOrigin: string) => {
      assert.equal(targetOrigin, 'https://portal.example');
      on.dispatch('message', { data, origin: targetOrigin, source: popup });
    },
  };
  assert.equal(completeRedirect({ window: callbackPage }), 'answered-opener');
  assert.equal(callbackPage.isClosed, true);
}

/** Waits until the popup is at the authorization server; its URL there. */
async function authorizeUrl(on = page): Promise<string> {
  await until(() => on.popups.at(-1)?.visited.length === 1 && (on.listeners.get('message')?.size ?? 0) > 0);
  return on.popups.at(-1)?.visited[0] ?? '';
}

async function signInByPopup(session: Session, on = page): Promise<void> {
  const done = session.signIn();
  const url = await authorizeUrl(on);
  answerByPopup(server.agree(url), on);
  await done;
}

/** Starts a sign-in, has it answered, and tells with which error it failed. */
async function failure(session: Session, answer: (url: string) => string): Promise<string> {
  const done = session.signIn();
  const url = await authorizeUrl();
  answerByPopup(answer(url));
  await done;
  return errorCode(session);
}

function errorCode(session: Session): string {
  const { state } = session;
  assert.ok('error' in state, `the session is ${state.kind}`);
  assert.deepEqual(session.sources, []);
  return `${state.kind}: ${state.error.code}`;
}

function sourceOf(session: Session): ServerSource {
  const [source] = session.sources;
  assert.ok(source?.kind === 'server', `no server source: the session is ${session.state.kind}`);
  return source;
}

describe('signing in by popup', () => {
  it('opens the window within the click, before anything is awaited', () => {
    void sessionOn(page).signIn();
    assert.equal(page.popups.length, 1);
  });

  it('ends with a patient, a source to read and the scopes granted', async () => {
    const session = sessionOn(page);
    const seen: string[] = [];
    session.subscribe(() => seen.push(`${session.state.kind} ${session.sources.length}`));
    await signInByPopup(session);
    assert.deepEqual(seen, ['signing-in 0', 'ready 1']);
    assert.ok(session.state.kind === 'ready');
    assert.equal(session.state.context.patient, '123');
    assert.deepEqual(session.state.refusedScopes, []);
    assert.equal(sourceOf(session).base, server.base);
    assert.deepEqual(sourceOf(session).scopes, ['launch/patient', 'patient/*.rs']);
    const response = await sourceOf(session).fetch(`${server.base}/Patient/123`);
    assert.equal(response.status, 200);
    assert.equal(page.popups[0]?.closed, true);
    assert.deepEqual(page.left, [], 'the host page stays where it is');
    assert.equal(page.listeners.get('message')?.size, 0);
  });

  it('asks as SMART App Launch says, with PKCE S256 and a fresh state of 256 bits', async () => {
    const states = new Set<string>();
    for (let time = 0; time < 2; time++) {
      const session = sessionOn(page);
      const done = session.signIn();
      const asked = new URL(await authorizeUrl()).searchParams;
      assert.equal(asked.get('response_type'), 'code');
      assert.equal(asked.get('client_id'), 'portal');
      assert.equal(asked.get('redirect_uri'), CALLBACK);
      assert.equal(asked.get('scope'), SCOPE);
      assert.equal(asked.get('aud'), server.base);
      assert.equal(asked.get('code_challenge_method'), 'S256');
      assert.match(asked.get('code_challenge') ?? '', /^[\w-]{43}$/);
      assert.match(asked.get('state') ?? '', /^[\w-]{43}$/);
      assert.equal(asked.has('launch'), false);
      states.add(asked.get('state') ?? '');
      await session.signOut();
      await done;
    }
    assert.equal(states.size, 2);
  });

  it('keeps the query that an authorization endpoint already has', async () => {
    server.behaviour.discovery = {
      ...server.goodDiscovery(),
      authorization_endpoint: `${server.origin}/auth/authorize?tenant=1&aud=old`,
    };
    void sessionOn(page).signIn();
    const url = new URL(await authorizeUrl());
    assert.equal(url.searchParams.get('tenant'), '1');
    assert.equal(url.searchParams.get('response_type'), 'code');
    assert.deepEqual(url.searchParams.getAll('aud'), [server.base]);
  });

  it('resolves relative endpoints against the FHIR base', async () => {
    server.behaviour.discovery = {
      ...server.goodDiscovery(),
      authorization_endpoint: '/auth/authorize',
      token_endpoint: '../auth/token',
    };
    const session = sessionOn(page);
    await signInByPopup(session);
    assert.equal(session.state.kind, 'ready');
  });

  it('sends an id_token nonce when one is asked for', async () => {
    void sessionOn(page, { scope: `openid fhirUser ${SCOPE}` }).signIn();
    assert.match(new URL(await authorizeUrl()).searchParams.get('nonce') ?? '', /^[\w-]{43}$/);
  });

  it('asks the server for its configuration once', async () => {
    // fhirclient never remembers an answer where this says "test", as Node's test runner may make it say.
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      const session = sessionOn(page);
      const done = session.signIn();
      const url = await authorizeUrl();
      assert.equal(server.at('/fhir/.well-known').length, 1);
      answerByPopup(server.agree(url));
      await done;
      assert.equal(session.state.kind, 'ready');
      assert.deepEqual(
        server.received.map((request) => request.path),
        ['/fhir/.well-known/smart-configuration', '/auth/token'],
      );
    } finally {
      if (before === undefined) delete process.env.NODE_ENV;
      else process.env.NODE_ENV = before;
    }
  });

  it('joins a second click to the first, and brings the window to the front', async () => {
    const session = sessionOn(page);
    const first = session.signIn();
    await authorizeUrl();
    assert.equal(session.signIn(), first);
    assert.equal(page.popups.length, 1);
    assert.equal(page.popups[0]?.focused, 1);
  });

  it('says so when the browser blocks the window, and does not navigate the host page', async () => {
    page.popupsBlocked = true;
    const session = sessionOn(page);
    await session.signIn();
    assert.equal(errorCode(session), 'failed: popup-blocked');
    assert.deepEqual(page.left, []);
  });

  it('says so when the person closes the window', async () => {
    const session = sessionOn(page);
    const done = session.signIn();
    await authorizeUrl();
    page.popups[0]?.close();
    clock.turn(1000);
    await done;
    assert.equal(errorCode(session), 'failed: popup-closed');
    assert.equal(clock.waiting, 0);
  });

  it('takes an answer that arrives just after the window closed itself', async () => {
    const session = sessionOn(page);
    const done = session.signIn();
    const url = await authorizeUrl();
    page.popups[0]?.close();
    clock.turn(300);
    answerByPopup(server.agree(url));
    await done;
    assert.equal(session.state.kind, 'ready');
  });

  it('hears only its own window, from its own origin, saying what the callback page says', async () => {
    const session = sessionOn(page);
    const done = session.signIn();
    const url = await authorizeUrl();
    const popup = page.popups[0];
    const data = { type: 'ehr-widgets:authorization-response', response: 'state=x&code=y' };
    page.dispatch('message', { data, origin: 'https://evil.example', source: popup });
    page.dispatch('message', { data, origin: 'https://portal.example', source: {} });
    page.dispatch('message', { data: 'hello', origin: 'https://portal.example', source: popup });
    page.dispatch('message', { data: null, origin: 'https://portal.example', source: popup });
    assert.equal(session.state.kind, 'signing-in');
    answerByPopup(server.agree(url));
    await done;
    assert.equal(session.state.kind, 'ready');
  });

  it('can be tried again after a failure', async () => {
    const session = sessionOn(page);
    assert.equal(await failure(session, (url) => answerTo(url, { error: 'access_denied' })), 'failed: access-denied');
    await signInByPopup(session);
    assert.equal(session.state.kind, 'ready');
  });

  it('takes back what it got when the session is signed out while the code is exchanged', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = async (url: string, init?: RequestInit): Promise<Response> => {
      const response = await fetch(url, init);
      if (url.endsWith('/token')) await gate.promise;
      return response;
    };
    const session = sessionOn(page, { environment: { ...fakeEnvironment(page, clock), fetch: slow } });
    const done = session.signIn();
    answerByPopup(server.agree(await authorizeUrl()));
    await until(() => server.grants('authorization_code').length === 1);
    await session.signOut();
    gate.resolve();
    await done;
    assert.deepEqual([session.state.kind, session.sources], ['signed-out', []]);
    await until(() => server.at('/auth/revoke').length === 2);
    const [first, second] = server.at('/auth/revoke').map((request) => request.form.get('token') ?? '');
    assert.match(`${first} ${second}`, /^refresh-\S+ access-/);
  });

  it('closes its window when the session is signed out just before the server is asked', async () => {
    server.behaviour.discovery = { ...server.goodDiscovery(), capabilities: ['authorize-post', 'permission-v2'] };
    const environment = { ...fakeEnvironment(page, clock), post: () => void session.signOut() };
    const session: Session = sessionOn(page, { authorizeBy: 'post', environment });
    await session.signIn();
    assert.equal(session.state.kind, 'signed-out');
    assert.deepEqual([page.popups[0]?.closed, page.listeners.get('message')?.size ?? 0, clock.waiting], [true, 0, 0]);
  });

  it('ends when the session is signed out meanwhile', async () => {
    const session = sessionOn(page);
    const done = session.signIn();
    await authorizeUrl();
    await session.signOut();
    await done;
    assert.equal(session.state.kind, 'signed-out');
    assert.equal(page.popups[0]?.closed, true);
    assert.equal(clock.waiting, 0);
  });
});

function answerTo(url: string, parameters: Record<string, string>): string {
  return new URLSearchParams({ state: new URL(url).searchParams.get('state') ?? '', ...parameters }).toString();
}

describe('every way signing in can fail has a code', () => {
  it('access-denied', async () => {
    const session = sessionOn(page);
    const answer = { error: 'access_denied', error_description: 'Anna Schmidt said no' };
    assert.equal(await failure(session, (url) => answerTo(url, answer)), 'failed: access-denied');
    assert.doesNotMatch(inspect(session.state), /Anna/, 'the description may hold PHI');
  });

  it('authorization-failed, with the OAuth error', async () => {
    const session = sessionOn(page);
    assert.equal(
      await failure(session, (url) => answerTo(url, { error: 'invalid_scope' })),
      'failed: authorization-failed',
    );
    assert.ok(session.state.kind === 'failed');
    assert.equal(session.state.error.oauthError, 'invalid_scope');
  });

  it('authorization-failed, when there is neither code nor error', async () => {
    const session = sessionOn(page);
    assert.equal(await failure(session, (url) => answerTo(url, { error: '' })), 'failed: authorization-failed');
  });

  for (const [what, change] of [
    ['another state', (query: string) => query.replace(/state=[^&]+/, 'state=forged')],
    ['two states', (query: string) => `${query}&state=second`],
    ['a name of another sender (RFC 9207)', (query: string) => `${query}&iss=https%3A%2F%2Fevil.example`],
  ] as const) {
    it(`state-mismatch: ${what}, and the code is sent nowhere`, async () => {
      const session = sessionOn(page);
      assert.equal(await failure(session, (url) => change(server.agree(url))), 'failed: state-mismatch');
      assert.deepEqual(server.at('/auth/token'), []);
    });
  }

  it('code-rejected', async () => {
    const session = sessionOn(page);
    assert.equal(await failure(session, (url) => answerTo(url, { code: 'stale' })), 'failed: code-rejected');
  });

  it('token-request-failed: an OAuth error', async () => {
    server.behaviour.tokenFault = { status: 401, body: '{"error":"invalid_client"}' };
    const session = sessionOn(page);
    assert.equal(await failure(session, (url) => server.agree(url)), 'failed: token-request-failed');
    assert.ok(session.state.kind === 'failed');
    assert.equal(session.state.error.status, 401);
    assert.equal(session.state.error.oauthError, 'invalid_client');
  });

  for (const body of ['<html>Bad Gateway</html>', '[]', '{}', '{"access_token":"a","token_type":"mac"}']) {
    it(`token-request-failed: an answer of ${body}`, async () => {
      server.behaviour.tokenFault = { status: 200, body };
      assert.equal(await failure(sessionOn(page), (url) => server.agree(url)), 'failed: token-request-failed');
    });
  }

  it('token-request-failed: the server breaks the connection', async () => {
    server.behaviour.tokenDown = true;
    assert.equal(await failure(sessionOn(page), (url) => server.agree(url)), 'failed: token-request-failed');
  });

  it('no-patient', async () => {
    server.behaviour.tokenResponse = { patient: undefined };
    assert.equal(await failure(sessionOn(page), (url) => server.agree(url)), 'no-patient: no-patient');
  });

  it('nothing-granted: scopes trimmed to none that read data', async () => {
    for (const scope of ['', 'launch/patient', 'openid fhirUser']) {
      server.behaviour.tokenResponse = { scope };
      assert.equal(await failure(sessionOn(page), (url) => server.agree(url)), 'failed: nothing-granted');
    }
  });

  it('discovery-failed, and a failure is not remembered', async () => {
    server.behaviour.discovery = 503;
    const session = sessionOn(page);
    await session.signIn();
    assert.equal(errorCode(session), 'failed: discovery-failed');
    assert.ok(session.state.kind === 'failed');
    assert.equal(session.state.error.status, 503);
    assert.equal(session.state.error.server, server.base);
    server.behaviour.discovery = server.goodDiscovery();
    await signInByPopup(session);
    assert.equal(session.state.kind, 'ready');
  });

  it('discovery-failed: the server is down', async () => {
    const session = sessionOn(page);
    await server.close();
    await session.signIn();
    assert.equal(errorCode(session), 'failed: discovery-failed');
    server = await SmartServer.start();
  });

  it('discovery-failed: endpoints that are missing or not encrypted', async () => {
    for (const change of [
      { token_endpoint: undefined },
      { token_endpoint: 'http://elsewhere.example/token' },
      { authorization_endpoint: 'javascript:alert(1)' },
    ]) {
      server.behaviour.discovery = { ...server.goodDiscovery(), ...change };
      const session = sessionOn(page);
      await session.signIn();
      assert.equal(errorCode(session), 'failed: discovery-failed');
    }
  });

  it('discovery-failed: no PKCE with S256, unless the host knows better', async () => {
    server.behaviour.discovery = { ...server.goodDiscovery(), code_challenge_methods_supported: undefined };
    const session = sessionOn(page);
    await session.signIn();
    assert.equal(errorCode(session), 'failed: discovery-failed');
    const knowing = sessionOn(page, { pkce: 'unadvertised' });
    await signInByPopup(knowing);
    assert.equal(knowing.state.kind, 'ready');
  });

  it('issuer-not-allowed, naming it, and nothing is sent there', async () => {
    const session = sessionOn(page);
    await session.signIn({ issuer: `${server.base}/other` });
    assert.equal(errorCode(session), 'failed: issuer-not-allowed');
    assert.ok(session.state.kind === 'failed');
    assert.match(session.state.error.message, /\/fhir\/other/);
    assert.deepEqual(server.received, []);
    assert.deepEqual(page.popups, []);
  });

  it('storage-unavailable, for a redirect from where storage is forbidden', async () => {
    page.sessionStorage.forbidden = true;
    const session = sessionOn(page);
    await session.signIn({ by: 'redirect' });
    assert.equal(errorCode(session), 'failed: storage-unavailable');
    assert.deepEqual(page.left, []);
  });

  it('bad-configuration is thrown to the developer', () => {
    for (const wrong of [
      { issuer: '' },
      { issuer: [] },
      { issuer: 'fhir.example/r4' },
      { issuer: 'http://fhir.example/r4' },
      { issuer: [{ issuer: '' }] },
      { clientId: '' },
      { clientId: '', issuer: [{ issuer: 'https://fhir.example/r4', clientId: 'own' }, 'https://other.example/r4'] },
      { scope: ' ' },
      { redirectUri: 'https://elsewhere.example/callback' },
      { redirectUri: 'https://portal.example/callback#here' },
    ]) {
      assert.throws(
        () => sessionOn(page, wrong),
        { name: 'EhrError', code: 'bad-configuration' },
        JSON.stringify(wrong),
      );
    }
  });
});

describe('an older server, which tells its endpoints in the CapabilityStatement', () => {
  it('is understood', async () => {
    const uri = (url: string, valueUri: string) => ({ url, valueUri });
    server.behaviour.discovery = 404;
    server.behaviour.metadata = {
      resourceType: 'CapabilityStatement',
      rest: [
        {
          security: {
            extension: [
              {
                url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
                extension: [
                  uri('authorize', `${server.origin}/auth/authorize`),
                  uri('token', `${server.origin}/auth/token`),
                ],
              },
            ],
          },
        },
      ],
    };
    const session = sessionOn(page, { pkce: 'unadvertised' });
    await signInByPopup(session);
    assert.equal(session.state.kind, 'ready');
  });
});

describe('signing in by redirect', () => {
  async function leave(from: FakePage, options: Partial<SmartSessionOptions> = {}): Promise<string> {
    await sessionOn(from, options).signIn({ by: 'redirect' });
    assert.equal(from.left.length, 1);
    return from.left[0] ?? '';
  }

  it('comes back through a callback page to the very address it left', async () => {
    const url = await leave(page);
    const callback = page.next(`${CALLBACK}?${server.agree(url)}`);
    assert.equal(completeRedirect({ window: callback }), 'returned');
    assert.equal(callback.location.href, CALLBACK, 'the code is gone from the address');
    assert.deepEqual(callback.left, ['https://portal.example/record?tab=2#top']);
    const back = callback.next(callback.left[0] ?? '');
    const session = sessionOn(back);
    await session.resume();
    assert.equal(session.state.kind, 'ready');
    assert.deepEqual(back.replaced, [], 'the address of the host page was not touched');
    assert.equal(back.sessionStorage.entries.size, 0);
  });

  it('comes back to the page itself when that is the redirect URI, and takes only the answer out of its address', async () => {
    const redirectUri = 'https://portal.example/record';
    const url = await leave(page, { redirectUri });
    const back = page.next(`${redirectUri}?tab=a%20b&${server.agree(url)}&x=%C3%A4#top`);
    const session = sessionOn(back, { redirectUri });
    await session.resume();
    assert.equal(session.state.kind, 'ready');
    assert.deepEqual(back.replaced, ['https://portal.example/record?tab=a%20b&x=%C3%A4#top']);
    assert.equal(back.sessionStorage.entries.size, 0);
  });

  it('stores no token and no PHI, and only while the person is away', async () => {
    const url = await leave(page);
    const stored = [...page.sessionStorage.entries.values()].join();
    assert.deepEqual(Object.keys(JSON.parse(stored) as object).sort(), [
      'clientId',
      'codeVerifier',
      'issuer',
      'nonce',
      'returnTo',
      'state',
    ]);
    const back = page.next(`${CALLBACK}?${server.agree(url)}`);
    const session = sessionOn(back);
    await session.resume();
    assert.equal(session.state.kind, 'ready');
    assert.deepEqual([...back.sessionStorage.entries], []);
  });

  it('refuses a forged state, a replayed answer, and an answer to nothing', async () => {
    const url = await leave(page);
    const query = server.agree(url);
    const forged = page.next(`${CALLBACK}?${query.replace(/state=[^&]+/, 'state=forged')}`);
    const first = sessionOn(forged);
    await first.resume();
    assert.equal(errorCode(first), 'failed: state-mismatch');
    assert.equal(forged.location.href, CALLBACK);

    const back = page.next(`${CALLBACK}?${query}`);
    const second = sessionOn(back);
    await second.resume();
    assert.equal(second.state.kind, 'ready');
    const replayed = sessionOn(back.next(`${CALLBACK}?${query}`));
    await replayed.resume();
    assert.equal(errorCode(replayed), 'failed: state-mismatch');
    assert.equal(server.grants('authorization_code').length, 1);
  });

  it('brings an error back too', async () => {
    const url = await leave(page);
    const back = page.next(`${CALLBACK}?${answerTo(url, { error: 'access_denied' })}`);
    const session = sessionOn(back);
    await session.resume();
    assert.equal(errorCode(session), 'failed: access-denied');
  });

  it('leaves alone what is meant for another session of the page, or for nobody', async () => {
    const url = await leave(page);
    const other = page.next(`${CALLBACK}?${server.agree(url)}`);
    const stranger = sessionOn(other, { clientId: 'another' });
    await stranger.resume();
    assert.equal(stranger.state.kind, 'signed-out');
    assert.deepEqual(other.replaced, []);
    const owner = sessionOn(other);
    await owner.resume();
    assert.equal(owner.state.kind, 'ready');

    const hosts = new FakePage('https://portal.example/login?code=1&state=2');
    const session = sessionOn(hosts);
    await session.resume();
    assert.equal(session.state.kind, 'signed-out');
    assert.deepEqual(hosts.replaced, []);
  });

  it('is signed out again when the back button brings the page back as it was', async () => {
    await leave(page);
    const session = sessions.at(-1);
    assert.equal(session?.state.kind, 'signing-in');
    page.dispatch('pageshow', { persisted: true });
    assert.equal(session?.state.kind, 'signed-out');
  });

  it('a popup that opened with a copy of the storage still answers its opener', async () => {
    await leave(page);
    const popup = page.next(`${CALLBACK}?code=1&state=of-the-popup`);
    const posted: unknown[] = [];
    popup.opener = { postMessage: (message: unknown) => posted.push(message) };
    assert.equal(completeRedirect({ window: popup }), 'answered-opener');
    assert.equal(posted.length, 1);
    assert.deepEqual(popup.left, []);
  });

  it('a page that some other page opened still comes back to itself', async () => {
    const url = await leave(page);
    const callback = page.next(`${CALLBACK}?${server.agree(url)}`);
    const posted: unknown[] = [];
    callback.opener = { postMessage: (message: unknown) => posted.push(message) };
    assert.equal(completeRedirect({ window: callback }), 'returned');
    assert.deepEqual(posted, []);
  });

  it('never goes back to another origin than its own', async () => {
    const url = await leave(page);
    const [key, stored] = [...page.sessionStorage.entries][0] ?? ['', '{}'];
    const callback = page.next(`${CALLBACK}?${server.agree(url)}`);
    callback.sessionStorage.setItem(
      key,
      stored.replace('https://portal.example/record', 'https://evil.example/record'),
    );
    assert.equal(completeRedirect({ window: callback }), 'nobody-waiting');
    assert.deepEqual(callback.left, []);
  });

  it('a callback page opened by hand says that nobody waits', () => {
    assert.equal(completeRedirect({ window: new FakePage(CALLBACK) }), 'nobody-waiting');
    assert.equal(completeRedirect({ window: new FakePage(`${CALLBACK}?code=1&state=2`) }), 'nobody-waiting');
  });

  it('a popup whose redirect URI is the portal page itself answers from there', async () => {
    const redirectUri = 'https://portal.example/record';
    const session = sessionOn(page, { redirectUri });
    const done = session.signIn();
    const inPopup = new FakePage(`${redirectUri}?${server.agree(await authorizeUrl())}`);
    inPopup.opener = {
      postMessage: (data: unknown, origin: string) =>
        page.dispatch('message', { data, origin, source: page.popups[0] }),
    };
    const inner = sessionOn(inPopup, { redirectUri });
    await inner.resume();
    await done;
    assert.equal(session.state.kind, 'ready');
    assert.equal(inner.state.kind, 'signed-out');
    assert.equal(inPopup.isClosed, true);
  });
});

describe('a server that wants the request as a form', () => {
  it('gets it in the popup, which is its own window, and nothing in the address', async () => {
    const first = sessionOn(page, { authorizeBy: 'post' });
    const done = first.signIn();
    void sessionOn(page, { authorizeBy: 'post' }).signIn();
    await until(() => page.posted.length === 2 && (page.listeners.get('message')?.size ?? 0) === 2);
    const [one, other] = page.posted;
    assert.ok(one && other);
    assert.equal(one.url, `${server.origin}/auth/authorize`);
    assert.equal(one.target, page.popups[0]?.name);
    assert.notEqual(one.target, other.target);
    assert.deepEqual(page.popups[0]?.visited, []);
    answerByPopup(server.agree(`${one.url}?${one.fields.toString()}`), page, 0);
    await done;
    assert.equal(first.state.kind, 'ready');
  });

  it('gets it from this very page when that leaves', async () => {
    await sessionOn(page, { authorizeBy: 'post' }).signIn({ by: 'redirect' });
    assert.deepEqual(page.left, []);
    const [sent] = page.posted;
    assert.equal(sent?.target, '_self');
    const back = page.next(`${CALLBACK}?${server.agree(`${sent.url}?${sent.fields.toString()}`)}`);
    const session = sessionOn(back);
    await session.resume();
    assert.equal(session.state.kind, 'ready');
  });
});

describe('an EHR launch', () => {
  function launched(issuer: string): FakePage {
    const query = new URLSearchParams({ iss: issuer, launch: 'launch-1', theme: 'dark' }).toString();
    return new FakePage(`https://portal.example/launch?${query}`);
  }

  it('begins by itself, carries the launch token and adds its scope', async () => {
    const at = launched(server.base);
    await sessionOn(at, { scope: 'launch/patient patient/*.rs' }).resume();
    const asked = new URL(at.left[0] ?? '').searchParams;
    assert.equal(asked.get('launch'), 'launch-1');
    assert.deepEqual(asked.get('scope')?.split(' ').sort(), ['launch', 'launch/patient', 'patient/*.rs']);
    assert.equal(asked.get('aud'), server.base);
  });

  it('does not launch again when it is back', async () => {
    const at = launched(server.base);
    await sessionOn(at).resume();
    const callback = at.next(`${CALLBACK}?${server.agree(at.left[0] ?? '')}`);
    completeRedirect({ window: callback });
    assert.deepEqual(callback.left, ['https://portal.example/launch?theme=dark']);
    const back = callback.next(callback.left[0] ?? '');
    const session = sessionOn(back);
    await session.resume();
    assert.equal(session.state.kind, 'ready');
    assert.deepEqual(back.left, []);
  });

  it('is refused from an issuer that is not allowed, which is named and not contacted', async () => {
    for (const issuer of [
      `${server.base}/evil`,
      `${server.base}.evil.example`,
      server.base.toUpperCase(),
      `${server.base}?x=1`,
    ]) {
      const at = launched(issuer);
      const session = sessionOn(at);
      await session.resume();
      assert.equal(errorCode(session), 'failed: issuer-not-allowed', issuer);
      assert.ok(session.state.kind === 'failed');
      assert.ok(session.state.error.message.includes(issuer));
      assert.deepEqual(at.left, []);
    }
    assert.deepEqual(server.received, []);
  });

  it('is allowed from any of several issuers', async () => {
    const at = launched(server.base);
    await sessionOn(at, { issuer: ['https://other.example/fhir', server.base] }).resume();
    assert.equal(at.left.length, 1);
  });

  it('is answered with the client id, scopes and name that its issuer knows, and the others with theirs', async () => {
    const issuer = [
      { issuer: 'https://other.example/fhir', clientId: 'elsewhere' },
      { issuer: server.base, clientId: 'here', scope: 'launch patient/Patient.rs', name: 'City Hospital' },
    ];
    const at = launched(server.base);
    await sessionOn(at, { issuer }).resume();
    const asked = new URL(at.left[0] ?? '').searchParams;
    assert.deepEqual([asked.get('client_id'), asked.get('scope')], ['here', 'launch patient/Patient.rs']);
    const callback = at.next(`${CALLBACK}?${server.agree(at.left[0] ?? '')}`);
    completeRedirect({ window: callback });
    const stranger = sessionOn(callback.next(callback.left[0] ?? ''));
    await stranger.resume();
    assert.equal(stranger.state.kind, 'signed-out', 'the client of the options is not the one that left');
    const session = sessionOn(callback.next(callback.left[0] ?? ''), { issuer });
    await session.resume();
    assert.equal(sourceOf(session).name, 'City Hospital');
    assert.equal(server.grants('authorization_code')[0]?.form.get('client_id'), 'here');
  });

  it('wins over an answer to the launch before, which the page had left in the midst of it', async () => {
    const first = launched(server.base);
    await sessionOn(first).resume();
    const callback = first.next(`${CALLBACK}?${server.agree(first.left[0] ?? '')}`);
    completeRedirect({ window: callback });
    const second = callback.next(launched(server.base).location.href);
    const session = sessionOn(second);
    await session.resume();
    assert.deepEqual([session.state.kind, session.sources], ['signing-in', []]);
    assert.equal(second.left.length, 1);
    assert.deepEqual(server.grants('authorization_code'), [], 'the answer is not used');
  });

  it('that did not work is not begun again by signing in by redirect from its page', async () => {
    const at = launched(server.base);
    await sessionOn(at).signIn({ by: 'redirect' });
    const callback = at.next(`${CALLBACK}?${server.agree(at.left[0] ?? '')}`);
    completeRedirect({ window: callback });
    const back = callback.next(callback.left[0] ?? '');
    const session = sessionOn(back);
    await session.resume();
    assert.deepEqual([session.state.kind, back.left], ['ready', []]);
  });

  it('of another patient drops the first: its tokens, its source and its requests', async () => {
    server.behaviour.tokenResponse = { refresh_token: undefined };
    const session = sessionOn(page);
    await signInByPopup(session);
    const first = sourceOf(session);
    assert.equal(clock.waiting, 1, 'the end of the token is awaited');
    void session.signIn();
    assert.equal(clock.waiting, 0, 'the old token is forgotten');
    assert.deepEqual(session.sources, [], 'nothing of the old patient, at once');
    await assert.rejects(first.fetch(`${server.base}/Patient/123`), { code: 'session-expired' });
    assert.deepEqual(server.at('/fhir/Patient'), []);
  });
});

describe('the URL of the page', () => {
  it('cannot override issuer, client, patient or server', async () => {
    const at = new FakePage(
      'https://portal.example/record?iss=https://evil.example&clientId=evil&patientId=999&fhirServiceUrl=https://evil.example',
    );
    const session = sessionOn(at);
    await session.resume();
    assert.deepEqual(session.state, { kind: 'signed-out' }, 'iss without launch is no launch');
    await signInByPopup(session, at);
    const asked = new URL(at.popups[0]?.visited[0] ?? '').searchParams;
    assert.equal(asked.get('client_id'), 'portal');
    assert.equal(asked.get('aud'), server.base);
    assert.ok(session.state.kind === 'ready');
    assert.equal(session.state.context.patient, '123');
  });
});

describe('a session that is over leaves nothing behind', () => {
  const listening = (): string[] => [...page.listeners].flatMap(([type, { size }]) => (size > 0 ? [type] : []));
  const ends: Readonly<Record<string, (session: Session) => unknown>> = {
    'by signing out': (session) => session.signOut(),
    'by signing out twice': (session) => Promise.all([session.signOut(), session.signOut()]),
    'for want of use': () => clock.turn(60_000),
  };

  for (const [how, end] of Object.entries(ends)) {
    it(how, async () => {
      const session = sessionOn(page, { keep: 'tab', idle: { after: 60_000 } });
      await signInByPopup(session);
      assert.notDeepEqual([listening(), clock.waiting, page.air.open.size], [[], 0, 0]);
      await end(session);
      assert.deepEqual([session.state.kind === 'ready', session.sources], [false, []]);
      assert.deepEqual([listening(), clock.waiting, page.air.open.size], [[], 0, 0]);
      assert.deepEqual([...page.sessionStorage.entries], []);
    });
  }

  it('by signing out while the page is about to leave', async () => {
    const session = sessionOn(page);
    await session.signIn({ by: 'redirect' });
    await session.signOut();
    assert.deepEqual(listening(), []);
  });
});

describe('what a session lets be seen', () => {
  it('is no token, on any property, however deep one looks', async () => {
    server.behaviour.tokenResponse = { access_token: 'SECRET-A', refresh_token: 'SECRET-R', id_token: 'SECRET-I' };
    const session = sessionOn(page);
    await signInByPopup(session);
    assert.doesNotMatch(JSON.stringify(session), /SECRET/);
    assert.doesNotMatch(inspect(session, { depth: Infinity, showHidden: true, getters: true }), /SECRET/);
    assert.doesNotMatch(inspect(session.sources, { depth: Infinity, showHidden: true, getters: true }), /SECRET/);
    assert.deepEqual([...page.sessionStorage.entries], []);
  });

  it('is the whole launch context', async () => {
    server.behaviour.tokenResponse = {
      patient: 'Patient/123',
      encounter: 'e1',
      need_patient_banner: false,
      intent: 'reconcile',
      tenant: 't1',
      smart_style_url: 'https://ehr.example/style.json',
      fhirContext: [{ reference: 'ImagingStudy/1' }, 'nonsense'],
    };
    const session = sessionOn(page);
    await signInByPopup(session);
    assert.ok(session.state.kind === 'ready');
    assert.deepEqual(session.state.context, {
      patient: '123',
      encounter: 'e1',
      fhirUser: undefined,
      identity: 'none',
      needPatientBanner: false,
      intent: 'reconcile',
      tenant: 't1',
      styleUrl: 'https://ehr.example/style.json',
      fhirContext: [{ reference: 'ImagingStudy/1' }],
    });
  });

  it('is which of the scopes asked for were refused', async () => {
    server.behaviour.tokenResponse = { scope: 'patient/Patient.rs patient/Observation.rs?category=laboratory' };
    const session = sessionOn(page, { scope: 'patient/Patient.rs patient/Observation.rs patient/Condition.rs' });
    await signInByPopup(session);
    assert.ok(session.state.kind === 'ready');
    assert.deepEqual(session.state.refusedScopes, ['patient/Observation.rs', 'patient/Condition.rs']);
  });

  it('survives an id_token that is none', async () => {
    server.behaviour.tokenResponse = { id_token: 'not.a%%.jwt' };
    const session = sessionOn(page);
    await signInByPopup(session);
    assert.ok(session.state.kind === 'ready');
    assert.equal(session.state.context.fhirUser, undefined);
  });

  it('a listener that throws does not keep the others from being told', async () => {
    const session = sessionOn(page);
    const reported: unknown[] = [];
    globalThis.reportError = (thrown) => reported.push(thrown);
    let told = 0;
    session.subscribe(() => {
      throw new Error('host fault');
    });
    const stop = session.subscribe(() => told++);
    await session.signOut();
    assert.equal(told, 1);
    assert.equal(reported.length, 1);
    stop();
    await session.signOut();
    assert.equal(told, 1);
  });
});
