import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Kept, KeptEntry } from '../../../packages/sdk/src/auth/kept.ts';
import { contextOf } from '../../../packages/sdk/src/auth/launch-context.ts';
import type { TokenSet } from '../../../packages/sdk/src/auth/tokens.ts';
import { FakePage } from '../../support/fake-page.ts';

const tokens = (generation: number): TokenSet => ({
  accessToken: `a${generation}`,
  refreshToken: `r${generation}`,
  expiresAt: undefined,
  renewAt: undefined,
  scopes: [],
});

const kept: Kept = {
  grant: 'g1',
  issuer: 'https://fhir.example/r4',
  clientId: 'portal',
  name: undefined,
  signedInAt: 0,
  usedAt: 0,
  tokens: tokens(1),
  context: contextOf('123'),
  tokenEndpoint: 'https://auth.example/token',
  revocationEndpoint: undefined,
  letters: [],
};

function entryOf(page = new FakePage()): KeptEntry {
  const entry = new KeptEntry(page, kept);
  entry.write(kept);
  return entry;
}

describe('what is kept of a sign-in', () => {
  it('goes forward only: who is late with older tokens changes nothing, but what they know is kept', () => {
    const entry = entryOf();
    entry.replace(tokens(1), tokens(2), ['to-1', 'sealed']);
    entry.replace(tokens(2), tokens(3), ['to-2', 'sealed']);
    entry.replace(tokens(1), tokens(2), ['to-1', 'sealed again']);
    assert.equal(entry.read()?.tokens.accessToken, 'a3');
    assert.deepEqual(
      entry
        .read()
        ?.letters.map(([address]) => address)
        .sort(),
      ['to-1', 'to-2'],
    );
  });

  it('does not come back to life by a renewal or by use that ends after the sign-out', () => {
    const page = new FakePage();
    const entry = entryOf(page);
    entry.forget();
    entry.replace(tokens(1), tokens(2), undefined);
    entry.used(1);
    assert.deepEqual([...page.sessionStorage.entries], []);
  });

  it('has room for the letters of eight renewals, and drops the oldest', () => {
    const entry = entryOf();
    for (let generation = 1; generation <= 10; generation++) {
      entry.replace(tokens(generation), tokens(generation + 1), [`to-${generation}`, 'sealed']);
    }
    const addresses = entry.read()?.letters.map(([address]) => address) ?? [];
    assert.deepEqual([addresses.length, addresses[0], addresses.at(-1)], [8, 'to-3', 'to-10']);
  });

  it('names neither user nor patient in its key', () => {
    const page = new FakePage();
    entryOf(page);
    assert.deepEqual(
      [...page.sessionStorage.entries.keys()],
      ['ehr-widgets:session:portal https://fhir.example/r4 g1'],
    );
  });
});
