/**
 * What servers say of the resources of an answer when they are asked to (`_revinclude=Provenance:target`, US Core), and
 * documents by themselves. Of each Provenance only what lines tell is kept, and that with the resource it is about.
 * @module
 */
import type { FhirResource, Provenance, ProvenanceAgent } from 'fhir/r4.js';
import type { Page } from '../fhir/page.ts';
import type { ResourcePool } from '../fhir/references.ts';
import { list } from '../format/read.ts';
import type { Source } from '../session/source.ts';
import type { Search } from '../topics/topic.ts';

const said = new WeakMap<FhirResource, readonly Provenance[]>();

/** What came with a resource and is about it. */
export function provenanceOf(resource: FhirResource): readonly Provenance[] | undefined {
  return said.get(resource);
}

/** The same search, with what is said of the resources it finds, as far as the sign-in permits. */
export function withProvenance(search: Search, source: Source): Search {
  const permitted = source.can('search', 'Provenance').allowed || source.can('read', 'Provenance').allowed;
  if (!permitted || search.by === 'id') return search;
  return { ...search, revinclude: [...(search.revinclude ?? []), 'Provenance:target'] };
}

/** The Provenances of one answer. */
export class Provenances {
  readonly #pool: ResourcePool;
  /** By their JSON: few people write a record. */
  readonly #agents = new Map<string, ProvenanceAgent[]>();

  constructor(pool: ResourcePool) {
    this.#pool = pool;
  }

  /** Keeps of a page what is said of resources that have been read. Call when the page's matches are in the pool. */
  take({ included }: Page): void {
    for (const { resource } of included) {
      if (resource.resourceType !== 'Provenance') continue;
      const kept = [this.#small(resource)];
      for (const target of list(resource.target)) {
        const about = this.#pool.resolve(target, resource);
        if (about) said.set(about, said.has(about) ? [...(said.get(about) ?? []), ...kept] : kept);
      }
    }
  }

  #small({ recorded, agent, contained }: Provenance): Provenance {
    const sent = list(agent).map(({ type, who, onBehalfOf }) => ({ type, who, onBehalfOf }));
    const json = JSON.stringify(sent);
    const agents = this.#agents.get(json) ?? sent;
    this.#agents.set(json, agents);
    return { resourceType: 'Provenance', target: [], recorded, agent: agents, ...(contained && { contained }) };
  }
}
