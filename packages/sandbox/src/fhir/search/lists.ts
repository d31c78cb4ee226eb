/**
 * Conditions as lists of resource numbers, kept in memory until something they tell of is written. For searches whose
 * every condition is common (`patient=…&category=laboratory` in a large record), merging kept lists is much quicker
 * than asking SQLite for each resource.
 * @module
 */
import type { ResourceStore, Sql } from '../store/store.ts';
import { driving, everyOf, type Condition, type Driver } from './conditions.ts';
import type { SortKey } from './query.ts';
import { sortColumns } from './sorting.ts';

/** Resource numbers, ascending, each once. */
type List = Uint32Array;

interface Kept {
  readonly generation: number;
  readonly list: List;
}

/** 16 MB at most. */
const mostNumbers = 4_000_000;

export class ListKeeper {
  readonly #store: ResourceStore;
  readonly #kept = new Map<string, Kept>();
  #numbers = 0;

  constructor(store: ResourceStore) {
    this.#store = store;
  }

  /** The resources of a type that meet a condition, in order. */
  find(type: string, condition: Condition, sort: readonly SortKey[]): number[] {
    const found = this.#listOf(type, condition);
    const [only, ...more] = sort;
    if (only === undefined) return [...found];
    if (more.length === 0) return inOrder(found, this.#order(type, only));
    return ordered(
      found,
      sort.map((key) => ({ ranks: this.#ranks(type, key), descending: key.descending })),
    );
  }

  #listOf(type: string, condition: Condition): List {
    switch (condition.kind) {
      case 'row':
      case 'key':
      case 'among':
        return this.#driverList(type, condition);
      case 'all': {
        const lists = condition.of.map((each) => this.#listOf(type, each)).sort((a, b) => a.length - b.length);
        return lists.length === 0 ? this.#everyOf(type) : lists.reduce(intersection);
      }
      case 'any':
        return union(condition.of.map((each) => this.#listOf(type, each)));
      case 'not':
        return difference(this.#everyOf(type), this.#listOf(type, condition.of));
    }
  }

  #everyOf(type: string): List {
    return this.#keep(type, 'list', everyOf(type), () => this.#read(everyOf(type)));
  }

  #driverList(type: string, driver: Driver): List {
    const sql = driving(driver, 'd.resource');
    // A query inside may depend on resources of other types, whose writes do not make this list stale.
    const isOwn = driver.kind === 'row' && !driver.where.sql.includes('SELECT');
    return isOwn ? this.#keep(type, 'list', sql, () => this.#read(sql)) : this.#read(sql);
  }

  /** All resources of a type that have a value, in the order of their values. */
  #order(type: string, key: SortKey): List {
    const { parameter, descending } = key;
    const about: Sql = { sql: parameter.name, args: [] };
    return this.#keep(type, descending ? 'descending' : 'ascending', about, () => {
      const ranks = this.#ranks(type, key);
      const ranked = Uint32Array.from(ranks.keys()).filter((pk) => ranks[pk]! > 0);
      return Uint32Array.from(ordered(ranked, [{ ranks, descending }]));
    });
  }

  /** For each resource number the place of its value among all values: 1 is the lowest, 0 has none. */
  #ranks(type: string, { parameter, descending }: SortKey): List {
    const [table, column] = sortColumns[parameter.type as 'token'];
    // Index rows lie in the order of their values, so that SQLite has nothing to sort.
    const query: Sql =
      parameter.code === '_id'
        ? { sql: 'SELECT pk, key FROM resource WHERE type = ? ORDER BY key', args: [type] }
        : {
            sql: `SELECT resource, ${column} FROM ${table} WHERE param = ? ORDER BY ${column}`,
            args: [this.#store.parameterId(parameter.name)],
          };
    return this.#keep(type, descending ? 'highest' : 'lowest', query, () => {
      const rows = this.#store.rows(query) as [number, number | string][];
      const ranks = new Uint32Array(rows.reduce((most, [pk]) => Math.max(most, pk), 0) + 1);
      let rank = 0;
      let before: number | string | undefined;
      for (const [pk, value] of rows) {
        if (value !== before) rank += 1;
        before = value;
        // Of several values the lowest counts going up, the highest going down.
        if (descending || ranks[pk] === 0) ranks[pk] = rank;
      }
      return ranks;
    });
  }

  #keep(type: string, what: string, { sql, args }: Sql, make: () => List): List {
    const key = JSON.stringify([what, sql, args]);
    const generation = this.#store.generation(type);
    const known = this.#kept.get(key);
    if (known?.generation === generation) return known.list;
    const list = make();
    this.#forget(key);
    this.#kept.set(key, { generation, list });
    this.#numbers += list.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#numbers <= mostNumbers) break;
      this.#forget(oldest);
    }
    return list;
  }

  #forget(key: string): void {
    this.#numbers -= this.#kept.get(key)?.list.length ?? 0;
    this.#kept.delete(key);
  }

  #read(sql: Sql): List {
    return distinct(Uint32Array.from(this.#store.column(sql)).sort());
  }
}

function distinct(sorted: List): List {
  return sorted.filter((pk, place) => pk !== sorted[place - 1]);
}

function intersection(a: List, b: List): List {
  const common = new Uint32Array(Math.min(a.length, b.length));
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i]! < b[j]!) i += 1;
    else if (a[i]! > b[j]!) j += 1;
    else {
      common[count] = a[i]!;
      count += 1;
      i += 1;
      j += 1;
    }
  }
  return common.subarray(0, count);
}

function union(lists: readonly List[]): List {
  if (lists.length === 1) return lists[0]!;
  return Uint32Array.from(new Set(lists.flatMap((list) => [...list]))).sort();
}

function difference(a: List, b: List): List {
  const without = new Set(b);
  return a.filter((pk) => !without.has(pk));
}

/** What was found, in an order that holds at least what has a value; the rest comes last. */
function inOrder(found: List, order: List): number[] {
  const open = new Uint8Array((found.at(-1) ?? 0) + 1);
  for (const pk of found) open[pk] = 1;
  const sorted: number[] = [];
  for (const list of [order, found]) {
    for (const pk of list) {
      if (open[pk] !== 1) continue;
      open[pk] = 0;
      sorted.push(pk);
    }
  }
  return sorted;
}

/** By rank; those without a value last, equals in the order they were first stored. */
function ordered(found: List, keys: readonly { readonly ranks: List; readonly descending: boolean }[]): number[] {
  const last = 2 ** 32;
  const place = (pk: number, { ranks, descending }: (typeof keys)[number]): number => {
    const rank = ranks[pk] ?? 0;
    if (rank === 0) return last;
    return descending ? last - rank : rank;
  };
  return [...found].sort((a, b) => {
    for (const key of keys) {
      const difference = place(a, key) - place(b, key);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}
