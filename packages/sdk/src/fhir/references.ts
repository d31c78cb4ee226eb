/**
 * Finding what a reference points to among resources already read (FHIR R4 §2.3.0, §3.1.3 "resolving references").
 * @module
 */
import type { FhirResource, Identifier, Reference } from 'fhir/r4.js';
import { list } from '../format/read.ts';
import { isOlderCopy } from '../topics/copies.ts';
import type { Entry } from './page.ts';

/**
 * The resources read from one source, findable by relative reference, `fullUrl`, `urn:uuid` and identifier. A Bundle may
 * hold entries of several servers: what is relative there is relative to the entry's own.
 */
export class ResourcePool {
  /** By type and by id, which are in memory already, unlike the reference that both make. */
  readonly #byType = new Map<string, Map<string, FhirResource>>();
  readonly #byUrl = new Map<string, FhirResource>();
  /** Of entries that lie elsewhere than under this source's base. */
  readonly #homes = new WeakMap<FhirResource, string>();
  /** What a reference led to, by the reference itself: reading its text takes longer than to look whether that holds. */
  readonly #found = new WeakMap<Reference, FhirResource>();
  /** Made when the first logical reference is met. Null: several resources have it. */
  #byIdentifier: Map<string, FhirResource | null> | undefined;
  readonly #base: string;

  /** @param base The source's FHIR base URL; empty for a Bundle without a server. */
  constructor(base: string) {
    this.#base = base;
  }

  /** Adds what was read; a copy older than one that is here is left out. */
  add(entry: Entry): void {
    const { resource, fullUrl } = entry;
    if (isOlderCopy(resource, fullUrl ? this.#get(fullUrl) : this.#newestOf(resource))) return;
    if (resource.id) this.#idsOf(resource.resourceType).set(resource.id, resource);
    this.#byIdentifier = undefined;
    if (!fullUrl) return;
    this.#byUrl.set(fullUrl, resource);
    const path = `/${resource.resourceType}/${resource.id}`;
    const home = fullUrl.endsWith(path) ? fullUrl.slice(0, -path.length) : this.#base;
    if (home !== this.#base) this.#homes.set(resource, home);
  }

  /** Forgets these resources; a newer copy of one of them stays. */
  remove(resources: ReadonlySet<FhirResource>): void {
    for (const known of [this.#byUrl, ...this.#byType.values()]) {
      for (const [name, resource] of known) if (resources.has(resource)) known.delete(name);
    }
    this.#byIdentifier = undefined;
  }

  clear(): void {
    this.#byType.clear();
    this.#byUrl.clear();
    this.#byIdentifier = undefined;
  }

  /** Whether the resource of a relative reference was read. */
  has(reference: string): boolean {
    return this.#get(reference) !== undefined;
  }

  #newestOf({ resourceType, id }: FhirResource): FhirResource | undefined {
    return id === undefined ? undefined : this.#byType.get(resourceType)?.get(id);
  }

  #idsOf(type: string): Map<string, FhirResource> {
    let ids = this.#byType.get(type);
    if (!ids) this.#byType.set(type, (ids = new Map<string, FhirResource>()));
    return ids;
  }

  #get(reference: string): FhirResource | undefined {
    const slash = reference.indexOf('/');
    return this.#byType.get(reference.slice(0, slash))?.get(reference.slice(slash + 1)) ?? this.#byUrl.get(reference);
  }

  /** The resource `reference` points to as seen from `from`, or undefined when it was not sent. */
  resolve(reference: Reference | undefined, from: FhirResource): FhirResource | undefined {
    if (!reference) return undefined;
    const home = this.#homes.get(from);
    const before = home === undefined ? this.#found.get(reference) : undefined;
    if (before && this.#newestOf(before) === before) return before;
    const target = reference.reference;
    if (target === '#') return from;
    if (target?.startsWith('#')) return contained(from, target.slice(1));
    const found = target && this.#literal(target, home);
    if (found && home === undefined) this.#found.set(reference, found);
    return found || this.#logical(reference);
  }

  #literal(target: string, home: string | undefined): FhirResource | undefined {
    // Nearly all are relative: what is not there yet is looked for once.
    if (home === undefined && !/[:_]/.test(target)) return this.#get(target);
    const local = this.#local(target);
    if (!home || /^\w+:/.test(local)) return this.#get(target) ?? this.#get(local);
    const there = this.#get(`${home}/${local}`);
    const here = this.#get(local);
    // One that lies at another server has the same path by chance.
    return there ?? (here && !this.#homes.has(here) ? here : undefined);
  }

  /** By business identifier (FHIR R4 §2.3.0.1), where exactly one resource has it. */
  #logical(reference: Reference | undefined): FhirResource | undefined {
    const { system, value } = reference?.identifier ?? {};
    if (!system || !value) return undefined;
    this.#byIdentifier ??= identifiersOf(
      [this.#byUrl, ...this.#byType.values()].flatMap((known) => [...known.values()]),
    );
    const found = this.#byIdentifier.get(`${system}|${value}`) ?? undefined;
    return reference?.type && found?.resourceType !== reference.type ? undefined : found;
  }

  /** Without the base of this source and without a version: `Patient/1` for `https://…/Patient/1/_history/2`. */
  #local(reference: string): string {
    const unversioned = reference.replace(/\/_history\/[^/]+$/, '');
    const prefix = `${this.#base}/`;
    return this.#base && unversioned.startsWith(prefix) ? unversioned.slice(prefix.length) : unversioned;
  }
}

function identifiersOf(resources: Iterable<FhirResource>): Map<string, FhirResource | null> {
  const byIdentifier = new Map<string, FhirResource | null>();
  for (const resource of resources) {
    for (const { system, value } of list((resource as { identifier?: Identifier | Identifier[] }).identifier)) {
      const key = `${system}|${value}`;
      const known = byIdentifier.get(key);
      byIdentifier.set(key, known === undefined || known === resource ? resource : null);
    }
  }
  return byIdentifier;
}

function contained(from: FhirResource, id: string): FhirResource | undefined {
  // Not every server sends valid FHIR.
  const { contained: all } = from as { contained?: unknown };
  return Array.isArray(all) ? ((all as (FhirResource | null)[]).find((one) => one?.id === id) ?? undefined) : undefined;
}
