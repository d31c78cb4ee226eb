/** The worked example of a backend for frontend: a person signs in, the page reads, and nobody else gets anything. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../../docs/examples/bff/app.ts';
import { Sessions } from '../../docs/examples/bff/sessions.ts';
import { smartBackend } from '../../packages/sdk/dist/backend.js';
import { startSandbox, type Sandbox } from '../../packages/sandbox/dist/index.js';
import { Visitor } from '../support/visitor.ts';

interface Page {
  readonly signedIn: boolean;
  readonly pageKey: string;
  readonly patient: string;
  readonly fhirUser?: string;
}
interface Found {
  readonly resourceType: string;
  readonly id?: string;
  readonly total?: number;
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
}

let sandbox: Sandbox;
let key: JsonWebKey & { readonly kid: string };
let fhirBase: string;
before(async () => {
  sandbox = await startSandbox({ port: 0 });
  fhirBase = sandbox.organisations[0]?.fhirBase ?? '';
  const answer = await fetch(new URL('/clients/key-app.jwks.json', sandbox.home));
  const { keys } = (await answer.json()) as { keys: (typeof key)[] };
  key = keys.find(({ alg }) => alg === 'ES384') ?? assert.fail('no key for ES384');
});
after(() => sandbox?.close());

let server: Server;
let origin: string;
let clock: number;
/** What the example asked of other servers. */
let asked: { readonly url: string; readonly init: RequestInit }[];
let person: Visitor;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  clock = Date.now();
  asked = [];
  const answer = getRequestListener(example(origin).fetch);
  server.on('request', (request, response) => void answer(request, response));
  person = new Visitor();
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function example(at: string, issuer = fhirBase) {
  const backend = smartBackend({
    issuer,
    clientId: 'key-app',
    authentication: { algorithm: 'ES384', keyId: key.kid, key },
    redirectUri: `${at}/callback`,
    scope: 'launch/patient openid fhirUser offline_access patient/*.rs',
    environment: {
      fetch: (url, init = {}) => {
        asked.push({ url, init });
        return fetch(url, init);
      },
    },
  });
  return createApp({ origin: at, backend, sessions: new Sessions(() => clock) });
}

/** Goes through the hospital's pages, and on to the portal. */
async function signIn(as = 'margaret', path = '/login', visitor = person): Promise<Response> {
  const begun = await visitor.request(`${origin}${path}`);
  const authorize = new URL(begun.headers.get('location') ?? 'none:', origin);
  const { returned } = await visitor.signIn(authorize, { as });
  assert.ok(returned, `the sign-in ended at ${authorize.origin}`);
  return visitor.request(returned);
}

/** The page in the person's browser asks who it is for. */
async function openPage(visitor = person): Promise<Page> {
  const answer = await visitor.request(`${origin}/session`, { headers: { 'x-page-key': '' } });
  return (await answer.json()) as Page;
}

const read = (page: Page, path: string, init: RequestInit = {}, visitor = person): Promise<Response> =>
  visitor.request(`${origin}/fhir/${path}`, { ...init, headers: { 'x-page-key': page.pageKey, ...init.headers } });

describe('a person', () => {
  it('signs in, and their page reads their record through the server', async () => {
    assert.equal((await openPage()).signedIn, false);
    const back = await signIn();
    assert.deepEqual([back.status, back.headers.get('location')], [302, '/']);
    const page = await openPage();
    const answer = await read(page, `Patient/${page.patient}`);
    assert.equal(answer.status, 200);
    const found = (await answer.json()) as Found;
    assert.deepEqual([found.resourceType, found.id], ['Patient', page.patient]);
    assert.match(page.fhirUser ?? '', /Patient\//);
  });

  it('is proven by a signed assertion, never by a secret or by an id alone', async () => {
    await signIn();
    const exchange = asked.find(({ url }) => url.endsWith('/token'));
    const form = new URLSearchParams(exchange?.init.body as string);
    assert.match(form.get('client_assertion') ?? '', /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
    assert.deepEqual([form.has('client_id'), form.has('client_secret')], [false, false]);
  });

  it('reads every page of a long search, whose links lead through this server', async () => {
    await signIn();
    const page = await openPage();
    let url: string | undefined = `${origin}/fhir/Observation?patient=${page.patient}&_count=5`;
    let pages = 0;
    while (url && pages < 3) {
      assert.ok(url.startsWith(`${origin}/fhir/`), url);
      const answer = await read(page, url.slice(`${origin}/fhir/`.length));
      const text = await answer.text();
      assert.ok(!text.includes(fhirBase), 'no address leads past it');
      pages++;
      url = (JSON.parse(text) as Found).link?.find(({ relation }) => relation === 'next')?.url;
    }
    assert.equal(pages, 3);
  });

  it('can be opened by an EHR as well, by theirs and by no other', async () => {
    const launched = await fetch(new URL('/ehr/launch', sandbox.home), {
      method: 'POST',
      body: new URLSearchParams({ patient: 'p-1005' }),
    });
    const { iss, launch } = (await launched.json()) as { iss: string; launch: string };
    const path = (issuer: string): string => `/launch?${new URLSearchParams({ iss: issuer, launch })}`;
    const refused = await person.request(`${origin}${path('https://evil.example/fhir')}`);
    assert.equal(refused.headers.get('location'), '/?problem=issuer-not-allowed');
    await signIn('anil-patel', path(iss));
    assert.equal((await openPage()).patient, 'p-1005');
  });

  it('signs out: the page reads nothing more, and the hospital is told', async () => {
    await signIn();
    const page = await openPage();
    const out = await person.request(`${origin}/logout`, { method: 'POST', headers: { 'x-page-key': page.pageKey } });
    assert.equal(out.status, 204);
    assert.equal((await read(page, `Patient/${page.patient}`)).status, 401);
    assert.equal((await openPage()).signedIn, false);
    const revoked = asked
      .filter(({ url }) => url.endsWith('/revoke'))
      .map(({ init }) => new URLSearchParams(init.body as string));
    assert.deepEqual(
      revoked.map((form) => [form.get('token_type_hint'), form.has('client_assertion')]),
      [
        ['refresh_token', true],
        ['access_token', true],
      ],
    );
  });

  it('who does nothing for a quarter of an hour is signed out, and so is who stays all day', async () => {
    await signIn();
    const page = await openPage();
    for (let minutes = 0; minutes < 7 * 60; minutes += 14) {
      clock += 14 * 60_000;
      assert.equal((await openPage()).signedIn, true);
    }
    clock += 16 * 60_000;
    assert.equal((await read(page, `Patient/${page.patient}`)).status, 401);
    await signIn();
    for (let minutes = 0; minutes < 8 * 60; minutes += 14) {
      clock += 14 * 60_000;
      await openPage();
    }
    assert.equal((await openPage()).signedIn, false);
  });

  it('who says no is told so on the page', async () => {
    const begun = await person.request(`${origin}/login`);
    const authorize = new URL(begun.headers.get('location') ?? 'none:');
    const { returned } = await person.signIn(authorize, { as: 'margaret', refuseAt: 'consent' });
    assert.ok(returned);
    const back = await person.request(returned);
    assert.equal(back.headers.get('location'), '/?problem=access-denied');
    assert.equal((await openPage()).signedIn, false);
  });
});

describe('nobody else', () => {
  it('finishes a sign-in that another browser began, nor the same one twice', async () => {
    const begun = await person.request(`${origin}/login`);
    const { returned } = await person.signIn(new URL(begun.headers.get('location') ?? 'none:'), { as: 'margaret' });
    assert.ok(returned);
    const stranger = await new Visitor().request(returned);
    assert.equal(stranger.headers.get('location'), '/?problem=state-mismatch');
    assert.equal((await person.request(returned)).headers.get('location'), '/');
    assert.equal((await person.request(returned)).headers.get('location'), '/?problem=state-mismatch');
  });

  it('reads by the cookie alone, as a request that another site makes the browser send would', async () => {
    await signIn();
    const page = await openPage();
    const before = asked.length;
    const path = `${origin}/fhir/Patient/${page.patient}`;
    assert.equal((await person.request(path)).status, 401);
    assert.equal((await person.request(path, { headers: { 'x-page-key': 'guessed' } })).status, 401);
    assert.equal((await person.request(`${origin}/logout`, { method: 'POST' })).status, 403);
    const session = await person.request(`${origin}/session`);
    assert.deepEqual(await session.json(), { signedIn: false });
    assert.equal(asked.length, before, 'nothing was sent on');
    const preflight = await person.request(path, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-headers': 'x-page-key' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    assert.equal((await openPage()).signedIn, true);
  });

  it('reads by the key of the page alone', async () => {
    await signIn();
    const page = await openPage();
    assert.equal((await read(page, `Patient/${page.patient}`, {}, new Visitor())).status, 401);
  });

  it('reads for a page of the person before, which is still open', async () => {
    await signIn('margaret');
    const before = await openPage();
    await signIn('robert');
    const now = await openPage();
    assert.notEqual(now.patient, before.patient);
    assert.equal((await read(before, `Patient/${before.patient}`)).status, 401);
    assert.equal((await read(now, `Patient/${now.patient}`)).status, 200);
  });
});

describe('the door to the record', () => {
  it('lets through what the page reads, and nothing else', async () => {
    await signIn();
    const page = await openPage();
    const before = asked.length;
    for (const path of [
      'Binary/1',
      'Patient/1/$everything',
      '$export',
      '..%2fauth%2ftoken',
      '%2e%2e/auth/token',
      'Patient/..%5c..%5cauth',
      'Patient//evil.example',
      '',
      '/evil.example/Patient',
    ]) {
      const { status } = await read(page, path);
      assert.ok(status === 403 || status === 404, `${path}: ${status}`);
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      assert.equal((await read(page, `Patient/${page.patient}`, { method })).status, 404, method);
    }
    assert.equal(asked.length, before, 'nothing was sent on');
  });

  it('lets no cookie and no token through, in either direction', async () => {
    await signIn();
    const page = await openPage();
    const headers = {
      authorization: 'Bearer of-the-page',
      'x-forwarded-for': '1.2.3.4',
      accept: 'application/fhir+json',
    };
    const answer = await read(page, `Patient/${page.patient}`, { headers });
    const sent = new Headers(asked.at(-1)?.init.headers);
    assert.deepEqual([...sent.keys()].sort(), ['accept', 'authorization']);
    assert.doesNotMatch(sent.get('authorization') ?? '', /of-the-page/);
    assert.deepEqual(answer.headers.getSetCookie(), []);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  });

  it('says so when the hospital cannot be reached', async () => {
    await signIn();
    const page = await openPage();
    const down = { organisation: sandbox.organisations[0]?.slug ?? '' };
    await fetch(`${sandbox.admin}organisations/${down.organisation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults: ['drop'] }),
    });
    try {
      const answer = await read(page, `Patient/${page.patient}`);
      assert.equal(answer.status, 502);
      assert.equal(((await answer.json()) as Found).resourceType, 'OperationOutcome');
    } finally {
      await fetch(`${sandbox.admin}organisations/${down.organisation}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ faults: [] }),
      });
    }
  });
});

describe('what a browser is given', () => {
  it('is a cookie that scripts and other sites cannot use, under the name for one host only', async () => {
    const secured = example('https://portal.example');
    const begun = await secured.request('/login');
    assert.match(
      begun.headers.get('set-cookie') ?? '',
      /^__Host-signing-in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const back = await signIn();
    const [person] = back.headers.getSetCookie().filter((cookie) => cookie.startsWith('person='));
    assert.match(
      person ?? '',
      /^person=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
      'on this machine, without https',
    );
  });

  it('holds no token anywhere', async () => {
    const back = await signIn();
    const page = await openPage();
    const answer = await read(page, `Patient/${page.patient}`);
    const given = [...back.headers, ...answer.headers, JSON.stringify(page)].join('\n');
    const tokens = asked.flatMap(({ init }) => new Headers(init.headers).get('authorization')?.slice(7) ?? []);
    assert.ok(tokens.length > 0);
    for (const token of tokens) assert.ok(!given.includes(token));
  });

  it('is a page under a strict Content-Security-Policy, with all that it loads', async () => {
    const page = await fetch(`${origin}/`);
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    for (const [, path = ''] of (await page.text()).matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)) {
      assert.equal((await fetch(`${origin}${path}`)).status, 200, path);
    }
    for (const path of [
      '/keys.json',
      '/server.ts',
      '/../server.ts',
      '/%2e%2e/server.ts',
      '/ehr-widgets/../package.json',
    ]) {
      assert.equal((await fetch(`${origin}${path}`)).status, 404, path);
    }
  });
});
