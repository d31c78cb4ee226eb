/**
 * What servers say of the resources of an answer when they are asked to (`_revinclude=Provenance:target`, US Core), and
 * documents by themselves, each with the resource it is about.
 * @module
 */
import type { FhirResource, Provenance } from 'fhir/r4.js';
import type { Page } from '../fhir/page.ts';
import type { ResourcePool } from '../fhir/references.ts';
import { onPage } from '../on-page.ts';
import type { Source } from '../session/source.ts';
import type { Search } from '../topics/topic.ts';

/** One for all copies of the library: what one has read, another may show. */
const said = (): WeakMap<FhirResource, readonly Provenance[]> => onPage('provenance', () => new WeakMap());

/** What came with a resource and is about it. */
export function provenanceOf(resource: FhirResource): readonly Provenance[] | undefined {
  return said().get(resource);
}

/** The same search, with what is said of the resources it finds, as far as the sign-in permits. */
export function withProvenance(search: Search, source: Source): Search {
  const permitted = source.can('search', 'Provenance').allowed || source.can('read', 'Provenance').allowed;
  if (!permitted || search.by === 'id') return search;
  return { ...search, revinclude: [...(search.revinclude ?? []), 'Provenance:target'] };
}

/** Keeps of a page what is said of resources that have been read. Call when the page's matches are in the pool. */
export async function keepProvenance({ included }: Page, pool: ResourcePool): Promise<void> {
  const all = included.flatMap(({ resource }) => (resource.resourceType === 'Provenance' ? resource : []));
  if (all.length === 0) return;
  try {
    // Few pages get any.
    const { keepSmall } = await import('./later/small-provenance.ts');
    keepSmall(all, pool, said());
  } catch {
    // Without it, lines tell of their origin what they say themselves.
  }
}
