/**
 * What is written into a record at any FHIR server is there once, at once, and as it was sent. At a server that the
 * environment names only where EHR_FHIR_WRITE=yes says that this is allowed: docs/guides/another-server.md.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Goal, Observation } from 'fhir/r4.js';
import { create, remove, update } from '../../../packages/sdk/src/actions.ts';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import { startFhirTarget } from '../../support/fhir-target.ts';
import { readPlainly, type PlainResource } from '../../support/plain-reading.ts';
import { idsTopic, settled, until } from '../../support/record.ts';
import { sessionAt } from './reading.ts';

const target = await startFhirTarget();
after(() => target.close());
const { base, token } = target;
const [patient] = target.patients as [string];
const subject = { reference: `Patient/${patient}` };
const goals = idsTopic('goals', { type: 'Goal', by: 'patient' });

describe(`what is written at ${target.name}`, { skip: !target.mayWrite && 'EHR_FHIR_WRITE is not "yes"' }, () => {
  it('is there once, is changed only in the version looked at, and is told at once', async () => {
    const session = sessionAt(base, patient, token);
    const record = recordOf(session);
    const identifier = { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${crypto.randomUUID()}` };
    const sent: Goal = { resourceType: 'Goal', lifecycleStatus: 'active', description: { text: 'A test' }, subject };
    await until(record, goals, settled);
    const { reference = '', resource } = await create(session, sent, { identifier }).run();
    try {
      const id = reference.split('/')[1]!;
      await until(record, goals, (state) => state.kind === 'ready' && state.view.includes(id));
      if (await makesNoSecond('Goal')) {
        const second = await create(session, sent, { identifier }).run();
        assert.equal(second.reference, reference);
      }

      const first = resource as Goal;
      await update(session, { ...first, lifecycleStatus: 'on-hold' }).run();
      await assert.rejects(update(session, { ...first, lifecycleStatus: 'completed' }).run(), (error) => {
        assert.ok(error instanceof EhrError && error.code === 'conflict');
        assert.equal((error.versions?.current as Goal).lifecycleStatus, 'on-hold');
        return true;
      });
      const stored = (await plain(reference))!;
      assert.equal(stored['lifecycleStatus'], 'on-hold');

      await remove(session, reference, { ifMatch: stored['meta'].versionId }).run();
      assert.equal(await plain(reference), undefined);
      await until(record, goals, (state) => state.kind === 'ready' && !state.view.includes(id));
    } finally {
      await clearAway(reference);
    }
  });

  it('keeps the precision of its numbers, there and back', async () => {
    const session = sessionAt(base, patient, token);
    const sent: Observation = {
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [{ system: CATEGORIES, code: 'laboratory' }] }],
      code: { coding: [{ system: 'http://loinc.org', code: '2823-3', display: 'Potassium' }] },
      subject,
      effectiveDateTime: '2026-03-01',
      valueQuantity: parseJson('{"value":5.00,"unit":"mmol/L"}') as { value: number },
    };
    const { reference = '' } = await create(session, sent).run();
    try {
      assert.equal((await plain(reference))?.['valueQuantity'].value, '5.00');
      const state = await until(recordOf(session), results, settled);
      const lines = state.kind === 'ready' ? state.view.lines : [];
      const line = lines.find((one) => one.reference === reference);
      assert.ok(line?.value.kind === 'quantity');
      assert.equal(line.value.quantity.value, '5.00');
      assert.equal(line.date, '2026-03-01');
    } finally {
      await clearAway(reference);
    }
  });
});

const CATEGORIES = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** Whether the server says that a create which finds its like makes no second one. */
async function makesNoSecond(of: string): Promise<boolean> {
  const types: PlainResource[] = (await plain('metadata'))?.['rest'][0].resource;
  return types.some(({ type, conditionalCreate }) => type === of && conditionalCreate === true);
}

async function plain(path: string): Promise<PlainResource | undefined> {
  return (await readPlainly(base, path, { token })).resources[0];
}

/** A test that failed in the middle leaves nothing behind. */
async function clearAway(reference: string): Promise<void> {
  if (!reference) return;
  await fetch(`${base}/${reference}`, { method: 'DELETE', headers: token ? { authorization: `Bearer ${token}` } : {} });
}
