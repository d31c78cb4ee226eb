/**
 * What every interaction is handed, and what it gives back.
 * @module
 */
import type { Access } from '../access.ts';
import { isObject, nestingOf, parseExact, type ExactJson, type ExactObject } from '../json.ts';
import { Refusal } from '../outcome.ts';
import type { SearchContext } from '../search/parameters.ts';
import type { Holds } from '../scheduling/holds.ts';
import type { ResourceStore, StoredVersion } from '../store/store.ts';
import type { Feeds } from '../subscriptions/feeds.ts';
import type { PageShelf } from './pages.ts';

/** What lasts as long as the server. */
export interface Service {
  readonly store: ResourceStore;
  /** Absolute FHIR base URL without a slash at its end. */
  readonly base: string;
  readonly name: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly pages: PageShelf;
  /** Appointments on hold. */
  readonly holds: Holds;
  readonly feeds: Feeds;
  readonly security: { readonly authorize: string; readonly token: string } | undefined;
}

/** One interaction: by itself, or an entry of a batch or transaction. */
export interface Exchange {
  readonly service: Service;
  readonly access: Access;
  /** The logical id of the patient in context, if there is one. */
  readonly patient: string | undefined;
  readonly method: string;
  /** The decoded segments of the path after the base. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly hasBody: boolean;
  /** The body as JSON; reading it throws a Refusal when there is none or it is malformed. */
  readonly json: () => ExactJson;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export function searchContext({ service, access }: Exchange): SearchContext {
  return {
    store: service.store,
    base: service.base,
    now: service.now(),
    visible: (type) => access.reach(type, 's', 'r'),
  };
}

/** Deeper than any resource needs, and shallow enough for everything that walks through one. */
const deepest = 250;

export function parseBody(body: string | undefined): ExactJson {
  if (body === undefined || body.trim() === '') throw new Refusal(400, 'structure', 'The request has no body.');
  if (nestingOf(body) > deepest) {
    throw new Refusal(400, 'too-costly', `The body is nested deeper than ${deepest} levels.`);
  }
  try {
    return parseExact(body);
  } catch {
    throw new Refusal(400, 'structure', 'The body is not well-formed JSON.');
  }
}

/** The body as a resource of the type in the URL. */
export function resourceOf(exchange: Exchange, type: string): ExactObject {
  const json = exchange.json();
  if (!isObject(json)) throw new Refusal(400, 'structure', 'The body is not a JSON object.');
  if (json.resourceType !== type) {
    const found = typeof json.resourceType === 'string' ? `a ${json.resourceType}` : 'no resourceType';
    throw new Refusal(400, 'invalid', `The URL names ${type} but the body has ${found}.`);
  }
  return json;
}

/** ETag and Last-Modified (FHIR R4 §3.1.0.1.3). */
export function versionHeaders(version: StoredVersion): Record<string, string> {
  return { ETag: etag(version), 'Last-Modified': new Date(version.updated).toUTCString() };
}

export function etag({ version }: StoredVersion): string {
  return `W/"${version}"`;
}

export function versionUrl(base: string, { type, id, version }: StoredVersion): string {
  return `${base}/${type}/${id}/_history/${version}`;
}

export function preference(exchange: Exchange, name: 'handling' | 'return'): string | undefined {
  return new RegExp(`(?:^|[;,\\s])${name}=([A-Za-z]+)`).exec(exchange.headers.prefer ?? '')?.[1];
}

export function notFound(type: string, id: string): Refusal {
  return new Refusal(404, 'not-found', `There is no ${type}/${id}.`);
}
