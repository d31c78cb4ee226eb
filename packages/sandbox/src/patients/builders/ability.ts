/**
 * What somebody can do by themselves, and what keeps them from it (US Core observation categories; IPS 2.0 Functional
 * Status).
 * @module
 */
import type { CodeableConcept, Observation } from 'fhir/r4.js';
import { concept, loinc, snomed } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

export const abilities = {
  heartClass: loinc('88020-3', 'Functional capacity NYHA', 'Heart failure by exertion (NYHA)'),
  walkedInSixMinutes: loinc('64098-7', 'Six minute walk test', 'Distance walked in 6 minutes'),
  fallRisk: loinc('59460-6', 'Fall risk total [Morse Fall Scale]', 'Risk of falling (Morse Fall Scale)'),
  /** In words, as many records have it. */
  walking: { text: 'القدرة على المشي' },
} as const satisfies Record<string, CodeableConcept>;

export const heartClasses = {
  third: snomed(
    '420913000',
    'New York Heart Association Classification - Class III (finding)',
    'Class III: comfortable at rest, not with little exertion',
  ),
} as const;

export function ability(
  chart: Chart,
  code: CodeableConcept,
  at: string,
  by: string,
  value: Pick<Observation, 'valueQuantity' | 'valueCodeableConcept' | 'valueString'>,
): Filed<Observation> {
  return chart.add<Observation>({
    resourceType: 'Observation',
    status: 'final',
    category: [
      concept('http://hl7.org/fhir/us/core/CodeSystem/us-core-category', 'functional-status', 'Functional Status'),
    ],
    code,
    subject: chart.patient,
    effectiveDateTime: at,
    performer: [chart.organisation.practitioner(by)],
    ...value,
  });
}
