/**
 * The faults of fhirclient 2.6.3 that touch a page with widgets, each shown to be absent. Here are those that no other
 * test of ours shows; the rest, by fault:
 *
 * | fault                                                         | shown absent in                                   |
 * | ------------------------------------------------------------- | ------------------------------------------------- |
 * | the page's URL overrides issuer, client, patient or server    | session/smart-session: "the URL of the page"      |
 * | no scope `launch` in a launch where `launch/patient` is asked | session/smart-session: "an EHR launch"            |
 * | a second `?` in the authorize URL; relative endpoints         | session/smart-session: "signing in by popup"      |
 * | a failed discovery is remembered                              | session/smart-session: "discovery-failed"         |
 * | a blocked popup navigates the host page                       | session/smart-session: "signing in by popup", e2e |
 * | base64url or other scripts in an id_token; nothing is checked | auth/id-token                                     |
 * | a private key in storage; no assertion at refresh             | sdk/backend                                       |
 * | `+` or `&` in a code arrives as something else                | session/smart-session: every code has them        |
 * | verifier or tokens stay in sessionStorage                     | session/smart-session: "by redirect", e2e         |
 * | a token goes to another origin or along a redirect            | session/tokens: "where the token goes"            |
 * | several refreshes at a time                                   | session/tokens: "renewing the access token"       |
 * | a network failure or a 5xx deletes the refresh token          | session/tokens: "renewing the access token"       |
 * | one widget's abort ends the refresh for all                   | session/tokens: "renewing the access token"       |
 * | a 401 wipes the session                                       | session/tokens: "the end of a session"            |
 * | PHI in an error's message; the outcome out of reach           | fhir/request                                      |
 * | `init()` shows the patient of the launch before               | session/smart-session, e2e/smart/launch           |
 * | `localStorage.debug` prints tokens                            | e2e/smart/flows                                   |
 */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { completeRedirect } from '../../../packages/sdk/src/auth/callback.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { smartSession } from '../../../packages/sdk/src/session/smart-session.ts';
import type { ServerSource } from '../../../packages/sdk/src/session/source.ts';
import { medications } from '../../../packages/sdk/src/topics/medications.ts';
import { FakePage, fakeEnvironment } from '../../support/fake-page.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';
import { SmartServer } from '../../support/smart-server.ts';

const CALLBACK = 'https://portal.example/callback.html';

let server: SmartServer;
const sessions: Session[] = [];

beforeEach(async () => {
  server = await SmartServer.start();
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.signOut()));
  await server.close();
});

function sessionOn(page: FakePage, at = server, clientId = 'portal'): Session {
  const session = smartSession({
    issuer: at.base,
    clientId,
    scope: 'launch/patient patient/*.rs',
    redirectUri: CALLBACK,
    environment: fakeEnvironment(page),
  });
  sessions.push(session);
  return session;
}

/** Leaves for the authorization server; the address there. */
async function leave(page: FakePage, at = server, clientId?: string): Promise<URL> {
  await sessionOn(page, at, clientId).signIn({ by: 'redirect' });
  return new URL(page.left.at(-1) ?? '');
}

/** Signs in by redirect, back to a page with the same storage. */
async function signedIn(page = new FakePage(), at = server, clientId?: string): Promise<Session> {
  const asked = await leave(page, at, clientId);
  const callback = page.next(`${CALLBACK}?${at.agree(asked.href)}`);
  assert.equal(completeRedirect({ window: callback }), 'returned');
  const session = sessionOn(callback.next(callback.left[0] ?? ''), at, clientId);
  await session.resume();
  return session;
}

function sourceOf(session: Session): ServerSource {
  const [source] = session.sources;
  assert.ok(source?.kind === 'server', `no server source: the session is ${session.state.kind}`);
  return source;
}

describe('of a sign-in', () => {
  it('the state is not of Math.random: standing still, it gives another state each time', async (test) => {
    test.mock.method(Math, 'random', () => 0.5);
    const asked = [await leave(new FakePage()), await leave(new FakePage())];
    const [one, other] = asked.map(({ searchParams }) => searchParams.get('state'));
    assert.notEqual(one, other);
    assert.notEqual(asked[0]?.searchParams.get('code_challenge'), asked[1]?.searchParams.get('code_challenge'));
  });

  it('a code that comes without a state is not used', async () => {
    const page = new FakePage();
    const code = new URLSearchParams(server.agree((await leave(page)).href)).get('code') ?? '';
    const back = page.next(`${CALLBACK}?${new URLSearchParams({ code })}`);
    assert.equal(completeRedirect({ window: back }), 'nobody-waiting');
    const session = sessionOn(back);
    await session.resume();
    assert.deepEqual(session.sources, []);
    assert.deepEqual(server.at('/auth/token'), []);
  });

  it('an access token is opaque: dots in it, and no lifetime beside it, mean nothing', async () => {
    server.behaviour.tokenResponse = { access_token: 'not.a.jwt', expires_in: undefined };
    await sourceOf(await signedIn()).fetch(`${server.base}/Patient/123`);
    assert.equal(server.at('/fhir/Patient')[0]?.headers.authorization, 'Bearer not.a.jwt');
  });

  it('at two servers at once on one page, each has its own tokens and its own end', async () => {
    const other = await SmartServer.start();
    const page = new FakePage();
    const [first, second] = [await signedIn(page), await signedIn(page, other, 'portal-2')];
    const [here, there] = [sourceOf(first), sourceOf(second)];
    assert.equal((await here.fetch(`${server.base}/Patient/123`)).status, 200);
    assert.equal((await there.fetch(`${other.base}/Patient/123`)).status, 200);
    const sent = [server, other].map((each) => each.at('/fhir/Patient')[0]?.headers.authorization);
    assert.notEqual(sent[0], sent[1]);
    await assert.rejects(here.fetch(`${other.base}/Patient/123`), { code: 'rejected' });
    await first.signOut();
    assert.equal((await there.fetch(`${other.base}/Patient/123`)).status, 200);
    await second.signOut();
    await other.close();
  });
});

describe('a token does not follow what a server sends', () => {
  let elsewhere: TestServer;
  let record: TestServer;
  let answer: (path: string, response: ServerResponse) => void;

  beforeEach(async () => {
    elsewhere = await serve((_, response) => send(response, searchset([])));
    record = await serve((path, response) => answer(path, response));
  });
  afterEach(async () => {
    await record.close();
    await elsewhere.close();
  });

  const withToken = (): Session =>
    tokenSession({
      fhirBase: record.base,
      patient: 'p1',
      getToken: () => 'secret',
      environment: fakeEnvironment(new FakePage()),
    });

  it('to the next page, nor to what is referred to, at another server', async () => {
    const prescription = {
      resourceType: 'MedicationRequest',
      id: 'm1',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      medicationReference: { reference: `${elsewhere.base}/Medication/1` },
    };
    answer = (path, response) =>
      path.startsWith('MedicationRequest')
        ? send(response, searchset([prescription], `${elsewhere.base}/MedicationRequest?page=2`))
        : send(response, searchset([]));
    const read = Promise.withResolvers<string>();
    recordOf(withToken()).watch(medications, (state) => state.kind === 'ready' && read.resolve(JSON.stringify(state)));
    assert.match(await read.promise, /"complete":false/, 'what lies elsewhere is said to be missing');
    assert.deepEqual(elsewhere.requests, []);
  });

  it('to the Location of what was made', async () => {
    answer = (_, response) => send(response, '', 201, { location: `${elsewhere.base}/Observation/1` });
    const made = await sourceOf(withToken()).fetch(`${record.base}/Observation`, { method: 'POST', body: '{}' });
    assert.equal(made.status, 201);
    assert.deepEqual(elsewhere.requests, []);
    assert.deepEqual(record.requests, ['Observation']);
  });
});
