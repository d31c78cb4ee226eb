/**
 * The sandbox's FHIR R4 server, free of any HTTP framework: requests in, responses out.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Access } from './access.ts';
import { parseBody, type Exchange, type Service } from './interactions/exchange.ts';
import { PageShelf } from './interactions/pages.ts';
import { isResourceType } from './definitions/registry.ts';
import type { ExactObject } from './json.ts';
import { asRefusal, operationOutcome, Refusal } from './outcome.ts';
import { route } from './router.ts';
import { Holds } from './scheduling/holds.ts';
import { ResourceStore } from './store/store.ts';
import { Feeds } from './subscriptions/feeds.ts';
import type { FhirRequest, FhirResource, FhirResponse } from './types.ts';

export type { FhirRequest, FhirResource, FhirResponse, Grant } from './types.ts';

export interface FhirServiceOptions {
  /** Absolute FHIR base URL, no slash at its end. */
  readonly base: string;
  /** The organisation, shown in the CapabilityStatement. */
  readonly name: string;
  /** An SQLite file that keeps the data; in memory when absent. */
  readonly file?: string;
  readonly now?: () => Date;
  readonly newId?: () => string;
  /** OAuth endpoints, declared in the CapabilityStatement. */
  readonly security?: { readonly authorize: string; readonly token: string };
}

export interface FhirService {
  /** Answers one request. Never rejects: what goes wrong is an OperationOutcome. */
  handle(request: FhirRequest): Promise<FhirResponse>;
  /** Stores resources as they are, keeping ids and `meta.lastUpdated`, unchecked; all or none. Returns how many. */
  load(resources: Iterable<FhirResource>): number;
  count(type?: string): number;
  /**
   * Tells a socket of what happens, as the subscription says that the binding token stands for. Returns how to stop;
   * undefined when the token is not in force.
   */
  bind(token: string, send: (notification: ExactObject) => void): (() => void) | undefined;
  close(): void;
}

export function createFhirService(options: FhirServiceOptions): FhirService {
  const now = options.now ?? (() => new Date());
  const newId = options.newId ?? randomUUID;
  const { base, name, file, security } = options;
  const store = new ResourceStore({ file, base, now });
  const service: Service = {
    store,
    base,
    name,
    now,
    newId,
    security,
    pages: new PageShelf(now),
    holds: new Holds(store, now),
    feeds: new Feeds(() => service),
  };
  store.follow((versions) => service.feeds.tell(versions));
  return {
    handle: (request) => Promise.resolve(answer(service, request)),
    load: (resources) => load(service, resources),
    count: (type) => store.count(type),
    bind: (token, send) => service.feeds.bind(token, send),
    close: () => store.close(),
  };
}

const json = 'application/fhir+json; charset=utf-8';

function answer(service: Service, request: FhirRequest): FhirResponse {
  try {
    const { status, headers, body } = route(toExchange(service, request));
    if (body === undefined) return { status, headers };
    return { status, headers: { 'Content-Type': json, ...headers }, body };
  } catch (error) {
    const { status, headers, issues } = asRefusal(error);
    const body = JSON.stringify(operationOutcome(issues));
    return { status, headers: { 'Content-Type': json, ...headers }, body };
  }
}

function toExchange(service: Service, request: FhirRequest): Exchange {
  const [path = '', queryText = ''] = request.path.split(/\?(.*)/s);
  const query = new URLSearchParams(queryText);
  const method = request.method.toUpperCase();
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  requireJson(request, query, segments);
  if (method === 'POST' && segments.at(-1) === '_search') {
    for (const [name, value] of new URLSearchParams(request.body ?? '')) query.append(name, value);
  }
  return {
    service,
    access: new Access(service.store, service.base, service.now(), request.grant),
    patient: request.grant?.patient,
    method,
    segments,
    query,
    headers: request.headers,
    hasBody: (request.body ?? '').trim() !== '',
    json: () => parseBody(request.body),
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'value', 'The path is not well-formed.');
  }
}

/** This server speaks JSON only (FHIR R4 §3.1.0.1.10, §3.1.0.1.11). */
function requireJson(
  { method, headers, body }: FhirRequest,
  query: URLSearchParams,
  segments: readonly string[],
): void {
  const format = query.get('_format');
  const accepted = format ?? headers.accept ?? '*/*';
  if (!/json|\*\/\*|application\/\*|text\/html/i.test(accepted)) {
    throw new Refusal(406, 'not-supported', 'This server answers in application/fhir+json only.');
  }
  const type = headers['content-type'];
  if (body === undefined || body === '' || type === undefined || method.toUpperCase() === 'GET') return;
  const wanted =
    segments.at(-1) === '_search' ? /^application\/x-www-form-urlencoded/i : /^[\w.+-]+\/(?:[\w.+-]+\+)?json/i;
  if (!wanted.test(type))
    throw new Refusal(415, 'not-supported', `This server does not take a body of type ${type} here.`);
}

function load({ store, newId, now }: Service, resources: Iterable<FhirResource>): number {
  return store.bulk(() => {
    let count = 0;
    for (const resource of resources) {
      const { resourceType, id, meta } = resource as unknown as ExactObject & { meta?: { lastUpdated?: string } };
      if (typeof resourceType !== 'string' || !isResourceType(resourceType)) {
        throw new Refusal(400, 'value', 'A resource to be loaded has no resourceType of FHIR R4.');
      }
      const updated = new Date(meta?.lastUpdated ?? NaN);
      const stamp = Number.isNaN(updated.getTime()) ? now() : updated;
      store.write(
        resourceType,
        typeof id === 'string' ? id : newId(),
        resource as unknown as ExactObject,
        'PUT',
        stamp,
      );
      count += 1;
    }
    return count;
  });
}
