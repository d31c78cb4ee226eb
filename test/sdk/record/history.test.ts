/** What a result or a report said before, as its server keeps it, over HTTP. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Bundle, BundleEntry, Observation } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { sharedPeople } from '../../../packages/sandbox/src/patients/overlaps.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { resultHistory, type RecordedVersions } from '../../../packages/sdk/src/record/later/result-history.ts';
import { openSession, tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { changesSince } from '../../../packages/sdk/src/topics/report-changes.ts';
import { reports, type ReportsView } from '../../../packages/sdk/src/topics/reports.ts';
import { send, serve, type TestServer } from '../../support/fhir-server.ts';
import { once } from '../../support/record.ts';

describe('the history of a corrected report in the sandbox', () => {
  let sandbox: Sandbox;
  let session: Session;
  let view: ReportsView;
  before(async () => {
    sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
    const { fhirBase } = sandbox.organisations.find(({ slug }) => slug === 'university-hospital')!;
    session = openSession({ fhirBase, patient: sharedPeople['margaret']!['university-hospital'] });
    const state = await once(recordOf(session), reports);
    assert.ok(state.kind === 'ready', state.kind);
    view = state.view;
  });
  after(() => sandbox.close());

  async function versionsOf(reference: string): Promise<RecordedVersions> {
    const history = await resultHistory(session, reference);
    assert.ok(history.kind === 'offered', history.kind);
    return history.read();
  }

  it('has the potassium as it was first reported, and when each was stored', async () => {
    const corrected = view.lines.filter(
      ({ status, name }) => status === 'corrected' && /potassium/i.test(name?.text ?? ''),
    );
    assert.equal(corrected.length, 1);
    const { versions, leftOut, complete } = await versionsOf(corrected[0]!.reference);
    assert.deepEqual([leftOut, complete], [0, true]);
    const [now, first] = versions;
    assert.ok(now?.kind === 'result' && first?.kind === 'result' && versions.length === 2);
    assert.deepEqual(now.line.value, corrected[0]!.value);
    assert.ok(first.line.value.kind === 'quantity');
    assert.deepEqual([first.line.value.quantity.value, first.line.value.quantity.unit], ['6.1', 'mmol/L']);
    assert.deepEqual(
      [first.line.status, first.line.flag.level, first.line.notes.length],
      ['final', 'critical-high', 0],
    );
    assert.deepEqual([first.id, first.at, now.at], ['1', '2025-07-02T20:10:00.000Z', '2025-07-03T00:40:00.000Z']);
  });

  it('has the report as it was, and none of the results of today in it', async () => {
    const corrected = view.reports.find(({ status }) => status === 'corrected')!;
    const { versions } = await versionsOf(corrected.reference);
    const [now, first] = versions;
    assert.ok(now?.kind === 'report' && first?.kind === 'report');
    assert.deepEqual(
      [first.report.status, first.report.conclusion],
      ['final', 'High potassium. Repeat within a week.'],
    );
    assert.equal(first.report.missing, corrected.results.length);
    assert.deepEqual(changesSince(first.report, now.report), {
      results: [],
      conclusion: true,
      status: true,
      files: false,
    });
  });

  it('puts nothing of an earlier version into the record', async () => {
    const again = await once(recordOf(session), reports);
    assert.ok(again.kind === 'ready');
    assert.equal(JSON.stringify(again.view.lines).includes('"6.1"'), false);
    assert.equal(JSON.stringify(again.view.reports).includes('Repeat within a week'), false);
  });

  it('refuses what is no reference into the source', async () => {
    await assert.rejects(resultHistory(session, 'Observation/1/../2'), { code: 'rejected' });
  });
});

describe('a history that a server sends otherwise', () => {
  const result = (value: number, version: string, changes: Partial<Observation> = {}): Observation => ({
    resourceType: 'Observation',
    id: 'k',
    meta: { versionId: version, lastUpdated: `2026-01-0${version}T08:00:00Z` },
    status: 'corrected',
    code: { text: 'Potassium' },
    subject: { reference: 'Patient/1' },
    valueQuantity: { value, unit: 'mmol/L' },
    ...changes,
  });
  const bundle = (entry: BundleEntry[], next?: string): Bundle => ({
    resourceType: 'Bundle',
    type: 'history',
    ...(next && { link: [{ relation: 'next', url: next }] }),
    entry,
  });
  const statement = (...codes: string[]): object => ({
    resourceType: 'CapabilityStatement',
    rest: [{ mode: 'server', resource: [{ type: 'Observation', interaction: codes.map((code) => ({ code })) }] }],
  });

  let server: TestServer;
  const answering = async (answers: Readonly<Record<string, object>>): Promise<Session> => {
    server = await serve((path, response) => {
      const body = answers[path];
      send(response, body ?? { resourceType: 'OperationOutcome', issue: [] }, body ? 200 : 404);
    });
    return openSession({ fhirBase: server.base, patient: '1' });
  };
  afterEach(() => server.close());

  async function read(session: Session): Promise<RecordedVersions> {
    const history = await resultHistory(session, 'Observation/k');
    assert.ok(history.kind === 'offered', history.kind);
    return history.read();
  }
  const valuesOf = ({ versions }: RecordedVersions): unknown[] =>
    versions.map((version) =>
      version.kind === 'result' && version.line.value.kind === 'quantity'
        ? version.line.value.quantity.value
        : version.kind,
    );

  it('has all pages, the newest first, whatever the order they came in', async () => {
    const session = await answering({
      metadata: statement('read', 'history-instance'),
      'Observation/k/_history': bundle([{ resource: result(5.1, '2') }], 'Observation/k/_history?page=2'),
      'Observation/k/_history?page=2': bundle([{ resource: result(5.3, '3') }, { resource: result(6.1, '1') }]),
    });
    const told = await read(session);
    assert.deepEqual([valuesOf(told), told.complete], [['5.3', '5.1', '6.1'], true]);
  });

  it('tells a deletion, and when it was', async () => {
    const session = await answering({
      metadata: statement('history-instance'),
      'Observation/k/_history': bundle([
        { resource: result(5.1, '3') },
        {
          request: { method: 'DELETE', url: 'Observation/k' },
          response: { status: '204', lastModified: '2026-01-02T08:00:00Z' },
        },
        { resource: result(6.1, '1') },
      ]),
    });
    const told = await read(session);
    assert.deepEqual(valuesOf(told), ['5.1', 'deleted', '6.1']);
    assert.equal(told.versions[1]?.at, '2026-01-02T08:00:00Z');
  });

  it('leaves out what was filed under somebody else, is of another result or has no content, and counts it', async () => {
    const session = await answering({
      metadata: statement('history-instance'),
      'Observation/k/_history': bundle([
        { resource: result(5.1, '3') },
        { resource: result(9.9, '2', { subject: { reference: 'Patient/2' } }) },
        { resource: result(9.8, '2', { id: 'other' }) },
        { request: { method: 'PUT', url: 'Observation/k' } },
      ]),
    });
    const told = await read(session);
    assert.deepEqual([valuesOf(told), told.leftOut], [['5.1'], 3]);
  });

  it('says that there is more where the next page lies elsewhere', async () => {
    const session = await answering({
      metadata: statement('history-instance'),
      'Observation/k/_history': bundle([{ resource: result(5.1, '2') }], 'https://elsewhere.example/fhir/page'),
    });
    assert.equal((await read(session)).complete, false);
  });

  it('keeps what a report contained then, and none of what it names', async () => {
    const report = (value: number, version: string): object => ({
      resourceType: 'DiagnosticReport',
      id: 'r',
      meta: { versionId: version, lastUpdated: `2026-01-0${version}T08:00:00Z` },
      status: 'corrected',
      code: { text: 'Salts' },
      subject: { reference: 'Patient/1' },
      contained: [{ ...result(value, version), id: 'in' }],
      result: [{ reference: '#in' }, { reference: 'Observation/k', display: 'Potassium' }],
    });
    const session = await answering({
      'DiagnosticReport/r/_history': {
        ...bundle([]),
        entry: [{ resource: report(5.1, '2') }, { resource: report(6.1, '1') }],
      },
    });
    const history = await resultHistory(session, 'DiagnosticReport/r');
    assert.ok(history.kind === 'offered', 'a server that does not describe itself is asked');
    const [now, first] = (await history.read()).versions;
    assert.ok(now?.kind === 'report' && first?.kind === 'report');
    assert.equal(first.report.missing, 1);
    const [change, ...others] = changesSince(first.report, now.report).results;
    assert.deepEqual(
      [change?.before, change?.now].map((line) => line?.value.kind === 'quantity' && line.value.quantity.value),
      ['6.1', '5.1'],
    );
    assert.equal(others.length, 0);
  });

  it('is not offered where the server says that it keeps none', async () => {
    const session = await answering({ metadata: statement('read', 'search-type') });
    assert.equal((await resultHistory(session, 'Observation/k')).kind, 'unsupported');
    assert.equal((await resultHistory(session, 'DiagnosticReport/r')).kind, 'unsupported');
    assert.deepEqual(server.requests, ['metadata']);
  });

  it('is asked for where the server does not say what it can do with a result, and its refusal is told', async () => {
    const session = await answering({ metadata: statement() });
    await assert.rejects(read(session), { code: 'not-found' });
  });

  it('is not offered without the scope, and nothing is asked', async () => {
    server = await serve((_, response) => send(response, {}));
    const session = tokenSession({
      fhirBase: server.base,
      patient: '1',
      getToken: () => 'token',
      scope: 'patient/DiagnosticReport.rs',
    });
    const history = await resultHistory(session, 'Observation/k');
    assert.ok(history.kind === 'denied', history.kind);
    assert.deepEqual(history.scopes, ['patient/Observation.r']);
    assert.deepEqual(server.requests, []);
  });
});
