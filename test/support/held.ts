/** What a server holds of a patient, read off its JSON without a line of the SDK, and how a person would name it. */
import type { CodeableConcept, FhirResource, Medication, Quantity, Reference, Resource } from 'fhir/r4.js';
import { readPlainly } from './plain-reading.ts';

/** Everything that a search finds, page after page. Every number is the text that was sent. */
export async function held<R extends FhirResource>(base: string, search: string): Promise<readonly R[]> {
  const { resources, refused } = await readPlainly(base, `${search}&_count=500`, { token: undefined });
  if (refused) throw new Error(`${search} was refused with ${refused}`);
  return resources as unknown as readonly R[];
}

/** One resource, where the server has it. */
export async function heldOne<R extends FhirResource>(base: string, reference: string): Promise<R | undefined> {
  const { resources } = await readPlainly(base, reference, { token: undefined });
  return resources[0] as unknown as R | undefined;
}

/** A resource that is about a medicine, as each of the four types says it. */
interface OfMedicine {
  readonly medicationCodeableConcept?: CodeableConcept | undefined;
  readonly medicationReference?: Reference | undefined;
  readonly contained?: readonly Resource[] | undefined;
}

/** What a medicine is called, wherever its name stands. */
export async function medicineName(base: string, entry: OfMedicine): Promise<string> {
  if (entry.medicationCodeableConcept) return label(entry.medicationCodeableConcept);
  const { reference = '', display = '' } = entry.medicationReference ?? {};
  const medication = reference.startsWith('#')
    ? entry.contained?.find(({ id }) => `#${id}` === reference)
    : await heldOne(base, reference);
  return label((medication as Medication | undefined)?.code) || display;
}

/** "No known allergies" is a statement about the list, not an entry of it. */
export function isEntry(concept: CodeableConcept | undefined): boolean {
  return !/^no (known|information)/i.test(label(concept));
}

export function label(concept: CodeableConcept | undefined): string {
  return concept?.text ?? concept?.coding?.find(({ display }) => display)?.display ?? concept?.coding?.[0]?.code ?? '';
}

/** The number as sent. */
export function number(quantity: Quantity | undefined): string {
  return quantity?.value === undefined ? '' : String(quantity.value);
}

/** For comparing: without case, whatever white space there is, and the marks that keep directions of writing apart. */
export function plain(text: string): string {
  return text
    .replace(/[\s\u2068\u2069]+/g, ' ')
    .trim()
    .toLowerCase();
}
