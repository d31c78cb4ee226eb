/**
 * FHIR decimals as text: `5.0` and `5` are different statements of precision (FHIR R4 §2.24.0.1), but one number in
 * JavaScript. A decimal built here keeps its digits through `JSON.stringify`.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';

interface JsonWithRawText {
  rawJSON(text: string): number;
}

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * A FHIR decimal with exactly the digits of `text`. It is a plain number when that loses nothing, otherwise a raw JSON
 * value (so do arithmetic on the text, never on the result). Throws a TypeError when `text` is not a decimal.
 */
export function decimal(text: string): number {
  if (!DECIMAL.test(text)) throw new TypeError(`Not a FHIR decimal: ${text}`);
  const number = Number(text);
  return String(number) === text ? number : (JSON as unknown as JsonWithRawText).rawJSON(text);
}

/** The resource as JSON text, every decimal with the digits it was built with. */
export function serialize(resource: FhirResource): string {
  return JSON.stringify(resource);
}
