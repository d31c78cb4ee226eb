import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ResourcePool } from '../../../packages/sdk/src/fhir/references.ts';
import { limited } from '../../../packages/sdk/src/record/limit.ts';
import type { Permission } from '../../../packages/sdk/src/session/source.ts';
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

describe('what a search should have included and may not be read', () => {
  const report = (id: number): object => ({
    resourceType: 'DiagnosticReport',
    id: `r${id}`,
    specimen: [{ reference: `Specimen/s${id}` }],
  });

  it('is given up after four of them, and not asked for two hundred times', async () => {
    server = await serve((path, response) => {
      const isReports = path.startsWith('DiagnosticReport?');
      if (isReports) send(response, searchset(Array.from({ length: 200 }, (_, id) => report(id))));
      else send(response, '', 403);
    });
    const source = serverSource('Clinic', server.base, 'p1');
    const search = { type: 'DiagnosticReport', by: 'patient', include: ['DiagnosticReport:specimen'] } as const;
    const run = new SearchRun(search, source, new ResourcePool(source.base), () => undefined);
    await run.start();
    assert.equal(run.good?.matches.length, 200);
    assert.equal(server.requests.filter((path) => path.startsWith('Specimen/')).length, 4);
    const before = server.requests.length;
    const can = (_: unknown, type: string): Permission =>
      type === 'Specimen' ? { allowed: false, missing: ['patient/Specimen.rs'] } : { allowed: true };
    await new SearchRun(search, { ...source, can }, new ResourcePool(source.base), () => undefined).start();
    assert.equal(server.requests.length, before + 1, 'nothing is asked for that no scope allows');
  });
});
