/**
 * The SQLite tables: resources with their history, and one index table for each kind of search parameter. Index rows
 * lie in the order searches read them (WITHOUT ROWID); a second index finds a resource's own rows.
 * @module
 */
import type { DatabaseSync } from 'node:sqlite';

export const indexTables = ['token', 'string', 'date', 'quantity', 'uri', 'reference'] as const;
export type IndexTable = (typeof indexTables)[number];

/** Raised when what is written to the index tables changes: a file made by another version is indexed anew. */
export const indexVersion = 2;

const tables = `
  CREATE TABLE IF NOT EXISTS resource (
    pk INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    method TEXT NOT NULL,
    text TEXT
  );
  CREATE INDEX IF NOT EXISTS resource_by_type ON resource (type, pk) WHERE text IS NOT NULL;
  CREATE TABLE IF NOT EXISTS history (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    updated INTEGER NOT NULL,
    method TEXT NOT NULL,
    text TEXT,
    PRIMARY KEY (key, version)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS parameter (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

  CREATE TABLE IF NOT EXISTS token (
    param INTEGER NOT NULL, code TEXT NOT NULL COLLATE NOCASE, system TEXT NOT NULL,
    resource INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (param, code, system, resource, part)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS string (
    param INTEGER NOT NULL, value TEXT NOT NULL, exact TEXT NOT NULL,
    resource INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (param, value, exact, resource, part)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS date (
    param INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
    resource INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (param, low, high, resource, part)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS quantity (
    param INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
    system TEXT NOT NULL, code TEXT NOT NULL, unit TEXT NOT NULL,
    resource INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (param, low, high, system, code, unit, resource, part)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uri (
    param INTEGER NOT NULL, value TEXT NOT NULL,
    resource INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (param, value, resource, part)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS reference (
    param INTEGER NOT NULL, target TEXT NOT NULL,
    resource INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (param, target, resource, part)
  ) WITHOUT ROWID;
`;

/** Creates what is missing. A file-backed store survives a kill at any moment: every commit is synced to disk. */
export function openSchema(database: DatabaseSync): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;');
  database.exec(tables);
  createSecondaryIndexes(database);
}

export function createSecondaryIndexes(database: DatabaseSync): void {
  for (const table of indexTables) {
    database.exec(`CREATE INDEX IF NOT EXISTS ${table}_by_resource ON ${table} (resource, param)`);
  }
  database.exec('CREATE INDEX IF NOT EXISTS reference_by_target ON reference (target, param, resource)');
}

/** Filling an empty store is quicker without them; they are made in one go afterwards. */
export function dropSecondaryIndexes(database: DatabaseSync): void {
  for (const table of indexTables) database.exec(`DROP INDEX IF EXISTS ${table}_by_resource`);
  database.exec('DROP INDEX IF EXISTS reference_by_target');
}
