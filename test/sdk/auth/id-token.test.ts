/** Who is signed in: id_tokens signed with real keys, handed out by a token endpoint and checked against keys over HTTP. */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { patientIn, type LaunchContext, type PracticeContext } from '../../../packages/sdk/src/auth/launch-context.ts';
import { type TestServer, send, serve } from '../../support/fhir-server.ts';
import { type SigningIn, signIn } from '../../support/signing-in.ts';
import { SmartServer } from '../../support/smart-server.ts';

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
type Pair = { readonly privateKey: PrivateKey; readonly jwk: JWK };

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const now = (): number => Math.floor(Date.now() / 1000);

let pairs: ReadonlyMap<string, Pair>;
let stranger: PrivateKey;
let server: SmartServer;
let keyServer: TestServer;
/** What the key server has, or the status it fails with. */
let published: unknown;
/** What was sent along with requests for keys. */
let cookiesSent: (string | undefined)[];

before(async () => {
  const made = await Promise.all(ALGORITHMS.map(async (alg) => [alg, await pairOf(alg)] as const));
  pairs = new Map(made);
  stranger = (await generateKeyPair('RS256')).privateKey;
});

beforeEach(async () => {
  server = await SmartServer.start();
  published = { keys: [...pairs.values()].map(({ jwk }) => jwk) };
  cookiesSent = [];
  keyServer = await serve((_, response, request) => {
    cookiesSent.push(request.headers.cookie);
    if (typeof published === 'number') send(response, {}, published);
    else send(response, published);
  });
  server.behaviour.discovery = { ...server.goodDiscovery(), jwks_uri: `${keyServer.base}/jwks` };
});
afterEach(async () => {
  await server.close();
  await keyServer.close();
});

async function pairOf(alg: string): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), alg, use: 'sig', kid: `key-${alg}` } };
}

interface Change {
  readonly alg?: string;
  readonly key?: PrivateKey;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A token as a good server signs it, and what a test changes of it. */
function signed(nonce: string, { alg = 'RS256', key, header, claims }: Change = {}): Promise<string> {
  const usual = {
    iss: `${server.origin}/auth`,
    sub: '1',
    aud: 'portal',
    iat: now(),
    exp: now() + 3600,
    nonce,
    fhirUser: 'Practitioner/7',
  };
  const pair = pairs.get(alg);
  assert.ok(pair);
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg, kid: `key-${alg}`, ...header })
    .sign(key ?? pair.privateKey);
}

/** Signs in, and tells what the session would know of the person. */
async function contextWith(
  token: (nonce: string) => unknown,
  { came, ...how }: SigningIn & { readonly came?: Readonly<Record<string, unknown>> } = {},
): Promise<LaunchContext | PracticeContext> {
  const { context } = await signIn(server, {
    ...how,
    client: { scope: 'openid fhirUser launch/patient patient/*.rs', ...how.client },
    answer: async (request, query) => {
      server.behaviour.tokenResponse = { ...came, id_token: await token(request.get('nonce') ?? '') };
      return query;
    },
  });
  return context;
}

describe('an id_token that is right', () => {
  for (const alg of ALGORITHMS) {
    it(`and signed with ${alg} says who is signed in`, async () => {
      const context = await contextWith((nonce) => signed(nonce, { alg }));
      assert.deepEqual([context.identity, context.fhirUser], ['verified', 'Practitioner/7']);
    });
  }

  it('may have base64url letters and names in any script', async () => {
    const names = { name: '山田 太郎 🙂', given: 'Zoë', text: '>>>???~~~' };
    let token = '';
    const context = await contextWith(async (nonce) => (token = await signed(nonce, { claims: names })));
    assert.match(token.split('.')[1] ?? '', /[-_]/);
    assert.equal(context.identity, 'verified');
  });

  for (const fhirUser of [
    'https://fhir.example/r4/Practitioner/abc.1',
    'http://localhost:1/r4/Patient/1',
    'RelatedPerson/x-1',
    'PractitionerRole/1',
  ]) {
    it(`may name the person as ${fhirUser}`, async () => {
      const context = await contextWith((nonce) => signed(nonce, { claims: { fhirUser } }));
      assert.equal(context.fhirUser, fhirUser);
    });
  }

  it('may name the person in `profile`, as older servers do', async () => {
    const context = await contextWith((nonce) =>
      signed(nonce, { claims: { fhirUser: undefined, profile: 'Patient/1' } }),
    );
    assert.equal(context.fhirUser, 'Patient/1');
  });

  for (const fhirUser of [
    'javascript:alert(1)//Patient/1',
    'http://ehr.example/Patient/1',
    'Device/1',
    '../Patient/1',
    7,
  ]) {
    it(`names nobody by ${fhirUser}, which is no reference to a person`, async () => {
      const context = await contextWith((nonce) => signed(nonce, { claims: { fhirUser } }));
      assert.deepEqual([context.identity, context.fhirUser], ['verified', undefined]);
    });
  }

  it('may be for several, of whom this client is the one it was given to', async () => {
    const claims = { aud: ['other', 'portal'], azp: 'portal' };
    assert.equal((await contextWith((nonce) => signed(nonce, { claims }))).identity, 'verified');
  });

  it('survives clocks that are seven minutes apart', async () => {
    for (const minutes of [-7, 7]) {
      const at = now() + minutes * 60;
      const claims = { iat: at, exp: at + 60 };
      assert.equal((await contextWith((nonce) => signed(nonce, { claims }))).identity, 'verified', `${minutes}`);
    }
  });

  it('needs not say which key, though several fit', async () => {
    const other = await pairOf('RS256');
    const { kid: _, ...unnamed } = other.jwk;
    published = { keys: [unnamed, pairs.get('RS256')?.jwk] };
    const header = { kid: undefined };
    assert.equal((await contextWith((nonce) => signed(nonce, { header }))).identity, 'verified');
  });

  it('has its keys fetched without cookies, and from this server only', async () => {
    const seen: RequestInit[] = [];
    const fetch = (url: string, init?: RequestInit): Promise<Response> => {
      if (url.startsWith(keyServer.base)) seen.push(init ?? {});
      return globalThis.fetch(url, init);
    };
    await contextWith((nonce) => signed(nonce), { environment: { fetch } });
    assert.deepEqual(
      seen.map(({ credentials, referrerPolicy, redirect }) => [credentials, referrerPolicy, redirect]),
      [['omit', 'no-referrer', 'error']],
    );
    assert.deepEqual(cookiesSent, [undefined]);
  });
});

describe('an id_token that is wrong ends the sign-in', () => {
  const unsigned = (nonce: string): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: `${server.origin}/auth`, aud: 'portal', iat: now(), exp: now() + 60, nonce };
    return `${part({ alg: 'none' })}.${part(claims)}.`;
  };
  const cases: readonly (readonly [string, (nonce: string) => unknown])[] = [
    ['signed by a stranger under a known key id', (nonce) => signed(nonce, { key: stranger })],
    ['changed after it was signed', async (nonce) => changed(await signed(nonce))],
    ['not signed', unsigned],
    [
      'signed with a secret, even the public key',
      (nonce) =>
        new SignJWT({ iss: `${server.origin}/auth`, aud: 'portal', iat: now(), exp: now() + 60, nonce })
          .setProtectedHeader({ alg: 'HS256', kid: 'key-RS256' })
          .sign(new TextEncoder().encode(JSON.stringify(pairs.get('RS256')?.jwk).padEnd(32))),
    ],
    ['of another issuer', (nonce) => signed(nonce, { claims: { iss: 'https://evil.example' } })],
    ['of no issuer', (nonce) => signed(nonce, { claims: { iss: undefined } })],
    ['for another client', (nonce) => signed(nonce, { claims: { aud: 'other' } })],
    ['for several, and given to none', (nonce) => signed(nonce, { claims: { aud: ['other', 'portal'] } })],
    ['given to another client', (nonce) => signed(nonce, { claims: { azp: 'other' } })],
    ['expired eleven minutes ago', (nonce) => signed(nonce, { claims: { exp: now() - 660 } })],
    ['without an end', (nonce) => signed(nonce, { claims: { exp: undefined } })],
    ['without a beginning', (nonce) => signed(nonce, { claims: { iat: undefined } })],
    ['of eleven minutes from now', (nonce) => signed(nonce, { claims: { iat: now() + 660 } })],
    ['not yet good', (nonce) => signed(nonce, { claims: { nbf: now() + 660 } })],
    ['of another sign-in', () => signed('another nonce')],
    ['of no sign-in', (nonce) => signed(nonce, { claims: { nonce: undefined } })],
    ['that is none', () => 'opaque'],
    ['that is none, with dots', () => 'not.a%%.jwt'],
    ['of four parts', async (nonce) => `${await signed(nonce)}.x`],
  ];
  for (const [what, token] of cases) {
    it(what, async () => {
      await assert.rejects(contextWith(token), (error: { code: string; message: string }) => {
        assert.equal(error.code, 'id-token-invalid');
        assert.match(error.message, /Sign in again/);
        assert.doesNotMatch(error.message, /Practitioner|eyJ/, 'neither the token nor who it names is told');
        return true;
      });
    });
  }

  it('also where its signature cannot be checked', async () => {
    published = 404;
    await assert.rejects(
      contextWith(() => signed('another nonce')),
      { code: 'id-token-invalid' },
    );
  });
});

describe('an id_token that cannot be checked names nobody, and the sign-in goes on', () => {
  const cases: readonly (readonly [string, () => void])[] = [
    ['the server names no keys', () => (server.behaviour.discovery = server.goodDiscovery())],
    [
      'the server does not name itself',
      () => (server.behaviour.discovery = { ...(server.behaviour.discovery as object), issuer: undefined }),
    ],
    [
      'its keys are not on an encrypted address',
      () =>
        (server.behaviour.discovery = { ...(server.behaviour.discovery as object), jwks_uri: 'http://ehr.example' }),
    ],
    ['its keys are not there', () => (published = 404)],
    ['its keys are none', () => (published = { keys: 'no' })],
    ['the key is not among them', () => (published = { keys: [] })],
    ['the key is broken', () => (published = { keys: [{ ...pairs.get('RS256')?.jwk, n: undefined }] })],
  ];
  for (const [what, fault] of cases) {
    it(what, async () => {
      fault();
      const context = await contextWith((nonce) => signed(nonce));
      assert.deepEqual([context.identity, context.fhirUser, patientIn(context)], ['unverified', undefined, '123']);
    });
  }

  it('the browser may not read the keys', async () => {
    const fetch = (url: string, init?: RequestInit): Promise<Response> =>
      url.startsWith(keyServer.base) ? Promise.reject(new TypeError('CORS')) : globalThis.fetch(url, init);
    const context = await contextWith((nonce) => signed(nonce), { environment: { fetch } });
    assert.equal(context.identity, 'unverified');
  });

  it('it is encrypted', async () => {
    assert.equal((await contextWith(() => 'a.b.c.d.e')).identity, 'unverified');
  });

  it('a key that was not there is looked for once more, past the cache', async () => {
    published = { keys: [] };
    const caches: (RequestCache | undefined)[] = [];
    const fetch = async (url: string, init?: RequestInit): Promise<Response> => {
      const answer = await globalThis.fetch(url, init);
      if (!url.startsWith(keyServer.base)) return answer;
      caches.push(init?.cache);
      // The server has just begun to sign with this one.
      published = { keys: [pairs.get('RS256')?.jwk] };
      return answer;
    };
    const context = await contextWith((nonce) => signed(nonce), { environment: { fetch } });
    assert.deepEqual(caches, ['default', 'reload']);
    assert.equal(context.identity, 'verified');
  });
});

describe('without an id_token', () => {
  it('that was asked for, nobody is named', async () => {
    assert.equal((await contextWith(() => undefined)).identity, 'none');
  });

  it('what comes unasked is not looked at', async () => {
    const context = await contextWith(() => 'opaque', { client: { scope: 'launch/patient patient/*.rs' } });
    assert.deepEqual([context.identity, context.fhirUser], ['none', undefined]);
    assert.deepEqual(keyServer.requests, []);
  });
});

describe('a sign-in for no patient in particular', () => {
  const scope = 'openid fhirUser user/*.rs';
  const withoutPatient = (fhirUser: string): Promise<LaunchContext | PracticeContext> =>
    contextWith((nonce) => signed(nonce, { claims: { fhirUser } }), {
      client: { scope },
      came: { patient: undefined, scope },
    });

  it('is staff’s', async () => {
    const context = await withoutPatient('Practitioner/7');
    assert.deepEqual([context.fhirUser, patientIn(context)], ['Practitioner/7', undefined]);
  });

  for (const fhirUser of ['Patient/7', 'https://server.example/fhir/RelatedPerson/7', 'Person/7']) {
    it(`is none of ${fhirUser}, who sees no more with a scope of that kind`, async () => {
      await assert.rejects(withoutPatient(fhirUser), { code: 'no-patient' });
    });
  }
});

/** The same token with another person in it. */
function changed(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, fhirUser: 'Practitioner/8' })).toString('base64url');
  return [header, other, signature].join('.');
}
