import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFault, readFault, UnknownFault } from '../../../packages/sandbox/src/faults/fault.ts';
import { Fitting, nextLink } from '../dress/fitting.ts';

/** A server with these faults, and a way to ask it that gives the plain response. */
async function suffering(
  faults: readonly string[],
  use: (get: (path: string, init?: RequestInit) => Promise<Response>, server: Fitting) => Promise<void>,
): Promise<void> {
  const server = await Fitting.start(undefined);
  server.manners.suffer(faults.map(parseFault));
  const headers = { Origin: 'http://localhost:9' };
  try {
    await use((path, init) => fetch(`${server.fhirBase}${path}`, { headers, ...init }), server);
  } finally {
    await server.close();
  }
}

const cors = (response: Response): string | null => response.headers.get('access-control-allow-origin');

describe('a fault', () => {
  it('latency: the answer is right, and takes as long as was said', () =>
    suffering(['latency:60'], async (get) => {
      const from = performance.now();
      assert.equal((await get('/Patient/ana')).status, 200);
      assert.ok(performance.now() - from >= 55, `${performance.now() - from} ms`);
    }));

  it('latency with jitter: between the two times', () =>
    suffering(['latency:40-80'], async (get) => {
      // Chance gives one half here.
      const from = performance.now();
      await get('/Patient/ana');
      assert.ok(performance.now() - from >= 55, `${performance.now() - from} ms`);
    }));

  it('error: the status that was asked for, with an OperationOutcome that a page can read', () =>
    suffering(['error:503'], async (get) => {
      const response = await get('/Patient/ana');
      assert.equal(response.status, 503);
      assert.equal(((await response.json()) as { resourceType: string }).resourceType, 'OperationOutcome');
      assert.equal(cors(response), 'http://localhost:9');
    }));

  it('drop: no answer at all', () =>
    suffering(['drop#1'], async (get) => {
      await assert.rejects(get('/Patient/ana'), /fetch failed/);
      assert.equal((await get('/Patient/ana')).status, 200);
    }));

  it('cut: the connection ends within the answer', () =>
    suffering(['cut#1'], async (get) => {
      const response = await get('/Patient/ana');
      assert.equal(response.status, 200);
      await assert.rejects(response.text(), /terminated/);
      assert.equal((await get('/Patient/ana')).status, 200);
    }));

  it('truncate: all of the answer arrives, and is half of the JSON', () =>
    suffering(['truncate#1'], async (get) => {
      const text = await (await get('/Patient/ana')).text();
      const whole = await (await get('/Patient/ana')).text();
      assert.equal(text, whole.slice(0, Math.floor(whole.length / 2)));
      assert.throws(() => JSON.parse(text) as unknown, SyntaxError);
    }));

  it('html: a page in the place of JSON', () =>
    suffering(['html@Patient', 'html:502@Observation'], async (get) => {
      const response = await get('/Patient/ana');
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(await response.text(), /^<!doctype html>/);
      assert.equal((await get('/Observation')).status, 502);
    }));

  it('content-type: JSON that is called plain text', () =>
    suffering(['content-type'], async (get) => {
      const response = await get('/Patient/ana');
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
      assert.equal(((await response.json()) as { id: string }).id, 'ana');
    }));

  it('throttle: 429, with or without Retry-After', () =>
    suffering(['throttle:7@Patient', 'throttle@Observation'], async (get) => {
      const response = await get('/Patient/ana');
      assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '7']);
      assert.match(response.headers.get('access-control-expose-headers') ?? '', /Retry-After/);
      const silent = await get('/Observation');
      assert.deepEqual([silent.status, silent.headers.get('retry-after')], [429, null]);
    }));

  it('unauthorized: 401 that no page can read', () =>
    suffering(['unauthorized'], async (get) => {
      const response = await get('/Patient/ana');
      assert.deepEqual([response.status, cors(response)], [401, null]);
    }));

  it('no-cors: the answer is there, but no page may read it, and a preflight is refused', () =>
    suffering(['no-cors'], async (get) => {
      const response = await get('/Patient/ana');
      assert.deepEqual([response.status, cors(response)], [200, null]);
      const preflight = await get('/Patient/ana', {
        method: 'OPTIONS',
        headers: { Origin: 'http://localhost:9', 'Access-Control-Request-Method': 'GET' },
      });
      assert.deepEqual([preflight.status, cors(preflight)], [403, null]);
    }));

  it('expire-pages: first pages come, links to further ones do not work', () =>
    suffering(['expire-pages'], async (_get, server) => {
      const first = await server.ask('GET /Observation?_count=5');
      assert.equal(first.status, 200);
      const next = await server.ask(`GET ${nextLink(first.json)}`);
      assert.equal(next.status, 410);
      assert.equal(next.json.issue[0].code, 'expired');
    }));
});

describe('which requests a fault meets', () => {
  it('those of a resource type: searches, reads and writes alike', () =>
    suffering(['error@Patient'], async (get) => {
      const statuses = [];
      for (const path of ['/Patient', '/Patient/ana', '/Patient?family=x', '/Observation?patient=ana', '/metadata']) {
        statuses.push((await get(path)).status);
      }
      assert.deepEqual(statuses, [500, 500, 500, 200, 200]);
    }));

  it('those of a path with anything in the places of *', () =>
    suffering(['error@/fhir/*/ana', 'error:501@/fhir/.well-known/*'], async (get) => {
      assert.equal((await get('/Patient/ana')).status, 500);
      assert.equal((await get('/Patient/other-1')).status, 200);
      assert.equal((await get('/.well-known/smart-configuration')).status, 501);
    }));

  it('the first few, if a count is given; a preflight does not count', () =>
    suffering(['error#2'], async (get, server) => {
      await get('/Patient/ana', { method: 'OPTIONS' });
      const statuses = [];
      for (let times = 0; times < 3; times += 1) statuses.push((await get('/Patient/ana')).status);
      assert.deepEqual(statuses, [500, 500, 200]);
      assert.deepEqual(server.manners.faults, [{ kind: 'error', count: 0 }]);
    }));

  it('a share of them, by chance', () =>
    suffering(['error@Patient%60', 'error@Observation%40'], async (get) => {
      // Chance gives one half here, which is within 60 percent and not within 40.
      assert.equal((await get('/Patient/ana')).status, 500);
      assert.equal((await get('/Observation')).status, 200);
    }));

  it('several at once: late, and then an error', () =>
    suffering(['latency:60', 'error:504'], async (get) => {
      const from = performance.now();
      assert.equal((await get('/Patient/ana')).status, 504);
      assert.ok(performance.now() - from >= 55);
    }));
});

describe('a fault in words', () => {
  it('is read with all its parts', () => {
    assert.deepEqual(parseFault('latency:100-900@Observation#3%50'), {
      kind: 'latency',
      milliseconds: 100,
      upTo: 900,
      where: 'Observation',
      count: 3,
      share: 0.5,
    });
    assert.deepEqual(readFault({ kind: 'throttle', seconds: 3 }), parseFault('throttle:3'));
  });

  it('is refused, with the reason, when it makes no sense', () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      ['lag:3', /"lag:3" is no fault.*the kinds are latency/],
      ['latency', /needs milliseconds/],
      ['error:99', /error does not take status 99/],
      ['drop:1', /drop does not take value 1/],
      ['error%101', /share/],
      ['error:500-600', /upTo/],
      ['error@observation', /where "observation"/],
      ['truncate@/auth/token', /changes FHIR answers/],
      [{ kind: 'error', colour: 'red' }, /colour "red"/],
      [{ kind: 'toString' }, /kind is one of/],
      [7, /text or an object/],
    ];
    for (const [fault, reason] of cases) {
      assert.throws(
        () => readFault(fault),
        (error) => error instanceof UnknownFault && reason.test(error.message),
        JSON.stringify(fault),
      );
    }
  });
});
