/**
 * Resources and their versions on SQLite. Every call is synchronous, so a transaction is one uninterrupted run: two
 * requests never interleave inside one.
 * @module
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { ExactObject } from '../json.ts';
import { Indexer } from './indexer.ts';
import { createSecondaryIndexes, dropSecondaryIndexes, indexTables, indexVersion, openSchema } from './schema.ts';

/** How a version came to be, as `Bundle.entry.request.method` names it. */
export type WriteMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface StoredVersion {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly updated: number;
  readonly method: WriteMethod;
  /** JSON with decimals as they were sent; undefined once deleted. */
  readonly text: string | undefined;
}

export interface StoredResource extends StoredVersion {
  readonly pk: number;
}

export interface HistoryQuery {
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  /** Versions written at or after this moment, in milliseconds. */
  readonly since?: number | undefined;
}

/** A statement with its values. */
export interface Sql {
  readonly sql: string;
  readonly args: readonly SQLInputValue[];
}

const columns = 'key, type, version, updated, method, text';
const preparedLimit = 400;

export class ResourceStore {
  readonly #database: DatabaseSync;
  readonly #now: () => Date;
  readonly #prepared = new Map<string, StatementSync>();
  #indexer: Indexer;
  readonly #base: string;
  #depth = 0;
  readonly #generations = new Map<string, number>();
  /** Written since the transaction began. */
  #written: StoredVersion[] = [];
  readonly #followers = new Set<(versions: readonly StoredVersion[]) => void>();
  #rolledBack = 0;

  constructor(options: { file?: string | undefined; base: string; now: () => Date }) {
    this.#database = new DatabaseSync(options.file ?? ':memory:');
    this.#now = options.now;
    this.#base = options.base;
    openSchema(this.#database);
    this.#indexer = new Indexer(this.#database, options.base);
    this.#bringIndexUpToDate();
  }

  parameterId(name: string): number {
    return this.#indexer.parameterId(name);
  }

  /** The newest version, a deleted one included. */
  current(type: string, id: string): StoredResource | undefined {
    const row = this.#statement(`SELECT pk, ${columns} FROM resource WHERE key = ?`).get(`${type}/${id}`);
    return row === undefined ? undefined : { pk: Number(row.pk), ...toVersion(row) };
  }

  /** The newest version by its number in the index, unless deleted. */
  byPk(pk: number): StoredResource | undefined {
    const row = this.#statement(`SELECT pk, ${columns} FROM resource WHERE pk = ? AND text IS NOT NULL`).get(pk);
    return row === undefined ? undefined : { pk, ...toVersion(row) };
  }

  version(type: string, id: string, version: number): StoredVersion | undefined {
    const current = this.current(type, id);
    if (current === undefined || current.version === version) return current;
    const row = this.#statement(`SELECT ${columns} FROM history WHERE key = ? AND version = ?`).get(
      `${type}/${id}`,
      version,
    );
    return row === undefined ? undefined : toVersion(row);
  }

  /** Versions, newest first. */
  history(query: HistoryQuery): StoredVersion[] {
    const conditions: string[] = [];
    const args: SQLInputValue[] = [];
    if (query.id !== undefined) {
      conditions.push('key = ?');
      args.push(`${query.type}/${query.id}`);
    } else if (query.type !== undefined) {
      conditions.push('type = ?');
      args.push(query.type);
    }
    if (query.since !== undefined) {
      conditions.push('updated >= ?');
      args.push(query.since);
    }
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const both = `SELECT ${columns} FROM resource ${where} UNION ALL SELECT ${columns} FROM history ${where}`;
    return this.#statement(`${both} ORDER BY updated DESC, key, version DESC`)
      .all(...args, ...args)
      .map(toVersion);
  }

  /** Differs from what it was whenever resources of a type may have changed. */
  generation(type: string): number {
    return this.#rolledBack + (this.#generations.get(type) ?? 0);
  }

  /** Tells `follower` of all versions that a transaction wrote, once they are stored. */
  follow(follower: (versions: readonly StoredVersion[]) => void): void {
    this.#followers.add(follower);
  }

  /** Writes a new version; sets `id`, `meta.versionId` and `meta.lastUpdated` in the resource given. */
  write(type: string, id: string, resource: ExactObject, method: WriteMethod, updated = this.#now()): StoredResource {
    return this.transaction(() => {
      const before = this.#retire(type, id);
      const version = (before?.version ?? 0) + 1;
      const { resourceType: _type, id: _id, meta, ...rest } = resource;
      const stamped = {
        resourceType: type,
        id,
        meta: { ...(meta as ExactObject), versionId: String(version), lastUpdated: updated.toISOString() },
        ...rest,
      };
      const text = JSON.stringify(stamped);
      const pk = this.#put(type, id, version, updated.getTime(), method, text, before?.pk);
      this.#indexer.add(type, JSON.parse(text) as object, pk);
      return this.#noted({ pk, type, id, version, updated: updated.getTime(), method, text });
    });
  }

  /** A transaction that writes many resources; it fills an empty store quicker. */
  bulk<T>(work: () => T): T {
    return this.transaction(() => {
      const isEmpty = this.#statement('SELECT 1 FROM resource LIMIT 1').get() === undefined;
      if (!isEmpty) return work();
      dropSecondaryIndexes(this.#database);
      const result = work();
      createSecondaryIndexes(this.#database);
      return result;
    });
  }

  /** Marks a resource deleted, keeping its history. */
  remove(type: string, id: string): StoredResource | undefined {
    return this.transaction(() => {
      const before = this.current(type, id);
      if (before?.text === undefined) return before;
      this.#retire(type, id);
      const updated = this.#now().getTime();
      const version = before.version + 1;
      this.#put(type, id, version, updated, 'DELETE', null, before.pk);
      return this.#noted({ ...before, version, updated, method: 'DELETE', text: undefined });
    });
  }

  /** Runs all of `work` or nothing of it; may be nested. */
  transaction<T>(work: () => T): T {
    const name = `level_${this.#depth}`;
    const before = this.#written.length;
    this.#database.exec(this.#depth === 0 ? 'BEGIN IMMEDIATE' : `SAVEPOINT ${name}`);
    this.#depth += 1;
    try {
      const result = work();
      this.#depth -= 1;
      this.#database.exec(this.#depth === 0 ? 'COMMIT' : `RELEASE ${name}`);
      if (this.#depth === 0) this.#tell();
      return result;
    } catch (error) {
      this.#written.length = before;
      if (this.#depth > 0 && this.#database.isTransaction) {
        this.#depth = Number(name.slice('level_'.length));
        this.#database.exec(this.#depth === 0 ? 'ROLLBACK' : `ROLLBACK TO ${name}; RELEASE ${name}`);
      } else {
        this.#depth = 0;
      }
      this.#rolledBack += 1;
      // Parameter numbers given out inside are gone with it.
      this.#indexer = new Indexer(this.#database, this.#base);
      throw error;
    }
  }

  /** Shows `look` a resource that is not stored as if it were, under the number given to it; keeps nothing. */
  asIfStored<T>(type: string, id: string, text: string, look: (pk: number) => T): T {
    const nothingKept = new Error('nothing kept');
    let seen: { value: T } | undefined;
    try {
      this.transaction(() => {
        const existing = this.current(type, id);
        if (existing !== undefined) this.#indexer.remove(existing.pk);
        const pk = this.#put(type, id, (existing?.version ?? 0) + 1, 0, 'PUT', text, existing?.pk);
        this.#indexer.add(type, JSON.parse(text) as object, pk);
        seen = { value: look(pk) };
        throw nothingKept;
      });
    } catch (error) {
      if (error !== nothingKept) throw error;
    }
    return seen!.value;
  }

  /** First column of every row. */
  column({ sql, args }: Sql): number[] {
    return this.#statement(sql, true)
      .all(...args)
      .map((row) => Number((row as unknown as unknown[])[0]));
  }

  /** Every row as an array. */
  rows({ sql, args }: Sql): unknown[][] {
    return this.#statement(sql, true).all(...args) as unknown as unknown[][];
  }

  count(type?: string): number {
    const sql =
      type === undefined
        ? 'SELECT count(*) AS n FROM resource WHERE text IS NOT NULL'
        : 'SELECT count(*) AS n FROM resource WHERE type = ? AND text IS NOT NULL';
    return Number(this.#statement(sql).get(...(type === undefined ? [] : [type]))?.n);
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #noted(stored: StoredResource): StoredResource {
    if (this.#followers.size > 0) this.#written.push(stored);
    return stored;
  }

  #tell(): void {
    const versions = this.#written;
    if (versions.length === 0) return;
    this.#written = [];
    for (const follower of this.#followers) follower(versions);
  }

  /** Moves the current version into history. */
  #retire(type: string, id: string): StoredResource | undefined {
    const before = this.current(type, id);
    if (before === undefined) return undefined;
    this.#statement(`INSERT INTO history (${columns}) SELECT ${columns} FROM resource WHERE pk = ?`).run(before.pk);
    this.#indexer.remove(before.pk);
    return before;
  }

  #put(
    type: string,
    id: string,
    version: number,
    updated: number,
    method: WriteMethod,
    text: string | null,
    pk: number | undefined,
  ): number {
    this.#generations.set(type, (this.#generations.get(type) ?? 0) + 1);
    if (pk !== undefined) {
      const update = 'UPDATE resource SET version = ?, updated = ?, method = ?, text = ? WHERE pk = ?';
      this.#statement(update).run(version, updated, method, text, pk);
      return pk;
    }
    const insert = `INSERT INTO resource (${columns}) VALUES (?, ?, ?, ?, ?, ?)`;
    return Number(this.#statement(insert).run(`${type}/${id}`, type, version, updated, method, text).lastInsertRowid);
  }

  /** A file written by a version that indexed differently, or for another base URL, is indexed anew. */
  #bringIndexUpToDate(): void {
    const stamp = `${indexVersion} ${this.#base}`;
    const known = this.#database.prepare("SELECT name FROM parameter WHERE name LIKE 'index %'").get()?.name;
    if (known === `index ${stamp}`) return;
    this.transaction(() => {
      for (const table of indexTables) this.#database.exec(`DELETE FROM ${table}`);
      this.#database.exec("DELETE FROM parameter WHERE name LIKE 'index %'");
      this.#database.prepare('INSERT INTO parameter (name) VALUES (?)').run(`index ${stamp}`);
      const all = this.#database.prepare('SELECT pk, type, text FROM resource WHERE text IS NOT NULL');
      for (const row of all.iterate()) {
        this.#indexer.add(String(row.type), JSON.parse(String(row.text)) as object, Number(row.pk));
      }
    });
  }

  #statement(sql: string, asArrays = false): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    if (this.#prepared.size >= preparedLimit) this.#prepared.delete(this.#prepared.keys().next().value!);
    const statement = this.#database.prepare(sql);
    if (asArrays) statement.setReturnArrays(true);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

function toVersion(row: Record<string, unknown>): StoredVersion {
  const [type, id] = String(row.key).split('/') as [string, string];
  return {
    type,
    id,
    version: Number(row.version),
    updated: Number(row.updated),
    method: row.method as WriteMethod,
    text: typeof row.text === 'string' ? row.text : undefined,
  };
}
