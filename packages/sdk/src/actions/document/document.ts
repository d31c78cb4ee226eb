/**
 * A patient summary to take along: what was shown, in words and as resources, in one document (IPS 2.0; FHIR R4 §3.3
 * Documents).
 * @module
 */
import type {
  Bundle,
  CodeableConcept,
  Composition,
  Coding,
  CompositionSection,
  Device,
  Organization,
} from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import type { Code } from '../../format/concept.ts';
import { toJson } from '../../format/decimal.ts';
import type { Session } from '../../session/session.ts';
import type { Source } from '../../session/source.ts';
import { patient as patientTopic } from '../../topics/patient.ts';
import { gather, referencesIn, type Gathered } from './gather.ts';
import { narrativeOf } from './narrative.ts';
import { DOCUMENT_SECTIONS, type DocumentSectionName, type SectionPlan } from './sections.ts';

/** A section as it was shown. */
export interface ShownSection {
  readonly name: DocumentSectionName;
  /** In the reader's language. */
  readonly title: string;
  /** Codes of its own, of a section that comes from another document. Those of its name when left out. */
  readonly codings?: readonly Code[];
  readonly lines: readonly ShownLine[];
  /** What is to be known of the section: that it may be incomplete, what a server said. Plain text. */
  readonly notes?: readonly string[];
  /**
   * Why there are no lines. `nilknown`: somebody recorded that there is none. `unavailable`: nothing is recorded, or it
   * could not be read; the notes say which. `withheld`: the sign-in does not permit it (List empty reasons, FHIR R4).
   */
  readonly empty?: 'nilknown' | 'unavailable' | 'withheld';
}

/** A line as it was shown. */
export interface ShownLine {
  /** Relative to its source, as lines of views have it. A Composition's are words alone: no entry goes with them. */
  readonly reference: string;
  /** The id of the source. */
  readonly source: string;
  /** Its words, in the order of reading. */
  readonly words: readonly string[];
}

export interface DocumentOptions {
  /** The title of the document, in the reader's language. */
  readonly title: string;
  /** BCP 47, of all words. */
  readonly language?: string;
  /** Who puts it together: an organisation. EHR Widgets itself, as a device, when left out. */
  readonly author?: string;
  /** Said of a required section that was not shown, in the reader's language. */
  readonly notShown: string;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

export interface SummaryDocument {
  readonly document: Bundle;
  /** The same as text, with every decimal as its source wrote it: this is what to save or send. */
  readonly json: string;
  /** Lines that are in the document in words only, because their resource could not be read. */
  readonly wordsOnly: readonly Pick<ShownLine, 'reference' | 'source'>[];
}

/**
 * Reads the resources behind the lines, whole, and makes the document. Nothing is left out silently: a line whose
 * resource cannot be read stays in words and is named in the result.
 * @throws EhrError `session-expired` when a place is no longer there, or ends meanwhile, `not-found` when the patient's
 *   own details cannot be read: there is no document without them. `rejected` when lines are of another patient, or the
 *   places tell of people who can hardly be one.
 */
export async function summaryDocument(
  session: Session,
  shown: readonly ShownSection[],
  options: DocumentOptions,
): Promise<SummaryDocument> {
  const { sources } = session;
  const lines = shown.flatMap((section) => section.lines);
  const gathered = await Promise.all(
    sources.map((source) => {
      const own = lines.filter((line) => line.source === source.id && !isWords(line)).map(({ reference }) => reference);
      return gather(source, [...new Set(own)], options.signal);
    }),
  );
  // Another patient may have been opened, or nobody be signed in any more: then it is nobody's document.
  const areThere = sources.length > 0 && sources.every((source) => session.sources.includes(source));
  if (!areThere || lines.some(({ source }) => !isOf(sources, source))) {
    throw new EhrError('session-expired', 'The session has ended, or has another patient now. Sign in again.');
  }
  const entries = aboutOnePatient(gathered.flat(), options.now ?? new Date());
  const [patient] = entries;
  if (patient?.resource.resourceType !== 'Patient') {
    throw new EhrError('not-found', "The patient's own details could not be read, and a summary needs them.");
  }
  const urls = new Map(
    entries.map(({ fullUrl, resource, source }) => [
      keyOf(source.id, `${resource.resourceType}/${resource.id}`),
      fullUrl,
    ]),
  );
  const author = authorOf(options.author);
  const composition = compositionOf(shown, urls, { patient, author: author.fullUrl, options });
  const document: Bundle = {
    resourceType: 'Bundle',
    ...(options.language !== undefined && { language: options.language }),
    identifier: { system: 'urn:ietf:rfc:3986', value: newUrl() },
    type: 'document',
    timestamp: composition.date,
    entry: [
      { fullUrl: newUrl(), resource: composition },
      ...entries.map(({ fullUrl, resource }) => ({ fullUrl, resource })),
      author,
    ],
  };
  const wordsOnly = lines.filter((line) => !isWords(line) && !urls.has(keyOf(line.source, line.reference)));
  return {
    document,
    json: toJson(document),
    wordsOnly: wordsOnly.map(({ reference, source }) => ({ reference, source })),
  };
}

interface Parts {
  readonly patient: Gathered;
  readonly author: string;
  readonly options: DocumentOptions;
}

function compositionOf(
  shown: readonly ShownSection[],
  urls: ReadonlyMap<string, string>,
  { patient, author, options }: Parts,
): Composition {
  const { language, title, notShown, now = new Date() } = options;
  const plans = Object.entries(DOCUMENT_SECTIONS) as [DocumentSectionName, SectionPlan][];
  return {
    resourceType: 'Composition',
    ...(language !== undefined && { language }),
    status: 'final',
    type: concept('60591-5', 'Patient summary Document'),
    subject: { reference: patient.fullUrl },
    date: now.toISOString(),
    author: [{ reference: author }],
    title,
    section: plans.flatMap(([name, plan]) => {
      const own = shown.filter((section) => section.name === name);
      if (own.length > 0) return own.map((section) => sectionOf(section, plan, urls, language));
      if (!plan.required) return [];
      const missing = { name, title: plan.display, lines: [], notes: [notShown] };
      return [sectionOf(missing, plan, urls, language)];
    }),
  };
}

function sectionOf(
  { title, codings = [], lines, notes = [], empty = 'unavailable' }: ShownSection,
  { code, display }: SectionPlan,
  urls: ReadonlyMap<string, string>,
  language: string | undefined,
): CompositionSection {
  const references = new Set(lines.flatMap(({ source, reference }) => urls.get(keyOf(source, reference)) ?? []));
  const words = lines.map((line) => line.words);
  return {
    title,
    code: codings.length > 0 ? { coding: codings as Coding[] } : code ? concept(code, display) : { text: title },
    text: narrativeOf(words, notes.length + words.length > 0 ? notes : [title], language),
    // A section has entries or says why not (IPS 2.0, ips-comp-1), also one whose lines are in words only.
    ...(references.size > 0
      ? { entry: [...references].map((reference) => ({ reference })) }
      : { emptyReason: emptyReason(empty, [...notes, ...words.map((line) => line.join(' · '))]) }),
  };
}

function emptyReason(code: NonNullable<ShownSection['empty']>, notes: readonly string[]): CodeableConcept {
  const system = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';
  const display = { nilknown: 'Nil Known', unavailable: 'Unavailable', withheld: 'Withheld' }[code];
  return { coding: [{ system, code, display }], ...(notes.length > 0 && { text: notes.join(' ') }) };
}

/** Several places each have their own Patient; a document is about one: that of the first place. */
function aboutOnePatient(gathered: readonly Gathered[], now: Date): readonly Gathered[] {
  const patients = gathered.filter(({ isPatient }) => isPatient);
  const [patient] = patients;
  if (!patient) return [];
  requireOnePerson(patients, now);
  const others = new Set(patients.map(({ fullUrl }) => fullUrl));
  for (const { resource } of gathered) {
    for (const reference of referencesIn(resource)) {
      if (others.has(reference.reference ?? '')) reference.reference = patient.fullUrl;
    }
  }
  return [patient, ...gathered.filter(({ fullUrl }) => !others.has(fullUrl))];
}

/** On a page it is said beside what is shown; whoever is handed a document would not know. */
function requireOnePerson(patients: readonly Gathered[], now: Date): void {
  const matches = patients.map(({ resource, source }) => ({
    resource,
    origin: { source: source.id, sourceName: source.name },
  }));
  const { mismatches } = patientTopic.view({ matches, resolve: () => undefined, now });
  if (mismatches.length === 0) return;
  const message = 'The places tell of people who can hardly be one. Make a document of each place by itself.';
  throw new EhrError('rejected', message, { resourceType: 'Patient' });
}

function authorOf(name: string | undefined): { fullUrl: string; resource: Device | Organization } {
  const device: Device = { resourceType: 'Device', deviceName: [{ name: 'EHR Widgets', type: 'model-name' }] };
  return { fullUrl: newUrl(), resource: name === undefined ? device : { resourceType: 'Organization', name } };
}

function concept(code: string, display: string): CodeableConcept {
  return { coding: [{ system: 'http://loinc.org', code, display }] };
}

/** What a document says in words has no resource of its own but the Composition, of which there is one in a document. */
function isWords({ reference }: ShownLine): boolean {
  return /^Composition\b/.test(reference);
}

function isOf(sources: readonly Source[], id: string): boolean {
  return sources.some((source) => source.id === id);
}

function keyOf(source: string, reference: string): string {
  return `${source} ${reference}`;
}

function newUrl(): string {
  return `urn:uuid:${crypto.randomUUID()}`;
}
