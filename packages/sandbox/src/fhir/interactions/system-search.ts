/**
 * Search of several or all resource types at once: `GET [base]?_type=…`, `POST [base]/_search` (FHIR R4 §3.1.0.9,
 * "search-system").
 * @module
 */
import { isResourceType, resourceTypes } from '../definitions/registry.ts';
import { Refusal } from '../outcome.ts';
import { all, never } from '../search/conditions.ts';
import { parseQuery, type SearchQuery } from '../search/query.ts';
import { findMatches } from '../search/run.ts';
import { searchContext, type Answer, type Exchange } from './exchange.ts';
import { firstPage, furtherPage } from './search.ts';

/** Every parameter has to be one of each type searched; leaving it out for some would answer with all of those. */
export function searchSystem(exchange: Exchange): Answer {
  if (exchange.query.has('_page')) return furtherPage(exchange, '');
  const { service, access } = exchange;
  const parameters = new URLSearchParams([...exchange.query].filter(([name]) => name !== '_type'));
  const context = searchContext(exchange);
  const searches = typesOf(exchange).map((type) => {
    const query = parseQuery(context, type, parameters, 'strict');
    return { query, matches: findMatches(service.store, type, all([query.filter, access.reach(type, 's')]), []) };
  });
  const queries = searches.map(({ query }) => query);
  const [first] = queries;
  if (first === undefined) throw new Refusal(403, 'forbidden', 'The granted scopes allow no search.');
  const whole: SearchQuery = {
    ...first,
    includes: queries.flatMap(({ includes }) => includes),
    reverseIncludes: queries.flatMap(({ reverseIncludes }) => reverseIncludes),
    used: exchange.query,
  };
  const matches = sorted(
    exchange,
    first,
    searches.flatMap((each) => each.matches),
  );
  return firstPage(exchange, '', '', whole, matches);
}

/** Those in `_type`, each of which has to be allowed, or else all that the scopes allow. */
function typesOf({ access, query }: Exchange): readonly string[] {
  const asked = query.getAll('_type').flatMap((value) => value.split(','));
  const unknown = asked.find((type) => !isResourceType(type));
  if (unknown !== undefined) throw new Refusal(400, 'value', `"${unknown}" is no resource type of FHIR R4.`);
  for (const type of asked) access.reach(type, 's');
  if (asked.length > 0) return [...new Set(asked)];
  return resourceTypes.filter((type) => access.reachOrNothing(type, 's') !== never);
}

/** What all types have in common can be sorted by: when a resource was written, and its id. */
function sorted({ service }: Exchange, { sort }: SearchQuery, matches: readonly number[]): number[] {
  if (sort.length === 0) return [...matches];
  const other = sort.find(({ parameter }) => parameter.code !== '_lastUpdated' && parameter.code !== '_id');
  if (other !== undefined) {
    const code = other.parameter.code;
    throw new Refusal(400, 'not-supported', `A search of several types sorts by _lastUpdated and _id, not by ${code}.`);
  }
  const found = matches.flatMap((pk) => service.store.byPk(pk) ?? []);
  found.sort((a, b) => {
    for (const { parameter, descending } of sort) {
      const difference = parameter.code === '_id' ? Number(a.id > b.id) - Number(a.id < b.id) : a.updated - b.updated;
      if (difference !== 0) return descending ? -difference : difference;
    }
    return a.pk - b.pk;
  });
  return found.map(({ pk }) => pk);
}
