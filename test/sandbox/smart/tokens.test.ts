import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pkce, Visitor } from '../../support/visitor.ts';
import { TestOrganisations, type TestOrganisation } from './organisation.ts';

let organisations: TestOrganisations;
let hospital: TestOrganisation;

before(async () => {
  organisations = await TestOrganisations.start();
  hospital = organisations.hospital;
});
after(() => organisations.close());

describe('refresh', () => {
  it('gives new tokens with the same patient, and the old refresh token is used up', async () => {
    const first = await hospital.tokens({ as: 'iris', patient: 'leo' });
    const second = await hospital.refresh(first.body['refresh_token']);
    assert.equal(second.status, 200);
    assert.equal(second.body['patient'], 'leo');
    assert.equal(second.body['scope'], first.body['scope']);
    assert.notEqual(second.body['refresh_token'], first.body['refresh_token']);
    assert.notEqual(second.body['access_token'], first.body['access_token']);
    assert.equal((await hospital.call(second.body['access_token'])).status, 200);
  });

  it('with a used refresh token fails and ends the whole family', async () => {
    const first = await hospital.tokens({ as: 'margaret' });
    const second = await hospital.refresh(first.body['refresh_token']);
    const replay = await hospital.refresh(first.body['refresh_token']);
    assert.equal(replay.status, 400);
    assert.equal(replay.body['error'], 'invalid_grant');
    assert.equal((await hospital.call(second.body['access_token'])).status, 401);
    assert.equal((await hospital.refresh(second.body['refresh_token'])).body['error'], 'invalid_grant');
  });

  it('by two requests at the same moment gives one of them tokens', async () => {
    const first = await hospital.tokens({ as: 'margaret' });
    const answers = await Promise.all([1, 2, 3].map(() => hospital.refresh(first.body['refresh_token'])));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400]);
  });

  it('works for a client that leaves its id out, as fhirclient does', async () => {
    const first = await hospital.tokens({ as: 'margaret' });
    const second = await hospital.refresh(first.body['refresh_token'], {});
    assert.equal(second.status, 200);
    assert.equal(second.body['patient'], 'margaret');
  });

  it('does not work for another client', async () => {
    const first = await hospital.tokens({ as: 'margaret' });
    const answer = await hospital.refresh(first.body['refresh_token'], { client_id: 'storybook' });
    assert.equal(answer.body['error'], 'invalid_grant');
  });

  it('may ask for less, and says what it gave', async () => {
    const first = await hospital.tokens({ as: 'margaret' });
    const less = await hospital.refresh(first.body['refresh_token'], { client_id: 'test-app', scope: 'patient/*.rs' });
    assert.equal(less.body['scope'], 'patient/*.rs');
    assert.equal(less.body['id_token'], undefined);
  });

  it('may not ask for more', async () => {
    const first = await hospital.tokens({ as: 'margaret' }, { scope: 'patient/Patient.rs offline_access' });
    const more = await hospital.refresh(first.body['refresh_token'], { client_id: 'test-app', scope: 'patient/*.rs' });
    assert.equal(more.body['error'], 'invalid_scope');
  });

  it('is offered for online_access too', async () => {
    const first = await hospital.tokens({ as: 'margaret' }, { scope: 'patient/*.rs online_access' });
    const second = await hospital.refresh(first.body['refresh_token']);
    assert.equal(second.status, 200);
  });
});

describe('lifetimes', () => {
  it('end an access token, after which a refresh gives one that is good again', async () => {
    const short = await TestOrganisations.start({ accessToken: 1 });
    try {
      const first = await short.hospital.tokens({ as: 'margaret' });
      assert.equal(first.body['expires_in'], 1);
      await until(async () => (await short.hospital.call(first.body['access_token'])).status === 401);
      const second = await short.hospital.refresh(first.body['refresh_token']);
      assert.equal((await short.hospital.call(second.body['access_token'])).status, 200);
    } finally {
      await short.close();
    }
  });

  it('end a refresh token of online_access with the session, and one of offline_access not', async () => {
    const short = await TestOrganisations.start({ session: 1 });
    try {
      const online = await short.hospital.tokens({ as: 'margaret' }, { scope: 'patient/*.rs online_access' });
      const offline = await short.hospital.tokens({ as: 'margaret' }, { scope: 'patient/*.rs offline_access' });
      await until(async () => (await short.hospital.call(online.body['access_token'])).status === 401);
      assert.equal((await short.hospital.refresh(online.body['refresh_token'])).body['error'], 'invalid_grant');
      assert.equal((await short.hospital.refresh(offline.body['refresh_token'])).status, 200);
    } finally {
      await short.close();
    }
  });

  it('end a code that is exchanged too late', async () => {
    const short = await TestOrganisations.start({ authorizationCode: 1 });
    try {
      const { returned, verifier } = await short.hospital.signIn({ as: 'margaret' });
      const code = returned?.searchParams.get('code') ?? '';
      await until(async () => (await short.hospital.server.provider.AuthorizationCode.find(code)) === undefined);
      assert.equal((await short.hospital.exchange(code, verifier)).body['error'], 'invalid_grant');
    } finally {
      await short.close();
    }
  });
});

describe('a sign-in that takes too long', () => {
  it('ends with a page that says what to do', async () => {
    const short = await TestOrganisations.start({ interaction: 1 });
    try {
      const person = new Visitor();
      const started = await person.request(short.hospital.authorizeUrl(pkce().challenge));
      const page = started.headers.get('location') ?? '';
      await until(async () => (await person.request(page)).status === 400);
      assert.match(await (await person.request(page)).text(), /Go back to the app and sign in again/);
    } finally {
      await short.close();
    }
  });
});

describe('the FHIR server answers 401, readable by the page that asked,', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>, boolean])[] = [
    ['without a token', () => Promise.resolve(undefined), false],
    ['with a token that was never given', () => Promise.resolve('never-given'), true],
    [
      'with a token of another organisation',
      async () => (await organisations.clinic.tokens({ as: 'margaret' })).body['access_token'],
      true,
    ],
    [
      'with a token whose refresh token was used twice',
      async () => {
        const { body } = await hospital.tokens({ as: 'margaret' });
        const next = await hospital.refresh(body['refresh_token']);
        await hospital.refresh(body['refresh_token']);
        return next.body['access_token'];
      },
      true,
    ],
    ['with a refresh token', async () => (await hospital.tokens({ as: 'margaret' })).body['refresh_token'], true],
    [
      'with a token that was revoked',
      async () => {
        const { body } = await hospital.tokens({ as: 'margaret' });
        const token = String(body['access_token']);
        assert.equal((await hospital.call(token)).status, 200);
        await hospital.post('revoke', { token, client_id: 'test-app' });
        return token;
      },
      true,
    ],
    [
      'with a token whose refresh token was revoked',
      async () => {
        const { body } = await hospital.tokens({ as: 'margaret' });
        await hospital.post('revoke', { token: String(body['refresh_token']), client_id: 'test-app' });
        return body['access_token'];
      },
      true,
    ],
  ];
  for (const [name, token, invalid] of cases) {
    it(name, async () => {
      const response = await hospital.call(await token());
      assert.equal(response.status, 401);
      const challenge = response.headers.get('www-authenticate') ?? '';
      assert.match(challenge, /^Bearer realm="hospital"/);
      assert.equal(challenge.includes('error="invalid_token"'), invalid);
      assert.equal(response.headers.get('access-control-allow-origin'), 'http://localhost:9');
      assert.match(response.headers.get('access-control-expose-headers') ?? '', /WWW-Authenticate/);
      const outcome = (await response.json()) as { resourceType: string; issue: { code: string }[] };
      assert.equal(outcome.resourceType, 'OperationOutcome');
      assert.equal(outcome.issue[0]?.code, 'login');
    });
  }
});

describe('introspection', () => {
  const context = {
    patient: 'leo',
    encounter: 'visit-1',
    intent: 'review',
    tenant: 'ward-7',
    need_patient_banner: false,
    fhirContext: [{ reference: 'ImagingStudy/chest' }],
  };

  /** Tokens of an EHR launch, which have everything to tell. */
  async function launched(): Promise<Readonly<Record<string, unknown>>> {
    const launch = hospital.server.launches.create({ username: 'iris', context });
    const { body } = await hospital.tokens({}, { launch, scope: 'launch patient/*.rs openid fhirUser online_access' });
    return body;
  }

  function isTold(answer: Readonly<Record<string, unknown>>, body: Readonly<Record<string, unknown>>): void {
    assert.equal(answer['active'], true);
    for (const [name, value] of Object.entries(context)) assert.deepEqual(answer[name], value, name);
    assert.equal(answer['smart_style_url'], body['smart_style_url']);
    assert.equal(answer['scope'], body['scope']);
    assert.equal(answer['client_id'], 'test-app');
    assert.equal(answer['fhirUser'], `${hospital.fhirBase}/Practitioner/iris`);
    assert.equal(answer['iss'], hospital.issuer);
    assert.equal(answer['sub'], 'iris');
    assert.ok(Math.abs(Number(answer['exp']) - Date.now() / 1000 - 3600) < 60);
  }

  it('says what the token response said, and who it is', async () => {
    const body = await launched();
    const answer = await hospital.post('introspect', { token: String(body['access_token']), client_id: 'test-app' });
    isTold(answer.body, body);
  });

  it('answers a caller that shows an access token, about a token of any client', async () => {
    const body = await launched();
    const caller = await hospital.tokens({ as: 'iris' }, { scope: 'user/*.rs' }, 'storybook');
    const headers = { Authorization: `Bearer ${String(caller.body['access_token'])}` };
    const answer = await hospital.post('introspect', { token: String(body['access_token']) }, headers);
    isTold(answer.body, body);
    const refresh = await hospital.post('introspect', { token: String(body['refresh_token']) }, headers);
    assert.equal(refresh.body['active'], true);
    const unknown = await hospital.post('introspect', { token: 'never-given' }, headers);
    assert.deepEqual(unknown.body, { active: false });
    assert.equal((await hospital.post('introspect', {}, headers)).body['error'], 'invalid_request');
    await hospital.post('revoke', { token: String(body['access_token']), client_id: 'test-app' });
    const revoked = await hospital.post('introspect', { token: String(body['access_token']) }, headers);
    assert.deepEqual(revoked.body, { active: false });
  });

  it('tells nothing to a caller whose own token is not good', async () => {
    const { body } = await hospital.tokens({ as: 'margaret' });
    const foreign = await organisations.clinic.tokens({ as: 'margaret' });
    for (const bad of ['never-given', String(foreign.body['access_token'])]) {
      const headers = { Authorization: `Bearer ${bad}` };
      const answer = await hospital.post('introspect', { token: String(body['access_token']) }, headers);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /invalid_token/);
      assert.deepEqual(answer.body['active'], undefined);
    }
  });

  it('tells another client nothing', async () => {
    const { body } = await hospital.tokens({ as: 'iris', patient: 'leo' });
    const answer = await hospital.post('introspect', { token: String(body['access_token']), client_id: 'storybook' });
    assert.deepEqual(answer.body, { active: false });
  });
});

describe('revocation', () => {
  for (const kind of ['access_token', 'refresh_token']) {
    it(`of the ${kind} ends both, those before them, and what could come after`, async () => {
      const first = await hospital.tokens({ as: 'margaret' });
      const second = await hospital.refresh(first.body['refresh_token']);
      const revoked = await hospital.post('revoke', { token: String(second.body[kind]), client_id: 'test-app' });
      assert.equal(revoked.status, 200);
      for (const { body } of [first, second]) assert.equal((await hospital.call(body['access_token'])).status, 401);
      const refreshed = await hospital.refresh(second.body['refresh_token']);
      assert.equal(refreshed.body['error'], 'invalid_grant');
    });
  }

  it('leaves other sign-ins of the same person as they are', async () => {
    const first = await hospital.tokens({ as: 'margaret' });
    const other = await hospital.tokens({ as: 'margaret' });
    await hospital.post('revoke', { token: String(first.body['refresh_token']), client_id: 'test-app' });
    assert.equal((await hospital.call(other.body['access_token'])).status, 200);
    assert.equal((await hospital.refresh(other.body['refresh_token'])).status, 200);
  });

  it('by another client does nothing, and an unknown token is no error', async () => {
    const { body } = await hospital.tokens({ as: 'margaret' });
    const answers = [
      await hospital.post('revoke', { token: String(body['access_token']), client_id: 'storybook' }),
      await hospital.post('revoke', { token: 'never-given', client_id: 'test-app' }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.equal((await hospital.call(body['access_token'])).status, 200);
  });
});

describe('pages of other origins', () => {
  it('may send and read at the token endpoint and at FHIR', async () => {
    for (const address of [`${hospital.issuer}/token`, `${hospital.fhirBase}/Patient`]) {
      const preflight = await fetch(address, {
        method: 'OPTIONS',
        headers: {
          Origin: 'http://localhost:9',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type,if-none-exist',
        },
      });
      assert.equal(preflight.status, 204, address);
      assert.equal(preflight.headers.get('access-control-allow-origin'), 'http://localhost:9');
      assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /POST/);
      assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /if-none-exist/);
    }
    const refused = await hospital.exchange('no-such-code', 'x'.repeat(43));
    assert.equal(refused.status, 400);
    assert.equal(refused.headers.get('access-control-allow-origin'), 'http://localhost:9');
  });

  it('get no cookies to go with it', async () => {
    const response = await hospital.call('never-given');
    assert.equal(response.headers.get('access-control-allow-credentials'), null);
  });
});

describe('discovery', () => {
  it('names endpoints that are there, and only what the server does', async () => {
    const response = await fetch(`${hospital.fhirBase}/.well-known/smart-configuration`, {
      headers: { Origin: 'http://localhost:9' },
    });
    assert.equal(response.headers.get('access-control-allow-origin'), 'http://localhost:9');
    const configuration = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(configuration['code_challenge_methods_supported'], ['S256']);
    assert.equal(configuration['issuer'], hospital.issuer);
    for (const name of [
      'authorization_endpoint',
      'token_endpoint',
      'introspection_endpoint',
      'revocation_endpoint',
      'jwks_uri',
    ]) {
      const method = name === 'jwks_uri' || name === 'authorization_endpoint' ? 'GET' : 'POST';
      const answer = await fetch(String(configuration[name]), { method, redirect: 'manual' });
      assert.ok(answer.status < 404, `${name}: ${answer.status}`);
    }
    const openid = await fetch(`${hospital.issuer}/.well-known/openid-configuration`);
    assert.equal(((await openid.json()) as { issuer: string }).issuer, hospital.issuer);
  });

  it('tells of a style that is there', async () => {
    const { body } = await hospital.tokens({ as: 'margaret' });
    const style = (await (await fetch(String(body['smart_style_url']))).json()) as Record<string, string>;
    assert.match(style['color_highlight'] ?? '', /^#[0-9a-f]{6}$/);
  });
});

/** Waits until something is so; fails when it is not after ten seconds. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come about within ten seconds.');
    await pause(25);
  }
}
