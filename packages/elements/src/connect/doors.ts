import type { Session } from '@ehr-widgets/sdk';
import type { Brand, BrandEndpoint, BrandPortal } from '@ehr-widgets/sdk/brands';

/** A way into a brand's records, and what stands in it. */
export interface Door {
  /** Says which of several it is; undefined for the only one. */
  readonly label: string | undefined;
  readonly portal: BrandPortal | undefined;
  readonly standing:
    | { readonly kind: 'open' | 'signing-in'; readonly issuer: string; readonly clientId: string }
    | { readonly kind: 'connected' | 'no-client' | 'inactive' | 'unsupported' | 'no-endpoint' };
}

/** What decides whether a door is open. */
export interface Keys {
  readonly session: Session | undefined;
  /** The client id of this page at an issuer, if it has one. */
  readonly clientIdFor: (issuer: string) => string | undefined;
}

/** Every way into a brand: one for each portal, or for each usable server of a portal that has several. */
export function doorsOf(brand: Brand, keys: Keys): readonly Door[] {
  const doors = brand.portals.flatMap((portal) => doorsIn(portal, keys));
  if (doors.length === 0) return [{ label: undefined, portal: undefined, standing: { kind: 'no-endpoint' } }];
  return doors.length === 1 ? doors.map((door) => ({ ...door, label: undefined })) : doors;
}

function doorsIn(portal: BrandPortal, keys: Keys): Door[] {
  const usable = portal.endpoints.filter((endpoint) => endpoint.standing === 'usable');
  const [first, ...others] = new Map(usable.map((endpoint) => [endpoint.issuer, endpoint])).values();
  if (!first) return [{ label: portal.name, portal, standing: { kind: closedBy(portal.endpoints) } }];
  // One server of a portal is known by the portal. Several only have the names that were made for developers.
  return [first, ...others].map(({ issuer, name }) => ({
    label: others.length > 0 ? [portal.name, name].filter(Boolean).join(': ') : portal.name,
    portal,
    standing: standingAt(issuer, keys),
  }));
}

function standingAt(issuer: string, { session, clientIdFor }: Keys): Door['standing'] {
  if (session?.sources.some((source) => source.kind === 'server' && source.base === issuer)) {
    return { kind: 'connected' };
  }
  const clientId = clientIdFor(issuer);
  if (!clientId) return { kind: 'no-client' };
  const signingIn = session?.absent.some(({ id, state }) => id === issuer && state === 'signing-in');
  return { kind: signingIn ? 'signing-in' : 'open', issuer, clientId };
}

function closedBy(endpoints: readonly BrandEndpoint[]): 'inactive' | 'unsupported' | 'no-endpoint' {
  if (endpoints.length === 0) return 'no-endpoint';
  return endpoints.some(({ standing }) => standing === 'inactive') ? 'inactive' : 'unsupported';
}

/**
 * What the record from an issuer is known by. A part that shares the server of what it is a part of gets the name of the
 * whole: the server holds the whole's records, and lines must not seem to come from the part.
 */
export function placeName(brand: Brand, door: Door, issuer: string, brands: readonly Brand[]): string {
  const whole = brands.find(({ name, portals }) => name === brand.partOf && reaches(portals, issuer));
  return [whole?.name ?? brand.name, door.label].filter(Boolean).join(' · ');
}

function reaches(portals: readonly BrandPortal[], issuer: string): boolean {
  return portals.some(({ endpoints }) => endpoints.some((endpoint) => endpoint.issuer === issuer));
}
