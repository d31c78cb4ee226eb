/**
 * Vital sign observations (FHIR R4 vital signs profiles; US Core).
 * @module
 */
import type { Observation, ObservationComponent, Reference } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import { quantity } from '../codes/units.ts';
import {
  bloodPressurePanel,
  diastolic,
  systolic,
  vitalSigns,
  type VitalSign,
  type VitalSignName,
} from '../codes/vitals.ts';
import type { Chart } from './chart.ts';
import { interpretation, judge, type InterpretationCode } from './result.ts';

export interface VitalSignsDetails {
  readonly at: string;
  /** Key of who measured. */
  readonly by?: string;
  readonly encounter?: Reference;
  readonly status?: Observation['status'];
  /** Leave out the interpretation, as many servers do; children never get one judged by adult ranges. */
  readonly unjudged?: boolean;
  readonly bloodPressure?: readonly [systolic: string, diastolic: string];
  /** Measured in words, or why it was not measured. */
  readonly note?: string;
}

export type VitalSignValues = Partial<Record<VitalSignName, string>>;

/** Files one Observation for each sign measured at one time. */
export function measure(chart: Chart, details: VitalSignsDetails, values: VitalSignValues = {}): void {
  if (details.bloodPressure) bloodPressure(chart, details, details.bloodPressure);
  for (const [name, value] of Object.entries(values) as [VitalSignName, string][]) {
    const sign: VitalSign = vitalSigns[name];
    const flag = judged(chart, details, sign, value);
    chart.add<Observation>({
      ...frame(chart, details, sign.code),
      valueQuantity: quantity(value, sign.unit),
      ...(flag && { interpretation: [interpretation(flag)] }),
    });
  }
}

/** A sign that was to be measured and was not, with the reason. */
export function notMeasured(
  chart: Chart,
  details: VitalSignsDetails,
  name: VitalSignName,
  reason: 'not-performed' | 'error' | 'unknown',
): void {
  chart.add<Observation>({
    ...frame(chart, details, vitalSigns[name].code),
    dataAbsentReason: hl7Concept('data-absent-reason', reason),
  });
}

function bloodPressure(chart: Chart, details: VitalSignsDetails, [high, low]: readonly [string, string]): void {
  const component = (sign: VitalSign, value: string): ObservationComponent => {
    const flag = judged(chart, details, sign, value);
    return {
      code: sign.code,
      valueQuantity: quantity(value, sign.unit),
      ...(flag && { interpretation: [interpretation(flag)] }),
    };
  };
  chart.add<Observation>({
    ...frame(chart, details, bloodPressurePanel),
    component: [component(systolic, high), component(diastolic, low)],
  });
}

function judged(
  chart: Chart,
  details: VitalSignsDetails,
  sign: VitalSign,
  value: string,
): InterpretationCode | undefined {
  if (details.unjudged || sign.normal === undefined || chart.ageAt(details.at) < 18) return undefined;
  return judge(value, { range: sign.normal });
}

function frame(chart: Chart, details: VitalSignsDetails, code: Observation['code']): Observation {
  return {
    resourceType: 'Observation',
    status: details.status ?? 'final',
    category: [hl7Concept('observation-category', 'vital-signs', 'Vital Signs')],
    code,
    subject: chart.patient,
    ...(details.encounter && { encounter: details.encounter }),
    effectiveDateTime: details.at,
    ...(details.by !== undefined && { performer: [chart.organisation.practitioner(details.by)] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
  };
}
