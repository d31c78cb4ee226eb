/**
 * The `category` and the codes of a resource, as a search asks for them (FHIR R4 §3.1.1.4.10 token).
 * @module
 */
import type { CodeableConcept, FhirResource } from 'fhir/r4.js';
import type { Search } from '../topics/topic.ts';

/** Whether one of the search's `category` codes, in whatever system, is among the resource's; true without any. */
export function hasCategory(resource: FhirResource, search: Search): boolean {
  const wanted = [search.params?.['category'] ?? []].flat();
  if (wanted.length === 0) return true;
  const categories = [(resource as { category?: CodeableConcept | CodeableConcept[] }).category ?? []].flat();
  return categories.some((category) => category.coding?.some((coding) => coding.code && wanted.includes(coding.code)));
}

/** Whether one of the search's `code` and one of its `type` values, `system|code` or a code, is the resource's. */
export function hasCodes(resource: FhirResource, search: Search): boolean {
  return ['code', 'type'].every((name) => {
    const wanted = [search.params?.[name] ?? []].flat();
    const { coding } = (resource as { code?: CodeableConcept; type?: CodeableConcept })[name as 'code'] ?? {};
    const codings = [coding ?? []].flat();
    return (
      wanted.length === 0 || codings.some(({ system, code }) => wanted.some((one) => isToken(one, system, code ?? '')))
    );
  });
}

/** A coding without a system may be of any. */
function isToken(wanted: string, system: string | undefined, code: string): boolean {
  return wanted === code || wanted === `${system}|${code}` || (!system && wanted.endsWith(`|${code}`));
}
