/**
 * Specimens (US Core Specimen): what a laboratory report was made from.
 * @module
 */
import type { CodeableConcept, Reference, Specimen } from 'fhir/r4.js';
import { panels } from '../codes/labs.ts';
import { snomed } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

const blood = snomed('119297000', 'Blood specimen (specimen)', 'Blood');
const serum = snomed('119364003', 'Serum specimen (specimen)', 'Serum');
const urine = snomed('122575003', 'Urine specimen (specimen)', 'Urine');

/** What each panel is measured in; serum where it is not named. */
const materials: ReadonlyMap<CodeableConcept, CodeableConcept> = new Map([
  [panels.bloodCount, blood],
  [panels.bloodCountWithDifferential, blood],
  [panels.urinalysis, urine],
]);

/** Files the specimen of a panel, taken at `collected`, for an order. */
export function specimen(chart: Chart, panel: CodeableConcept, collected: string, request: Reference): Filed<Specimen> {
  return chart.add<Specimen>({
    resourceType: 'Specimen',
    identifier: [{ system: `${chart.organisation.recordNumbers}/specimen`, value: `S${chart.random.digits(8)}` }],
    status: 'available',
    type: materials.get(panel) ?? serum,
    subject: chart.patient,
    request: [request],
    collection: { collectedDateTime: collected },
  });
}
