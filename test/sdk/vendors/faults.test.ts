import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { EhrErrorCode } from '../../../packages/sdk/src/errors.ts';
import type { TopicState } from '../../../packages/sdk/src/record/state.ts';
import { ChangingServer } from './changing-server.ts';
import { assertSame, readAll, topicNames, type Reading } from './reading.ts';

const PATIENT = 'p-1001';

describe('a server in trouble', () => {
  let server: ChangingServer;
  let plain: Reading;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): unknown => unhandled.push(reason);
  before(async () => {
    process.on('unhandledRejection', note);
    server = await ChangingServer.start();
    plain = await readAll(server.base, PATIENT);
  });
  afterEach(() => assert.deepEqual(unhandled, []));
  after(async () => {
    process.off('unhandledRejection', note);
    await server.close();
  });

  for (const fault of [
    'error:503#4',
    'error:502#4',
    'drop#4',
    'cut#4',
    'truncate#4',
    'throttle:1#4',
    'throttle#2',
    'content-type',
    'latency:20-80',
  ]) {
    it(`that passes gives the whole record: ${fault}`, async () => {
      await server.behave(null, [fault]);
      assertSame(await readAll(server.base, PATIENT), plain);
      await server.behave(null);
      assertSame(await readAll(server.base, PATIENT), plain);
    });
  }

  const outcomes: readonly (readonly [fault: string, code: EhrErrorCode | 'denied'])[] = [
    ['error:500', 'server-error'],
    ['error:403', 'denied'],
    ['error:404', 'not-found'],
    ['error:410', 'gone'],
    ['error:401', 'unauthorized'],
    ['html', 'bad-response'],
    ['html:502', 'server-error'],
    ['truncate', 'bad-response'],
    ['cut', 'unreachable'],
    ['drop', 'unreachable'],
  ];
  for (const [fault, code] of outcomes) {
    it(`that lasts is told in every topic as what it is: ${fault} as ${code}`, async () => {
      await server.behave(null, [fault]);
      const { states } = await readAll(server.base, PATIENT);
      for (const name of topicNames) assert.equal(toldBy(states[name]), code, name);
      await server.behave(null);
      assertSame(await readAll(server.base, PATIENT), plain);
    });
  }

  it('that wants to be left alone for long is told as that', async () => {
    // Of its own, since nothing is asked of it for as long as it wants.
    const busy = await ChangingServer.start();
    try {
      await busy.behave(null, ['throttle:60']);
      const { states } = await readAll(busy.base, PATIENT);
      for (const name of topicNames) assert.equal(toldBy(states[name]), 'throttled', name);
    } finally {
      await busy.close();
    }
  });

  for (const dress of [null, 'epic', 'google', 'canvas']) {
    it(`whose page links expire once is read again, and whole: ${dress ?? 'no dress'}`, async () => {
      await server.behave(dress, ['expire-pages#1']);
      assertSame(await readAll(server.base, PATIENT), plain);
    });
  }

  it('whose page links always expire shows what came, and says that it is cut off', async () => {
    // Pages of 50 at most, so that a larger one does not hold it all.
    await server.behave('firely', ['expire-pages@Observation']);
    const { states } = await readAll(server.base, PATIENT);
    const { results } = states;
    assert.ok(results?.kind === 'ready' && !results.complete && results.read >= 50);
    assert.deepEqual(
      results.notices.map(({ kind }) => kind),
      ['cut-off'],
    );
    assert.ok(states['problems']?.kind === 'ready' && states['problems'].complete);
  });

  it('over one type says so there, and nowhere else', async () => {
    await server.behave(null, ['error:500@AllergyIntolerance']);
    const { states } = await readAll(server.base, PATIENT);
    for (const name of topicNames) {
      assert.equal(toldBy(states[name]), name === 'allergies' ? 'server-error' : 'ready', name);
    }
  });
});

function toldBy(state: TopicState<unknown> | undefined): string {
  return state?.kind === 'failed' ? state.error.code : String(state?.kind);
}
