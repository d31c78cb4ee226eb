import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { searchPages, searchUrl, type Page } from '../../../packages/sdk/src/fhir/search.ts';
import type { Search } from '../../../packages/sdk/src/topics/topic.ts';
import { searchset, send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';

const SEARCH: Search = { type: 'Condition', by: 'patient' };
const condition = (id: string): object => ({ resourceType: 'Condition', id });

let server: TestServer | undefined;
afterEach(() => server?.close());

async function read(answer: Answer, search = SEARCH): Promise<Page[]> {
  server = await serve(answer);
  const pages = [];
  for await (const page of searchPages({ base: server.base, fetch }, search, 'p1')) pages.push(page);
  return pages;
}
const idsOf = (pages: Page[]): unknown[] => pages.flatMap((page) => page.matches.map(({ resource }) => resource.id));

describe('a search', () => {
  it('asks for one patient, any of several values, and includes', () => {
    const url = searchUrl(
      'https://x.example/r4',
      { type: 'Observation', by: 'patient', params: { category: ['a', 'b'] }, include: ['Observation:performer'] },
      'p/1&x',
    );
    const parsed = new URL(url);
    assert.equal(parsed.pathname, '/r4/Observation');
    assert.equal(parsed.searchParams.get('patient'), 'p/1&x');
    assert.equal(parsed.searchParams.get('category'), 'a,b');
    assert.equal(parsed.searchParams.get('_include'), 'Observation:performer');
  });

  it('is read to its last page', async () => {
    const pages = await read((path, response) =>
      path.includes('page=2')
        ? send(response, searchset([condition('c')], 'Condition?page=3'))
        : path.includes('page=3')
          ? send(response, searchset([condition('d')]))
          : send(response, searchset([condition('a'), condition('b')], '/Condition?page=2', 4)),
    );
    assert.deepEqual(idsOf(pages), ['a', 'b', 'c', 'd']);
    assert.equal(pages[0]?.total, 4);
    assert.ok(pages.every((page) => !page.cutOff));
  });

  it('ends when the server leads round in a circle', async () => {
    const pages = await read((_, response) => send(response, searchset([condition('a')], 'Condition?page=2')));
    assert.deepEqual(idsOf(pages), ['a', 'a']);
  });

  it('says that it is cut off when the next page lies elsewhere, and does not go there', async () => {
    const pages = await read((_, response) =>
      send(response, searchset([condition('a')], 'https://elsewhere.example/Condition?page=2')),
    );
    assert.equal(pages.at(-1)?.cutOff, true);
    assert.equal(server?.requests.length, 1);
  });

  it('says that it is cut off when the server counts more than it hands out', async () => {
    const pages = await read((_, response) => send(response, searchset([condition('a')], undefined, 12)));
    assert.equal(pages.at(-1)?.cutOff, true);
  });

  it('keeps what it has, and says so, when a later page fails', async () => {
    const pages = await read((path, response) =>
      path.includes('page=2')
        ? send(response, '', 500)
        : send(response, searchset([condition('a')], 'Condition?page=2', 2)),
    );
    assert.deepEqual(idsOf(pages), ['a']);
    assert.equal(pages.at(-1)?.cutOff, true);
  });

  it('never takes an outcome inside the answer for data', async () => {
    const outcome = (code: string, text: string): object => ({
      search: { mode: 'outcome' },
      resource: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'warning', code: 'informational', details: { coding: [{ code }], text } }],
      },
    });
    const [page] = await read((_, response) =>
      send(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [
          { resource: condition('a') },
          { resource: { resourceType: 'Practitioner', id: 'dr' }, search: { mode: 'include' } },
          outcome('4119', 'This response may not contain the entire record.'),
          outcome('4101', 'Resource request returns no results.'),
        ],
      }),
    );
    assert.deepEqual(idsOf(page ? [page] : []), ['a']);
    assert.equal(page?.included[0]?.resource.id, 'dr');
    assert.deepEqual(page?.remarks, [
      { kind: 'may-be-incomplete', text: 'This response may not contain the entire record.' },
    ]);
  });

  it('leaves out, and says so, what a server that ignores the patient hands out of others', async () => {
    const of = (id: string, reference: string): object => ({ ...condition(id), subject: { reference } });
    const [page] = await read((_, response) =>
      send(
        response,
        searchset(
          [
            of('mine', 'Patient/p1'),
            of('mine too', 'https://gateway.example/r4/Patient/p1/_history/2'),
            condition('nobody named'),
            of('theirs', 'Patient/p2'),
            of('of a group', 'Group/p2'),
          ],
          undefined,
          5,
        ),
      ),
    );
    assert.deepEqual(idsOf(page ? [page] : []), ['mine', 'mine too', 'nobody named', 'of a group']);
    assert.deepEqual(page?.remarks, [{ kind: 'others-left-out' }]);
    assert.equal(page?.cutOff, undefined);
  });

  it('by id is one read', async () => {
    const pages = await read((_, response) => send(response, { resourceType: 'Patient', id: 'p1' }), {
      type: 'Patient',
      by: 'id',
    });
    assert.deepEqual(server?.requests, ['Patient/p1']);
    assert.deepEqual(idsOf(pages), ['p1']);
  });

  it('refuses an answer that is no search set', async () => {
    await assert.rejects(
      read((_, response) => send(response, condition('a'))),
      { code: 'bad-response' },
    );
  });
});
