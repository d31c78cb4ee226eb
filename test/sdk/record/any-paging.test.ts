/**
 * A record read over HTTP is the same however its servers page: in pages of any size and order, with resources that come
 * twice, with copies from before the last change, with or without a total.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { serialize } from '../../../packages/sandbox/src/patients/decimal.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { sharedPeople } from '../../../packages/sandbox/src/patients/overlaps.ts';
import { hasCategory } from '../../../packages/sdk/src/fhir/category.ts';
import { namedPatient } from '../../../packages/sdk/src/fhir/subject.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { FixedSession, serverSource } from '../../support/fixed-session.ts';
import { searchset, send, serve, type TestServer } from '../../support/fhir-server.ts';
import { randomOf, shuffled } from '../../support/random.ts';
import { asText } from '../topics/support/arrangements.ts';
import { finalStates, topicNames } from '../vendors/reading.ts';

type Organisation = 'university-hospital' | 'city-clinic';

/** Pages as a seed says; seed 0 sends all at once and in order. */
let seed = 0;

function startServer(organisation: Organisation): Promise<TestServer> {
  const generated = generatePatients({ seed: 1, today: new Date('2026-03-02T09:00:00Z'), organisation });
  const sent = new Map(generated.map((resource) => [resource, dated(resource, '02')]));
  return serve((path, response) => {
    const url = new URL(path, 'http://here/');
    const [type = '', id] = url.pathname.slice(1).split('/');
    const found = generated.filter((one) => one.resourceType === type);
    if (id) return send(response, sent.get(found.find((one) => one.id === id) as FhirResource));
    const next = randomOf(seed);
    const ids = url.searchParams.get('_id')?.split(',');
    const category = url.searchParams.get('category')?.split(',');
    const matches = found.filter(
      (one) =>
        (ids ? ids.includes(one.id ?? '') : namedPatient(one) === url.searchParams.get('patient')) &&
        (!category || hasCategory(one, { type: one.resourceType, by: 'patient', params: { category } })),
    );
    const pages = seed === 0 || ids ? [matches.map((one) => sent.get(one) as string)] : arranged(matches, next);
    const page = Number(url.searchParams.get('page') ?? 0);
    url.searchParams.set('page', String(page + 1));
    const link = page + 1 < pages.length ? `${type}?${url.searchParams}` : undefined;
    const total = next() < 0.5 ? matches.length : undefined;
    const bundle = searchset([], link, total) as { entry: unknown };
    // Written as text, so that decimals are as they were.
    const entries = (pages[page] ?? []).map((text) => `{"resource":${text},"search":{"mode":"match"}}`);
    send(
      response,
      JSON.stringify(bundle).replace('"entry":[]', () => `"entry":[${entries.join()}]`),
    );
  });
}

/** A copy as it was on a day of February; the 2nd is that of the last change. */
function dated(one: FhirResource, day: string): string {
  return serialize({ ...one, meta: { ...one.meta, lastUpdated: `2026-02-${day}T08:00:00Z` } });
}

/** Pages of one to sixty entries, some of them on two pages, some of them also as they were before the last change. */
function arranged(matches: readonly FhirResource[], next: () => number): string[][] {
  const older = matches
    .filter(() => next() < 0.2)
    .map((one) => dated({ ...one, status: 'unknown' } as FhirResource, '01'));
  const now = matches.map((one) => dated(one, '02'));
  const twice = now.filter(() => next() < 0.2);
  const all = shuffled([...now, ...twice, ...older], next);
  const pages: string[][] = [];
  while (all.length > 0) pages.push(all.splice(0, next() < 0.3 ? 50 : 1 + Math.floor(next() * 60)));
  return pages;
}

describe('a record of two servers that page as they like', () => {
  const servers = {} as Record<Organisation, TestServer>;
  before(async () => {
    servers['university-hospital'] = await startServer('university-hospital');
    servers['city-clinic'] = await startServer('city-clinic');
  });
  after(() => Promise.all(Object.values(servers).map((server) => server.close())));

  /** What each topic shows of the person, read by a record of its own. */
  async function read(story: string, order: readonly Organisation[]): Promise<Record<string, string>> {
    const places = order.map((organisation) => {
      const patient = sharedPeople[story]?.[organisation] ?? '';
      return serverSource(organisation, servers[organisation].base, patient);
    });
    const states = await finalStates(recordOf(new FixedSession(places)));
    const told = Object.entries(states).map(([name, state]) => {
      assert.ok(state.kind === 'ready' && state.complete, `${name} is ${state.kind}`);
      assert.deepEqual(state.notices, [], name);
      return [name, asText(state.view)] as const;
    });
    return Object.fromEntries(told);
  }

  for (const story of Object.keys(sharedPeople)) {
    it(`${story}'s is the same each time`, async () => {
      seed = 0;
      const plain = await read(story, ['university-hospital', 'city-clinic']);
      assert.ok(
        Object.values(plain).every((view) => view.includes('"key"')),
        'there is something to compare',
      );
      for (seed = 1; seed <= 5; seed++) {
        const shown = await read(story, ['university-hospital', 'city-clinic']);
        for (const name of topicNames) assert.equal(shown[name], plain[name], `${name}, seed ${seed}`);
      }
      const turned = await read(story, ['city-clinic', 'university-hospital']);
      // The first place's patient heads the page.
      for (const name of topicNames) if (name !== 'patient') assert.equal(turned[name], plain[name], `${name}, turned`);
    });
  }
});
