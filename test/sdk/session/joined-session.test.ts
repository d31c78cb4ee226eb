/** Several places in one session: each comes, fails and ends by itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { joinedSession, type Place } from '../../../packages/sdk/src/session/joined-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';

const hospitalSource = serverSource('Hospital', 'https://hospital.example/r4', 'h1');
const clinicSource = serverSource('Clinic', 'https://clinic.example/r4', 'c1');
const expired = { kind: 'expired', error: new EhrError('session-expired', 'Over. Sign in again.') } as const;

function joined() {
  const hospital = new FixedSession([hospitalSource]);
  const clinic = new FixedSession([]);
  clinic.become({ kind: 'signed-out' });
  const session = joinedSession();
  session.add(hospital, { id: 'hospital', name: 'Hospital' });
  session.add(clinic, { id: 'clinic', name: 'Clinic' });
  return { hospital, clinic, session };
}

describe('a joined session', () => {
  it('is signed out while it has no member, or none that is signed in', () => {
    const session = joinedSession();
    assert.deepEqual([session.state.kind, session.sources], ['signed-out', []]);
    const clinic = new FixedSession([]);
    clinic.become({ kind: 'signed-out' });
    session.add(clinic, { id: 'clinic', name: 'Clinic' });
    assert.equal(session.state.kind, 'signed-out');
  });

  it('is ready as soon as one place is, and says which are missing', () => {
    const { session } = joined();
    assert.equal(session.state.kind, 'ready');
    assert.deepEqual(session.sources, [hospitalSource]);
    assert.deepEqual(session.absent, [{ id: 'clinic', name: 'Clinic', state: 'signed-out' }]);
  });

  it('keeps the one place when the other ends, and says why that one is missing', () => {
    const { clinic, session } = joined();
    clinic.becomeReady([clinicSource]);
    assert.deepEqual(session.sources, [hospitalSource, clinicSource]);
    assert.deepEqual(session.absent, []);
    clinic.become(expired);
    assert.deepEqual(session.sources, [hospitalSource]);
    assert.deepEqual(session.absent, [{ id: 'clinic', name: 'Clinic', state: 'expired', error: expired.error }]);
    assert.equal(session.state.kind, 'ready');
  });

  it('says what is wrong when nothing is ready, and that one is signing in before that', () => {
    const { hospital, clinic, session } = joined();
    hospital.become(expired);
    assert.equal(session.state, hospital.state);
    clinic.become({ kind: 'signing-in' });
    assert.equal(session.state.kind, 'signing-in');
  });

  it('tells once for each change, and no more of a place that was taken away', () => {
    const { clinic, session } = joined();
    const told: number[] = [];
    session.subscribe(() => told.push(session.sources.length));
    clinic.becomeReady([clinicSource]);
    session.remove(clinic);
    clinic.become(expired);
    assert.deepEqual(told, [2, 1]);
    assert.deepEqual(session.absent, []);
  });

  it('gives two sign-ins at one server an id each, and keeps handing out the same source', () => {
    const { clinic, session } = joined();
    const sister = serverSource('Hospital', 'https://hospital.example/r4', 'h1');
    clinic.becomeReady([sister]);
    const [, second] = session.sources;
    assert.notEqual(second?.id, hospitalSource.id);
    assert.equal(second?.base, sister.base);
    session.stay();
    clinic.become(clinic.state, [sister]);
    assert.equal(session.sources[1], second);
  });

  it('never gives the id of one person to another, who is left at the same server', () => {
    const { hospital, clinic, session } = joined();
    const child = { ...hospitalSource, patient: 'child' };
    clinic.becomeReady([child]);
    const [, before] = session.sources;
    hospital.become(expired);
    assert.deepEqual(session.sources, [before]);
    assert.equal(session.sources[0], before, 'and so nothing of it is read again');
    hospital.becomeReady([{ ...hospitalSource }]);
    assert.deepEqual(
      session.sources.map(({ id }) => id),
      [hospitalSource.id, before?.id],
    );
  });

  it('takes another order and other names, tells once, and hands out as before what stays as it is', () => {
    const { hospital, clinic, session } = joined();
    clinic.becomeReady([clinicSource]);
    const told: string[][] = [];
    session.subscribe(() => told.push(session.sources.map(({ name }) => name)));
    const places = new Map<Session, Place>([
      [clinic, { id: 'clinic', name: 'City Clinic' }],
      [hospital, { id: 'hospital', name: 'Hospital' }],
    ]);
    session.arrange(places);
    session.arrange(new Map(places));
    assert.deepEqual(told, Array(2).fill(['City Clinic', 'Hospital']));
    assert.equal(session.sources[1], hospitalSource);
    const [renamed] = session.sources;
    session.arrange(new Map([[clinic, { id: 'clinic', name: 'City Clinic' }]]));
    assert.deepEqual(session.sources, [renamed]);
    assert.deepEqual(session.members, [clinic]);
    hospital.become(expired);
    assert.equal(told.length, 3);
  });

  it('may what any of its places may', () => {
    const { clinic, session } = joined();
    clinic.become({ kind: 'signed-out' });
    assert.equal(session.can('read', 'Observation').allowed, true);
    assert.equal(joinedSession().can('read', 'Observation').allowed, false);
  });

  it('signs everybody out', async () => {
    const { hospital, clinic, session } = joined();
    clinic.becomeReady([clinicSource]);
    await session.signOut();
    assert.deepEqual([hospital.state.kind, clinic.state.kind, session.state.kind], Array(3).fill('signed-out'));
  });
});
