/**
 * Search by GET and POST, its pages, and search inside a patient's compartment (FHIR R4 §3.1.0.9, §3.1.1).
 * @module
 */
import type { Access } from '../access.ts';
import { bundleText, type BundleEntry } from '../bundle.ts';
import { patientParametersOf, searchParametersOf } from '../definitions/registry.ts';
import { operationOutcome, Refusal } from '../outcome.ts';
import { present } from '../presentation.ts';
import { all, any, never, type Condition } from '../search/conditions.ts';
import { refersTo } from '../search/parameters.ts';
import { parseQuery, readCount, readWhole, type SearchQuery } from '../search/query.ts';
import { findIncluded, findMatches } from '../search/run.ts';
import type { StoredResource } from '../store/store.ts';
import { preference, searchContext, type Answer, type Exchange } from './exchange.ts';
import type { KeptSearch } from './pages.ts';

/** `GET [base]/Type?…`, `POST [base]/Type/_search`, or a further page of one. */
export function search(exchange: Exchange, type: string): Answer {
  if (exchange.query.has('_page')) return furtherPage(exchange, type);
  return firstPageOf(exchange, type);
}

/** `GET [base]/Patient/[id]/Type?…` (FHIR R4 §3.1.0.11.1) */
export function searchCompartment(exchange: Exchange, patient: string, type: string): Answer {
  const { store } = exchange.service;
  const itself: Condition[] = type === 'Patient' ? [{ kind: 'key', keys: [`Patient/${patient}`] }] : [];
  const parameters = patientParametersOf(type);
  if (parameters.length === 0) throw new Refusal(400, 'not-supported', `${type} is not in the patient compartment.`);
  return firstPageOf(exchange, type, any([...itself, refersTo(store, parameters, `Patient/${patient}`)]));
}

function firstPageOf(exchange: Exchange, type: string, within?: Condition): Answer {
  const { service, access } = exchange;
  const reach = access.reach(type, 's');
  const handling = preference(exchange, 'handling') === 'strict' ? 'strict' : 'lenient';
  const query = parseQuery(searchContext(exchange), type, exchange.query, handling);
  refuseIncludesOutOfReach(access, query);
  const filter = all([query.filter, reach, ...(within === undefined ? [] : [within])]);
  const matches = findMatches(service.store, type, filter, query.sort);
  return firstPage(exchange, within === undefined ? type : exchange.segments.join('/'), type, query, matches);
}

/** The answer to a search whose matches are known. */
export function firstPage(
  exchange: Exchange,
  path: string,
  type: string,
  query: SearchQuery,
  matches: readonly number[],
): Answer {
  const { service } = exchange;
  const place = path === '' ? service.base : `${service.base}/${path}`;
  const self = `${place}${query.used.size === 0 ? '' : `?${query.used.toString()}`}`;
  const total = query.total === 'none' ? undefined : matches.length;
  if (query.summary === 'count') {
    return searchset(exchange, outcomeEntry(query), matches.length, [{ relation: 'self', url: self }]);
  }
  const kept: KeptSearch = { type, matches, presentation: query, count: query.count, total, permissions: ['s'] };
  const key = matches.length > query.count ? service.pages.keep(kept) : undefined;
  const links = [{ relation: 'self', url: self }, ...pageLinks(exchange, kept, key, 0, query.count)];
  return searchset(exchange, [...pageEntries(exchange, kept, 0, query.count), ...outcomeEntry(query)], total, links);
}

/**
 * An include that names nothing but types without a scope is refused, as a search for them would be: an app that is
 * told learns what to ask for. What is out of reach among types with a scope is left out, as in any search.
 */
function refuseIncludesOutOfReach(access: Access, { includes, reverseIncludes }: SearchQuery): void {
  for (const { source } of reverseIncludes) if (source !== '*') access.reach(source, 'r', 's');
  for (const { source, parameter, target } of includes) {
    const targets = target ? [target] : (searchParametersOf(source).get(parameter)?.targets ?? []);
    const [first] = targets;
    if (first && targets.every((each) => access.reachOrNothing(each, 'r', 's') === never))
      access.reach(first, 'r', 's');
  }
}

/** A page that a link led to; of a search of the whole system when there is no type. */
export function furtherPage(exchange: Exchange, type: string): Answer {
  const { service, access, query } = exchange;
  const key = query.get('_page')!;
  const kept = service.pages.find(key);
  if (kept?.type !== type) {
    throw new Refusal(410, 'expired', 'This page link has expired. Run the search again from its first page.');
  }
  if (type !== '') access.reach(type, ...kept.permissions);
  const offset = readWhole('_offset', query.get('_offset') ?? '0');
  const count = Math.max(1, readCount(query.get('_count') ?? String(kept.count)));
  const self = { relation: 'self', url: pageUrl(exchange, type, key, offset, count) };
  const links = [self, ...pageLinks(exchange, kept, key, offset, count)];
  return searchset(exchange, pageEntries(exchange, kept, offset, count), kept.total, links);
}

/** What was deleted since the first page, or is out of this caller's reach, is left out. */
function pageEntries(exchange: Exchange, kept: KeptSearch, offset: number, count: number): BundleEntry[] {
  const { service, access } = exchange;
  const page = kept.matches
    .slice(offset, offset + count)
    .flatMap((pk) => service.store.byPk(pk) ?? [])
    .filter(({ pk, type }) => access.mayShow(pk, type, kept.permissions));
  const included = findIncluded(service.store, page, kept.presentation, ({ pk, type }) =>
    access.mayShow(pk, type, ['r', 's']),
  );
  const entry =
    (mode: 'match' | 'include') =>
    (resource: StoredResource): BundleEntry => ({
      fullUrl: `${service.base}/${resource.type}/${resource.id}`,
      resource: present(resource.type, resource.text!, kept.presentation),
      search: { mode },
    });
  return [...page.map(entry('match')), ...included.map(entry('include'))];
}

function outcomeEntry({ ignored }: SearchQuery): BundleEntry[] {
  if (ignored.length === 0) return [];
  return [{ resource: JSON.stringify(operationOutcome(ignored)), search: { mode: 'outcome' } }];
}

function pageLinks(exchange: Exchange, kept: KeptSearch, key: string | undefined, offset: number, count: number) {
  if (key === undefined) return [];
  const link = (relation: string, to: number) => ({ relation, url: pageUrl(exchange, kept.type, key, to, count) });
  const last = Math.floor((kept.matches.length - 1) / count) * count;
  return [
    link('first', 0),
    ...(offset > 0 ? [link('previous', Math.max(0, offset - count))] : []),
    ...(offset + count < kept.matches.length ? [link('next', offset + count)] : []),
    link('last', last),
  ];
}

function pageUrl({ service }: Exchange, type: string, key: string, offset: number, count: number): string {
  const place = type === '' ? service.base : `${service.base}/${type}`;
  return `${place}?_page=${key}&_offset=${offset}&_count=${count}`;
}

function searchset(
  { service }: Exchange,
  entries: readonly BundleEntry[],
  total: number | undefined,
  links: readonly { relation: string; url: string }[],
): Answer {
  const body = bundleText({ type: 'searchset', total, links, entries, timestamp: service.now() });
  return { status: 200, headers: {}, body };
}
