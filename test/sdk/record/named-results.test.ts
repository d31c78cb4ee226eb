/** Results that a report names and no search brings: filed elsewhere, or nowhere. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { recordOf, type PatientRecord } from '../../../packages/sdk/src/record/record.ts';
import { reports, type Report, type ReportsView } from '../../../packages/sdk/src/topics/reports.ts';
import type { TopicState } from '../../../packages/sdk/src/record/state.ts';
import type { Source } from '../../../packages/sdk/src/session/source.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';
import { settled, until } from '../../support/record.ts';

const subject = { reference: 'Patient/p1' };
const observation = (id: string, members: string[] = [], value = 55): object => ({
  resourceType: 'Observation',
  id,
  subject,
  status: 'final',
  code: { text: id },
  ...(members.length === 0 && { valueQuantity: { value, unit: '%' } }),
  hasMember: members.map((reference) => ({ reference })),
});
const report = (...results: string[]): object => ({
  resourceType: 'DiagnosticReport',
  id: 'echo',
  subject,
  status: 'final',
  code: { text: 'Echocardiography' },
  result: results.map((reference) => ({ reference })),
});

let server: TestServer;
afterEach(() => server.close());

/** Finds reports by search, and observations by their ids alone. */
async function recordWith(
  sent: object,
  filed: Readonly<Record<string, object>>,
  can?: Source['can'],
): Promise<PatientRecord> {
  server = await serve((path, response) => {
    const { pathname, searchParams } = new URL(path, 'http://server/');
    const ids = searchParams.get('_id')?.split(',');
    if (pathname === '/DiagnosticReport') send(response, searchset([sent]));
    else if (pathname === '/Observation' && !ids) send(response, searchset([]));
    else if (pathname === '/Observation') send(response, searchset((ids ?? []).flatMap((id) => filed[id] ?? [])));
    else send(response, { resourceType: 'OperationOutcome', issue: [] }, 404);
  });
  const source = serverSource('Clinic', server.base, 'p1');
  return recordOf(new FixedSession([can ? { ...source, can } : source]));
}

function only(state: TopicState<ReportsView>): Report {
  assert.ok(state.kind === 'ready', state.kind);
  const [one] = state.view.reports;
  assert.ok(one);
  return one;
}

describe('a result that a report names and no search brought', () => {
  it('is read by its id, many in one search, with the members of a panel, of this patient only', async () => {
    const record = await recordWith(report('Observation/panel', 'Observation/ef'), {
      panel: observation('panel', ['Observation/lv', 'Observation/rv']),
      ef: observation('ef'),
      lv: observation('lv'),
      rv: observation('rv'),
    });
    const { results, missing } = only(await until(record, reports, settled));
    assert.equal(missing, 0);
    assert.deepEqual(
      results.map(({ line, members }) => [line?.reference, members.map((one) => one.line?.reference)]),
      [
        ['Observation/panel', ['Observation/lv', 'Observation/rv']],
        ['Observation/ef', []],
      ],
    );
    const asked = server.requests.map((path) => decodeURIComponent(path)).filter((path) => path.includes('_id='));
    assert.deepEqual(asked, [
      'Observation?patient=p1&_id=panel,ef&_count=2',
      'Observation?patient=p1&_id=lv,rv&_count=2',
    ]);
  });

  it('is told with the other results of the record, and flagged as they are', async () => {
    const low = { ...observation('ef', [], 30), referenceRange: [{ low: { value: 55, unit: '%' } }] };
    const record = await recordWith(report('Observation/ef'), { ef: low });
    const state = await until(record, reports, settled);
    assert.equal(only(state).flag.level, 'low');
    assert.ok(state.kind === 'ready' && state.view.lines.length === 1);
  });

  it('is read again when the record is', async () => {
    const filed = { ef: observation('ef') };
    const record = await recordWith(report('Observation/ef'), filed);
    await until(record, reports, settled);
    filed.ef = observation('ef', [], 30);
    await record.refresh();
    const { results } = only(await until(record, reports, settled));
    const value = results[0]?.line?.value;
    assert.ok(value?.kind === 'quantity' && value.quantity.value === '30');
  });

  it('is said to be missing where the server has none, and is not asked for one by one', async () => {
    const record = await recordWith(report('Observation/gone', 'Observation/lost'), {});
    assert.equal(only(await until(record, reports, settled)).missing, 2);
    assert.equal(server.requests.filter((path) => /gone|lost/.test(path)).length, 1);
  });

  it('is said to be missing, and not asked for, where the sign-in does not permit reading it', async () => {
    const can: Source['can'] = (action, type) =>
      action === 'read' && type === 'Observation'
        ? { allowed: false, missing: ['patient/Observation.r'] }
        : { allowed: true };
    const record = await recordWith(report('Observation/ef'), { ef: observation('ef') }, can);
    assert.equal(only(await until(record, reports, settled)).missing, 1);
    assert.ok(!server.requests.some((path) => path.includes('_id=')));
  });
});
