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
};
const scope = 'launch patient/*.rs openid fhirUser';

describe('EHR launch', () => {
  it('shows no page, and gives what was open in the EHR', async () => {
    const launch = hospital.server.launches.create({ username: 'iris', context });
    const { returned, steps, verifier } = await hospital.signIn({}, { launch, scope });
    assert.deepEqual(steps, []);
    const { body } = await hospital.exchange(returned?.searchParams.get('code') ?? '', verifier);
    for (const [name, value] of Object.entries(context)) assert.equal(body[name], value, name);
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
