/**
 * Encounters (US Core Encounter).
 * @module
 */
import type { CodeableConcept, Encounter, EncounterHospitalization, Period, Reference } from 'fhir/r4.js';
import { hl7Coding, hl7Concept, snomed } from '../codes/systems.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';

/** v3 ActCode classes in use. */
const classes = {
  AMB: 'ambulatory',
  EMER: 'emergency',
  IMP: 'inpatient encounter',
  VR: 'virtual',
} as const;

/** Types of encounter by SNOMED CT. */
export const encounterTypes = {
  checkUp: snomed('185349003', "Encounter for 'check-up' (procedure)", 'Check-up'),
  problem: snomed('185347001', 'Encounter for problem (procedure)', 'Visit for a problem'),
  followUp: snomed('390906007', 'Follow-up encounter (procedure)', 'Follow-up visit'),
  prenatal: snomed('424619006', 'Prenatal visit (regime/therapy)', 'Prenatal visit'),
  emergency: snomed('50849002', 'Emergency room admission (procedure)', 'Emergency visit'),
  inpatient: snomed('183452005', 'Emergency hospital admission (procedure)', 'Hospital admission'),
  telemedicine: snomed('448337001', 'Telemedicine consultation with patient (procedure)', 'Video visit'),
} as const satisfies Record<string, CodeableConcept>;

export interface EncounterDetails {
  readonly status: Encounter['status'];
  readonly class: keyof typeof classes;
  readonly type: keyof typeof encounterTypes;
  readonly period: Period;
  /** Key of the clinician in the organisation's directory. */
  readonly by: string;
  /** Key of the place in the organisation's directory. */
  readonly at: string;
  readonly reason?: CodeableConcept;
  readonly diagnosis?: Reference;
  readonly hospitalization?: EncounterHospitalization;
}

export function encounter(chart: Chart, details: EncounterDetails): Filed<Encounter> {
  const { organisation } = chart;
  return chart.add<Encounter>({
    resourceType: 'Encounter',
    identifier: [{ system: `${organisation.recordNumbers}/visit`, value: chart.random.digits(9) }],
    status: details.status,
    class: hl7Coding('v3-ActCode', details.class, classes[details.class]),
    type: [encounterTypes[details.type]],
    subject: chart.patient,
    participant: [
      {
        type: [hl7Concept('v3-ParticipationType', 'ATND', 'attender')],
        individual: organisation.practitioner(details.by),
      },
    ],
    period: details.period,
    ...(details.reason && { reasonCode: [details.reason] }),
    ...(details.diagnosis && { diagnosis: [{ condition: details.diagnosis }] }),
    ...(details.hospitalization && { hospitalization: details.hospitalization }),
    location: [{ location: organisation.place(details.at) }],
    serviceProvider: organisation.self,
  });
}

/** A finished outpatient visit of half an hour, the commonest line of a record. */
export function visit(
  chart: Chart,
  start: string,
  by: string,
  at: string,
  reason: CodeableConcept,
  type: keyof typeof encounterTypes = 'followUp',
): Reference {
  const end = start.replace(/T(\d\d):(\d\d)/, (_, hour: string, minute: string) => {
    const minutes = Number(hour) * 60 + Number(minute) + 30;
    return `T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  });
  return referenceTo(
    encounter(chart, { status: 'finished', class: 'AMB', type, period: { start, end }, by, at, reason }),
  );
}
