/** User-access brands of made-up providers, for stories and tests. */
import type { Address, Bundle, Endpoint, Extension, Organization } from 'fhir/r4.js';

const standard = 'http://hl7.org/fhir/StructureDefinition';

/** How a provider of a story is published. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly places?: readonly Address[];
  readonly category?: string;
  readonly partOf?: string;
  readonly logo?: string;
  readonly website?: string;
  readonly active?: boolean;
  /** One portal for each; a provider that has none shares those of what it is a part of. */
  readonly portals?: readonly {
    readonly name?: string;
    readonly description?: string;
    readonly url?: string;
    readonly endpoints?: readonly (Partial<Endpoint> & { readonly version?: string })[];
  }[];
}

/** The FHIR base URL of a provider's first endpoint, as `readBrands` gives it. */
export const issuerOf = (id: string): string => `https://${id}.example/fhir/0`;

/** A logo that needs no request. */
export function drawnLogo(color: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${color}"/><path d="M13 7h6v6h6v6h-6v6h-6v-6H7v-6h6z" fill="#fff"/></svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}

/** A Bundle as a publisher would make it. */
export function brandsBundle(providers: readonly Provider[]): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: '2026-10-19T09:42:00Z',
    entry: providers.flatMap(published).map((resource) => ({
      fullUrl: `https://brands.example/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  };
}

/** A handful of providers, one of each kind that a person may meet. */
export const fewProviders: readonly Provider[] = [
  {
    id: 'university-hospital',
    name: 'University Hospital',
    aliases: ['University Medical Center'],
    places: [{ city: 'Tucson', state: 'AZ', postalCode: '85719' }],
    logo: drawnLogo('#0b5f7c'),
    portals: [{ name: 'Riverside Portal', endpoints: [{}] }],
  },
  {
    id: 'university-heart-center',
    name: 'University Heart Center',
    places: [
      { city: 'Tucson', state: 'AZ' },
      { city: 'Marana', state: 'AZ' },
      { city: 'Oro Valley', state: 'AZ' },
    ],
    partOf: 'university-hospital',
  },
  {
    id: 'city-clinic',
    name: 'City Clinic',
    aliases: ['Mesquite Street Clinic'],
    places: [{ city: 'Tucson', state: 'AZ', postalCode: '85701' }],
    logo: drawnLogo('#1a6a3c'),
    portals: [{ name: 'City Portal', endpoints: [{}] }],
  },
  {
    id: 'desert-children',
    name: 'Desert Hospital for Women and Children',
    places: [{ city: 'Phoenix', state: 'AZ' }],
    logo: drawnLogo('#7a2f75'),
    portals: [
      {
        name: 'Patient Gateway',
        description: 'For adults: **appointments**, results and prescriptions.',
        endpoints: [{}],
      },
      {
        name: 'Pediatrics',
        description: 'For parents of patients under 18.',
        endpoints: [{ address: 'https://desert-children.example/pediatrics' }],
      },
      {
        name: 'Old portal',
        description: 'Visits before 2019.',
        url: 'https://old.desert-children.example',
        endpoints: [{ version: '1.0.2' }],
      },
    ],
  },
  {
    id: 'example-labs',
    name: 'Example Labs',
    category: 'laboratory',
    places: [{ state: 'AZ' }],
    portals: [{ name: 'Example Labs Patient', url: 'https://patient.example-labs.example', endpoints: [{}] }],
  },
  {
    id: 'valley-practice',
    name: 'Valley Family Practice',
    places: [{ city: 'Nogales', state: 'AZ' }],
    website: 'https://valley.example',
    portals: [{ name: 'Valley Online', endpoints: [{ status: 'suspended' }] }],
  },
];

/** Thousands, as a vendor publishes them. */
export function manyProviders(count: number): readonly Provider[] {
  const pick = (from: readonly string[], at: number): string => from[at % from.length] ?? '';
  return Array.from({ length: count }, (_, at) => ({
    id: `p${at}`,
    name: [pick(SAINTS, at), pick(KINDS, Math.floor(at / 7)), String(at + 1)].join(' '),
    places: [{ city: pick(TOWNS, at * 5), state: 'AZ', postalCode: String(85000 + at) }],
    portals: [{ endpoints: [{}] }],
  }));
}

const SAINTS = ['Saint Mary', 'Lakeside', 'North Valley', 'Río Verde', 'Sunrise', 'Mesa', 'Old Town'];
const KINDS = ['Hospital', 'Family Clinic', 'Medical Center', 'Eye Clinic', 'Imaging', 'Health Group'];
const TOWNS = ['Tucson', 'Phoenix', 'Nogales', 'Yuma', 'Flagstaff', 'Bisbee', 'Ajo', 'Globe'];

function published(provider: Provider): (Organization | Endpoint)[] {
  const portals = (provider.portals ?? []).map((portal, index) => ({
    ...portal,
    endpoints: (portal.endpoints ?? []).map((facts, at) => endpoint(provider, facts, `${index}${at || ''}`)),
  }));
  const organization: Organization = {
    resourceType: 'Organization',
    id: provider.id,
    active: provider.active ?? true,
    name: provider.name,
    alias: [...(provider.aliases ?? [])],
    type: [{ coding: [{ code: provider.category ?? 'prov' }] }],
    address: [...(provider.places ?? [])],
    ...(provider.website && { telecom: [{ system: 'url', value: provider.website }] }),
    ...(provider.partOf && { partOf: { reference: `Organization/${provider.partOf}` } }),
    extension: [
      ...(provider.logo
        ? [{ url: `${standard}/organization-brand`, extension: [{ url: 'brandLogo', valueUrl: provider.logo }] }]
        : []),
      ...portals.map(portalExtension),
    ],
    endpoint: portals.flatMap(({ endpoints }) => endpoints.map(({ id }) => ({ reference: `Endpoint/${id}` }))),
  };
  return [organization, ...portals.flatMap(({ endpoints }) => endpoints)];
}

function portalExtension(portal: {
  readonly name?: string;
  readonly description?: string;
  readonly url?: string;
  readonly endpoints: readonly Endpoint[];
}): Extension {
  return {
    url: `${standard}/organization-portal`,
    extension: [
      ...(portal.name ? [{ url: 'portalName', valueString: portal.name }] : []),
      ...(portal.description ? [{ url: 'portalDescription', valueMarkdown: portal.description }] : []),
      ...(portal.url ? [{ url: 'portalUrl', valueUrl: portal.url }] : []),
      ...portal.endpoints.map(({ id }) => ({
        url: 'portalEndpoint',
        valueReference: { reference: `Endpoint/${id}` },
      })),
    ],
  };
}

function endpoint(
  { id }: Provider,
  { version = '4.0.1', ...facts }: Partial<Endpoint> & { readonly version?: string },
  number: string,
): Endpoint {
  return {
    resourceType: 'Endpoint',
    id: `${id}-${number}`,
    extension: [{ url: `${standard}/endpoint-fhir-version`, valueCode: version }],
    status: 'active',
    connectionType: { code: 'hl7-fhir-rest' },
    payloadType: [],
    address: `https://${id}.example/fhir/${number}`,
    ...facts,
  };
}
