/**
 * Immunizations (US Core Immunization).
 * @module
 */
import type { CodeableConcept, Immunization } from 'fhir/r4.js';
import { absent, hl7Concept } from '../codes/systems.ts';
import { millilitre, quantity } from '../codes/units.ts';
import type { Chart, Filed } from './chart.ts';

const sites = { LA: 'left arm', RA: 'right arm', LT: 'left thigh', RT: 'right thigh' } as const;

export interface ImmunizationDetails {
  readonly status?: Immunization['status'];
  /** v3 ActReason code and display, for what was not done. */
  readonly notDone?: readonly [code: string, display: string];
  /** Full or partial FHIR dateTime; or words; or nobody knows. */
  readonly occurred: string | { readonly text: string } | { readonly unknown: true };
  /** Told by the patient or from another record, not given here. */
  readonly reported?: boolean;
  readonly by?: string;
  readonly site?: keyof typeof sites;
  readonly dose?: number | string;
  readonly ofDoses?: number;
  readonly note?: string;
}

export function immunization(
  chart: Chart,
  vaccine: CodeableConcept,
  details: ImmunizationDetails,
): Filed<Immunization> {
  const { occurred, reported = false, site } = details;
  const given = !reported && !details.notDone;
  const status = details.notDone ? 'not-done' : (details.status ?? 'completed');
  return chart.add<Immunization>({
    resourceType: 'Immunization',
    status,
    ...(details.notDone && { statusReason: hl7Concept('v3-ActReason', ...details.notDone) }),
    vaccineCode: vaccine,
    patient: chart.patient,
    ...occurrence(occurred),
    primarySource: !reported,
    ...(reported && { reportOrigin: hl7Concept('immunization-origin', 'recall', 'Parent/Guardian/Patient Recall') }),
    ...(given && { lotNumber: `${chart.random.digits(5)}A` }),
    ...(given && site && { site: { ...hl7Concept('v3-ActSite', site, sites[site]), text: sites[site] } }),
    ...(given && { doseQuantity: quantity('0.5', millilitre) }),
    ...(details.by !== undefined && { performer: [{ actor: chart.organisation.practitioner(details.by) }] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(details.dose !== undefined && {
      protocolApplied: [
        {
          ...(typeof details.dose === 'number'
            ? { doseNumberPositiveInt: details.dose }
            : { doseNumberString: details.dose }),
          ...(details.ofDoses !== undefined && { seriesDosesPositiveInt: details.ofDoses }),
        },
      ],
    }),
  });
}

function occurrence(occurred: ImmunizationDetails['occurred']): Partial<Immunization> {
  if (typeof occurred === 'string') return { occurrenceDateTime: occurred };
  return 'text' in occurred ? { occurrenceString: occurred.text } : { _occurrenceDateTime: absent('unknown') };
}
