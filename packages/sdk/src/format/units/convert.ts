/**
 * Amounts in other units. What is converted is never what was recorded: it belongs beside it, marked.
 * @module
 */
import type { Concept } from '../concept.ts';
import type { Quantity } from '../quantity.ts';
import { contradictsItself, UCUM } from '../unit.ts';
import { roundedLike, withDecimalsOf } from './rounding.ts';
import { substanceOf } from './substances.ts';
import { inUcum } from './ucum.ts';

/** The units that a reader is used to: of the SI and those used with it, or those of the United States. */
export type UnitSystem = 'si' | 'us';

/**
 * The amount in another unit, with no more digits than the recorded ones justify; its comparator stays. Undefined where
 * the amount has no UCUM code, or that unit already, or cannot be told in the other.
 * @param unit A UCUM code.
 * @param name What was measured: between mass and moles only where that says which substance it is.
 */
export function convert(quantity: Quantity, unit: string, name?: Concept): Quantity | undefined {
  const { value, comparator, code, system } = quantity;
  if (value === undefined || code === undefined || system !== UCUM || code === unit) return undefined;
  if (contradictsItself(quantity)) return undefined;
  const molarMass = substanceOf(name)?.molarMass;
  if (!countAlike(code, unit, molarMass !== undefined)) return undefined;
  const number = inUcum(Number(value), code, unit, molarMass);
  if (number === undefined) return undefined;
  const round = TEMPERATURES.includes(code) ? withDecimalsOf : roundedLike;
  return { value: round(value, number), ...(comparator && { comparator }), code: unit, system };
}

/** The amount in the unit that readers of that system are used to; undefined where there is nothing to convert. */
export function convertFor(to: UnitSystem, quantity: Quantity, name?: Concept): Quantity | undefined {
  const unit = usualUnit(to, quantity.code ?? '', name);
  return unit === undefined ? undefined : convert(quantity, unit, name);
}

/**
 * Whether two units count the same things. For UCUM an annotation says nothing, and a mole, an osmole, a field of the
 * microscope and a part of a hundred are plain numbers; but 7.6 % of a haemoglobin is not 76 mmol/mol of it, `ng/mL{FEU}` not
 * `ng/mL{DDU}`, and a clearance not one of 1.73 square metres.
 */
function countAlike(one: string, other: string, knowsMolarMass: boolean): boolean {
  const said = (unit: string): string => (unit.match(/\{[^}]*\}|\[[HL]PF\]|osm/g) ?? []).join();
  return said(one) === said(other) && (knowsMolarMass || one.includes('mol') === other.includes('mol'));
}

const TEMPERATURES: readonly string[] = ['Cel', '[degF]', 'K'];

function usualUnit(to: UnitSystem, code: string, name: Concept | undefined): string | undefined {
  const substance = substanceOf(name);
  const isMolar = code.includes('mol');
  if (substance && isMolar === (to === 'us')) return to === 'us' ? substance.mass : substance.molar;
  return USUAL[to][code];
}

const USUAL: Readonly<Record<UnitSystem, Readonly<Record<string, string>>>> = {
  si: { '[degF]': 'Cel', '[lb_av]': 'kg', '[oz_av]': 'g', '[in_i]': 'cm', '[ft_i]': 'm', 'g/dL': 'g/L' },
  us: { Cel: '[degF]', kg: '[lb_av]', cm: '[in_i]', m: '[ft_i]', 'g/L': 'g/dL' },
};
