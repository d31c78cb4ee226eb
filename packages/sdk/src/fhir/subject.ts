/**
 * Whose record a resource belongs to (Patient compartment, FHIR R4 "subject" and "patient" elements; of an appointment
 * those who take part).
 * @module
 */
import type { Appointment, FhirResource, Reference } from 'fhir/r4.js';
import { list } from '../format/read.ts';

/** The reference to the patient, or to whatever else the resource is about. */
export function subjectOf(resource: FhirResource): Reference | undefined {
  const { subject, patient } = resource as { subject?: Reference; patient?: Reference };
  return subject ?? patient;
}

/** The same, of which an appointment may have several: everybody and everything that takes part. */
export function subjectsOf(resource: FhirResource): Reference[] {
  if (resource.resourceType !== 'Appointment') return list(subjectOf(resource));
  return list((resource as Partial<Appointment>).participant).flatMap(({ actor }) => actor ?? []);
}

/** The logical id of the Patient named, at whichever base; undefined when none is named by id. */
export function namedPatient(resource: FhirResource): string | undefined {
  return patientIn(subjectOf(resource));
}

/**
 * The logical id of another Patient whose record it belongs to; undefined where it may be `patient`'s. One with several
 * patients belongs to each of them.
 */
export function otherPatientOf(resource: FhirResource, patient: string): string | undefined {
  const ids =
    resource.resourceType === 'Patient'
      ? list(resource.id)
      : subjectsOf(resource).flatMap((one) => patientIn(one) ?? []);
  return ids.includes(patient) ? undefined : ids[0];
}

function patientIn(reference: Reference | undefined): string | undefined {
  return /(?:^|\/)Patient\/([^/]+)/.exec(reference?.reference ?? '')?.[1];
}
