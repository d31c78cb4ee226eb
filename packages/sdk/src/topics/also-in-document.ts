/**
 * What a document holds besides: entries of its sections that no other topic tells, and sections that say in words alone
 * what they say. A document may have sections of its own, and any section may list a report or a document (FHIR R4 §2.24
 * Composition; IPS 2.0). Left out, nobody would miss it.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { narrativeText } from '../format/narrative.ts';
import { date, list, text } from '../format/read.ts';
import { beginning, whenOf } from '../format/when.ts';
import { isDirective } from './advance-directives.ts';
import { lookUp, namedLine, readingOf, statusOf, type Reading } from './line.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import { contentOfObservations, observationList, type ObservationListView } from './observation-list.ts';
import { originOf } from './origin.ts';
import { isAboutPregnancy } from './pregnancy.ts';
import { topic, type SourcedResource, type TopicInput } from './topic.ts';

/** An entry of a section, or a section of words. */
export interface DocumentEntryLine extends ListedLine {
  /** The section that it stands in, by its title, with its codes. */
  readonly section?: Concept | undefined;
  /** What it comes to, where it says so: a report's conclusion; of a section, its words. Untrusted text. */
  readonly summary?: string | undefined;
  /** The words of its narrative. Untrusted text. */
  readonly narrative?: string | undefined;
  /** The document names it and does not hold it. */
  readonly missing: boolean;
}

/** Findings as such, and all else. */
export interface AlsoInDocumentView extends ObservationListView {
  readonly entries: ListView<DocumentEntryLine>;
  /** The section that a finding stands in, by the line's key. */
  readonly sections: ReadonlyMap<string, Concept>;
}

export const alsoInDocument = topic<AlsoInDocumentView>({
  name: 'also-in-document',
  searches: [{ type: 'Composition', by: 'patient', documentsOnly: true }],
  view: (input) => {
    const found = input.matches.flatMap((sourced) => untold(sourced, input));
    return {
      ...observationList({ ...input, matches: found.flatMap(({ finding }) => finding ?? []) }),
      entries: listView(onceEach(found.flatMap(({ line }) => line ?? [])), () => false, maybeSame()),
      sections: new Map(found.flatMap(({ finding, section }) => placeOf(finding, section, input))),
    };
  },
  content: (view) => (contentOfList(view.entries) === 'some' ? 'some' : contentOfObservations(view)),
});

interface Untold {
  readonly line?: DocumentEntryLine;
  readonly finding?: SourcedResource;
  readonly section?: Concept | undefined;
}

function untold(sourced: SourcedResource, input: TopicInput): Untold[] {
  const { resource } = sourced;
  if (resource?.resourceType !== 'Composition') return [];
  const reading = readingOf<fhir.Composition>(input, sourced, 0);
  return sectionsOf(resource.section).flatMap((section, place): Untold[] => {
    const entries = list(section.entry);
    if (entries.length > 0) return entries.flatMap((reference, at) => ofEntry(reference, section, reading, place, at));
    const words = narrativeText(section.text?.div) ?? conceptOf(section.emptyReason)?.text;
    if (words === undefined || isOf(section, READ)) return [];
    return [{ line: { ...wordsLine(section, reading, `${place}`), summary: words } }];
  });
}

function sectionsOf(sent: readonly fhir.CompositionSection[] | undefined): fhir.CompositionSection[] {
  return list(sent).flatMap((section) => [section, ...sectionsOf(section.section)]);
}

function ofEntry(
  reference: fhir.Reference,
  section: fhir.CompositionSection,
  reading: Reading<fhir.Composition>,
  place: number,
  at: number,
): Untold[] {
  const { input, sourced } = reading;
  const resource = lookUp(reference, reading);
  if (!resource) {
    const display = conceptOf(text(reference.display));
    const line = wordsLine(section, reading, `${place}.${at}`);
    return [{ line: { ...line, name: display ?? line.name, missing: true } }];
  }
  if (isTold(resource, section) || isAnothers(resource, reading)) return [];
  const entry = { ...sourced, resource, provenance: undefined };
  if (resource.resourceType === 'Observation') return [{ finding: entry, section: titleOf(section) }];
  const own = readingOf<fhir.FhirResource>(input, entry, at);
  return [{ line: entryLine({ ...own, origin: originOf(own) }, section) }];
}

function placeOf(
  finding: SourcedResource | undefined,
  section: Concept | undefined,
  input: TopicInput,
): [key: string, section: Concept][] {
  // Without an id, a finding is known by its place among the findings.
  return finding?.resource.id && section ? [[readingOf(input, finding, 0).key, section]] : [];
}

/** A document lists what is one patient's; what names another is nobody's business here. */
function isAnothers(resource: fhir.FhirResource, reading: Reading<fhir.Composition>): boolean {
  const { subject, patient } = resource as { subject?: fhir.Reference; patient?: fhir.Reference };
  const named = lookUp(subject ?? patient, reading);
  const own = lookUp(list(reading.resource.subject as fhir.Reference)[0], reading);
  return named?.resourceType === 'Patient' && own !== undefined && named !== own;
}

const LOINC = 'http://loinc.org';
const FINDINGS = ['8716-3', '30954-2', '29762-2', '47420-5'];
const PREGNANCY = '10162-6';
const DIRECTIVES = '42348-3';
const STORY = '81338-6';
/** Sections whose words other topics tell where they have no entries. */
const READ = [
  ...FINDINGS,
  PREGNANCY,
  DIRECTIVES,
  STORY,
  ...'48765-2 11450-4 11348-0 10160-0 11369-6 47519-4 46264-8 18776-5 104605-1 46240-8 61146-7 85847-2'.split(' '),
];

const isOf = (section: fhir.CompositionSection, codes: readonly string[]): boolean =>
  hasCode(conceptOf(section.code), codes, LOINC);

/** Of these, whatever is in the document is told, in whatever section. */
const TOLD: readonly string[] = (
  'Patient AllergyIntolerance Condition MedicationRequest MedicationStatement Immunization Procedure DeviceUseStatement ' +
  'CarePlan CareTeam Goal Flag Encounter'
).split(' ');

const FINDING_CATEGORIES =
  'vital-signs vital-sign laboratory social-history functional-status cognitive-status disability-status'.split(' ');

function isTold(resource: fhir.FhirResource, section: fhir.CompositionSection): boolean {
  const { category } = resource as { category?: fhir.CodeableConcept | fhir.CodeableConcept[] };
  const categories = conceptsOf(list(category as fhir.CodeableConcept[]));
  const isIn = (codes: readonly string[]): boolean => categories.some((one) => hasCode(one, codes));
  switch (resource.resourceType) {
    case 'Observation': {
      const expecting = isAboutPregnancy({ name: conceptOf(resource.code) });
      const alone = isOf(section, [PREGNANCY]) && categories.length === 0;
      return isOf(section, FINDINGS) || isIn(FINDING_CATEGORIES) || expecting || alone;
    }
    case 'ClinicalImpression':
      return isOf(section, ['47420-5']);
    case 'Device':
      return resource.patient !== undefined;
    case 'Consent':
      return isDirective(resource);
    case 'DocumentReference':
      return isOf(section, [DIRECTIVES]) || isIn([DIRECTIVES]) || hasCode(conceptOf(resource.type), [STORY]);
    default:
      return TOLD.includes(resource.resourceType);
  }
}

const STATUSES = (
  'active inactive in-progress on-hold stopped completed draft revoked cancelled rejected registered partial ' +
  'preliminary final amended corrected appended current superseded entered-in-error'
).split(' ');

/** What types call their name, their kind and their day. */
interface Entry {
  readonly code?: fhir.CodeableConcept;
  readonly type?: fhir.CodeableConcept | fhir.CodeableConcept[];
  readonly vaccineCode?: fhir.CodeableConcept;
  readonly medicationCodeableConcept?: fhir.CodeableConcept;
  readonly title?: string;
  readonly description?: unknown;
  readonly status?: string;
  readonly docStatus?: string;
  readonly date?: string;
  readonly authoredOn?: string;
  readonly issued?: string;
  readonly conclusion?: string;
  readonly conclusionCode?: fhir.CodeableConcept[];
  readonly note?: fhir.Annotation[];
  readonly text?: fhir.Narrative;
}

function entryLine(reading: Reading<fhir.FhirResource>, section: fhir.CompositionSection): DocumentEntryLine {
  const entry = reading.resource as Entry;
  const kinds = [entry.code, ...list(entry.type as fhir.CodeableConcept[]), entry.vaccineCode];
  const named = conceptsOf(kinds)[0] ?? conceptOf(entry.medicationCodeableConcept);
  const { status, code } = statusOf(STATUSES, entry.status);
  const concluded = [text(entry.conclusion), ...conceptsOf(entry.conclusionCode).map((one) => one.text)];
  const effective = whenOf(entry, 'effective') ?? whenOf(entry, 'performed');
  return {
    ...namedLine(reading, undefined, list(entry.note)),
    name: named ?? conceptOf(text(entry.title)) ?? conceptOf(text(entry.description)) ?? titleOf(section),
    status: entry.docStatus === 'entered-in-error' ? entry.docStatus : status,
    statusCode: code,
    date: beginning(effective) ?? date(entry.date) ?? date(entry.authoredOn) ?? date(entry.issued),
    section: titleOf(section),
    summary: concluded.filter(Boolean).join(' · ') || undefined,
    narrative: narrativeText(entry.text?.div),
    missing: false,
  };
}

function wordsLine(
  section: fhir.CompositionSection,
  reading: Reading<fhir.Composition>,
  place: string,
): DocumentEntryLine {
  const line = namedLine(reading, undefined, undefined);
  return {
    ...line,
    key: `${line.key}#${place}`,
    name: titleOf(section),
    status: 'unknown',
    date: date(reading.resource.date),
    section: titleOf(section),
    missing: false,
  };
}

function titleOf(section: fhir.CompositionSection): Concept | undefined {
  const [title, code] = [conceptOf(text(section.title)), conceptOf(section.code)];
  return title && code ? { ...title, codings: code.codings } : (title ?? code);
}

/** Sections may list the same. */
function onceEach(lines: readonly DocumentEntryLine[]): DocumentEntryLine[] {
  return [...new Map(lines.map((line) => [line.key, line])).values()];
}
