/**
 * What runs in the page of record.ts.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';
import * as sdk from '../../packages/sdk/src/index.ts';
import { searchUrl } from '../../packages/sdk/src/fhir/search.ts';
import { nextPage } from '../../packages/sdk/src/fhir/paging.ts';

export type Run = 'floor' | 'record';

export interface Load {
  /** Milliseconds until something of every topic was there. */
  readonly first: number;
  /** Milliseconds until everything was there. */
  readonly time: number;
  /** Milliseconds that the longest task lasted; 0 where none lasted 50. */
  readonly block: number;
  readonly blocks: readonly number[];
  readonly requests: number;
  readonly resources: number;
}

const topics: readonly sdk.Topic<unknown>[] = [
  sdk.patient,
  sdk.problems,
  sdk.allergies,
  sdk.medications,
  sdk.immunizations,
  sdk.vitals,
  sdk.results,
  sdk.encounters,
];

/** As large as the record's pages are after the first. */
const PAGE = 200;

Object.assign(globalThis, { load });

async function load(run: Run, fhirBase: string, patient: string): Promise<Load> {
  const blocks: number[] = [];
  const observer = new PerformanceObserver((list) => blocks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  performance.setResourceTimingBufferSize(10_000);
  const started = performance.now();
  const { first, resources } = await (run === 'floor' ? floor(fhirBase, patient) : record(fhirBase, patient));
  const time = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 300));
  observer.disconnect();
  const requests = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(fhirBase)).length;
  return { first: first - started, time, block: Math.max(0, ...blocks), blocks, requests, resources };
}

/** Fetches the same pages, all searches at once, and keeps what was parsed. */
async function floor(base: string, patient: string): Promise<{ first: number; resources: number }> {
  const kept: FhirResource[] = [];
  Object.assign(globalThis, { kept });
  const searches = topics.flatMap((topic) => topic.searches);
  const firsts: number[] = [];
  await Promise.all(
    searches.map(async (search) => {
      const read = new Set<string>();
      let url: string | undefined = searchUrl(base, search, patient, {}, PAGE);
      for (let page = 0; url; page++) {
        read.add(url);
        const body = (await (
          await fetch(url, { headers: { accept: 'application/fhir+json' } })
        ).json()) as FhirResource;
        if (page === 0) firsts.push(performance.now());
        if (body.resourceType !== 'Bundle') return kept.push(body);
        for (const { resource } of body.entry ?? []) kept.push(resource as FhirResource);
        const next = nextPage(body, base, read);
        url = next && 'url' in next ? next.url : undefined;
      }
      return undefined;
    }),
  );
  return { first: Math.max(...firsts), resources: kept.length };
}

async function record(fhirBase: string, patient: string): Promise<{ first: number; resources: number }> {
  const watched = sdk.recordOf(sdk.openSession({ fhirBase, patient }));
  const seen = new Map<string, number>();
  const read = new Map<string, number>();
  await Promise.all(
    topics.map(
      (topic) =>
        new Promise<void>((resolve) => {
          watched.watch(topic, (state) => {
            if (state.kind === 'loading' && state.partial === undefined) return;
            if (!seen.has(topic.name)) seen.set(topic.name, performance.now());
            if (state.kind !== 'ready') return;
            read.set(topic.name, state.read);
            resolve();
          });
        }),
    ),
  );
  // As an element does: what was told last is kept, and drawn.
  Object.assign(globalThis, { watched });
  return { first: Math.max(...seen.values()), resources: [...read.values()].reduce((sum, one) => sum + one, 0) };
}
