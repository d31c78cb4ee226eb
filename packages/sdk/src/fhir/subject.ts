/**
 * Whose record a resource belongs to (Patient compartment, FHIR R4 "subject" and "patient" elements).
 * @module
 */
import type { FhirResource, Reference } from 'fhir/r4.js';

/** The reference to the patient, or to whatever else the resource is about. */
export function subjectOf(resource: FhirResource): Reference | undefined {
  const { subject, patient } = resource as { subject?: Reference; patient?: Reference };
  return subject ?? patient;
}

/** The logical id of the Patient that a resource is, or else names. */
export function patientIdOf(resource: FhirResource): string | undefined {
  return resource.resourceType === 'Patient' ? resource.id : namedPatient(resource);
}

/** The logical id of the Patient named, at whichever base; undefined when none is named by id. */
export function namedPatient(resource: FhirResource): string | undefined {
  return /(?:^|\/)Patient\/([^/]+)/.exec(subjectOf(resource)?.reference ?? '')?.[1];
}
