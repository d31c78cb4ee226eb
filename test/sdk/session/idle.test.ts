import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { IdleOptions } from '../../../packages/sdk/src/session/idle.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { FakeClock, FakePage, fakeEnvironment, until } from '../../support/fake-page.ts';

const MINUTE = 60_000;

let page: FakePage;
let clock: FakeClock;
let session: Session;
/** What listeners saw: the state, and how long before its end, in minutes. */
let seen: string[];

beforeEach(() => {
  page = new FakePage();
  clock = new FakeClock();
  seen = [];
});
afterEach(async () => {
  await session.signOut();
  assert.equal(clock.waiting, 0);
  assert.deepEqual(
    [...page.listeners].filter(([, listeners]) => listeners.size > 0),
    [],
    'a session that is over listens to nothing',
  );
});

async function open(idle: IdleOptions = { after: 15 * MINUTE }): Promise<void> {
  const environment = fakeEnvironment(page, clock);
  session = openSession({ fhirBase: 'https://fhir.example/r4', patient: '123', idle, environment });
  assert.equal(session.state.kind, 'ready', 'at once');
  await until(() => clock.waiting > 0);
  session.subscribe(() => {
    const { state } = session;
    const left = state.kind === 'ready' && state.ending ? ` ${(state.ending.at - clock.now()) / MINUTE}` : '';
    seen.push(`${state.kind}${left}`);
  });
}

describe('a session on a page that nobody uses', () => {
  it('says so a minute before its end, and then ends', async () => {
    await open();
    const { sources } = session;
    clock.turn(14 * MINUTE - 1);
    assert.deepEqual(seen, []);
    clock.turn(1);
    const warned = session.state;
    assert.ok(warned.kind === 'ready');
    assert.deepEqual(warned.ending, { because: 'idle', at: clock.now() + MINUTE });
    assert.equal(session.sources, sources, 'what can be read stays the same');
    clock.turn(MINUTE);
    const over = session.state;
    assert.ok(over.kind === 'expired');
    assert.equal(over.error.code, 'session-idle');
    assert.match(over.error.message, /Sign in again/);
    assert.deepEqual(session.sources, []);
    assert.deepEqual(seen, ['ready 1', 'expired']);
    const [source] = sources;
    assert.ok(source?.kind === 'server');
    await assert.rejects(source.fetch('https://fhir.example/r4/Patient/123'), { code: 'session-expired' });
  });

  it('says so in the middle of a short time, or when the host wants', async () => {
    await open({ after: MINUTE });
    clock.turn(MINUTE / 2);
    assert.deepEqual(seen, ['ready 0.5']);
    await session.signOut();
    await open({ after: 15 * MINUTE, warn: 5 * MINUTE });
    clock.turn(10 * MINUTE);
    assert.equal(seen.at(-1), 'ready 5');
  });

  for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    it(`counts ${type} anywhere on the page as use`, async () => {
      await open();
      clock.turn(10 * MINUTE);
      page.dispatch(type, {});
      clock.turn(14 * MINUTE - 1);
      assert.deepEqual(seen, []);
      clock.turn(1);
      assert.deepEqual(seen, ['ready 1']);
    });
  }

  it('is not used by a script that makes up events', async () => {
    await open();
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      clock.turn(3 * MINUTE);
      page.dispatch(type, new Event(type));
    }
    clock.turn(3 * MINUTE);
    assert.deepEqual(seen, ['ready 1', 'expired']);
  });

  it('goes on when it is used during the warning, or told to stay', async () => {
    await open();
    clock.turn(14.5 * MINUTE);
    page.dispatch('keydown', {});
    clock.turn(14.5 * MINUTE);
    session.stay();
    clock.turn(15 * MINUTE);
    assert.deepEqual(seen, ['ready 1', 'ready', 'ready 1', 'ready', 'ready 1', 'expired']);
  });

  for (const type of ['visibilitychange', 'pageshow', 'focus', 'keydown']) {
    it(`is over at once after a sleep, whichever comes first: here ${type}`, async () => {
      await open();
      clock.jump(3 * 60 * MINUTE);
      page.dispatch(type, { persisted: true });
      assert.deepEqual(seen, ['expired']);
    });
  }

  it('does not live longer because the clock was set back', async () => {
    await open();
    clock.turn(10 * MINUTE);
    clock.jump(-60 * MINUTE);
    clock.turn(4 * MINUTE);
    assert.deepEqual(seen, ['ready 1']);
    clock.jump(-60 * MINUTE);
    clock.turn(MINUTE);
    assert.deepEqual(seen.at(-1), 'expired');
  });

  it('does not end by a timer that rang early', async () => {
    await open();
    clock.jump(-20);
    clock.turn(14 * MINUTE);
    assert.deepEqual(seen, []);
    clock.turn(20);
    assert.deepEqual(seen, ['ready 1']);
  });

  it('can be signed in again, and then counts anew', async () => {
    await open();
    clock.turn(15 * MINUTE);
    await session.signIn();
    assert.equal(session.state.kind, 'ready');
    await until(() => clock.waiting > 0);
    clock.turn(14 * MINUTE - 1);
    assert.deepEqual(seen, ['ready 1', 'expired', 'ready']);
  });

  it('without the option stays', async () => {
    session = openSession({
      fhirBase: 'https://fhir.example/r4',
      patient: '123',
      environment: fakeEnvironment(page, clock),
    });
    clock.turn(24 * 60 * MINUTE);
    assert.equal(session.state.kind, 'ready');
    session.stay();
  });

  it('refuses times that make no sense', async () => {
    for (const idle of [
      { after: 0 },
      { after: NaN },
      { after: Infinity },
      { after: 10, warn: 10 },
      { after: 10, warn: -1 },
    ]) {
      assert.throws(() => openSession({ fhirBase: 'https://fhir.example/r4', patient: '1', idle }), {
        code: 'bad-configuration',
      });
    }
    await open();
  });
});
