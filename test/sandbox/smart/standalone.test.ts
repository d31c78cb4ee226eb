import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { TestOrganisations, redirectUri, type TestOrganisation } from './organisation.ts';
import { pkce, tickable, Visitor } from '../../support/visitor.ts';

let organisations: TestOrganisations;
let hospital: TestOrganisation;

before(async () => {
  organisations = await TestOrganisations.start();
  hospital = organisations.hospital;
});
after(() => organisations.close());

describe('standalone launch', () => {
  it('takes a clinician through log-in, patient and consent, and gives the chosen patient', async () => {
    const { returned, steps, verifier } = await hospital.signIn({ as: 'iris', patient: 'leo' });
    assert.deepEqual(steps, ['login', 'patient', 'consent']);
    assert.equal(returned?.searchParams.get('state'), 'a-state-of-the-app');
    const { status, body } = await hospital.exchange(returned?.searchParams.get('code') ?? '', verifier);
    assert.equal(status, 200);
    assert.equal(body['patient'], 'leo');
    assert.equal(body['need_patient_banner'], true);
    assert.equal(body['token_type'], 'Bearer');
    assert.equal(body['expires_in'], 3600);
    assert.equal(typeof body['refresh_token'], 'string');
    assert.deepEqual(
      new Set(String(body['scope']).split(' ')),
      new Set('launch/patient patient/*.rs openid fhirUser offline_access'.split(' ')),
    );
  });

  it('does not ask a patient which patient, and signs them in as themselves', async () => {
    const { steps, returned } = await hospital.signIn({ as: 'margaret' });
    assert.deepEqual(steps, ['login', 'consent']);
    assert.ok(returned?.searchParams.get('code'));
  });

  it('lets someone who speaks for several patients choose among those alone', async () => {
    const { body } = await hospital.tokens({ as: 'rosa', patient: 'leo' });
    assert.equal(body['patient'], 'leo');
  });

  it('does not ask for a patient when no scope is about one', async () => {
    const { steps } = await hospital.signIn({ as: 'iris' }, { scope: 'user/*.rs openid' });
    assert.deepEqual(steps, ['login', 'consent']);
  });

  it('takes a typed user name and password, and refuses a wrong password', async () => {
    const right = await hospital.signIn({ typed: { username: 'margaret', password: 'garden' } });
    assert.ok(right.returned?.searchParams.get('code'));
    const wrong = await hospital.signIn({ typed: { username: 'margaret', password: 'wrong' } });
    assert.equal(wrong.returned, undefined);
    assert.equal(wrong.page.status, 401);
    assert.match(wrong.page.text, /do not belong together/);
  });

  it('asks who it is at every sign-in, also in the same browser', async () => {
    const visitor = new Visitor();
    await hospital.signIn({ as: 'margaret' }, {}, visitor);
    const second = await hospital.signIn({ as: 'iris', patient: 'leo' }, {}, visitor);
    assert.deepEqual(second.steps, ['login', 'patient', 'consent']);
    const { body } = await hospital.exchange(second.returned?.searchParams.get('code') ?? '', second.verifier);
    assert.equal(body['patient'], 'leo');
  });

  it('takes the authorization request by POST as well', async () => {
    const { verifier, challenge } = pkce();
    const url = hospital.authorizeUrl(challenge);
    const init = { method: 'POST', body: new URLSearchParams(url.searchParams) };
    const { returned } = await new Visitor().signIn(new URL(`${hospital.issuer}/authorize`), { as: 'margaret' }, init);
    const { body } = await hospital.exchange(returned?.searchParams.get('code') ?? '', verifier);
    assert.equal(body['patient'], 'margaret');
  });

  it('signs an id token that says who it is', async () => {
    const { body } = await hospital.tokens({ as: 'iris', patient: 'leo' }, { nonce: 'a-nonce' });
    const keys = createRemoteJWKSet(new URL(`${hospital.issuer}/jwks`));
    const verified = await jwtVerify(String(body['id_token']), keys, { issuer: hospital.issuer, audience: 'test-app' });
    assert.equal(verified.payload['fhirUser'], `${hospital.fhirBase}/Practitioner/iris`);
    assert.equal(verified.payload['nonce'], 'a-nonce');
  });

  it('gives no id token and no refresh token that were not asked for', async () => {
    const { body } = await hospital.tokens({ as: 'margaret' }, { scope: 'launch/patient patient/Patient.read' });
    assert.equal(body['id_token'], undefined);
    assert.equal(body['refresh_token'], undefined);
    assert.equal(body['scope'], 'launch/patient patient/Patient.read');
  });

  it('hands the grant of the token to the FHIR server', async () => {
    const { body } = await hospital.tokens(
      { as: 'margaret' },
      { scope: 'launch/patient patient/Observation.rs?category=vital-signs openid' },
    );
    const response = await hospital.call(body['access_token'], '/Observation?patient=margaret');
    assert.equal(response.status, 200);
    const echoed = (await response.json()) as {
      grant: { scopes: string[]; patient: string; fhirUser: string };
      path: string;
    };
    assert.equal(echoed.grant.patient, 'margaret');
    assert.equal(echoed.grant.fhirUser, 'Patient/margaret');
    assert.ok(echoed.grant.scopes.includes('patient/Observation.rs?category=vital-signs'));
    assert.equal(echoed.path, '/Observation?patient=margaret');
  });
});

describe('standalone launch/encounter', () => {
  const scope = 'launch/encounter patient/*.rs openid';

  it('asks for the patient and then for the visit, and gives both', async () => {
    const { returned, steps, verifier } = await hospital.signIn(
      { as: 'iris', patient: 'leo', encounter: 'visit-1' },
      { scope },
    );
    assert.deepEqual(steps, ['login', 'patient', 'encounter', 'consent']);
    const { body } = await hospital.exchange(returned?.searchParams.get('code') ?? '', verifier);
    assert.deepEqual([body['patient'], body['encounter']], ['leo', 'visit-1']);
    assert.ok(String(body['scope']).split(' ').includes('launch/encounter'));
  });

  it('can go on without one, and then says so in the scopes', async () => {
    const { body } = await hospital.tokens({ as: 'margaret', encounter: 'none' }, { scope });
    assert.deepEqual([body['patient'], body['encounter']], ['margaret', undefined]);
    assert.deepEqual(new Set(String(body['scope']).split(' ')), new Set(['patient/*.rs', 'openid']));
  });

  it('gives none when it was unticked', async () => {
    const behaviour = { as: 'iris', patient: 'leo', encounter: 'visit-1', untick: ['launch/encounter'] };
    const { body } = await hospital.tokens(behaviour, { scope });
    assert.equal(body['encounter'], undefined);
    assert.ok(!String(body['scope']).split(' ').includes('launch/encounter'));
  });

  it('keeps the visit with new tokens', async () => {
    const first = await hospital.tokens(
      { as: 'iris', patient: 'leo', encounter: 'visit-2' },
      { scope: `${scope} offline_access` },
    );
    const second = await hospital.refresh(first.body['refresh_token']);
    assert.equal(second.body['encounter'], 'visit-2');
  });

  it('takes no visit of another patient, and does not go on without an answer', async () => {
    const person = new Visitor();
    const url = hospital.authorizeUrl(pkce().challenge, { scope });
    const page = new URL((await person.request(url)).headers.get('location') ?? '');
    const post = (form: Readonly<Record<string, string>>) =>
      person.request(page, { method: 'POST', body: new URLSearchParams(form) });
    await post({ step: 'login', as: 'margaret' });
    await post({ step: 'encounter', encounter: 'visit-1' });
    await post({ step: 'consent' });
    assert.match(await (await person.request(page)).text(), /Choose a visit/);
  });

  it('may be refused', async () => {
    const { returned } = await hospital.signIn({ as: 'margaret', refuseAt: 'encounter' }, { scope });
    assert.equal(returned?.searchParams.get('error'), 'access_denied');
  });
});

describe('consent', () => {
  it('explains every scope in words and lets each be unticked but openid and the launch', async () => {
    const { page } = await new Visitor().signIn(
      hospital.authorizeUrl(pkce().challenge, {
        scope: 'launch/patient patient/AllergyIntolerance.rs openid fhirUser offline_access',
      }),
      { as: 'margaret', refuseAt: 'consent' },
    );
    assert.equal(page.status, 303);
    const visitor = new Visitor();
    const shown = await consentPage(visitor);
    assert.match(shown, /See allergies and intolerances/);
    assert.match(shown, /Stay connected when you have left/);
    assert.deepEqual(tickable(shown), ['patient/AllergyIntolerance.rs', 'fhirUser', 'offline_access']);
  });

  it('grants what stayed ticked and nothing else', async () => {
    const scope = 'launch/patient patient/Condition.rs patient/AllergyIntolerance.rs openid fhirUser offline_access';
    const { body } = await hospital.tokens(
      { as: 'margaret', untick: ['patient/Condition.rs', 'offline_access', 'fhirUser'] },
      { scope },
    );
    assert.deepEqual(
      new Set(String(body['scope']).split(' ')),
      new Set(['launch/patient', 'patient/AllergyIntolerance.rs', 'openid']),
    );
    assert.equal(body['refresh_token'], undefined);
  });

  it('escapes what it shows', async () => {
    const visitor = new Visitor();
    const pages = await pagesOf(visitor, 'iris');
    assert.match(pages, /Leo &lt;b&gt;Fischer/);
  });

  it('sends access_denied to the app when the person says no', async () => {
    for (const refuseAt of ['patient', 'consent'] as const) {
      const { returned } = await hospital.signIn({ as: 'iris', patient: 'leo', refuseAt });
      assert.equal(returned?.searchParams.get('error'), 'access_denied');
      assert.equal(returned?.searchParams.get('state'), 'a-state-of-the-app');
      assert.equal(returned?.searchParams.get('code'), null);
    }
  });

  it('allows no script and no foreign frame', async () => {
    const { page } = await hospital.signIn({});
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /script-src|unsafe/);
    assert.match(policy, new RegExp(`form-action 'self' ${new URL(redirectUri).origin}`));
    assert.doesNotMatch(page.text, /<script|style="| on[a-z]+="/);
  });
});

/** The consent page for a patient, before it is answered. */
async function consentPage(visitor: Visitor): Promise<string> {
  const scope = 'launch/patient patient/AllergyIntolerance.rs openid fhirUser offline_access';
  return stepPage(visitor, scope, { step: 'login', as: 'margaret' });
}

/** The patient page for a clinician. */
async function pagesOf(visitor: Visitor, as: string): Promise<string> {
  return stepPage(visitor, 'launch/patient patient/*.rs', { step: 'login', as });
}

async function stepPage(visitor: Visitor, scope: string, form: Record<string, string>): Promise<string> {
  const first = await visitor.request(hospital.authorizeUrl(pkce().challenge, { scope }));
  const page = new URL(first.headers.get('location') ?? '');
  await visitor.request(page, { method: 'POST', body: new URLSearchParams(form) });
  return (await visitor.request(page)).text();
}
