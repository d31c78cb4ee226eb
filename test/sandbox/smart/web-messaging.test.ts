/** What the demo EHR makes of messages, as its page asks on behalf of an app. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { App } from '../server/app.ts';

let sandbox: Sandbox;
let hospital: App;

before(async () => {
  sandbox = await startSandbox({ port: 0 });
  const [first] = sandbox.organisations;
  assert.ok(first);
  hospital = new App(first);
});
after(() => sandbox.close());

/** The `launch` of the app in the chart that the EHR opens, and the page around it. */
async function openChart(
  app = '',
): Promise<{ readonly launch: string; readonly page: string; readonly policy: string }> {
  const response = await fetch(sandbox.ehr, { method: 'POST', body: new URLSearchParams({ patient: 'p-1001', app }) });
  const page = await response.text();
  const source = /<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const policy = response.headers.get('content-security-policy') ?? '';
  return { launch: URL.parse(source)?.searchParams.get('launch') ?? '', page, policy };
}

async function launched(scope: string): Promise<Readonly<Record<string, unknown>>> {
  const { launch } = await openChart();
  return (await hospital.tokens({}, { launch, scope: `launch patient/*.rs openid ${scope}`.trim() })).body;
}

function send(messagingHandle: unknown, messageType: string, payload: object = {}): Promise<Response> {
  return fetch(`${sandbox.ehr}messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ messagingHandle, messageId: '1', messageType, payload }),
  });
}

async function reaction(handle: unknown, messageType: string, payload: object = {}): Promise<unknown> {
  const response = await send(handle, messageType, payload);
  assert.equal(response.status, 200);
  return response.json();
}

describe('an app that the EHR opens', () => {
  it('learns where messages go and under which handle, each launch its own', async () => {
    const [one, other] = [await launched('messaging/ui'), await launched('')];
    assert.equal(one['smart_web_messaging_origin'], new URL(sandbox.ehr).origin);
    assert.match(String(one['smart_web_messaging_handle']), /^[\w-]{32}$/);
    assert.notEqual(one['smart_web_messaging_handle'], other['smart_web_messaging_handle']);
    assert.match(String(one['scope']), /messaging\/ui/);
    assert.doesNotMatch(String(other['scope']), /messaging/);
  });

  it('is granted no messages where no page of the EHR is around it', async () => {
    const alone = await hospital.tokens({ as: 'margaret' }, { scope: 'launch/patient patient/*.rs messaging/ui' });
    assert.doesNotMatch(String(alone.body['scope']), /messaging/);
    const body = new URLSearchParams({ organisation: hospital.slug, patient: 'p-1001' });
    const { launch } = (await (await fetch(`${sandbox.ehr}launch`, { method: 'POST', body })).json()) as {
      launch: string;
    };
    const byScript = await hospital.tokens({}, { launch, scope: 'launch patient/*.rs messaging/ui' });
    assert.equal(byScript.body['smart_web_messaging_handle'], undefined);
  });

  it('may be any page of this machine, framed by an EHR that runs its own script alone', async () => {
    const { page, policy, launch } = await openChart('http://localhost:9/app.html?a=b');
    assert.match(page, /data-origin="http:\/\/localhost:9"/);
    assert.match(policy, /frame-src 'self' http:\/\/localhost:9;/);
    assert.match(policy, /script-src 'self'/);
    assert.notEqual(launch, '');
    assert.match((await openChart('https://elsewhere.example/')).page, /role="alert"/);
  });
});

describe('a message to the EHR', () => {
  it('is heard with a handle that is good', async () => {
    const { smart_web_messaging_handle: handle, access_token: token } = await launched('messaging/ui');
    assert.deepEqual(await reaction(handle, 'status.handshake'), { payload: {} });
    for (const wrong of ['', 'made-up', undefined, 7]) assert.equal((await send(wrong, 'ui.done')).status, 403);
    await fetch(`${hospital.issuer}/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'test-app', token: String(token) }),
    });
    assert.equal((await send(handle, 'status.handshake')).status, 403);
  });

  it('closes the app, or shows orders, with messaging/ui', async () => {
    const { smart_web_messaging_handle: handle } = await launched('messaging/ui');
    assert.deepEqual(await reaction(handle, 'ui.done'), { payload: { status: 'success' }, close: true });
    const review = {
      activityType: 'order-review',
      activityParameters: { draftOrderLocations: ['MedicationRequest/1'] },
    };
    assert.deepEqual(await reaction(handle, 'ui.launchActivity', review), {
      payload: { status: 'success' },
      notice: 'Order review: the app hands over 1 draft order.',
    });
    for (const [type, payload] of [
      ['ui.launchActivity', { activityType: 'problem-review', activityParameters: {} }],
      ['ui.launchActivity', { activityType: 'order-review', activityParameters: {} }],
      ['ui.somethingElse', {}],
    ] as const) {
      const { payload: answer } = (await reaction(handle, type, payload)) as { payload: { status: string } };
      assert.equal(answer.status, 'failure', type);
    }
  });

  it('is refused without the scope', async () => {
    const { smart_web_messaging_handle: handle } = await launched('');
    const { payload, close } = (await reaction(handle, 'ui.done')) as { payload: { status: string }; close?: true };
    assert.deepEqual([payload.status, close], ['failure', undefined]);
    assert.match(JSON.stringify(await reaction(handle, 'scratchpad.read')), /"403 Forbidden".*OperationOutcome/);
  });

  it('finds no scratchpad, and is told so with an outcome', async () => {
    const { smart_web_messaging_handle: handle } = await launched('messaging/scratchpad');
    for (const type of ['scratchpad.create', 'scratchpad.read', 'fhir.http']) {
      assert.match(
        JSON.stringify(await reaction(handle, type)),
        /"501 Not Implemented".*OperationOutcome.*not-supported/,
      );
    }
  });

  it('comes as JSON from the page of the EHR, or not at all', async () => {
    const at = `${sandbox.ehr}messages`;
    assert.equal((await fetch(at)).status, 405);
    assert.equal((await fetch(at, { method: 'POST', body: '{}' })).status, 405);
    const headers = { 'Content-Type': 'application/json' };
    for (const body of ['', 'null', '[', '7']) {
      assert.equal((await fetch(at, { method: 'POST', headers, body })).status, 403, body);
    }
    const preflight = await fetch(at, { method: 'OPTIONS', headers: { Origin: 'http://localhost:9' } });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
  });
});
