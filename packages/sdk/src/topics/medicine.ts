/**
 * Which medicine a resource is about: by code, by a Medication that it refers to, or by that one's ingredients (FHIR R4
 * §11.5 Medication).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { ratioOf, type Ratio } from '../format/quantity.ts';
import { list, text, truth } from '../format/read.ts';
import { lookUp, namedLine, subjectMatterOf, type NamedLine, type Reading } from './line.ts';

export interface Ingredient {
  readonly name: Concept;
  readonly strength?: Ratio | undefined;
  readonly active?: boolean | undefined;
}

/** A line about a medicine. */
export interface MedicineLine extends NamedLine {
  readonly form?: Concept | undefined;
  readonly ingredients: readonly Ingredient[];
  readonly reasons: readonly Concept[];
}

/** The elements that say which medicine it is, and what it is for. */
type AboutMedicine =
  fhir.MedicationRequest | fhir.MedicationStatement | fhir.MedicationAdministration | fhir.MedicationDispense;

/** The medicine, by code or by reference, and what it is for. */
export function medicineOf(reading: Reading<AboutMedicine>): MedicineLine {
  const { resource } = reading;
  const reference = resource.medicationReference;
  const found = lookUp(reference, reading);
  const medication = found?.resourceType === 'Medication' ? found : undefined;
  const ingredients = list(medication?.ingredient).flatMap((ingredient) => ingredientOf(ingredient, reading));
  const line = namedLine(reading, resource.medicationCodeableConcept ?? medication?.code, resource.note);
  const display = text(reference?.display) ?? (ingredients.map(({ name }) => name.text).join(' / ') || undefined);
  const { reasonCode, reasonReference } = resource as fhir.MedicationRequest;
  const reasons = list(reasonReference).flatMap((reason) => subjectMatterOf(reason, reading) ?? []);
  return {
    ...line,
    name: line.name ?? conceptOf(display),
    form: conceptOf(medication?.form),
    ingredients,
    reasons: [...conceptsOf(reasonCode), ...reasons],
  };
}

function ingredientOf(sent: fhir.MedicationIngredient, reading: Reading<fhir.FhirResource>): Ingredient | [] {
  const reference = sent.itemReference;
  const name = conceptOf(sent.itemCodeableConcept) ?? (reference && subjectMatterOf(reference, reading));
  return name ? { name, strength: ratioOf(sent.strength), active: truth(sent.isActive) } : [];
}
