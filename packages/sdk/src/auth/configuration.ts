/**
 * A server's SMART configuration (SMART App Launch 2.2, "Conformance": `.well-known/smart-configuration`).
 * @module
 */
import { EhrError } from '../errors.ts';
import { isProtected } from './base-url.ts';
import { objectOf, stringOf, stringsOf } from './json.ts';

export interface SmartConfiguration {
  /** The authorization server's own name for itself (RFC 8414 §2). */
  readonly issuer: string | undefined;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** RFC 7009. */
  readonly revocationEndpoint: string | undefined;
  readonly capabilities: readonly string[];
  /** Whether it says that it takes PKCE with S256. */
  readonly offersPkce: boolean;
}

/**
 * Checks what the server sent. Relative endpoints are resolved against the FHIR base.
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
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint: endpoint(json.revocation_endpoint, base),
    capabilities: stringsOf(json.capabilities),
    offersPkce: stringsOf(json.code_challenge_methods_supported).includes('S256'),
  };
}

function endpoint(value: unknown, base: string): string | undefined {
  const url = URL.parse(stringOf(value) ?? '', `${base}/`);
  return stringOf(value) && url && isProtected(url) ? url.href : undefined;
}
