/**
 * Batch and transaction (FHIR R4 §3.1.0.11). The entries of a transaction are carried out all or none.
 * @module
 */
import { STATUS_CODES } from 'node:http';
import { bundleText, type BundleEntry } from '../bundle.ts';
import { isResourceType } from '../definitions/registry.ts';
import { isObject, type ExactJson, type ExactObject } from '../json.ts';
import { asRefusal, operationOutcome, Refusal } from '../outcome.ts';
import { parseBody, preference, type Answer, type Exchange } from './exchange.ts';
import { matching } from './write.ts';

/** Carries out one entry; the id is the one a transaction assigned to a resource that is to be created. */
export type Perform = (exchange: Exchange, assignedId?: string) => Answer;

interface Entry {
  readonly position: number;
  readonly fullUrl: string | undefined;
  readonly exchange: Exchange;
  resource: ExactObject | undefined;
  assignedId: string | undefined;
}

const mostEntries = 20_000;

export function bundleInteraction(exchange: Exchange, perform: Perform): Answer {
  const bundle = exchange.json();
  if (!isObject(bundle) || bundle.resourceType !== 'Bundle') {
    throw new Refusal(400, 'invalid', 'What is posted to the base has to be a Bundle.');
  }
  if (bundle.type !== 'batch' && bundle.type !== 'transaction') {
    throw new Refusal(400, 'value', 'Only a Bundle of type batch or transaction can be posted to the base.');
  }
  const entries = bundle.entry ?? [];
  if (!Array.isArray(entries)) throw new Refusal(400, 'structure', 'Bundle.entry is not a list.');
  if (entries.length > mostEntries) {
    throw new Refusal(413, 'too-costly', `A Bundle may have at most ${mostEntries} entries.`);
  }
  return bundle.type === 'batch' ? batch(exchange, entries, perform) : transaction(exchange, entries, perform);
}

function batch(exchange: Exchange, entries: readonly ExactJson[], perform: Perform): Answer {
  const answers = entries.map((each, position) => {
    try {
      return responseEntry(perform(readEntry(exchange, each, position).exchange));
    } catch (error) {
      return refusedEntry(error);
    }
  });
  return bundleAnswer(exchange, 'batch-response', answers);
}

function transaction(exchange: Exchange, given: readonly ExactJson[], perform: Perform): Answer {
  const entries = given.map((each, position) => readEntry(exchange, each, position));
  const answers = exchange.service.store.transaction(() => {
    const targets = at('Bundle', () => assignTargets(entries, exchange.service.newId));
    for (const entry of entries) {
      if (entry.resource !== undefined) {
        entry.resource = atEntry(entry, () => relinked(entry.resource!, targets, entry.exchange)) as ExactObject;
      }
    }
    const done = new Map<number, BundleEntry>();
    for (const entry of inOrder(entries)) {
      done.set(
        entry.position,
        atEntry(entry, () => responseEntry(perform(entry.exchange, entry.assignedId))),
      );
    }
    return entries.map(({ position }) => done.get(position)!);
  });
  return bundleAnswer(exchange, 'transaction-response', answers);
}

/** Deletes come first, then creates, updates and patches, then reads (FHIR R4 §3.1.0.11.2). */
function inOrder(entries: readonly Entry[]): Entry[] {
  const rank = ({ exchange: { method } }: Entry): number => {
    const found = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET', 'HEAD'].indexOf(method);
    return method === 'PATCH' ? 2 : found;
  };
  return [...entries].sort((a, b) => rank(a) - rank(b));
}

function readEntry(outer: Exchange, json: ExactJson, position: number): Entry {
  const where = `Bundle.entry[${position}]`;
  if (!isObject(json) || !isObject(json.request)) throw new Refusal(400, 'required', `${where} has no request.`);
  const { method, url, ifMatch, ifNoneExist, ifNoneMatch, ifModifiedSince } = json.request;
  if (typeof method !== 'string' || typeof url !== 'string') {
    throw new Refusal(400, 'required', `${where}.request needs method and url.`);
  }
  const { base } = outer.service;
  const relative = url.startsWith(`${base}/`) ? url.slice(base.length) : url;
  const [path = '', query = ''] = relative.split(/\?(.*)/s);
  const header = (value: ExactJson | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  const entry: Entry = {
    position,
    fullUrl: header(json.fullUrl),
    resource: isObject(json.resource) ? json.resource : undefined,
    assignedId: undefined,
    exchange: {
      ...outer,
      method: method.toUpperCase(),
      segments: path.split('/').filter((segment) => segment !== ''),
      query: new URLSearchParams(query),
      headers: {
        prefer: [
          `return=${preference(outer, 'return') ?? 'minimal'}`,
          `handling=${preference(outer, 'handling')}`,
        ].join(),
        'if-match': header(ifMatch),
        'if-none-exist': header(ifNoneExist),
        'if-none-match': header(ifNoneMatch),
        'if-modified-since': header(ifModifiedSince),
      },
      hasBody: isObject(json.resource),
      json: () => entry.resource ?? parseBody(undefined),
    },
  };
  return entry;
}

/** Where each fullUrl will be found once stored. Two entries may not write the same resource. */
function assignTargets(entries: readonly Entry[], newId: () => string): Map<string, string> {
  const targets = new Map<string, string>();
  const written = new Set<string>();
  const conditional = new Map<string, string>();
  for (const entry of entries) {
    const { exchange, fullUrl } = entry;
    const [type, id] = exchange.segments;
    if (type === undefined || !isResourceType(type) || id?.startsWith('$') === true || id === '_search') continue;
    const target = atEntry(entry, () => targetOf(entry, type, id, conditional, newId));
    if (target === undefined) continue;
    const isWrite = exchange.method === 'PUT' || exchange.method === 'DELETE' || exchange.method === 'PATCH';
    if (isWrite && written.has(target)) {
      throw new Refusal(400, 'duplicate', `Two entries of the transaction write ${target}.`);
    }
    if (isWrite) written.add(target);
    if (fullUrl === undefined || exchange.method === 'DELETE') continue;
    const known = targets.get(fullUrl);
    if (known !== undefined && known !== target) {
      throw new Refusal(400, 'duplicate', `Two entries of the transaction have the fullUrl ${fullUrl}.`);
    }
    targets.set(fullUrl, target);
  }
  return targets;
}

function targetOf(
  entry: Entry,
  type: string,
  id: string | undefined,
  conditional: Map<string, string>,
  newId: () => string,
): string | undefined {
  const { exchange } = entry;
  if (exchange.method === 'POST') {
    const condition = exchange.headers['if-none-exist'];
    const key = `${type}?${condition}`;
    const existing = condition === undefined ? undefined : onlyMatch(exchange, type, condition);
    entry.assignedId = existing ?? (condition === undefined ? newId() : (conditional.get(key) ?? newId()));
    if (condition !== undefined) conditional.set(key, entry.assignedId);
    return `${type}/${entry.assignedId}`;
  }
  if (id !== undefined) return `${type}/${id}`;
  if (exchange.method !== 'PUT' || exchange.query.size === 0) return undefined;
  const found = onlyMatch(exchange, type, exchange.query.toString());
  const given = entry.resource?.id;
  const chosen = found ?? (typeof given === 'string' ? given : newId());
  if (entry.resource !== undefined) entry.resource = { ...entry.resource, id: chosen };
  return `${type}/${chosen}`;
}

function onlyMatch(exchange: Exchange, type: string, condition: string): string | undefined {
  const matches = matching(exchange, type, new URLSearchParams(condition));
  if (matches.length > 1) throw new Refusal(412, 'multiple-matches', `${type}?${condition} matches several resources.`);
  return matches[0]?.id;
}

/**
 * The resource with links to other entries' fullUrl, and conditional references such as `Practitioner?identifier=…`,
 * replaced by where those are stored.
 */
function relinked(value: ExactJson, targets: ReadonlyMap<string, string>, exchange: Exchange, key = ''): ExactJson {
  if (typeof value === 'string') {
    const target = targets.get(value);
    if (target !== undefined && (key === 'reference' || value.startsWith('urn:'))) return target;
    if (key === 'reference' && /^[A-Z]\w+\?/.test(value)) return conditionalTarget(value, exchange);
    return key === 'div' && value.includes('urn:uuid:') ? relinkedNarrative(value, targets) : value;
  }
  if (Array.isArray(value)) return value.map((each: ExactJson) => relinked(each, targets, exchange, key));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, relinked(each!, targets, exchange, name)]),
  );
}

function relinkedNarrative(div: string, targets: ReadonlyMap<string, string>): string {
  return div.replace(/\b(href|src)="(urn:uuid:[^"]+)"/g, (whole, name: string, url: string) => {
    const target = targets.get(url);
    return target === undefined ? whole : `${name}="${target}"`;
  });
}

function conditionalTarget(reference: string, exchange: Exchange): string {
  const [type, condition] = reference.split(/\?(.*)/s) as [string, string];
  if (!isResourceType(type)) throw new Refusal(400, 'value', `${type} is no resource type of FHIR R4.`);
  const id = onlyMatch(exchange, type, condition);
  if (id === undefined) throw new Refusal(412, 'not-found', `Nothing matches the reference ${reference}.`);
  return `${type}/${id}`;
}

function responseEntry({ status, headers, body }: Answer): BundleEntry {
  return {
    ...(body === undefined ? {} : { resource: body }),
    response: {
      status: statusLine(status),
      location: headers.Location,
      etag: headers.ETag,
      lastModified:
        headers['Last-Modified'] === undefined ? undefined : new Date(headers['Last-Modified']).toISOString(),
    },
  };
}

function refusedEntry(error: unknown): BundleEntry {
  const { status, issues } = asRefusal(error);
  return { response: { status: statusLine(status), outcome: JSON.stringify(operationOutcome(issues)) } };
}

function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trim();
}

function atEntry<T>({ position }: Entry, work: () => T): T {
  return at(`Bundle.entry[${position}]`, work);
}

/** Says in a refusal which entry it was about. */
function at<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.issues.some((issue) => issue.diagnostics.startsWith('Bundle')))
      throw error;
    const issues = error.issues.map((issue) => ({ ...issue, diagnostics: `${where}: ${issue.diagnostics}` }));
    throw new Refusal(error.status, issues, '', error.headers);
  }
}

function bundleAnswer(
  { service }: Exchange,
  type: 'batch-response' | 'transaction-response',
  entries: readonly BundleEntry[],
): Answer {
  return { status: 200, headers: {}, body: bundleText({ type, entries, timestamp: service.now() }) };
}
