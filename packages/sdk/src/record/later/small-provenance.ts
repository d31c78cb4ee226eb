/**
 * Of each Provenance only what lines tell is kept: who wrote or passed on what it is about, and when that was recorded.
 * @module
 */
import type { FhirResource, Provenance, ProvenanceAgent } from 'fhir/r4.js';
import type { ResourcePool } from '../../fhir/references.ts';
import { list } from '../../format/read.ts';

/** A Bundle hands out the same ones with every search. */
const taken = new WeakSet<Provenance>();

/** Adds to `said`, by the resource that they are about, what these Provenances say. */
export function keepSmall(
  all: readonly Provenance[],
  pool: ResourcePool,
  said: WeakMap<FhirResource, readonly Provenance[]>,
): void {
  // Few people write a record.
  const known = new Map<string, ProvenanceAgent[]>();
  for (const one of all) {
    if (taken.has(one)) continue;
    taken.add(one);
    const kept = [small(one, known)];
    for (const target of list(one.target)) {
      const about = pool.resolve(target, one);
      if (about) said.set(about, [...(said.get(about) ?? []), ...kept]);
    }
  }
}

function small({ recorded, agent, contained }: Provenance, known: Map<string, ProvenanceAgent[]>): Provenance {
  const sent = list(agent).map(({ type, who, onBehalfOf }) => ({ type, who, onBehalfOf }));
  const json = JSON.stringify(sent);
  const agents = known.get(json) ?? sent;
  known.set(json, agents);
  return { resourceType: 'Provenance', target: [], recorded, agent: agents, ...(contained && { contained }) };
}
