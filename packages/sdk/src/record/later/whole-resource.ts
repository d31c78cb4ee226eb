/**
 * One resource as its source has it, for who wants to see it whole.
 * @module
 */
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { getJson } from '../../fhir/request.ts';
import { otherPatientOf } from '../../fhir/subject.ts';
import type { ServerSource, Source } from '../../session/source.ts';

/**
 * @param reference Relative, for instance `Observation/123`.
 * @throws EhrError `rejected` for anything but a reference into this source, and for another patient's resource;
 *   `not-found` in a Bundle; otherwise as a request fails.
 */
export async function wholeResource(source: Source, reference: string): Promise<FhirResource> {
  const { type, id } = partsOf(source, reference);
  const resource = source.kind === 'bundle' ? within(source.bundle, type, id) : await read(source, type, id);
  if (resource?.resourceType !== type) throw notThere(source, type);
  requireOwn(source, resource);
  return resource;
}

/** @throws EhrError `rejected` for another patient's resource. */
export function requireOwn(source: Source, resource: FhirResource): void {
  const other = otherPatientOf(resource, source.patient);
  // A Bundle's patient without an id is known by the URL of the entry.
  if (other === undefined || source.patient.endsWith(`/${other}`)) return;
  throw refused(
    source,
    `${source.name} sent a resource that names another patient. It was not used.`,
    resource.resourceType,
  );
}

/**
 * Type and id of a relative reference.
 * @throws EhrError `rejected` for any other.
 */
export function partsOf(source: Source, reference: string): { readonly type: string; readonly id: string } {
  const [, type, id] = /^([A-Z]\w+)\/([A-Za-z0-9\-.]{1,64})$/.exec(reference) ?? [];
  if (type && id) return { type, id };
  throw refused(source, 'A reference such as `Observation/123` is needed to read one resource.');
}

function within(bundle: Bundle, type: string, id: string): FhirResource | undefined {
  const entry = bundle.entry?.find(({ resource }) => resource?.resourceType === type && resource.id === id);
  return entry?.resource as FhirResource | undefined;
}

async function read(source: ServerSource, type: string, id: string): Promise<FhirResource> {
  const verdict = source.can('read', type);
  if (!verdict.allowed) {
    const message = `The sign-in does not permit reading ${type}. Ask for ${verdict.missing.join(' ')}.`;
    throw new EhrError('forbidden', message, { server: source.base, resourceType: type });
  }
  return (await getJson(source, `${source.base}/${type}/${id}`, { resourceType: type })) as FhirResource;
}

function refused(source: Source, message: string, resourceType?: string): EhrError {
  return new EhrError('rejected', message, { server: source.base, ...(resourceType && { resourceType }) });
}

function notThere(source: Source, resourceType: string): EhrError {
  return new EhrError('not-found', `${source.name} has no such ${resourceType}.`, {
    server: source.base,
    resourceType,
  });
}
