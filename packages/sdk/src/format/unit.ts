/**
 * Units as a reader prints them. UCUM codes are made for machines: `10*9/L` is read `10⁹/L`, `mm[Hg]` is `mmHg`
 * (The Unified Code for Units of Measure, https://ucum.org/ucum).
 * @module
 */
import type { Quantity } from './quantity.ts';

/** Codes whose print form the rules below do not give. */
const PRINTED: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  deg: '°',
  'mm[Hg]': 'mmHg',
  '[in_i]': 'in',
  '[ft_i]': 'ft',
  '[lb_av]': 'lb',
  '[oz_av]': 'oz',
  '[pH]': 'pH',
  '1': '',
};

/** The unit to print after a number; empty when it has none. UCUM codes are made readable, other units are as sent. */
export function unitText({ unit, code, system }: Quantity): string {
  const isUcum = system === undefined || system === UCUM;
  // A word that differs from its code was chosen for people; leave it, but for the machine forms it may hold.
  const said = readable(unit ?? (isUcum ? code : undefined) ?? code ?? '');
  return contradictsItself({ unit, code }) ? `${said} (${readable(code ?? '')})` : said;
}

/** Whether the unit in words and its code are two concentrations that differ: nobody knows which of them is meant. */
export function contradictsItself({ unit, code }: Pick<Quantity, 'unit' | 'code'>): boolean {
  if (unit === undefined || code === undefined || unit === code) return false;
  const [said, coded] = [unit, code].map((one) =>
    one.toLowerCase().replace(/[µμ]/g, 'u').replace(/^mcg/, 'ug').replaceAll(' ', ''),
  );
  return said !== coded && [said, coded].every((one = '') => /^[munpfkd]?(?:g|mol|eq)\/[mdu]?l$/.test(one));
}

/** The system of UCUM codes. */
export const UCUM = 'http://unitsofmeasure.org';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function readable(unit: string): string {
  return (
    PRINTED[unit] ??
    unit
      .replace(/\bmm\[Hg\]/g, 'mmHg')
      .replace(/\bCel\b/g, '°C')
      .replace(/^\{score\}$/i, '')
      .replace(/\[iU\]/g, 'IU')
      .replace(/\[([^\]]+)\]/g, (_, word: string) => word.replace(/_(?:av|us|br|i)$/i, ''))
      .replace(/(?<=[\w%])\{([^}]+)\}/g, ' $1')
      .replace(/[{}]/g, '')
      .replaceAll('_', ' ')
      .replace(/\b10[*^](-?\d+)/g, (_, power: string) => '10' + raised(power))
      .replace(/\b([cdkmnu]?m)(-?[23])\b/g, (_, metre: string, power: string) => metre + raised(power))
      .replace(/([a-z])\.(?=[a-z])/gi, '$1·')
      .replace(/\bu(?=(?:g|mol|L|m|IU)\b)/g, 'µ')
      .trim()
  );
}

function raised(power: string): string {
  return power.replace('-', '⁻').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);
}
