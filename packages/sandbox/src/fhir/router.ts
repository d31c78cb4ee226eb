/**
 * Which interaction a request is (FHIR R4 §3.1.0, http.html).
 * @module
 */
import { isResourceType } from './definitions/registry.ts';
import { bundleInteraction } from './interactions/batch.ts';
import { capabilities } from './interactions/capability.ts';
import { everything } from './interactions/everything.ts';
import type { Answer, Exchange } from './interactions/exchange.ts';
import { history, read, readVersion } from './interactions/read.ts';
import { search, searchCompartment } from './interactions/search.ts';
import { searchSystem } from './interactions/system-search.ts';
import { summary, summaryByIdentifier } from './interactions/summary.ts';
import { create, patch, remove, removeMatching, update, updateMatching, validate } from './interactions/write.ts';
import { book, hold } from './scheduling/book.ts';
import { find } from './scheduling/find.ts';
import { applyFhirPathPatch } from './fhirpath-patch.ts';
import { applyJsonPatch } from './json-patch.ts';
import { isObject, parseExact, type ExactObject } from './json.ts';
import { Refusal } from './outcome.ts';

/** Carries out a request to the base, or one to a type or a resource. */
export function route(exchange: Exchange): Answer {
  const { method, segments, service } = exchange;
  service.holds.releaseExpired(service);
  const [first] = segments;
  if (first === undefined) {
    if (method === 'POST') return bundleInteraction(exchange, routeEntry);
    if (isGet(method) && exchange.query.size > 0) return searchSystem(exchange);
    const possible = 'At the base, POST takes a Bundle and GET needs search parameters.';
    throw new Refusal(405, 'not-supported', possible, { Allow: 'GET, POST' });
  }
  if (first === 'metadata' && segments.length === 1) {
    if (!isGet(method)) throw notAllowed(exchange, 'GET');
    return capabilities(exchange.service);
  }
  if (first === '_search' && segments.length === 1) {
    if (method !== 'POST') throw notAllowed(exchange, 'POST');
    return searchSystem(exchange);
  }
  if (first === '_history' && segments.length === 1 && isGet(method)) return history(exchange);
  return routeEntry(exchange);
}

/** What may also be an entry of a batch or transaction. */
function routeEntry(exchange: Exchange, assignedId?: string): Answer {
  const [type, id, third, fourth, ...more] = exchange.segments;
  if (type === undefined || !isResourceType(type)) {
    throw new Refusal(404, 'not-supported', `"${type ?? ''}" is no resource type of FHIR R4.`);
  }
  if (more.length > 0) throw unknownPath(exchange);
  if (id === undefined) return routeType(exchange, type, assignedId);
  if (id.startsWith('_') || id.startsWith('$')) {
    if (third !== undefined) throw unknownPath(exchange);
    return routeTypeOperation(exchange, type, id);
  }
  if (third === undefined) return routeResource(exchange, type, id);
  if (third.startsWith('$')) {
    if (fourth !== undefined) throw unknownPath(exchange);
    return routeResourceOperation(exchange, type, id, third);
  }
  if (!isGet(exchange.method)) throw notAllowed(exchange, 'GET');
  if (third === '_history')
    return fourth === undefined ? history(exchange, type, id) : readVersion(exchange, type, id, fourth);
  if (fourth !== undefined) throw unknownPath(exchange);
  if (type === 'Patient' && isResourceType(third)) return searchCompartment(exchange, id, third);
  throw unknownPath(exchange);
}

function routeResourceOperation(exchange: Exchange, type: string, id: string, name: string): Answer {
  if (type === 'Patient' && name === '$everything') return everything(getOrPost(exchange), id);
  if (type === 'Patient' && name === '$summary') return summary(getOrPost(exchange), id);
  if (type === 'Appointment' && name === '$hold') return hold(exchange, id);
  if (type === 'Appointment' && name === '$book') return book(exchange, id);
  if (type === 'Subscription' && name === '$get-ws-binding-token') {
    return exchange.service.feeds.bindingToken(getOrPost(exchange), id);
  }
  throw unknownPath(exchange);
}

function routeType(exchange: Exchange, type: string, assignedId: string | undefined): Answer {
  switch (exchange.method) {
    case 'GET':
    case 'HEAD':
      return search(exchange, type);
    case 'POST':
      return create(exchange, type, assignedId);
    case 'PUT':
      return updateMatching(exchange, type);
    case 'DELETE':
      return removeMatching(exchange, type);
    default:
      throw notAllowed(exchange, 'GET, POST, PUT, DELETE');
  }
}

function routeTypeOperation(exchange: Exchange, type: string, name: string): Answer {
  const { method } = exchange;
  if (name === '_search' && method === 'POST') return search(exchange, type);
  if (name === '_history' && isGet(method)) return history(exchange, type);
  if (name === '$validate' && method === 'POST') return validate(exchange, type);
  if (name === '$summary' && type === 'Patient') return summaryByIdentifier(getOrPost(exchange));
  if (type === 'Appointment' && name === '$find') return find(exchange);
  if (type === 'Appointment' && name === '$hold') return hold(exchange);
  if (type === 'Appointment' && name === '$book') return book(exchange);
  throw unknownPath(exchange);
}

function routeResource(exchange: Exchange, type: string, id: string): Answer {
  switch (exchange.method) {
    case 'GET':
    case 'HEAD':
      return read(exchange, type, id);
    case 'PUT':
      return update(exchange, type, id);
    case 'DELETE':
      return remove(exchange, type, id);
    case 'PATCH':
      return patch(exchange, type, id, ({ text }) => patched(text!, exchange));
    default:
      throw notAllowed(exchange, 'GET, PUT, PATCH, DELETE');
  }
}

function patched(text: string, exchange: Exchange): ExactObject {
  const body = exchange.json();
  const stored = parseExact(text) as ExactObject;
  if (isObject(body) && body.resourceType === 'Parameters') return applyFhirPathPatch(stored, body);
  if (!Array.isArray(body)) {
    const known = 'JSON Patch (RFC 6902, a list) and FHIRPath Patch (a Parameters resource)';
    throw new Refusal(415, 'not-supported', `This server takes ${known}.`);
  }
  const result = applyJsonPatch(stored, body);
  if (!isObject(result)) throw new Refusal(422, 'structure', 'The patch leaves no resource.');
  return result;
}

function isGet(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function getOrPost(exchange: Exchange): Exchange {
  if (!isGet(exchange.method) && exchange.method !== 'POST') throw notAllowed(exchange, 'GET, POST');
  return exchange;
}

function notAllowed({ method }: Exchange, allowed: string): Refusal {
  return new Refusal(405, 'not-supported', `${method} is not possible here; ${allowed} is.`, { Allow: allowed });
}

function unknownPath({ segments }: Exchange): Refusal {
  return new Refusal(404, 'not-supported', `This server has nothing at /${segments.join('/')}.`);
}
