/**
 * FHIR elements as index values, one function for each kind of search parameter (the tables of FHIR R4 §3.1.1.4).
 * Elements are told apart by their shape, so one parameter may read several data types.
 * @module
 */
import { timeRangeOf, type TimeRange } from './dates.ts';

export interface TokenValue {
  readonly system: string;
  readonly code: string;
}

/** low and high are equal for an exact number; a comparator or a Range opens or widens them. */
export interface NumberValue {
  readonly low: number;
  readonly high: number;
}

export interface QuantityValue extends NumberValue {
  readonly system: string;
  readonly code: string;
  readonly unit: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Coding, CodeableConcept, Identifier, ContactPoint, boolean, code, id, uri or string (FHIR R4 §3.1.1.4.10). */
export function tokensOf(value: unknown, system = ''): TokenValue[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [{ system, code: String(value) }];
  const fields = fieldsOf(value);
  if (Array.isArray(fields.coding)) return fields.coding.flatMap((coding) => tokensOf(coding));
  const code = text(fields.code) ?? text(fields.value) ?? '';
  const itsSystem = text(fields.system) ?? '';
  return code === '' && itsSystem === '' ? [] : [{ system: itsSystem, code }];
}

/** What `:text` searches: CodeableConcept.text, Coding.display, Identifier.type.text. */
export function tokenTextsOf(value: unknown): string[] {
  const fields = fieldsOf(value);
  const codings = Array.isArray(fields.coding) ? fields.coding : [];
  const texts = [fields.text, fields.display, ...codings.map((coding) => fieldsOf(coding).display)];
  if (fields.type !== undefined) texts.push(fieldsOf(fields.type).text);
  return texts.flatMap((each) => text(each) ?? []);
}

/** What `:of-type` searches: the identifier's type and value as `system|code|value`. */
export function identifierTypesOf(value: unknown): string[] {
  const { type, value: identifier } = fieldsOf(value);
  const { coding } = fieldsOf(type);
  if (!Array.isArray(coding) || typeof identifier !== 'string') return [];
  return coding.flatMap((each) => tokensOf(each)).map(({ system, code }) => `${system}|${code}|${identifier}`);
}

/** string, HumanName or Address: each part by itself (FHIR R4 §3.1.1.4.8). */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  const fields = fieldsOf(value);
  const names = ['text', 'family', 'given', 'prefix', 'suffix', 'line', 'city', 'district', 'state', 'postalCode'];
  return [...names, 'country'].flatMap((name) => {
    const part = fields[name];
    return Array.isArray(part) ? part.flatMap((each) => text(each) ?? []) : (text(part) ?? []);
  });
}

export function datesOf(value: unknown): TimeRange[] {
  const range = timeRangeOf(value);
  return range === undefined ? [] : [range];
}

export function numbersOf(value: unknown): NumberValue[] {
  return typeof value === 'number' ? [{ low: value, high: value }] : [];
}

/** Quantity and its kin (Age, Money, …), Range, and SampledData by its limits (FHIR R4 §3.1.1.4.11). */
export function quantitiesOf(value: unknown): QuantityValue[] {
  const fields = fieldsOf(value);
  if (typeof fields.value === 'number') {
    const { low, high } = withComparator(fields.value, fields.comparator);
    const currency = text(fields.currency);
    if (currency !== undefined) return [{ low, high, system: 'urn:iso:std:iso:4217', code: currency, unit: currency }];
    return [{ low, high, ...unitOf(fields) }];
  }
  if (fields.low !== undefined || fields.high !== undefined) {
    const low = fieldsOf(fields.low);
    const high = fieldsOf(fields.high);
    const unit = unitOf(low.value === undefined ? high : low);
    return [{ low: finite(low.value, -Number.MAX_VALUE), high: finite(high.value, Number.MAX_VALUE), ...unit }];
  }
  if (typeof fields.lowerLimit === 'number' && typeof fields.upperLimit === 'number') {
    return [{ low: fields.lowerLimit, high: fields.upperLimit, ...unitOf(fieldsOf(fields.origin)) }];
  }
  return [];
}

export function urisOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : [];
}

function withComparator(value: number, comparator: unknown): NumberValue {
  if (comparator === '<' || comparator === '<=') return { low: -Number.MAX_VALUE, high: value };
  if (comparator === '>' || comparator === '>=') return { low: value, high: Number.MAX_VALUE };
  return { low: value, high: value };
}

function unitOf(fields: Fields): { system: string; code: string; unit: string } {
  return { system: text(fields.system) ?? '', code: text(fields.code) ?? '', unit: text(fields.unit) ?? '' };
}

function finite(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
