/**
 * Who the patient is (FHIR R4 §8.1 Patient).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { PersonName } from '../format/person.ts';
import type { Period } from '../format/when.ts';
import type { Line } from './topic.ts';
import type { Party } from './line.ts';

export interface PatientIdentifier {
  readonly value: string;
  readonly use: 'usual' | 'official' | 'temp' | 'secondary' | 'old' | 'unknown';
  readonly system?: string | undefined;
  /** What kind of number; `codings` hold `MR` for a medical record number (HL7 v2 table 0203). */
  readonly type?: Concept | undefined;
  readonly assigner?: string | undefined;
  readonly period?: Period | undefined;
}

export interface ContactPoint {
  readonly system: 'phone' | 'fax' | 'email' | 'pager' | 'url' | 'sms' | 'other' | 'unknown';
  readonly value: string;
  readonly use: 'home' | 'work' | 'temp' | 'old' | 'mobile' | 'unknown';
  readonly period?: Period | undefined;
}

export interface PostalAddress {
  readonly use: 'home' | 'work' | 'temp' | 'old' | 'billing' | 'unknown';
  /** As it would be written on an envelope, never empty. */
  readonly lines: readonly string[];
  readonly period?: Period | undefined;
}

export interface PatientContact {
  readonly name?: PersonName | undefined;
  readonly organization?: Party | undefined;
  readonly relationships: readonly Concept[];
  readonly telecom: readonly ContactPoint[];
  readonly address?: PostalAddress | undefined;
}

export interface PatientDetails extends Line {
  /** False when the record says that it is no longer in use. */
  readonly active: boolean;
  /** The name to address the record by now; absent when none was sent. */
  readonly name: PersonName | undefined;
  /** Every name, the chosen one first. */
  readonly names: readonly PersonName[];
  readonly birthDate?: string | undefined;
  /** With the time, where the `patient-birthTime` extension gives it. */
  readonly birthTime?: string | undefined;
  /** Administrative gender. */
  readonly gender: 'male' | 'female' | 'other' | 'unknown' | 'not-recorded';
  readonly genderCode?: string | undefined;
  /** From the US Core birth sex or the `individual-recordedSexOrGender` style extensions. */
  readonly birthSex?: Concept | undefined;
  readonly genderIdentity?: Concept | undefined;
  readonly pronouns?: Concept | undefined;
  /** `date` only when known; `state` is `not-recorded` when the record is silent. */
  readonly deceased: { readonly state: 'yes' | 'no' | 'not-recorded'; readonly date?: string | undefined };
  /** In order of use to a reader: medical record numbers first, old ones last. */
  readonly identifiers: readonly PatientIdentifier[];
  readonly telecom: readonly ContactPoint[];
  readonly addresses: readonly PostalAddress[];
  /** The preferred one first. */
  readonly languages: readonly { readonly language: Concept; readonly preferred: boolean }[];
  readonly maritalStatus?: Concept | undefined;
  readonly multipleBirth?: boolean | string | undefined;
  readonly contacts: readonly PatientContact[];
  readonly generalPractitioners: readonly Party[];
  readonly managingOrganization?: Party | undefined;
  /** An inline raster image; a photo by URL is never fetched. `data` is base64. */
  readonly photo?: { readonly contentType: string; readonly data: string } | undefined;
  readonly links: readonly {
    readonly type: 'replaced-by' | 'replaces' | 'refer' | 'seealso' | 'unknown';
    readonly to?: Party | undefined;
  }[];
  /** The record that takes this one's place, when there is one. */
  readonly replacedBy?: Party | undefined;
}

export interface PatientView {
  /** The record to head the page with; absent when no source sent one. */
  readonly patient: PatientDetails | undefined;
  /** The records of other sources, and those replaced. */
  readonly others: readonly PatientDetails[];
}
