import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { environmentOf } from '../../../packages/sdk/src/auth/environment.ts';
import { expired } from '../../../packages/sdk/src/auth/expired.ts';
import { appState } from '../../../packages/sdk/src/session/app-state.ts';
import { bearer, credentialedFetch } from '../../../packages/sdk/src/session/credentials.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import { serverSource } from '../../../packages/sdk/src/session/server-source.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import type { ServerSource } from '../../../packages/sdk/src/session/source.ts';
import { AppStateServer } from '../../support/app-state-server.ts';
import { FakeClock, FakePage } from '../../support/fake-page.ts';
import { SmartServer } from '../../support/smart-server.ts';
import { Visitor } from '../../support/smart-visit.ts';

const base = 'https://ehr.example/fhir';
const code = { system: 'https://app.example', code: 'preferences' };
const url = 'https://app.example/preferences';

let server: AppStateServer;
let over: AbortController;

beforeEach(async () => {
  server = await AppStateServer.start();
  over = new AbortController();
});
afterEach(() => server.close());

function source(scopes: readonly string[] | undefined = ['user/Basic.cuds']): ServerSource {
  const appStateBase = server.base;
  const credentials = { cookies: 'omit' as const, headers: () => Promise.resolve(bearer('good')) };
  const fetch = credentialedFetch(base, credentials, environmentOf(), over.signal, appStateBase);
  return serverSource({ base, name: undefined, patient: '123', scopes, appStateBase, right: {}, fetch });
}

describe('App State', () => {
  it('is kept, read again, changed and removed', async () => {
    const state = appState(source(), { code });
    assert.deepEqual(await state.read(), []);
    const made = await state.save([{ url, value: '{"view":"problems"}' }]);
    assert.deepEqual(await state.read(), [made]);
    const changed = await state.save([{ url, value: '{"view":"results"}' }], made);
    assert.equal(changed.id, made.id);
    assert.deepEqual(await state.read(), [{ ...changed, values: [{ url, value: '{"view":"results"}' }] }]);
    await state.remove(changed);
    assert.deepEqual(await state.read(), []);
  });

  it('sends what the standard asks for and nothing else', async () => {
    const state = appState(source(), { code, subject: 'patient' });
    await state.save([{ url, value: 'a' }]);
    assert.deepEqual(
      [...server.kept.values()],
      [
        {
          resourceType: 'Basic',
          extension: [{ url, valueString: 'a' }],
          code: { coding: [code] },
          subject: { reference: `${base}/Patient/123` },
          id: 'state-1',
          meta: { versionId: '1' },
        },
      ],
    );
  });

  it('is apart for the patient, for the person using the app and for the app as a whole', async () => {
    const ofPatient = appState(source(), { code, subject: 'patient' });
    const ofUser = appState(source(), { code, subject: 'Practitioner/7' });
    const ofUserAbsolute = appState(source(), { code, subject: `${base}/Practitioner/7` });
    const ofApp = appState(source(), { code });
    const other = appState(source(), { code: { ...code, code: 'keys' } });
    for (const [state, value] of [
      [ofPatient, 'patient'],
      [ofUser, 'user'],
      [ofApp, 'app'],
    ] as const) {
      await state.save([{ url, value }]);
    }
    const read = async (state: typeof ofApp): Promise<unknown> => (await state.read()).map(({ values }) => values);
    assert.deepEqual(await read(ofPatient), [[{ url, value: 'patient' }]]);
    assert.deepEqual(await read(ofUser), [[{ url, value: 'user' }]]);
    assert.deepEqual(await read(ofUserAbsolute), [[{ url, value: 'user' }]]);
    assert.deepEqual(await read(ofApp), [[{ url, value: 'app' }]]);
    assert.deepEqual(await read(other), []);
  });

  it('is never changed over the head of somebody else', async () => {
    const [here, elsewhere] = [appState(source(), { code }), appState(source(), { code })];
    const old = await here.save([{ url, value: 'first' }]);
    const newer = await elsewhere.save([{ url, value: 'second' }], old);
    await assert.rejects(here.save([{ url, value: 'third' }], old), { code: 'conflict', status: 412 });
    await assert.rejects(here.remove(old), { code: 'conflict' });
    assert.deepEqual(await here.read(), [newer]);
    await elsewhere.remove(newer);
    await assert.rejects(here.remove(newer), { code: 'conflict' });
  });

  it('is read to the last page', async () => {
    const state = appState(source(), { code });
    server.pageSize = 2;
    for (let count = 0; count < 5; count++) await state.save([{ url, value: String(count) }]);
    assert.deepEqual(
      (await state.read()).map(({ values }) => values[0]?.value),
      ['0', '1', '2', '3', '4'],
    );
  });

  it('hands on text only, and only of the code and subject asked for', async () => {
    const state = appState(source(), { code, subject: 'patient' });
    const mine = { resourceType: 'Basic', meta: { versionId: '1' }, code: { coding: [code] } };
    const subject = { reference: `${base}/Patient/123` };
    const entry = [
      {
        ...mine,
        id: 'a',
        subject,
        extension: [
          { url, valueString: 'x' },
          { url, valueInteger: 7 },
        ],
      },
      { ...mine, id: 'b', subject: { reference: `${base}/Patient/999` } },
      { ...mine, id: 'c', subject, code: { coding: [{ ...code, code: 'other' }] } },
      { ...mine, id: 'd', subject, meta: { versionId: '1"\r\nx: y' } },
      { ...mine, id: 'e', subject, resourceType: 'Patient' },
    ].map((resource) => ({ resource }));
    server.instead = (response) => void response.end(JSON.stringify({ resourceType: 'Bundle', entry }));
    assert.deepEqual(await state.read(), [{ id: 'a', version: '1', values: [{ url, value: 'x' }] }]);
  });

  it('does not send twice what may have arrived', async () => {
    server.instead = (response) => void response.destroy();
    await assert.rejects(appState(source(), { code }).save([]), { code: 'unreachable' });
    assert.equal(server.requests.length, 1);
  });

  it('says so when the answer is not the state', async () => {
    const state = appState(source(), { code });
    server.instead = (response) => void response.end('null');
    await assert.rejects(state.save([]), { code: 'bad-response' });
    await assert.rejects(state.read(), { code: 'bad-response' });
  });

  it('sends nothing that is too large', async () => {
    const state = appState(source(), { code });
    // A character of three bytes: the size is that of what is sent.
    await assert.rejects(state.save([{ url, value: '€'.repeat(86_000) }]), { code: 'rejected' });
    assert.equal(server.requests.length, 0);
    await state.save([{ url, value: '€'.repeat(84_000) }]);
  });

  it('sends nothing that the sign-in does not permit, and names the scope that would', async () => {
    const state = appState(source(['patient/*.rs', 'patient/Basic.s?code=https://app.example|preferences']), { code });
    await assert.rejects(state.save([]), { code: 'forbidden', message: /Basic\.c/ });
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await state.read(), []);
    const other = appState(source(['user/Basic.cuds?code=https://app.example|preferences']), {
      code: { ...code, code: 'keys' },
    });
    await assert.rejects(other.read(), { code: 'forbidden' });
  });

  it('takes the token to Basic at the place that the server names, and no further', async () => {
    const { fetch } = source();
    for (const elsewhere of [
      `${server.base}/Patient/1`,
      `${server.base}/BasicX`,
      `${server.base}/Basic/../Patient/1`,
      `${server.base}/Basic/%2e%2e/Patient/1`,
      server.base,
    ]) {
      await assert.rejects(fetch(elsewhere), { code: 'rejected' }, elsewhere);
    }
    assert.equal(server.requests.length, 0);
    assert.equal((await fetch(`${server.base}/Basic?code=x`)).status, 200);
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer good');
  });

  it('ends with the sign-in that it came from', async () => {
    const state = appState(source(), { code, subject: 'patient' });
    over.abort(expired(base));
    await assert.rejects(state.read(), { code: 'session-expired' });
    await assert.rejects(state.save([]), { code: 'session-expired' });
    assert.equal(server.requests.length, 0);
  });

  it('is not there where no server offers it, or several do', () => {
    const session = openSession({ fhirBase: base, patient: '1' });
    assert.throws(() => appState(session, { code }), { code: 'not-supported' });
    const several = { ...session, sources: [source(), source()] };
    assert.throws(() => appState(several, { code }), { code: 'bad-configuration' });
  });

  it('refuses a code or a subject that cannot be right', () => {
    assert.throws(() => appState(source(), { code: { code: 'a' } }), { code: 'bad-configuration' });
    for (const subject of [
      '',
      'Patient',
      'https://elsewhere.example/Patient/1',
      `${base}/Patient/1/x`,
      'Patient/1|2',
    ]) {
      assert.throws(() => appState(source(), { code, subject }), { code: 'bad-configuration' }, subject);
    }
  });
});

describe('App State after a sign-in', () => {
  let smart: SmartServer;
  let session: Session | undefined;

  beforeEach(async () => {
    smart = await SmartServer.start();
    smart.behaviour.tokenResponse = { access_token: 'good', scope: 'user/Basic.cuds patient/*.rs' };
  });
  afterEach(async () => {
    await session?.signOut();
    await smart.close();
  });

  async function signedIn(discovery: object): Promise<Session> {
    smart.behaviour.discovery = { ...smart.goodDiscovery(), ...discovery };
    const visitor = new Visitor(smart, new FakeClock(), { scope: 'launch/patient user/Basic.cuds patient/*.rs' });
    ({ session } = await visitor.signIn(new FakePage()));
    return session;
  }
  const at = (url: string): object => ({ associated_endpoints: [{ url, capabilities: ['smart-app-state'] }] });

  it('goes to the endpoint that the server names, with the token, until the sign-out', async () => {
    const state = appState(await signedIn(at(`${server.base}/`)), { code, subject: 'patient' });
    const record = await state.save([{ url, value: 'a' }]);
    assert.deepEqual(await state.read(), [record]);
    assert.equal([...server.kept.values()][0]?.subject?.reference, `${smart.base}/Patient/123`);
    await session?.signOut();
    await assert.rejects(state.read(), { code: 'session-expired' });
    const signedOut = session;
    assert.ok(signedOut);
    assert.throws(() => appState(signedOut, { code }), { code: 'not-supported' });
  });

  it('goes to the record where the server keeps it there', async () => {
    // A token that this server itself knows.
    delete smart.behaviour.tokenResponse.access_token;
    const { capabilities } = smart.goodDiscovery() as { capabilities: string[] };
    const state = appState(await signedIn({ capabilities: [...capabilities, 'smart-app-state'] }), { code });
    await assert.rejects(state.read(), { code: 'bad-response' });
    assert.equal(smart.at('/fhir/Basic?').length, 1);
  });

  it('is not there where the server names no encrypted endpoint, or none for it', async () => {
    for (const discovery of [
      {},
      at('http://state.example'),
      at('https://state.example/?tenant=1'),
      at('javascript:1'),
      { associated_endpoints: [{ url: server.base, capabilities: ['something-else'] }] },
    ]) {
      const given = await signedIn(discovery);
      assert.throws(() => appState(given, { code }), { code: 'not-supported' }, JSON.stringify(discovery));
      const [only] = given.sources;
      assert.ok(only?.kind === 'server');
      await assert.rejects(only.fetch(`${server.base}/Basic?code=x`), { code: 'rejected' });
      await given.signOut();
    }
    assert.equal(server.requests.length, 0);
  });
});
