/** HAPI FHIR answers a search with what it found within the last minute, unless a request asks not to (Cache-Control). */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';
import { idsTopic, shown, until } from '../../support/record.ts';
import { sessionAt } from './reading.ts';

const goals = idsTopic('goals', { type: 'Goal', by: 'patient' });
const held = [{ resourceType: 'Goal', id: 'first' }];
const remembered = new Map<string, object>();
let server: TestServer;

before(async () => {
  server = await serve((path, response, { headers }) => {
    const fresh = headers['cache-control']?.includes('no-cache') || !remembered.has(path);
    if (fresh) remembered.set(path, searchset([...held], undefined, held.length));
    send(response, remembered.get(path));
  });
});
after(() => server.close());

it('is read as it is now, not as it was when the server was last asked', async () => {
  const record = recordOf(sessionAt(server.base, 'p1', undefined));
  await until(record, goals, ({ kind }) => kind === 'ready');
  held.push({ resourceType: 'Goal', id: 'second' });
  await record.refresh();
  const state = await until(record, goals, ({ kind }) => kind === 'ready');
  assert.deepEqual(shown(state), ['first', 'second']);
});
