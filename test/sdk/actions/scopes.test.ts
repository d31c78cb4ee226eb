/** Changes with tokens that a real sign-in gave, and what they permit. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Goal } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { create, remove, update } from '../../../packages/sdk/src/actions.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import { App } from '../../sandbox/server/app.ts';
import { UnreliableWay } from './unreliable-way.ts';

let sandbox: Sandbox;
let hospital: App;
let way: UnreliableWay;

before(async () => {
  sandbox = await startSandbox({ port: 0, today: new Date('2026-03-02T09:00:00Z') });
  hospital = new App(sandbox.organisations[0]!);
  way = await UnreliableWay.to(hospital.fhirBase);
});
after(async () => {
  await way.close();
  await sandbox.close();
});

/** @param told Whether the page knows what was granted. */
async function signedIn(scope: string, told = true) {
  const { body } = await hospital.tokens({ as: 'margaret' }, { scope: `launch/patient ${scope}` });
  const token = String(body['access_token']);
  const patient = String(body['patient']);
  way.passed.length = 0;
  const session = tokenSession({
    fhirBase: way.base,
    patient,
    getToken: () => token,
    ...(told && { scope: String(body['scope']) }),
  });
  const goal: Goal = {
    resourceType: 'Goal',
    lifecycleStatus: 'active',
    description: { text: 'Walk the dog' },
    subject: { reference: `Patient/${patient}` },
  };
  return { session, goal };
}

describe('what a sign-in permits', () => {
  it('is asked before anything is sent, and the scope that is missing is named', async () => {
    const { session, goal } = await signedIn('patient/Goal.rs');
    const message = /Ask for the scope patient\/Goal\.c\./;
    await assert.rejects(create(session, goal).run(), { code: 'forbidden', message });
    await assert.rejects(update(session, { ...goal, id: '1' }, { ifMatch: '1' }).run(), { code: 'forbidden' });
    await assert.rejects(remove(session, 'Goal/1', { ifMatch: '1' }).run(), { code: 'forbidden' });
    assert.deepEqual(way.passed, []);
  });

  it('is enough to write, change and remove', async () => {
    const { session, goal } = await signedIn('patient/Goal.cruds');
    const { resource, version } = await create(session, goal).run();
    assert.ok(resource?.id && version);
    const changed = await update(session, { ...(resource as Goal), lifecycleStatus: 'completed' }).run();
    assert.ok(changed.version);
    await remove(session, `Goal/${resource.id}`, { ifMatch: changed.version }).run();
  });

  it('may be known to the server only, whose refusal leaves nothing in doubt', async () => {
    const { session, goal } = await signedIn('patient/Goal.rs', false);
    await assert.rejects(create(session, goal).run(), { code: 'forbidden', status: 403 });
    assert.equal(way.changes.length, 1);
  });

  it('that does not extend to reading leaves the outcome of a lost answer unknown', async () => {
    const { session, goal } = await signedIn('patient/Goal.c');
    way.mishaps = ['lose-answer'];
    await assert.rejects(create(session, goal).run(), { code: 'outcome-unknown' });
    assert.equal(way.changes.length, 1);
  });
});
