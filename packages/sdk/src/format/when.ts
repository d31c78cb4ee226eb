/**
 * When something was so, in whichever of FHIR's forms the sender chose: `onset[x]`, `abatement[x]`, `occurrence[x]`, `effective[x]`.
 * @module
 */
import type { Quantity, Range } from './quantity.ts';

/** Dates are FHIR date, dateTime or instant strings, as precise as sent (FHIR R4 §2.24.0.1). */
export type When =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'period'; readonly start?: string | undefined; readonly end?: string | undefined }
  | { readonly kind: 'age'; readonly age: Quantity }
  | { readonly kind: 'age-range'; readonly range: Range }
  | { readonly kind: 'text'; readonly text: string };
