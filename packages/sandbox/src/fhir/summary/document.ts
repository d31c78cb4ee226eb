/**
 * Sections and entries as an International Patient Summary: a document Bundle that is whole by itself
 * (FHIR R4 §3.3, https://hl7.org/fhir/uv/ips/STU1.1/).
 * @module
 */
import { referenceTarget } from '../index/references.ts';
import { isObject, type ExactJson, type ExactObject } from '../json.ts';
import { nameOf, sectionNarrative, wordsNarrative } from './narrative.ts';
import type { SectionPlan } from './sections.ts';

/** A section with its entries; `withheld` when the caller's scopes keep back some type that belongs into it. */
export interface FilledSection {
  readonly plan: SectionPlan;
  readonly entries: readonly ExactObject[];
  readonly withheld: boolean;
}

export interface DocumentParts {
  readonly base: string;
  readonly organisation: string;
  readonly now: Date;
  readonly newId: () => string;
  readonly patient: ExactObject;
  readonly sections: readonly FilledSection[];
  /** What the patient and the entries refer to. */
  readonly referred: readonly ExactObject[];
}

const reasons = {
  withheld: 'Withheld',
  unavailable: 'Unavailable',
} as const;

/** The document's JSON value. */
export function summaryDocument(parts: DocumentParts): ExactObject {
  const { base, organisation, now, newId, patient, sections, referred } = parts;
  const resources = [...new Set([patient, ...sections.flatMap(({ entries }) => entries), ...referred])];
  const names = new Map(resources.map((each) => [keyOf(each), nameOf(each, new Map())]));
  const author = { resourceType: 'Organization', id: newId(), name: organisation };
  const authorUrl = `urn:uuid:${author.id}`;
  const composition: ExactObject = {
    resourceType: 'Composition',
    id: newId(),
    status: 'final',
    type: {
      coding: [{ system: 'http://loinc.org', code: '60591-5', display: 'Patient summary Document' }],
      text: 'Patient summary',
    },
    subject: { reference: `${base}/${keyOf(patient)}` },
    date: now.toISOString(),
    author: [{ reference: authorUrl, display: organisation }],
    title: 'Patient Summary',
    custodian: { reference: authorUrl, display: organisation },
    section: sections.map((section) => sectionOf(section, base, names)),
  };
  const kept = new Set(names.keys());
  return {
    resourceType: 'Bundle',
    id: newId(),
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${newId()}` },
    type: 'document',
    timestamp: now.toISOString(),
    entry: [
      { fullUrl: `urn:uuid:${composition.id as string}`, resource: composition },
      ...resources.map((resource) => ({
        fullUrl: `${base}/${keyOf(resource)}`,
        resource: closed(resource, kept, base) as ExactObject,
      })),
      { fullUrl: authorUrl, resource: author },
    ],
  };
}

/** `Type/id` of a stored resource. */
export function keyOf({ resourceType, id }: ExactObject): string {
  return `${resourceType as string}/${id as string}`;
}

function sectionOf(
  { plan, entries, withheld }: FilledSection,
  base: string,
  names: ReadonlyMap<string, string>,
): ExactObject {
  const notes = withheld ? ['Some information of this section is withheld from the person who asked.'] : [];
  const nothing = entries.length > 0 ? [] : [withheld ? 'This section is withheld.' : 'Nothing is recorded here.'];
  const reason = withheld ? 'withheld' : 'unavailable';
  return {
    title: plan.title,
    code: { coding: [{ system: 'http://loinc.org', code: plan.code, display: plan.display }], text: plan.title },
    text: plan.inWords
      ? wordsNarrative(entries, names, notes)
      : sectionNarrative(entries, names, entries.length > 0 ? notes : nothing),
    ...(entries.length > 0
      ? { entry: entries.map((each) => ({ reference: `${base}/${keyOf(each)}` })) }
      : { emptyReason: emptyReason(reason, nothing[0]!) }),
  };
}

/** Never `nilknown`: that nothing is known is for a clinician to say, not for a server that found nothing. */
function emptyReason(code: keyof typeof reasons, text: string): ExactObject {
  const system = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';
  return { coding: [{ system, code, display: reasons[code] }], text };
}

/**
 * The resource with references that lead somewhere in the document. What a reference to anything else said is kept in
 * words, so that nobody follows it in vain.
 */
function closed(value: ExactJson, kept: ReadonlySet<string>, base: string): ExactJson {
  if (Array.isArray(value)) return value.map((each: ExactJson) => closed(each, kept, base));
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, closed(each!, kept, base)]),
  ) as ExactObject;
  if (typeof value.reference !== 'string') return copy;
  const target = referenceTarget(value.reference, base);
  if (target === undefined) return copy;
  if (kept.has(target)) return { ...copy, reference: target };
  const { reference, ...rest } = copy;
  return { ...rest, display: rest.display ?? `${reference as string} (not part of this document)` };
}
