import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Environment, environmentOf } from '../../../packages/sdk/src/auth/environment.ts';
import { TokenKeeper } from '../../../packages/sdk/src/auth/token-keeper.ts';
import type { TokenSet } from '../../../packages/sdk/src/auth/tokens.ts';
import { FakeClock } from '../../support/fake-page.ts';

const tokens: TokenSet = {
  accessToken: 'a1',
  refreshToken: 'r1',
  expiresAt: undefined,
  renewAt: undefined,
  scopes: [],
};

function keeperOf(
  answer: (url: string, init: RequestInit) => Promise<Response>,
  kept = tokens,
  clock: Pick<Environment, 'now' | 'after'> = new FakeClock(),
) {
  const ended: string[] = [];
  const keeper = new TokenKeeper(kept, {
    environment: environmentOf({
      fetch: (url, init) => answer(url, init ?? {}),
      locks: undefined,
      now: clock.now,
      after: clock.after,
    }),
    endpoint: { url: 'https://auth.example/token', server: 'https://fhir.example/r4' },
    revocationEndpoint: 'https://auth.example/revoke',
    clientId: 'portal',
    patient: '123',
    onEnd: (error) => ended.push(error.code),
  });
  return { keeper, ended };
}

function renewed(): Response {
  return Response.json({ access_token: 'a2', token_type: 'Bearer', refresh_token: 'r2', patient: '123' });
}

describe('a keeper of tokens', () => {
  it('forgets for good, also when a renewal comes back afterwards', async () => {
    const answer = Promise.withResolvers<Response>();
    const { keeper, ended } = keeperOf(() => answer.promise);
    const waiting = keeper.replacementFor('a1');
    keeper.forget();
    answer.resolve(renewed());
    await assert.rejects(waiting, { code: 'session-expired' });
    await assert.rejects(keeper.accessToken(), { code: 'session-expired' });
    assert.deepEqual(ended, [], 'who forgets knows it already');
  });

  it('answers who was refused an old token with the newer one, without asking', async () => {
    let asked = 0;
    const { keeper } = keeperOf(() => {
      asked++;
      return Promise.resolve(renewed());
    });
    assert.equal(await keeper.replacementFor('a1'), 'a2');
    assert.equal(await keeper.replacementFor('a1'), 'a2');
    assert.equal(asked, 1);
  });

  for (const [what, answer] of [
    ['is refused', () => Response.json({ error: 'invalid_grant' }, { status: 400 })],
    ['brings others', renewed],
    ['does not arrive', () => Response.error()],
  ] as const) {
    it(`takes what somebody else got while its own request was under way, which ${what}`, async () => {
      const response = Promise.withResolvers<Response>();
      const { keeper, ended } = keeperOf(() => response.promise);
      const waiting = keeper.replacementFor('a1');
      await Promise.resolve();
      keeper.adopt(tokens, { ...tokens, accessToken: 'a3', refreshToken: 'r3' });
      response.resolve(answer());
      assert.equal(await waiting, 'a3');
      assert.deepEqual(ended, []);
    });
  }

  it('has no other token when there is no refresh token', async () => {
    const { keeper } = keeperOf(() => Promise.resolve(renewed()), { ...tokens, refreshToken: undefined });
    assert.equal(await keeper.replacementFor('a1'), undefined);
  });

  it('notices the end of a token although its timer never rang, as after the machine slept', async () => {
    const clock = new FakeClock();
    const dated = { ...tokens, refreshToken: undefined, expiresAt: clock.now() + 1000, renewAt: clock.now() + 500 };
    const { keeper, ended } = keeperOf(() => Promise.resolve(renewed()), dated, clock);
    const late = { now: () => dated.expiresAt + 1, after: () => () => {} };
    const asleep = keeperOf(() => Promise.resolve(renewed()), dated, late);
    assert.equal(await keeper.accessToken(), 'a1');
    await assert.rejects(asleep.keeper.accessToken(), { code: 'session-expired' });
    assert.deepEqual([ended, asleep.ended], [[], ['session-expired']]);
  });

  it('can revoke although the server does not answer', async () => {
    const { keeper } = keeperOf(() => Promise.reject(new TypeError('offline')));
    await keeper.revoke();
    await assert.rejects(keeper.accessToken(), { code: 'session-expired' });
  });

  it('sends tokens without cookies, referrer, cache or detours', async () => {
    const sent: RequestInit[] = [];
    const { keeper } = keeperOf((_, init) => {
      sent.push(init);
      return Promise.resolve(renewed());
    });
    await keeper.replacementFor('a1');
    await keeper.revoke();
    assert.equal(sent.length, 3);
    for (const init of sent) {
      assert.deepEqual(
        [init.credentials, init.referrerPolicy, init.cache, init.redirect],
        ['omit', 'no-referrer', 'no-store', 'error'],
      );
    }
  });
});
