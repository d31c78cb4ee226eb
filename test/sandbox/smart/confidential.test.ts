import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { generateKeyPair, importJWK, SignJWT } from 'jose';
import { TestOrganisations, type TestOrganisation, type TokenAnswer } from './organisation.ts';

let organisations: TestOrganisations;
let hospital: TestOrganisation;

before(async () => {
  organisations = await TestOrganisations.start();
  hospital = organisations.hospital;
});
after(() => organisations.close());

type Credentials = { readonly form: Readonly<Record<string, string>>; readonly headers: Record<string, string> };

const secret = 'everyone-may-know-this-one';
const basic = (id: string, password: string): Credentials => ({
  form: {},
  headers: { Authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}` },
});
const posted = (id: string, password: string): Credentials => ({
  form: { client_id: id, client_secret: password },
  headers: {},
});
const asserted = (assertion: string): Credentials => ({
  form: {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  },
  headers: {},
});

/** What an app puts into an assertion, and what a test changes of it. */
interface Assertion {
  readonly alg?: string;
  readonly kid?: string | undefined;
  readonly key?: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** An assertion as the app with keys signs it. */
async function assertion({ alg = 'RS384', kid, key, claims = {} }: Assertion = {}): Promise<string> {
  const jwk = organisations.clientKeys.signing.keys.find((candidate) => candidate.alg === alg);
  assert.ok(jwk);
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: 'key-app', sub: 'key-app', aud: `${hospital.issuer}/token`, jti: randomUUID(), exp: now + 60 };
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
    .sign(key ?? (await importJWK(jwk, alg)));
}

const signed = async (change: Assertion = {}): Promise<Credentials> =>
  asserted(await assertion({ kid: `sandbox-${(change.alg ?? 'RS384').toLowerCase()}`, ...change }));

/** Signs in to the client and exchanges the code with these credentials. */
async function exchange(client: string, credentials: () => Credentials | Promise<Credentials>): Promise<TokenAnswer> {
  const { returned, verifier } = await hospital.signIn({ as: 'margaret' }, { client_id: client });
  const code = returned?.searchParams.get('code') ?? '';
  const { form, headers } = await credentials();
  return hospital.exchange(code, verifier, { client_id: undefined, ...form }, headers);
}

async function refresh(token: unknown, { form, headers }: Credentials): Promise<TokenAnswer> {
  return hospital.refresh(token, form, headers);
}

describe('a confidential client gets its tokens, and new ones by refresh,', () => {
  const cases: readonly (readonly [string, string, () => Credentials | Promise<Credentials>])[] = [
    ['with its secret in the Authorization header', 'secret-app', () => basic('secret-app', secret)],
    ['with its secret in the form', 'secret-app', () => posted('secret-app', secret)],
    ['with an assertion signed by RS384', 'key-app', () => signed({ alg: 'RS384' })],
    ['with an assertion signed by ES384', 'key-app', () => signed({ alg: 'ES384' })],
  ];
  for (const [name, client, credentials] of cases) {
    it(name, async () => {
      const first = await exchange(client, credentials);
      assert.equal(first.status, 200, JSON.stringify(first.body));
      assert.equal(first.body['patient'], 'margaret');
      assert.equal((await hospital.call(first.body['access_token'])).status, 200);
      const second = await refresh(first.body['refresh_token'], await credentials());
      assert.equal(second.status, 200, JSON.stringify(second.body));
      assert.equal(second.body['patient'], 'margaret');
      assert.equal(second.body['scope'], first.body['scope']);
    });
  }
});

describe('a confidential client is refused', () => {
  const cases: readonly (readonly [string, string, () => Credentials | Promise<Credentials>])[] = [
    ['with a wrong secret', 'secret-app', () => basic('secret-app', 'wrong')],
    ['with a wrong secret in the form', 'secret-app', () => posted('secret-app', 'wrong')],
    ['with its name alone', 'secret-app', () => ({ form: { client_id: 'secret-app' }, headers: {} })],
    ['with its name alone, where it has keys', 'key-app', () => ({ form: { client_id: 'key-app' }, headers: {} })],
    ['with a secret where it has keys', 'key-app', () => basic('key-app', secret)],
    ['by an assertion for another server', 'key-app', () => signed({ claims: { aud: 'https://evil.example/token' } })],
    [
      'by an assertion for another organisation',
      'key-app',
      () => signed({ claims: { aud: `${organisations.clinic.issuer}/token` } }),
    ],
    ['by an expired assertion', 'key-app', () => signed({ claims: { exp: Math.floor(Date.now() / 1000) - 60 } })],
    [
      'by an assertion good for more than five minutes',
      'key-app',
      () => signed({ claims: { exp: Math.floor(Date.now() / 1000) + 3600 } }),
    ],
    ['by an assertion without an end', 'key-app', () => signed({ claims: { exp: undefined } })],
    ['by an assertion without an id', 'key-app', () => signed({ claims: { jti: undefined } })],
    ['by an assertion that names no key', 'key-app', () => signed({ kid: undefined })],
    ['by an assertion of another issuer', 'key-app', () => signed({ claims: { iss: 'test-app' } })],
    ['by an assertion about another client', 'key-app', () => signed({ claims: { sub: 'secret-app' } })],
    [
      'by an assertion signed with a key that is not registered',
      'key-app',
      async () => signed({ key: (await generateKeyPair('RS384')).privateKey }),
    ],
    [
      'by an assertion that is not signed',
      'key-app',
      () => {
        const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
        const claims = {
          iss: 'key-app',
          sub: 'key-app',
          aud: `${hospital.issuer}/token`,
          jti: 'x',
          exp: 9_999_999_999,
        };
        return asserted(`${part({ alg: 'none', kid: 'sandbox-rs384' })}.${part(claims)}.`);
      },
    ],
  ];
  for (const [name, client, credentials] of cases) {
    it(name, async () => {
      const { status, body } = await exchange(client, credentials);
      assert.ok(status === 400 || status === 401, String(status));
      assert.equal(body['error'], 'invalid_client', JSON.stringify(body));
      assert.equal(body['access_token'], undefined);
    });
  }

  it('by an assertion that was used before', async () => {
    const once = await signed();
    const first = await exchange('key-app', () => once);
    assert.equal(first.status, 200);
    const again = await refresh(first.body['refresh_token'], once);
    assert.equal(again.body['error'], 'invalid_client');
    const fresh = await refresh(first.body['refresh_token'], await signed());
    assert.equal(fresh.status, 200, 'and what was refused did not use up the refresh token');
  });

  it('by an assertion that two requests use at the same moment: one of them', async () => {
    const tokens = [];
    for (let sessions = 0; sessions < 2; sessions++) {
      tokens.push((await exchange('key-app', () => signed())).body['refresh_token']);
    }
    const once = await signed();
    const answers = await Promise.all(tokens.map((token) => refresh(token, once)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
  });

  it('when it refreshes without authentication', async () => {
    for (const [client, credentials] of [
      ['secret-app', () => basic('secret-app', secret)],
      ['key-app', () => signed()],
    ] as const) {
      const { body } = await exchange(client, credentials);
      for (const form of [{}, { client_id: client }]) {
        const answer = await hospital.refresh(body['refresh_token'], form);
        assert.equal(answer.body['error'], 'invalid_client', client);
      }
    }
  });

  it('when it refreshes with the token of another client', async () => {
    const { body } = await hospital.tokens({ as: 'margaret' });
    const answer = await refresh(body['refresh_token'], basic('secret-app', secret));
    assert.equal(answer.body['error'], 'invalid_grant');
    assert.equal((await hospital.refresh(body['refresh_token'])).status, 200);
  });

  it('without PKCE, as a public one is', async () => {
    const { returned } = await hospital.signIn(
      {},
      { client_id: 'secret-app', code_challenge: undefined, code_challenge_method: undefined },
    );
    assert.equal(returned?.searchParams.get('error'), 'invalid_request');
  });
});

describe('what the server says of client authentication', () => {
  it('is what it takes', async () => {
    const response = await fetch(`${hospital.fhirBase}/.well-known/smart-configuration`);
    const configuration = (await response.json()) as Record<string, string[]>;
    assert.deepEqual(new Set(configuration['token_endpoint_auth_methods_supported']), new Set(methods));
    assert.deepEqual(configuration['token_endpoint_auth_signing_alg_values_supported'], ['RS384', 'ES384']);
    for (const kind of ['client-public', 'client-confidential-symmetric', 'client-confidential-asymmetric']) {
      assert.ok(configuration['capabilities']?.includes(kind), kind);
    }
    const openid = await fetch(`${hospital.issuer}/.well-known/openid-configuration`);
    const metadata = (await openid.json()) as Record<string, string[]>;
    assert.deepEqual(new Set(metadata['token_endpoint_auth_methods_supported']), new Set(methods));
    assert.deepEqual(metadata['token_endpoint_auth_signing_alg_values_supported'], ['RS384', 'ES384']);
  });
});

const methods = ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'];
