/**
 * User-access brands: how providers tell apps their names, logos, portals and FHIR addresses, so that a person finds the
 * right door (SMART App Launch 2.2, "User-access Brands and Endpoints").
 * @module
 */
import type { Bundle, CodeableConcept, Organization } from 'fhir/r4.js';
import { extensions, list, text, texts } from '../format/read.ts';
import { BrandBundle } from './brand-bundle.ts';
import { linksOf, logoOf, webAddress, type BrandLogo } from './brand-links.ts';
import { fetchBrandsBundle, type LoadBrandsOptions } from './brand-load.ts';
import { portalsOf, type BrandPortal } from './brand-portals.ts';

export { searchBrands, type BrandMatch, type BrandSearchOptions, type BrandSearchResult } from './brand-search.ts';
export type { BrandEndpoint, BrandPortal } from './brand-portals.ts';
export type { BrandLogo } from './brand-links.ts';
export type { LoadBrandsOptions } from './brand-load.ts';

/** What people know a provider by ("Brand Profile"). Every text is plain text of strangers: show it as text only. */
export interface Brand {
  /** Unique in its list. Holds no PHI. */
  readonly id: string;
  readonly name: string;
  /** Other names that people know it by, former ones too. */
  readonly aliases: readonly string[];
  /** Names across publishers, for instance its website as `urn:ietf:rfc:3986`. */
  readonly identifiers: readonly BrandIdentifier[];
  readonly categories: readonly BrandCategory[];
  readonly places: readonly BrandPlace[];
  /** Its public website. */
  readonly website: string | undefined;
  readonly logo: BrandLogo | undefined;
  /** The name of the brand that it is a part of, or that gives its patients access. */
  readonly partOf: string | undefined;
  /** Where its patients sign in; those of the brand it is a part of when it has none itself. */
  readonly portals: readonly BrandPortal[];
  /** Where its publisher says that more is told about it (`brandBundle`). Not followed. */
  readonly bundles: readonly string[];
}

export interface BrandIdentifier {
  readonly system: string | undefined;
  readonly value: string;
}

/** The kinds of the User Access Category value set that a person can tell apart. */
export type BrandCategory = 'clinical' | 'insurance' | 'laboratory' | 'imaging' | 'pharmacy' | 'network' | 'aggregator';

/** A place of a brand, as precise as it was published: a street is never needed to recognise it. */
export interface BrandPlace {
  readonly city: string | undefined;
  readonly region: string | undefined;
  readonly postalCode: string | undefined;
  /** As published, usually an ISO 3166-1 code of two letters. */
  readonly country: string | undefined;
}

/**
 * The brands of a User-Access Brands Bundle, in its order. An Organization without any name is left out, and so is an
 * Endpoint that belongs to no Organization of the Bundle: nobody would know what they are.
 *
 * Also reads Bundles without the brand extensions, as many servers publish them: the Organization's endpoints then are
 * a portal without a name.
 */
export function readBrands(bundle: Bundle): readonly Brand[] {
  const published = new BrandBundle(bundle);
  return published.organizations.flatMap((organization, index) => brandOf(organization, index, published) ?? []);
}

/**
 * Fetches a User-Access Brands Bundle and reads its brands. No cookie and no referrer is sent. The browser keeps the
 * Bundle by its ETag, and asks whether it has changed.
 * @param url Absolute, or relative to the page. Its server must allow this page by CORS.
 * @throws EhrError with a FhirErrorCode: `bad-response` for what is no Bundle or larger than `maxBytes`; or with
 * `bad-configuration` for what is no https address.
 */
export async function loadBrands(url: string, options: LoadBrandsOptions = {}): Promise<readonly Brand[]> {
  const published = new BrandBundle(await fetchBrandsBundle(url, options));
  const brands: Brand[] = [];
  for (const [index, organization] of published.organizations.entries()) {
    if (index % SLICE === SLICE - 1) await aMoment(options.signal);
    const brand = brandOf(organization, index, published);
    if (brand) brands.push(brand);
  }
  return brands;
}

/** A list of thousands is read in slices, between which the page can answer to whoever uses it. */
const SLICE = 250;

function aMoment(signal: AbortSignal | undefined): Promise<void> {
  return new Promise<void>((resolve) => setTimeout(resolve)).then(() => signal?.throwIfAborted());
}

function brandOf(organization: Organization, index: number, bundle: BrandBundle): Brand | undefined {
  const details = extensions(organization, BRAND_EXTENSION);
  const website = websiteOf(organization);
  const aliases = texts(organization.alias);
  const name = text(organization.name) ?? aliases[0] ?? (website && new URL(website).host);
  if (!name) return undefined;
  return {
    id: `${index} ${text(organization.id) ?? ''}`.trim(),
    name,
    aliases: aliases.filter((alias) => alias !== name),
    identifiers: identifiersOf(organization),
    categories: [...new Set(list(organization.type).flatMap(categoriesOf))],
    places: placesOf(organization),
    website,
    logo: logoOf(details, 'brandLogo'),
    partOf: parentName(organization, bundle),
    portals: portalsWithParents(organization, bundle),
    bundles: linksOf(details, 'brandBundle', webAddress),
  };
}

const BRAND_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/organization-brand';

/** Own portals, else those of the nearest brand above that has some. A circle of parts ends where it began. */
function portalsWithParents(organization: Organization, bundle: BrandBundle): readonly BrandPortal[] {
  const seen = new Set<Organization>();
  for (let one: Organization | undefined = organization; one && !seen.has(one); one = bundle.parentOf(one)) {
    seen.add(one);
    const portals = portalsOf(one, bundle);
    if (portals.length > 0) return portals;
  }
  return [];
}

function parentName(organization: Organization, bundle: BrandBundle): string | undefined {
  if (!organization.partOf) return undefined;
  return text(bundle.parentOf(organization)?.name) ?? text(organization.partOf.display);
}

function websiteOf({ telecom }: Organization): string | undefined {
  return list(telecom).flatMap(({ system, value }) => (system === 'url' ? (webAddress(value) ?? []) : []))[0];
}

function identifiersOf({ identifier }: Organization): BrandIdentifier[] {
  return list(identifier).flatMap(({ system, value }) => {
    const known = text(value);
    return known === undefined ? [] : [{ system: text(system), value: known }];
  });
}

function placesOf({ address }: Organization): BrandPlace[] {
  return list(address)
    .map(({ city, state, postalCode, country }) => ({
      city: text(city),
      region: text(state),
      postalCode: text(postalCode),
      country: text(country),
    }))
    .filter(({ city, region, postalCode, country }) => city ?? region ?? postalCode ?? country);
}

/** The codes of today's value set (HL7's organization-type), and those of the ballot, which are still published. */
const CATEGORIES: Readonly<Record<string, BrandCategory>> = {
  prov: 'clinical',
  clinical: 'clinical',
  ins: 'insurance',
  insurance: 'insurance',
  laboratory: 'laboratory',
  imaging: 'imaging',
  pharmacy: 'pharmacy',
  'health-information-network': 'network',
  network: 'network',
  'health-data-aggregator': 'aggregator',
  aggregator: 'aggregator',
};

function categoriesOf({ coding }: CodeableConcept): BrandCategory[] {
  return list(coding).flatMap(({ code }) =>
    code !== undefined && Object.hasOwn(CATEGORIES, code) ? (CATEGORIES[code] ?? []) : [],
  );
}
