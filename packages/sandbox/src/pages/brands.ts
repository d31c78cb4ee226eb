/**
 * Serving brand bundles: one for each organisation, one of all, and each entry at the address it has in them.
 * @module
 */
import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import type { Bundle, Organization } from 'fhir/r4.js';
import { organisationOf } from '../patients/organisations/places.ts';
import { allowCrossOrigin } from '../server/cors.ts';
import type { Handler } from '../server/handler.ts';
import type { Organisation } from '../server/organisations.ts';
import { brandBundle, type BrandFacts } from '../smart/brands.ts';
import type { OrganisationIdentity } from '../smart/organisation.ts';
import type { Addresses } from './start.ts';

/** Path of the bundle of all organisations, as a vendor would publish it. */
const allBrandsPath = '/brands/all.json';

/** What is served under a path, as it goes out. */
interface Published {
  readonly body: string;
  readonly etag: string;
}

/** Serves `/brands/…` to any page. */
export function brandPages(organisations: readonly Organisation[], addresses: Addresses): Handler {
  const now = new Date();
  const facts = organisations.map(({ identity }) => factsOf(identity, addresses));
  const published = new Map<string, Published>();
  const publish = (path: string, content: object): void => {
    const body = JSON.stringify(content, null, 2);
    published.set(path, { body, etag: createHash('sha256').update(body).digest('base64url').slice(0, 22) });
  };
  const all = brandBundle('all', facts, now);
  publish(allBrandsPath, all);
  for (const each of facts) publish(`/brands/${each.identity.slug}.json`, brandBundle(each.identity.slug, [each], now));
  for (const { fullUrl, resource } of entriesOf(all)) publish(new URL(fullUrl).pathname, resource);
  return (ctx, next) => {
    const found = published.get(ctx.path);
    if (!found) return next();
    return send(ctx, found);
  };
}

function send(ctx: Context, { body, etag }: Published): void {
  if (allowCrossOrigin(ctx, 'any')) {
    ctx.status = 204;
    return;
  }
  if (!['GET', 'HEAD'].includes(ctx.method)) {
    ctx.status = 405;
    ctx.set('Allow', 'GET, HEAD');
    return;
  }
  ctx.set('Cache-Control', 'no-cache');
  ctx.set('ETag', `W/"${etag}"`);
  ctx.type = 'application/fhir+json; charset=utf-8';
  ctx.body = body;
  ctx.status = 200;
  if (ctx.fresh) ctx.status = 304;
}

const names: Readonly<Record<string, Pick<BrandFacts, 'alias' | 'parts'>>> = {
  'university-hospital': {
    alias: ['University Medical Center'],
    parts: [{ id: 'university-heart-center', name: 'University Heart Center' }],
  },
  'city-clinic': { alias: ['Mesquite Street Clinic'], parts: [] },
};

function factsOf(identity: OrganisationIdentity, addresses: Addresses): BrandFacts {
  const own = organisationOf(identity.slug as Parameters<typeof organisationOf>[0]);
  const organization = own.directory.find(
    (resource): resource is Organization => resource.resourceType === 'Organization' && resource.id === identity.slug,
  );
  return {
    identity,
    identifier: organization?.identifier,
    telecom: organization?.telecom,
    address: organization?.address,
    alias: names[identity.slug]?.alias ?? [],
    parts: names[identity.slug]?.parts ?? [],
    portal: {
      name: 'Riverside Portal',
      description: `For everyone who is a patient of ${identity.name}. All of them are made up.`,
      url: addresses.portal,
    },
    developers: addresses.home,
  };
}

function entriesOf(bundle: Bundle): readonly { readonly fullUrl: string; readonly resource: object }[] {
  return (bundle.entry ?? []).flatMap(({ fullUrl, resource }) => (fullUrl && resource ? [{ fullUrl, resource }] : []));
}
