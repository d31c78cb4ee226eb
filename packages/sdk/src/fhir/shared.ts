/**
 * Reading what is nobody's: services, places, calendars and free times, by a search or an operation that answers like one.
 * @module
 */
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { list } from '../format/read.ts';
import { outcomeOf, remarksOf, type Remark } from './outcome.ts';
import { nextPage } from './paging.ts';
import { mannerOf } from './plan.ts';
import { getJson, type Endpoint, type RequestOptions } from './request.ts';

/** All that was found. */
export interface Shared {
  readonly matches: readonly FhirResource[];
  readonly included: readonly FhirResource[];
  readonly remarks: readonly Remark[];
  /** Set where more exists that could not be read. */
  readonly cutOff: boolean;
}

/** Parameters of a search; several values of one name are sent one by one. */
export type SharedParams = readonly (readonly [name: string, value: string])[];

const LARGE_PAGE = 500;
const MOST_PAGES = 100;

/**
 * All pages of an answer. Where a page after the first cannot be read, what was read counts, and is told as cut off.
 * @param path Below the FHIR base: `Slot`, or `Appointment/$find`. Its first part is the type that matches.
 * @throws EhrError when the first page cannot be read. An abort by `options.signal` rejects with its reason.
 */
export async function readShared(
  endpoint: Endpoint,
  path: string,
  params: SharedParams,
  options: RequestOptions = {},
): Promise<Shared> {
  const [type = path] = path.split('/');
  const asked = { ...options, resourceType: type };
  const matches = new Map<string, FhirResource>();
  const included: FhirResource[] = [];
  const remarks: Remark[] = [];
  const read = new Set<string>();
  let url: string | undefined = urlFor(endpoint, path, params);
  let cutOff = false;
  while (url !== undefined) {
    read.add(url);
    const bundle: Bundle | undefined = await page(endpoint, url, asked, read.size > 1);
    if (!bundle) return { matches: [...matches.values()], included, remarks, cutOff: true };
    for (const { resource, search } of list(bundle.entry)) {
      const outcome = outcomeOf(resource);
      if (outcome) remarks.push(...remarksOf(outcome));
      else if (resource?.resourceType === type && search?.mode !== 'include') {
        matches.set(resource.id ?? `#${matches.size}`, resource as FhirResource);
      } else if (resource) included.push(resource as FhirResource);
    }
    const next = nextPage(bundle, endpoint.base, read);
    const leads = next !== undefined && 'url' in next;
    cutOff = next !== undefined && (!leads || read.size >= MOST_PAGES);
    url = leads && !cutOff ? next.url : undefined;
  }
  return { matches: [...matches.values()], included, remarks, cutOff };
}

function urlFor(endpoint: Endpoint, path: string, params: SharedParams): string {
  const { every, sizeBy = '_count', largestPage = LARGE_PAGE } = mannerOf(endpoint);
  const query = new URLSearchParams(params.map(([name, value]) => [name, value]));
  if (sizeBy !== null) query.append(sizeBy, String(Math.min(LARGE_PAGE, largestPage)));
  return `${endpoint.base}/${path}?${query}${every === undefined ? '' : `&${every}`}`;
}

async function page(
  endpoint: Endpoint,
  url: string,
  options: RequestOptions,
  isLater: boolean,
): Promise<Bundle | undefined> {
  try {
    const body = (await getJson(endpoint, url, options)) as FhirResource | undefined;
    if (body?.resourceType === 'Bundle') return body;
    // Epic answers a search that finds nothing with an outcome alone.
    const outcome = outcomeOf(body);
    if (outcome) return { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: outcome }] };
    throw new EhrError('bad-response', `${endpoint.base} answered with something else than was asked for.`, {
      server: endpoint.base,
    });
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (!isLater || (thrown instanceof EhrError && thrown.code === 'unauthorized')) throw thrown;
    return undefined;
  }
}
