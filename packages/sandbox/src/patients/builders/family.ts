/**
 * The family: relatives who speak for a patient, and what illnesses run in the family.
 * @module
 */
import type {
  CodeableConcept,
  FamilyMemberHistory,
  FamilyMemberHistoryCondition,
  HumanName,
  RelatedPerson,
} from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

/** v3 RoleCode relationships in use. */
const relations = {
  MTH: 'mother',
  FTH: 'father',
  SIS: 'sister',
  BRO: 'brother',
  MAUNT: 'maternal aunt',
  MGRMTH: 'maternal grandmother',
  DAU: 'natural daughter',
} as const;

export type Relation = keyof typeof relations;

/** Files a relative who acts for the patient (US Core RelatedPerson). */
export function relatedPerson(
  chart: Chart,
  relation: Relation,
  name: HumanName,
  phone: string,
  gender: NonNullable<RelatedPerson['gender']>,
): Filed<RelatedPerson> {
  return chart.add<RelatedPerson>({
    resourceType: 'RelatedPerson',
    active: true,
    patient: chart.patient,
    relationship: [hl7Concept('v3-RoleCode', relation, relations[relation])],
    name: [name],
    telecom: [{ system: 'phone', value: phone, use: 'mobile' }],
    gender,
  });
}

export interface RelativeDetails {
  readonly status?: FamilyMemberHistory['status'];
  readonly recorded: string;
  readonly name?: string;
  readonly ageYears?: number;
  readonly deceasedAtAge?: number;
  readonly deceased?: boolean;
  readonly conditions?: readonly {
    readonly code: CodeableConcept;
    readonly atAge?: number;
    readonly contributedToDeath?: boolean;
    readonly note?: string;
  }[];
  readonly note?: string;
}

/** Files what is known of a relative's health. */
export function relative(chart: Chart, relation: Relation, details: RelativeDetails): Filed<FamilyMemberHistory> {
  return chart.add<FamilyMemberHistory>({
    resourceType: 'FamilyMemberHistory',
    status: details.status ?? 'completed',
    patient: chart.patient,
    date: details.recorded,
    ...(details.name !== undefined && { name: details.name }),
    relationship: hl7Concept('v3-RoleCode', relation, relations[relation]),
    ...(details.ageYears !== undefined && { ageAge: years(details.ageYears) }),
    ...(details.deceasedAtAge !== undefined && { deceasedAge: years(details.deceasedAtAge) }),
    ...(details.deceased !== undefined && { deceasedBoolean: details.deceased }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(details.conditions && {
      condition: details.conditions.map(({ code, atAge, contributedToDeath, note }): FamilyMemberHistoryCondition => ({
        code,
        ...(contributedToDeath !== undefined && { contributedToDeath }),
        ...(atAge !== undefined && { onsetAge: years(atAge) }),
        ...(note !== undefined && { note: [{ text: note }] }),
      })),
    }),
  });
}

function years(value: number): { value: number; unit: string; system: string; code: string } {
  return { value, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a' };
}
