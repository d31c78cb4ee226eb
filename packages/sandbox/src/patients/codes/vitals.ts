/**
 * Vital signs by the codes of the FHIR vital signs profiles (FHIR R4 §11.1.18.2) and US Core.
 * @module
 */
import type { CodeableConcept } from 'fhir/r4.js';
import { loinc } from './systems.ts';
import { celsius, cm, kg, kgPerM2, litrePerMinute, mmHg, percent, perMinute, score, type Unit } from './units.ts';

/** A measurable vital sign. `normal` holds the adult resting range used to judge it, where there is one. */
export interface VitalSign {
  readonly code: CodeableConcept;
  readonly unit: Unit;
  readonly normal?: { readonly low: string; readonly high: string };
}

const saturationCode: CodeableConcept = {
  coding: [
    ...(loinc('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry').coding ?? []),
    ...(loinc('2708-6', 'Oxygen saturation in Arterial blood').coding ?? []),
  ],
  text: 'Oxygen saturation',
};

export const bloodPressurePanel = loinc('85354-9', 'Blood pressure panel with all children optional', 'Blood pressure');
export const systolic: VitalSign = {
  code: loinc('8480-6', 'Systolic blood pressure'),
  unit: mmHg,
  normal: { low: '90', high: '139' },
};
export const diastolic: VitalSign = {
  code: loinc('8462-4', 'Diastolic blood pressure'),
  unit: mmHg,
  normal: { low: '60', high: '89' },
};

/** Every vital sign that is a single quantity, by the name stories use. */
export const vitalSigns = {
  pulse: {
    code: loinc('8867-4', 'Heart rate', 'Pulse'),
    unit: perMinute,
    normal: { low: '60', high: '100' },
  },
  respiratoryRate: {
    code: loinc('9279-1', 'Respiratory rate'),
    unit: perMinute,
    normal: { low: '12', high: '20' },
  },
  oxygenSaturation: { code: saturationCode, unit: percent, normal: { low: '94', high: '100' } },
  temperature: {
    code: loinc('8310-5', 'Body temperature', 'Temperature'),
    unit: celsius,
    normal: { low: '36.1', high: '37.8' },
  },
  weight: { code: loinc('29463-7', 'Body weight', 'Weight'), unit: kg },
  height: { code: loinc('8302-2', 'Body height', 'Height'), unit: cm },
  bodyMassIndex: {
    code: loinc('39156-5', 'Body mass index (BMI) [Ratio]', 'Body mass index'),
    unit: kgPerM2,
    normal: { low: '18.5', high: '24.9' },
  },
  headCircumference: {
    code: loinc('9843-4', 'Head Occipital-frontal circumference', 'Head circumference'),
    unit: cm,
  },
  headCircumferencePercentile: {
    code: loinc('8289-1', 'Head Occipital-frontal circumference Percentile', 'Head circumference percentile'),
    unit: percent,
  },
  weightForLengthPercentile: {
    code: loinc('77606-2', 'Weight-for-length Per age and sex', 'Weight-for-length percentile'),
    unit: percent,
  },
  bmiPercentile: {
    code: loinc('59576-9', 'Body mass index (BMI) [Percentile] Per age and sex', 'BMI percentile'),
    unit: percent,
  },
  inhaledOxygenFlow: { code: loinc('3151-8', 'Inhaled oxygen flow rate'), unit: litrePerMinute },
  pain: {
    code: loinc('72514-3', 'Pain severity - 0-10 verbal numeric rating [Score] - Reported', 'Pain score'),
    unit: score,
  },
} as const satisfies Record<string, VitalSign>;

export type VitalSignName = keyof typeof vitalSigns;
