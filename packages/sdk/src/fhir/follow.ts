/**
 * Reading what a search should have included. Servers may ignore `_include`, cap it silently, or refuse it for want of a
 * scope; a medication without its name is not an answer.
 * @module
 */
import type { Appointment, Bundle, FhirResource, Reference } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { list } from '../format/read.ts';
import type { Search } from '../topics/topic.ts';
import { isUnder } from './under.ts';
import { mannerOf } from './plan.ts';
import type { ResourcePool } from './references.ts';
import { getJson, type Endpoint, type RequestOptions } from './request.ts';

/** As many as an address has room for. */
export const IDS_IN_ONE_SEARCH = 50;
const READS_AT_A_TIME = 4;

/**
 * Reads the resources that `search.include` names and that did not come, into `pool`: in one search for many, then one
 * by one where that was refused. What cannot be read stays unresolved; the view says that it is not there. What may not be
 * read is not asked for: a long record names a specimen for every report.
 */
export async function followIncludes(
  endpoint: Endpoint,
  search: Search,
  matches: readonly FhirResource[],
  pool: ResourcePool,
  options: RequestOptions,
  mayRead: (type: string) => boolean = () => true,
): Promise<void> {
  const { include: includes = [] } = search;
  let from = matches;
  for (const own of [true, false]) {
    const round = includes.filter((include) => include.startsWith(`${search.type}:`) === own);
    if (round.length === 0) continue;
    const wanted = unresolved(round, from, pool, endpoint.base);
    for (const type of wanted.keys()) if (!mayRead(type)) wanted.delete(type);
    await readInto(pool, endpoint, wanted, options);
    from = reached(round, from, pool);
  }
}

/** Reads resources by type and id into `pool`. What cannot be read is not there afterwards. */
export async function readInto(
  pool: ResourcePool,
  endpoint: Endpoint,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  options: RequestOptions = {},
): Promise<void> {
  for (const [type, ids] of wanted) {
    const all = [...ids];
    let refused = false;
    for (let start = 0; start < all.length && !refused; start += IDS_IN_ONE_SEARCH) {
      const some = all.slice(start, start + IDS_IN_ONE_SEARCH);
      if (some.length > 1) await readTogether(endpoint, type, some, pool, options);
      const rest = some.filter((id) => !pool.has(`${type}/${id}`));
      for (let first = 0; first < rest.length && !refused; first += READS_AT_A_TIME) {
        const few = rest.slice(first, first + READS_AT_A_TIME);
        const codes = await Promise.all(few.map((id) => readOne(endpoint, `${type}/${id}`, pool, options)));
        // Nobody who may read none of four may read the next.
        refused = few.length === READS_AT_A_TIME && codes.every((code) => code === 'forbidden');
      }
    }
  }
}

/** Ids of what these references lead to at this server and what has not been read, by type. */
export function unresolved(
  includes: readonly string[],
  from: readonly FhirResource[],
  pool: ResourcePool,
  base: string,
): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const resource of from) {
    for (const reference of includes.flatMap((include) => referencesAt(resource, include))) {
      if (pool.resolve(reference, resource)) continue;
      const local = localReference(reference.reference, base);
      if (!local) continue;
      const [type, id] = local;
      wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
    }
  }
  return wanted;
}

/** What these references lead to, of all that has been read. */
export function reached(
  includes: readonly string[],
  from: readonly FhirResource[],
  pool: ResourcePool,
): FhirResource[] {
  const references = (resource: FhirResource): Reference[] =>
    includes.flatMap((include) => referencesAt(resource, include));
  return from.flatMap((resource) => references(resource).flatMap((one) => pool.resolve(one, resource) ?? []));
}

/** The references behind an include such as `MedicationRequest:medication`, in a plain or a choice element. */
function referencesAt(resource: FhirResource, include: string): Reference[] {
  const [type, name = ''] = include.split(':');
  if (resource.resourceType !== type) return [];
  // The parameter is named by a part of the element; the patient is known.
  if (include === 'Appointment:actor') {
    const actors = list((resource as Appointment).participant).flatMap(({ actor }) => actor ?? []);
    return actors.filter(({ reference }) => !/(^|\/)Patient\//.test(reference ?? ''));
  }
  const elements = resource as unknown as Readonly<Record<string, Reference | Reference[] | undefined>>;
  return [elements[name] ?? elements[`${name}Reference`] ?? []].flat();
}

/** Type and id of a reference into this server; undefined for contained ones and other servers. */
export function localReference(reference: string | undefined, base: string): [type: string, id: string] | undefined {
  if (!reference || !URL.canParse(reference, `${base}/`) || !isUnder(base, new URL(reference, `${base}/`).href)) return;
  const match = /(?:^|\/)([A-Z]\w+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/.exec(reference);
  return match?.[1] && match[2] ? [match[1], match[2]] : undefined;
}

/** Reads resources by their ids into `pool` in one search; where a patient is named, that patient's. */
export async function readTogether(
  endpoint: Endpoint,
  type: string,
  ids: readonly string[],
  pool: ResourcePool,
  { patient, ...options }: RequestOptions & { readonly patient?: string },
): Promise<void> {
  const { every, sizeBy = '_count' } = mannerOf(endpoint);
  const query = new URLSearchParams({
    ...(patient && { patient }),
    _id: ids.join(','),
    ...(sizeBy !== null && { [sizeBy]: String(ids.length) }),
  });
  const url = `${endpoint.base}/${type}?${query}${every === undefined ? '' : `&${every}`}`;
  const bundle = (await optional(getJson(endpoint, url, { ...options, resourceType: type }), options)) as
    Bundle | undefined;
  for (const { resource } of bundle?.entry ?? [])
    if (resource?.resourceType === type) pool.add({ resource: resource as FhirResource });
}

/** Why it could not be read, where it could not. */
async function readOne(
  endpoint: Endpoint,
  reference: string,
  pool: ResourcePool,
  options: RequestOptions,
): Promise<string | undefined> {
  try {
    pool.add({ resource: (await getJson(endpoint, `${endpoint.base}/${reference}`, options)) as FhirResource });
    return undefined;
  } catch (thrown) {
    options.signal?.throwIfAborted();
    return thrown instanceof EhrError ? thrown.code : 'network';
  }
}

function optional(request: Promise<unknown>, options: RequestOptions): Promise<unknown> {
  return request.catch(() => {
    options.signal?.throwIfAborted();
    return undefined;
  });
}
