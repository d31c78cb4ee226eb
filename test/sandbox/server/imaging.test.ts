import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle, Endpoint, ImagingStudy } from 'fhir/r4.js';
import { startSandbox } from '../../../packages/sandbox/src/server/start.ts';
import type { Sandbox } from '../../../packages/sandbox/src/server/options.ts';
import { App } from './app.ts';

describe('images over DICOMweb', () => {
  let sandbox: Sandbox;
  let app: App;
  let ownToken: unknown;
  let own: string;
  let foreign: string;

  before(async () => {
    sandbox = await startSandbox({ port: 0 });
    const [hospital] = sandbox.organisations;
    assert.ok(hospital);
    app = new App(hospital);
    const clinician = await app.tokens({ as: 'anil-patel' }, { scope: 'openid fhirUser user/*.rs' });
    ownToken = (await app.tokens({ as: 'keoni' })).body['access_token'];
    own = await firstFrame('p-1006', clinician.body['access_token']);
    foreign = await firstFrame('p-1004', clinician.body['access_token']);
  });
  after(() => sandbox.close());

  /** Goes the way a viewer goes: study, endpoint, address of its first frame. */
  async function firstFrame(patient: string, token: unknown): Promise<string> {
    const bundle = (await (await app.get(`/ImagingStudy?patient=${patient}`, token)).json()) as Bundle<ImagingStudy>;
    const study = bundle.entry?.[0]?.resource;
    const endpoint = (await (await app.get(`/${study?.endpoint?.[0]?.reference}`, token)).json()) as Endpoint;
    const [series] = study?.series ?? [];
    const uid = study?.identifier?.[0]?.value?.replace('urn:oid:', '');
    return `${endpoint.address}/studies/${uid}/series/${series?.uid}/instances/${series?.instance?.[0]?.uid}/frames/1/rendered`;
  }

  const get = (address: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(address, { headers: { Authorization: `Bearer ${String(ownToken)}`, ...headers } });

  it('shows a person their own images, at the size asked for', async () => {
    const response = await get(`${own}?viewport=96,128`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'image/png');
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [96, 96]);
  });

  it('shows nothing without a token, nor to someone else, nor without a scope for studies', async () => {
    assert.equal((await fetch(own)).status, 401);
    assert.equal((await get(own, { Authorization: 'Bearer made-up' })).status, 401);
    assert.equal((await get(foreign)).status, 404);
    const narrow = await app.tokens({ as: 'keoni' }, { scope: 'launch/patient patient/Patient.rs' });
    const refused = await get(own, { Authorization: `Bearer ${String(narrow.body['access_token'])}` });
    assert.equal(refused.status, 403);
    assert.equal(((await refused.json()) as { resourceType: string }).resourceType, 'OperationOutcome');
  });

  it('refuses what it cannot do in words', async () => {
    const cases: readonly (readonly [address: string, status: number, headers?: Record<string, string>])[] = [
      [own.replace('/frames/1/', '/frames/7/'), 404],
      [own.replace('/rendered', ''), 404],
      [`${own}?viewport=5,5`, 400],
      [`${own}?viewport=wide`, 400],
      [own, 406, { Accept: 'image/jpeg' }],
    ];
    for (const [address, status, headers] of cases) {
      const response = await get(address, headers);
      assert.equal(response.status, status, address);
      const outcome = (await response.json()) as { issue: { diagnostics: string }[] };
      assert.ok(outcome.issue[0]?.diagnostics);
    }
    const posted = await fetch(own, { method: 'POST', headers: { Authorization: `Bearer ${String(ownToken)}` } });
    assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD']);
  });

  it('lets pages of other origins read images with a token', async () => {
    const preflight = await fetch(own, {
      method: 'OPTIONS',
      headers: { Origin: 'https://portal.example', 'Access-Control-Request-Headers': 'authorization' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://portal.example');
  });
});
