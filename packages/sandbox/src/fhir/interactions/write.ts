/**
 * Create, update and delete, with their conditional forms (FHIR R4 §3.1.0.4 to §3.1.0.8).
 * @module
 */
import type { Permission } from '../access.ts';
import { isObject, type ExactJson, type ExactObject } from '../json.ts';
import { operationOutcome, Refusal } from '../outcome.ts';
import { all } from '../search/conditions.ts';
import { parseQuery } from '../search/query.ts';
import { findMatches } from '../search/run.ts';
import { followAppointment } from '../scheduling/follow.ts';
import { structuralIssues } from '../structure.ts';
import type { StoredResource, WriteMethod } from '../store/store.ts';
import { accepted } from '../subscriptions/subscription.ts';
import {
  etag,
  notFound,
  preference,
  resourceOf,
  searchContext,
  versionHeaders,
  versionUrl,
  type Answer,
  type Exchange,
} from './exchange.ts';

const idPattern = /^[A-Za-z0-9.-]{1,64}$/;

/** `POST [base]/Type`; with If-None-Exist only when nothing matches. A transaction may have assigned the id already. */
export function create(exchange: Exchange, type: string, assignedId?: string): Answer {
  const { service, access } = exchange;
  access.reach(type, 'c');
  const sent = checked(resourceOf(exchange, type));
  const resource = type === 'Subscription' ? accepted(sent) : sent;
  return service.store.transaction(() => {
    const unless = exchange.headers['if-none-exist'];
    if (unless !== undefined) {
      const [existing, ...more] = matching(exchange, type, new URLSearchParams(unless.replace(/^\?/, '')));
      if (more.length > 0) throw severalMatches('If-None-Exist');
      if (existing !== undefined) return written(exchange, 200, existing);
    }
    return written(exchange, 201, store(exchange, type, assignedId ?? service.newId(), resource, 'POST', 'c'));
  });
}

/** `PUT [base]/Type/[id]`: a new version, or the first one under the client's id. */
export function update(exchange: Exchange, type: string, id: string): Answer {
  const { service, access } = exchange;
  access.reach(type, 'u');
  if (!idPattern.test(id)) throw new Refusal(400, 'value', 'An id has 1 to 64 letters, digits, "-" or ".".');
  const resource = resourceOf(exchange, type);
  if (resource.id !== id) throw new Refusal(400, 'invalid', `The resource's id has to be the URL's, ${id}.`);
  checked(resource);
  return service.store.transaction(() => {
    const existing = service.store.current(type, id);
    requireVersion(exchange, existing);
    if (existing?.text !== undefined && !access.reaches(existing.pk, type, 'u')) throw outOfReach(type, id);
    const isNew = existing?.text === undefined;
    return written(exchange, isNew ? 201 : 200, store(exchange, type, id, resource, 'PUT', 'u'));
  });
}

/** `PUT [base]/Type?…` */
export function updateMatching(exchange: Exchange, type: string): Answer {
  const { service, access } = exchange;
  access.reach(type, 'u');
  const resource = resourceOf(exchange, type);
  return service.store.transaction(() => {
    const [existing, ...more] = matching(exchange, type, exchange.query);
    if (more.length > 0) throw severalMatches('The conditional update');
    const id = existing?.id ?? (typeof resource.id === 'string' ? resource.id : service.newId());
    if (resource.id !== undefined && resource.id !== id) {
      throw new Refusal(400, 'invalid', `The resource's id is not that of the one that matches, ${id}.`);
    }
    return update({ ...exchange, json: () => ({ ...resource, id }) }, type, id);
  });
}

/** `DELETE [base]/Type/[id]`; deleting again is no error. */
export function remove(exchange: Exchange, type: string, id: string): Answer {
  const { service, access } = exchange;
  access.reach(type, 'd');
  return service.store.transaction(() => {
    const existing = service.store.current(type, id);
    if (existing === undefined) throw notFound(type, id);
    requireVersion(exchange, existing);
    if (existing.text === undefined) return { status: 204, headers: { ETag: etag(existing) } };
    if (!access.reaches(existing.pk, type, 'd')) throw outOfReach(type, id);
    const removed = service.store.remove(type, id)!;
    if (type === 'Appointment') followAppointment(exchange, existing, removed);
    return { status: 204, headers: { ETag: etag(removed) } };
  });
}

/** `DELETE [base]/Type?…`, one match at most. */
export function removeMatching(exchange: Exchange, type: string): Answer {
  exchange.access.reach(type, 'd');
  if (exchange.query.size === 0) throw new Refusal(400, 'required', 'A conditional delete needs search parameters.');
  return exchange.service.store.transaction(() => {
    const [existing, ...more] = matching(exchange, type, exchange.query);
    if (more.length > 0) throw severalMatches('The conditional delete');
    return existing === undefined ? { status: 204, headers: {} } : remove(exchange, type, existing.id);
  });
}

/** `PATCH [base]/Type/[id]`: the resource as `change` makes it, written as a new version. */
export function patch(
  exchange: Exchange,
  type: string,
  id: string,
  change: (stored: StoredResource) => ExactObject,
): Answer {
  const { service, access } = exchange;
  access.reach(type, 'u');
  return service.store.transaction(() => {
    const existing = service.store.current(type, id);
    if (existing === undefined) throw notFound(type, id);
    if (existing.text === undefined) throw new Refusal(410, 'deleted', `${type}/${id} was deleted.`);
    if (!access.reaches(existing.pk, type, 'u')) throw outOfReach(type, id);
    requireVersion(exchange, existing);
    const changed = checked(change(existing));
    if (changed.resourceType !== type || changed.id !== id) {
      throw new Refusal(400, 'invalid', 'A patch cannot change resourceType or id.');
    }
    return written(exchange, 200, store(exchange, type, id, changed, 'PATCH', 'u'));
  });
}

/** `POST [base]/Type/$validate` (https://hl7.org/fhir/R4/resource-operation-validate.html), structure only. */
export function validate(exchange: Exchange, type: string): Answer {
  const json = exchange.json();
  const isWrapped = isObject(json) && json.resourceType === 'Parameters' && type !== 'Parameters';
  const parameters = isWrapped && Array.isArray(json.parameter) ? (json.parameter as ExactJson[]).filter(isObject) : [];
  const wrapped = parameters.find((each) => each.name === 'resource')?.resource;
  const issues = structuralIssues(resourceOf({ ...exchange, json: () => wrapped ?? json }, type));
  const sound = { severity: 'information', code: 'informational', diagnostics: 'No structural fault found.' } as const;
  const outcome = operationOutcome(issues.length > 0 ? issues : [sound]);
  return { status: 200, headers: {}, body: JSON.stringify(outcome) };
}

/** What a conditional interaction matches, among what the caller may find. */
export function matching(exchange: Exchange, type: string, parameters: URLSearchParams): StoredResource[] {
  const { service, access } = exchange;
  if (parameters.size === 0) throw new Refusal(412, 'required', 'The condition has no search parameters.');
  const { filter } = parseQuery(searchContext(exchange), type, parameters, 'strict');
  const reach = access.reach(type, 's', 'r', 'u', 'd');
  const numbers = findMatches(service.store, type, all([filter, reach]), []);
  return numbers.slice(0, 2).flatMap((pk) => service.store.byPk(pk) ?? []);
}

/** Writes, then looks whether the caller may write what came out; if not, the transaction takes it back. */
function store(
  exchange: Exchange,
  type: string,
  id: string,
  resource: ExactObject,
  method: WriteMethod,
  permission: Permission,
): StoredResource {
  const { service, access } = exchange;
  const before = type === 'Appointment' ? service.store.current(type, id) : undefined;
  const stored = service.store.write(type, id, resource, method);
  if (!access.reaches(stored.pk, type, permission)) throw outOfReach(type);
  if (type === 'Appointment') followAppointment(exchange, before, stored);
  return stored;
}

function checked(resource: ExactObject): ExactObject {
  const issues = structuralIssues(resource);
  if (issues.length > 0) throw new Refusal(400, issues);
  return resource;
}

function requireVersion({ headers }: Exchange, existing: StoredResource | undefined): void {
  const wanted = headers['if-match'];
  if (wanted === undefined) return;
  if (!/^(W\/)?"[^"]*"$/.test(wanted.trim())) {
    throw new Refusal(400, 'value', 'If-Match takes a version such as W/"3".');
  }
  const version = wanted.trim().replace(/^W\//, '').slice(1, -1);
  if (existing === undefined || version !== String(existing.version)) {
    const newest = existing === undefined ? 'it does not exist' : `the newest version is ${existing.version}`;
    throw new Refusal(412, 'conflict', `If-Match asks for version ${version}, but ${newest}.`);
  }
}

function written(exchange: Exchange, status: number, stored: StoredResource): Answer {
  const { base } = exchange.service;
  const headers = { ...versionHeaders(stored), Location: versionUrl(base, stored) };
  switch (preference(exchange, 'return')) {
    case 'minimal':
      return { status, headers };
    case 'OperationOutcome': {
      const diagnostics = `${stored.type}/${stored.id} is stored as version ${stored.version}.`;
      const outcome = operationOutcome([{ severity: 'information', code: 'informational', diagnostics }]);
      return { status, headers, body: JSON.stringify(outcome) };
    }
    default:
      return { status, headers, body: stored.text };
  }
}

function severalMatches(what: string): Refusal {
  return new Refusal(412, 'multiple-matches', `${what} matches more than one resource.`);
}

function outOfReach(type: string, id?: string): Refusal {
  const what = id === undefined ? `this ${type}` : `${type}/${id}`;
  return new Refusal(403, 'forbidden', `The granted scopes do not reach ${what}.`, {
    'WWW-Authenticate': 'Bearer error="insufficient_scope"',
  });
}
