/**
 * What heads a clinical document: whose it is, who wrote it and when (HL7 CDA Release 2 §4.2 CDA Header).
 * @module
 */
import { personNameOf, type PersonName } from '../../format/person.ts';
import { date } from '../../format/read.ts';
import type { Period } from '../../format/when.ts';
import { named, wordsIn } from './narrative.ts';
import type { XmlElement } from './xml.ts';

/** Somebody that a document tells of. */
export interface DocumentPatient {
  readonly names: readonly PersonName[];
  readonly birthDate?: string | undefined;
  readonly gender: 'male' | 'female' | 'other' | 'unknown' | 'not-recorded';
  readonly identifiers: readonly string[];
}

/** A person or a program, where they wrote from, and when. */
export interface DocumentAuthor {
  readonly name?: string | undefined;
  readonly organization?: string | undefined;
  readonly time?: string | undefined;
}

export interface DocumentHeader {
  readonly title?: string | undefined;
  /** Its code in words. */
  readonly type?: string | undefined;
  readonly date?: string | undefined;
  /** BCP 47. */
  readonly language?: string | undefined;
  readonly version?: string | undefined;
  /** Usually one. */
  readonly patients: readonly DocumentPatient[];
  readonly authors: readonly DocumentAuthor[];
  readonly custodian?: string | undefined;
  /** Who answers for it by law. */
  readonly signedBy?: DocumentAuthor | undefined;
  /** The time of what it tells of. */
  readonly period?: Period | undefined;
  /** How far it may be passed on, where that is not as usual: its code in words. */
  readonly confidentiality?: string | undefined;
}

export function headerOf(root: XmlElement): DocumentHeader {
  const told = at(root, 'componentOf', 'encompassingEncounter') ?? at(root, 'documentationOf', 'serviceEvent');
  const [signer] = named(root, 'legalAuthenticator');
  const confidentiality = at(root, 'confidentialityCode');
  return {
    title: said(at(root, 'title')),
    type: codeWords(at(root, 'code')),
    date: timeOf(at(root, 'effectiveTime')),
    language: attribute(at(root, 'languageCode'), 'code'),
    version: attribute(at(root, 'versionNumber'), 'value'),
    patients: named(root, 'recordTarget').flatMap((target) => named(target, 'patientRole').map(patientOf)),
    authors: named(root, 'author').map((author) => authorOf(author, 'assignedAuthor')),
    custodian: said(at(root, 'custodian', 'assignedCustodian', 'representedCustodianOrganization', 'name')),
    signedBy: signer && authorOf(signer, 'assignedEntity'),
    period: told && periodIn(at(told, 'effectiveTime')),
    confidentiality: attribute(confidentiality, 'code') === 'N' ? undefined : codeWords(confidentiality),
  };
}

/** The words of a code: what it is called here, else what the sender wrote, else the code. */
export function codeWords(code: XmlElement | undefined): string | undefined {
  if (!code) return undefined;
  return attribute(code, 'displayName') ?? said(at(code, 'originalText')) ?? attribute(code, 'code');
}

/** The first element on a way down. */
export function at(from: XmlElement, ...way: readonly string[]): XmlElement | undefined {
  return way.reduce<XmlElement | undefined>((element, name) => element && named(element, name)[0], from);
}

export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  return element?.attributes.get(name)?.trim() || undefined;
}

/** The words of an element on one line; undefined where it says nothing. */
export function said(element: XmlElement | undefined): string | undefined {
  return (element && wordsIn(element).replace(/\s+/g, ' ').trim()) || undefined;
}

function patientOf(role: XmlElement): DocumentPatient {
  const patient = at(role, 'patient');
  return {
    names: patient ? named(patient, 'name').flatMap((name) => nameOf(name) ?? []) : [],
    birthDate: patient && timeOf(at(patient, 'birthTime'))?.slice(0, 'yyyy-mm-dd'.length),
    gender: genderOf(patient && at(patient, 'administrativeGenderCode')),
    identifiers: named(role, 'id').flatMap((id) => attribute(id, 'extension') ?? []),
  };
}

/** HL7 AdministrativeGender. */
function genderOf(code: XmlElement | undefined): DocumentPatient['gender'] {
  switch (attribute(code, 'code')) {
    case 'M':
      return 'male';
    case 'F':
      return 'female';
    case 'UN':
      return 'other';
    case undefined:
      return 'not-recorded';
    default:
      return 'unknown';
  }
}

/** The parts of a name, or words alone (HL7 V3 data type EN). */
function nameOf(name: XmlElement): PersonName | undefined {
  const parts = (part: string): string[] => named(name, part).flatMap((one) => said(one) ?? []);
  const [family, given] = [parts('family').join(' '), parts('given')];
  const isInParts = family !== '' || given.length > 0;
  return personNameOf({
    ...(!isInParts && { text: said(name) ?? '' }),
    family,
    given,
    prefix: parts('prefix'),
    suffix: parts('suffix'),
  });
}

function authorOf(sent: XmlElement, role: string): DocumentAuthor {
  const assigned = at(sent, role);
  const device = assigned && at(assigned, 'assignedAuthoringDevice');
  const person = assigned && at(assigned, 'assignedPerson', 'name');
  const organization = assigned && at(assigned, 'representedOrganization', 'name');
  return {
    name: person
      ? personWords(person)
      : device && (said(at(device, 'softwareName')) ?? said(at(device, 'manufacturerModelName'))),
    organization: said(organization),
    time: timeOf(at(sent, 'time')),
  };
}

function personWords(name: XmlElement): string | undefined {
  const parts = named(name, 'prefix', 'given', 'family', 'suffix').flatMap((part) => said(part) ?? []);
  return parts.length > 0 ? parts.join(' ') : said(name);
}

function periodIn(interval: XmlElement | undefined): Period | undefined {
  if (!interval) return undefined;
  const start = timeOf(at(interval, 'low')) ?? timeOf(interval);
  const end = timeOf(at(interval, 'high'));
  return start || end ? { start, end } : undefined;
}

/** A point in time as FHIR writes it, as precise as sent (HL7 V3 data type TS: `20261123081500-0500`). */
function timeOf(element: XmlElement | undefined): string | undefined {
  const sent = /^(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?(?:\.\d+)?)?(?:([+-]\d\d)(\d\d))?$/.exec(
    attribute(element, 'value') ?? '',
  );
  if (!sent) return undefined;
  const [, year, month, day, hour, minute, second, zone, zoneMinutes] = sent;
  const time = hour && minute ? `T${hour}:${minute}:${second ?? '00'}${zone ? `${zone}:${zoneMinutes}` : ''}` : '';
  return date([year, month, day].filter(Boolean).join('-') + (day ? time : ''));
}
