import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { decimalText } from '../../../packages/sdk/src/format/decimal.ts';
import { getJson } from '../../../packages/sdk/src/fhir/request.ts';
import { NOBODY, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const get = async (answer: Answer, options = {}): Promise<unknown> => {
  server = await serve(answer);
  const url = `${server.base}/Patient/secret-patient-id`;
  return getJson({ base: server.base, fetch: (input, init) => fetch(input, init) }, url, options);
};
const failure = (promise: Promise<unknown>): Promise<EhrError> =>
  promise.then(
    () => assert.fail('the request should have failed'),
    (thrown: unknown) => {
      assert.ok(thrown instanceof EhrError, String(thrown));
      return thrown;
    },
  );
const refusing = (status: number, body: unknown = '', headers = {}) =>
  failure(get((_, response) => send(response, body, status, headers)));

describe('a FHIR request', () => {
  it('keeps a decimal as the server wrote it', async () => {
    const quantity = (await get((_, response) => send(response, '{"value": 5.0, "unit": "mmol/L"}'))) as object;
    assert.equal(decimalText(quantity, 'value'), '5.0');
  });

  for (const [status, code] of [
    [400, 'rejected'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'not-supported'],
    [409, 'conflict'],
    [410, 'gone'],
    [412, 'conflict'],
    [422, 'rejected'],
    [500, 'server-error'],
    [501, 'not-supported'],
  ] as const) {
    it(`tells ${status} as ${code}`, async () => {
      const error = await refusing(status);
      assert.equal(error.code, code);
      assert.equal(error.status, status);
    });
  }

  it('is tried again when the server is busy, and then succeeds', async () => {
    let asked = 0;
    const body = await get((_, response) =>
      ++asked < 3 ? send(response, '', 503, { 'retry-after': '0' }) : send(response, { resourceType: 'Patient' }),
    );
    assert.deepEqual(body, { resourceType: 'Patient' });
    assert.equal(asked, 3);
  });

  it('does not wait for a pause longer than a reader would', async () => {
    const error = await refusing(429, '', { 'retry-after': '3600' });
    assert.equal(error.code, 'throttled');
    assert.equal(server?.requests.length, 1);
  });

  it('tells an unreachable server from one that refuses', async () => {
    const error = await failure(getJson({ base: NOBODY, fetch }, `${NOBODY}/metadata`));
    assert.equal(error.code, 'unreachable');
  });

  it('ends with a timeout when the server never answers', async () => {
    const error = await failure(get(() => undefined, { timeout: 30 }));
    assert.equal(error.code, 'timeout');
  });

  it('ends with a timeout when the server stops in the middle of its answer', async () => {
    const error = await failure(get((_, response) => response.writeHead(200).write('{'), { timeout: 100 }));
    assert.equal(error.code, 'timeout');
  });

  it('tells a device that is offline from a server that cannot be reached, and tries it once', async () => {
    const before = Object.getOwnPropertyDescriptor(navigator, 'onLine');
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      let asked = 0;
      const base = 'http://127.0.0.1:9/fhir';
      const offline = (): Promise<Response> => {
        asked++;
        return Promise.reject(new TypeError('Failed to fetch'));
      };
      assert.equal((await failure(getJson({ base, fetch: offline }, `${base}/metadata`))).code, 'offline');
      assert.equal(asked, 1);
    } finally {
      if (before) Object.defineProperty(navigator, 'onLine', before);
      else delete (navigator as { onLine?: boolean }).onLine;
    }
  });

  it('stops at once when it is no longer wanted', async () => {
    const controller = new AbortController();
    const asked = get(() => controller.abort(new Error('gone')), { signal: controller.signal });
    await assert.rejects(asked, /gone/);
  });

  for (const [name, body] of [
    ['HTML', '<html>Please log in</html>'],
    ['cut off JSON', '{"resourceType":"Bundle","entry":[{"res'],
    ['nothing', ''],
  ] as const) {
    it(`does not take ${name} for data`, async () => {
      const error = await failure(get((_, response) => send(response, body)));
      assert.equal(error.code, 'bad-response');
    });
  }

  it('says of a web page that it is one, and does not ask for it again', async () => {
    const error = await failure(get((_, response) => send(response, ' <!doctype html><title>Sign in</title>')));
    assert.match(error.message, /web page/);
    assert.equal(server?.requests.length, 1);
  });

  const outcome = (severity: string, code: string, coded = ''): object => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code, details: { coding: [{ code: coded }] } }],
  });

  for (const [issue, code] of [
    ['login', 'unauthorized'],
    ['forbidden', 'forbidden'],
    ['not-found', 'not-found'],
    ['not-supported', 'not-supported'],
    ['exception', 'server-error'],
    ['required', 'rejected'],
  ] as const) {
    it(`tells an error that comes with status 200 and says ${issue} as ${code}`, async () => {
      assert.equal((await refusing(200, outcome('error', issue))).code, code);
    });
  }

  it('takes an outcome without an error for an answer', async () => {
    const body = outcome('warning', 'processing', '4101');
    assert.deepEqual(await get((_, response) => send(response, body)), body);
  });

  it('tells 500 for something missing as a request that was not acceptable', async () => {
    assert.equal((await refusing(500, outcome('error', 'required'))).code, 'rejected');
  });

  for (const code of ['4130', '4131', '4134']) {
    it(`tells break-the-glass (${code}) as forbidden, whatever the status, and asks once`, async () => {
      for (const status of [200, 400, 403]) {
        assert.equal((await refusing(status, outcome('fatal', 'processing', code))).code, 'forbidden');
        assert.equal(server?.requests.length, 1);
        await server?.close();
      }
    });
  }

  it("carries the server's own words outside the message, which holds nothing about the patient", async () => {
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'processing', diagnostics: 'Mrs Secret Name has no such thing' }],
    };
    const error = await refusing(422, outcome);
    assert.deepEqual(error.outcome, outcome);
    const printed = `${error.message} ${JSON.stringify(error)} ${Object.keys(error).join()}`;
    assert.doesNotMatch(printed, /Secret|secret-patient-id/);
  });
});
