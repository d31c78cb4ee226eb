/** A search whose answer is part of another's is not asked; one where that is not certain is. */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, it } from 'node:test';
import { contains } from '../../../packages/sdk/src/record/contained-run.ts';
import { recordOf, type PatientRecord } from '../../../packages/sdk/src/record/record.ts';
import type { Search } from '../../../packages/sdk/src/topics/topic.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { idsTopic, settled, shown, until } from '../../support/record.ts';

const search = (params?: Search['params'], include?: string[]): Search => ({
  type: 'Observation',
  by: 'patient',
  ...(params && { params }),
  ...(include && { include }),
});
const all = idsTopic('all', search({ _sort: '-date' }));
const laboratory = idsTopic('laboratory', search({ category: 'laboratory', _count: '50' }));

let server: TestServer;
afterEach(() => server.close());
async function recordOn(answer: Answer): Promise<PatientRecord> {
  server = await serve(answer);
  return recordOf(new FixedSession([serverSource('Clinic', server.base, 'p1')]));
}
const observation = (id: string, ...categories: string[]): object => ({
  resourceType: 'Observation',
  id,
  category: categories.map((code) => ({ coding: [{ system: 'urn:categories', code }] })),
});
const three = [
  observation('hb', 'laboratory'),
  observation('bp', 'vital-signs'),
  observation('both', 'x', 'laboratory'),
];
const isNarrow = (path: string): boolean => path.includes('category=');

describe('a search contained in another', () => {
  it('is answered out of it, whichever topic came first', async () => {
    for (const order of [
      [laboratory, all],
      [all, laboratory],
    ]) {
      const record = await recordOn((_, response) => send(response, searchset(three, undefined, 3)));
      const states = await Promise.all(order.map((topic) => until(record, topic, settled)));
      const state = states[order.indexOf(laboratory)];
      assert.ok(state?.kind === 'ready');
      assert.deepEqual([state.view, state.read, state.complete], [['hb', 'both'], 2, true]);
      assert.equal(server.requests.length, 1);
      if (order[0] === laboratory) await server.close();
    }
  });

  it('is answered out of what was read before, and read again with it', async () => {
    let answer = three;
    const record = await recordOn((_, response) => send(response, searchset(answer)));
    await until(record, all, settled);
    assert.deepEqual(shown(await until(record, laboratory, settled)), ['hb', 'both']);
    answer = [observation('new', 'laboratory')];
    await record.refresh(['laboratory']);
    assert.deepEqual(shown(await until(record, laboratory, settled)), ['new']);
    await until(record, all, (state) => shown(state)[0] === 'new');
    assert.equal(server.requests.length, 2);
  });

  it('shows its part while the rest is read', async () => {
    const rest = Promise.withResolvers<ServerResponse>();
    const record = await recordOn((path, response) =>
      path.includes('page=2') ? rest.resolve(response) : send(response, searchset(three, 'Observation?page=2', 4)),
    );
    record.watch(all, () => undefined);
    const state = await until(record, laboratory, (told) => told.kind === 'loading' && told.partial !== undefined);
    assert.deepEqual(state, { kind: 'loading', progress: { read: 2 }, partial: ['hb', 'both'] });
    send(await rest.promise, searchset([observation('last', 'laboratory')]));
    assert.deepEqual(shown(await until(record, laboratory, settled)), ['hb', 'both', 'last']);
  });

  for (const [what, fault] of Object.entries({
    refused: (response: ServerResponse) => send(response, '', 403),
    failed: (response: ServerResponse) => send(response, '', 500),
    'cut off': (response: ServerResponse) => send(response, searchset(three, undefined, 100)),
  })) {
    it(`is asked by itself when the wider one is ${what}`, async () => {
      const record = await recordOn((path, response) =>
        isNarrow(path) ? send(response, searchset([observation('own', 'laboratory')], undefined, 1)) : fault(response),
      );
      record.watch(all, () => undefined);
      const state = await until(record, laboratory, (told) => settled(told) && shown(told)[0] === 'own');
      assert.ok(state.kind === 'ready' && state.complete);
    });
  }

  it('goes on when the wider one is wanted no more', async () => {
    const record = await recordOn((_, response) => send(response, searchset(three)));
    record.configure({ keepFor: 0 });
    const stop = record.watch(all, () => undefined);
    await until(record, laboratory, settled);
    stop();
    assert.deepEqual(shown(await until(record, laboratory, settled)), ['hb', 'both']);
    assert.equal(server.requests.length, 1);
  });

  it('is only what can be told exactly', () => {
    const wide = search();
    assert.ok(contains(wide, search({ category: ['laboratory', 'imaging'] })));
    assert.ok(contains(search({ category: ['laboratory', 'imaging'] }), search({ category: 'imaging' })));
    assert.ok(contains(search({ date: 'ge2020' }, ['Observation:subject']), search({ date: 'ge2020', category: 'x' })));
    const uncertain: [Search, Search][] = [
      [wide, search({ category: 'http://loinc.org|laboratory' })],
      [wide, search({ 'category:not': 'laboratory' })],
      [wide, search({ code: '718-7' })],
      [wide, search({ date: 'ge2020' })],
      [wide, search({ _lastUpdated: 'ge2020' })],
      [wide, search({}, ['Observation:subject'])],
      [wide, { ...search(), by: 'subject' }],
      [wide, { ...search(), type: 'Condition' }],
      [search({ category: 'laboratory' }), search()],
      [search({ category: 'laboratory' }), search({ category: ['laboratory', 'imaging'] })],
      [search({ date: 'ge2021' }), search({ date: 'ge2020', category: 'laboratory' })],
      // Its category is a code and no concept.
      [
        { type: 'AllergyIntolerance', by: 'patient' },
        { type: 'AllergyIntolerance', by: 'patient', params: { category: 'food' } },
      ],
    ];
    for (const [one, other] of uncertain) assert.ok(!contains(one, other), JSON.stringify([one, other]));
  });
});
