import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../../support/visitor.ts';
import { TestOrganisations, type TestOrganisation } from './organisation.ts';

let organisations: TestOrganisations;
let hospital: TestOrganisation;

before(async () => {
  organisations = await TestOrganisations.start();
  hospital = organisations.hospital;
});
after(() => organisations.close());

const context = {
  patient: 'leo',
  encounter: 'visit-1',
  intent: 'review',
  tenant: 'ward-7',
  need_patient_banner: false,
  fhirContext: [
    { reference: 'ImagingStudy/chest', role: 'https://example.org/role/open-image' },
    { identifier: { system: 'urn:accession', value: 'A-17' }, type: 'ServiceRequest' },
  ],
};
const scope = 'launch patient/*.rs openid fhirUser';

describe('EHR launch', () => {
  it('shows no page, and gives what was open in the EHR', async () => {
    const launch = hospital.server.launches.create({ username: 'iris', context });
    const { returned, steps, verifier } = await hospital.signIn({}, { launch, scope });
    assert.deepEqual(steps, []);
    const { body } = await hospital.exchange(returned?.searchParams.get('code') ?? '', verifier);
    for (const [name, value] of Object.entries(context)) assert.deepEqual(body[name], value, name);
    assert.match(String(body['smart_style_url']), /^http:/);
    assert.deepEqual(new Set(String(body['scope']).split(' ')), new Set(scope.split(' ')));
  });

  it('is for the clinician at the EHR, whoever signed in before in that browser', async () => {
    const visitor = new Visitor();
    await hospital.signIn({ as: 'margaret' }, {}, visitor);
    const launch = hospital.server.launches.create({ username: 'iris', context });
    const { returned, verifier } = await hospital.signIn({}, { launch, scope }, visitor);
    const { body } = await hospital.exchange(returned?.searchParams.get('code') ?? '', verifier);
    const answer = (await (await hospital.call(body['access_token'])).json()) as {
      grant: { fhirUser: string; patient: string };
    };
    assert.equal(answer.grant.fhirUser, 'Practitioner/iris');
    assert.equal(answer.grant.patient, 'leo');
  });

  it('goes on as it began: new tokens say the same, also when they are for less', async () => {
    const launch = hospital.server.launches.create({ username: 'iris', context });
    const first = await hospital.tokens({}, { launch, scope: `${scope} online_access` });
    const second = await hospital.refresh(first.body['refresh_token']);
    const third = await hospital.refresh(second.body['refresh_token'], {
      client_id: 'test-app',
      scope: 'launch patient/*.rs',
    });
    for (const [{ body }, granted] of [
      [second, `${scope} online_access`],
      [third, 'launch patient/*.rs'],
    ] as const) {
      for (const [name, value] of Object.entries(context)) assert.deepEqual(body[name], value, name);
      assert.equal(body['smart_style_url'], first.body['smart_style_url']);
      assert.deepEqual(new Set(String(body['scope']).split(' ')), new Set(granted.split(' ')));
    }
    const answer = (await (await hospital.call(third.body['access_token'])).json()) as { grant: { scopes: string[] } };
    assert.deepEqual(new Set(answer.grant.scopes), new Set(['launch', 'patient/*.rs']));
  });

  it('can be asked for less than before once, and for all again afterwards', async () => {
    const launch = hospital.server.launches.create({ username: 'iris', context });
    const first = await hospital.tokens({}, { launch, scope: `${scope} online_access` });
    const less = await hospital.refresh(first.body['refresh_token'], { client_id: 'test-app', scope: 'launch openid' });
    assert.deepEqual(new Set(String(less.body['scope']).split(' ')), new Set(['launch', 'openid']));
    const all = await hospital.refresh(less.body['refresh_token']);
    assert.equal(all.body['scope'], first.body['scope']);
  });

  it('of the next patient does not change what an earlier token may see', async () => {
    const tokens = [];
    for (const patient of ['leo', 'margaret']) {
      const launch = hospital.server.launches.create({ username: 'iris', context: { patient } });
      tokens.push((await hospital.tokens({}, { launch, scope })).body['access_token']);
    }
    for (const [index, patient] of ['leo', 'margaret'].entries()) {
      const answer = (await (await hospital.call(tokens[index])).json()) as { grant: { patient: string } };
      assert.equal(answer.grant.patient, patient);
    }
  });

  it('of another organisation is refused', async () => {
    const launch = organisations.clinic.server.launches.create({ username: 'iris', context });
    const { returned } = await hospital.signIn({}, { launch, scope });
    assert.equal(returned?.searchParams.get('error'), 'invalid_request');
  });

  it('that has expired is refused', async () => {
    const short = await TestOrganisations.start({ launch: 0 });
    try {
      const launch = short.hospital.server.launches.create({ username: 'iris', context });
      const { returned } = await short.hospital.signIn({}, { launch, scope });
      assert.match(returned?.searchParams.get('error_description') ?? '', /expired/);
    } finally {
      await short.close();
    }
  });
});
