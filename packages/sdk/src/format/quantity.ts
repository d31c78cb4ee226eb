/**
 * Quantities, ranges and ratios as sent: decimals are text, comparators and units are kept (FHIR R4 §2.24.0.7 to §2.24.0.10).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { decimalText } from './decimal.ts';
import { oncePerObject } from './once.ts';
import { text } from './read.ts';
import { contradictsItself } from './unit.ts';

/** How the true value stands to the number (FHIR R4 QuantityComparator). Others (R5 has `ad`) are kept as sent. */
export type Comparator = '<' | '<=' | '>=' | '>';

/** A measured amount. */
export interface Quantity {
  /** The number exactly as sent, `5.0` staying `5.0`. Absent when the sender gave a unit only. */
  readonly value?: string | undefined;
  readonly comparator?: Comparator | (string & {}) | undefined;
  /** The unit in the sender's words. */
  readonly unit?: string | undefined;
  /** The unit's code, UCUM when `system` says so. */
  readonly code?: string | undefined;
  readonly system?: string | undefined;
}

/** Two ends, either of which may be open. */
export interface Range {
  readonly low?: Quantity | undefined;
  readonly high?: Quantity | undefined;
}

/** A titre, a concentration, a rate. */
export interface Ratio {
  readonly numerator?: Quantity | undefined;
  readonly denominator?: Quantity | undefined;
}

/** A FHIR Quantity (or Age, Duration, Count, SimpleQuantity); undefined when it has no number. */
export function quantityOf(sent: fhir.Quantity | null | undefined): Quantity | undefined {
  return typeof sent === 'object' && sent !== null ? quantityIn(sent) : undefined;
}

const quantityIn = oncePerObject((sent: fhir.Quantity): Quantity | undefined => {
  const value = decimalText(sent, 'value');
  if (value === undefined) return undefined;
  const { unit, code, system, comparator } = sent;
  return {
    value,
    comparator: text(comparator),
    unit: text(unit),
    code: text(code),
    system: text(system),
  };
});

/** A FHIR Range; undefined when neither end has a number. */
export function rangeOf(sent: fhir.Range | null | undefined): Range | undefined {
  const low = quantityOf(sent?.low);
  const high = quantityOf(sent?.high);
  return low || high ? { low, high } : undefined;
}

/** A FHIR Ratio; undefined when neither part has a number. */
export function ratioOf(sent: fhir.Ratio | null | undefined): Ratio | undefined {
  const numerator = quantityOf(sent?.numerator);
  const denominator = quantityOf(sent?.denominator);
  return numerator || denominator ? { numerator, denominator } : undefined;
}

/** Whether two quantities are measured in the same unit: by code where both have one, otherwise by word. */
export function sameUnit(one: Quantity, other: Quantity): boolean {
  if (one.unit !== other.unit && (contradictsItself(one) || contradictsItself(other))) return false;
  if (one.code && other.code)
    return one.code === other.code && (!one.system || !other.system || one.system === other.system);
  const word = ({ unit, code }: Quantity): string | undefined => unit ?? code;
  return word(one) === word(other);
}
