/**
 * A server's SMART configuration (SMART App Launch 2.2, "Conformance": `.well-known/smart-configuration`), whole: what
 * one page does not use another may.
 * @module
 */
import { EhrError } from '../errors.ts';
import { isProtected } from './base-url.ts';
import { objectOf, stringOf, stringsOf } from './json.ts';

export interface SmartConfiguration {
  /** The authorization server's own name for itself (RFC 8414 §2). */
  readonly issuer: string | undefined;
  /** Where the keys are that id_tokens are signed with (RFC 7517 §5). */
  readonly jwksUri: string | undefined;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** RFC 7009. */
  readonly revocationEndpoint: string | undefined;
  /** RFC 7662. */
  readonly introspectionEndpoint: string | undefined;
  /** Where a person sees which apps they let in, and can withdraw it. */
  readonly managementEndpoint: string | undefined;
  /** What the server says it can do. Names of its own are full URIs. */
  readonly capabilities: readonly string[];
  /** Examples: a server may take others too. */
  readonly scopesSupported: readonly string[];
  readonly grantTypes: readonly string[];
  /** How a confidential client may show who it is, for instance `private_key_jwt`. */
  readonly clientAuthentication: readonly string[];
  /** Servers that share its sign-in, and what each can do, for instance `smart-app-state`. */
  readonly associatedEndpoints: readonly AssociatedEndpoint[];
  /** The User-Access Brands of this server, and which of them it is. */
  readonly brandBundle: string | undefined;
  readonly brandIdentifier: BrandIdentifier | undefined;
  /** Whether it says that it takes PKCE with S256. */
  readonly offersPkce: boolean;
  /** Whether it says that its answers name their sender (RFC 9207 §3): then one that does not is not its own. */
  readonly namesItself: boolean;
}

export interface AssociatedEndpoint {
  readonly url: string;
  readonly capabilities: readonly string[];
}

/** FHIR R4 §2.24.0.13, Identifier. */
export interface BrandIdentifier {
  readonly system: string | undefined;
  readonly value: string;
}

/**
 * Checks what the server sent. Relative endpoints are resolved against the FHIR base; optional ones that are no URL, or
 * are not encrypted, are left out.
 * @throws EhrError `discovery-failed` when an endpoint is missing, is no URL or is not encrypted.
 */
export function readConfiguration(document: unknown, base: string): SmartConfiguration {
  const json = objectOf(document) ?? {};
  const authorizationEndpoint = endpoint(json.authorization_endpoint, base);
  const tokenEndpoint = endpoint(json.token_endpoint, base);
  if (!authorizationEndpoint || !tokenEndpoint) {
    throw new EhrError(
      'discovery-failed',
      `${base} does not say, in its .well-known/smart-configuration, over which https addresses to sign in. ` +
        'Check that this is the base URL of a FHIR server with SMART App Launch.',
      { server: base },
    );
  }
  return {
    issuer: stringOf(json.issuer),
    jwksUri: endpoint(json.jwks_uri, base),
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint: endpoint(json.revocation_endpoint, base),
    introspectionEndpoint: endpoint(json.introspection_endpoint, base),
    managementEndpoint: endpoint(json.management_endpoint, base),
    capabilities: stringsOf(json.capabilities),
    scopesSupported: stringsOf(json.scopes_supported),
    grantTypes: stringsOf(json.grant_types_supported),
    clientAuthentication: stringsOf(json.token_endpoint_auth_methods_supported),
    associatedEndpoints: associatedEndpoints(json, base),
    brandBundle: endpoint(json.user_access_brand_bundle, base),
    brandIdentifier: brandIdentifier(json.user_access_brand_identifier),
    offersPkce: stringsOf(json.code_challenge_methods_supported).includes('S256'),
    namesItself: json.authorization_response_iss_parameter_supported === true,
  };
}

function endpoint(value: unknown, base: string): string | undefined {
  const url = URL.parse(stringOf(value) ?? '', `${base}/`);
  return stringOf(value) && url && isProtected(url) ? url.href : undefined;
}

/** `smart_app_state_endpoint` is how 2.0 said it. */
function associatedEndpoints(json: Readonly<Record<string, unknown>>, base: string): readonly AssociatedEndpoint[] {
  const listed = Array.isArray(json.associated_endpoints) ? json.associated_endpoints.map(objectOf) : [];
  const older = { url: json.smart_app_state_endpoint, capabilities: ['smart-app-state'] };
  const found = [...listed, older].flatMap((each) => {
    const url = endpoint(each?.url, base);
    return url === undefined ? [] : [{ url, capabilities: stringsOf(each?.capabilities) }];
  });
  return found.filter((each, index) => found.findIndex(({ url }) => url === each.url) === index);
}

function brandIdentifier(value: unknown): BrandIdentifier | undefined {
  const identifier = stringOf(objectOf(value)?.value);
  return identifier === undefined ? undefined : { system: stringOf(objectOf(value)?.system), value: identifier };
}
