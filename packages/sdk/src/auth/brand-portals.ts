/**
 * The portals of a brand and their FHIR endpoints (SMART App Launch 2.2, "Portal Details", "Endpoint Profile").
 * @module
 */
import type { Endpoint, Extension, Organization } from 'fhir/r4.js';
import { extensions, list, text, texts } from '../format/read.ts';
import { baseUrl } from './base-url.ts';
import type { BrandBundle } from './brand-bundle.ts';
import { linksOf, logoOf, plainText, webAddress, type BrandLogo } from './brand-links.ts';

/** Where patients of a brand sign in. A hospital may have one for adults and one for children. */
export interface BrandPortal {
  readonly name: string | undefined;
  /** For whom it is, as plain text. */
  readonly description: string | undefined;
  /** The portal's own website. */
  readonly url: string | undefined;
  readonly logo: BrandLogo | undefined;
  readonly endpoints: readonly BrandEndpoint[];
}

/** A FHIR server behind a portal, and whether a session can be had with it. */
export type BrandEndpoint = {
  /** Made for developers; it may hold technical words. */
  readonly name: string | undefined;
  /** As published, for instance `4.0.1`. */
  readonly fhirVersions: readonly string[];
} & (
  | {
      readonly standing: 'usable';
      /** The FHIR base URL, without a trailing slash. */
      readonly issuer: string;
    }
  | {
      /**
       * `inactive`: its publisher says that it is off, suspended, in error, entered in error, or for tests only.
       * `unsupported`: it does not speak FHIR R4 (or R4B) over REST, or has no encrypted address.
       */
      readonly standing: 'inactive' | 'unsupported';
      readonly issuer: string | undefined;
    }
);

/** The portals that an Organization lists. Endpoints of its that are in none of them are a portal without a name. */
export function portalsOf(organization: Organization, bundle: BrandBundle): BrandPortal[] {
  const listed = extensions(organization, PORTAL_EXTENSION).map((portal) => ({
    portal,
    endpoints: extensions(portal, 'portalEndpoint').flatMap(
      (one) => bundle.endpoint(one['valueReference'] as Extension['valueReference'], organization) ?? [],
    ),
  }));
  const placed = new Set(listed.flatMap(({ endpoints }) => endpoints));
  const own = list(organization.endpoint).flatMap((one) => bundle.endpoint(one, organization) ?? []);
  const rest = [...new Set([...own, ...bundle.managedBy(organization)])].filter((endpoint) => !placed.has(endpoint));
  const [only] = listed;
  if (only && listed.length === 1 && placed.size === 0) only.endpoints = rest;
  else if (rest.length > 0) listed.push({ portal: {}, endpoints: rest });
  return listed.map(({ portal, endpoints }) => ({
    name: extensions(portal, 'portalName').flatMap((one) => text(one['valueString']) ?? [])[0],
    description: extensions(portal, 'portalDescription').flatMap((one) => plainText(one['valueMarkdown']) ?? [])[0],
    url: linksOf([portal], 'portalUrl', webAddress)[0],
    logo: logoOf([portal], 'portalLogo'),
    endpoints: endpoints.map((endpoint) => readEndpoint(endpoint, organization)),
  }));
}

const PORTAL_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/organization-portal';
const VERSION_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version';

function readEndpoint(endpoint: Endpoint, organization: Organization): BrandEndpoint {
  const fhirVersions = extensions(endpoint, VERSION_EXTENSION).flatMap((one) => texts(one['valueCode']));
  const facts = { name: text(endpoint.name), fhirVersions };
  const issuer = issuerOf(endpoint.address);
  if (organization.active === false || (endpoint.status ?? 'active') !== 'active') {
    return { ...facts, standing: 'inactive', issuer };
  }
  if (issuer === undefined || !isRest(endpoint) || !mayBeR4(fhirVersions)) {
    return { ...facts, standing: 'unsupported', issuer };
  }
  return { ...facts, standing: 'usable', issuer };
}

function issuerOf(address: unknown): string | undefined {
  try {
    return baseUrl(text(address) ?? '');
  } catch {
    return undefined;
  }
}

function isRest({ connectionType }: Endpoint): boolean {
  return (text(connectionType?.code) ?? 'hl7-fhir-rest') === 'hl7-fhir-rest';
}

/** A server that does not say its version may well be R4, and says so when it is signed in at. */
function mayBeR4(versions: readonly string[]): boolean {
  return versions.length === 0 || versions.some((version) => /^4\.[013](\.|$)/.test(version));
}
