import assert from 'node:assert/strict';
import { get } from 'node:http';
import { after, afterEach, before, describe, it } from 'node:test';
import { help, readArguments } from '../../../packages/sandbox/src/command/arguments.ts';
import { dresses } from '../../../packages/sandbox/src/dress/wardrobe.ts';
import { SandboxError, startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import type { Json } from '../fhir/fixtures.ts';
import { App } from '../server/app.ts';

let sandbox: Sandbox;
let hospital: App;
let clinic: App;

before(async () => {
  sandbox = await startSandbox({
    port: 0,
    dress: ['epic', 'city-clinic=firely'],
    faults: ['city-clinic=error:503@Patient#1'],
  });
  const [first, second] = sandbox.organisations;
  assert.ok(first && second);
  hospital = new App(first);
  clinic = new App(second);
});
after(() => sandbox.close());

async function admin(path: string, init: RequestInit = {}): Promise<{ status: number; json: Json }> {
  const response = await fetch(`${sandbox.admin}${path}`, init);
  return { status: response.status, json: await response.json() };
}

const set = (slug: string, change: Json, headers: Record<string, string> = {}) =>
  admin(`organisations/${slug}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof change === 'string' ? change : JSON.stringify(change),
  });

describe('a sandbox that is started with dresses and faults', () => {
  it('has each organisation behave in its own way', async () => {
    const { json } = await admin('');
    assert.deepEqual(json.organisations, [
      { slug: 'university-hospital', dress: 'epic', faults: [] },
      { slug: 'city-clinic', dress: 'firely', faults: [{ kind: 'error', status: 503, where: 'Patient', count: 1 }] },
    ]);
    assert.ok(json.dresses.includes('epic') && json.faults.includes('latency'));
    const statement = await (await fetch(`${hospital.fhirBase}/metadata`)).json();
    assert.match(statement.implementation.description, /Epic/);
  });

  it('dresses what real tokens reach, and leaves sign-in and its pages alone', async () => {
    const [login] = await hospital.patientLogins(sandbox.home);
    const { body } = await hospital.tokens({ as: login!.username });
    const token = body['access_token'];
    const patient = String(body['patient']);
    const refused = await hospital.get(`/Observation?patient=${patient}`, token);
    assert.equal(refused.status, 400);
    assert.equal((await refused.json()).issue[0].details.coding[0].code, '4111');
    const found = await (await hospital.get(`/AllergyIntolerance?patient=${patient}`, token)).json();
    const notice = found.entry.find(({ search }: Json) => search.mode === 'outcome').resource;
    assert.ok(notice.issue.some(({ details }: Json) => details.coding[0].code === '4119'));
    const configuration = await fetch(`${hospital.fhirBase}/.well-known/smart-configuration`);
    const claims = await configuration.json();
    assert.equal(claims.revocation_endpoint, undefined);
    assert.ok(!claims.capabilities.includes('permission-online') && claims.capabilities.includes('launch-ehr'));
  });

  it('says what is wrong with a dress, a fault or an organisation that is not there', async () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ dress: ['epik'] }, /--dress is none or one of epic, .* not "epik"/],
      [{ dress: ['clinic=epic'] }, /--dress names the organisation "clinic"; there are university-hospital and/],
      [{ faults: ['lag'] }, /--faults: "lag" is no fault/],
    ];
    for (const [options, reason] of cases) {
      await assert.rejects(
        startSandbox({ port: 0, ...options }),
        (error) => error instanceof SandboxError && reason.test(error.message),
      );
    }
  });
});

describe('the command line', () => {
  it('takes dresses and faults, several of each', () => {
    const args = ['--dress', 'epic', '--dress', 'city-clinic=hapi', '--faults', 'drop%10', '--faults', 'latency:5'];
    const command = readArguments(args);
    assert.ok(command.kind === 'start');
    assert.deepEqual(command.options.dress, ['epic', 'city-clinic=hapi']);
    assert.deepEqual(command.options.faults, ['drop%10', 'latency:5']);
  });

  it('names every dress and the form of a fault in its help', () => {
    for (const { name } of dresses) assert.ok(help.includes(name), name);
    assert.ok(help.includes('kind[:value][@where][#count][%percent]'));
  });
});

describe('the admin address', () => {
  afterEach(() => set('city-clinic', { dress: null, faults: [] }));

  it('changes dress and faults while the sandbox runs, and only those that are named', async () => {
    const relations = async (): Promise<string[]> => {
      const { body } = await clinic.tokens({ as: 'rosa-mensah' }, { scope: 'user/*.rs openid' });
      const bundle = await (await clinic.get('/Observation?_count=1', body['access_token'])).json();
      return bundle.link.map(({ url }: Json) => url);
    };
    const { json } = await set('city-clinic', { dress: 'canvas', faults: ['latency:1'] });
    assert.deepEqual(json, { slug: 'city-clinic', dress: 'canvas', faults: [{ kind: 'latency', milliseconds: 1 }] });
    for (const url of await relations()) assert.match(url, /^\/Observation\?/);
    const undressed = await set('city-clinic', { dress: null });
    assert.deepEqual(undressed.json, {
      slug: 'city-clinic',
      dress: null,
      faults: [{ kind: 'latency', milliseconds: 1 }],
    });
    for (const url of await relations()) assert.ok(url.startsWith(clinic.fhirBase), url);
    assert.equal((await admin('organisations/university-hospital')).json.dress, 'epic', 'the other one stays as it is');
  });

  it('has fewer scopes granted than were asked for, without a word, where the vendor does that', async () => {
    await set('city-clinic', { dress: 'oracle-health' });
    const [login] = await clinic.patientLogins(sandbox.home);
    const scope = 'launch/patient patient/Condition.rs patient/Observation.cruds openid';
    const { status, body } = await clinic.tokens({ as: login!.username }, { scope });
    assert.equal(status, 200);
    const granted = String(body['scope']).split(' ');
    assert.ok(
      granted.includes('patient/Condition.rs') && !granted.includes('patient/Observation.cruds'),
      granted.join(),
    );
    const patient = String(body['patient']);
    assert.equal((await clinic.get(`/Condition?patient=${patient}`, body['access_token'])).status, 200);
    assert.equal((await clinic.get(`/Observation?patient=${patient}`, body['access_token'])).status, 403);
  });

  it('lets sign-in fail as well', async () => {
    await set('city-clinic', { faults: [{ kind: 'error', status: 500, where: '/auth/token', count: 1 }] });
    const form = new URLSearchParams({ grant_type: 'authorization_code', code: 'x', client_id: 'test-app' });
    const post = () => fetch(`${clinic.issuer}/token`, { method: 'POST', body: form });
    assert.equal((await post()).status, 500);
    assert.equal((await post()).status, 400, 'the second answer is the real one');
  });

  it('changes nothing when part of what it is told makes no sense', async () => {
    const before = (await admin('organisations/city-clinic')).json;
    const cases: readonly (readonly [Json, number, RegExp])[] = [
      [{ dress: 'epik' }, 400, /dress is null or one of epic/],
      [{ dress: 7 }, 400, /dress is null/],
      [{ dress: 'epic', faults: ['lag'] }, 400, /is no fault/],
      [{ faults: 'latency:1' }, 400, /faults is a list/],
      [{ colour: 'red' }, 400, /"colour" cannot be set/],
      ['{', 400, /no JSON object/],
      ['[]', 400, /no JSON object/],
      [JSON.stringify({ faults: ['x'.repeat(100_000)] }), 413, /larger than/],
    ];
    for (const [change, status, reason] of cases) {
      const reply = await set('city-clinic', change);
      assert.equal(reply.status, status, JSON.stringify(reply.json));
      assert.match(reply.json.error, reason);
    }
    assert.deepEqual((await admin('organisations/city-clinic')).json, before);
    assert.equal((await set('nowhere', {})).status, 404);
    assert.equal((await admin('organisations/city-clinic', { method: 'DELETE' })).status, 405);
  });

  it('is closed to pages: of other origins, in frames and forms, and under other host names', async () => {
    const refused = [
      await set('city-clinic', { dress: 'epic' }, { Origin: 'https://elsewhere.example' }),
      await set('city-clinic', { dress: 'epic' }, { Origin: new URL(sandbox.portal).origin }),
      await set('city-clinic', { dress: 'epic' }, { Origin: 'null' }),
      await set('city-clinic', { dress: 'epic' }, { 'Sec-Fetch-Site': 'cross-site' }),
    ];
    for (const { status } of refused) assert.equal(status, 403);
    assert.equal((await set('city-clinic', '{"dress":"epic"}', { 'Content-Type': 'text/plain' })).status, 415);
    const preflight = await fetch(`${sandbox.admin}organisations/city-clinic`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    const { port } = new URL(sandbox.admin);
    const status = await new Promise((resolve, reject) => {
      const options = { port, path: '/admin/', headers: { Host: 'rebound.example' } };
      get(options, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    assert.equal(status, 421);
    assert.equal((await admin('organisations/city-clinic')).json.dress, null);
  });
});
