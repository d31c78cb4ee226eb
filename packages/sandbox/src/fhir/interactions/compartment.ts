/**
 * One patient's resources of a type, as far as the caller may see them.
 * @module
 */
import { patientParametersOf } from '../definitions/registry.ts';
import { all, setQuery, type Condition } from '../search/conditions.ts';
import { refersTo } from '../search/parameters.ts';
import type { StoredResource } from '../store/store.ts';
import type { Exchange } from './exchange.ts';

/** In the order they were first stored; none for types that hold nothing of one patient. */
export function inCompartment(
  { service, access }: Exchange,
  patient: string,
  type: string,
  filters: readonly Condition[] = [],
): StoredResource[] {
  const parameters = patientParametersOf(type);
  if (type === 'Patient' || parameters.length === 0) return [];
  const mine = refersTo(service.store, parameters, `Patient/${patient}`);
  const { sql, args } = setQuery(service.store, type, all([mine, access.reachOrNothing(type, 'r', 's'), ...filters]));
  const numbers = service.store.column({ sql: `SELECT m.pk FROM (${sql}) AS m ORDER BY m.pk`, args });
  return numbers.flatMap((pk) => service.store.byPk(pk) ?? []);
}
