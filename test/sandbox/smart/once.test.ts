/** What is good once is good once, however close together two requests come: held where no timing can hide a fault. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TokenStore } from '../../../packages/sandbox/src/smart/adapter.ts';
import { AssertionCheck } from '../../../packages/sandbox/src/smart/assertions.ts';

describe('a code or refresh token', () => {
  it('that two requests found unused is used up by one of them', async () => {
    const adapter = new TokenStore().adapter('RefreshToken');
    await adapter.upsert('token', { grantId: 'grant' }, 60);
    const found = await Promise.all([adapter.find('token'), adapter.find('token')]);
    for (const payload of found) assert.equal(payload?.consumed, undefined);
    const outcomes = await Promise.allSettled([adapter.consume('token'), adapter.consume('token')]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.equal((outcomes[1] as PromiseRejectedResult & { reason: { error: string } }).reason.error, 'invalid_grant');
  });
});

describe('a client assertion', () => {
  const header = { alg: 'RS384', kid: 'key' };
  const start = Date.parse('2026-10-19T09:42:00Z');
  let now = start;
  const claims = (jti: string, iss = 'key-app') => ({ iss, jti, exp: start / 1000 + 300 });

  it('is good once for each client', () => {
    const checks = new AssertionCheck(() => now);
    checks.check(claims('one'), header);
    assert.throws(() => checks.check(claims('one'), header), { name: 'InvalidClientAuth' });
    checks.check(claims('two'), header);
    checks.check(claims('one', 'another-app'), header);
  });

  it('is remembered until it could not be used anyway', () => {
    const checks = new AssertionCheck(() => now);
    checks.check(claims('one'), header);
    now = start + 300_000;
    assert.throws(() => checks.check(claims('one'), header), { name: 'InvalidClientAuth' });
    now = start;
  });

  it('may be good for five minutes and no longer', () => {
    const checks = new AssertionCheck(() => now);
    checks.check({ ...claims('just'), exp: start / 1000 + 300 }, header);
    assert.throws(() => checks.check({ ...claims('over'), exp: start / 1000 + 301 }, header), {
      name: 'InvalidClientAuth',
    });
  });
});
