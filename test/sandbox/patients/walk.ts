/**
 * Every value inside a resource with the path that leads to it.
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { serialize } from '../../../packages/sandbox/src/patients/decimal.ts';

export interface Found {
  /** Element names from the resource down, without list positions: `Observation.component.valueQuantity.value`. */
  readonly path: string;
  readonly value: unknown;
  readonly resource: FhirResource;
}

export const organisations = ['university-hospital', 'city-clinic'] as const;

/** Ordinary and awkward moments: a leap day, the turn of a year, month ends, just after local midnight. */
export const moments = [
  '2026-11-22T18:30:00Z',
  '2028-02-29T20:00:00Z',
  '2027-01-01T07:04:00Z',
  '2026-03-31T23:59:00Z',
  '2025-07-15T12:00:00Z',
].map((text) => new Date(text));

/** The resources as a server that stores their JSON would read them back. */
export function generated(organisation: (typeof organisations)[number], today: Date, seed = 7): FhirResource[] {
  return generatePatients({ seed, today, organisation }).map(
    (resource) => JSON.parse(serialize(resource)) as FhirResource,
  );
}

export function walk(resource: FhirResource): Found[] {
  const found: Found[] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) return value.forEach((item) => visit(item, path));
    found.push({ path, value, resource });
    if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) visit(inner, `${path}.${name}`);
    }
  };
  visit(resource, resource.resourceType);
  return found;
}

/** Id of the patient a resource is about, if it is about one. */
export function patientOf(resource: FhirResource): string | undefined {
  if (resource.resourceType === 'Patient') return resource.id;
  const about = resource as unknown as Partial<Record<'subject' | 'patient' | 'beneficiary' | 'for', Reference>>;
  const one = about.subject ?? about.patient ?? about.beneficiary ?? about.for;
  if (one) return one.reference?.replace('Patient/', '');
  const others = resource.resourceType === 'AuditEvent' ? resource.entity?.map(({ what }) => what) : actors(resource);
  return others?.find((other) => other?.reference?.startsWith('Patient/'))?.reference?.replace('Patient/', '');
}

function actors(resource: FhirResource): (Reference | undefined)[] | undefined {
  return resource.resourceType === 'Appointment' ? resource.participant.map(({ actor }) => actor) : undefined;
}
