/**
 * Finding what a reference points to among resources already read (FHIR R4 §2.3.0, §3.1.3 "resolving references").
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';
import type { Entry } from './search.ts';

/** The resources read from one source, findable by relative reference, `fullUrl` and `urn:uuid`. */
export class ResourcePool {
  readonly #byReference = new Map<string, FhirResource>();
  readonly #base: string;

  /** @param base The source's FHIR base URL; empty for a Bundle without a server. */
  constructor(base: string) {
    this.#base = base;
  }

  add(entry: Entry): void {
    const { resource, fullUrl } = entry;
    if (resource.id) this.#byReference.set(`${resource.resourceType}/${resource.id}`, resource);
    if (fullUrl) this.#byReference.set(fullUrl, resource);
  }

  /** Forgets these resources; a newer copy of one of them stays. */
  remove(resources: ReadonlySet<FhirResource>): void {
    for (const [reference, resource] of this.#byReference) {
      if (resources.has(resource)) this.#byReference.delete(reference);
    }
  }

  clear(): void {
    this.#byReference.clear();
  }

  /** Whether the resource of a relative reference was read. */
  has(reference: string): boolean {
    return this.#byReference.has(reference);
  }

  /** The resource `reference` points to as seen from `from`, or undefined when it was not sent. */
  resolve(reference: Reference | undefined, from: FhirResource): FhirResource | undefined {
    const target = reference?.reference;
    if (!target) return undefined;
    if (target.startsWith('#')) return contained(from, target.slice(1));
    return this.#byReference.get(target) ?? this.#byReference.get(this.#local(target));
  }

  /** Without the base of this source and without a version: `Patient/1` for `https://…/Patient/1/_history/2`. */
  #local(reference: string): string {
    const unversioned = reference.replace(/\/_history\/[^/]+$/, '');
    const prefix = `${this.#base}/`;
    return this.#base && unversioned.startsWith(prefix) ? unversioned.slice(prefix.length) : unversioned;
  }
}

function contained(from: FhirResource, id: string): FhirResource | undefined {
  // Not every server sends valid FHIR.
  const { contained: all } = from as { contained?: unknown };
  return Array.isArray(all) ? ((all as (FhirResource | null)[]).find((one) => one?.id === id) ?? undefined) : undefined;
}
