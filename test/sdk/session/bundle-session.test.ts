import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Bundle, BundleEntry, Composition } from 'fhir/r4.js';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';

const anna = { resource: { resourceType: 'Patient', id: 'anna' } } satisfies BundleEntry;
const ben = { resource: { resourceType: 'Patient', id: 'ben' } } satisfies BundleEntry;

function collection(...entry: BundleEntry[]): Bundle {
  return { resourceType: 'Bundle', type: 'collection', entry };
}

describe('a Bundle in memory', () => {
  it('is ready at once, for its only patient', () => {
    const bundle = collection(anna);
    const session = bundleSession({ bundle, name: 'summary.json' });
    assert.ok(session.state.kind === 'ready');
    assert.equal(session.state.context.patient, 'anna');
    const [source] = session.sources;
    assert.ok(source?.kind === 'bundle');
    assert.deepEqual([source.patient, source.name, source.base, source.bundle], ['anna', 'summary.json', '', bundle]);
  });

  it('can be read and searched, and never written', () => {
    const [source] = bundleSession({ bundle: collection(anna) }).sources;
    assert.deepEqual(source?.can('read', 'Patient'), { allowed: true });
    assert.deepEqual(source?.can('search', 'Condition'), { allowed: true });
    for (const interaction of ['create', 'update', 'delete'] as const) {
      assert.deepEqual(source?.can(interaction, 'Condition'), { allowed: false, missing: [] });
    }
  });

  it("that is a document is its subject's, whoever else is in it", () => {
    const composition: Composition = {
      resourceType: 'Composition',
      status: 'final',
      type: {},
      date: '2026-01-01',
      author: [],
      title: 'Summary',
      subject: { reference: 'urn:uuid:b' },
    };
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'document',
      entry: [{ resource: composition }, anna, { fullUrl: 'urn:uuid:b', resource: { resourceType: 'Patient' } }],
    };
    assert.equal(bundleSession({ bundle }).sources[0]?.patient, 'urn:uuid:b');
  });

  it('that does not say whose record it is is shown to nobody as anybody', () => {
    for (const bundle of [
      collection(),
      collection(anna, ben),
      { resourceType: 'Bundle', type: 'collection' } as Bundle,
    ]) {
      const session = bundleSession({ bundle });
      assert.equal(session.state.kind, 'no-patient');
      assert.deepEqual(session.sources, []);
    }
  });

  it('that is none is refused', () => {
    for (const wrong of [undefined, null, 'text', { resourceType: 'Patient' }]) {
      assert.throws(() => bundleSession({ bundle: wrong as unknown as Bundle }), { code: 'bad-configuration' });
    }
  });

  it('is gone after signing out, and back after signing in', async () => {
    const session = bundleSession({ bundle: collection(anna) });
    await session.signOut();
    assert.deepEqual([session.state.kind, session.sources.length], ['signed-out', 0]);
    await session.signIn();
    assert.deepEqual([session.state.kind, session.sources.length], ['ready', 1]);
  });

  it('of the published IPS examples each has its patient', () => {
    const folder = new URL('../../../../shared/data/ips/', import.meta.url);
    const documents = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({ file, json: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Bundle }))
      .filter(({ json }) => json.resourceType === 'Bundle' && json.type === 'document');
    assert.ok(documents.length > 0, 'no documents found');
    for (const { file, json } of documents) {
      assert.equal(bundleSession({ bundle: json }).state.kind, 'ready', file);
    }
  });
});
