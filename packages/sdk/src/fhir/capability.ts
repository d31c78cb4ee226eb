/**
 * What a server says it can do (CapabilityStatement, FHIR R4 §5.1). Asked for only when a request was refused in a way
 * that leaves open what the server lacks or wants; once, and little of it is kept.
 * @module
 */
import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';
import { list, text, texts } from '../format/read.ts';
import { getJson, type Endpoint, type RequestOptions } from './request.ts';

/** What is kept of a CapabilityStatement: a real one has a megabyte or more. */
export interface Capabilities {
  /** Who made the server, as far as it says. */
  readonly about: string;
  /** The resource types, with the sets of parameters that have to go together in a search. */
  readonly combinations: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Subscription topics, by their canonical URLs (Subscriptions R5 Backport IG 1.1.0). */
  readonly feeds: readonly string[];
  /** How the resource types can be changed. */
  readonly writing: ReadonlyMap<string, Writing>;
  /** By resource type, whether what it said before can be asked for; types that list no interaction are left out. */
  readonly histories: ReadonlyMap<string, boolean>;
  /** Names of the operations on each type, without the `$`. */
  readonly operations: ReadonlyMap<string, readonly string[]>;
}

/** What a server says of changing resources of one type (CapabilityStatement.rest.resource). */
export interface Writing {
  /** Undefined when it names none at all: then it may be any. */
  readonly interactions: readonly string[] | undefined;
  /** Whether a create that finds its like makes no second one (If-None-Exist). */
  readonly conditionalCreate: boolean;
  /** Whether a change to another version than the newest is refused (If-Match). */
  readonly checksVersions: boolean;
}

/**
 * Whether the server lists `type` among its resources; undefined when it gives no usable statement.
 * Never throws: a server that does not describe itself is not thereby broken.
 */
export async function offers(
  endpoint: Endpoint,
  type: string,
  options: RequestOptions = {},
): Promise<boolean | undefined> {
  const capabilities = await capabilitiesOf(endpoint, options);
  return capabilities && capabilities.combinations.size > 0 ? capabilities.combinations.has(type) : undefined;
}

/**
 * Whether the server says that earlier versions of one resource can be read (`history-instance`, FHIR R4 §3.1.0.12);
 * undefined where it does not say. Never throws.
 */
export async function keepsHistory(
  endpoint: Endpoint,
  type: string,
  options: RequestOptions = {},
): Promise<boolean | undefined> {
  const capabilities = await capabilitiesOf(endpoint, options);
  if (!capabilities || capabilities.combinations.size === 0) return undefined;
  return capabilities.combinations.has(type) ? capabilities.histories.get(type) : false;
}

const known = new WeakMap<Endpoint, Promise<Capabilities | undefined>>();

/** What the server says of itself; undefined when it says nothing usable. Never throws. */
export function capabilitiesOf(endpoint: Endpoint, options: RequestOptions = {}): Promise<Capabilities | undefined> {
  const asked =
    known.get(endpoint) ??
    getJson(endpoint, `${endpoint.base}/metadata`, options).then(
      (body) => digest(body as CapabilityStatement),
      () => {
        known.delete(endpoint);
        return undefined;
      },
    );
  known.set(endpoint, asked);
  return asked;
}

function digest({ software, implementation, publisher, rest }: CapabilityStatement): Capabilities {
  const server = list(rest).find(({ mode }) => mode === 'server');
  return {
    about: texts([software?.name, implementation?.description, publisher]).join(' '),
    combinations: new Map(list(server?.resource).map((resource) => [resource.type, combinationsOf(resource)])),
    feeds: list(server?.resource).flatMap(feedsOf),
    writing: new Map(list(server?.resource).map((resource) => [resource.type, writingOf(resource)])),
    histories: new Map(list(server?.resource).flatMap(historyOf)),
    operations: new Map(list(server?.resource).map(({ type, operation }) => [type, operationsOf(operation)])),
  };
}

function historyOf({ type, interaction }: CapabilityStatementRestResource): [type: string, kept: boolean][] {
  const codes = list(interaction).map(({ code }) => code);
  return codes.length > 0 ? [[type, codes.includes('history-instance')]] : [];
}

function operationsOf(operation: CapabilityStatementRestResource['operation']): string[] {
  return list(operation).flatMap(({ name }) => text(name)?.replace(/^\$/, '') ?? []);
}

function writingOf({ interaction, conditionalCreate, versioning }: CapabilityStatementRestResource): Writing {
  const interactions = list(interaction).flatMap(({ code }) => (WRITES.includes(code) ? code : []));
  return {
    interactions: list(interaction).length > 0 ? interactions : undefined,
    conditionalCreate: conditionalCreate === true,
    checksVersions: versioning === 'versioned-update',
  };
}

const WRITES: readonly string[] = ['create', 'update', 'patch', 'delete'];

const FEED =
  'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical';

function feedsOf({ type, extension }: CapabilityStatementRestResource): string[] {
  if (type !== 'Subscription') return [];
  return list(extension).flatMap(({ url, valueCanonical }) => (url === FEED && valueCanonical ? [valueCanonical] : []));
}

/** CapabilityStatement Search Parameter Combination (hl7.org/fhir/extensions), as US Core's servers declare them. */
const COMBINATION = 'http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination';

function combinationsOf(resource: CapabilityStatementRestResource): string[][] {
  return list(resource.extension)
    .filter(({ url }) => url === COMBINATION)
    .map(({ extension }) =>
      list(extension).flatMap(({ url, valueString }) => (url === 'required' && valueString ? [valueString] : [])),
    );
}
