/**
 * Where one line comes from, as far as its source tells: asked for when a reader wants to know. With every search it
 * would make each answer twice as long, for what few look at.
 * @module
 */
import type { Bundle, FhirResource, Provenance, Reference } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { mannerOf } from '../../fhir/plan.ts';
import type { ResourcePool } from '../../fhir/references.ts';
import { getJson } from '../../fhir/request.ts';
import { list, text } from '../../format/read.ts';
import type { ServerSource, Source } from '../../session/source.ts';
import { authorshipOf, type Authorship } from '../../topics/authorship.ts';
import { readingOf } from '../../topics/line.ts';
import { originOf } from '../../topics/origin.ts';
import type { Origin, SourcedResource } from '../../topics/topic.ts';
import { partsOf, requireOwn } from './whole-resource.ts';

/** Where a line comes from. What is left out, the source does not tell, or not to this sign-in. */
export interface OriginStory extends Origin, Pick<Authorship, 'author' | 'transmitter'> {
  /** The system that it came from, as a URI (`meta.source`). */
  readonly system?: string | undefined;
}

/**
 * @throws EhrError `rejected` for anything but a reference into this source, and for another patient's resource;
 *   otherwise as a request fails that neither scopes nor the server rule out.
 */
export async function originStory(
  source: Source,
  reference: string,
  pool: ResourcePool,
  received: Date | undefined,
): Promise<OriginStory> {
  const { type, id } = partsOf(source, reference);
  const origin = { source: source.id, sourceName: source.name, ...(received && { received }) };
  const found = source.kind === 'bundle' ? resourcesIn(source.bundle) : await askedFor(source, type, id);
  const about = found.filter((one) => one.resourceType === 'Provenance').filter((one) => isAbout(one, reference));
  const named = source.kind === 'bundle' ? new Map<string, FhirResource>() : await namesOf(about, source, pool);
  const resolve = (to: Reference | undefined, from: SourcedResource): FhirResource | undefined =>
    pool.resolve(to, from.resource) ?? named.get(to?.reference ?? '');
  const bare = { resourceType: type, id } as FhirResource;
  const self = found.find((one) => one.resourceType === type && one.id === id);
  const resource = self ?? pool.resolve({ reference }, bare) ?? bare;
  requireOwn(source, resource);
  const input = { matches: [], resolve, now: new Date() };
  const document =
    source.kind === 'bundle' ? (await source.search({ type: 'Composition', by: 'subject' })).document : undefined;
  const { author, transmitter } = authorshipOf(
    about.map((one) => ({ resource: one, origin })),
    input,
  );
  return {
    ...originOf(readingOf(input, { resource, origin, provenance: about, document }, 0)),
    author,
    transmitter,
    system: text(resource.meta?.source?.replace(/#.*$/, '')),
  };
}

/**
 * As US Core wants it of every server, together with the resource; then by what it is about, for servers that ignore or
 * refuse that.
 */
async function askedFor(source: ServerSource, type: string, id: string): Promise<FhirResource[]> {
  const may = (what: string): boolean => source.can('search', what).allowed;
  if (!may('Provenance') && !source.can('read', 'Provenance').allowed) return [];
  const together = may(type) ? await search(source, type, { _id: id, _revinclude: 'Provenance:target' }) : [];
  if (!may('Provenance') || together.some(({ resourceType }) => resourceType === 'Provenance')) return together;
  return [...together, ...(await search(source, 'Provenance', { target: `${type}/${id}` }))];
}

/** One page: what is said of one resource fits on it. Nothing where the server does not answer such a question. */
async function search(source: ServerSource, type: string, params: Record<string, string>): Promise<FhirResource[]> {
  const { every } = mannerOf(source);
  const url = `${source.base}/${type}?${new URLSearchParams(params)}${every === undefined ? '' : `&${every}`}`;
  try {
    return resourcesIn((await getJson(source, url, { resourceType: type })) as Bundle | null);
  } catch (thrown) {
    if (thrown instanceof EhrError && RULED_OUT.includes(thrown.code)) return [];
    throw thrown;
  }
}

const RULED_OUT: readonly string[] = ['forbidden', 'not-found', 'not-supported', 'rejected'];

/** Those that people and organisations are named by, where the reference does not name them. */
async function namesOf(
  about: readonly Provenance[],
  source: ServerSource,
  pool: ResourcePool,
): Promise<Map<string, FhirResource>> {
  const nameless = about.flatMap((one) =>
    list(one.agent)
      .flatMap(({ who, onBehalfOf }) => list([who, onBehalfOf]))
      .flatMap((to) => (to.reference && !to.display && !pool.resolve(to, one) ? to.reference : [])),
  );
  const named = new Map<string, FhirResource>();
  const read = async (reference: string): Promise<void> => {
    const [, type] = LOCAL.exec(reference) ?? [];
    if (!type || !source.can('read', type).allowed) return;
    const resource = await getJson(source, `${source.base}/${reference}`).catch(() => undefined);
    if (resource) named.set(reference, resource as FhirResource);
  };
  await Promise.all([...new Set(nameless)].map(read));
  return named;
}

const LOCAL = /^([A-Z]\w+)\/[A-Za-z0-9\-.]{1,64}$/;

/** A server that ignores what was asked sends what is said of others. */
function isAbout({ target }: Provenance, reference: string): boolean {
  return list(target).some((to) => {
    const unversioned = to.reference?.replace(/\/_history\/[^/]+$/, '');
    return unversioned === reference || unversioned?.endsWith(`/${reference}`);
  });
}

function resourcesIn(bundle: Bundle | null): FhirResource[] {
  return list(bundle?.entry).flatMap(({ resource }) => list(resource as FhirResource | undefined));
}
