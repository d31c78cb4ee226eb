/**
 * Social history and pregnancy observations (US Core Smoking Status; IPS pregnancy status).
 * @module
 */
import type { CodeableConcept, Observation } from 'fhir/r4.js';
import { hl7Concept, loinc, snomed } from '../codes/systems.ts';
import { week, quantity } from '../codes/units.ts';
import type { Chart } from './chart.ts';

export const smokingAnswers = {
  never: snomed('266919005', 'Never smoked tobacco (finding)', 'Never smoked'),
  former: snomed('8517006', 'Ex-smoker (finding)', 'Former smoker'),
  daily: snomed('449868002', 'Smokes tobacco daily (finding)', 'Smokes every day'),
} as const;

export function smokingStatus(chart: Chart, answer: keyof typeof smokingAnswers, at: string): void {
  history(chart, loinc('72166-2', 'Tobacco smoking status', 'Smoking status'), at, {
    valueCodeableConcept: smokingAnswers[answer],
  });
}

/** Pregnant now, with the weeks so far and the day the child is expected. */
export function pregnancyStatus(chart: Chart, at: string, weeks: string, due: string): void {
  history(chart, loinc('82810-3', 'Pregnancy status'), at, {
    valueCodeableConcept: snomed('77386006', 'Pregnant (finding)', 'Pregnant'),
  });
  history(chart, loinc('18185-9', 'Gestational age'), at, { valueQuantity: quantity(weeks, week) });
  history(chart, loinc('11778-8', 'Delivery date Estimated', 'Expected date of delivery'), at, { valueDateTime: due });
}

function history(chart: Chart, code: CodeableConcept, at: string, value: Partial<Observation>): void {
  chart.add<Observation>({
    resourceType: 'Observation',
    status: 'final',
    category: [hl7Concept('observation-category', 'social-history', 'Social History')],
    code,
    subject: chart.patient,
    effectiveDateTime: at,
    ...value,
  });
}
