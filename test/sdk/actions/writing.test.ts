/** Changes to a record, at the sandbox over HTTP, on a good way and on one that loses things. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { Bundle, Goal, Observation } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { create, remove, update } from '../../../packages/sdk/src/actions.ts';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { idsTopic, shown, until } from '../../support/record.ts';
import { UnreliableWay } from './unreliable-way.ts';

const PATIENT = 'p-1001';
const goals = idsTopic('goals', { type: 'Goal', by: 'patient' });
const conditions = idsTopic('conditions', { type: 'Condition', by: 'patient' });

let sandbox: Sandbox;
let server: string;
let way: UnreliableWay;
let session: Session;

before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
  server = sandbox.organisations[0]!.fhirBase;
});
after(() => sandbox.close());
beforeEach(async () => {
  way = await UnreliableWay.to(server);
  session = openSession({ fhirBase: way.base, patient: PATIENT });
});
afterEach(async () => {
  await session.signOut();
  await way.close();
});

let words = 0;
/** With a text that no other has, so that the server can be asked how many there are. */
function goal(patient = PATIENT): Goal & { description: { text: string } } {
  return {
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text: `Walk the dog ${++words}` },
    subject: { reference: `Patient/${patient}` },
  };
}

/** Those of this text that the server has, asked past the way. */
async function stored(text: string): Promise<Goal[]> {
  const answer = await fetch(`${server}/Goal?patient=${PATIENT}&_count=1000`);
  const { entry = [] } = (await answer.json()) as Bundle<Goal>;
  return entry.flatMap(({ resource }) => (resource?.description.text === text ? resource : []));
}

async function existing(): Promise<Goal & { id: string; meta: { versionId: string } }> {
  const { resource } = await create(session, goal()).run();
  way.passed.length = 0;
  return resource as Goal & { id: string; meta: { versionId: string } };
}

/** Somebody else changes it, past the way. */
async function changeElsewhere(one: Goal): Promise<void> {
  const answer = await fetch(`${server}/Goal/${one.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ ...one, lifecycleStatus: 'on-hold' }),
  });
  assert.equal(answer.status, 200);
}

async function failure(of: Promise<unknown>): Promise<EhrError> {
  const thrown: unknown = await of.then(
    () => assert.fail('It succeeded.'),
    (reason: unknown) => reason,
  );
  assert.ok(thrown instanceof EhrError, inspect(thrown));
  return thrown;
}

describe('a new resource', () => {
  it('is stored once, and given back as the server has it', async () => {
    const sent = goal();
    const { reference, version, resource } = await create(session, sent).run();
    const [there, ...others] = await stored(sent.description.text);
    assert.equal(others.length, 0);
    assert.equal(reference, `Goal/${there?.id}`);
    assert.equal(version, there?.meta?.versionId);
    assert.deepEqual(resource, there);
  });

  it('is sent once for a double click, and not again by a click after that', async () => {
    const action = create(session, goal());
    const [one, other] = await Promise.all([action.run(), action.run()]);
    assert.equal(one.reference, other.reference);
    assert.equal((await action.run()).reference, one.reference);
    assert.equal(way.changes.length, 1);
  });

  it('appears where its type is shown, and nothing else is read again', async () => {
    const record = recordOf(session);
    await until(record, conditions, ({ kind }) => kind === 'ready');
    await until(record, goals, ({ kind }) => kind === 'ready');
    way.passed.length = 0;
    const { resource } = await create(session, goal()).run();
    await until(record, goals, (state) => shown(state).includes(resource?.id ?? '?'));
    const read = way.passed.filter(({ method, path }) => method === 'GET' && path !== '/metadata');
    assert.deepEqual(new Set(read.map(({ path }) => path.replace(/\?.*/, ''))), new Set(['/Goal']));
  });

  it('is read back where the server answers with its address only', async () => {
    const sent = goal();
    way.mishaps = ['no-body'];
    const { resource } = await create(session, sent).run();
    assert.equal((resource as Goal).description.text, sent.description.text);
  });

  it('is looked for where the server answers with nothing that a page can read', async () => {
    const sent = goal();
    way.mishaps = ['bare'];
    const { resource, reference } = await create(session, sent).run();
    assert.equal((resource as Goal).description.text, sent.description.text);
    assert.equal(reference, `Goal/${resource?.id}`);
  });

  it('of another patient is not sent', async () => {
    const error = await failure(create(session, goal('p-1002')).run());
    assert.equal(error.code, 'rejected');
    assert.deepEqual(way.passed, []);
  });

  it('of a type that the server does not take is not sent', async () => {
    way.says = { interaction: [{ code: 'read' }, { code: 'search-type' }] };
    const error = await failure(create(session, goal()).run());
    assert.equal(error.code, 'not-supported');
    assert.deepEqual(way.changes, []);
  });

  it('can be stopped before it is sent, and not after', async () => {
    const before = new AbortController();
    before.abort();
    await assert.rejects(create(session, goal()).run({ signal: before.signal }), { name: 'AbortError' });
    assert.deepEqual(way.changes, []);
    const meanwhile = new AbortController();
    way.meanwhile = () => meanwhile.abort();
    assert.ok((await create(session, goal()).run({ signal: meanwhile.signal })).reference);
  });

  it('goes nowhere when the session is over, or when it is a Bundle', async () => {
    const action = create(session, goal());
    await session.signOut();
    assert.equal((await failure(action.run())).code, 'session-expired');
    assert.throws(() => create(session, goal()), { code: 'session-expired' });
    assert.deepEqual(way.passed, []);
    const bundle = bundleSession({
      bundle: {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [{ resource: { resourceType: 'Patient', id: PATIENT } }],
      },
    });
    assert.throws(() => create(bundle, goal()), { code: 'not-supported' });
  });
});

describe('a new resource whose answer is lost', () => {
  for (const mishap of ['lose-answer', 'hold-answer'] as const) {
    it(`is found, and not sent again: ${mishap}`, async () => {
      const sent = goal();
      way.mishaps = [mishap];
      const { resource } = await create(session, sent).run({ timeout: 2500 });
      assert.equal((resource as Goal).description.text, sent.description.text);
      assert.equal((await stored(sent.description.text)).length, 1);
      assert.equal(way.changes.length, 1);
    });
  }

  it('is found at a server without conditional create too', async () => {
    const sent = goal();
    way.says = { conditionalCreate: false };
    way.mishaps = ['lose-answer'];
    await create(session, sent).run();
    assert.equal(way.changes[0]?.headers['if-none-exist'], undefined);
    assert.equal((await stored(sent.description.text)).length, 1);
  });

  it('is sent again where it is not there and the server makes no second one', async () => {
    const sent = goal();
    way.mishaps = ['lose-request'];
    await create(session, sent).run();
    const [first, second, ...more] = way.changes;
    assert.ok(first?.headers['if-none-exist']);
    assert.equal(first.headers['if-none-exist'], second?.headers['if-none-exist']);
    assert.equal(first.body, second?.body);
    assert.deepEqual(more, []);
    assert.equal((await stored(sent.description.text)).length, 1);
  });

  it('is not sent again to a server that may still be at work, before a person asks for it', async () => {
    const sent = goal();
    way.mishaps = ['hold-request'];
    const action = create(session, sent);
    assert.equal((await failure(action.run({ timeout: 300 }))).code, 'outcome-unknown');
    assert.equal(way.changes.length, 1);
    await action.run();
    assert.equal(way.changes.length, 2);
    assert.equal((await stored(sent.description.text)).length, 1);
  });

  it('is not sent again where the server might make a second one, however often it is run', async () => {
    way.says = { conditionalCreate: false };
    way.mishaps = ['lose-request'];
    const action = create(session, goal());
    assert.equal((await failure(action.run())).code, 'outcome-unknown');
    assert.equal((await failure(action.run())).code, 'outcome-unknown');
    assert.equal(way.changes.length, 1);
  });

  it('is sent twice at most by itself', async () => {
    way.mishaps = ['lose-request', 'lose-request', 'lose-request'];
    assert.equal((await failure(create(session, goal()).run())).code, 'outcome-unknown');
    assert.equal(way.changes.length, 2);
  });

  it('is not taken for another one by a server that ignores what it is asked', async () => {
    await existing();
    way.says = { conditionalCreate: false };
    way.ignoresIdentifiers = true;
    way.mishaps = ['lose-request'];
    session = openSession({ fhirBase: way.base, patient: PATIENT });
    assert.equal((await failure(create(session, goal()).run())).code, 'outcome-unknown');
  });

  it('is in doubt while the server cannot be asked, and found once it can', async () => {
    const sent = goal();
    way.mishaps = ['lose-answer'];
    way.readsFail = true;
    const action = create(session, sent);
    assert.equal((await failure(action.run())).code, 'outcome-unknown');
    assert.equal(way.changes.length, 1);
    way.readsFail = false;
    const { resource } = await action.run();
    assert.equal((resource as Goal).description.text, sent.description.text);
    assert.equal((await stored(sent.description.text)).length, 1);
    assert.equal(way.changes.length, 1);
  });

  it('at a gateway is looked for as any other', async () => {
    way.says = { conditionalCreate: false };
    way.mishaps = [{ status: 504 }];
    assert.equal((await failure(create(session, goal()).run())).code, 'outcome-unknown');
    assert.equal(way.changes.length, 1);
  });

  it('by the end of the session is in doubt', async () => {
    way.meanwhile = () => session.signOut();
    way.mishaps = ['hold-answer'];
    assert.equal((await failure(create(session, goal()).run())).code, 'outcome-unknown');
    assert.equal(way.changes.length, 1);
  });
});

describe('a server that turns a change away', () => {
  it('is asked again when it says when, since it did nothing', async () => {
    const sent = goal();
    way.mishaps = [
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503, headers: { 'retry-after': '0' } },
    ];
    await create(session, sent).run();
    assert.equal(way.changes.length, 3);
    assert.equal((await stored(sent.description.text)).length, 1);
  });

  it('for long is told as busy, and the same action can be run later', async () => {
    way.mishaps = [{ status: 429, headers: { 'retry-after': '60' } }];
    const error = await failure(create(session, goal()).run());
    assert.equal(error.code, 'throttled');
    assert.equal(way.changes.length, 1);
  });

  it('for what is in it is not asked again', async () => {
    way.mishaps = [{ status: 422 }];
    assert.equal((await failure(create(session, goal()).run())).code, 'rejected');
    assert.equal(way.changes.length, 1);
  });
});

describe('a change', () => {
  it('is made to the version that was looked at', async () => {
    const one = await existing();
    const { version, resource } = await update(session, { ...one, lifecycleStatus: 'completed' }).run();
    assert.equal(way.changes[0]?.headers['if-match'], `W/"${one.meta.versionId}"`);
    assert.notEqual(version, one.meta.versionId);
    assert.equal((resource as Goal).lifecycleStatus, 'completed');
  });

  it('takes a version in any of the forms in which servers give it', async () => {
    const one = await existing();
    const { version } = await update(session, one, { ifMatch: `W/"${one.meta.versionId}"` }).run();
    await update(session, one, { ifMatch: `"${version}"` }).run();
    assert.throws(() => update(session, one, { ifMatch: 'W/3' + '"' }), { code: 'bad-configuration' });
  });

  it('to an older version is refused with both versions, which no log shows', async () => {
    const one = await existing();
    await changeElsewhere(one);
    const error = await failure(update(session, { ...one, lifecycleStatus: 'completed' }).run());
    assert.equal(error.code, 'conflict');
    assert.equal((error.versions?.sent as Goal).lifecycleStatus, 'completed');
    assert.equal((error.versions?.current as Goal).lifecycleStatus, 'on-hold');
    for (const shown of [inspect(error), JSON.stringify(error), String(error)]) {
      assert.ok(!shown.includes('on-hold') && !shown.includes(one.description.text ?? ''), shown);
    }
  });

  it('to an older version is not sent to a server that does not look at versions', async () => {
    const one = await existing();
    way.says = { versioning: 'versioned' };
    way.strips = 'if-match';
    session = openSession({ fhirBase: way.base, patient: PATIENT });
    await changeElsewhere(one);
    const error = await failure(update(session, { ...one, lifecycleStatus: 'completed' }).run());
    assert.equal(error.code, 'conflict');
    assert.equal((error.versions?.current as Goal).lifecycleStatus, 'on-hold');
    assert.deepEqual(way.changes, []);
  });

  it('without a version is sent only to overwrite what is there', async () => {
    const { meta: _meta, ...one } = await existing();
    assert.equal((await failure(update(session, one).run())).code, 'not-supported');
    assert.deepEqual(way.changes, []);
    await update(session, { ...one, lifecycleStatus: 'completed' }, { overwrite: true }).run();
    assert.equal((await stored(one.description.text ?? ''))[0]?.lifecycleStatus, 'completed');
  });

  it('keeps the precision of numbers that were read', async () => {
    const weight = { value: 80, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' };
    const sent: Observation = {
      resourceType: 'Observation',
      id: 'exact',
      status: 'preliminary',
      code: { text: 'Weight' },
      subject: { reference: `Patient/${PATIENT}` },
      valueQuantity: weight,
    };
    await fetch(`${server}/Observation/exact`, {
      method: 'PUT',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(sent).replace('"value":80', '"value":80.0'),
    });
    const read = (await recordOf(session).resource('Observation/exact')) as Observation;
    await update(session, { ...read, status: 'final' }).run();
    const text = await (await fetch(`${server}/Observation/exact`)).text();
    assert.match(text, /"status":"final".*"value":80\.0,/s);
  });
});

describe('a change whose answer is lost', () => {
  it('is recognised in what the server has', async () => {
    const one = await existing();
    way.mishaps = ['lose-answer'];
    const { version } = await update(session, { ...one, lifecycleStatus: 'completed' }).run();
    assert.equal(version, (await stored(one.description.text ?? ''))[0]?.meta?.versionId);
    assert.equal(way.changes.length, 1);
  });

  it('is sent again where the server still has the version that was looked at', async () => {
    const one = await existing();
    way.mishaps = ['lose-request'];
    await update(session, { ...one, lifecycleStatus: 'completed' }).run();
    assert.equal(way.changes.length, 2);
    assert.equal((await stored(one.description.text ?? ''))[0]?.lifecycleStatus, 'completed');
  });

  it('is not sent again where the server does not look at versions', async () => {
    const one = await existing();
    way.says = { versioning: 'versioned' };
    way.mishaps = ['lose-request'];
    session = openSession({ fhirBase: way.base, patient: PATIENT });
    const error = await failure(update(session, { ...one, lifecycleStatus: 'completed' }).run());
    assert.equal(error.code, 'outcome-unknown');
    assert.equal(way.changes.length, 1);
  });

  it('is in doubt, with both versions, where somebody else has changed it since', async () => {
    const one = await existing();
    way.mishaps = ['lose-answer'];
    way.meanwhile = () => changeElsewhere(one);
    const error = await failure(update(session, { ...one, lifecycleStatus: 'completed' }).run());
    assert.equal(error.code, 'outcome-unknown');
    assert.equal((error.versions?.current as Goal).lifecycleStatus, 'on-hold');
    assert.equal(way.changes.length, 1);
  });
});

describe('removing', () => {
  it('takes away the version that was looked at, and no newer one', async () => {
    const one = await existing();
    await changeElsewhere(one);
    const old = remove(session, `Goal/${one.id}`, { ifMatch: one.meta.versionId });
    assert.equal((await failure(old.run())).code, 'conflict');
    const [now] = await stored(one.description.text ?? '');
    await remove(session, `Goal/${one.id}`, { ifMatch: now?.meta?.versionId ?? '' }).run();
    assert.deepEqual(await stored(one.description.text ?? ''), []);
  });

  it('is known to be done by what is no longer there', async () => {
    const one = await existing();
    way.mishaps = ['lose-answer'];
    await remove(session, `Goal/${one.id}`, { ifMatch: one.meta.versionId }).run();
    assert.equal(way.changes.length, 1);
  });
});
