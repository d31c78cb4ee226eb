/** What a record could tell wrongly, or not at all: each way that was found, and that it is not taken. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { getJson } from '../../../packages/sdk/src/fhir/request.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { shelfOf } from '../../../packages/sdk/src/record/shelf.ts';
import type { TopicState } from '../../../packages/sdk/src/record/state.ts';
import type { ServerSource } from '../../../packages/sdk/src/session/source.ts';
import { topic, type Search } from '../../../packages/sdk/src/topics/topic.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { idsTopic, settled, shown, until } from '../../support/record.ts';

const conditions: Search = { type: 'Condition', by: 'patient' };
const problems = idsTopic('problems', conditions);

let server: TestServer | undefined;
afterEach(() => server?.close());

async function sessionOn(answer: Answer): Promise<FixedSession> {
  server = await serve(answer);
  return new FixedSession([serverSource('Clinic', server.base, 'p1')]);
}

const found = searchset([{ resourceType: 'Condition', id: 'a' }]);

describe('a refresh', () => {
  for (const [status, code] of [
    [403, 'forbidden'],
    [501, 'not-supported'],
  ] as const) {
    it(`that is refused (${status}) does not pass what was read before for new`, async () => {
      let refusing = false;
      const session = await sessionOn((_, response) => (refusing ? send(response, {}, status) : send(response, found)));
      const record = recordOf(session);
      const told: TopicState<string[]>[] = [];
      record.watch(problems, (state) => told.push(state));
      await until(record, problems, settled);
      refusing = true;
      await record.refresh();
      const last = told.at(-1);
      assert.ok(last);
      assert.deepEqual([last.kind, shown(last), last.kind === 'stale' && last.error.code], ['stale', ['a'], code]);
    });
  }
});

describe('a topic whose view throws', () => {
  const broken = topic<string[]>({
    name: 'broken',
    searches: [conditions],
    view: () => {
      throw new TypeError('A fault of the topic');
    },
    content: () => 'some',
  });

  it('is told as failed, and keeps no other topic from being told', async () => {
    const session = await sessionOn((_, response) => send(response, found));
    const record = recordOf(session);
    const [failed, other] = await Promise.all([until(record, broken, settled), until(record, problems, settled)]);
    assert.deepEqual([failed.kind, failed.kind === 'failed' && failed.error.code], ['failed', 'bad-response']);
    assert.deepEqual(shown(other), ['a']);
  });
});

describe('a request that waits for others', () => {
  it('is not too late before it was sent', async () => {
    server = await serve((_, response) => setTimeout(() => send(response, { resourceType: 'Patient' }), 300));
    const { source } = shelfOf(serverSource('Clinic', server.base, 'p1'), { whole: false, originsToo: false });
    const read = (): Promise<unknown> =>
      getJson(source as ServerSource, `${source.base}/Patient/p1`, { timeout: 2000 });
    // Six at a time: the last wait for 2,700 ms, and are answered in 300.
    assert.equal((await Promise.all(Array.from({ length: 60 }, read))).length, 60);
  });
});

describe('a patient read by id', () => {
  it('is not another one, whatever the server hands out', async () => {
    const session = await sessionOn((_, response) => send(response, { resourceType: 'Patient', id: 'p2' }));
    const state = await until(recordOf(session), idsTopic('patient', { type: 'Patient', by: 'id' }), settled);
    assert.deepEqual([state.kind, state.kind === 'failed' && state.error.code], ['failed', 'bad-response']);
  });
});
