/**
 * What a server has stored, read from its answer to a change or asked for anew.
 * @module
 */
import type { Bundle, FhirResource, Identifier } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { getJson, type Answer } from '../fhir/request.ts';
import { list } from '../format/read.ts';
import type { PracticeSource } from '../session/source.ts';

/** A change that was made. */
export interface Written {
  /** Relative, for instance `Observation/123`; undefined where the server does not say where it is. */
  readonly reference?: string;
  /** For the next change's `ifMatch`; undefined where the server does not say. */
  readonly version?: string;
  /** As the server has stored it; undefined where it neither sent it nor lets it be read. */
  readonly resource?: FhirResource;
}

/** A business identifier that no other resource of its type has (FHIR R4 §2.24.0.12). */
export interface UniqueIdentifier {
  readonly system: string;
  readonly value: string;
}

/** What an answer with status 200 or 201 says was written (FHIR R4 §3.1.0.5, "Prefer" in §3.1.0.1.8). */
export async function writtenOf(source: PracticeSource, type: string, answer: Answer, id?: string): Promise<Written> {
  const { body } = answer;
  if (isOf(type, body)) return written(body, answer);
  const place = locationOf(answer, type) ?? id;
  if (place === undefined) return {};
  // It was made, whether or not it can be looked at.
  const resource = await currentOf(source, type, place).catch(() => undefined);
  return resource ? written(resource) : { reference: `${type}/${place}`, ...versionIn(answer) };
}

/** A resource as something that was written. */
export function written(resource: FhirResource, answer?: Answer): Written {
  const { resourceType, id, meta } = resource;
  const version = meta?.versionId ? { version: meta.versionId } : versionIn(answer);
  return { ...(id !== undefined && { reference: `${resourceType}/${id}` }), ...version, resource };
}

/**
 * What the server has under this id now.
 * @returns undefined when it has nothing there, or nothing any more.
 * @throws EhrError as a request fails.
 */
export async function currentOf(source: PracticeSource, type: string, id: string): Promise<FhirResource | undefined> {
  try {
    const body = await getJson(source, `${source.base}/${type}/${id}`, { resourceType: type });
    return isOf(type, body) ? body : undefined;
  } catch (thrown) {
    if (thrown instanceof EhrError && (thrown.code === 'not-found' || thrown.code === 'gone')) return undefined;
    throw thrown;
  }
}

/**
 * The resource that bears this identifier. A server that ignores the parameter answers with others: they do not count.
 * @throws EhrError `forbidden` where the sign-in does not permit searching, otherwise as a request fails.
 */
export async function bearerOf(
  source: PracticeSource,
  type: string,
  { system, value }: UniqueIdentifier,
): Promise<FhirResource | undefined> {
  const url = `${source.base}/${type}?${queryFor({ system, value })}`;
  if (!source.can('search', type).allowed) {
    throw new EhrError('forbidden', `The sign-in does not permit searching ${type}.`, { server: source.base });
  }
  const { entry } = (await getJson(source, url, { resourceType: type })) as Bundle;
  const resources = list(entry).flatMap(({ resource }) => (isOf(type, resource) ? resource : []));
  return resources.find((one) =>
    list((one as { identifier?: Identifier[] }).identifier).some((own) => own.system === system && own.value === value),
  );
}

/** The search for an identifier, as a query; characters that separate values are escaped (FHIR R4 §3.1.1.4.0.1). */
export function queryFor({ system, value }: UniqueIdentifier): string {
  const token = [system, value].map((part) => part.replace(/[\\,|$]/g, '\\$&')).join('|');
  return new URLSearchParams({ identifier: token }).toString();
}

function isOf(type: string, body: unknown): body is FhirResource {
  return (body as FhirResource | undefined)?.resourceType === type;
}

/** The id that Location names. Only the id is used: behind a proxy the server may name a base that is not ours. */
function locationOf({ headers }: Answer, type: string): string | undefined {
  const path = headers?.get('location')?.replace(/[?#].*$/, '') ?? '';
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9\\-.]{1,64})(?:/_history/[^/]+)?/?$`).exec(path)?.[1];
}

function versionIn(answer: Answer | undefined): { readonly version?: string } {
  const version = /^(?:W\/)?"([^"]+)"$/.exec(answer?.headers?.get('etag') ?? '')?.[1];
  return version === undefined ? {} : { version };
}
