/** User-access brands, as publishers write them, and as people look for them. */
import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import type { Bundle, Endpoint, Extension, FhirResource, Organization } from 'fhir/r4.js';
import { loadBrands, readBrands, searchBrands, type Brand } from '../../../packages/sdk/src/auth/brands.ts';
import { startSandbox } from '../../../packages/sandbox/src/index.ts';
import { NOBODY } from '../../support/fhir-server.ts';

const standard = 'http://hl7.org/fhir/StructureDefinition';

const portal = (facts: {
  readonly name?: string;
  readonly description?: string;
  readonly url?: string;
  readonly endpoints?: readonly string[];
}): Extension => ({
  url: `${standard}/organization-portal`,
  extension: [
    ...(facts.name ? [{ url: 'portalName', valueString: facts.name }] : []),
    ...(facts.description ? [{ url: 'portalDescription', valueMarkdown: facts.description }] : []),
    ...(facts.url ? [{ url: 'portalUrl', valueUrl: facts.url }] : []),
    ...(facts.endpoints ?? []).map((reference) => ({ url: 'portalEndpoint', valueReference: { reference } })),
  ],
});

const look = (logo: string, license?: string): Extension => ({
  url: `${standard}/organization-brand`,
  extension: [
    { url: 'brandLogo', valueUrl: logo },
    ...(license ? [{ url: 'brandLogoLicense', valueUrl: license }] : []),
    { url: 'brandBundle', valueUrl: 'https://brands.example/own.json' },
  ],
});

const organization = (id: string, facts: Partial<Organization> = {}): Organization => ({
  resourceType: 'Organization',
  id,
  active: true,
  name: `Clinic ${id}`,
  ...facts,
});

const endpoint = (id: string, facts: Partial<Endpoint> = {}, version = '4.0.1'): Endpoint => ({
  resourceType: 'Endpoint',
  id,
  extension: [{ url: `${standard}/endpoint-fhir-version`, valueCode: version }],
  status: 'active',
  connectionType: { code: 'hl7-fhir-rest' },
  payloadType: [],
  address: `https://${id}.example/fhir/`,
  ...facts,
});

const bundleOf = (...resources: readonly FhirResource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({
    fullUrl: `https://brands.example/${resource.resourceType}/${resource.id}`,
    resource,
  })),
});

const only = (...resources: readonly FhirResource[]): Brand => {
  const [brand, ...others] = readBrands(bundleOf(...resources));
  assert.ok(brand);
  assert.equal(others.length, 0);
  return brand;
};

const issuersOf = (brand: Brand): (string | undefined)[] =>
  brand.portals.flatMap(({ endpoints }) => endpoints.map(({ issuer }) => issuer));

const standings = (brand: Brand): string[] =>
  brand.portals.flatMap(({ endpoints }) => endpoints.map(({ standing }) => standing));

describe('reading a brand', () => {
  it('gives what a person needs to recognise it', () => {
    const brand = only(
      organization('lake', {
        name: 'Lakeside Hospital',
        alias: ['Lake General', 'Lakeside Hospital'],
        type: [{ coding: [{ code: 'prov' }, { code: 'clinical' }, { code: 'imaging' }, { code: 'constructor' }] }],
        telecom: [
          { system: 'phone', value: '1' },
          { system: 'url', value: 'https://lakeside.example' },
        ],
        address: [{ city: 'Lake City', state: 'IA', postalCode: '51449', country: 'US' }, { line: ['Unknown'] }],
        identifier: [{ system: 'urn:ietf:rfc:3986', value: 'https://lakeside.example' }, { system: 'https://npi' }],
        extension: [look('https://lakeside.example/logo.png', 'https://lakeside.example/terms')],
      }),
    );
    assert.deepEqual(brand, {
      id: '0 lake',
      name: 'Lakeside Hospital',
      aliases: ['Lake General'],
      identifiers: [{ system: 'urn:ietf:rfc:3986', value: 'https://lakeside.example' }],
      categories: ['clinical', 'imaging'],
      places: [{ city: 'Lake City', region: 'IA', postalCode: '51449', country: 'US' }],
      website: 'https://lakeside.example/',
      logo: { url: 'https://lakeside.example/logo.png', license: 'https://lakeside.example/terms' },
      partOf: undefined,
      portals: [],
      bundles: ['https://brands.example/own.json'],
    });
  });

  it('reads several portals, each with its endpoints and for whom it is', () => {
    const brand = only(
      organization('both', {
        extension: [
          portal({
            name: 'Patient Gateway',
            description: '## For **adults**\n\nSee [our site](https://x.example). <b>Not</b> for `children`.',
            url: 'https://gateway.example',
            endpoints: ['Endpoint/adults'],
          }),
          portal({ name: 'Pediatrics', endpoints: ['Endpoint/children', 'Endpoint/nowhere'] }),
        ],
        endpoint: [{ reference: 'Endpoint/adults' }, { reference: 'Endpoint/children' }],
      }),
      endpoint('adults'),
      endpoint('children', { name: 'FHIR R4 of the children' }),
    );
    assert.deepEqual(brand.portals, [
      {
        name: 'Patient Gateway',
        description: 'For adults See our site. Not for children.',
        url: 'https://gateway.example/',
        logo: undefined,
        endpoints: [
          { name: undefined, fhirVersions: ['4.0.1'], standing: 'usable', issuer: 'https://adults.example/fhir' },
        ],
      },
      {
        name: 'Pediatrics',
        description: undefined,
        url: undefined,
        logo: undefined,
        endpoints: [
          {
            name: 'FHIR R4 of the children',
            fhirVersions: ['4.0.1'],
            standing: 'usable',
            issuer: 'https://children.example/fhir',
          },
        ],
      },
    ]);
  });

  it('tells endpoints that are off, and those that do not speak FHIR R4, from those that can be used', () => {
    const of = (facts: Partial<Endpoint>, version?: string): string[] =>
      standings(only(organization('a', { endpoint: [{ reference: 'Endpoint/e' }] }), endpoint('e', facts, version)));
    for (const version of ['4.0.1', '4.0', '4.0.0', '4.3.0']) assert.deepEqual(of({}, version), ['usable'], version);
    for (const version of ['1.0.2', '3.0.2', '5.0.0', '40.1']) {
      assert.deepEqual(of({}, version), ['unsupported'], version);
    }
    for (const status of ['suspended', 'error', 'off', 'entered-in-error', 'test', 'new-in-r9'] as const) {
      assert.deepEqual(of({ status: status as 'off' }), ['inactive'], status);
    }
    assert.deepEqual(of({ extension: [] }), ['usable']);
    assert.deepEqual(of({ connectionType: { code: 'direct-project' } }), ['unsupported']);
    for (const address of ['http://plain.example/fhir', 'javascript:alert(1)', 'https://a.example/fhir?x=1', '']) {
      assert.deepEqual(of({ address }), ['unsupported'], address);
    }
    const closed = only(organization('a', { active: false, endpoint: [{ reference: 'Endpoint/e' }] }), endpoint('e'));
    assert.deepEqual(standings(closed), ['inactive']);
  });

  it('names the brand above, and takes its portals where a part has none', () => {
    const brands = readBrands(
      bundleOf(
        organization('part', { partOf: { reference: 'Organization/whole' } }),
        organization('whole', { name: 'Whole', extension: [portal({ name: 'Door', endpoints: ['Endpoint/e'] })] }),
        organization('lost', { partOf: { reference: 'Organization/elsewhere', display: 'Elsewhere' } }),
        organization('one', { partOf: { reference: 'Organization/other' } }),
        organization('other', { partOf: { reference: 'Organization/one' } }),
        endpoint('e'),
      ),
    );
    assert.deepEqual(
      brands.map(({ name, partOf, portals }) => [name, partOf, portals.length]),
      [
        ['Clinic part', 'Whole', 1],
        ['Whole', undefined, 1],
        ['Clinic lost', 'Elsewhere', 0],
        ['Clinic one', 'Clinic other', 0],
        ['Clinic other', 'Clinic one', 0],
      ],
    );
  });

  it('reads lists without the brand extensions: endpoints of the organization, managed by it, or inside it', () => {
    assert.deepEqual(issuersOf(only(organization('a', { endpoint: [{ reference: 'Endpoint/e' }] }), endpoint('e'))), [
      'https://e.example/fhir',
    ]);
    assert.deepEqual(
      issuersOf(only(organization('a'), endpoint('e', { managingOrganization: { reference: 'Organization/a' } }))),
      ['https://e.example/fhir'],
    );
    assert.deepEqual(
      issuersOf(only(organization('a', { endpoint: [{ reference: '#e' }], contained: [endpoint('e')] }))),
      ['https://e.example/fhir'],
    );
    const named = only(
      organization('a', { extension: [portal({ name: 'Door' })], endpoint: [{ reference: 'Endpoint/e' }] }),
      endpoint('e'),
    );
    assert.deepEqual(
      named.portals.map(({ name, endpoints }) => [name, endpoints.length]),
      [['Door', 1]],
    );
  });

  it('keeps publishers apart that use the same ids, in one list', () => {
    const [first, second] = ['first', 'second'].map((publisher) => [
      {
        fullUrl: `https://${publisher}.example/r4/Organization/1`,
        resource: organization('1', { name: publisher, endpoint: [{ reference: 'Endpoint/1' }] }),
      },
      {
        fullUrl: `https://${publisher}.example/r4/Endpoint/1`,
        resource: endpoint('1', { address: `https://${publisher}.example/r4` }),
      },
    ]);
    const brands = readBrands({ resourceType: 'Bundle', type: 'collection', entry: [...first!, ...second!] });
    assert.deepEqual(
      brands.map((brand) => [brand.name, ...issuersOf(brand)]),
      [
        ['first', 'https://first.example/r4'],
        ['second', 'https://second.example/r4'],
      ],
    );
    assert.equal(new Set(brands.map(({ id }) => id)).size, 2);
  });

  it('lets no address through that could be more than an address', () => {
    const logo = (url: string): string | undefined => only(organization('a', { extension: [look(url)] })).logo?.url;
    for (const fine of ['https://a.example/x.svg', 'data:image/png;base64,AAAA', 'data:image/svg+xml;base64,AAAA']) {
      assert.equal(logo(fine), fine);
    }
    for (const bad of [
      'http://a.example/x.png',
      'javascript:alert(1)',
      'data:text/html,<script>',
      'data:image/html;base64,AA',
      'https://user:secret@a.example/x.png',
      'blob:https://a.example/1',
      '/x.png',
    ]) {
      assert.equal(logo(bad), undefined, bad);
    }
    const unsafe = only(
      organization('a', {
        telecom: [{ system: 'url', value: 'javascript:alert(1)' }],
        extension: [portal({ url: 'javascript:alert(1)', endpoints: [] })],
      }),
    );
    assert.equal(unsafe.website, undefined);
    assert.equal(unsafe.portals[0]?.url, undefined);
  });

  it('survives gaps and nonsense, and leaves out what has no name', () => {
    const nonsense = {
      resourceType: 'Bundle',
      entry: [
        null,
        {},
        { resource: null },
        { resource: { resourceType: 'Organization' } },
        {
          resource: { resourceType: 'Organization', name: 7, extension: [null, { url: 3 }], address: 'x', type: null },
        },
        { resource: { resourceType: 'Organization', alias: [null, 'Known as'], partOf: 'x', endpoint: [null, 'y'] } },
        {
          resource: { resourceType: 'Organization', _name: {}, telecom: { system: 'url', value: 'https://w.example' } },
        },
        { resource: { resourceType: 'Endpoint', managingOrganization: 5 } },
      ],
    } as unknown as Bundle;
    assert.deepEqual(
      readBrands(nonsense).map(({ name }) => name),
      ['7', 'Known as', 'w.example'],
    );
    assert.deepEqual(readBrands({ resourceType: 'Bundle', type: 'collection' }), []);
  });
});

describe('searching', () => {
  const brands = readBrands(
    bundleOf(
      organization('1', { name: 'City Clinic', address: [{ city: 'Tucson', state: 'AZ', postalCode: '85701' }] }),
      organization('2', { name: 'Velocity Sports Medicine' }),
      organization('3', { name: 'Salt Lake City Hospital' }),
      organization('4', { name: 'Clínica São João', address: [{ city: 'Straße' }, { city: 'Łódź' }] }),
      organization('5', { name: 'St. Mary’s Hospital', alias: ['Sisters of Mercy'] }),
      organization('6', { name: 'Heart Center', partOf: { reference: 'Organization/3' } }),
      organization('7', { name: 'مستشفى الأمل' }),
    ),
  );
  const found = (asked: string): string[] => searchBrands(brands, asked).matches.map(({ brand }) => brand.name);

  it('puts a name that begins so first, then words that do, then what is inside', () => {
    assert.deepEqual(found('city'), [
      'City Clinic',
      'Salt Lake City Hospital',
      'Heart Center',
      'Velocity Sports Medicine',
    ]);
  });

  it('needs every word, in any order, in the names, the brand above or the places', () => {
    assert.deepEqual(found('clinic tucson'), ['City Clinic']);
    assert.deepEqual(found('85701'), ['City Clinic']);
    assert.deepEqual(found('lake heart'), ['Heart Center']);
    assert.deepEqual(found('mercy'), ['St. Mary’s Hospital']);
    assert.deepEqual(found('clinic boston'), []);
  });

  it('does not mind case, accents or punctuation', () => {
    for (const asked of ['CLINICA SAO', 'são joão', 'strasse', 'lodz', 'ŁÓDŹ']) {
      assert.deepEqual(found(asked), ['Clínica São João'], asked);
    }
    for (const asked of ["st mary's", 'st. marys', 'Mary’s'])
      assert.deepEqual(found(asked), ['St. Mary’s Hospital'], asked);
    assert.deepEqual(found('الامل'), ['مستشفى الأمل']);
  });

  it('says which other name and which place were meant', () => {
    const [mary] = searchBrands(brands, 'sisters hospital').matches;
    assert.equal(mary?.alias, 'Sisters of Mercy');
    const [joao] = searchBrands(brands, 'joao lodz').matches;
    assert.equal(joao?.place?.city, 'Łódź');
    const [byName] = searchBrands(brands, 'mary').matches;
    assert.equal(byName?.alias, undefined);
    assert.equal(searchBrands(brands, 'joao').matches[0]?.place?.city, 'Straße');
  });

  it('gives everything by name when nothing is asked, no more than wanted, and counts all', () => {
    const all = searchBrands(brands, ' . ', { limit: 2 });
    assert.equal(all.total, brands.length);
    assert.deepEqual(
      all.matches.map(({ brand }) => brand.name),
      ['City Clinic', 'Clínica São João'],
    );
    assert.equal(searchBrands(brands, 'hospital', { limit: 1 }).total, 3);
  });

  it('finds by every beginning of a name, whatever was left out of it', () => {
    for (const brand of brands) {
      for (let length = 1; length <= brand.name.length; length++) {
        const asked = brand.name.slice(0, length);
        assert.ok(found(asked).includes(brand.name), asked);
      }
    }
  });
});

describe('loading', () => {
  const closing: (() => Promise<unknown>)[] = [];
  after(() => Promise.all(closing.map((close) => close())));

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/brands.json`;
  }

  const serving = (body: string, status = 200): Promise<string> =>
    serve((_, response) => response.writeHead(status, { 'content-type': 'application/fhir+json' }).end(body));

  it('reads the brands of a server that nobody here wrote them for', async () => {
    const sandbox = await startSandbox({ port: 0 });
    closing.push(() => sandbox.close());
    const brands = await loadBrands(new URL('/brands/all.json', sandbox.home).href);
    assert.deepEqual(
      brands.map(({ name, partOf }) => [name, partOf]),
      [
        ['University Hospital', undefined],
        ['University Heart Center', 'University Hospital'],
        ['City Clinic', undefined],
      ],
    );
    const bases = sandbox.organisations.map(({ fhirBase }) => fhirBase);
    assert.deepEqual([...new Set(brands.flatMap(issuersOf))], bases);
    assert.deepEqual([...new Set(brands.flatMap(standings))], ['usable']);
    for (const { logo } of brands) assert.match(logo?.url ?? '', /^data:image\/svg\+xml/);
  });

  it('sends no cookie and no referrer, and lets the browser ask whether it has changed', async () => {
    const asked: RequestInit[] = [];
    const fetch = (url: string, init?: RequestInit): Promise<Response> => {
      asked.push(init ?? {});
      return globalThis.fetch(url, init);
    };
    await loadBrands(await serving(JSON.stringify(bundleOf())), { fetch });
    const [{ credentials, referrerPolicy, cache, headers } = {}] = asked;
    assert.deepEqual([credentials, referrerPolicy, cache], ['omit', 'no-referrer', 'no-cache']);
    // Any other header would cost a preflight, which not every publisher answers.
    assert.deepEqual(Object.keys(headers ?? {}), ['accept']);
  });

  it('breaks off what is too large, and says the limit', async () => {
    const url = await serving(JSON.stringify(bundleOf(organization('a'.repeat(5000)))));
    await assert.rejects(loadBrands(url, { maxBytes: 4000 }), {
      code: 'bad-response',
      message: /more than 4000 bytes/,
    });
    assert.equal((await loadBrands(url, { maxBytes: 40_000 })).length, 1);
  });

  it('tells failures apart', async () => {
    for (const [url, code] of [
      [await serving('{"resourceType":"Patient"}'), 'bad-response'],
      [await serving('[]'), 'bad-response'],
      [await serving('<html>'), 'bad-response'],
      [await serving('', 404), 'not-found'],
      [await serving('', 403), 'forbidden'],
      [await serving('', 500), 'server-error'],
      [`${NOBODY}/brands.json`, 'unreachable'],
      ['http://plain.example/brands.json', 'bad-configuration'],
      ['not a url', 'bad-configuration'],
    ] as const) {
      await assert.rejects(loadBrands(url), { name: 'EhrError', code }, `${url} ${code}`);
    }
  });

  it('stops when it is told to', async () => {
    const url = await serve(() => undefined);
    const stop = new AbortController();
    const loading = loadBrands(url, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await assert.rejects(loading, { message: 'enough' });
  });
});
