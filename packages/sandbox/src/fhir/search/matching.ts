/**
 * What one value of a search parameter means, as a test on the rows of an index table (FHIR R4 §3.1.1.4.7 to
 * §3.1.1.4.13).
 * @module
 */
import type { SearchParameterType } from '../definitions/registry.ts';
import { dateRange } from '../index/dates.ts';
import { referenceTarget } from '../index/references.ts';
import { foldText } from '../index/text.ts';
import { converted, ucumSystem } from '../index/units.ts';
import { Refusal } from '../outcome.ts';
import type { Sql } from '../store/store.ts';
import type { IndexTable } from '../store/schema.ts';
import { oneOf, or, where } from './conditions.ts';
import { parseNumber, splitEscaped, splitPrefix, unescape, type Prefix, type SearchNumber } from './values.ts';

/** What a value is matched against. */
export interface Subject {
  readonly parameter: string;
  readonly base: string;
  readonly targets: readonly string[];
  readonly now: Date;
  /** The UCUM codes that stored values of the parameter are in. */
  readonly unitsInUse: () => readonly string[];
}

type SimpleType = Exclude<SearchParameterType, 'composite'>;

export const tableOf: Readonly<Record<SimpleType, IndexTable>> = {
  token: 'token',
  string: 'string',
  date: 'date',
  number: 'quantity',
  quantity: 'quantity',
  uri: 'uri',
  reference: 'reference',
};

/** The test for a value without modifier. */
export function matchValue(type: SimpleType, value: string, subject: Subject): Sql {
  switch (type) {
    case 'token':
      return matchToken(value);
    case 'string':
      return startsWith('value', foldText(unescape(value)));
    case 'date':
      return matchDate(value, subject);
    case 'number':
      return matchNumber(value, subject.parameter);
    case 'quantity':
      return matchQuantity(value, subject);
    case 'uri':
      return where('value = ?', unescape(value));
    case 'reference':
      return matchReference(value, subject);
  }
}

/** `code`, `system|code`, `|code` or `system|`. */
export function matchToken(value: string): Sql {
  const [first, second] = splitEscaped(value, '|').map(unescape) as [string, string | undefined];
  if (second === undefined) return where('code = ?', first);
  if (second === '') return where('system = ?', first);
  return where('code = ? AND system = ?', second, first);
}

export function startsWith(column: string, text: string): Sql {
  if (text === '') return where('1');
  return where(`${column} >= ? AND ${column} < ?`, text, `${text}\u{10FFFF}`);
}

function matchDate(value: string, { parameter, now }: Subject): Sql {
  const { prefix, rest } = splitPrefix(unescape(value));
  // In a form, `+` of a time zone arrives as a space.
  const range = dateRange(rest.replace(/ (?=\d\d:\d\d$)/, '+'));
  if (range === undefined) {
    throw new Refusal(400, 'value', `"${value}" is not a date; ${parameter} takes a date such as ge2024-01-31.`);
  }
  const { low, high } = range;
  switch (prefix) {
    case 'eq':
      return where('low >= ? AND high <= ?', low, high);
    case 'ne':
      return where('NOT (low >= ? AND high <= ?)', low, high);
    case 'gt':
      return where('high > ?', high);
    case 'lt':
      return where('low < ?', low);
    case 'ge':
      return where('(high > ? OR (low >= ? AND high <= ?))', high, low, high);
    case 'le':
      return where('(low < ? OR (low >= ? AND high <= ?))', low, low, high);
    case 'sa':
      return where('low > ?', high);
    case 'eb':
      return where('high < ?', low);
    case 'ap': {
      const slack = Math.round(Math.abs(now.getTime() - (low + high) / 2) / 10);
      return where('low <= ? AND high >= ?', high + slack, low - slack);
    }
  }
}

function matchNumber(value: string, parameter: string): Sql {
  const { prefix, rest } = splitPrefix(unescape(value));
  return compare(prefix, parseNumber(rest, parameter));
}

/** `[prefix]number`, `[prefix]number|system|code` or `[prefix]number||code`. UCUM values match in any fitting unit. */
function matchQuantity(value: string, { parameter, unitsInUse }: Subject): Sql {
  const [amount, system, code, ...more] = splitEscaped(value, '|').map(unescape) as [string, string?, string?];
  if (more.length > 0)
    throw new Refusal(400, 'value', `"${value}" is not a quantity; ${parameter} takes number|system|code.`);
  const { prefix, rest } = splitPrefix(amount);
  const amountAsked = parseNumber(rest, parameter);
  const number = compare(prefix, amountAsked);
  if (system === undefined || (system === '' && (code ?? '') === '')) return number;
  if (code === undefined || code === '') {
    return { sql: `${number.sql} AND system = ?`, args: [...number.args, system] };
  }
  if (system === '') return { sql: `${number.sql} AND (code = ? OR unit = ?)`, args: [...number.args, code, code] };
  const inUnit = (test: Sql, unit: string): Sql => ({
    sql: `(${test.sql} AND system = ? AND code = ?)`,
    args: [...test.args, system, unit],
  });
  if (system !== ucumSystem) return inUnit(number, code);
  const others = unitsInUse().filter((unit) => unit !== code);
  const inOthers = others.flatMap((unit) => {
    const inThis = inOtherUnit(amountAsked, code, unit);
    return inThis === undefined ? [] : [inUnit(compare(prefix, inThis), unit)];
  });
  return or([inUnit(number, code), ...inOthers]);
}

function inOtherUnit({ value, half }: SearchNumber, from: string, to: string): SearchNumber | undefined {
  const middle = converted(value, from, to);
  const edge = converted(value + half, from, to);
  // Not the half itself: degrees Celsius and Fahrenheit have different zeros.
  return middle === undefined || edge === undefined ? undefined : { value: middle, half: Math.abs(edge - middle) };
}

function compare(prefix: Prefix, { value, half }: SearchNumber): Sql {
  switch (prefix) {
    case 'eq':
      return where('low >= ? AND high < ?', value - half, value + half);
    case 'ne':
      return where('NOT (low >= ? AND high < ?)', value - half, value + half);
    case 'gt':
      return where('high > ?', value);
    case 'lt':
      return where('low < ?', value);
    case 'ge':
      return where('high >= ?', value);
    case 'le':
      return where('low <= ?', value);
    case 'sa':
      return where('low > ?', value);
    case 'eb':
      return where('high < ?', value);
    case 'ap': {
      const slack = Math.max(Math.abs(value) / 10, half);
      return where('low <= ? AND high >= ?', value + slack, value - slack);
    }
  }
}

/** `id`, `Type/id` or a URL. A bare id may be of any type the parameter leads to. */
export function matchReference(value: string, { parameter, base, targets }: Subject): Sql {
  const text = unescape(value);
  if (text.includes('/') || text.includes(':')) {
    return where('target = ?', referenceTarget(text, base) ?? text);
  }
  if (text === '') throw new Refusal(400, 'value', `${parameter} needs a reference such as Patient/1.`);
  return where(oneOf('target', targets.length), ...targets.map((type) => `${type}/${text}`));
}
