/**
 * Dosage instructions (FHIR R4 §2.24.0.16): structured, in words, or both.
 * @module
 */
import type { CodeableConcept, Dosage, Period, Quantity, Timing } from 'fhir/r4.js';
import { quantity, type Unit } from '../codes/units.ts';
import { snomed } from '../codes/systems.ts';
import { decimal } from '../decimal.ts';

/** Routes by SNOMED CT. */
export const routes = {
  oral: snomed('26643006', 'Oral route (qualifier value)', 'By mouth'),
  inhaled: snomed('447694001', 'Respiratory tract route (qualifier value)', 'Inhaled'),
  subcutaneous: snomed('34206005', 'Subcutaneous route (qualifier value)', 'Under the skin'),
  intramuscular: snomed('78421000', 'Intramuscular route (qualifier value)', 'Into a muscle'),
  intravenous: snomed('47625008', 'Intravenous route (qualifier value)', 'Into a vein'),
} as const;

export const withFood = snomed('311504000', 'With or after food (qualifier value)', 'With or after food');

/** Codes of EventTiming in use. */
export type EventTiming = 'MORN' | 'NIGHT' | 'HS' | 'C' | 'AC' | 'EVE';

export interface DosageDetails {
  /** The whole instruction in words, as the prescriber wrote it. */
  readonly text?: string;
  readonly dose?: readonly [amount: string, unit: Unit];
  readonly doseRange?: readonly [low: string, high: string, unit: Unit];
  readonly route?: keyof typeof routes;
  /** Times in a period: `[2, 1, 'd']` is twice a day, `[1, 1, 'wk']` once a week, `[1, 21, 'd']` every three weeks. */
  readonly times?: readonly [frequency: number, period: number, unit: 'h' | 'd' | 'wk' | 'mo'];
  /** At most this often in the period of `times`. */
  readonly timesMost?: number;
  readonly when?: readonly EventTiming[];
  readonly dayOfWeek?: readonly NonNullable<NonNullable<Timing['repeat']>['dayOfWeek']>[number][];
  readonly bounds?: Period;
  readonly forDays?: number;
  readonly asNeeded?: true | CodeableConcept;
  readonly most?: readonly [amount: string, unit: Unit, perDays: number];
  readonly additional?: readonly CodeableConcept[];
  readonly sequence?: number;
  readonly patientInstruction?: string;
}

export function dosage(details: DosageDetails): Dosage {
  const repeat = timingRepeat(details);
  const dose = doseAndRate(details);
  return {
    ...(details.sequence !== undefined && { sequence: details.sequence }),
    ...(details.text !== undefined && { text: details.text }),
    ...(details.additional && { additionalInstruction: [...details.additional] }),
    ...(details.patientInstruction !== undefined && { patientInstruction: details.patientInstruction }),
    ...(repeat && { timing: { repeat } }),
    ...(details.asNeeded === true && { asNeededBoolean: true }),
    ...(typeof details.asNeeded === 'object' && { asNeededCodeableConcept: details.asNeeded }),
    ...(details.route && { route: routes[details.route] }),
    ...(dose && { doseAndRate: [dose] }),
    ...(details.most && {
      maxDosePerPeriod: {
        numerator: quantity(details.most[0], details.most[1]),
        denominator: quantity(String(details.most[2]), { unit: 'day', code: 'd' }),
      },
    }),
  };
}

function timingRepeat({ times, timesMost, when, dayOfWeek, bounds, forDays }: DosageDetails): Timing['repeat'] {
  if (!times && !when && !bounds && forDays === undefined) return undefined;
  return {
    ...(bounds && { boundsPeriod: bounds }),
    ...(forDays !== undefined && { boundsDuration: quantity(String(forDays), { unit: 'days', code: 'd' }) }),
    ...(times && { frequency: times[0] }),
    ...(timesMost !== undefined && { frequencyMax: timesMost }),
    ...(times && { period: decimal(String(times[1])), periodUnit: times[2] }),
    ...(dayOfWeek && { dayOfWeek: [...dayOfWeek] }),
    ...(when && { when: [...when] }),
  };
}

function doseAndRate({
  dose,
  doseRange,
}: DosageDetails): { doseQuantity: Quantity } | { doseRange: { low: Quantity; high: Quantity } } | undefined {
  if (dose) return { doseQuantity: quantity(...dose) };
  if (doseRange)
    return { doseRange: { low: quantity(doseRange[0], doseRange[2]), high: quantity(doseRange[1], doseRange[2]) } };
  return undefined;
}
