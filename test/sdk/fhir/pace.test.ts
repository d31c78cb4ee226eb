import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { paceOf, pauseAsked } from '../../../packages/sdk/src/fhir/pace.ts';
import { getJson } from '../../../packages/sdk/src/fhir/request.ts';
import { send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const get = (path: string, to = server): Promise<unknown> => getJson({ base: to!.base, fetch }, `${to!.base}/${path}`);
const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (thrown: unknown) => (thrown instanceof EhrError ? thrown.code : String(thrown)),
  );
const good: Answer = (_, response) => send(response, { resourceType: 'Patient' });

describe('the pause that an answer asks for', () => {
  const asked = (headers: Record<string, string>): number | undefined => pauseAsked(new Headers(headers));

  it('is read in every form that servers use', () => {
    assert.equal(asked({ 'retry-after': '7' }), 7000);
    assert.equal(
      asked({ 'retry-after': 'Mon, 02 Mar 2026 10:00:30 GMT', date: 'Mon, 02 Mar 2026 10:00:00 GMT' }),
      30_000,
    );
    assert.equal(asked({ 'x-ms-retry-after-ms': '250', 'retry-after': '1' }), 250);
    assert.equal(asked({ ratelimit: '"requests";r=0;t=12, "fhirInteractions";r=90;t=60' }), 12_000);
    assert.equal(asked({ ratelimit: 'limit=100, remaining=0, reset=5' }), 5000);
    assert.equal(asked({ 'ratelimit-remaining': '0', 'ratelimit-reset': '4' }), 4000);
  });

  it('is none while something is left, and none in what cannot be read', () => {
    for (const headers of [
      {},
      { ratelimit: '"requests";r=10;t=12' },
      { 'ratelimit-remaining': '3', 'ratelimit-reset': '4' },
      { 'retry-after': '' },
      { 'retry-after': 'soon' },
      { 'retry-after': '-1' },
    ]) {
      assert.equal(asked(headers as Record<string, string>), undefined, JSON.stringify(headers));
    }
  });

  it('is none when its moment has passed', () => {
    assert.equal(asked({ 'retry-after': 'Mon, 02 Mar 2020 10:00:00 GMT' }), 0);
  });
});

describe('a server that is asked too much', () => {
  it('is left alone by every search to its origin, for as long as it says', async () => {
    const times: number[] = [];
    server = await serve((_, response) => {
      times.push(Date.now());
      if (times.length > 1) send(response, { resourceType: 'Patient' });
      else send(response, '', 429, { 'retry-after': '1' });
    });
    const first = get('Patient/1');
    const { base } = server;
    while (paceOf(base).pause === 0) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, get('Patient/2'), get('Patient/3')]);
    assert.equal(times.length, 4);
    assert.ok(
      times.slice(1).every((time) => time - times[0]! >= 990),
      times.join(),
    );
  });

  it('is left alone when it says in time that nothing is left', async () => {
    const times: number[] = [];
    server = await serve((_, response) => {
      times.push(Date.now());
      const headers = times.length === 1 ? { ratelimit: '"requests";r=0;t=1' } : undefined;
      send(response, { resourceType: 'Patient' }, 200, headers);
    });
    await get('Patient/1');
    await get('Patient/2');
    assert.ok(times[1]! - times[0]! >= 990);
  });

  it('is not asked again at all where the pause is longer than a reader waits', async () => {
    server = await serve((_, response) => send(response, '', 429, { 'retry-after': '3600' }));
    assert.equal(await codeOf(get('Patient/1')), 'throttled');
    assert.equal(await codeOf(get('Patient/2')), 'throttled');
    assert.equal(server.requests.length, 1);
  });

  it('does not slow another origin', async () => {
    server = await serve((_, response) => send(response, '', 429, { 'retry-after': '3600' }));
    const other = await serve(good);
    try {
      await codeOf(get('Patient/1'));
      assert.deepEqual(await get('Patient/1', other), { resourceType: 'Patient' });
    } finally {
      await other.close();
    }
  });

  it('that never says how long is asked at growing intervals, and answers in the end', async () => {
    const times: number[] = [];
    server = await serve((_, response) => {
      times.push(Date.now());
      send(response, { resourceType: 'Patient' }, times.length < 3 ? 429 : 200);
    });
    await get('Patient/1');
    const [first = 0, second = 0, third = 0] = times;
    assert.ok(second - first >= 490 && third - second >= 990, times.join());
  });
});

describe('a server that does nothing but refuse', () => {
  afterEach(() => mock.timers.reset());

  it('is given up by all searches together, and not by one after the other', async () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const base = 'https://refuses.example/fhir';
    const refuse = (): Promise<Response> =>
      Promise.resolve(new Response('', { status: 429, headers: { 'retry-after': '1' } }));
    let under = 20;
    const asked = Array.from({ length: under }, async (_, number) => {
      const code = await codeOf(getJson({ base, fetch: refuse }, `${base}/Patient/${number}`));
      under--;
      return code;
    });
    while (under > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      mock.timers.tick(100);
    }
    assert.deepEqual(new Set(await Promise.all(asked)), new Set(['throttled']));
    assert.ok(Date.now() < 25_000, `after ${Date.now() / 1000} s`);
  });
});

describe('a server in trouble', () => {
  it('is not met with a storm: searches share what may be tried again', async () => {
    server = await serve((_, response) => send(response, '', 503));
    await Promise.all(Array.from({ length: 20 }, (_, number) => codeOf(get(`Patient/${number}`))));
    assert.equal(server.requests.length, 20 + 10);
  });

  for (const [what, bad] of [
    ['breaks off in the middle of its JSON', (_, response) => send(response, '{"resourceType":"Pat')],
    [
      'closes the connection in the middle of its answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"resourceType":', () => response.destroy());
      },
    ],
    ['closes the connection without an answer', (_, response) => response.destroy()],
  ] satisfies [string, Answer][]) {
    it(`and ${what} is asked once more`, async () => {
      let asked = 0;
      server = await serve((path, response, request) => (asked++ === 0 ? bad : good)(path, response, request));
      assert.deepEqual(await get('Patient/1'), { resourceType: 'Patient' });
      assert.equal(asked, 2);
    });
  }
});
