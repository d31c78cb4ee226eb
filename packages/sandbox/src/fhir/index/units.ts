/**
 * Values in other units, by UCUM (https://ucum.org).
 * @module
 */
import { UcumLhcUtils } from '@lhncbc/ucum-lhc';

export const ucumSystem = 'http://unitsofmeasure.org';

/** A value in another UCUM unit; undefined when one of the units is none or they measure different things. */
export function converted(value: number, from: string, to: string): number | undefined {
  if (from === to) return value;
  const { status, toVal } = UcumLhcUtils.getInstance().convertUnitTo(from, value, to);
  // Multiplying leaves a last digit that nobody wrote: 0.0054 g is 5.4 mg, not 5.400000000000001 mg.
  return status === 'succeeded' && toVal !== null ? Number(toVal.toPrecision(12)) : undefined;
}
