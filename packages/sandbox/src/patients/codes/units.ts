/**
 * Units of measure: what is printed and the UCUM code (case sensitive).
 * @module
 */
import type { Quantity } from 'fhir/r4.js';
import { decimal } from '../decimal.ts';
import { UCUM } from './systems.ts';

export interface Unit {
  readonly unit: string;
  readonly code: string;
}

export const percent: Unit = { unit: '%', code: '%' };
export const mmHg: Unit = { unit: 'mmHg', code: 'mm[Hg]' };
export const perMinute: Unit = { unit: '/min', code: '/min' };
export const celsius: Unit = { unit: 'Cel', code: 'Cel' };
export const kg: Unit = { unit: 'kg', code: 'kg' };
export const meter: Unit = { unit: 'm', code: 'm' };
export const cm: Unit = { unit: 'cm', code: 'cm' };
export const kgPerM2: Unit = { unit: 'kg/m2', code: 'kg/m2' };
export const litrePerMinute: Unit = { unit: 'L/min', code: 'L/min' };
export const score: Unit = { unit: '{score}', code: '{score}' };

export const mmolPerL: Unit = { unit: 'mmol/L', code: 'mmol/L' };
export const umolPerL: Unit = { unit: 'µmol/L', code: 'umol/L' };
export const mmolPerMol: Unit = { unit: 'mmol/mol', code: 'mmol/mol' };
export const mgPerDl: Unit = { unit: 'mg/dL', code: 'mg/dL' };
export const mgPerL: Unit = { unit: 'mg/L', code: 'mg/L' };
export const mgPerG: Unit = { unit: 'mg/g', code: 'mg/g' };
export const gPerDl: Unit = { unit: 'g/dL', code: 'g/dL' };
export const gPerL: Unit = { unit: 'g/L', code: 'g/L' };
export const ngPerMl: Unit = { unit: 'ng/mL', code: 'ng/mL' };
export const ngPerL: Unit = { unit: 'ng/L', code: 'ng/L' };
export const pgPerMl: Unit = { unit: 'pg/mL', code: 'pg/mL' };
export const ugPerL: Unit = { unit: 'µg/L', code: 'ug/L' };
export const ugPerDl: Unit = { unit: 'µg/dL', code: 'ug/dL' };
export const unitsPerL: Unit = { unit: 'U/L', code: 'U/L' };
export const unitsPerMl: Unit = { unit: 'U/mL', code: 'U/mL' };
export const kiloUnitsPerL: Unit = { unit: 'kU/L', code: 'k[IU]/L' };
export const milliUnitsPerL: Unit = { unit: 'mIU/L', code: 'm[IU]/L' };
export const billionsPerL: Unit = { unit: '10*9/L', code: '10*9/L' };
export const femtolitre: Unit = { unit: 'fL', code: 'fL' };
export const filtrationRate: Unit = { unit: 'mL/min/1.73 m2', code: 'mL/min/{1.73_m2}' };

export const millivolt: Unit = { unit: 'mV', code: 'mV' };

export const tablet: Unit = { unit: 'tablet', code: '{tbl}' };
export const capsule: Unit = { unit: 'capsule', code: '{capsule}' };
export const puff: Unit = { unit: 'puff', code: '{puff}' };
export const millilitre: Unit = { unit: 'mL', code: 'mL' };
export const milligram: Unit = { unit: 'mg', code: 'mg' };
export const internationalUnit: Unit = { unit: 'IU', code: '[IU]' };
export const insulinUnit: Unit = { unit: 'units', code: 'U' };
export const autoInjector: Unit = { unit: 'auto-injector', code: '{auto-injector}' };

export const day: Unit = { unit: 'day', code: 'd' };
export const week: Unit = { unit: 'week', code: 'wk' };

/** A quantity in a coded unit, with exactly the digits given. */
export function quantity(value: string, unit: Unit): Quantity {
  return { value: decimal(value), unit: unit.unit, system: UCUM, code: unit.code };
}
