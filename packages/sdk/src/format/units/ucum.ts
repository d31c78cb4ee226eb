/**
 * The only file that touches the UCUM library (The Unified Code for Units of Measure, https://ucum.org). It is large: what
 * needs it is loaded by `import()`, and it is built into this file.
 * @module
 */
import { UcumLhcUtils } from '@lhncbc/ucum-lhc/source-cjs/ucumPkg.js';

/**
 * A number in another unit, both by their UCUM codes. Undefined where one is no code, where they measure different
 * things, and between mass and amount of substance without a molar mass.
 * @param molarMass In grams per mole.
 */
export function inUcum(value: number, from: string, to: string, molarMass?: number): number | undefined {
  const { status, toVal } = UcumLhcUtils.getInstance().convertUnitTo(from, value, to, {
    molecularWeight: molarMass ?? null,
  });
  return status === 'succeeded' && toVal !== null && Number.isFinite(toVal) ? toVal : undefined;
}
