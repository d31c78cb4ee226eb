import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfiguration } from '../../../packages/sdk/src/auth/configuration.ts';

const BASE = 'https://fhir.example/tenant/r4';
const least = {
  authorization_endpoint: 'https://auth.example/authorize',
  token_endpoint: 'https://auth.example/token',
};
const read = (more: Record<string, unknown> = {}) => readConfiguration({ ...least, ...more }, BASE);

describe('a SMART configuration', () => {
  it('is kept whole', () => {
    const configuration = read({
      issuer: 'https://auth.example',
      jwks_uri: 'https://auth.example/jwks',
      revocation_endpoint: 'https://auth.example/revoke',
      introspection_endpoint: 'https://auth.example/introspect',
      management_endpoint: 'https://auth.example/apps',
      capabilities: ['launch-ehr', 'permission-v2', 'https://vendor.example/capability/x'],
      scopes_supported: ['openid', 'patient/*.rs'],
      grant_types_supported: ['authorization_code'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      associated_endpoints: [{ url: 'https://state.example/r4', capabilities: ['smart-app-state'] }],
      user_access_brand_bundle: 'https://brands.example/bundle.json',
      user_access_brand_identifier: { system: 'urn:ietf:rfc:3986', value: 'https://clinic.example' },
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      something_new: { of: 'tomorrow' },
    });
    assert.deepEqual(configuration, {
      issuer: 'https://auth.example',
      jwksUri: 'https://auth.example/jwks',
      authorizationEndpoint: 'https://auth.example/authorize',
      tokenEndpoint: 'https://auth.example/token',
      revocationEndpoint: 'https://auth.example/revoke',
      introspectionEndpoint: 'https://auth.example/introspect',
      managementEndpoint: 'https://auth.example/apps',
      capabilities: ['launch-ehr', 'permission-v2', 'https://vendor.example/capability/x'],
      scopesSupported: ['openid', 'patient/*.rs'],
      grantTypes: ['authorization_code'],
      clientAuthentication: ['private_key_jwt'],
      associatedEndpoints: [{ url: 'https://state.example/r4', capabilities: ['smart-app-state'] }],
      brandBundle: 'https://brands.example/bundle.json',
      brandIdentifier: { system: 'urn:ietf:rfc:3986', value: 'https://clinic.example' },
      offersPkce: true,
      namesItself: true,
    });
  });

  it('may be as short as two endpoints', () => {
    const { capabilities, associatedEndpoints, offersPkce, namesItself, jwksUri } = read();
    assert.deepEqual(
      [capabilities, associatedEndpoints, offersPkce, namesItself, jwksUri],
      [[], [], false, false, undefined],
    );
  });

  it('has relative endpoints resolved against the FHIR base', () => {
    const configuration = read({
      authorization_endpoint: 'auth/authorize',
      token_endpoint: '/token',
      jwks_uri: '../jwks',
      associated_endpoints: [{ url: 'state', capabilities: [] }],
    });
    assert.equal(configuration.authorizationEndpoint, `${BASE}/auth/authorize`);
    assert.equal(configuration.tokenEndpoint, 'https://fhir.example/token');
    assert.equal(configuration.jwksUri, 'https://fhir.example/tenant/jwks');
    assert.deepEqual(configuration.associatedEndpoints, [{ url: `${BASE}/state`, capabilities: [] }]);
  });

  it('names an endpoint for App State also in the older way, and each once', () => {
    const older = { smart_app_state_endpoint: 'https://state.example/r4' };
    const state = { url: 'https://state.example/r4', capabilities: ['smart-app-state'] };
    assert.deepEqual(read(older).associatedEndpoints, [state]);
    const both = { ...older, associated_endpoints: [{ ...state, capabilities: ['smart-app-state', 'more'] }] };
    assert.deepEqual(read(both).associatedEndpoints, [{ ...state, capabilities: ['smart-app-state', 'more'] }]);
  });

  it('loses what is wrongly typed or not encrypted, and nothing else', () => {
    const configuration = read({
      issuer: 7,
      jwks_uri: 'http://auth.example/jwks',
      revocation_endpoint: 'ftp://localhost/revoke',
      capabilities: 'permission-v2',
      scopes_supported: [1, 'openid', null],
      associated_endpoints: ['x', { url: 'javascript:alert(1)' }, { url: 'https://ok.example', capabilities: 'x' }],
      user_access_brand_identifier: 'clinic',
      authorization_response_iss_parameter_supported: 'yes',
    });
    assert.equal(configuration.issuer, undefined);
    assert.equal(configuration.jwksUri, undefined);
    assert.equal(configuration.revocationEndpoint, undefined);
    assert.deepEqual(configuration.capabilities, []);
    assert.deepEqual(configuration.scopesSupported, ['openid']);
    assert.deepEqual(configuration.associatedEndpoints, [{ url: 'https://ok.example/', capabilities: [] }]);
    assert.equal(configuration.brandIdentifier, undefined);
    assert.equal(configuration.namesItself, false);
  });

  for (const [what, document] of [
    ['no object', 'hello'],
    ['an authorization endpoint missing', { token_endpoint: least.token_endpoint }],
    ['a token endpoint missing', { authorization_endpoint: least.authorization_endpoint }],
    ['a token endpoint that is not encrypted', { ...least, token_endpoint: 'http://auth.example/token' }],
    ['an authorization endpoint that is a script', { ...least, authorization_endpoint: 'javascript:alert(1)' }],
  ] as const) {
    it(`is refused with ${what}`, () => {
      assert.throws(() => readConfiguration(document, BASE), { code: 'discovery-failed', message: /https/ });
    });
  }
});
