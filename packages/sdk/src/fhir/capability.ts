/**
 * What a server says it can do (CapabilityStatement, FHIR R4 §5.1). Asked for only when a request was refused in a way
 * that leaves open whether the server lacks the resource type or merely failed.
 * @module
 */
import type { CapabilityStatement } from 'fhir/r4.js';
import { getJson, type Endpoint, type RequestOptions } from './request.ts';

/**
 * Whether the server lists `type` among its resources; undefined when it gives no usable statement.
 * Never throws: a server that does not describe itself is not thereby broken.
 */
export async function offers(
  endpoint: Endpoint,
  type: string,
  options: RequestOptions = {},
): Promise<boolean | undefined> {
  const statement = await statementOf(endpoint, options);
  const resources = statement?.rest?.find((rest) => rest.mode === 'server')?.resource;
  return resources?.some((resource) => resource.type === type);
}

const statements = new WeakMap<Endpoint, Promise<CapabilityStatement | undefined>>();

function statementOf(endpoint: Endpoint, options: RequestOptions): Promise<CapabilityStatement | undefined> {
  const known = statements.get(endpoint);
  if (known) return known;
  const asked = getJson(endpoint, `${endpoint.base}/metadata`, options).then(
    (body) => body as CapabilityStatement,
    () => {
      statements.delete(endpoint);
      return undefined;
    },
  );
  statements.set(endpoint, asked);
  return asked;
}
