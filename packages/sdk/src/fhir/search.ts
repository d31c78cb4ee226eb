/**
 * A FHIR search read to its end, page after page (FHIR R4 §3.1.1).
 * @module
 */
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import type { Search } from '../topics/topic.ts';
import { outcomeOf, remarksOf, type Remark } from './outcome.ts';
import { nextPage } from './paging.ts';
import { getJson, type Endpoint, type RequestOptions } from './request.ts';
import { namedPatient } from './subject.ts';

/** A resource together with the URL under which its Bundle lists it. */
export interface Entry {
  readonly resource: FhirResource;
  readonly fullUrl?: string;
}

/** One page of an answer, its entries told apart (FHIR R4 §3.1.1.6). */
export interface Page {
  readonly matches: readonly Entry[];
  readonly included: readonly Entry[];
  readonly remarks: readonly Remark[];
  /** The number of matches, when the server says it. */
  readonly total?: number;
  /** Set on the last page when more exists that cannot be read. */
  readonly cutOff?: true;
  /** Set when the answer itself states that there is none, rather than holding none. */
  readonly knownNone?: true;
  /** When the data was true, where that is not now: a document's own date. */
  readonly asOf?: Date;
}

const PAGE_SIZE = '200';

/** The URL that asks `endpoint` for a search about one patient. */
export function searchUrl(base: string, search: Search, patient: string): string {
  if (search.by === 'id') return `${base}/${search.type}/${encodeURIComponent(patient)}`;
  const query = new URLSearchParams({ [search.by]: patient });
  for (const [name, value] of Object.entries(search.params ?? {})) query.append(name, [value].flat().join(','));
  for (const include of search.include ?? []) query.append('_include', include);
  query.append('_count', PAGE_SIZE);
  return `${base}/${search.type}?${query}`;
}

/**
 * All pages of a search, each as soon as it is there.
 * @throws EhrError when the first page cannot be read. When a later one cannot, the last page yielded says `cutOff`.
 */
export async function* searchPages(
  endpoint: Endpoint,
  search: Search,
  patient: string,
  options: RequestOptions = {},
): AsyncGenerator<Page> {
  const asked = { ...options, resourceType: search.type };
  const read = new Set<string>();
  let url = searchUrl(endpoint.base, search, patient);
  let found = 0;
  for (;;) {
    read.add(url);
    const body = await laterPage(getJson(endpoint, url, asked), read.size > 1, options.signal);
    if (!body) {
      yield { matches: [], included: [], remarks: [], cutOff: true };
      return;
    }
    if (search.by === 'id') {
      yield pageOfOne(body as FhirResource, search, endpoint);
      return;
    }
    const bundle = asBundle(body, endpoint, search);
    const next = nextPage(bundle, endpoint.base, read);
    const refused = next && 'refused' in next;
    const { strangers, ...page } = pageOf(bundle, search, patient);
    found += page.matches.length + strangers;
    const isLast = !next || refused;
    // A link that leads elsewhere hides what is there, and so does a server that counts more than it hands out.
    const cutOff = (refused && next.refused === 'elsewhere') || (isLast && found < (page.total ?? 0));
    yield { ...page, ...(cutOff && { cutOff: true as const }) };
    if (isLast) return;
    url = next.url;
  }
}

/** After the first page a failure must not lose what was read: undefined stands for it. */
async function laterPage(request: Promise<unknown>, isLater: boolean, signal?: AbortSignal): Promise<unknown> {
  if (!isLater) return request;
  return request.catch((thrown: unknown) => {
    signal?.throwIfAborted();
    if (thrown instanceof EhrError && thrown.code === 'unauthorized') throw thrown;
    return undefined;
  });
}

function pageOfOne(resource: FhirResource, search: Search, endpoint: Endpoint): Page {
  if (resource.resourceType !== search.type) throw badAnswer(endpoint, search);
  return { matches: [{ resource }], included: [], remarks: [], total: 1 };
}

function asBundle(body: unknown, endpoint: Endpoint, search: Search): Bundle {
  if ((body as FhirResource | null)?.resourceType !== 'Bundle') throw badAnswer(endpoint, search);
  return body as Bundle;
}

function badAnswer(endpoint: Endpoint, search: Search): EhrError {
  return new EhrError('bad-response', `${endpoint.base} answered a ${search.type} request with something else.`, {
    server: endpoint.base,
    resourceType: search.type,
  });
}

/** The page, and how many entries were left out of it because they name another patient. */
function pageOf(bundle: Bundle, search: Search, patient: string): Page & { readonly strangers: number } {
  const matches: Entry[] = [];
  const included: Entry[] = [];
  const remarks: Remark[] = [];
  let strangers = 0;
  for (const entry of bundle.entry ?? []) {
    const outcome = outcomeOf(entry.resource);
    if (outcome) remarks.push(...remarksOf(outcome));
    else if (!entry.resource) continue;
    else if (!isMatch(entry, search)) included.push(entry as Entry);
    else if (namesAnother(entry.resource as FhirResource, patient)) strangers++;
    else matches.push(entry as Entry);
  }
  if (strangers > 0) remarks.push({ kind: 'others-left-out' });
  return { matches, included, remarks, strangers, ...(bundle.total !== undefined && { total: bundle.total }) };
}

/** A server that ignores the patient parameter, as lenient ones may (FHIR R4 §3.1.1.3), hands out everybody's record. */
function namesAnother(resource: FhirResource, patient: string): boolean {
  const named = namedPatient(resource);
  return named !== undefined && named !== patient;
}

/** Servers that leave out `search.mode` mean a match when the type is the one asked for. */
function isMatch(entry: BundleEntry, search: Search): boolean {
  const mode = entry.search?.mode;
  return mode ? mode === 'match' : entry.resource?.resourceType === search.type;
}
