/**
 * Units that are words, in the number that they are counted in: "28 tablets" where the sender wrote `tablet`. Only words of
 * the table below change, by the rules of their own language; UCUM codes and every other unit stay as sent.
 * @module
 */
import type { Quantity } from './quantity.ts';
import { unitText } from './unit.ts';

/** The unit to print after this number; empty when it has none. */
export function countedUnit(quantity: Quantity): string {
  return countedWord(unitText(quantity), quantity.value);
}

/** One word for a unit, in the number that `value` asks for. */
export function countedWord(unit: string, value: string | undefined): string {
  const word = unit.toLowerCase();
  const counted = Number(value) === 1 ? SINGULARS.get(word) : PLURALS.get(word);
  // What is written in capitals is an abbreviation, or a system that shouts: not for us to spell.
  if (counted === undefined || unit.slice(1) !== word.slice(1)) return unit;
  return unit.charAt(0) + counted.slice(1);
}

/** A word ends as its plural does from the hyphen on: `patch-es`, `suppositor-y-ies`. English, then Spanish. */
const WORDS = [
  'tablet-s capsule-s caplet-s pill-s lozenge-s patch-es film-s puff-s spray-s drop-s inhalation-s actuation-s application-s',
  'suppositor-y-ies pessar-y-ies ampoule-s ampule-s vial-s sachet-s packet-s syringe-s cartridge-s bottle-s tube-s inhaler-s',
  'pen-s teaspoon-s tablespoon-s dose-s unit-s microgram-s minute-s hour-s day-s week-s month-s year-s',
  'comprimido-s tableta-s cápsula-s pastilla-s parche-s gota-s supositorio-s óvulo-s ampolla-s sobre-s jeringa-s cartucho-s',
  'frasco-s tubo-s cucharada-s cucharadita-s inhalaci-ón-ones aplicaci-ón-ones pulverizaci-ón-ones unidad-es minuto-s hora-s',
  'microgramo-s día-s semana-s mes-es año-s',
];

const FORMS = WORDS.flatMap((line) => line.split(' ')).map((entry): readonly [one: string, many: string] => {
  const [stem = '', first = '', second] = entry.split('-');
  return second === undefined ? [stem, stem + first] : [stem + first, stem + second];
});
const PLURALS: ReadonlyMap<string, string> = new Map(FORMS);
const SINGULARS: ReadonlyMap<string, string> = new Map(FORMS.map(([one, many]) => [many, one]));
