/**
 * A FHIR search read to its end, page after page (FHIR R4 §3.1.1).
 * @module
 */
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import type { Search } from '../topics/topic.ts';
import { outcomeOf } from './outcome.ts';
import { pageOf, type Page } from './page.ts';
import { nextPage, nextPageEarly } from './paging.ts';
import { failure } from './refusal.ts';
import { getJson, type Endpoint, type RequestOptions } from './request.ts';
import { Tally } from './tally.ts';

export type { Entry, Page } from './page.ts';

/** What a server wants of every search, beside what FHIR says. */
export interface Manner {
  /** Put into each search as it is: `ah-practice=Organization/a-1.Practice-1`. */
  readonly every?: string;
  /** The parameter that says how much comes on a page, `_count` when left out; null where none is understood. */
  readonly sizeBy?: string | null;
  /** The most that comes on a page, where it is known. */
  readonly largestPage?: number;
  /** Set where `Bundle.total` is a guess until the last page. */
  readonly estimates?: true;
  /** False where `_revinclude` is refused. */
  readonly reverse?: false;
}

export interface SearchOptions extends RequestOptions {
  readonly manner?: Manner;
}

/** What is painted first comes soon, … */
const FIRST_PAGE = 50;
/** … and the rest in few requests. */
const LARGE_PAGE = 200;
/** Of thousands: what comes one page after the other then waits for fewer answers. */
const LARGEST_PAGE = 1000;
const MANY = 2_000;
/** A server that leads on for longer is taken to lead nowhere, which is told as cut off. */
const MOST_PAGES = 1000;
const MOST_BARREN_PAGES = 20;

/** The URL that asks `endpoint` for a search about one patient. */
export function searchUrl(
  base: string,
  search: Search,
  patient: string,
  manner: Manner = {},
  size: number = FIRST_PAGE,
): string {
  if (search.by === 'id') return `${base}/${search.type}/${encodeURIComponent(patient)}`;
  const query = new URLSearchParams({ [search.by]: patient });
  for (const [name, value] of Object.entries(search.params ?? {})) query.append(name, [value].flat().join(','));
  for (const include of search.include ?? []) {
    // Of what was included itself (FHIR R4 §3.1.1.5.4).
    query.append(include.startsWith(`${search.type}:`) ? '_include' : '_include:iterate', include);
  }
  const { sizeBy = '_count', every, largestPage = size, reverse = true } = manner;
  for (const include of (reverse && search.revinclude) || []) query.append('_revinclude', include);
  if (sizeBy !== null) query.append(sizeBy, String(Math.min(size, largestPage)));
  return `${base}/${search.type}?${query}${every === undefined ? '' : `&${every}`}`;
}

/**
 * All pages of a search, each as soon as it is there; the next has been asked for by then, and is asked for before the page is parsed
 * where its text begins with the link to it. A long answer is asked for
 * again in larger pages once its first page is there; what comes twice has the same ids.
 * @throws EhrError when the first page cannot be read. When a later one cannot, the last page yielded says `cutOff`.
 */
export async function* searchPages(
  endpoint: Endpoint,
  search: Search,
  patient: string,
  options: SearchOptions = {},
): AsyncGenerator<Page> {
  const asked = { ...options, resourceType: search.type };
  const urlFor = (size?: number): string => searchUrl(endpoint.base, search, patient, options.manner, size);
  if (search.by === 'id') {
    yield pageOfOne((await getJson(endpoint, urlFor(), asked)) as FhirResource, search, patient, endpoint);
    return;
  }
  const tally = new Tally(options.manner?.estimates);
  let read = new Set<string>();
  let instead: string | undefined;
  let startsOver = false;
  let lost = 0;
  /** Asked for and not looked at. */
  let ahead = 0;
  const ask = (url: string, isLater = true): Asked => {
    ahead++;
    const heard = (text: string): void => {
      // The first may be asked for again in another size, and one that brings nothing new leads nowhere as a rule.
      if (!isLater || ahead > 1 || tally.barren > 0) return;
      const next = nextPageEarly(text, endpoint.base, read);
      if (next && 'url' in next && next.url !== url) one.next ??= ask(next.url);
    };
    const answer = laterPage(getJson(endpoint, url, { ...asked, heard }), isLater, options.signal);
    // Whoever stops before it never hears how it ended.
    answer.catch(() => undefined);
    const one: Asked = { url, answer };
    return one;
  };
  let coming = ask(urlFor(), false);
  for (let pages = 1; ; pages++) {
    read.add(coming.url);
    const { body, expired } = await coming.answer;
    ahead--;
    if (!body && instead) {
      // Not in larger pages, then.
      coming = ask(instead);
      [instead, startsOver] = [undefined, false];
      continue;
    }
    if (!body && expired && lost++ === 0) {
      // The place in the search is lost, not the search: once more from its beginning.
      read = new Set();
      coming = ask(urlFor(LARGE_PAGE));
      startsOver = true;
      continue;
    }
    if (!body) {
      yield CUT_OFF;
      return;
    }
    instead = undefined;
    if (startsOver) tally.startOver();
    startsOver = false;
    const bundle = asBundle(body, endpoint, search);
    const next = nextPage(bundle, endpoint.base, read);
    const page = tally.add(pageOf(bundle, search, patient), bundle.total, next);
    const follows = next && 'url' in next && pages < MOST_PAGES && tally.barren < MOST_BARREN_PAGES;
    if (!follows) {
      yield !next || 'refused' in next ? page : { ...page, cutOff: true };
      return;
    }
    let { url } = next;
    if (pages === 1 && isWorthLarger(page, options.manner)) {
      const size = (page.total ?? 0) > MANY ? LARGEST_PAGE : LARGE_PAGE;
      [url, instead, startsOver] = [urlFor(size), next.url, true];
    }
    // Under way while this page is being looked at.
    coming = coming.next?.url === url ? coming.next : ask(url);
    yield page;
  }
}

const CUT_OFF: Page = { matches: [], included: [], remarks: [], cutOff: true };

/** One more page would do, or pages have a size of the server's own: then its links are followed. */
function isWorthLarger(
  { matches, total, estimated }: Page,
  { sizeBy, largestPage = LARGE_PAGE }: Manner = {},
): boolean {
  if (sizeBy === null || largestPage <= FIRST_PAGE || matches.length !== FIRST_PAGE) return false;
  return total === undefined || estimated === true || total > 2 * FIRST_PAGE;
}

interface Asked {
  readonly url: string;
  readonly answer: Promise<LaterPage>;
  /** What its own link leads to, where that was seen before it was parsed. */
  next?: Asked;
}

interface LaterPage {
  readonly body?: unknown;
  readonly expired?: boolean;
}

/** After the first page a failure must not lose what was read. */
async function laterPage(request: Promise<unknown>, isLater: boolean, signal?: AbortSignal): Promise<LaterPage> {
  try {
    return { body: await request };
  } catch (thrown) {
    signal?.throwIfAborted();
    if (!isLater || !(thrown instanceof EhrError) || thrown.code === 'unauthorized') throw thrown;
    return { expired: EXPIRED.includes(thrown.code) };
  }
}

/** How servers refuse a link to a page that they do not keep any more; Epic with 4113. */
const EXPIRED: readonly string[] = ['gone', 'rejected', 'not-found'];

/** The patient read by id heads the page: another one, as a cache before the server may hand out, is no answer. */
function pageOfOne(resource: FhirResource, search: Search, patient: string, endpoint: Endpoint): Page {
  const isAnother = resource.id !== undefined && resource.id !== patient;
  if (resource.resourceType !== search.type || isAnother) throw badAnswer(endpoint, search);
  return { matches: [{ resource }], included: [], remarks: [], total: 1 };
}

/** Epic answers a search that finds nothing with an outcome alone. */
function asBundle(body: unknown, endpoint: Endpoint, search: Search): Bundle {
  const outcome = outcomeOf(body);
  if (outcome) return { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: outcome }] };
  if ((body as FhirResource | null)?.resourceType !== 'Bundle') throw badAnswer(endpoint, search);
  return body as Bundle;
}

function badAnswer({ base }: Endpoint, { type }: Search): EhrError {
  return failure('bad-response', `answered a ${type} request with something else.`, { base, resourceType: type });
}
