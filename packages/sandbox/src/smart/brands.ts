/**
 * User-access brands: how an organisation tells apps its name, logo, portal and FHIR address, so that a person finds the
 * right door (SMART App Launch 2.2, "User-Access Brands and Endpoints").
 * @module
 */
import type { Address, Bundle, ContactPoint, Endpoint, Extension, Identifier, Organization } from 'fhir/r4.js';
import { logo } from './logo.ts';
import type { OrganisationIdentity } from './organisation.ts';

const profiles = 'http://hl7.org/fhir/smart-app-launch/StructureDefinition';
const extensions = 'http://hl7.org/fhir/StructureDefinition';

/** What a brand says beyond the organisation's identity. */
export interface BrandFacts {
  readonly identity: OrganisationIdentity;
  readonly identifier?: readonly Identifier[] | undefined;
  readonly telecom?: readonly ContactPoint[] | undefined;
  readonly address?: readonly Address[] | undefined;
  /** Other names that people know it by. */
  readonly alias: readonly string[];
  /** Parts of it that people know by a name of their own; they share its portal. */
  readonly parts: readonly { readonly id: string; readonly name: string }[];
  readonly portal: { readonly name: string; readonly description: string; readonly url: string };
  /** Where developers read about the endpoint. */
  readonly developers: string;
}

/** Address of an organisation's own brand bundle, `user_access_brand_bundle`. */
export function brandBundleUrl({ slug, fhirBase }: OrganisationIdentity): string {
  return `${brandsBase(fhirBase)}/${slug}.json`;
}

/** The identifier of an organisation's primary brand, `user_access_brand_identifier`: the address of its website. */
export function brandIdentifier(id: string): { readonly system: string; readonly value: string } {
  return { system: 'urn:ietf:rfc:3986', value: website(id) };
}

/** The brand bundle of these organisations. `timestamp` is when anything in it last changed. */
export function brandBundle(id: string, organisations: readonly BrandFacts[], timestamp: Date): Bundle {
  return {
    resourceType: 'Bundle',
    id,
    meta: { lastUpdated: timestamp.toISOString(), profile: [`${profiles}/user-access-brands-bundle`] },
    type: 'collection',
    timestamp: timestamp.toISOString(),
    entry: organisations.flatMap((facts) =>
      [primaryBrand(facts), ...facts.parts.map((part) => partBrand(facts, part)), endpoint(facts)].map((resource) => ({
        fullUrl: `${brandsBase(facts.identity.fhirBase)}/${resource.resourceType}/${resource.id}`,
        resource: { ...resource, meta: { ...resource.meta, lastUpdated: timestamp.toISOString() } },
      })),
    ),
  };
}

function primaryBrand(facts: BrandFacts): Organization {
  const { identity, identifier = [], telecom = [], alias } = facts;
  return {
    ...brand(facts, identity.slug, identity.name),
    identifier: [brandIdentifier(identity.slug), ...identifier],
    telecom: [{ system: 'url', value: website(identity.slug) }, ...telecom],
    alias: [...alias],
  };
}

function partBrand(facts: BrandFacts, part: { readonly id: string; readonly name: string }): Organization {
  return {
    ...brand(facts, part.id, part.name),
    identifier: [brandIdentifier(part.id)],
    telecom: [{ system: 'url', value: website(part.id) }],
    partOf: { reference: `Organization/${facts.identity.slug}`, display: facts.identity.name },
  };
}

function brand(facts: BrandFacts, id: string, name: string): Organization {
  const endpoints = { reference: `Endpoint/${endpointId(facts)}` };
  return {
    resourceType: 'Organization',
    id,
    meta: { profile: [`${profiles}/user-access-brand`] },
    extension: [brandExtension(facts), portalExtension(facts)],
    active: true,
    type: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/smart-app-launch/CodeSystem/user-access-category',
            code: 'clinical',
            display: 'Clinical',
          },
        ],
      },
    ],
    name,
    ...(facts.address ? { address: [...facts.address] } : {}),
    endpoint: [endpoints],
  };
}

function brandExtension({ identity }: BrandFacts): Extension {
  return {
    url: `${extensions}/organization-brand`,
    extension: [
      { url: 'brandLogo', valueUrl: logo(identity.slug) },
      { url: 'brandBundle', valueUrl: brandBundleUrl(identity) },
    ],
  };
}

function portalExtension(facts: BrandFacts): Extension {
  return {
    url: `${extensions}/organization-portal`,
    extension: [
      { url: 'portalName', valueString: facts.portal.name },
      { url: 'portalDescription', valueMarkdown: facts.portal.description },
      { url: 'portalUrl', valueUrl: facts.portal.url },
      { url: 'portalEndpoint', valueReference: { reference: `Endpoint/${endpointId(facts)}` } },
    ],
  };
}

function endpoint(facts: BrandFacts): Endpoint {
  return {
    resourceType: 'Endpoint',
    id: endpointId(facts),
    meta: { profile: [`${profiles}/user-access-endpoint`] },
    extension: [{ url: `${extensions}/endpoint-fhir-version`, valueCode: '4.0.1' }],
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'hl7-fhir-rest',
    },
    name: `FHIR R4 of ${facts.identity.name}`,
    contact: [{ system: 'url', value: facts.developers }],
    payloadType: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'none' }] },
    ],
    address: facts.identity.fhirBase,
  };
}

function endpointId({ identity }: BrandFacts): string {
  return `${identity.slug}-r4`;
}

function website(id: string): string {
  return `https://${id}.example`;
}

function brandsBase(fhirBase: string): string {
  return `${new URL(fhirBase).origin}/brands`;
}
