/** A record that follows what a server says has changed, at the sandbox over HTTP and a WebSocket. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, mock } from 'node:test';
import type { Bundle, Subscription } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { idsTopic, once, shown, until } from '../../support/record.ts';

const PATIENT = 'p-1001';
const flags = idsTopic('flags', { type: 'Flag', by: 'patient' });
const devices = idsTopic('devices', { type: 'Device', by: 'patient' });

let sandbox: Sandbox;
let base: string;
let session: Session;
before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
  base = sandbox.organisations[0]!.fhirBase;
});
after(() => sandbox.close());
afterEach(() => session.signOut());

function open(): Session {
  session = openSession({ fhirBase: base, patient: PATIENT });
  return session;
}

async function flag(): Promise<string> {
  const headers = { 'content-type': 'application/fhir+json' };
  const subject = { reference: `Patient/${PATIENT}` };
  const body = JSON.stringify({ resourceType: 'Flag', status: 'active', code: { text: 'Falls' }, subject });
  const answer = await fetch(`${base}/Flag`, { method: 'POST', headers, body });
  return ((await answer.json()) as { id: string }).id;
}

/** Asked again and again until the server says so. */
async function subscriptions(accept: (found: readonly Subscription[]) => boolean): Promise<readonly Subscription[]> {
  for (;;) {
    const { entry = [] } = (await (await fetch(`${base}/Subscription`)).json()) as Bundle<Subscription>;
    const found = entry.flatMap(({ resource }) => resource ?? []);
    if (accept(found)) return found;
  }
}

describe('a record that follows changes', () => {
  it('shows what somebody else wrote, without being asked', async () => {
    const record = recordOf(open());
    record.configure({ refreshOn: ['change'] });
    await once(record, devices);
    const before = shown(await until(record, flags, ({ kind }) => kind === 'ready')) as string[];
    await subscriptions((found) => found.length === 1);
    const id = await flag();
    const state = await until(record, flags, (told) => shown(told).includes(id));
    assert.deepEqual(new Set(shown(state)), new Set([...before, id]));
  });

  it('subscribes once for all that is watched, and no longer than that', async () => {
    // Those of sessions that are over end by themselves, after a day.
    const old = new Set((await subscriptions(() => true)).map(({ id }) => id));
    const record = recordOf(open());
    record.configure({ refreshOn: ['change'] });
    const stops = [record.watch(flags, () => undefined), record.watch(devices, () => undefined)];
    const own = (await subscriptions((found) => found.length > old.size)).filter(({ id }) => !old.has(id));
    assert.equal(own.length, 1);
    assert.match(JSON.stringify(own), /Flag\?patient=Patient\/p-1001.*Device\?patient=Patient\/p-1001/s);
    for (const stop of stops) stop();
    await subscriptions((found) => found.length === old.size);
  });

  it('goes on for a session whose place is followed with the credentials of another, when that one ends', async () => {
    const [leaving, staying] = [open(), open()].map((each) => ({ each, record: recordOf(each) }));
    for (const one of [leaving, staying]) {
      one?.record.configure({ refreshOn: ['change'] });
      await until(one!.record, flags, ({ kind }) => kind === 'ready');
    }
    const [first] = await subscriptions((found) => found.length > 0);
    await leaving?.each.signOut();
    await subscriptions((found) => found.some(({ id }) => id !== first?.id));
    const id = await flag();
    await until(staying!.record, flags, (told) => shown(told).includes(id));
  });

  it('asks nothing of a server whose sign-in does not permit it, nor where no page wants it', async () => {
    const asked: string[] = [];
    const source = serverSource('Clinic', base, PATIENT);
    const watched = {
      ...source,
      fetch: (url: string, init?: RequestInit) => {
        asked.push(url.slice(base.length + 1));
        return source.fetch(url, init);
      },
      can: (_interaction: string, type: string) =>
        type === 'Subscription'
          ? { allowed: false as const, missing: ['patient/Subscription.c'] }
          : { allowed: true as const },
    };
    session = new FixedSession([watched]);
    const record = recordOf(session);
    record.configure({ refreshOn: ['change'] });
    await once(record, flags);
    mock.timers.enable({ apis: ['setTimeout'] });
    record.watch(flags, () => undefined);
    await import('../../../packages/sdk/src/record/later/live.ts');
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(60_000);
    mock.timers.reset();
    assert.deepEqual(
      asked.filter((path) => !path.startsWith('Flag')),
      [],
    );
  });
});
