/**
 * Quantities, ranges and ratios as sent: decimals are text, comparators and units are kept (FHIR R4 §2.24.0.7 to §2.24.0.10).
 * @module
 */

/** What a value is worth compared with the number printed (FHIR R4 QuantityComparator). */
export type Comparator = '<' | '<=' | '>=' | '>';

/** A measured amount. */
export interface Quantity {
  /** The number exactly as sent, `5.0` staying `5.0`. Absent when the sender gave a unit only. */
  readonly value?: string | undefined;
  readonly comparator?: Comparator | undefined;
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
