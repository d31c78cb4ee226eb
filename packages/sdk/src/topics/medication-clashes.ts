/**
 * Allergies that bear the same code as a medicine. Nothing is known beyond the codes: a medicine without a clash is not
 * thereby safe.
 * @module
 */
import type { Code, Concept } from '../format/concept.ts';
import type { AllergiesView, AllergyLine } from './allergies.ts';
import { codeKeys } from './elsewhere.ts';
import type { AllergyClash } from './medication-view.ts';
import type { MedicineLine } from './medicine.ts';

/** Of each allergy that stands, the first match: by the medicine itself, then by ingredients, then by classes. */
export function clashesOf(
  medicines: readonly MedicineLine[],
  classes: readonly Concept[],
  { current }: AllergiesView,
): AllergyClash[] {
  if (current.length === 0) return [];
  const classCodes = new Set(classes.flatMap(codeKeys));
  const told = [
    ...medicines.flatMap(({ name }) => (name ? [{ by: 'medicine' as const, concept: name }] : [])),
    ...medicines.flatMap(({ ingredients }) =>
      ingredients.map(({ name }) => ({ by: 'ingredient' as const, concept: name })),
    ),
    ...classes.map((concept) => ({ by: 'class' as const, concept })),
  ];
  return current.flatMap((allergy) => {
    const keys = new Set(substancesOf(allergy).flatMap(codeKeys));
    for (const { by, concept } of told) {
      const key = codeKeys(concept).find((one) => keys.has(one));
      if (key === undefined) continue;
      return { allergy, matched: matchedOf(concept, key), by: classCodes.has(key) ? ('class' as const) : by };
    }
    return [];
  });
}

function substancesOf({ name, reactions }: AllergyLine): Concept[] {
  return [name, ...reactions.map(({ substance }) => substance)].flatMap((one) => one ?? []);
}

/** The code that matched, in the words that stand with it. */
function matchedOf({ text, codings }: Concept, key: string): Concept {
  const matched = codings.filter((coding: Code) => codeKeys({ text, codings: [coding] }).includes(key));
  return { text: matched.find(({ display }) => display)?.display ?? text, codings: matched };
}
