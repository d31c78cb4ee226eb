/**
 * Code systems and the concepts made from them. Addresses as in FHIR R4 §4.3.0 and HL7 Terminology.
 * @module
 */
import type { CodeableConcept, Coding, Element } from 'fhir/r4.js';

const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';

export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const CVX = 'http://hl7.org/fhir/sid/cvx';
export const UCUM = 'http://unitsofmeasure.org';
export const NPI = 'http://hl7.org/fhir/sid/us-npi';

/** Address of an HL7 Terminology code system, for instance `v3-ActCode`. */
function hl7(name: string): string {
  return `${TERMINOLOGY}/${name}`;
}

/** A concept of one coding. `text` is what the clinician wrote, when it differs from the code's own wording. */
export function concept(system: string, code: string, display: string, text: string = display): CodeableConcept {
  return { coding: [{ system, code, display }], text };
}

export function snomed(code: string, display: string, text?: string): CodeableConcept {
  return concept(SNOMED, code, display, text);
}

export function loinc(code: string, display: string, text?: string): CodeableConcept {
  return concept(LOINC, code, display, text);
}

/** A concept of an HL7 Terminology system, without text of its own. */
export function hl7Concept(name: string, code: string, display?: string): CodeableConcept {
  return { coding: [hl7Coding(name, code, display)] };
}

export function hl7Coding(name: string, code: string, display?: string): Coding {
  return display === undefined ? { system: hl7(name), code } : { system: hl7(name), code, display };
}

/** What stands beside a primitive that is not there: why (FHIR R4 data-absent-reason extension). */
export function absent(reason: 'unknown' | 'masked'): Element {
  return {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: reason }],
  };
}
