/**
 * What a resource said before it was changed in place: its versions, as its server keeps them (FHIR R4 §3.1.0.12 history).
 * Asked for when a reader wants to know; nothing of it ever enters the record.
 * @module
 */
import type { Bundle, BundleEntry, FhirResource, Reference } from 'fhir/r4.js';
import { keepsHistory } from '../../fhir/capability.ts';
import { nextPage } from '../../fhir/paging.ts';
import type { ResourcePool } from '../../fhir/references.ts';
import { failure } from '../../fhir/refusal.ts';
import { getJson } from '../../fhir/request.ts';
import { otherPatientOf } from '../../fhir/subject.ts';
import { date, list, text } from '../../format/read.ts';
import type { ServerSource, Source } from '../../session/source.ts';
import type { SourcedResource, Topic, TopicInput } from '../../topics/topic.ts';
import { partsOf } from './whole-resource.ts';

/** Whether there is something to be asked for. */
export type History<View> =
  /** The server says that it keeps versions, or does not say. */
  | { readonly kind: 'offered'; readonly read: (options?: { signal?: AbortSignal }) => Promise<Versions<View>> }
  /** The sign-in does not permit it. */
  | { readonly kind: 'denied'; readonly scopes: readonly string[] }
  /** The server says that it keeps none of this type, or it is a Bundle. */
  | { readonly kind: 'unsupported' };

export interface Version<View> {
  /** When the server stored it: `meta.lastUpdated`, else what the entry says of it. */
  readonly at?: string | undefined;
  /** `meta.versionId` */
  readonly id?: string | undefined;
  /** What the topic makes of it alone; absent where it was deleted then. */
  readonly view?: View | undefined;
}

export interface Versions<View> {
  /** The newest first: that is what the record has now, where it has not changed meanwhile. */
  readonly versions: readonly Version<View>[];
  /** Versions that came and are not told: of another patient or resource, or without content. */
  readonly leftOut: number;
  /** False where there are more that could not be read. */
  readonly complete: boolean;
}

/**
 * @throws EhrError `rejected` for anything but a reference into this source. What `read` throws is as a request fails.
 */
export async function historyOf<View>(
  source: Source,
  reference: string,
  topic: Topic<View>,
  pool: ResourcePool,
): Promise<History<View>> {
  const { type } = partsOf(source, reference);
  if (source.kind === 'bundle') return { kind: 'unsupported' };
  const verdict = source.can('read', type);
  if (!verdict.allowed) return { kind: 'denied', scopes: verdict.missing };
  if ((await keepsHistory(source, type)) === false) return { kind: 'unsupported' };
  return {
    kind: 'offered',
    read: async ({ signal } = {}) => {
      const { entries, complete } = await entriesOf(source, reference, signal);
      const around = { source, reference, topic, pool, received: new Date() };
      const told = entries.map((entry) => versionOf(entry, around));
      const versions = told.flatMap((version) => version ?? []);
      return { versions: newestFirst(versions), leftOut: told.length - versions.length, complete };
    },
  };
}

/** A resource that was changed more often than this many pages hold is told as cut off. */
const PAGES = 20;

async function entriesOf(
  source: ServerSource,
  reference: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly entries: readonly BundleEntry[]; readonly complete: boolean }> {
  const asked = { base: source.base, resourceType: partsOf(source, reference).type };
  const read = new Set<string>();
  const entries: BundleEntry[] = [];
  let next: ReturnType<typeof nextPage> = { url: `${source.base}/${reference}/_history` };
  while (next && 'url' in next && read.size < PAGES) {
    read.add(next.url);
    const bundle = (await getJson(source, next.url, { ...asked, ...(signal && { signal }) })) as Bundle | null;
    if (bundle?.resourceType !== 'Bundle')
      throw failure('bad-response', 'answered for a history with something else.', asked);
    entries.push(...list(bundle.entry));
    next = nextPage(bundle, source.base, read);
  }
  return { entries, complete: next === undefined };
}

interface Around<View> {
  readonly source: ServerSource;
  readonly reference: string;
  readonly topic: Topic<View>;
  readonly pool: ResourcePool;
  readonly received: Date;
}

function versionOf<View>(
  { resource, request, response }: BundleEntry,
  { source, reference, topic, pool, received }: Around<View>,
): Version<View> | undefined {
  const at = date(resource?.meta?.lastUpdated) ?? date(response?.lastModified);
  if (!resource) return request?.method === 'DELETE' ? { at } : undefined;
  if (`${resource.resourceType}/${resource.id}` !== reference) return undefined;
  // It may have been filed under somebody else before that was put right.
  if (otherPatientOf(resource as FhirResource, source.patient) !== undefined) return undefined;
  const sourced: SourcedResource = {
    resource: resource as FhirResource,
    origin: { source: source.id, sourceName: source.name, received },
  };
  const view = topic.view({ matches: [sourced], resolve: asOfThen(pool), now: received });
  return { at, id: text(resource.meta?.versionId), view };
}

/** Results that a version names are in the record as they are now: a value of today is none of that version's. */
function asOfThen(pool: ResourcePool): TopicInput['resolve'] {
  return (to: Reference | undefined, { resource }) => {
    const found = pool.resolve(to, resource);
    return found?.resourceType === 'Observation' && !to?.reference?.startsWith('#') ? undefined : found;
  };
}

/** As servers have to send them (FHIR R4 §3.1.0.12), and seldom do not. */
function newestFirst<View>(versions: readonly Version<View>[]): Version<View>[] {
  const time = ({ at }: Version<View>): number => Date.parse(at ?? '');
  return versions.toSorted((one, other) => time(other) - time(one) || 0);
}
