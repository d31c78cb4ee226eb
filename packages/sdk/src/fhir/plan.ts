/**
 * How a search is put to a server that wants more than FHIR does. Nothing is assumed: a search goes out as it is, and
 * what a server needs is learnt when it refuses, from its own words, from what it says of itself, or from what is known
 * of its maker (amend.ts, loaded then). It is remembered for as long as the server is.
 * @module
 */
import { EhrError } from '../errors.ts';
import type { Search } from '../topics/topic.ts';
import type { Remark } from './outcome.ts';
import type { Endpoint, RequestOptions } from './request.ts';
import { searchPages, type Manner, type Page } from './search.ts';

/** What is asked instead of a search, and answers it. */
export interface Plan {
  /** Together they bring what the search asks for. */
  readonly parts: readonly Search[];
  readonly manner: Manner;
  /** Set where the server can only be asked for less than all, so that something may be missing. */
  readonly narrowed?: true;
}

/** What was learnt of a server. */
interface Learnt {
  manner: Manner | undefined;
  readonly plans: Map<string, Plan>;
}

const learnt = new WeakMap<Endpoint, Learnt>();

/** Servers with ways that are better known before they are asked: their addresses. quirks.ts says which and why. */
const KNOWN_BASES = /athenahealth\.com|meditech\.com|nextgen\.com|healthcare\.googleapis\.com/;

/**
 * All pages of a search, as `searchPages` reads them, in the way that this server wants. Several parts make one answer.
 * @throws EhrError when nothing can be read.
 */
export async function* plannedPages(
  endpoint: Endpoint,
  search: Search,
  patient: string,
  options: RequestOptions = {},
): AsyncGenerator<Page> {
  let plan = await planFor(endpoint, search, patient);
  let leftOutLast = false;
  for (;;) {
    try {
      yield* pagesOf(plan, endpoint, patient, options);
      // What one search is answered without, no other need be refused for.
      if (leftOutLast) learn(endpoint, { ...mannerOf(endpoint), reverse: false });
      return;
    } catch (thrown) {
      const next = await amendedPlan(plan, thrown, { endpoint, search, patient });
      options.signal?.throwIfAborted();
      if (!next) throw thrown;
      leftOutLast = next.manner.reverse !== plan.manner.reverse;
      plan = next;
    }
    learntOf(endpoint).plans.set(searchKey(search), plan);
  }
}

/** What this server wants of every search, as far as it was learnt. */
export function mannerOf(endpoint: Endpoint): Manner {
  return learnt.get(endpoint)?.manner ?? {};
}

/** Remembers what a server wants of every search. */
export function learn(endpoint: Endpoint, manner: Manner): void {
  learntOf(endpoint).manner = manner;
}

function learntOf(endpoint: Endpoint): Learnt {
  let known = learnt.get(endpoint);
  if (!known) learnt.set(endpoint, (known = { manner: undefined, plans: new Map() }));
  return known;
}

async function planFor(endpoint: Endpoint, search: Search, patient: string): Promise<Plan> {
  const known = learnt.get(endpoint);
  const plan = known?.plans.get(searchKey(search));
  if (plan) return plan;
  const plain = { parts: [search], manner: known?.manner ?? {} };
  if (search.by === 'id' || !KNOWN_BASES.test(endpoint.base)) return plain;
  try {
    const { knownPlan } = await import('./amend.ts');
    return await knownPlan(plain, { endpoint, search, patient });
  } catch {
    // Without it the server says itself what it needs.
    return plain;
  }
}

/** Another plan after a refusal; undefined when there is none to try. */
async function amendedPlan(plan: Plan, thrown: unknown, asked: Amending): Promise<Plan | undefined> {
  if (asked.search.by === 'id' || !(thrown instanceof EhrError) || !REFUSALS.includes(thrown.code)) return undefined;
  try {
    const { amended } = await import('./amend.ts');
    return await amended(plan, thrown, asked);
  } catch {
    return undefined;
  }
}

const REFUSALS: readonly string[] = ['forbidden', 'rejected', 'not-supported'];

/** What a plan is for. */
export interface Amending {
  readonly endpoint: Endpoint;
  readonly search: Search;
  readonly patient: string;
}

async function* pagesOf(
  { parts, manner, narrowed }: Plan,
  endpoint: Endpoint,
  patient: string,
  options: RequestOptions,
): AsyncGenerator<Page> {
  const refusals: EhrError[] = [];
  let read = 0;
  for (const [index, part] of parts.entries()) {
    let readHere = 0;
    try {
      for await (const page of searchPages(endpoint, part, patient, { ...options, manner })) {
        readHere += page.matches.length;
        yield index < parts.length - 1 ? withoutTotal(page) : withTotalAfter(read, page);
      }
    } catch (thrown) {
      if (parts.length === 1 || !(thrown instanceof EhrError) || thrown.code === 'unauthorized') throw thrown;
      refusals.push(thrown);
    }
    read += readHere;
  }
  const [first] = refusals;
  if (first && refusals.length === parts.length) throw first;
  const remarks = [...refusals.flatMap(remarkOn), ...(narrowed ? [{ kind: 'may-be-incomplete' } as const] : [])];
  if (remarks.length > 0) yield { matches: [], included: [], remarks };
}

/** A value that the server does not know has nothing behind it. Anything else that is refused may have. */
function remarkOn({ code, outcome }: EhrError): Remark[] {
  const unknown = code === 'rejected' && outcome?.issue.some((issue) => UNKNOWN_VALUE.includes(issue.code));
  return unknown ? [] : [{ kind: 'may-be-incomplete' }];
}

const UNKNOWN_VALUE: readonly string[] = ['value', 'code-invalid', 'not-found', 'not-supported'];

function withoutTotal({ total: _total, estimated: _estimated, ...page }: Page): Page {
  return page;
}

function withTotalAfter(read: number, page: Page): Page {
  return page.total === undefined ? page : { ...page, total: read + page.total };
}

/** The same for equal searches. */
export function searchKey({ type, by, params, include, revinclude }: Search): string {
  return JSON.stringify([type, by, params, include, revinclude]);
}
