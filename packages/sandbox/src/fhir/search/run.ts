/**
 * Runs a search: which resources match, in which order, and what comes along with a page of them.
 * @module
 */
import { searchParametersOf } from '../definitions/registry.ts';
import type { ResourceStore, StoredResource } from '../store/store.ts';
import { isCommon, oneOf, setQuery, simplified, type Condition } from './conditions.ts';
import { ListKeeper } from './lists.ts';
import type { Include, Presentation, SortKey } from './query.ts';
import { sortColumns } from './sorting.ts';

/** The numbers of all resources that match, in order. Without a sort key, in the order they were first stored. */
export function findMatches(store: ResourceStore, type: string, filter: Condition, sort: readonly SortKey[]): number[] {
  const condition = simplified(filter);
  if (isCommon(store, type, condition)) return listsOf(store).find(type, condition, sort);
  const { sql, args } = setQuery(store, type, condition);
  const keys = sort.map((key) => sortKey(store, key));
  const order = [...keys.map((key) => key.sql), 'm.pk'].join(', ');
  return store.column({
    sql: `SELECT m.pk FROM (${sql}) AS m ORDER BY ${order}`,
    args: [...args, ...keys.flatMap((key) => key.args)],
  });
}

const keepers = new WeakMap<ResourceStore, ListKeeper>();

function listsOf(store: ResourceStore): ListKeeper {
  const keeper = keepers.get(store) ?? new ListKeeper(store);
  keepers.set(store, keeper);
  return keeper;
}

/** The lowest value of a resource going up, its highest going down; those without a value come last. */
function sortKey(store: ResourceStore, { parameter, descending }: SortKey): { sql: string; args: number[] } {
  const direction = descending ? 'DESC' : 'ASC';
  if (parameter.code === '_id') return { sql: `(SELECT key FROM resource WHERE pk = m.pk) ${direction}`, args: [] };
  const [table, column] = sortColumns[parameter.type as 'token'];
  return {
    sql:
      `(SELECT ${descending ? 'max' : 'min'}(${column}) FROM ${table} INDEXED BY ${table}_by_resource ` +
      `WHERE resource = m.pk AND param = ?) ${direction} NULLS LAST`,
    args: [store.parameterId(parameter.name)],
  };
}

/** The resources that come along with a page: `_include` and `_revinclude`, each once, none that is on the page. */
export function findIncluded(
  store: ResourceStore,
  page: readonly StoredResource[],
  { includes, reverseIncludes }: Presentation,
  mayShow: (resource: StoredResource) => boolean,
): StoredResource[] {
  const seen = new Set(page.map((resource) => resource.pk));
  const found: StoredResource[] = [];
  let fresh: readonly StoredResource[] = page;
  for (let round = 0; fresh.length > 0; round += 1) {
    const isDue = (include: Include): boolean => round === 0 || include.iterate;
    const numbers = [
      ...includes.filter(isDue).flatMap((include) => referred(store, fresh, include)),
      ...reverseIncludes.filter(isDue).flatMap((include) => referring(store, fresh, include)),
    ];
    const next: StoredResource[] = [];
    for (const pk of new Set(numbers)) {
      if (seen.has(pk)) continue;
      seen.add(pk);
      const resource = store.byPk(pk);
      if (resource !== undefined && mayShow(resource)) next.push(resource);
    }
    found.push(...next);
    fresh = next;
  }
  return found;
}

/** Reference parameters of a type that an include follows. */
function followed(store: ResourceStore, type: string, include: Include): number[] {
  const parameters = [...searchParametersOf(type).values()].filter(
    (parameter) =>
      parameter.type === 'reference' && (include.parameter === '*' || include.parameter === parameter.code),
  );
  return parameters.map((parameter) => store.parameterId(parameter.name));
}

function referred(store: ResourceStore, from: readonly StoredResource[], include: Include): number[] {
  return [...byType(from)].flatMap(([type, resources]) => {
    const params = include.source === type || include.source === '*' ? followed(store, type, include) : [];
    if (params.length === 0) return [];
    const sql =
      'SELECT DISTINCT target FROM reference INDEXED BY reference_by_resource ' +
      `WHERE resource = ? AND ${oneOf('param', params.length)}`;
    const targets = resources.flatMap(({ pk }) =>
      store.rows({ sql, args: [pk, ...params] }).map(([target]) => String(target)),
    );
    const numbers = [...new Set(targets)].flatMap((target) => resolveTarget(store, target));
    return include.target === undefined ? numbers : numbers.filter((pk) => store.byPk(pk)?.type === include.target);
  });
}

/** A local reference leads to its resource; a canonical one to each resource that has it as its url. */
function resolveTarget(store: ResourceStore, target: string): number[] {
  const local = store.column({ sql: 'SELECT pk FROM resource WHERE key = ?', args: [target] });
  if (local.length > 0) return local;
  const urls = "SELECT id FROM parameter WHERE name LIKE '%.url'";
  return store.column({
    sql: `SELECT DISTINCT resource FROM uri WHERE param IN (${urls}) AND value = ?`,
    args: [target.split('|')[0]!],
  });
}

function referring(store: ResourceStore, to: readonly StoredResource[], include: Include): number[] {
  const params = include.source === '*' ? [] : followed(store, include.source, include);
  if (include.source !== '*' && params.length === 0) return [];
  const list = params.length === 0 ? '' : `AND ${oneOf('f.param', params.length)}`;
  const sql = `SELECT DISTINCT f.resource FROM reference AS f INDEXED BY reference_by_target WHERE f.target = ? ${list}`;
  return to
    .filter(({ type }) => include.target === undefined || include.target === type)
    .flatMap(({ type, id }) => store.column({ sql, args: [`${type}/${id}`, ...params] }));
}

function byType(resources: readonly StoredResource[]): Map<string, StoredResource[]> {
  return Map.groupBy(resources, (resource) => resource.type);
}
