/** Staff who signed in for no patient in particular: what they may read, and what nobody can through them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openSession, proxySession, tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import { joinedSession } from '../../../packages/sdk/src/session/joined-session.ts';
import type { Practice, Session } from '../../../packages/sdk/src/session/session.ts';
import type { PracticeSource } from '../../../packages/sdk/src/session/source.ts';
import { FakeClock, FakePage } from '../../support/fake-page.ts';
import { SmartServer } from '../../support/smart-server.ts';
import { outcome, Visitor } from '../../support/smart-visit.ts';

const HOUR = 3_600_000;
const SCOPE = 'user/Appointment.rs user/*.rs';

let server: SmartServer;
let clock: FakeClock;
let person: Visitor;

beforeEach(async () => {
  server = await SmartServer.start();
  server.behaviour.tokenResponse = { patient: undefined, scope: SCOPE };
  clock = new FakeClock();
  person = new Visitor(server, clock, { scope: SCOPE, environment: { locks: navigator.locks } });
});
afterEach(async () => {
  await Promise.all(person.sessions.map((session) => session.signOut()));
  assert.equal(clock.waiting, 0);
  await server.close();
});

function practiceOf({ state }: Session): Practice {
  assert.ok(state.kind === 'no-patient' && state.practice, state.kind);
  return state.practice;
}

function sourceOf({ practice = [] }: Session): PracticeSource {
  const [source] = practice;
  assert.ok(source);
  return source;
}

const read = async (session: Session): Promise<number> =>
  (await sourceOf(session).fetch(`${server.base}/Appointment`)).status;

describe('staff who signed in without a patient', () => {
  it('have a server to read from, and no source that a record could be read from', async () => {
    const { session } = await person.signIn(new FakePage());
    assert.equal(outcome(session), 'no-patient: no-patient');
    assert.deepEqual(session.sources, []);
    assert.equal(session.can('read', 'Appointment').allowed, false);
    const source = sourceOf(session);
    assert.equal('patient' in source, false);
    assert.equal('patient' in practiceOf(session).context, false);
    assert.equal(source.can('search', 'Appointment').allowed, true);
    assert.deepEqual(source.can('update', 'Appointment'), { allowed: false, missing: ['user/Appointment.u'] });
    assert.equal(await read(session), 200);
    await assert.rejects(source.fetch('https://elsewhere.example/fhir/Appointment'), { code: 'rejected' });
  });

  it('are told what was refused', async () => {
    const { session } = await person.signIn(new FakePage(), { scope: `${SCOPE} user/Appointment.u` });
    assert.deepEqual(practiceOf(session).refusedScopes, ['user/Appointment.u']);
  });

  it('have nothing any more once they have signed out, and the server knows', async () => {
    const { session } = await person.signIn(new FakePage());
    const source = sourceOf(session);
    const leaving = session.signOut();
    assert.deepEqual([session.state.kind, session.practice], ['signed-out', []]);
    await assert.rejects(source.fetch(`${server.base}/Appointment`), { code: 'session-expired' });
    await leaving;
  });

  it('stay signed in as tokens are renewed, and not where a patient comes with the new ones', async () => {
    const { session } = await person.signIn(new FakePage());
    clock.turn(2 * HOUR);
    assert.equal(await read(session), 200);
    assert.equal(server.grants('refresh_token').length, 1);
    server.behaviour.tokenResponse = { patient: '123', scope: SCOPE };
    clock.turn(2 * HOUR);
    await assert.rejects(read(session), { code: 'session-expired' });
    assert.deepEqual([session.state.kind, session.practice], ['expired', []]);
  });

  it('are signed out when nobody uses the page, and told before', async () => {
    const { session } = await person.signIn(new FakePage(), { idle: { after: 10_000, warn: 2_000 } });
    clock.turn(9_000);
    assert.equal(practiceOf(session).ending?.because, 'idle');
    session.stay();
    assert.equal(practiceOf(session).ending, undefined);
    clock.turn(11_000);
    assert.equal(outcome(session), 'expired: session-idle');
    assert.deepEqual(session.practice, []);
  });

  it('come back to it after a reload where the host keeps it in the tab', async () => {
    const { page, session } = await person.signIn(new FakePage(), { keep: 'tab' });
    const again = await person.load(page.next(page.location.href), { keep: 'tab' });
    assert.deepEqual(practiceOf(again.session), practiceOf(session));
    assert.deepEqual(again.session.sources, []);
    assert.equal(await read(again.session), 200);
  });

  it('do not come back to what was kept for a patient whose name was lost', async () => {
    server.behaviour.tokenResponse = { patient: '123', scope: 'launch/patient patient/*.rs' };
    const { page } = await person.signIn(new FakePage(), { keep: 'tab', scope: 'launch/patient patient/*.rs' });
    const entries = [...page.sessionStorage.entries];
    assert.ok(entries.length > 0);
    for (const [key, value] of entries) {
      const kept = JSON.parse(value) as { context: { patient?: string } };
      delete kept.context.patient;
      page.sessionStorage.setItem(key, JSON.stringify(kept));
    }
    const again = await person.load(page.next(page.location.href), { keep: 'tab' });
    assert.deepEqual([again.session.state.kind, again.session.practice], ['signed-out', []]);
  });
});

describe('a sign-in that ends without a patient', () => {
  it('has no practice where the page asked for a patient', async () => {
    const { session } = await person.signIn(new FakePage(), { scope: `launch/patient ${SCOPE}` });
    assert.equal(outcome(session), 'no-patient: no-patient');
    assert.deepEqual(session.practice, []);
    assert.ok(session.state.kind === 'no-patient');
    assert.equal(session.state.practice, undefined);
  });

  for (const granted of ['patient/*.rs', 'patient/*.rs user/Appointment.u']) {
    it(`has none where what was granted reads one patient's record only: ${granted}`, async () => {
      server.behaviour.tokenResponse = { patient: undefined, scope: granted };
      const { session } = await person.signIn(new FakePage(), { scope: granted });
      assert.equal(outcome(session), 'no-patient: no-patient');
      assert.deepEqual(session.practice, []);
    });
  }

  it('has none where the server names what can be no patient', async () => {
    for (const patient of ['', '1,2', '*', 7]) {
      server.behaviour.tokenResponse = { patient, scope: SCOPE };
      const { session } = await person.signIn(new FakePage());
      assert.deepEqual([outcome(session), session.practice], ['no-patient: no-patient', []]);
    }
  });
});

describe('a host that needs no sign-in of ours', () => {
  const none = { fhirBase: 'https://proxy.example/fhir', practice: true } as const;

  it('has a practice where it says so, and never a source', () => {
    const scoped = { ...none, getToken: () => 'token' };
    for (const session of [
      openSession(none),
      proxySession(none),
      tokenSession(scoped),
      tokenSession({ ...scoped, scope: SCOPE }),
    ]) {
      assert.equal(session.state.kind, 'no-patient');
      assert.deepEqual([session.sources.length, session.practice?.length], [0, 1]);
      assert.equal('patient' in sourceOf(session), false);
    }
  });

  it('has none where its token reads one patient’s record only', () => {
    const session = tokenSession({ ...none, getToken: () => 'token', scope: 'patient/*.rs' });
    assert.deepEqual([session.state.kind, session.practice], ['no-patient', []]);
  });

  it('stays signed in when asked to sign in again, and forgets when signed out', async () => {
    const session = openSession(none);
    const source = sourceOf(session);
    await session.signIn();
    assert.equal(sourceOf(session), source);
    await session.signOut();
    assert.deepEqual(session.practice, []);
    await assert.rejects(source.fetch(`${none.fhirBase}/Appointment`), { code: 'session-expired' });
  });

  it('is beside the record of a patient, each with an id of its own', () => {
    const joined = joinedSession();
    const staff = openSession(none);
    const record = openSession({ fhirBase: none.fhirBase, patient: '123' });
    joined.add(staff, { id: 'staff', name: 'Staff' });
    assert.equal(joined.state.kind, 'no-patient');
    assert.equal(practiceOf(joined).context.identity, 'none');
    assert.deepEqual([joined.sources.length, joined.practice?.length], [0, 1]);
    joined.add(record, { id: 'record', name: 'Record' });
    assert.equal(joined.state.kind, 'ready');
    const ids = [...joined.sources, ...(joined.practice ?? [])].map(({ id }) => id);
    assert.deepEqual([ids.length, new Set(ids).size], [2, 2]);
    assert.deepEqual(
      joined.absent.map(({ state }) => state),
      ['no-patient'],
    );
  });
});
