/** A server of the host's own signs in, against a server that checks who it is as strictly as SMART asks. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import {
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyResult,
  jwtVerify,
} from 'jose';
import { type BackendOptions, type BackendSession, smartBackend } from '../../packages/sdk/src/backend.ts';
import { SmartServer } from '../support/smart-server.ts';

const CALLBACK = 'https://portal.example/callback';

let server: SmartServer;
let keys: ReadonlyMap<string, { readonly privateJwk: JWK; readonly publicJwk: JWK }>;
/** The assertions that the server was sent, as it found them to be. */
let assertions: JWTVerifyResult[];

before(async () => {
  const pairOf = async (alg: string) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    return [alg, { privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) }] as const;
  };
  keys = new Map(await Promise.all(['RS384', 'ES384'].map(pairOf)));
});
beforeEach(async () => {
  server = await SmartServer.start();
  assertions = [];
  server.behaviour.clientOf = signingClient;
});
afterEach(() => server.close());

/** What SMART asks an authorization server to check of an assertion. */
async function signingClient(form: URLSearchParams): Promise<string | undefined> {
  const assertion = form.get('client_assertion') ?? '';
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  if (form.get('client_assertion_type') !== type || form.has('client_id')) return undefined;
  const { alg, kid } = decodeProtectedHeader(assertion);
  const publicJwk = keys.get(alg ?? '')?.publicJwk;
  if (!publicJwk || kid !== `key-${alg}`) return undefined;
  const audience = `${server.origin}/auth/token`;
  const verified = await jwtVerify(assertion, await importJWK(publicJwk, alg), { audience }).catch(() => undefined);
  const isReplayed = assertions.some(({ payload }) => payload.jti === verified?.payload.jti);
  if (!verified?.payload.jti || isReplayed || verified.payload.iss !== verified.payload.sub) return undefined;
  assertions.push(verified);
  return verified.payload.iss;
}

function optionsOf(change: Partial<BackendOptions> = {}): BackendOptions {
  return {
    issuer: server.base,
    clientId: 'bff',
    authentication: { algorithm: 'ES384', keyId: 'key-ES384', key: keys.get('ES384')?.privateJwk ?? {} },
    redirectUri: CALLBACK,
    scope: 'launch/patient patient/*.rs offline_access',
    ...change,
  };
}

async function signIn(change: Partial<BackendOptions> = {}): Promise<BackendSession> {
  const backend = smartBackend(optionsOf(change));
  const { url, attempt } = await backend.begin();
  // As it would be in the person's session on the server, written to disk in between.
  const remembered = JSON.parse(JSON.stringify(attempt)) as typeof attempt;
  return backend.finish(remembered, `${CALLBACK}?${server.agree(url)}`);
}

const patient = (): string => `${server.base}/Patient/123`;

describe('a client that signs', () => {
  for (const algorithm of ['RS384', 'ES384'] as const) {
    it(`proves who it is with ${algorithm}, at the exchange, at each renewal and at the end`, async () => {
      const key = keys.get(algorithm)?.privateJwk ?? {};
      const session = await signIn({ authentication: { algorithm, keyId: `key-${algorithm}`, key } });
      assert.equal((await session.fetch(patient())).status, 200);
      server.dropAccessTokens();
      assert.equal((await session.fetch(patient())).status, 200);
      await session.revoke();
      assert.deepEqual(
        server.at('/auth/').map(({ path, form }) => [path, form.get('grant_type') ?? form.get('token_type_hint')]),
        [
          ['/auth/token', 'authorization_code'],
          ['/auth/token', 'refresh_token'],
          ['/auth/revoke', 'refresh_token'],
          ['/auth/revoke', 'access_token'],
        ],
      );
      assert.equal(assertions.length, 4, 'each taken by the server, none used twice');
      for (const { payload, protectedHeader } of assertions) {
        const { exp = 0, iss, sub } = payload;
        assert.deepEqual([protectedHeader.alg, protectedHeader.typ, iss, sub], [algorithm, 'JWT', 'bff', 'bff']);
        assert.ok(exp * 1000 > Date.now() + 60_000 && exp * 1000 <= Date.now() + 300_000, 'five minutes at most');
      }
    });
  }

  it('can hold a key that nobody can take out', async () => {
    const jwk = keys.get('ES384')?.privateJwk as JsonWebKey;
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-384' }, false, ['sign']);
    assert.equal(key.extractable, false);
    const session = await signIn({ authentication: { algorithm: 'ES384', keyId: 'key-ES384', key } });
    assert.equal(session.context.patient, '123');
  });

  it('names the address of its key set when that is how it registered', async () => {
    const jku = 'https://portal.example/jwks.json';
    await signIn({ authentication: { ...optionsOf().authentication, jku } as BackendOptions['authentication'] });
    assert.equal(assertions[0]?.protectedHeader.jku, jku);
  });

  it('is refused by the server under another key, and says so', async () => {
    const { privateKey } = await generateKeyPair('ES384', { extractable: true });
    const authentication = { algorithm: 'ES384', keyId: 'key-ES384', key: await exportJWK(privateKey) } as const;
    await assert.rejects(signIn({ authentication }), { code: 'token-request-failed', oauthError: 'invalid_client' });
  });
});

describe('a client with a secret', () => {
  const secret = 'a:b c%ü';

  it('sends it in the Authorization header, encoded', async () => {
    server.behaviour.clientOf = (form, { authorization = '' }) => {
      const [id, password] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
        .toString()
        .split(':');
      const isRight = decodeURIComponent((password ?? '').replace(/\+/g, ' ')) === secret;
      return Promise.resolve(isRight && !form.has('client_id') && !form.has('client_secret') ? id : undefined);
    };
    const session = await signIn({ authentication: { secret } });
    server.dropAccessTokens();
    assert.equal((await session.fetch(patient())).status, 200);
  });

  it('or in the form', async () => {
    server.behaviour.clientOf = (form, { authorization }) => {
      const isRight = form.get('client_secret') === secret && authorization === undefined;
      return Promise.resolve(isRight ? (form.get('client_id') ?? undefined) : undefined);
    };
    const session = await signIn({ authentication: { secret, by: 'post' } });
    server.dropAccessTokens();
    assert.equal((await session.fetch(patient())).status, 200);
  });
});

describe('a sign-in by a server', () => {
  it('begins by redirect, with PKCE, and also when the request is long', async () => {
    server.behaviour.discovery = { ...server.goodDiscovery(), capabilities: ['authorize-post'] };
    const scope = `launch/patient ${Array.from({ length: 200 }, (_, index) => `patient/Type${index}x.rs`).join(' ')}`;
    const { url } = await smartBackend(optionsOf({ scope })).begin();
    const asked = new URL(url).searchParams;
    assert.equal(asked.get('scope'), scope);
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('redirect_uri'), CALLBACK);
  });

  it('takes a launch by its EHR, and by no other', async () => {
    const backend = smartBackend(optionsOf());
    const launch = (iss: string) => `https://portal.example/launch?iss=${encodeURIComponent(iss)}&launch=xyz`;
    const asked = new URL((await backend.begin(launch(server.base))).url).searchParams;
    assert.equal(asked.get('launch'), 'xyz');
    assert.match(asked.get('scope') ?? '', /(^| )launch( |$)/);
    await assert.rejects(backend.begin(launch('https://evil.example/fhir')), {
      code: 'issuer-not-allowed',
      message: /evil\.example/,
    });
  });

  it('ends where the answer is not the one to its question, and sends nothing', async () => {
    const backend = smartBackend(optionsOf());
    const { url, attempt } = await backend.begin();
    const { attempt: another } = await backend.begin();
    const answer = `${CALLBACK}?${server.agree(url)}`;
    const elsewhere = { ...attempt, issuer: 'https://other.example/fhir' };
    for (const [remembered, came] of [
      [undefined, answer],
      [another, answer],
      [elsewhere, answer],
      [attempt, CALLBACK],
    ] as const) {
      await assert.rejects(backend.finish(remembered, came), { code: 'state-mismatch' });
    }
    assert.deepEqual(server.at('/auth/token'), []);
    assert.equal((await backend.finish(attempt, answer)).context.patient, '123');
    await assert.rejects(backend.finish(attempt, answer), { code: 'code-rejected' }, 'a code is good once');
  });

  it('says what was granted and what was not', async () => {
    server.behaviour.tokenResponse = { scope: 'launch/patient patient/Patient.rs offline_access' };
    const session = await signIn({ scope: 'launch/patient patient/Patient.rs patient/Condition.rs offline_access' });
    assert.deepEqual(session.scopes, ['launch/patient', 'patient/Patient.rs', 'offline_access']);
    assert.deepEqual(session.refusedScopes, ['patient/Condition.rs']);
  });
});

describe('what a server holds for a person', () => {
  it('shows its tokens and its key to nobody who prints or sends it', async () => {
    const session = await signIn();
    const seen = inspect(session, { depth: 9, showHidden: true }) + JSON.stringify(session);
    assert.doesNotMatch(seen, /access-|refresh-|client_assertion/);
  });

  it('reads under the FHIR base, and nowhere else', async () => {
    const session = await signIn();
    const elsewhere = [
      `${server.origin}/auth/token`,
      `${server.base}/../auth`,
      'https://evil.example/fhir',
      '/Patient/1',
    ];
    for (const url of elsewhere) await assert.rejects(session.fetch(url), { code: 'rejected' }, url);
    server.behaviour.redirectTo = `${server.origin}/elsewhere`;
    await assert.rejects(session.fetch(patient()));
    assert.deepEqual(server.at('/elsewhere'), []);
  });

  it('is renewed once for all that ask, and not along with those of others', async () => {
    const [one, other] = [await signIn(), await signIn()];
    server.dropAccessTokens();
    const all = [one, one, one, other, other].map((session) => session.fetch(patient()));
    assert.deepEqual(new Set((await Promise.all(all)).map(({ status }) => status)), new Set([200]));
    assert.equal(server.grants('refresh_token').length, 2);
  });

  it('is over when the server says so', async () => {
    const session = await signIn();
    assert.equal(session.isOver, false);
    server.dropEverything();
    await assert.rejects(session.fetch(patient()), { code: 'session-expired' });
    assert.equal(session.isOver, true);
    await assert.rejects(session.fetch(patient()), { code: 'session-expired' });
  });

  it('is over when it is revoked, also what is under way', async () => {
    const session = await signIn();
    const underWay = session.fetch(patient());
    const revoked = session.revoke();
    assert.equal(session.isOver, true);
    await assert.rejects(underWay, { code: 'session-expired' });
    await revoked;
    assert.equal(server.at('/auth/revoke').length, 2);
  });
});

describe('a mistake in the set-up', () => {
  const es384 = (): JWK => keys.get('ES384')?.privateJwk ?? {};
  const cases: readonly (readonly [string, () => Partial<BackendOptions>])[] = [
    ['an unencrypted server', () => ({ issuer: 'http://fhir.example/r4' })],
    ['no client id', () => ({ clientId: '' })],
    ['a relative redirect URI', () => ({ redirectUri: '/callback' })],
    ['no scope', () => ({ scope: ' ' })],
    ['an empty secret', () => ({ authentication: { secret: '' } })],
    ['no key id', () => ({ authentication: { algorithm: 'ES384', keyId: '', key: es384() } })],
    ['another algorithm', () => ({ authentication: { algorithm: 'HS256' as 'ES384', keyId: 'k', key: es384() } })],
    [
      'a key set elsewhere unencrypted',
      () => ({ authentication: { ...signing(es384()), jku: 'http://portal.example/k' } }),
    ],
  ];
  const signing = (key: JWK) => ({ algorithm: 'ES384' as const, keyId: 'key-ES384', key });
  for (const [what, change] of cases) {
    it(`is told at once: ${what}`, () => {
      assert.throws(() => smartBackend(optionsOf(change())), { code: 'bad-configuration' });
    });
  }

  for (const [what, key] of [
    ['a public key', () => ({ ...es384(), d: undefined })],
    ['a key of another kind', () => keys.get('RS384')?.privateJwk ?? {}],
  ] as const) {
    it(`is told when it is to sign, without repeating the key: ${what}`, async () => {
      const outcome = signIn({ authentication: signing(key() as JWK) });
      await assert.rejects(outcome, (error: { code: string; message: string }) => {
        assert.equal(error.code, 'bad-configuration');
        assert.ok(!error.message.includes(es384().x ?? 'x'));
        return true;
      });
    });
  }

  describe('in a page', () => {
    before(() => ((globalThis as { window?: unknown }).window = {}));
    after(() => delete (globalThis as { window?: unknown }).window);

    it('is to hold a key at all', () => {
      assert.throws(() => smartBackend(optionsOf()), { code: 'bad-configuration', message: /smartSession/ });
    });
  });
});
