/**
 * A User-Access Brands Bundle with its references at hand (SMART App Launch 2.2, "User Access Brands Bundle").
 * @module
 */
import type { Bundle, Endpoint, FhirResource, Organization, Reference } from 'fhir/r4.js';
import { list, text } from '../format/read.ts';

export class BrandBundle {
  /** In the order of the Bundle. */
  readonly organizations: readonly Organization[];
  readonly #byUrl = new Map<string, FhirResource>();
  /** Where the relative references of a resource start: the publisher's base, with a slash at its end. */
  readonly #bases = new Map<FhirResource, string>();
  /** Endpoints that say whose they are, for Organizations that do not list theirs. */
  readonly #managed = new Map<Organization, Endpoint[]>();

  constructor(bundle: Bundle) {
    for (const { resource, fullUrl } of list((bundle as Bundle<FhirResource>).entry)) {
      if (resource) this.#add(resource, text(fullUrl));
    }
    const resources = [...this.#bases.keys()];
    this.organizations = resources.filter((resource) => resource.resourceType === 'Organization');
    for (const resource of resources) if (resource.resourceType === 'Endpoint') this.#file(resource);
  }

  /** The brand that this one is a part of, when it is in the Bundle. */
  parentOf(organization: Organization): Organization | undefined {
    return organizationOnly(this.#resolve(organization.partOf, organization));
  }

  endpoint(reference: Reference | undefined, from: Organization): Endpoint | undefined {
    const found = this.#resolve(reference, from);
    return found?.resourceType === 'Endpoint' ? found : undefined;
  }

  managedBy(organization: Organization): readonly Endpoint[] {
    return this.#managed.get(organization) ?? [];
  }

  #add(resource: FhirResource, fullUrl: string | undefined): void {
    const relative = `${resource.resourceType}/${resource.id}`;
    // A list put together from several publishers may hold two `Organization/1`: each has a base of its own.
    const base = fullUrl?.endsWith(`/${relative}`) ? fullUrl.slice(0, -relative.length) : '';
    this.#bases.set(resource, base);
    if (fullUrl) this.#byUrl.set(fullUrl, resource);
    if (resource.id) this.#byUrl.set(base + relative, resource);
  }

  #resolve(reference: Reference | undefined, from: FhirResource): FhirResource | undefined {
    const target = text(reference?.reference);
    if (target === undefined) return undefined;
    if (target.startsWith('#')) return containedIn(from, target.slice(1));
    return this.#byUrl.get((this.#bases.get(from) ?? '') + target) ?? this.#byUrl.get(target);
  }

  #file(endpoint: Endpoint): void {
    const manager = organizationOnly(this.#resolve(endpoint.managingOrganization, endpoint));
    if (manager) this.#managed.set(manager, [...this.managedBy(manager), endpoint]);
  }
}

function organizationOnly(resource: FhirResource | undefined): Organization | undefined {
  return resource?.resourceType === 'Organization' ? resource : undefined;
}

function containedIn(from: FhirResource, id: string): FhirResource | undefined {
  return list((from as { readonly contained?: FhirResource[] }).contained).find((one) => one.id === id);
}
