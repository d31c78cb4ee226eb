/**
 * One record as several sources hold it, arranged as servers may send it: in any order, in parts, more than once, and
 * with copies from before the last change among it.
 */
import type { FhirResource } from 'fhir/r4.js';
import { ResourcePool } from '../../../../packages/sdk/src/fhir/references.ts';
import { parseJson, toJson } from '../../../../packages/sdk/src/format/decimal.ts';
import type { SourcedResource, Topic, TopicInput } from '../../../../packages/sdk/src/topics/topic.ts';
import { shuffled } from '../../../support/random.ts';

/** What each source holds, by the source's id. */
export type Holdings = Readonly<Record<string, readonly FhirResource[]>>;

/** What was received, in order. */
export type Received = readonly SourcedResource[];

const NOW = new Date('2026-03-02T09:00:00Z');

/** As the sources hold it: one after the other, each in its own order. */
export function received(holdings: Holdings): Received {
  return Object.entries(holdings).flatMap(([source, resources]) => {
    const origin = { source, sourceName: `Clinic ${source}` };
    return resources.map((resource) => ({ resource, origin }));
  });
}

/** Some of it sent again, as another page or another search brings it: equal, and not the same object. */
export function repeated(sent: Received, next: () => number): Received {
  return [...sent, ...sent.filter(() => next() < 0.2).map((one) => ({ ...one, resource: copyOf(one.resource) }))];
}

/** Everything dated, and copies of some of it from before it was changed. */
export function withOlderCopies(sent: Received, next: () => number): { now: Received; mixed: Received } {
  const dated = (
    one: SourcedResource,
    versionId: string,
    lastUpdated: string,
    change: object = {},
  ): SourcedResource => ({
    ...one,
    resource: { ...copyOf(one.resource), ...change, meta: { versionId, lastUpdated } },
  });
  const now = sent.map((one) => dated(one, '10', '2026-02-01T10:00:00+02:00'));
  const older = sent
    .filter(({ resource }) => resource.id !== undefined && next() < 0.3)
    // Nine is before ten, and an hour later by the clock on the wall is before it too.
    .map((one) => dated(one, '9', '2026-02-01T07:59:59.999Z', { status: 'unknown', active: false }));
  return { now, mixed: shuffled([...now, ...older], next) };
}

/** What a topic shows of it, when it came in parts and was looked at after each. */
export function shownOf(topic: Topic<unknown>, sent: Received, parts: readonly number[] = []): string {
  const types = topic.searches.map(({ type }) => type);
  const input = inputOf(sent);
  const matches = input.matches.filter(({ resource }) => types.includes(resource.resourceType));
  for (const part of parts) topic.view({ ...input, matches: matches.slice(0, Math.floor(part * matches.length)) });
  return asText(topic.view({ ...input, matches }));
}

/** The keys of all lines that a topic shows of it, wherever in the view they stand. */
export function keysShown(topic: Topic<unknown>, sent: Received): ReadonlySet<string> {
  return new Set([...shownOf(topic, sent).matchAll(/"key": "([^"]+)"/g)].map(([, key]) => key as string));
}

/**
 * The view as text, one line a member, but for when it was received; maps in the order of their keys, since nobody goes
 * through them.
 */
export function asText(view: unknown): string {
  const sorted = (name: string, part: unknown): unknown => {
    if (name === 'received') return undefined;
    return part instanceof Map
      ? Object.fromEntries([...(part as Map<string, unknown>)].sort(([one], [other]) => (one < other ? -1 : 1)))
      : part;
  };
  return JSON.stringify(view, sorted, 1);
}

const copyOf = (resource: FhirResource): FhirResource => parseJson(toJson(resource)) as FhirResource;

function inputOf(sent: Received): TopicInput {
  const pools = new Map<string, ResourcePool>();
  for (const { resource, origin } of sent) {
    const pool = pools.get(origin.source) ?? new ResourcePool('');
    pools.set(origin.source, pool);
    pool.add({ resource, ...(resource.id && { fullUrl: `urn:uuid:${resource.id}` }) });
  }
  return {
    matches: sent,
    resolve: (reference, { origin, resource }) => pools.get(origin.source)?.resolve(reference, resource),
    now: NOW,
  };
}
