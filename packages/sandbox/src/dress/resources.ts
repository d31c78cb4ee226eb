/**
 * A resource as a vendor writes it.
 * @module
 */
import { objectsIn, textIn } from '../fhir/elements.ts';
import { isObject, type ExactObject } from '../fhir/json.ts';
import type { Grant } from '../fhir/types.ts';
import type { Dress } from './dress.ts';

const dataAbsentReason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

const prescriptions = new Set([
  'MedicationRequest',
  'MedicationStatement',
  'MedicationDispense',
  'MedicationAdministration',
]);

/** The resource in the vendor's form, for this caller. */
export function resourceAs(dress: Dress, resource: ExactObject, grant: Grant | undefined): ExactObject {
  const isPatient = /(^|\/)Patient\//.test(grant?.fhirUser ?? '');
  const shown = dress.masksErrors === true && isPatient ? masked(resource) : resource;
  return dress.medications === 'contained' ? withContainedMedication(shown) : shown;
}

/** A medicine that is written as a code becomes a contained Medication, which says the same. */
function withContainedMedication(resource: ExactObject): ExactObject {
  const { medicationCodeableConcept: code, contained, ...rest } = resource;
  if (!prescriptions.has(textIn(resource.resourceType)) || code === undefined) return resource;
  return {
    ...rest,
    contained: [...objectsIn(contained), { resourceType: 'Medication', id: 'medication', code }],
    medicationReference: { reference: '#medication' },
  };
}

/** What the resource is about, without which nobody could say whose error it was. */
const kept = new Set(['resourceType', 'id', 'meta', 'status', 'verificationStatus', 'subject', 'patient', 'intent']);

/** Elements that US Core demands, with the reason why they are absent in their place. */
const demanded = ['code', 'category', 'vaccineCode', 'medicationCodeableConcept', 'type'];

function masked(resource: ExactObject): ExactObject {
  if (!isError(resource)) return resource;
  const absent = { extension: [{ url: dataAbsentReason, valueCode: 'masked' }] };
  const shown = Object.entries(resource).flatMap(([name, value]): [string, ExactObject[string]][] => {
    if (kept.has(name)) return [[name, value]];
    if (!demanded.includes(name)) return [];
    return [[name, Array.isArray(value) ? [absent] : absent]];
  });
  return Object.fromEntries(shown);
}

function isError({ status, verificationStatus }: ExactObject): boolean {
  if (status === 'entered-in-error') return true;
  const coding = isObject(verificationStatus) ? objectsIn(verificationStatus.coding) : [];
  return coding.some(({ code }) => code === 'entered-in-error');
}
