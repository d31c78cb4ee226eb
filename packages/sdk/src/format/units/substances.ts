/**
 * What a mole of a substance weighs, for results whose LOINC code says which substance it is. Not in it: what is told in
 * more than one form of the substance (phosphate or phosphorus, urea or its nitrogen), mixtures, and HbA1c, whose two
 * units are two ways of measuring.
 * @module
 */
import type { Concept } from '../concept.ts';

/** A substance whose concentration is told by mass in some places and by amount of substance in others. */
export interface Substance {
  /** Grams per mole (PubChem, U.S. National Library of Medicine). */
  readonly molarMass: number;
  /** Its usual unit by amount of substance, and by mass, as UCUM codes. */
  readonly molar: string;
  readonly mass: string;
}

/** The substance that a result measures; undefined where its code does not say, or it is none of these. */
export function substanceOf(name: Concept | undefined): Substance | undefined {
  const codes = (name?.codings ?? []).flatMap(({ system, code }) => (system === LOINC && code ? [code] : []));
  const found = new Set(codes.flatMap((code) => byCode.get(code) ?? []));
  const [one, other] = found;
  return other ? undefined : one;
}

const LOINC = 'http://loinc.org';

/** In blood, serum or plasma: by mass and by amount of substance. */
const SUBSTANCES: readonly (readonly [codes: string, molarMass: number, molar: string, mass: string])[] = [
  // Glucose
  ['2345-7 2339-0 1558-6 41653-7 15074-8 14749-6 14771-0 14743-9', 180.16, 'mmol/L', 'mg/dL'],
  // Creatinine
  ['2160-0 38483-4 14682-9 59826-8', 113.12, 'umol/L', 'mg/dL'],
  // Cholesterol: all, in HDL, in LDL, in all but HDL
  ['2093-3 14647-2 2085-9 14646-4 13457-7 2089-1 18262-6 22748-8 43396-1 70204-3', 386.7, 'mmol/L', 'mg/dL'],
  // Triglyceride, told as triolein
  ['2571-8 14927-8', 885.4, 'mmol/L', 'mg/dL'],
  // Bilirubin: all, direct
  ['1975-2 14631-6 1968-7 14629-0', 584.7, 'umol/L', 'mg/dL'],
  // Urate
  ['3084-1 14933-6', 168.11, 'umol/L', 'mg/dL'],
  // Calcium
  ['17861-6 2000-8', 40.08, 'mmol/L', 'mg/dL'],
  // Magnesium
  ['19123-9 2601-3', 24.305, 'mmol/L', 'mg/dL'],
  // Iron
  ['2498-4 14798-3', 55.84, 'umol/L', 'ug/dL'],
];

const byCode = /* @__PURE__ */ new Map(
  SUBSTANCES.flatMap(([codes, molarMass, molar, mass]) => {
    const substance: Substance = { molarMass, molar, mass };
    return codes.split(' ').map((code) => [code, substance] as const);
  }),
);
