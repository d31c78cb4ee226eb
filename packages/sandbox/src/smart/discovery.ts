/**
 * The SMART configuration of one organisation (SMART App Launch 2.2, "Conformance"): what an app reads first.
 * @module
 */
import { appStateBase } from './app-state.ts';
import { brandBundleUrl, brandIdentifier } from './brands.ts';
import { assertionAlgorithms } from './client-keys.ts';
import type { OrganisationIdentity } from './organisation.ts';

const capabilities = [
  'launch-ehr',
  'launch-standalone',
  'authorize-post',
  'client-public',
  'client-confidential-symmetric',
  'client-confidential-asymmetric',
  'sso-openid-connect',
  'context-banner',
  'context-style',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-standalone-patient',
  'context-standalone-encounter',
  'permission-offline',
  'permission-online',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
];

/** Examples, as the standard has it: `scopes_supported` is not exhaustive. */
const scopes = [
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'launch/encounter',
  'offline_access',
  'online_access',
  'patient/*.cruds',
  'patient/*.read',
  'user/*.cruds',
  'user/*.read',
  'messaging/ui',
  'messaging/scratchpad',
];

/** The document at `[base]/.well-known/smart-configuration`. Every address in it is absolute. */
export function smartConfiguration(organisation: OrganisationIdentity): Readonly<Record<string, unknown>> {
  const { issuer, slug } = organisation;
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    introspection_endpoint: `${issuer}/introspect`,
    revocation_endpoint: `${issuer}/revoke`,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    code_challenge_methods_supported: ['S256'],
    scopes_supported: scopes,
    user_access_brand_bundle: brandBundleUrl(organisation),
    user_access_brand_identifier: brandIdentifier(slug),
    associated_endpoints: [{ url: appStateBase(organisation), capabilities: ['smart-app-state'] }],
    capabilities,
  };
}
