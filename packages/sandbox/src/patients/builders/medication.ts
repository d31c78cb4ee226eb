/**
 * Medication requests, statements and dispenses (US Core MedicationRequest, MedicationDispense; FHIR MedicationStatement).
 * @module
 */
import type {
  CodeableConcept,
  Medication,
  MedicationDispense,
  MedicationRequest,
  MedicationStatement,
  Reference,
} from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import { day, quantity, type Unit } from '../codes/units.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';
import { dosage, type DosageDetails } from './dosage.ts';

/** How a line says which medicine: by code in the line itself, by a Medication of its own, or by a contained one. */
export type MedicineGivenAs = 'code' | 'reference' | 'contained';

export interface PrescriptionDetails {
  readonly status?: MedicationRequest['status'];
  readonly statusReason?: CodeableConcept;
  readonly intent?: MedicationRequest['intent'];
  readonly category?: 'outpatient' | 'inpatient' | 'community';
  readonly givenAs?: MedicineGivenAs;
  readonly authored: string;
  /** Key of the prescriber; the patient where they began it themselves. */
  readonly by: string;
  readonly reason?: CodeableConcept;
  readonly reasonFor?: Reference;
  readonly encounter?: Reference;
  readonly dosage: DosageDetails | readonly DosageDetails[];
  /** Repeats allowed, the quantity of one supply, and how many days it lasts. */
  readonly supply?: { readonly repeats: number; readonly amount: string; readonly unit: Unit; readonly days: number };
  readonly note?: string;
}

/** A prescription or an order. */
export function prescribe(
  chart: Chart,
  medicine: CodeableConcept,
  details: PrescriptionDetails,
): Filed<MedicationRequest> {
  const { category = 'outpatient', supply } = details;
  const instructions = Array.isArray(details.dosage) ? details.dosage : [details.dosage];
  return chart.add<MedicationRequest>({
    resourceType: 'MedicationRequest',
    ...medicineElement(chart, medicine, details.givenAs ?? 'code'),
    status: details.status ?? 'active',
    ...(details.statusReason && { statusReason: details.statusReason }),
    intent: details.intent ?? 'order',
    category: [hl7Concept('medicationrequest-category', category, `${category[0]?.toUpperCase()}${category.slice(1)}`)],
    reportedBoolean: false,
    subject: chart.patient,
    ...(details.encounter && { encounter: details.encounter }),
    authoredOn: details.authored,
    requester: chart.organisation.practitioner(details.by),
    ...(details.reason && { reasonCode: [details.reason] }),
    ...(details.reasonFor && { reasonReference: [details.reasonFor] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    dosageInstruction: instructions.map((one: DosageDetails) => dosage(one)),
    ...(supply && {
      dispenseRequest: {
        numberOfRepeatsAllowed: supply.repeats,
        quantity: quantity(supply.amount, supply.unit),
        expectedSupplyDuration: quantity(String(supply.days), day),
      },
    }),
  });
}

export interface StatementDetails {
  readonly status?: MedicationStatement['status'];
  readonly statusReason?: CodeableConcept;
  /** FHIR dateTime, full or partial, or a start and an end. */
  readonly taken?: string | { readonly start?: string; readonly end?: string };
  readonly asserted: string;
  /** Key of the clinician who wrote it down; the patient said it themselves when left out. */
  readonly source?: string;
  readonly reason?: CodeableConcept;
  readonly dosage?: DosageDetails;
  readonly givenAs?: MedicineGivenAs;
  readonly note?: string;
}

/** What someone says they take, including what they buy themselves. */
export function statement(
  chart: Chart,
  medicine: CodeableConcept,
  details: StatementDetails,
): Filed<MedicationStatement> {
  const { taken } = details;
  return chart.add<MedicationStatement>({
    resourceType: 'MedicationStatement',
    ...medicineElement(chart, medicine, details.givenAs ?? 'code'),
    status: details.status ?? 'active',
    ...(details.statusReason && { statusReason: [details.statusReason] }),
    category: hl7Concept('medication-statement-category', 'patientspecified', 'Patient Specified'),
    subject: chart.patient,
    ...(typeof taken === 'string' && { effectiveDateTime: taken }),
    ...(typeof taken === 'object' && { effectivePeriod: taken }),
    dateAsserted: details.asserted,
    informationSource: details.source === undefined ? chart.patient : chart.organisation.practitioner(details.source),
    ...(details.reason && { reasonCode: [details.reason] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(details.dosage && { dosage: [dosage(details.dosage)] }),
  });
}

/** A supply handed over against a prescription. */
export function dispense(
  chart: Chart,
  prescription: Filed<MedicationRequest>,
  handedOver: string,
  details: { readonly status?: MedicationDispense['status']; readonly note?: string } = {},
): Filed<MedicationDispense> {
  const { quantity: amount, expectedSupplyDuration } = prescription.dispenseRequest ?? {};
  return chart.add<MedicationDispense>({
    resourceType: 'MedicationDispense',
    ...(prescription.contained && { contained: prescription.contained }),
    status: details.status ?? 'completed',
    ...(prescription.medicationCodeableConcept && {
      medicationCodeableConcept: prescription.medicationCodeableConcept,
    }),
    ...(prescription.medicationReference && { medicationReference: prescription.medicationReference }),
    subject: chart.patient,
    performer: [{ actor: chart.organisation.self }],
    authorizingPrescription: [referenceTo(prescription)],
    type: hl7Concept('v3-ActCode', 'RF', 'Refill'),
    ...(amount && { quantity: amount }),
    ...(expectedSupplyDuration && { daysSupply: expectedSupplyDuration }),
    whenHandedOver: handedOver,
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(prescription.dosageInstruction && { dosageInstruction: prescription.dosageInstruction }),
  });
}

function medicineElement(
  chart: Chart,
  medicine: CodeableConcept,
  givenAs: MedicineGivenAs,
): { medicationCodeableConcept: CodeableConcept } | { contained?: [Medication]; medicationReference: Reference } {
  const display = medicine.text === undefined ? {} : { display: medicine.text };
  switch (givenAs) {
    case 'code':
      return { medicationCodeableConcept: medicine };
    case 'contained': {
      const contained: Medication = { resourceType: 'Medication', id: 'medicine', code: medicine };
      return { contained: [contained], medicationReference: { reference: '#medicine', ...display } };
    }
    case 'reference': {
      const filed = chart.add<Medication>({ resourceType: 'Medication', code: medicine, status: 'active' });
      return { medicationReference: { ...referenceTo(filed), ...display } };
    }
  }
}
