/**
 * Writes a resource's index rows: what every search parameter of its type finds in it.
 * @module
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { searchParametersOf, type SearchParameter, type SearchParameterType } from '../definitions/registry.ts';
import { compileComposite, compileParameter } from '../index/expressions.ts';
import { referenceTarget, targetType } from '../index/references.ts';
import { foldText } from '../index/text.ts';
import {
  datesOf,
  identifierTypesOf,
  numbersOf,
  quantitiesOf,
  stringsOf,
  tokensOf,
  tokenTextsOf,
  urisOf,
} from '../index/values.ts';
import { indexTables, type IndexTable } from './schema.ts';

/** Writes the rows of one parameter. */
type Write = (resource: object, pk: number) => void;

const valueColumns: Readonly<Record<IndexTable, number>> = {
  token: 2,
  string: 2,
  date: 2,
  quantity: 5,
  uri: 1,
  reference: 1,
};

export class Indexer {
  readonly #base: string;
  readonly #ids = new Map<string, number>();
  readonly #writers = new Map<string, readonly Write[]>();
  readonly #insert: Readonly<Record<IndexTable, StatementSync>>;
  readonly #clear: readonly StatementSync[];
  readonly #newParameter: StatementSync;

  constructor(database: DatabaseSync, base: string) {
    this.#base = base;
    const columns = (table: IndexTable): string => '?, '.repeat(valueColumns[table]);
    this.#insert = Object.fromEntries(
      indexTables.map((table) => [
        table,
        database.prepare(`INSERT OR IGNORE INTO ${table} VALUES (?, ${columns(table)}?, ?)`),
      ]),
    ) as Record<IndexTable, StatementSync>;
    this.#clear = indexTables.map((table) => database.prepare(`DELETE FROM ${table} WHERE resource = ?`));
    this.#newParameter = database.prepare('INSERT INTO parameter (name) VALUES (?)');
    for (const row of database.prepare('SELECT id, name FROM parameter').all()) {
      this.#ids.set(String(row.name), Number(row.id));
    }
  }

  /** The number a parameter goes by in the index tables; a composite's components and modifiers have their own. */
  parameterId(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = Number(this.#newParameter.run(name).lastInsertRowid);
      this.#ids.set(name, id);
    }
    return id;
  }

  /** Adds the rows of a resource given as plain JSON. */
  add(type: string, resource: object, pk: number): void {
    let writers = this.#writers.get(type);
    if (writers === undefined) {
      // _id is looked up in the resource table itself.
      const parameters = [...searchParametersOf(type).values()].filter((parameter) => parameter.code !== '_id');
      writers = parameters.map((parameter) => this.#writer(parameter));
      this.#writers.set(type, writers);
    }
    for (const write of writers) write(resource, pk);
  }

  remove(pk: number): void {
    for (const statement of this.#clear) statement.run(pk);
  }

  #writer(parameter: SearchParameter): Write {
    if (parameter.type === 'composite') return this.#compositeWriter(parameter);
    const members = compileParameter(parameter);
    return (resource, pk) => {
      for (const { read, only } of members) {
        for (const value of read(resource)) {
          this.#value(parameter.type, parameter.name, value, pk, 0, { only, system: parameter.system });
        }
      }
    };
  }

  /** Rows of components that belong together share a `part`. */
  #compositeWriter(parameter: SearchParameter): Write {
    const members = compileComposite(parameter);
    return (resource, pk) => {
      let part = 0;
      for (const { read, components } of members) {
        for (const group of read(resource)) {
          const values = components.map(({ read: readPart }) => readPart(group as object, resource));
          // A composite matches only where every component does.
          if (values.some((each) => each.length === 0)) continue;
          part += 1;
          components.forEach(({ component }, position) => {
            for (const value of values[position]!) {
              this.#value(component.type, `${parameter.name}.${position}`, value, pk, part, { isComponent: true });
            }
          });
        }
      }
    };
  }

  #value(
    type: SearchParameterType,
    name: string,
    value: unknown,
    pk: number,
    part: number,
    { only, system, isComponent }: { only?: string | undefined; system?: string | undefined; isComponent?: boolean },
  ): void {
    const id = this.parameterId(name);
    switch (type) {
      case 'token':
        for (const token of tokensOf(value, system)) this.#insert.token.run(id, token.code, token.system, pk, part);
        // Modifiers are not for components.
        if (isComponent === true) return;
        for (const text of tokenTextsOf(value)) this.#insert.string.run(id, foldText(text), text, pk, part);
        for (const code of identifierTypesOf(value)) {
          this.#insert.token.run(this.parameterId(`${name}:of-type`), code, '', pk, part);
        }
        return;
      case 'string':
        for (const text of stringsOf(value)) this.#insert.string.run(id, foldText(text), text, pk, part);
        return;
      case 'date':
        for (const { low, high } of datesOf(value)) this.#insert.date.run(id, low, high, pk, part);
        return;
      case 'number':
        for (const { low, high } of numbersOf(value)) this.#insert.quantity.run(id, low, high, '', '', '', pk, part);
        return;
      case 'quantity':
        for (const { low, high, system: unitSystem, code, unit } of quantitiesOf(value)) {
          this.#insert.quantity.run(id, low, high, unitSystem, code, unit, pk, part);
        }
        return;
      case 'uri':
        for (const uri of urisOf(value)) this.#insert.uri.run(id, uri, pk, part);
        return;
      case 'reference':
        this.#reference(id, name, value, pk, part, only);
        return;
      case 'composite':
        return;
    }
  }

  #reference(id: number, name: string, value: unknown, pk: number, part: number, only: string | undefined): void {
    if (typeof value === 'string') return this.#canonical(id, value, pk, part);
    const { reference, type, identifier } = value as Readonly<Record<string, unknown>>;
    if (typeof reference === 'string') {
      const target = referenceTarget(reference, this.#base);
      if (target !== undefined && (only === undefined || targetType(target, type) === only)) {
        this.#insert.reference.run(id, target, pk, part);
      }
    }
    if (identifier !== undefined && (only === undefined || type === undefined || type === only)) {
      const identifierId = this.parameterId(`${name}:identifier`);
      for (const token of tokensOf(identifier)) {
        this.#insert.token.run(identifierId, token.code, token.system, pk, part);
      }
    }
  }

  /** A canonical `url|version` is found with and without its version (FHIR R4 §3.1.1.4.12). */
  #canonical(id: number, canonical: string, pk: number, part: number): void {
    const target = referenceTarget(canonical, this.#base);
    if (target === undefined) return;
    this.#insert.reference.run(id, target, pk, part);
    const [url] = canonical.split('|');
    if (url !== canonical) this.#insert.reference.run(id, url!, pk, part);
  }
}
