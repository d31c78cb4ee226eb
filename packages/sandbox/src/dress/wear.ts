/**
 * Puts a dress on a FHIR server: what comes in is checked and translated, what goes out is rewritten.
 * @module
 */
import { objectsIn } from '../fhir/elements.ts';
import { isObject, parseExact, type ExactJson, type ExactObject } from '../fhir/json.ts';
import type { FhirRequest, FhirResponse } from '../fhir/types.ts';
import { readAsked, type Asked, type Handle } from './asked.ts';
import { withoutSearches, withRefusedSearches } from './batch.ts';
import { cutIncludes, dressedSearchset } from './bundles.ts';
import { dressedCapabilities } from './capability.ts';
import type { Dress } from './dress.ts';
import { issueFor, outcome, plainRefusal, refusal } from './outcome.ts';
import { expired, pagePath, pageSize } from './paging.ts';
import { Allowance } from './rate.ts';
import { resourceAs } from './resources.ts';
import { refusedBy } from './rules.ts';
import { trimmed } from './scopes.ts';

export interface WearOptions {
  readonly dress: Dress;
  /** Absolute FHIR base URL, no slash at its end. */
  readonly base: string;
  readonly now: () => Date;
}

/** The server behind `handle`, dressed. */
export function wear(handle: Handle, { dress, base, now }: WearOptions): Handle {
  const allowance = dress.rate && new Allowance(dress.rate, now);
  return async (plain) => {
    const request = trimmed(dress, plain);
    const asked = readAsked(request, dress.postedSearchIgnoresQuery);
    const limited = allowance?.take();
    if (limited !== undefined) return limited;
    const page = pagePath(dress, asked, now());
    if (typeof page === 'object') return page;
    if (page !== undefined) return search(asked, { ...request, path: page }, false);
    const refused = refusedBy(dress, asked);
    if (refused !== undefined) return refused;
    if (asked.segments.at(-1) === '$includes') return moreIncludes(asked);
    if (asked.isSearch) return firstPage(asked);
    return afterwards(asked, await handle(skipsSearches(asked) ? withoutSearches(request) : request));
  };

  async function firstPage(asked: Asked): Promise<FhirResponse> {
    const { query, isOver } = translated(dress, asked.query);
    const headers: Record<string, string | undefined> = { ...asked.request.headers, 'content-type': undefined };
    if (dress.unknownParameters === 'refused') headers.prefer = 'handling=strict';
    const { body: _body, ...rest } = asked.request;
    const path = `/${asked.type}${query.size === 0 ? '' : `?${query.toString()}`}`;
    return search(asked, { ...rest, method: 'GET', path, headers }, isOver);
  }

  /** Runs a search or a page of it, and dresses the Bundle. */
  async function search(asked: Asked, inner: FhirRequest, isOverCount: boolean): Promise<FhirResponse> {
    const response = await handle(inner);
    if (response.status === 410 && inner.path.includes('_page=')) return expired(dress);
    const bundle = bundleOf(response);
    if (bundle === undefined) return afterwards(asked, response);
    const { tooMany } = dress;
    if (tooMany !== undefined && asked.type === tooMany.type && Number(bundle.total ?? 0) > tooMany.most) {
      const diagnostics = `More than ${tooMany.most} match. Narrow the search.`;
      return refusal(400, issueFor(dress, 'too-many', { severity: 'fatal', type: 'too-costly' }, diagnostics));
    }
    const place = Buffer.from(inner.path).toString('base64url');
    const type = /^\/(\w+)/.exec(inner.path)?.[1] ?? '';
    const facts = { base, now: now(), isOverCount, moreIncludes: `${base}/${type}/$includes?includesCt=${place}` };
    return withBody(response, dressedSearchset(dress, bundle, asked, facts));
  }

  /** The includes that did not fit on a page. */
  async function moreIncludes(asked: Asked): Promise<FhirResponse> {
    const path = Buffer.from(asked.query.get('includesCt') ?? '', 'base64url').toString('utf8');
    if (!path.startsWith(`/${asked.type}?`))
      return plainRefusal(400, 'value', 'includesCt is no token of this server.');
    const response = await handle({ ...asked.request, path });
    const bundle = bundleOf(response);
    return bundle === undefined ? response : withBody(response, cutIncludes(dress, bundle));
  }

  function afterwards(asked: Asked, response: FhirResponse): FhirResponse {
    const json = jsonIn(response.body);
    if (!isObject(json)) return response;
    if (json.resourceType === 'CapabilityStatement' && asked.segments[0] === 'metadata') {
      return withBody(response, dressedCapabilities(dress, json));
    }
    if (response.status === 404 && dress.codes?.of['not-found'] !== undefined && asked.segments.length === 2) {
      const issue = issueFor(
        dress,
        'not-found',
        { severity: 'error', type: 'not-found' },
        'There is no such resource.',
      );
      return withBody(response, outcome([issue]) as unknown as ExactObject);
    }
    if (response.status === 400 && asked.method === 'POST' && dress.incompleteStatus !== undefined && lacks(json)) {
      return { ...response, status: dress.incompleteStatus };
    }
    if (response.status >= 300) return response;
    if (skipsSearches(asked)) return withBody(response, withRefusedSearches(dress, json, asked.request));
    return withBody(response, inForm(json, asked));
  }

  /** A resource in the vendor's form, or each of a Bundle's: a history, a compartment, the answers to a batch. */
  function inForm(json: ExactObject, { request: { grant } }: Asked): ExactObject {
    if (json.resourceType !== 'Bundle' || json.entry === undefined) return resourceAs(dress, json, grant);
    const entry = objectsIn(json.entry).map((each) =>
      isObject(each.resource) ? { ...each, resource: resourceAs(dress, each.resource, grant) } : each,
    );
    return { ...json, entry };
  }

  function skipsSearches({ method, segments }: Asked): boolean {
    const { bundles } = dress;
    return method === 'POST' && segments.length === 0 && typeof bundles === 'object' && !bundles.searches;
  }
}

/** A search as the sandbox reads it: the vendor's names and limits put in the sandbox's words. */
function translated(dress: Dress, given: URLSearchParams): { query: URLSearchParams; isOver: boolean } {
  const { paging, includes, everySearch } = dress;
  const query = new URLSearchParams();
  for (const [name, value] of given) {
    if (name === everySearch?.name || (paging !== undefined && name === (paging.parameter ?? '_count'))) continue;
    // A size by a name that this vendor does not know has no effect.
    if (paging?.parameter !== undefined && name === '_count') continue;
    const allowed = name.startsWith('_include')
      ? includes?.forward
      : name.startsWith('_revinclude')
        ? includes?.reverse
        : undefined;
    if (allowed === undefined || allowed.includes(value)) query.append(name, value);
  }
  if (paging === undefined) return { query, isOver: false };
  const { count, isOver } = pageSize(paging, given);
  query.set('_count', count);
  if (dress.totals === 'none' && !query.has('_total')) query.set('_total', 'none');
  return { query, isOver };
}

/** Whether a refusal was for something missing. */
function lacks({ issue }: ExactObject): boolean {
  return objectsIn(issue).some(({ code }) => code === 'required');
}

function bundleOf({ status, body }: FhirResponse): ExactObject | undefined {
  const json = status === 200 ? jsonIn(body) : undefined;
  return isObject(json) && json.resourceType === 'Bundle' ? json : undefined;
}

function jsonIn(body: string | undefined): ExactJson | undefined {
  try {
    return parseExact(body ?? '');
  } catch {
    return undefined;
  }
}

function withBody(response: FhirResponse, json: ExactObject): FhirResponse {
  return { ...response, body: JSON.stringify(json) };
}
