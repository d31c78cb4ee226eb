/** User-access brands, as an app reads them that has nothing but a FHIR address (SMART App Launch 2.2). */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle, Endpoint, Extension, Identifier, Organization } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';

let sandbox: Sandbox;

before(async () => {
  sandbox = await startSandbox({ port: 0 });
});
after(() => sandbox.close());

interface Discovered {
  readonly url: string;
  readonly identifier: Identifier;
  readonly bundle: Bundle<Organization | Endpoint>;
}

async function discover(fhirBase: string): Promise<Discovered> {
  const configuration = (await (await fetch(`${fhirBase}/.well-known/smart-configuration`)).json()) as {
    user_access_brand_bundle: string;
    user_access_brand_identifier: Identifier;
  };
  const url = configuration.user_access_brand_bundle;
  const bundle = (await (await fetch(url)).json()) as Bundle<Organization | Endpoint>;
  return { url, identifier: configuration.user_access_brand_identifier, bundle };
}

const brandsIn = ({ entry }: Bundle<Organization | Endpoint>): Organization[] =>
  (entry ?? []).flatMap(({ resource }) => (resource?.resourceType === 'Organization' ? [resource] : []));

const endpointsIn = ({ entry }: Bundle<Organization | Endpoint>): Endpoint[] =>
  (entry ?? []).flatMap(({ resource }) => (resource?.resourceType === 'Endpoint' ? [resource] : []));

const extension = (of: readonly Extension[] | undefined, name: string): Extension | undefined =>
  of?.find(({ url }) => url.split('/').at(-1) === name);

describe('user-access brands', () => {
  it('are found from each FHIR address: exactly one brand has the identifier, and its endpoint is that address', async () => {
    for (const { name, fhirBase } of sandbox.organisations) {
      const { identifier, bundle } = await discover(fhirBase);
      assert.equal(bundle.type, 'collection');
      assert.ok(Date.parse(bundle.timestamp ?? '') <= Date.now());
      const primary = brandsIn(bundle).filter((brand) =>
        brand.identifier?.some(({ system, value }) => system === identifier.system && value === identifier.value),
      );
      assert.equal(primary.length, 1, name);
      assert.equal(primary[0]?.name, name);
      assert.ok(primary[0]?.telecom?.some(({ system, value }) => system === 'url' && value?.startsWith('https://')));
      const references = primary[0]?.endpoint?.map(({ reference }) => reference);
      const endpoints = endpointsIn(bundle).filter(({ id }) => references?.includes(`Endpoint/${id}`));
      assert.deepEqual(
        endpoints.map(({ address }) => address),
        [fhirBase],
      );
    }
  });

  it('show a logo that needs no further request, and lead to the portal', async () => {
    for (const { fhirBase } of sandbox.organisations) {
      const { url, bundle } = await discover(fhirBase);
      for (const brand of brandsIn(bundle)) {
        const look = extension(brand.extension, 'organization-brand')?.extension;
        const logo = extension(look, 'brandLogo')?.valueUrl ?? '';
        const [start = '', data = ''] = logo.split(',');
        assert.equal(start, 'data:image/svg+xml;base64');
        assert.match(
          Buffer.from(data, 'base64').toString(),
          /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<\/svg>$/,
        );
        assert.equal(extension(look, 'brandBundle')?.valueUrl, url);
        const portal = extension(brand.extension, 'organization-portal')?.extension;
        assert.equal(extension(portal, 'portalUrl')?.valueUrl, sandbox.portal);
        assert.ok(extension(portal, 'portalName')?.valueString);
        const reference = extension(portal, 'portalEndpoint')?.valueReference?.reference;
        assert.ok(endpointsIn(bundle).some(({ id }) => reference === `Endpoint/${id}`));
      }
    }
  });

  it('may be several of one organisation, each part saying what it is part of', async () => {
    const [hospital] = sandbox.organisations;
    const { bundle } = await discover(hospital?.fhirBase ?? '');
    const parts = brandsIn(bundle).filter(({ partOf }) => partOf);
    assert.ok(parts.length > 0);
    for (const { partOf } of parts) assert.equal(partOf?.reference, `Organization/${hospital?.slug}`);
  });

  it('are told of all organisations in one bundle, with the entries at their own addresses', async () => {
    const all = (await (await fetch(new URL('/brands/all.json', sandbox.home))).json()) as Discovered['bundle'];
    assert.deepEqual(
      endpointsIn(all).map(({ address }) => address),
      sandbox.organisations.map(({ fhirBase }) => fhirBase),
    );
    for (const { fullUrl = '', resource } of all.entry ?? []) {
      assert.deepEqual(await (await fetch(fullUrl)).json(), resource);
    }
  });

  it('may be read by every page, and are not sent again when they have not changed', async () => {
    const { url } = await discover(sandbox.organisations[0]?.fhirBase ?? '');
    const headers = { Origin: 'https://portal.example' };
    const first = await fetch(url, { headers });
    const etag = first.headers.get('etag') ?? '';
    assert.match(etag, /^W\/".+"$/);
    assert.equal(first.headers.get('access-control-allow-origin'), 'https://portal.example');
    assert.match(first.headers.get('access-control-expose-headers') ?? '', /ETag/);
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        ...headers,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'if-none-match',
      },
    });
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /if-none-match/);
    const again = await fetch(url, { headers: { ...headers, 'If-None-Match': etag }, cache: 'no-cache' });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    const other = await fetch(url, { headers: { ...headers, 'If-None-Match': 'W/"another"' } });
    assert.equal(other.status, 200);
  });
});
