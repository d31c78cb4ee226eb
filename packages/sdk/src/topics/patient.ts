/**
 * Who the patient is (FHIR R4 §8.1 Patient).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { currentName, isOver, personNameOf, type PersonName } from '../format/person.ts';
import { pictureType } from '../format/picture.ts';
import { date, extensions, list, oneOf, text, texts, truth } from '../format/read.ts';
import { newestFirst, periodOf, type Period } from '../format/when.ts';
import { partiesOf, partyOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { topic, type Line } from './topic.ts';

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
  /** The record to head the page with: that of the first source that has one in use. Absent when no source sent one. */
  readonly patient: PatientDetails | undefined;
  /** The records of other sources, and those replaced. */
  readonly others: readonly PatientDetails[];
  /**
   * What other sources tell of the person that the same person could hardly have. Say it before anything else: records of
   * two people may stand on one page.
   */
  readonly mismatches: readonly PatientMismatch[];
}

/** Another source's record that may be of another person. */
export interface PatientMismatch {
  readonly other: PatientDetails;
  /** What differs from the record that heads the page. */
  readonly about: readonly ('name' | 'birth date' | 'sex')[];
}

export const patient = topic<PatientView>({
  name: 'patient',
  searches: [{ type: 'Patient', by: 'id' }],
  view: (input) => {
    const sources = input.matches.map(({ origin }) => origin.source);
    const all = newestFirst(linesOf(input, 'Patient', patientDetails)).sort(
      (one, other) => sources.indexOf(one.origin.source) - sources.indexOf(other.origin.source),
    );
    const chosen = all.find((one) => one.active && !isReplaced(one)) ?? all.find((one) => !isReplaced(one)) ?? all[0];
    const others = all.filter((one) => one !== chosen);
    return { patient: chosen, others, mismatches: chosen ? others.flatMap((other) => mismatch(chosen, other)) : [] };
  },
  content: (view) => (view.patient ? 'some' : 'none-recorded'),
});

function mismatch(patient: PatientDetails, other: PatientDetails): PatientMismatch | [] {
  if (patient.origin.source === other.origin.source) return [];
  const about = unlike(patient, other);
  return about.length > 0 ? { other, about } : [];
}

type Described = Pick<PatientDetails, 'names' | 'birthDate' | 'gender'>;

/**
 * What is told of two people that one person could hardly have. A birth date is known to the day, or says nothing here.
 * Names differ when no family name and no given name of one is among those of the other: people marry and shorten, and
 * seldom do both. Sex alone is often corrected, and says nothing.
 */
export function unlike(one: Described, other: Described): PatientMismatch['about'] {
  const known = (value: string | undefined): boolean => value?.length === 'yyyy-mm-dd'.length;
  const dates = [one.birthDate, other.birthDate];
  const sexes = [one.gender, other.gender].filter((gender) => gender === 'male' || gender === 'female');
  const about: PatientMismatch['about'] = [
    ...(namesDiffer(one, other) ? (['name'] as const) : []),
    ...(dates.every(known) && dates[0] !== dates[1] ? (['birth date'] as const) : []),
    ...(sexes.length === 2 && sexes[0] !== sexes[1] ? (['sex'] as const) : []),
  ];
  return about.some((facet) => facet !== 'sex') ? about : [];
}

function namesDiffer(one: Described, other: Described): boolean {
  const [first, second] = [one, other].map(({ names }) => new Set(names.flatMap(latinWords)));
  if (!first?.size || !second?.size) return false;
  return [...first].every((word) => !second.has(word));
}

/** Without accents and initials. Names in other scripts are left out: one person may be written in two. */
function latinWords({ family, given, text: whole }: PersonName): string[] {
  const written = [family, ...given].filter((part) => part !== undefined).join(' ') || (whole ?? '');
  const plain = written.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{Script=Latin}]+/u).filter((word) => word.length > 1);
}

/** Also where it is not said by which. */
function isReplaced({ links }: PatientDetails): boolean {
  return links.some(({ type }) => type === 'replaced-by');
}

const LINK_TYPES = ['replaced-by', 'replaces', 'refer', 'seealso'] as const;

function patientDetails(reading: Reading<fhir.Patient>): PatientDetails {
  const { key, reference, origin, resource, input } = reading;
  const names = list(resource.name).flatMap((name) => personNameOf(name) ?? []);
  const name = currentName(names, input.now);
  const links = list(resource.link).map((link) => ({
    type: oneOf(LINK_TYPES, link.type) ?? ('unknown' as const),
    to: partyOf(link.other, reading),
  }));
  return {
    key,
    reference,
    origin,
    active: resource.active !== false,
    name,
    names: name ? [name, ...names.filter((one) => one !== name)] : [],
    birthDate: date(resource.birthDate),
    birthTime: date(
      extensions(resource._birthDate, 'http://hl7.org/fhir/StructureDefinition/patient-birthTime')[0]?.[
        'valueDateTime'
      ],
    ),
    gender:
      oneOf(['male', 'female', 'other', 'unknown'], resource.gender) ??
      (text(resource.gender) ? 'unknown' : 'not-recorded'),
    genderCode: text(resource.gender),
    birthSex: personalOf(resource, /us-core-birthsex$/) ?? personalOf(resource, /us-core-sex$/),
    genderIdentity: personalOf(resource, /[/-]gender-?identity$/i),
    pronouns: personalOf(resource, /[/-]pronouns$/),
    deceased: deceasedOf(resource),
    identifiers: identifiersOf(resource, input.now),
    telecom: telecomOf(resource.telecom),
    addresses: list(resource.address).flatMap((address) => addressOf(address) ?? []),
    languages: languagesOf(resource),
    maritalStatus: conceptOf(resource.maritalStatus),
    multipleBirth: truth(resource.multipleBirthBoolean) ?? decimalText(resource, 'multipleBirthInteger'),
    contacts: list(resource.contact).map((contact) => ({
      name: personNameOf(contact.name),
      organization: partyOf(contact.organization, reading),
      relationships: conceptsOf(contact.relationship),
      telecom: telecomOf(contact.telecom),
      address: addressOf(contact.address),
    })),
    generalPractitioners: partiesOf(resource.generalPractitioner, reading),
    managingOrganization: partyOf(resource.managingOrganization, reading),
    photo: photoOf(resource.photo),
    links,
    replacedBy: links.find(({ type }) => type === 'replaced-by')?.to,
  };
}

/** `deceasedBoolean: false` is a statement; silence is not. */
function deceasedOf(resource: fhir.Patient): PatientDetails['deceased'] {
  const died = date(resource.deceasedDateTime);
  if (died || text(resource.deceasedDateTime)) return { state: 'yes', date: died };
  const dead = truth(resource.deceasedBoolean);
  return { state: dead === undefined ? 'not-recorded' : dead ? 'yes' : 'no' };
}

/** A person-level extension by the end of its URL: plain (US Core) or with a `value` part (R5 and its backport to R4). */
function personalOf(resource: fhir.Patient, url: RegExp): Concept | undefined {
  const found = list(resource.extension).filter((extension) => url.test(text(extension.url) ?? ''));
  const values = found.map((extension) => extensions(extension, 'value')[0] ?? extension);
  const sent = values.map((value) => value.valueCodeableConcept ?? value.valueCoding ?? text(value.valueCode));
  return conceptsOf(sent)[0];
}

const IDENTIFIER_USES = ['usual', 'official', 'temp', 'secondary', 'old'] as const;

function identifiersOf(resource: fhir.Patient, now: Date): PatientIdentifier[] {
  const identifiers = list(resource.identifier).flatMap((sent): PatientIdentifier | [] => {
    const value = text(sent.value);
    if (value === undefined) return [];
    const assigner = text(sent.assigner?.display);
    const use = oneOf(IDENTIFIER_USES, sent.use) ?? 'unknown';
    return {
      value,
      use,
      system: text(sent.system),
      type: conceptOf(sent.type),
      assigner,
      period: periodOf(sent.period),
    };
  });
  const rank = ({ use, type, period }: PatientIdentifier): number =>
    use === 'old' || isOver(period, now) ? 3 : hasCode(type, ['MR']) ? 0 : use === 'usual' ? 1 : 2;
  return identifiers.sort((one, other) => rank(one) - rank(other));
}

const SYSTEMS = ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'] as const;
const CONTACT_USES = ['home', 'work', 'temp', 'old', 'mobile'] as const;

/** In order of the rank sent. */
export function telecomOf(sent: readonly fhir.ContactPoint[] | undefined): ContactPoint[] {
  const ranked = list(sent).sort(
    (one, other) => (Number(one.rank) || Infinity) - (Number(other.rank) || Infinity) || 0,
  );
  return ranked.flatMap((point) => {
    const value = text(point.value);
    const system = oneOf(SYSTEMS, point.system) ?? 'unknown';
    return value === undefined
      ? []
      : { system, value, use: oneOf(CONTACT_USES, point.use) ?? 'unknown', period: periodOf(point.period) };
  });
}

/** An address in lines; undefined when it says nothing. */
export function addressOf(sent: fhir.Address | undefined): PostalAddress | undefined {
  const parts = [sent?.city, sent?.district, sent?.state, sent?.postalCode].flatMap((part) => text(part) ?? []);
  const built = [...texts(sent?.line), ...(parts.length > 0 ? [parts.join(', ')] : []), ...texts(sent?.country)];
  const lines = built.length > 0 ? built : (text(sent?.text)?.split(/\s*\n\s*/) ?? []);
  if (lines.length === 0) return undefined;
  return {
    use: oneOf(['home', 'work', 'temp', 'old', 'billing'], sent?.use) ?? 'unknown',
    lines,
    period: periodOf(sent?.period),
  };
}

function languagesOf(resource: fhir.Patient): PatientDetails['languages'] {
  const languages = list(resource.communication).flatMap((sent) => {
    const language = conceptOf(sent.language);
    return language ? { language, preferred: sent.preferred === true } : [];
  });
  return languages.sort((one, other) => Number(other.preferred) - Number(one.preferred));
}

/** Only what an `img` can show without being able to run or fetch anything: no SVG, no URL. */
function photoOf(sent: readonly fhir.Attachment[] | undefined): PatientDetails['photo'] {
  for (const photo of list(sent)) {
    const contentType = pictureType(photo.contentType);
    const data = text(photo.data)?.replace(/\s+/g, '');
    if (contentType && data && /^[A-Za-z0-9+/]+={0,2}$/.test(data)) return { contentType, data };
  }
  return undefined;
}
