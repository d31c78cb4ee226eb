import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pkce, Visitor } from '../../support/visitor.ts';
import { redirectUri, TestOrganisations, type TestOrganisation } from './organisation.ts';

let organisations: TestOrganisations;
let hospital: TestOrganisation;

before(async () => {
  organisations = await TestOrganisations.start();
  hospital = organisations.hospital;
});
after(() => organisations.close());

/** Asks for authorization with something changed, and gives what the app is told before any page is shown. */
async function told(change: Readonly<Record<string, string | undefined>>): Promise<URLSearchParams> {
  const { returned, steps, page } = await hospital.signIn({}, change);
  assert.deepEqual(steps.length > 0 ? 'a page was shown' : 'no page', 'no page', page.text.slice(0, 400));
  assert.ok(returned, `The app was not told: ${page.status} ${page.text.slice(0, 400)}`);
  // An error about a token in the address comes in the fragment (RFC 6749 §4.2.2.1), every other in the query.
  const params = returned.hash ? new URLSearchParams(returned.hash.slice(1)) : returned.searchParams;
  assert.equal(params.get('code'), null);
  assert.equal(params.get('state'), 'a-state-of-the-app');
  return params;
}

describe('an authorization request is refused, and the app told why,', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string, RegExp])[] = [
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request', /PKCE/],
    ['with PKCE of the method plain', { code_challenge_method: 'plain' }, 'invalid_request', /code_challenge_method/],
    ['with a challenge but no method', { code_challenge_method: undefined }, 'invalid_request', /method/],
    ['without aud', { aud: undefined }, 'invalid_request', /aud must be the FHIR base URL/],
    ['with the aud of another server', { aud: 'https://evil.example/fhir' }, 'invalid_request', /aud must be/],
    ['with a launch that was never made', { launch: 'made-up', scope: 'launch openid' }, 'invalid_request', /launch/],
    ['with a scope that cannot be read', { scope: 'patient/Observation.sr' }, 'invalid_scope', /c, r, u, d, s/],
    ['with a backend scope', { scope: 'openid system/*.rs' }, 'invalid_scope', /backend/],
    [
      'with a backend scope by its long name',
      { scope: 'openid http://smarthealthit.org/fhir/scopes/system/*.rs' },
      'invalid_scope',
      /backend/,
    ],
    ['with no scope that the server knows', { scope: 'email phone' }, 'invalid_scope', /None of the scopes/],
    ['without any scope', { scope: undefined }, 'invalid_scope', /None of the scopes/],
    ['that asks for a token directly', { response_type: 'token' }, 'unsupported_response_type', /response_type/],
    ['that must not show a page', { prompt: 'none' }, 'login_required', /authentication is required/],
  ];
  for (const [name, change, error, description] of cases) {
    it(name, async () => {
      const params = await told(change);
      assert.equal(params.get('error'), error);
      assert.match(params.get('error_description') ?? '', description);
    });
  }

  it('but an aud with a slash at the end is the same server', async () => {
    const { steps } = await hospital.signIn({ as: 'margaret' }, { aud: `${hospital.fhirBase}/` });
    assert.deepEqual(steps, ['login', 'consent']);
  });

  it('and unknown scopes beside known ones are left out', async () => {
    const { body } = await hospital.tokens(
      { as: 'margaret' },
      { scope: 'email patient/Nonsense.rs patient/*.read launch openid' },
    );
    assert.deepEqual(new Set(String(body['scope']).split(' ')), new Set(['patient/*.read', 'openid']));
  });
});

describe('nobody is sent back to an app', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['at an address that is not this machine', { redirect_uri: 'https://evil.example/callback' }],
    ['at an address that only looks like this machine', { redirect_uri: 'http://localhost.evil.example/callback' }],
    ['at an address with someone in it', { redirect_uri: 'http://localhost@evil.example/callback' }],
    ['at a script address', { redirect_uri: 'javascript:alert(1)' }],
    ['at a path that is not registered', { client_id: 'demo-portal', redirect_uri: 'http://localhost:9/other.html' }],
    ['that is not registered', { client_id: 'nobody' }],
  ];
  for (const [name, change] of cases) {
    it(name, async () => {
      const { returned, page, steps } = await hospital.signIn({ as: 'margaret' }, change);
      assert.equal(returned, undefined);
      assert.deepEqual(steps, []);
      assert.equal(page.status, 400);
      assert.match(page.text, /This sign-in cannot go on/);
      assert.equal(page.headers.get('location'), null);
    });
  }

  it('but at any port of its registered path', async () => {
    for (const origin of ['http://localhost:6006', 'http://127.0.0.1:51234', 'http://localhost']) {
      const change = { client_id: 'demo-portal', redirect_uri: `${origin}/portal/callback.html` };
      const { returned } = await hospital.signIn({ as: 'margaret' }, change);
      assert.ok(returned?.searchParams.get('code'), origin);
    }
  });
});

describe('a sign-in belongs to one browser', () => {
  it('its page cannot be opened or answered by another', async () => {
    const person = new Visitor();
    const started = await person.request(hospital.authorizeUrl(pkce().challenge));
    const page = new URL(started.headers.get('location') ?? '');
    const stranger = await new Visitor().request(page, {
      method: 'POST',
      body: new URLSearchParams({ step: 'login', as: 'iris' }),
    });
    assert.equal(stranger.status, 400);
    assert.match(await stranger.text(), /ended or was started in another window/);
  });

  it('two at once in one browser do not disturb each other', async () => {
    const person = new Visitor();
    const [one, two] = [pkce(), pkce()];
    const first = await person.request(hospital.authorizeUrl(one.challenge));
    const firstPage = new URL(first.headers.get('location') ?? '');
    const other = await person.signIn(hospital.authorizeUrl(two.challenge), { as: 'margaret' });
    assert.ok(other.returned?.searchParams.get('code'));
    await person.request(firstPage, { method: 'POST', body: new URLSearchParams({ step: 'login', as: 'iris' }) });
    await person.request(firstPage, { method: 'POST', body: new URLSearchParams({ step: 'patient', patient: 'leo' }) });
    const form = new URLSearchParams({ step: 'consent', scope: 'patient/*.rs' });
    const resume = await person.request(firstPage, { method: 'POST', body: form });
    const back = await person.request(resume.headers.get('location') ?? '');
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    assert.equal((await hospital.exchange(code, one.verifier)).body['patient'], 'leo');
  });

  it('a patient cannot choose somebody else by hand', async () => {
    const person = new Visitor();
    const started = await person.request(hospital.authorizeUrl(pkce().challenge));
    const page = new URL(started.headers.get('location') ?? '');
    await person.request(page, { method: 'POST', body: new URLSearchParams({ step: 'login', as: 'margaret' }) });
    await person.request(page, { method: 'POST', body: new URLSearchParams({ step: 'patient', patient: 'leo' }) });
    const shown = await (await person.request(page)).text();
    assert.match(shown, /Margaret Adeyemi/);
    assert.doesNotMatch(shown, /Leo/);
  });

  it('consent cannot be given before someone has signed in', async () => {
    const person = new Visitor();
    const started = await person.request(hospital.authorizeUrl(pkce().challenge));
    const page = new URL(started.headers.get('location') ?? '');
    const form = new URLSearchParams({ step: 'consent', scope: 'patient/*.rs' });
    const answer = await person.request(page, { method: 'POST', body: form });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), page.pathname);
  });

  it('a form that is far too large is refused, and the server goes on', async () => {
    const person = new Visitor();
    const started = await person.request(hospital.authorizeUrl(pkce().challenge));
    const page = new URL(started.headers.get('location') ?? '');
    const answer = await person.request(page, { method: 'POST', body: `step=${'x'.repeat(200_000)}` });
    assert.equal(answer.status, 413);
    assert.equal((await person.request(page)).status, 200);
  });
});

describe('a code is exchanged', () => {
  it('not without its verifier, nor with a wrong one, nor for another address or client', async () => {
    const wrong: Readonly<Record<string, string>>[] = [
      { code_verifier: pkce().verifier },
      { code_verifier: '' },
      { redirect_uri: `${redirectUri}/other` },
      { client_id: 'storybook' },
    ];
    for (const change of wrong) {
      const { returned, verifier } = await hospital.signIn({ as: 'margaret' });
      const answer = await hospital.exchange(returned?.searchParams.get('code') ?? '', verifier, change);
      assert.equal(answer.status, 400, JSON.stringify(change));
      assert.equal(answer.body['error'], 'invalid_grant', JSON.stringify(change));
    }
  });

  it('only once: a second use fails and ends what the first use gave', async () => {
    const { returned, verifier } = await hospital.signIn({ as: 'margaret' });
    const code = returned?.searchParams.get('code') ?? '';
    const first = await hospital.exchange(code, verifier);
    assert.equal((await hospital.call(first.body['access_token'])).status, 200);
    const second = await hospital.exchange(code, verifier);
    assert.equal(second.body['error'], 'invalid_grant');
    assert.equal((await hospital.call(first.body['access_token'])).status, 401);
    assert.equal((await hospital.refresh(first.body['refresh_token'])).body['error'], 'invalid_grant');
  });

  it('not at another organisation', async () => {
    const { returned, verifier } = await hospital.signIn({ as: 'margaret' });
    const answer = await organisations.clinic.exchange(returned?.searchParams.get('code') ?? '', verifier);
    assert.equal(answer.body['error'], 'invalid_grant');
  });
});
