import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ResourcePool } from '../../../packages/sdk/src/fhir/references.ts';
import { limited } from '../../../packages/sdk/src/record/limit.ts';
import { SearchRun } from '../../../packages/sdk/src/record/run.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { serverSource } from '../../support/fixed-session.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

async function runOn(answer: Answer): Promise<SearchRun> {
  server = await serve(answer);
  const source = serverSource('Clinic', server.base, 'p1');
  return new SearchRun({ type: 'Condition', by: 'patient' }, source, new ResourcePool(source.base), () => undefined);
}

describe('a search that is no longer wanted', () => {
  it('asks nothing when its turn comes', async () => {
    const run = await runOn((_, response) => send(response, searchset([])));
    const limit = limited(1);
    const busy = Promise.withResolvers<void>();
    const first = limit(() => busy.promise);
    const second = limit(() => run.start());
    run.drop();
    busy.resolve();
    await Promise.all([first, second]);
    assert.deepEqual(server?.requests, []);
    assert.equal(run.good, undefined);
  });

  it('asks nothing more when it is started again', async () => {
    const run = await runOn((_, response) => send(response, searchset([])));
    await run.start();
    run.drop();
    await run.start();
    assert.equal(server?.requests.length, 1);
    assert.equal(run.good, undefined);
  });
});

describe('a search that the server refuses', () => {
  const issue = (code: string): object => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'fatal', code: 'processing', details: { coding: [{ code }] } }],
  });

  for (const code of ['4130', '4131', '4134']) {
    it(`for its own rules (${code}) is told as refused, not as a scope that is missing, and is asked once`, async () => {
      const run = await runOn((_, response) => send(response, issue(code), 403));
      await run.start();
      assert.equal(run.status.kind === 'failed' && run.status.error.code, 'forbidden');
      assert.equal(server?.requests.length, 1);
    });
  }

  it('for want of a scope is told as that', async () => {
    const run = await runOn((_, response) => send(response, '', 403));
    await run.start();
    assert.ok(run.status.kind === 'denied');
    assert.deepEqual([run.status.scopes, run.status.error?.code], [['patient/Condition.rs'], 'forbidden']);
  });
});
