/** A record of many years: viewed in short pieces, and held small without losing anything that is shown. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { patient } from '../../../packages/sdk/src/topics/patient.ts';
import { results, type ResultsView } from '../../../packages/sdk/src/topics/results.ts';
import { longTopic, type Topic, type TopicInput } from '../../../packages/sdk/src/topics/topic.ts';
import { vitals } from '../../../packages/sdk/src/topics/vitals.ts';
import { bigPatient, bigRecord } from '../../bench/big-record.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { settled, shown, until } from '../../support/record.ts';

describe('the view of a long record', () => {
  /** Eight thousand, of which a view takes each by its resource and looks up two references for it. */
  const resources = bigRecord(12_000)
    .split('\n')
    .map((line) => parseJson(line) as FhirResource)
    .filter(({ resourceType }) => resourceType === 'Observation');

  /** Counts what a view looks at. */
  function watchedInput(look: () => void): TopicInput {
    const matches = resources.map((resource) => ({
      origin: { source: 's', sourceName: 'Clinic' },
      get resource() {
        look();
        return resource;
      },
    }));
    const resolve = (): undefined => look() as undefined;
    return { matches, resolve, now: new Date('2026-03-01') };
  }

  for (const topic of [results, vitals] as Topic<unknown>[]) {
    it(`of ${topic.name} is made in pieces, when lines are new and when they are known`, () => {
      for (const which of ['new', 'known']) {
        let looks = 0;
        const pieces: number[] = [];
        const input = watchedInput(() => looks++);
        const work = topic.viewInPieces?.(input);
        while (work && !work.next().done) {
          pieces.push(looks);
          looks = 0;
        }
        const all = pieces.reduce((sum, one) => sum + one, looks);
        assert.ok(all >= resources.length, `all ${which} lines are looked at`);
        assert.ok(Math.max(...pieces, looks) <= 5000, `${Math.max(...pieces, looks)} looks in one piece, ${which}`);
      }
    });
  }
});

describe('a long answer on its way', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  it('is looked at page by page, each result once, before its view is made', async () => {
    const some = (from: number, to: number): object[] =>
      Array.from({ length: to - from }, (_, at) => ({ resourceType: 'Observation', id: `o${from + at}` }));
    server = await serve((path, response) => {
      const query = new URL(path, 'http://server/').searchParams;
      const [start, size] = [Number(query.get('start')), Number(query.get('_count'))];
      const end = Math.min(430, start + size);
      send(response, searchset(some(start, end), end < 430 ? `Observation?start=${end}&_count=${size}` : '', 430));
    });
    const looked: string[] = [];
    const topic: Topic<number> = {
      name: 'counted',
      searches: [{ type: 'Observation', by: 'patient' }],
      view: ({ matches }) => matches.length,
      *ahead({ matches }) {
        looked.push(...matches.map(({ resource }) => resource.id ?? ''));
        yield;
      },
      content: () => 'some',
    };
    const record = recordOf(new FixedSession([serverSource('Clinic', server.base, 'p1')]));
    assert.equal(shown(await until(record, topic, settled)), 430);
    assert.deepEqual(looked, [...new Set(looked)]);
    assert.ok(looked.length >= 250, `${looked.length} were looked at before all were there`);
  });

  it('is not viewed anew at once when pages come while a view of it is made', async () => {
    const pages = 30;
    server = await serve((path, response) => {
      const page = Number(new URL(path, 'http://server/').searchParams.get('page'));
      const next = page + 1 < pages ? `Observation?page=${page + 1}` : '';
      send(response, searchset([{ resourceType: 'Observation', id: `o${page}` }], next));
    });
    let views = 0;
    const topic = longTopic<number>({
      name: 'slow',
      searches: [{ type: 'Observation', by: 'patient' }],
      *viewInPieces({ matches }) {
        views++;
        for (const end = performance.now() + 200; performance.now() < end;) yield;
        return matches.length;
      },
      content: () => 'some',
    });
    const record = recordOf(new FixedSession([serverSource('Clinic', server.base, 'p1')]));
    const from = performance.now();
    assert.equal(shown(await until(record, topic, settled)), pages);
    // Of the first page, of all, and one for each pause of eight times as long: a slow machine has time for several.
    const most = 3 + (performance.now() - from) / 1600;
    assert.ok(views <= most, `${views} views were made`);
  });
});

describe('a record held small', () => {
  const pageSize = 200;
  const sent = bigRecord(3000).replaceAll('.5,"unit"', '.50,"unit"').split('\n');
  const servers: TestServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((one) => one.close())));

  /** Pages of the resources as they were written, to the character. */
  async function viewsOf(whole: boolean): Promise<unknown[]> {
    const server = await serve((path, response) => {
      const url = new URL(path, 'http://server/');
      const category = url.searchParams.get('category')?.split(',')[0];
      if (!category) return send(response, sent[0]);
      const all = sent.filter((line) => line.includes('"Observation"') && line.includes(`"${category}"`));
      const start = Number(url.searchParams.get('start') ?? 0);
      const next = `?category=${category}&start=${start + pageSize}`;
      const page = all
        .slice(start, start + pageSize)
        .map((_, index) => ({ resourceType: 'Observation', id: `${index}` }));
      const rest = start + pageSize < all.length ? `${server.base}/Observation${next}` : undefined;
      const bundle = JSON.stringify(searchset(page, rest, all.length));
      return send(
        response,
        bundle.replace(
          /\{"resourceType":"Observation","id":"(\d+)"\}/g,
          (_, index) => all[start + Number(index)] ?? '',
        ),
      );
    });
    servers.push(server);
    const record = recordOf(new FixedSession([{ ...serverSource('Clinic', server.base, bigPatient), id: 'clinic' }]));
    record.configure({ whole });
    const topics = [patient, results, vitals] as Topic<unknown>[];
    return Promise.all(topics.map(async (topic) => shown(await until(record, topic, settled))));
  }

  it('shows what it shows when resources are kept as they were sent', async () => {
    const [small, whole] = await Promise.all([viewsOf(false), viewsOf(true)]);
    const [, { lines }] = small as [unknown, ResultsView];
    assert.equal(lines.length, sent.filter((line) => line.includes('"laboratory"')).length);
    assert.ok(lines.some(({ value }) => value.kind === 'quantity' && value.quantity.value === '12.50'));
    // Both were received, each at its own time. Told apart here: a difference of so much would take minutes to print.
    const [one, other] = [small, whole].map((views) =>
      JSON.stringify(views, (name, value: unknown) => (name === 'received' ? undefined : value)),
    );
    assert.ok(one === other, 'the views are the same');
  });
});
