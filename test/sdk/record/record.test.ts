import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, it } from 'node:test';
import type { Condition, MedicationRequest } from 'fhir/r4.js';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import type { TopicState } from '../../../packages/sdk/src/record/state.ts';
import { topic, type Search } from '../../../packages/sdk/src/topics/topic.ts';
import type { Source } from '../../../packages/sdk/src/session/source.ts';
import { medications, type MedicationsView } from '../../../packages/sdk/src/topics/medications.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { idsTopic, settled, until } from '../../support/record.ts';

const conditions: Search = { type: 'Condition', by: 'patient' };
const allergies: Search = { type: 'AllergyIntolerance', by: 'patient' };

const problems = idsTopic('problems', conditions);

let server: TestServer | undefined;
afterEach(() => server?.close());

async function sessionOn(answer: Answer): Promise<FixedSession> {
  server = await serve(answer);
  return new FixedSession([serverSource('Clinic', server.base, 'p1')]);
}

const NOT_GRANTED = { allowed: false, missing: ['patient/Condition.rs'] } as const;
const resource = (type: string, id: string): object => ({ resourceType: type, id });
const one = (path: string, response: ServerResponse): void =>
  send(response, searchset([resource(path.split('?')[0] ?? '', 'a')], undefined, 1));

describe('a patient record', () => {
  it('tells what was read, when, from where, and that it is whole', async () => {
    const session = await sessionOn(one);
    const before = Date.now();
    const state = await until(recordOf(session), problems, settled);
    assert.equal(state.kind, 'ready');
    assert.deepEqual(
      { view: state.view, content: state.content, complete: state.complete, sources: state.sources, read: state.read },
      { view: ['a'], content: 'some', complete: true, sources: ['Clinic'], read: 1 },
    );
    assert.ok(state.asOf.getTime() >= before && state.asOf.getTime() <= Date.now());
  });

  it('asks once for what several widgets and topics want', async () => {
    const session = await sessionOn(one);
    const record = recordOf(session);
    const both = idsTopic('both', conditions, allergies);
    await Promise.all([
      until(record, problems, settled),
      until(recordOf(session), problems, settled),
      until(record, both, settled),
    ]);
    await until(record, problems, settled);
    assert.deepEqual(server?.requests.map((path) => path.split('?')[0]).sort(), ['AllergyIntolerance', 'Condition']);
  });

  it('asks a server nothing that is only asked of documents', async () => {
    const session = await sessionOn(one);
    const topic = idsTopic('both', conditions, { type: 'Composition', by: 'patient', documentsOnly: true });
    const state = await until(recordOf(session), topic, settled);
    assert.equal(state.kind === 'ready' && state.complete, true);
    assert.deepEqual(
      server?.requests.map((path) => path.split('?')[0]),
      ['Condition'],
    );
  });

  it('paints the first page while the rest is read, with counts', async () => {
    const rest = Promise.withResolvers<() => void>();
    const session = await sessionOn((path, response) => {
      if (path.includes('page=2')) rest.resolve(() => send(response, searchset([resource('Condition', 'b')])));
      else send(response, searchset([resource('Condition', 'a')], 'Condition?page=2', 2));
    });
    const record = recordOf(session);
    const partial = await until(record, problems, (state) => state.kind === 'loading' && state.partial !== undefined);
    assert.deepEqual(partial, { kind: 'loading', progress: { read: 1, total: 2 }, partial: ['a'] });
    const sendRest = await rest.promise;
    sendRest();
    const state = await until(record, problems, settled);
    assert.deepEqual(state.kind === 'ready' && state.view, ['a', 'b']);
  });

  it('calls a total that the server guesses an estimate, and never a measure of what is missing', async () => {
    const rest = Promise.withResolvers<() => void>();
    const session = await sessionOn((path, response) => {
      if (path.includes('page=3')) rest.resolve(() => send(response, '', 500));
      else if (path.includes('page=2')) send(response, searchset([resource('Condition', 'b')], 'Condition?page=3', 30));
      else send(response, searchset([resource('Condition', 'a')], 'Condition?page=2', 20));
    });
    const record = recordOf(session);
    const partial = await until(record, problems, (state) => state.kind === 'loading' && state.progress.read === 2);
    assert.deepEqual(partial.kind === 'loading' && partial.progress, { read: 2, total: 30, estimated: true });
    const fail = await rest.promise;
    fail();
    const state = await until(record, problems, settled);
    const notices = state.kind === 'ready' ? state.notices : [];
    assert.deepEqual(
      notices.map(({ kind, shown, total }) => ({ kind, shown, total })),
      [{ kind: 'cut-off', shown: 2, total: undefined }],
    );
  });

  it('looks at every topic again once the patient is known, whichever came first', async () => {
    const known = Promise.withResolvers<() => void>();
    const session = await sessionOn((path, response) =>
      path.startsWith('Patient')
        ? known.resolve(() => send(response, { resourceType: 'Patient', id: 'p1' }))
        : send(response, searchset([{ ...resource('Condition', 'a'), subject: { reference: 'Patient/p1' } }])),
    );
    const record = recordOf(session);
    const subjects = topic({
      name: 'subjects',
      searches: [conditions],
      view: ({ matches, resolve }) =>
        matches.map((match) => resolve((match.resource as Condition).subject, match)?.resourceType ?? 'not known'),
      content: () => 'some',
    });
    record.watch(idsTopic('patient', { type: 'Patient', by: 'id' }), () => undefined);
    const viewOf = (state: TopicState<string[]>): string => (state.kind === 'ready' ? state.view.join() : '');
    await until(record, subjects, (state) => viewOf(state) === 'not known');
    const sendPatient = await known.promise;
    sendPatient();
    await until(record, subjects, (state) => viewOf(state) === 'Patient');
  });

  it('says that the answer is cut off when a later page cannot be read', async () => {
    const session = await sessionOn((path, response) =>
      path.includes('page=2')
        ? send(response, '', 500)
        : send(response, searchset([resource('Condition', 'a')], 'Condition?page=2', 9)),
    );
    const state = await until(recordOf(session), problems, settled);
    assert.equal(state.kind, 'ready');
    assert.equal(state.complete, false);
    assert.deepEqual(
      state.notices.map(({ kind, shown, total }) => ({ kind, shown, total })),
      [{ kind: 'cut-off', shown: 1, total: 9 }],
    );
  });

  it('tells in a code, not in words, that entries of another patient were left out', async () => {
    const theirs = { ...resource('Condition', 'theirs'), subject: { reference: 'Patient/p2' } };
    const session = await sessionOn((_, response) => send(response, searchset([resource('Condition', 'a'), theirs])));
    const state = await until(recordOf(session), problems, settled);
    assert.equal(state.kind, 'ready');
    assert.deepEqual([state.view, state.complete], [['a'], false]);
    assert.deepEqual(
      state.notices.map(({ kind, text }) => ({ kind, text })),
      [{ kind: 'others-left-out', text: undefined }],
    );
  });

  it('tells a part that failed from the part that came', async () => {
    const session = await sessionOn((path, response) =>
      path.startsWith('Allergy') ? send(response, '', 500) : one(path, response),
    );
    const state = await until(recordOf(session), idsTopic('both', conditions, allergies), settled);
    assert.equal(state.kind, 'ready');
    assert.equal(state.complete, false);
    assert.equal(state.notices[0]?.kind, 'part-failed');
    assert.equal(state.notices[0]?.error?.code, 'server-error');
  });

  it('asks nothing that the sign-in did not grant, and names the scope', async () => {
    const session = await sessionOn(one);
    const ungranted = { ...serverSource('Clinic', server?.base ?? '', 'p1'), can: () => NOT_GRANTED };
    session.becomeReady([ungranted]);
    const state = await until(recordOf(session), problems, settled);
    assert.deepEqual(state, { kind: 'denied', scopes: ['patient/Condition.rs'] });
    assert.deepEqual(server?.requests, []);
  });

  it('asks no server for what only a document tells, and says so', async () => {
    const session = await sessionOn(one);
    const written = idsTopic('written', { type: 'Composition', by: 'patient', documentsOnly: true });
    const state = await until(recordOf(session), written, settled);
    assert.deepEqual(state, { kind: 'unsupported', types: ['Composition'], sources: ['Clinic'] });
    assert.deepEqual(server?.requests, []);
  });

  it('takes 403 for a refusal, not for a failure', async () => {
    const session = await sessionOn((_, response) => send(response, '', 403));
    const state = await until(recordOf(session), problems, settled);
    assert.deepEqual(state, { kind: 'denied', scopes: ['patient/Condition.rs'] });
  });

  it('tells "this server has no such thing" by its capability statement, and asks for that only then', async () => {
    const rest = (type: string): object => ({
      resourceType: 'CapabilityStatement',
      rest: [{ mode: 'server', resource: [{ type }] }],
    });
    const lacking = await sessionOn((path, response) =>
      path === 'metadata' ? send(response, rest('Patient')) : send(response, '', 404),
    );
    const state = await until(recordOf(lacking), problems, settled);
    assert.deepEqual(state, { kind: 'unsupported', types: ['Condition'], sources: ['Clinic'] });
    await server?.close();

    const having = await sessionOn((path, response) =>
      path === 'metadata' ? send(response, rest('Condition')) : send(response, '', 404),
    );
    const failed = await until(recordOf(having), problems, settled);
    assert.equal(failed.kind === 'failed' && failed.error.code, 'not-found');
  });

  it('asks again without includes and order when a server refuses them', async () => {
    const session = await sessionOn((path, response) =>
      /_include|_sort/.test(path) ? send(response, '', 400) : one(path, response),
    );
    const sorted: Search = {
      ...conditions,
      params: { _sort: '-date', category: 'x' },
      include: ['Condition:asserter'],
    };
    const state = await until(recordOf(session), idsTopic('sorted', sorted), settled);
    assert.deepEqual(state.kind === 'ready' && state.view, ['a']);
    assert.match(server?.requests[1] ?? '', /category=x/);
  });

  it('reads what a server left out of its includes, once for many, and not from other servers', async () => {
    const request = (id: string, reference: string): object => ({
      ...resource('MedicationRequest', id),
      medicationReference: { reference },
    });
    const session = await sessionOn((path, response) => {
      if (path.startsWith('MedicationRequest')) {
        const references = ['Medication/m1', 'Medication/m2', 'Medication/m1', 'https://other.example/Medication/m9'];
        return send(response, searchset(references.map((reference, index) => request(`r${index}`, reference))));
      }
      send(response, searchset([resource('Medication', 'm1'), resource('Medication', 'm2')]));
    });
    const medications = topic({
      name: 'medications',
      searches: [{ type: 'MedicationRequest', by: 'patient', include: ['MedicationRequest:medication'] }],
      view: ({ matches, resolve }) =>
        matches.map((match) => resolve((match.resource as MedicationRequest).medicationReference, match)?.id),
      content: () => 'some',
    });
    const state = await until(recordOf(session), medications, settled);
    assert.deepEqual(state.kind === 'ready' && state.view, ['m1', 'm2', 'm1', undefined]);
    assert.deepEqual(
      server?.requests.map((path) => path.split('&')[0]),
      ['MedicationRequest?patient=p1', 'Medication?_id=m1%2Cm2'],
    );
  });

  it('keeps the last good data when a refresh fails, and says that it is old', async () => {
    let down = false;
    const session = await sessionOn((path, response) => (down ? send(response, '', 500) : one(path, response)));
    const record = recordOf(session);
    await until(record, problems, settled);
    down = true;
    await record.refresh();
    const stale = await until(record, problems, settled);
    assert.equal(stale.kind, 'stale');
    assert.deepEqual(stale.view, ['a']);
    assert.equal(stale.error.code, 'server-error');
    down = false;
    await record.refresh();
    assert.equal((await until(record, problems, settled)).kind, 'ready');
  });

  it('waits for a sign-in, then for a patient', async () => {
    const session = await sessionOn(one);
    const states: string[] = [];
    session.become({ kind: 'signed-out' });
    recordOf(session).watch(problems, (state) => states.push(state.kind === 'waiting' ? state.for : state.kind));
    session.become({ kind: 'no-patient', error: new EhrError('no-patient', 'No patient was chosen.') });
    assert.deepEqual(states, ['sign-in', 'patient']);
    assert.deepEqual(server?.requests, []);
  });

  it('forgets the old patient before anything else when another one is opened', async () => {
    const session = await sessionOn((path, response) =>
      send(response, searchset([resource('Condition', path.includes('patient=p1') ? 'of-p1' : 'of-p2')])),
    );
    const record = recordOf(session);
    await until(record, problems, settled);
    const seen: unknown[] = [];
    record.watch(problems, (state) => seen.push('view' in state ? state.view : state.kind));
    seen.length = 0;
    session.becomeReady([serverSource('Clinic', server?.base ?? '', 'p2')]);
    assert.deepEqual(seen, ['loading'], 'told within the same turn');
    const state = await until(record, problems, settled);
    assert.deepEqual(state.kind === 'ready' && state.view, ['of-p2']);
    assert.ok(!JSON.stringify(seen).includes('of-p1'));
  });

  it('never shows an answer that arrives after the session has ended', async () => {
    let sendLate = (): void => undefined;
    const asked = Promise.withResolvers<void>();
    const session = await sessionOn((_, response) => {
      sendLate = () => send(response, searchset([resource('Condition', 'late')]));
      asked.resolve();
    });
    const states: TopicState<string[]>[] = [];
    recordOf(session).watch(problems, (state) => states.push(state));
    await asked.promise;
    session.become({ kind: 'signed-out' });
    sendLate();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(states.at(-1), { kind: 'waiting', for: 'sign-in' });
    assert.ok(!JSON.stringify(states).includes('late'));
  });

  it('stops asking when nobody watches any more', async () => {
    const asked = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const session = await sessionOn((_, response) => {
      response.on('close', () => stopped.resolve());
      asked.resolve();
    });
    const end = recordOf(session).watch(problems, () => undefined);
    await asked.promise;
    end();
    await stopped.promise;
  });

  it('tells a failure with its error', async () => {
    const session = await sessionOn((_, response) => send(response, '<html>'));
    const state = await until(recordOf(session), problems, settled);
    assert.ok(state.kind === 'failed' && state.error instanceof EhrError);
    assert.equal(state.kind === 'failed' && state.error.code, 'bad-response');
  });

  it('keeps one place when another ends, without reading it again, and says what is missing', async () => {
    const session = await sessionOn(one);
    const [hospital] = session.sources;
    const clinic = serverSource('Surgery', server?.base ?? '', 'p2');
    session.becomeReady([hospital as Source, clinic]);
    const told: TopicState<string[]>[] = [];
    recordOf(session).watch(problems, (state) => told.push(state));
    await until(recordOf(session), problems, settled);
    const asked = server?.requests.length;
    session.absent = [{ id: clinic.id, name: 'Surgery', state: 'expired' }];
    session.becomeReady([hospital as Source]);
    const state = told.at(-1);
    assert.equal(state?.kind, 'ready');
    assert.deepEqual(
      [state.sources, state.complete, state.notices.map(({ kind, sourceName }) => [kind, sourceName])],
      [['Clinic'], false, [['source-absent', 'Surgery']]],
    );
    assert.equal(server?.requests.length, asked);
  });

  it('reads only the place that has come', async () => {
    const session = await sessionOn(one);
    await until(recordOf(session), problems, settled);
    session.becomeReady([...session.sources, serverSource('Surgery', server?.base ?? '', 'p2')]);
    const state = await until(recordOf(session), problems, settled);
    assert.equal(state.kind === 'ready' && state.sources.join(), 'Clinic,Surgery');
    assert.deepEqual(
      server?.requests.map((path) => new URL(path, 'http://x').searchParams.get('patient')),
      ['p1', 'p2'],
    );
  });

  it('names what a line refers to also when that comes last, with another topic', async () => {
    const late = Promise.withResolvers<() => void>();
    const session = await sessionOn((path, response) => {
      const type = path.split('?')[0] ?? '';
      if (type === 'Condition') {
        const kidney = { ...resource('Condition', 'k'), code: { text: 'Kidney disease' } };
        return late.resolve(() => send(response, searchset([kidney], undefined, 1)));
      }
      const order = { ...resource(type, 'm'), reasonReference: [{ reference: 'Condition/k' }] };
      send(
        response,
        searchset(type === 'MedicationRequest' ? [order] : [], undefined, type === 'MedicationRequest' ? 1 : 0),
      );
    });
    const record = recordOf(session);
    const reasons = (state: TopicState<MedicationsView>): string[] =>
      state.kind === 'ready' ? state.view.current.flatMap((line) => line.reasons.map(({ text }) => text)) : [];
    record.watch(problems, () => {});
    await until(record, medications, settled);
    (await late.promise)();
    const state = await until(record, medications, (now) => reasons(now).length > 0);
    assert.deepEqual(reasons(state), ['Kidney disease']);
  });
});
