/** App State as an app meets it at a running sandbox. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Basic, Bundle, OperationOutcome } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { App } from '../server/app.ts';

const coding = { system: 'https://app.example', code: 'preferences' };
const asked = `code=${encodeURIComponent('https://app.example|preferences')}`;

let sandbox: Sandbox;
let hospital: App;
let base: string;
/** Of a clinician with the patient Margaret in context, who may do everything. */
let token: string;
let patient: string;

before(async () => {
  sandbox = await startSandbox({ port: 0 });
  const [first] = sandbox.organisations;
  assert.ok(first);
  hospital = new App(first);
  const configuration = (await (await fetch(`${hospital.fhirBase}/.well-known/smart-configuration`)).json()) as {
    associated_endpoints: { url: string; capabilities: string[] }[];
  };
  const [endpoint] = configuration.associated_endpoints;
  assert.deepEqual(endpoint?.capabilities, ['smart-app-state']);
  base = endpoint.url;
  assert.ok(!base.startsWith(`${hospital.fhirBase}/`));
  token = await tokenFor('user/Basic.cuds openid fhirUser', 'anil-patel', 'p-1001');
  patient = `${hospital.fhirBase}/Patient/p-1001`;
});
after(() => sandbox.close());

async function tokenFor(scope: string, as: string, chosen?: string): Promise<string> {
  const { body } = await hospital.tokens(
    { as, ...(chosen && { patient: chosen }) },
    { scope: `launch/patient ${scope}` },
  );
  return String(body['access_token']);
}

function call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${base}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}

function state(value: string, change: object = {}): object {
  const extension = [{ url: 'https://app.example/v1', valueString: value }];
  return { resourceType: 'Basic', code: { coding: [coding] }, extension, ...change };
}

async function found(query: string): Promise<readonly Basic[]> {
  const bundle = (await (await call('GET', `/Basic?${query}`)).json()) as Bundle<Basic>;
  assert.equal(bundle.resourceType, 'Bundle');
  return (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
}

async function outcomeOf(response: Response): Promise<string> {
  const { resourceType, issue } = (await response.json()) as OperationOutcome;
  assert.equal(resourceType, 'OperationOutcome');
  return issue[0]?.diagnostics ?? '';
}

describe('App State at the sandbox', () => {
  it('is made, found again, changed under its version, and removed', async () => {
    const subject = { reference: patient };
    const made = await call('POST', '/Basic', state('a', { subject }));
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('etag'), 'W/"1"');
    const basic = (await made.json()) as Basic;
    assert.equal(made.headers.get('location'), `${base}/Basic/${basic.id}`);
    assert.deepEqual(await found(`${asked}&subject=${patient}`), [basic]);
    assert.deepEqual(basic.subject, subject);

    const change = state('b', { subject, id: basic.id });
    const changed = await call('PUT', `/Basic/${basic.id}`, change, { 'If-Match': 'W/"1"' });
    assert.equal(changed.headers.get('etag'), 'W/"2"');
    const removed = await call('DELETE', `/Basic/${basic.id}`, undefined, { 'If-Match': 'W/"2"' });
    assert.equal(removed.status, 204);
    assert.deepEqual(await found(`${asked}&subject=${patient}`), []);
    const again = await call('PUT', `/Basic/${basic.id}`, change, { 'If-Match': 'W/"2"' });
    assert.equal(again.status, 412);
  });

  it('is not in the record', async () => {
    await call('POST', '/Basic', state('a', { subject: { reference: patient } }));
    const all = await tokenFor('patient/*.rs', 'margaret');
    const bundle = (await (await hospital.get('/Basic?patient=p-1001', all)).json()) as Bundle;
    assert.deepEqual(bundle.entry ?? [], []);
  });

  it('fails for a version that is old, missing or of another code or subject', async () => {
    const { id } = (await (await call('POST', '/Basic', state('a'))).json()) as Basic;
    for (const [change, headers] of [
      [{}, {}],
      [{}, { 'If-Match': 'W/"7"' }],
      [{ subject: { reference: patient } }, { 'If-Match': 'W/"1"' }],
      [{ code: { coding: [{ ...coding, code: 'other' }] } }, { 'If-Match': 'W/"1"' }],
    ] as const) {
      const response = await call('PUT', `/Basic/${id}`, state('b', { id, ...change }), headers);
      assert.equal(response.status, 412, JSON.stringify([change, headers]));
    }
    assert.equal((await call('DELETE', `/Basic/${id}`)).status, 412);
  });

  it('takes what the standard allows, and says what it does not', async () => {
    const cases: readonly (readonly [change: object, said: RegExp])[] = [
      [{ id: 'mine' }, /no id/],
      [{ meta: { versionId: '1' } }, /versionId/],
      [{ code: { coding: [] } }, /one coding/],
      [{ code: { coding: [coding, coding] } }, /one coding/],
      [{ code: { text: 'preferences' } }, /one coding/],
      [{ extension: [{ url: 'x', valueInteger: 1 }] }, /valueString/],
      [{ extension: [{ url: 'x', extension: [] }] }, /valueString/],
      [{ subject: { reference: 'Patient/p-1001' } }, /absolute/],
      [{ subject: { reference: 'https://elsewhere.example/fhir/Patient/p-1001' } }, /absolute/],
      [{ subject: { reference: `${hospital.fhirBase}/Observation/1` } }, /absolute/],
      [{ resourceType: 'Patient' }, /Basic/],
    ];
    for (const [change, said] of cases) {
      const response = await call('POST', '/Basic', state('a', change));
      assert.equal(response.status, 400, JSON.stringify(change));
      assert.match(await outcomeOf(response), said);
    }
    assert.equal((await call('POST', '/Basic', state('x'.repeat(256 * 1024)))).status, 413);
  });

  it('is searched by code and subject, or code and no subject', async () => {
    const mine = { ...coding, code: 'searched' };
    const [ofPatient, ofApp] = await Promise.all(
      [{ subject: { reference: patient } }, {}].map(async (change) => {
        const response = await call('POST', '/Basic', state('a', { code: { coding: [mine] }, ...change }));
        return (await response.json()) as Basic;
      }),
    );
    const code = `code=${encodeURIComponent('https://app.example|searched')}`;
    assert.deepEqual(await found(`${code}&subject=${patient}`), [ofPatient]);
    assert.deepEqual(await found(`${code}&subject:missing=true`), [ofApp]);
    for (const query of ['', code, `subject=${patient}`, `${code}&subject=${patient}&author=x`]) {
      assert.equal((await call('GET', `/Basic?${query}`)).status, 400, query);
    }
  });

  it('is reached with a token, and as far as its scopes go', async () => {
    assert.equal((await fetch(`${base}/Basic?${asked}&subject:missing=true`)).status, 401);
    const user = `${hospital.fhirBase}/Practitioner`;
    const cases: readonly (readonly [scope: string, query: string, status: number])[] = [
      ['patient/Basic.cuds', `subject=${patient}`, 200],
      ['patient/Basic.cuds', 'subject:missing=true', 403],
      ['patient/Basic.s?code=https://app.example|preferences', `subject=${patient}`, 200],
      ['patient/Basic.s?code=https://app.example|other', `subject=${patient}`, 403],
      ['patient/Basic.cud', `subject=${patient}`, 403],
      ['patient/Observation.rs', `subject=${patient}`, 403],
      ['user/Basic.cuds', 'subject:missing=true', 200],
      ['user/Basic.cuds', `subject=${hospital.fhirBase}/Patient/p-1002`, 403],
      ['user/Basic.cuds', `subject=${user}/somebody-else`, 403],
    ];
    for (const [scope, query, status] of cases) {
      const scoped = await tokenFor(`${scope} openid`, 'anil-patel', 'p-1001');
      const response = await fetch(`${base}/Basic?${asked}&${query}`, {
        headers: { Authorization: `Bearer ${scoped}` },
      });
      assert.equal(response.status, status, `${scope} ${query}`);
    }
  });

  it('has nothing else at its address', async () => {
    for (const path of ['/Patient', '/Basic/1', '/', '/Basic/1/_history']) {
      assert.equal((await call('GET', path)).status, 404, path);
    }
  });

  it('can be reached by pages of other origins', async () => {
    const response = await call('GET', `/Basic?${asked}&subject:missing=true`, undefined, {
      Origin: 'http://localhost:9',
    });
    assert.equal(response.headers.get('access-control-allow-origin'), 'http://localhost:9');
    assert.match(response.headers.get('access-control-expose-headers') ?? '', /ETag/);
  });
});
