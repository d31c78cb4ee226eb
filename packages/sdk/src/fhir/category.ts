/**
 * The `category` of a resource, as a search asks for it (FHIR R4 §3.1.1.4.10 token).
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
