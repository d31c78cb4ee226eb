/** Scopes from the consent page to the FHIR answer: what a real token of a real sign-in may do. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle, FhirResource, Observation, OperationOutcome } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import type { Behaviour } from '../../support/visitor.ts';
import { App } from './app.ts';

let sandbox: Sandbox;
let hospital: App;
/** Her id at the hospital, and one laboratory result and one vital sign of hers. */
let margaret: string;
let laboratoryId: string;
let vitalSignId: string;

const categories = 'http://terminology.hl7.org/CodeSystem/observation-category';

before(async () => {
  sandbox = await startSandbox({ port: 0, today: new Date('2026-10-19T09:42:00Z') });
  const [first] = sandbox.organisations;
  assert.ok(first);
  hospital = new App(first);
  const everything = await token('patient/*.rs');
  margaret = everything.patient;
  laboratoryId = await firstOf('laboratory', everything.token);
  vitalSignId = await firstOf('vital-signs', everything.token);
});
after(() => sandbox.close());

interface Access {
  readonly token: unknown;
  readonly patient: string;
  readonly scopes: readonly string[];
  readonly refreshToken: string;
}

/** Signs Margaret in, asking for these scopes beside her launch. */
async function token(scope: string, behaviour: Behaviour = {}): Promise<Access> {
  const { body } = await hospital.tokens({ as: 'margaret', ...behaviour }, { scope: `launch/patient ${scope}` });
  return {
    token: body['access_token'],
    patient: String(body['patient']),
    scopes: String(body['scope']).split(' '),
    refreshToken: String(body['refresh_token']),
  };
}

async function firstOf(category: string, accessToken: unknown): Promise<string> {
  const bundle = await search<Observation>(`/Observation?category=${category}&_count=1`, accessToken);
  const id = bundle[0]?.id;
  assert.ok(id, category);
  return id;
}

/** Every resource of a search's first page, included ones too. */
async function search<R extends FhirResource>(path: string, accessToken: unknown): Promise<R[]> {
  const response = await hospital.get(path, accessToken);
  assert.equal(response.status, 200, path);
  const bundle = (await response.json()) as Bundle<R>;
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
}

const categoriesOf = (resources: readonly FhirResource[]): string[] => [
  ...new Set(
    resources
      .filter((resource): resource is Observation => resource.resourceType === 'Observation')
      .flatMap(({ category }) => category?.[0]?.coding?.[0]?.code ?? 'none'),
  ),
];

const observation = (category: string, change: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ system: categories, code: category }] }],
  code: { text: 'Measured at home' },
  subject: { reference: `Patient/${margaret}` },
  ...change,
});

async function isForbidden(response: Response, what: string): Promise<void> {
  assert.equal(response.status, 403, what);
  const outcome = (await response.json()) as OperationOutcome;
  assert.equal(outcome.resourceType, 'OperationOutcome', what);
  assert.equal(outcome.issue[0]?.code, 'forbidden', what);
}

describe('a scope with a query', () => {
  const vitalSigns = `patient/Observation.rs?category=${categories}|vital-signs`;
  const laboratory = `patient/Observation.rs?category=${categories}|laboratory`;

  it('comes back in the token response as it was asked for', async () => {
    const { scopes } = await token(vitalSigns);
    assert.deepEqual(scopes, ['launch/patient', vitalSigns]);
  });

  it('limits search and read to what the query finds', async () => {
    const { token: vitals } = await token(vitalSigns);
    assert.deepEqual(categoriesOf(await search('/Observation?_count=200', vitals)), ['vital-signs']);
    assert.deepEqual(await search('/Observation?category=laboratory', vitals), []);
    assert.equal((await hospital.get(`/Observation/${vitalSignId}`, vitals)).status, 200);
    assert.equal((await hospital.get(`/Observation/${laboratoryId}`, vitals)).status, 404);
    assert.equal((await hospital.get(`/Observation/${laboratoryId}/_history`, vitals)).status, 404);
  });

  it('limits what comes along by include', async () => {
    const { token: vitals } = await token(`patient/Patient.rs ${vitalSigns}`);
    const along = await search('/Patient?_revinclude=Observation:patient', vitals);
    assert.ok(along.some(({ resourceType }) => resourceType === 'Patient'));
    assert.deepEqual(categoriesOf(along), ['vital-signs']);
    const reports = await token(`patient/DiagnosticReport.rs ${vitalSigns}`);
    const results = await search('/DiagnosticReport?_include=DiagnosticReport:result', reports.token);
    assert.ok(results.length > 0);
    assert.deepEqual(categoriesOf(results), []);
    const both = await token(`patient/DiagnosticReport.rs ${laboratory}`);
    const shown = await search('/DiagnosticReport?_include=DiagnosticReport:result', both.token);
    assert.deepEqual(categoriesOf(shown), ['laboratory']);
  });

  it('limits what can be written', async () => {
    const { token: writer } = await token(`patient/Observation.cruds?category=${categories}|vital-signs`);
    const created = await hospital.send('POST', '/Observation', writer, observation('vital-signs'));
    assert.equal(created.status, 201);
    const location = (created.headers.get('location') ?? '').slice(hospital.fhirBase.length);
    const path = location.split('/_history')[0] ?? '';
    await isForbidden(await hospital.send('POST', '/Observation', writer, observation('laboratory')), 'create');
    const id = path.split('/').at(-1);
    const turned = await hospital.send('PUT', path, writer, observation('laboratory', { id }));
    await isForbidden(turned, 'an update that would carry it out of reach');
    const amended = await hospital.send('PUT', path, writer, observation('vital-signs', { id, status: 'amended' }));
    assert.equal(amended.status, 200);
    const others = await hospital.send('PUT', `/Observation/${laboratoryId}`, writer, {
      ...observation('vital-signs'),
      id: laboratoryId,
    });
    assert.ok([403, 404].includes(others.status), `an update of what is out of reach: ${others.status}`);
    const stillThere = await token('patient/Observation.rs');
    const kept = (await (await hospital.get(`/Observation/${laboratoryId}`, stillThere.token)).json()) as Observation;
    assert.deepEqual(categoriesOf([kept]), ['laboratory']);
  });

  it('beside another of the same type allows both', async () => {
    const { token: both } = await token(`${vitalSigns} ${laboratory}`);
    const found = await search('/Observation?_count=1000', both);
    assert.deepEqual(new Set(categoriesOf(found)), new Set(['vital-signs', 'laboratory']));
  });

  it('is gone when it was unticked, and the other stays', async () => {
    const { token: left, scopes } = await token(`${vitalSigns} ${laboratory}`, { untick: [laboratory] });
    assert.deepEqual(scopes, ['launch/patient', vitalSigns]);
    assert.deepEqual(categoriesOf(await search('/Observation?_count=1000', left)), ['vital-signs']);
  });

  it('is enforced after a refresh that asked for it alone', async () => {
    const { refreshToken } = await token(`offline_access ${vitalSigns} ${laboratory}`);
    const less = await hospital.refresh(refreshToken, { scope: vitalSigns });
    assert.equal(less.body['scope'], vitalSigns);
    assert.deepEqual(categoriesOf(await search('/Observation?_count=1000', less.body['access_token'])), [
      'vital-signs',
    ]);
  });

  it('of several parameters wants all of them', async () => {
    const { token: none } = await token(`patient/Observation.rs?category=vital-signs&status=entered-in-error`);
    const found = await search<Observation>('/Observation?_count=1000', none);
    for (const { status } of found) assert.equal(status, 'entered-in-error');
    const { token: final } = await token(`patient/Observation.rs?category=vital-signs&status=final`);
    assert.ok((await search('/Observation', final)).length > 0);
  });
});

describe('the letters of a scope', () => {
  const id = 'written-with-letters';

  /** What an app tries on observations. */
  const attempts: Readonly<Record<string, (accessToken: unknown) => Promise<Response>>> = {
    create: (accessToken) => hospital.send('POST', '/Observation', accessToken, observation('survey')),
    read: (accessToken) => hospital.get(`/Observation/${laboratoryId}`, accessToken),
    update: (accessToken) =>
      hospital.send('PUT', `/Observation/${id}`, accessToken, observation('survey', { id, status: 'amended' })),
    delete: (accessToken) => hospital.send('DELETE', `/Observation/${id}`, accessToken, ''),
    search: (accessToken) => hospital.get('/Observation?_count=1', accessToken),
  };

  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['patient/Observation.c', ['create']],
    ['patient/Observation.r', ['read']],
    ['patient/Observation.u', ['update']],
    ['patient/Observation.d', ['delete']],
    ['patient/Observation.s', ['search']],
    ['patient/Observation.rs', ['read', 'search']],
    ['patient/Observation.read', ['read', 'search']],
    ['patient/Observation.write', ['create', 'update', 'delete']],
    ['patient/Observation.*', ['create', 'read', 'update', 'delete', 'search']],
    ['patient/*.cruds', ['create', 'read', 'update', 'delete', 'search']],
    ['patient/Observation.read patient/Observation.c', ['create', 'read', 'search']],
    ['patient/Observation.rs user/Observation.write', ['create', 'read', 'update', 'delete', 'search']],
    ['patient/Condition.cruds patient/Patient.*', []],
  ];
  for (const [scope, allowed] of cases) {
    it(`${scope} allow ${allowed.join(', ') || 'nothing here'}`, async () => {
      const all = await token('patient/*.cruds');
      const given = await hospital.send('PUT', `/Observation/${id}`, all.token, observation('survey', { id }));
      assert.ok(given.ok);
      const { token: limited } = await token(scope);
      for (const [name, attempt] of Object.entries(attempts)) {
        const response = await attempt(limited);
        if (allowed.includes(name)) assert.ok(response.ok, `${name}: ${response.status} ${await response.text()}`);
        else await isForbidden(response, name);
      }
    });
  }
});
