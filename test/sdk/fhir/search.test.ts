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

  it('says that it is cut off when it is led round in a circle before all that was counted is there', async () => {
    const round = (total?: number) =>
      read((_, response) => send(response, searchset([condition('a')], 'Condition?page=2', total)));
    assert.equal((await round()).at(-1)?.cutOff, true);
    await server?.close();
    assert.equal((await round(2)).at(-1)?.cutOff, true);
    await server?.close();
    assert.equal((await round(1)).at(-1)?.cutOff, undefined);
  });

  it('ends, and says so, when pages that bring nothing new never end', async () => {
    let page = 1;
    const pages = await read((_, response) => send(response, searchset([condition('a')], `Condition?page=${++page}`)));
    assert.equal(pages.at(-1)?.cutOff, true);
    assert.ok(pages.length < 30);
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

  describe('that is long', () => {
    const some = (from: number, to: number): object[] =>
      Array.from({ length: to - from }, (_, index) => condition(`c${from + index}`));
    /** A server of 230 conditions, on pages of the size asked for. */
    const inPages =
      (total?: number, refuses?: (path: string) => boolean): Answer =>
      (path, response) => {
        const query = new URL(path, 'http://x').searchParams;
        const [start, size] = [Number(query.get('offset')), Number(query.get('_count'))];
        const end = Math.min(230, start + size);
        if (refuses?.(path)) send(response, '', 400);
        else
          send(response, searchset(some(start, end), end < 230 ? `Condition?offset=${end}&_count=${size}` : '', total));
      };
    const sizes = (pages: Page[]): number[] => pages.map(({ matches }) => matches.length);

    it('comes in a small first page, then in large ones', async () => {
      for (const total of [undefined, 230]) {
        const pages = await read(inPages(total));
        assert.deepEqual(sizes(pages), [50, 200, 30]);
        assert.deepEqual(new Set(idsOf(pages)).size, 230);
        assert.ok(pages.every((page) => !page.cutOff));
        await server?.close();
      }
    });

    it('comes in still larger ones where the server tells of thousands', async () => {
      const asked: string[] = [];
      await read(inPages(2_400, (path) => asked.push(new URL(path, 'http://x').searchParams.get('_count') ?? '') < 0));
      assert.deepEqual([...new Set(asked)], ['50', '1000']);
    });

    it('asks for a page while the one before it is being looked at', async () => {
      const came = Promise.withResolvers<void>();
      server = await serve((path, ...rest) => {
        if (path.includes('_count=200')) came.resolve();
        return inPages()(path, ...rest);
      });
      const pages = searchPages({ base: server.base, fetch }, SEARCH, 'p1');
      await pages.next();
      await came.promise;
      await pages.return(undefined);
    });

    it('asks for the page after the next as soon as the next names it, and for each page once', async () => {
      const came = Promise.withResolvers<void>();
      server = await serve((path, response) => {
        const page = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1);
        if (page === 4) came.resolve();
        send(response, searchset([condition(`c${page}`)], page < 9 ? `Condition?page=${page + 1}` : undefined));
      });
      const pages = searchPages({ base: server.base, fetch }, SEARCH, 'p1');
      await pages.next();
      await pages.next();
      // The second is being looked at.
      await came.promise;
      let after = 0;
      for await (const page of pages) after += page.matches.length;
      assert.equal(after, 7);
      assert.equal(server.requests.length, 9);
    });

    it('comes whole where the links stand after the entries', async () => {
      const backwards = (bundle: object): object => Object.fromEntries(Object.entries(bundle).toReversed());
      const pages = await read((path, response) => {
        const page = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1);
        const next = page < 4 ? `Condition?page=${page + 1}` : undefined;
        send(response, backwards(searchset([condition(`c${page}`)], next)));
      });
      assert.deepEqual(idsOf(pages), ['c1', 'c2', 'c3', 'c4']);
    });

    it('comes in the pages that the server gives where it refuses large ones', async () => {
      const pages = await read(inPages(230, (path) => path.includes('_count=200')));
      assert.deepEqual(sizes(pages), [50, 50, 50, 50, 30]);
      assert.ok(pages.every((page) => !page.cutOff));
    });

    it('is not asked for again where one more page brings the rest', async () => {
      const pages = await read((path, response) =>
        send(
          response,
          path.includes('page=2') ? searchset(some(50, 60)) : searchset(some(0, 50), 'Condition?page=2', 60),
        ),
      );
      assert.deepEqual(sizes(pages), [50, 10]);
    });

    for (const [status, code] of [
      [410, ''],
      [404, ''],
      [400, '4113'],
    ] as const) {
      const outcome = {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'fatal', code: 'expired', details: { coding: [{ code }] } }],
      };

      it(`is read once more from its beginning when its pages have expired (${status} ${code})`, async () => {
        let expired = false;
        const nameless = { resourceType: 'Condition', code: { text: 'Without an id' } };
        const pages = await read((path, response) => {
          if (!path.includes('page=')) send(response, searchset([condition('a'), nameless], 'Condition?page=2'));
          else if (expired) send(response, searchset([condition('b')]));
          else {
            expired = true;
            send(response, outcome, status);
          }
        });
        assert.deepEqual(idsOf(pages), ['a', undefined, 'a', 'b']);
        assert.ok(pages.every((page) => !page.cutOff));
      });

      it(`keeps what it has, and says that it is cut off, when they expire again (${status} ${code})`, async () => {
        const pages = await read((path, response) =>
          path.includes('page=')
            ? send(response, outcome, status)
            : send(response, searchset([condition('a')], 'Condition?page=2')),
        );
        assert.deepEqual(idsOf(pages), ['a', 'a']);
        assert.equal(pages.at(-1)?.cutOff, true);
        assert.equal(server?.requests.length, 4);
      });
    }
  });

  describe('whose total is a guess', () => {
    const totals = (...said: (number | undefined)[]): Promise<Page[]> =>
      read((path, response) => {
        const page = Number(/page=(\d)/.exec(path)?.[1] ?? 0);
        const next = page < said.length - 1 ? `Condition?page=${page + 1}` : '';
        send(response, searchset([condition(`c${page}`)], next, said[page]));
      });
    const told = (pages: Page[]): unknown[] => pages.map(({ total, estimated }) => [total, estimated ?? false]);

    it('says so once it changes, and is not taken for cut off', async () => {
      const pages = await totals(20, 10, 7, 7);
      assert.deepEqual(told(pages), [
        [20, false],
        [10, true],
        [7, true],
        [7, false],
      ]);
      assert.ok(pages.every((page) => !page.cutOff));
    });

    it('says so from the beginning where the server is known for it', async () => {
      server = await serve((path, response) =>
        send(response, searchset([condition('a')], path.includes('page=2') ? '' : 'Condition?page=2', 9)),
      );
      const pages = [];
      const manner = { estimates: true } as const;
      for await (const page of searchPages({ base: server.base, fetch }, SEARCH, 'p1', { manner })) pages.push(page);
      assert.deepEqual(told(pages)[0], [9, true]);
      assert.ok(pages.every((page) => !page.cutOff));
    });

    it('is none where it counts the page', async () => {
      const pages = await totals(1, 1, 1);
      assert.deepEqual(told(pages).slice(0, 2), [
        [undefined, false],
        [undefined, false],
      ]);
      assert.ok(pages.every((page) => !page.cutOff));
    });
  });

  it('that is answered with nothing but "no results" has found nothing', async () => {
    const pages = await read((_, response) =>
      send(response, {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'warning', code: 'processing', details: { coding: [{ code: '4101' }] } }],
      }),
    );
    assert.deepEqual(pages, [{ matches: [], included: [], remarks: [] }]);
  });

  it('tells what the server keeps back by its own rules', async () => {
    const issue = {
      severity: 'warning',
      code: 'suppressed',
      details: { coding: [{ code: '4130' }], text: 'Restricted' },
    };
    const [page] = await read((_, response) =>
      send(response, searchset([condition('a'), { resourceType: 'OperationOutcome', issue: [issue] }])),
    );
    assert.deepEqual(page?.remarks, [{ kind: 'withheld', text: 'Restricted' }]);
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
