/**
 * The Patient resource (US Core Patient).
 * @module
 */
import type { Address, Attachment, Extension, HumanName, Identifier, Patient, PatientContact } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import type { Chart, Filed } from './chart.ts';

const BIRTH_SEX = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex';
const BIRTH_PLACE = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace';
const NAME_REPRESENTATION = 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation';

/** A language someone speaks: BCP 47 tag and name. */
export interface Language {
  readonly tag: string;
  readonly name: string;
  readonly preferred?: boolean;
}

/** Who someone is, told once and shared by every organisation that knows them. */
export interface Demographics {
  readonly names: readonly HumanName[];
  readonly gender: NonNullable<Patient['gender']>;
  readonly birthSex?: 'F' | 'M';
  readonly birthPlace?: Address;
  readonly languages?: readonly Language[];
  readonly address?: Address;
  readonly phone?: string;
  readonly email?: string;
  /** v3 MaritalStatus code and display. */
  readonly maritalStatus?: readonly [code: string, display: string];
  readonly contacts?: readonly PatientContact[];
  readonly photo?: Attachment;
}

export interface PatientDetails extends Demographics {
  readonly deceased?: string;
  /** Key of the family doctor in the organisation's directory. */
  readonly generalPractitioner?: string;
  readonly moreIdentifiers?: readonly Identifier[];
}

/** Files the chart's Patient, with a record number of the organisation. */
export function patient(chart: Chart, details: PatientDetails): Filed<Patient> {
  const extensions = patientExtensions(details);
  const { organisation } = chart;
  return chart.addAs<Patient>(chart.patientId, {
    resourceType: 'Patient',
    ...(extensions.length > 0 && { extension: extensions }),
    identifier: [
      {
        use: 'usual',
        type: { ...hl7Concept('v2-0203', 'MR', 'Medical record number'), text: 'Medical record number' },
        system: organisation.recordNumbers,
        value: recordNumber(chart),
        assigner: organisation.self,
      },
      ...(details.moreIdentifiers ?? []),
    ],
    active: true,
    name: [...details.names],
    ...((details.phone ?? details.email) !== undefined && { telecom: telecom(details) }),
    gender: details.gender,
    birthDate: chart.birthDate,
    ...(details.deceased !== undefined && { deceasedDateTime: details.deceased }),
    ...(details.address && { address: [details.address] }),
    ...(details.maritalStatus && { maritalStatus: hl7Concept('v3-MaritalStatus', ...details.maritalStatus) }),
    ...(details.photo && { photo: [details.photo] }),
    ...(details.contacts && { contact: [...details.contacts] }),
    ...(details.languages && {
      communication: details.languages.map(({ tag, name, preferred }) => ({
        language: { coding: [{ system: 'urn:ietf:bcp:47', code: tag, display: name }], text: name },
        ...(preferred && { preferred }),
      })),
    }),
    ...(details.generalPractitioner !== undefined && {
      generalPractitioner: [organisation.practitioner(details.generalPractitioner)],
    }),
    managingOrganization: organisation.self,
  });
}

/**
 * A name in one way of writing it (ISO 21090 EN representation): `ABC` alphabetic, `SYL` syllabic, `IDE` ideographic.
 */
export function nameWritten(representation: 'ABC' | 'SYL' | 'IDE', name: HumanName): HumanName {
  return { extension: [{ url: NAME_REPRESENTATION, valueCode: representation }], ...name };
}

function recordNumber(chart: Chart): string {
  const digits = chart.random.digits(8);
  return chart.organisation.slug === 'city-clinic'
    ? `CC${digits.slice(0, 6)}`
    : `UH ${digits.slice(0, 4)} ${digits.slice(4)}`;
}

function patientExtensions({ birthSex, birthPlace }: Demographics): Extension[] {
  return [
    ...(birthSex ? [{ url: BIRTH_SEX, valueCode: birthSex }] : []),
    ...(birthPlace ? [{ url: BIRTH_PLACE, valueAddress: birthPlace }] : []),
  ];
}

function telecom({ phone, email }: Demographics): NonNullable<Patient['telecom']> {
  return [
    ...(phone === undefined ? [] : [{ system: 'phone' as const, value: phone, use: 'mobile' as const, rank: 1 }]),
    ...(email === undefined ? [] : [{ system: 'email' as const, value: email, use: 'home' as const }]),
  ];
}
