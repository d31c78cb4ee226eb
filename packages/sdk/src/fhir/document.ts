/**
 * The same searches, answered from a Bundle in memory: an International Patient Summary document (IPS 2.0), a search
 * set, or any collection of resources.
 * @module
 */
import type { Bundle, Composition, CompositionSection, FhirResource, Patient, Reference } from 'fhir/r4.js';
import { list } from '../format/read.ts';
import type { Search } from '../topics/topic.ts';
import { narrativeText } from '../format/narrative.ts';
import { hasCategory, hasCodes } from './category.ts';
import type { Remark } from './outcome.ts';
import { ResourcePool } from './references.ts';
import type { Entry, Page } from './search.ts';
import { otherPatientOf, subjectsOf } from './subject.ts';

/** The sections of an IPS document that stand for what a server would be searched for (LOINC codes, IPS 2.0). */
const SECTIONS_OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  AllergyIntolerance: ['48765-2'],
  Condition: ['11450-4', '11348-0'],
  MedicationRequest: ['10160-0'],
  MedicationStatement: ['10160-0'],
  Immunization: ['11369-6'],
  Procedure: ['47519-4'],
  Device: ['46264-8'],
  DeviceUseStatement: ['46264-8'],
  CarePlan: ['18776-5'],
  Consent: ['42348-3'],
  Flag: ['104605-1'],
  // Of no International Patient Summary, and allowed in one.
  Encounter: ['46240-8'],
  Goal: ['61146-7'],
  CareTeam: ['85847-2'],
};
const SECTIONS_OF_CATEGORY: Readonly<Record<string, readonly string[]>> = {
  'vital-signs': ['8716-3'],
  laboratory: ['30954-2'],
  'social-history': ['29762-2'],
  'functional-status': ['47420-5'],
  '42348-3': ['42348-3'],
};
/** Of searches by a code: the section of pregnancy, known by the status of one. */
const SECTIONS_OF_CODE: Readonly<Record<string, readonly string[]>> = {
  'http://loinc.org|82810-3': ['10162-6'],
};

/** The patient a Bundle is about: its Composition's subject, else its only Patient. */
export function patientOf(bundle: Bundle): Patient | undefined {
  return patientAmong(bundle, poolOf(bundle));
}

function patientAmong(bundle: Bundle, pool: ResourcePool): Patient | undefined {
  const patients = entriesOf(bundle)
    .map((entry) => entry.resource)
    .filter((resource) => resource.resourceType === 'Patient');
  const document = compositionOf(bundle);
  // One in R4, a list in R5.
  const subject = document && pool.resolve(list(document.subject)[0], document);
  if (subject?.resourceType === 'Patient') return subject;
  return patients.length === 1 ? patients[0] : undefined;
}

/** Answers a search from a Bundle, in one page. */
export function searchBundle(bundle: Bundle, search: Search): Page {
  const pool = poolOf(bundle);
  const patient = patientAmong(bundle, pool);
  const sections = sectionsFor(search, bundle);
  const listed = new Set(sections.flatMap((section) => resourcesIn(section, bundle, pool)));
  const matches: Entry[] = [];
  const included: Entry[] = [];
  let holdsOthers = false;
  for (const entry of entriesOf(bundle)) {
    const resource = entry.resource;
    const isOwn = isAbout(patient, resource, pool);
    const asked =
      resource.resourceType === search.type &&
      (listed.has(resource) || (hasCategory(resource, search) && hasCodes(resource, search)));
    (asked && isOwn ? matches : included).push(entry);
    if (asked && !isOwn && isOfAnother(patient, resource, pool)) holdsOthers = true;
  }
  // Matches that no section lists are what the words of one are about.
  const remarks = sections.flatMap((section) => remarkOn(section, listed.size === 0 && matches.length > 0));
  if (holdsOthers) remarks.push({ kind: 'others-left-out' });
  const document = compositionOf(bundle);
  const knownNone = sections.length > 0 && sections.every(saysNilKnown);
  return {
    matches,
    included,
    remarks,
    total: matches.length,
    ...(knownNone && { knownNone: true as const }),
    ...datedBy(bundle),
    ...(document && { document }),
  };
}

/** The answer to a batch holds the answers to its searches, each a Bundle (FHIR R4 §3.1.0.11.2). */
function entriesOf(bundle: Bundle): Entry[] {
  const entries = (bundle.entry ?? []).filter((entry): entry is Entry => Boolean(entry.resource?.resourceType));
  return entries.flatMap((entry) => (entry.resource.resourceType === 'Bundle' ? entriesOf(entry.resource) : [entry]));
}

function compositionOf(bundle: Bundle): Composition | undefined {
  const first = bundle.type === 'document' ? bundle.entry?.[0]?.resource : undefined;
  return first?.resourceType === 'Composition' ? (first as Composition) : undefined;
}

function poolOf(bundle: Bundle): ResourcePool {
  const pool = new ResourcePool('');
  for (const entry of entriesOf(bundle)) pool.add(entry);
  return pool;
}

/** A Bundle holds one patient's record as a rule; where it holds several, only what names this one is theirs. */
function isAbout(patient: Patient | undefined, resource: FhirResource, pool: ResourcePool): boolean {
  if (resource.resourceType === 'Patient') return resource === patient;
  const named = subjectIn(resource, pool, patient);
  if (named) return named === patient;
  // Another patient's entry is no less theirs for their details being left out of the Bundle.
  return !patient?.id || otherPatientOf(resource, patient.id) === undefined;
}

/** Of several that take part in an appointment this patient, where that is one of them. */
function subjectIn(resource: FhirResource, pool: ResourcePool, patient: Patient | undefined): FhirResource | undefined {
  const named = subjectsOf(resource).flatMap((reference) => pool.resolve(reference, resource) ?? []);
  const subjects = resource.resourceType === 'Appointment' ? named.filter(isPatient) : named;
  return subjects.find((one) => one === patient) ?? subjects[0];
}

function isPatient({ resourceType }: FhirResource): boolean {
  return resourceType === 'Patient';
}

/**
 * What is left out of a record is another person's, not a group's or a place's. A Patient that this one is linked with is
 * another record of the same person.
 */
function isOfAnother(patient: Patient | undefined, resource: FhirResource, pool: ResourcePool): boolean {
  if (resource.resourceType === 'Patient')
    return !list(patient?.link).some(({ other }) => patient && pool.resolve(other, patient) === resource);
  const named = subjectIn(resource, pool, patient);
  return named === undefined || isPatient(named);
}

function sectionsFor(search: Search, bundle: Bundle): CompositionSection[] {
  const [categories, asked] = ['category', 'code'].map((name) => [search.params?.[name] ?? []].flat());
  const narrower = [
    ...(categories ?? []).flatMap((category) => SECTIONS_OF_CATEGORY[category] ?? []),
    ...(asked ?? []).flatMap((code) => SECTIONS_OF_CODE[code] ?? []),
  ];
  const codes = narrower.length > 0 ? narrower : (SECTIONS_OF_TYPE[search.type] ?? []);
  return allSections(compositionOf(bundle)?.section).filter((section) =>
    section.code?.coding?.some((coding) => coding.code && codes.includes(coding.code)),
  );
}

function allSections(sections: readonly CompositionSection[] | undefined): CompositionSection[] {
  return (sections ?? []).flatMap((section) => [section, ...allSections(section.section)]);
}

/** A section lists a panel, and the panel its members. */
function resourcesIn(section: CompositionSection, bundle: Bundle, pool: ResourcePool): FhirResource[] {
  const document = compositionOf(bundle);
  const found = new Set<FhirResource>();
  const add = (reference: Reference, from: FhirResource): void => {
    const resource = pool.resolve(reference, from);
    if (!resource || found.has(resource)) return;
    found.add(resource);
    const { hasMember, result } = resource as { hasMember?: Reference[]; result?: Reference[] };
    for (const member of [...(hasMember ?? []), ...(result ?? [])]) add(member, resource);
  };
  if (document) for (const reference of section.entry ?? []) add(reference, document);
  return [...found];
}

/**
 * A section without entries still speaks: by the reason it is empty, or by narrative that no machine can read. Saying
 * "nothing recorded" over either would be wrong, so its words go to the reader.
 */
function remarkOn(section: CompositionSection, isTold: boolean): Remark[] {
  if (saysNilKnown(section)) return [];
  const reason = section.emptyReason?.text ?? section.emptyReason?.coding?.[0]?.display;
  if (reason) return [{ kind: 'server-message', text: reason }];
  const told = narrativeText(section.text?.div);
  return isTold || section.entry?.length || !told ? [] : [{ kind: 'may-be-incomplete', text: told }];
}

/** Somebody asked, and there is none (List empty reasons, FHIR R4 §4.4.1.149). */
function saysNilKnown(section: CompositionSection): boolean {
  return section.emptyReason?.coding?.some((coding) => coding.code === 'nilknown') ?? false;
}

function datedBy(bundle: Bundle): { asOf?: Date } {
  const date = new Date(bundle.timestamp ?? compositionOf(bundle)?.date ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? {} : { asOf: date };
}
