/**
 * What lines of several topics have in common: people, notes, and statements that there is nothing.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { codesOf, conceptOf, type Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';
import { currentName, formatName, personNameOf } from '../format/person.ts';
import { absentReason, date, list, oneOf, text } from '../format/read.ts';
import type { Absent } from './result-value.ts';
import type { Line, SourcedResource, TopicInput } from './topic.ts';

/** Somebody, or something, that recorded, said, ordered or did it. At least one member is present. */
export interface Party {
  /** As the sender displays it, else from the resource referred to. */
  readonly name?: string | undefined;
  readonly reference?: string | undefined;
  /** Tells "reported by the patient" from the rest. Absent when the reference does not say. */
  readonly kind?: 'patient' | 'relative' | 'practitioner' | 'organization' | 'device' | undefined;
}

/** A comment (FHIR R4 §2.24.0.20 Annotation). Untrusted text; may hold line breaks. */
export interface Note {
  readonly text: string;
  readonly time?: string | undefined;
  readonly author?: Party | undefined;
  /** Where nobody commented, and a value came with a reason for there being none: that reason, and the part that it is of. */
  readonly absent?: (Pick<Absent, 'reason' | 'text'> & { readonly part?: Concept | undefined }) | undefined;
}

/** A line that says what it is about. */
export interface NamedLine extends Line {
  /** Absent when the source did not say; draw the strings' own word for that, never an empty label. */
  readonly name: Concept | undefined;
  /** Why the name is absent, as a data-absent-reason code such as `masked` or `unknown`. */
  readonly nameAbsent?: string | undefined;
  readonly notes: readonly Note[];
}

/** A resource being read into a line. */
export interface Reading<R extends fhir.FhirResource> extends Line {
  readonly resource: R;
  readonly sourced: SourcedResource;
  readonly input: TopicInput;
}

/**
 * A match to be read; `place` is its own among those of its source and type that have no id. The id of what is contained
 * is its address: `DiagnosticReport/1#hb`.
 */
export function readingOf<R extends fhir.FhirResource>(
  input: TopicInput,
  sourced: SourcedResource,
  place: number,
): Reading<R> {
  const { resource, origin } = sourced;
  const type = resource.resourceType;
  const id = text(resource.id);
  const before = beginnings(origin.source, type);
  // A document may hold resources without an id; their place in it tells them apart.
  const key = before.key + (id ?? `#${place}`);
  const reference = id === undefined ? type : id.includes('#') ? id : before.reference + id;
  return { key, reference, origin, resource: resource as R, sourced, input };
}

/** How keys and references begin. Held once: as part of each, they would be the larger half of a long record's keys. */
function beginnings(source: string, type: string): { readonly key: string; readonly reference: string } {
  if (lastBeginnings.source !== source || lastBeginnings.type !== type) {
    lastBeginnings = { source, type, key: `${source}/${type}/`, reference: `${type}/` };
  }
  return lastBeginnings;
}

let lastBeginnings = { source: '', type: '', key: '', reference: '' };

/** What every NamedLine begins with. */
export function namedLine<R extends fhir.FhirResource>(
  reading: Reading<R>,
  code: fhir.CodeableConcept | undefined,
  notes: readonly fhir.Annotation[] | undefined,
): NamedLine {
  const { key, reference, origin } = reading;
  const name = conceptOf(code);
  const nameAbsent = name ? undefined : absentReason(code);
  return { key, reference, origin, name, nameAbsent, notes: notesOf(notes, reading) };
}

/** Comments that say something. */
export function notesOf(sent: readonly fhir.Annotation[] | undefined, reading: Reading<fhir.FhirResource>): Note[] {
  return list(sent).flatMap((note) => {
    const words = text(note.text);
    if (words === undefined) return [];
    const name = text(note.authorString);
    return { text: words, time: date(note.time), author: name ? { name } : partyOf(note.authorReference, reading) };
  });
}

/** The resource a reference points to, when it was sent and the reference is one. */
export function lookUp(
  reference: fhir.Reference | undefined,
  { input, sourced }: Reading<fhir.FhirResource>,
): fhir.FhirResource | undefined {
  return typeof reference?.reference === 'string' ? input.resolve(reference, sourced) : undefined;
}

/** Who or what a reference points to, by the name displayed or else looked up; undefined when it says nothing. */
export function partyOf(sent: fhir.Reference | undefined, reading: Reading<fhir.FhirResource>): Party | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  // What says its name and type itself need not be looked up, nor once more when more has come.
  const itself = namedItself(sent);
  if (itself) return itself;
  const reference = text(sent.reference);
  const found = lookUp(sent, reading);
  const name = text(sent.display) ?? nameOf(found, reading);
  const type = found?.resourceType ?? typeReferredTo(reference) ?? text(sent.type);
  return name || reference ? { name, reference, kind: KINDS[type ?? ''] } : undefined;
}

const namedItself = oncePerObject((sent: fhir.Reference): Party | undefined => {
  const reference = text(sent.reference);
  const [name, type] = [text(sent.display), typeReferredTo(reference)];
  return name && type ? { name, reference, kind: KINDS[type] } : undefined;
});

/** The type in a reference by address: `Organization` of `https://…/Organization/1`. */
export function typeReferredTo(reference: string | undefined): string | undefined {
  return /(?:^|\/)([A-Z]\w+)\/[^/]+(?:\/_history\/[^/]+)?$/.exec(reference ?? '')?.[1];
}

/** The parties of a list of references. */
export function partiesOf(sent: readonly fhir.Reference[] | undefined, reading: Reading<fhir.FhirResource>): Party[] {
  return list(sent).flatMap((reference) => partyOf(reference, reading) ?? []);
}

/** What a reference to a coded resource (a Condition, an Observation, a Medication) is about. */
export function subjectMatterOf(sent: fhir.Reference, reading: Reading<fhir.FhirResource>): Concept | undefined {
  const found = lookUp(sent, reading) as { code?: fhir.CodeableConcept } | undefined;
  const display = text(sent.display);
  return conceptOf(found?.code) ?? (display ? { text: display, codings: [] } : undefined);
}

/** `system|value` of each business identifier that has both. */
export function identifierKeys(sent: readonly fhir.Identifier[] | undefined): string[] {
  return list(sent).flatMap((one) => {
    const [system, value] = [text(one.system), text(one.value)];
    return system && value ? `${system}|${value}` : [];
  });
}

/** A status as a member of a closed union, `unknown` when absent or outside it, with what was sent. */
export function statusOf<const S extends string>(
  known: readonly S[],
  sent: unknown,
): { status: S | 'unknown'; code?: string | undefined } {
  const concept = conceptOf(sent as fhir.CodeableConcept);
  const codes = [...codesOf(concept), ...(concept ? [concept.text] : [])];
  const code = codes.find((one) => oneOf(known, one));
  return { status: oneOf(known, code) ?? 'unknown', code: code ?? codes[0] };
}

const KINDS: Readonly<Record<string, Party['kind']>> = {
  Patient: 'patient',
  RelatedPerson: 'relative',
  Practitioner: 'practitioner',
  PractitionerRole: 'practitioner',
  Organization: 'organization',
  CareTeam: 'organization',
  Device: 'device',
};

function nameOf(found: fhir.FhirResource | undefined, reading: Reading<fhir.FhirResource>): string | undefined {
  if (!found) return undefined;
  if (found.resourceType === 'PractitionerRole') {
    return partyOf(found.practitioner, reading)?.name ?? partyOf(found.organization, reading)?.name;
  }
  if (found.resourceType === 'Device') return text(list(found.deviceName)[0]?.name) ?? conceptOf(found.type)?.text;
  const { name } = found as { name?: string | readonly fhir.HumanName[] };
  if (typeof name === 'string') return text(name);
  const chosen = currentName(
    list(name).flatMap((one) => personNameOf(one) ?? []),
    reading.input.now,
  );
  return chosen ? formatName(chosen) : conceptOf((found as fhir.Specimen).type)?.text;
}
