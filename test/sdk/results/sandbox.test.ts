/** Reports as the sandbox sends them over HTTP: what is in the record is in the view, and few requests bring it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle, DiagnosticReport } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { reports, type ReportsView } from '../../../packages/sdk/src/topics/reports.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { once } from '../../support/record.ts';

describe('the reports of everybody in the sandbox', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
  });
  after(() => sandbox.close());

  it('are all told, with their orders, specimens and results, none of which is missing', async () => {
    const base = sandbox.organisations[0]!.fhirBase;
    const all = await bundle<DiagnosticReport>(`${base}/DiagnosticReport?_count=500`);
    const patients = new Set(all.map(({ subject }) => subject?.reference?.split('/')[1] ?? ''));
    assert.ok(patients.size > 3, `${patients.size} people have reports`);
    let told = 0;
    for (const id of patients) {
      const view = await viewOf(base, id);
      const shown = [...view.reports, ...view.enteredInError].flatMap((one) => [one, ...one.earlier]);
      const sent = all.filter(({ subject }) => subject?.reference === `Patient/${id}`);
      assert.deepEqual(
        shown.map((one) => one.reference).sort(),
        sent.map((one) => `DiagnosticReport/${one.id}`).sort(),
      );
      for (const one of shown) {
        const resource = sent.find((each) => one.reference.endsWith(`/${each.id}`))!;
        assert.equal(one.missing, 0, one.reference);
        assert.equal(one.results.length, resource.result?.length ?? 0);
        assert.notDeepEqual(one.kinds, ['other'], one.name?.text);
        for (const { name, requester } of one.orders) assert.ok(name && requester?.name, one.reference);
        for (const { type, collected } of one.specimens) assert.ok(type && collected, one.reference);
        told++;
      }
    }
    assert.equal(told, all.length);
  });
});

async function viewOf(base: string, patient: string): Promise<ReportsView> {
  const record = recordOf(new FixedSession([serverSource('Hospital', base, patient)]));
  const state = await once(record, reports);
  assert.ok(state.kind === 'ready', state.kind);
  assert.ok(state.complete);
  return state.view;
}

async function bundle<R>(url: string): Promise<R[]> {
  const { entry = [] } = (await (await fetch(url)).json()) as Bundle;
  return entry.map(({ resource }) => resource as R);
}
