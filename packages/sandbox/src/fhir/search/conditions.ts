/**
 * What a search asks for, as a small tree, and the SQL it becomes. A search for several things is driven by the rarest
 * of them; the others are looked up for each resource the rarest one finds. Where all are common, their lists are
 * merged. SQLite's own planner has no statistics here and would guess.
 * @module
 */
import type { SQLInputValue } from 'node:sqlite';
import type { ResourceStore, Sql } from '../store/store.ts';
import type { IndexTable } from '../store/schema.ts';

export type Condition =
  /** Some row of an index table has one of these parameters and meets `where`. */
  | { readonly kind: 'row'; readonly table: IndexTable; readonly params: readonly number[]; readonly where: Sql }
  /** The resource is one of these, given as `Type/id`. */
  | { readonly kind: 'key'; readonly keys: readonly string[] }
  /** Its number is among those a query gives. */
  | { readonly kind: 'among'; readonly query: Sql }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

export const always: Condition = { kind: 'all', of: [] };
export const never: Condition = { kind: 'any', of: [] };

export function all(of: readonly Condition[]): Condition {
  return of.length === 1 ? of[0]! : { kind: 'all', of };
}

export function any(of: readonly Condition[]): Condition {
  return of.length === 1 ? of[0]! : { kind: 'any', of };
}

export function not(of: Condition): Condition {
  return { kind: 'not', of };
}

/**
 * The same condition without what is said twice: a patient's own search, `patient=…`, implies that the resource is in
 * the patient's compartment, which their scopes ask for once more.
 */
export function simplified(condition: Condition): Condition {
  const parts = flatten(condition);
  return all(parts.filter((part, place) => !parts.some((other, at) => implies(other, at, part, place))));
}

/** Of two that imply each other the first stays. */
function implies(other: Condition, at: number, part: Condition, place: number): boolean {
  if (at === place || !isWithin(other, part)) return false;
  return !isWithin(part, other) || at < place;
}

/** Whether everything that meets the first condition is seen to meet the second. */
function isWithin(inner: Condition, outer: Condition): boolean {
  if (outer.kind === 'any') return outer.of.some((each) => isWithin(inner, each));
  if (inner.kind !== 'row' || outer.kind !== 'row') return false;
  const isSame = inner.table === outer.table && JSON.stringify(inner.where) === JSON.stringify(outer.where);
  return isSame && inner.params.every((param) => outer.params.includes(param));
}

/** Whether each of a search's conditions is met by so many that walking one of them would take long. */
export function isCommon(store: ResourceStore, type: string, condition: Condition): boolean {
  const drivers = flatten(condition).filter(isDriver);
  if (drivers.length > 0) return drivers.every((driver) => estimate(store, driver) >= common);
  return countUpTo(store, everyOf(type)) >= common;
}

/** Everything a condition leaves open is true of the resource type: a query for the numbers of those that meet it. */
export function setQuery(store: ResourceStore, type: string, condition: Condition): Sql {
  const parts = flatten(condition);
  const drivers = chooseDrivers(store, parts);
  const source = drivers.length === 0 ? everyOf(type) : intersection(drivers);
  const probes = parts.filter((part) => !(drivers as Condition[]).includes(part)).map((part) => probe(part, 'm.pk'));
  if (probes.length === 0) return source;
  return {
    sql: `SELECT m.pk AS pk FROM (${source.sql}) AS m WHERE ${probes.map(({ sql }) => sql).join(' AND ')}`,
    args: [...source.args, ...probes.flatMap(({ args }) => args)],
  };
}

/** Whether one resource meets a condition. */
export function meets(store: ResourceStore, pk: number, condition: Condition): boolean {
  const { sql, args } = probe(condition, 'm.pk');
  return store.column({ sql: `SELECT 1 FROM (SELECT ? AS pk) AS m WHERE ${sql}`, args: [pk, ...args] }).length > 0;
}

function flatten(condition: Condition): Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap(flatten) : [condition];
}

export type Driver = Extract<Condition, { kind: 'row' | 'key' | 'among' }>;

function isDriver(condition: Condition): condition is Driver {
  return condition.kind === 'row' || condition.kind === 'key' || condition.kind === 'among';
}

/** The rarest condition alone; when even that is common, all those that an index lists, to be merged. */
function chooseDrivers(store: ResourceStore, parts: readonly Condition[]): Driver[] {
  const candidates = parts.filter(isDriver);
  if (candidates.length <= 1) return candidates;
  const costs = candidates.map((candidate) => ({ candidate, cost: estimate(store, candidate) }));
  const rarest = costs.reduce((best, each) => (each.cost < best.cost ? each : best));
  return rarest.cost < common ? [rarest.candidate] : candidates;
}

const enough = 2000;
const common = 2000;
const unknownCost = 500;

function estimate(store: ResourceStore, part: Driver): number {
  if (part.kind === 'key') return part.keys.length;
  if (part.kind === 'among') return unknownCost;
  return countUpTo(store, driving(part, '1'));
}

function countUpTo(store: ResourceStore, { sql, args }: Sql): number {
  return store.column({ sql: `SELECT count(*) FROM (${sql} LIMIT ${enough})`, args })[0] ?? 0;
}

function intersection(drivers: readonly Driver[]): Sql {
  if (drivers.length === 1) return driving(drivers[0]!);
  const sets = drivers.map((driver) => driving(driver, 'd.resource AS pk'));
  return { sql: sets.map(({ sql }) => sql).join(' INTERSECT '), args: sets.flatMap(({ args }) => args) };
}

export function driving(part: Driver, columns = 'DISTINCT d.resource AS pk'): Sql {
  switch (part.kind) {
    case 'row':
      return {
        sql: `SELECT ${columns} FROM ${part.table} AS d WHERE ${oneOf('d.param', part.params.length)} AND ${part.where.sql}`,
        args: [...part.params, ...part.where.args],
      };
    case 'key':
      return {
        sql: `SELECT pk FROM resource WHERE ${oneOf('key', part.keys.length)} AND text IS NOT NULL`,
        args: part.keys,
      };
    case 'among':
      return part.query;
  }
}

export function everyOf(type: string): Sql {
  return { sql: 'SELECT pk FROM resource WHERE type = ? AND text IS NOT NULL', args: [type] };
}

function probe(condition: Condition, pk: string): Sql {
  switch (condition.kind) {
    case 'row': {
      const { table, params, where } = condition;
      return {
        sql:
          `EXISTS (SELECT 1 FROM ${table} AS d INDEXED BY ${table}_by_resource ` +
          `WHERE d.resource = ${pk} AND ${oneOf('d.param', params.length)} AND ${where.sql})`,
        args: [...params, ...where.args],
      };
    }
    case 'key': {
      const keys = oneOf('key', condition.keys.length);
      return { sql: `EXISTS (SELECT 1 FROM resource WHERE pk = ${pk} AND ${keys})`, args: condition.keys };
    }
    case 'among':
      return { sql: `${pk} IN (${condition.query.sql})`, args: condition.query.args };
    case 'all':
      return joined(condition.of, ' AND ', '1', pk);
    case 'any':
      return joined(condition.of, ' OR ', '0', pk);
    case 'not': {
      const { sql, args } = probe(condition.of, pk);
      return { sql: `NOT (${sql})`, args };
    }
  }
}

function joined(of: readonly Condition[], word: string, empty: string, pk: string): Sql {
  if (of.length === 0) return { sql: empty, args: [] };
  const parts = of.map((part) => probe(part, pk));
  return { sql: `(${parts.map(({ sql }) => sql).join(word)})`, args: parts.flatMap(({ args }) => args) };
}

/** `column = ?` or `column IN (?, …)`. */
export function oneOf(column: string, count: number): string {
  return count === 1 ? `${column} = ?` : `${column} IN (${Array(count).fill('?').join(', ')})`;
}

/** Parts joined by OR; false when there are none. */
export function or(parts: readonly Sql[]): Sql {
  if (parts.length === 1) return parts[0]!;
  const sql = parts.length === 0 ? '0' : `(${parts.map((part) => part.sql).join(' OR ')})`;
  return { sql, args: parts.flatMap((part) => part.args) };
}

export function where(sql: string, ...args: SQLInputValue[]): Sql {
  return { sql, args };
}
