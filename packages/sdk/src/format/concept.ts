/**
 * Coded text: what a CodeableConcept or Coding says in words, with the codes kept (FHIR R4 §2.24.0.5, §2.24.0.6).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { oncePerObject } from './once.ts';
import { extensions, list, text } from './read.ts';

/** One code of a concept, as sent. */
export interface Code {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
  readonly display?: string | undefined;
}

/** A coded idea. `text` is never empty: the text as sent, else a display, else the bare code. */
export interface Concept {
  readonly text: string;
  readonly codings: readonly Code[];
  /** Words in other languages, by BCP 47 tag in lower case, where the sender gave the `translation` extension. */
  readonly translations?: Readonly<Record<string, string>> | undefined;
}

type Coded = fhir.CodeableConcept | fhir.Coding | string | null | undefined;

/**
 * A CodeableConcept as a Concept; undefined when it says nothing at all. A Coding is taken as a concept with one coding,
 * and a plain string, which some servers send in its place, as text.
 */
export function conceptOf(value: Coded): Concept | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? codedConcept(value) : textConcept(text(value));
}

const codedConcept = oncePerObject((value: fhir.CodeableConcept | fhir.Coding): Concept | undefined => {
  const bare = 'coding' in value || 'text' in value ? value : { coding: [value as fhir.Coding] };
  const sent = list(bare.coding);
  const codings = sent.map(({ system, code, display }): Code => ({
    system: text(system),
    code: text(code),
    display: text(display),
  }));
  const preferred = sent.findIndex((coding) => coding.userSelected === true);
  const named = codings[preferred]?.display ? codings[preferred] : codings.find((coding) => coding.display);
  const words = text(bare.text) ?? named?.display ?? codings.find((coding) => coding.code)?.code;
  if (words === undefined) return undefined;
  const translations = translationsOf([(bare as { _text?: unknown })._text, ...sent.map((coding) => coding._display)]);
  return { text: words, codings, ...(translations && { translations }) };
});

/** The concepts of a list, without those that say nothing. */
export function conceptsOf(values: readonly Coded[] | Coded): readonly Concept[] {
  if (Array.isArray(values)) return codedConcepts(values as readonly Coded[]);
  const concept = conceptOf(values as Coded);
  return concept ? [concept] : NONE;
}

const NONE: readonly Concept[] = [];

const codedConcepts = oncePerObject((values: readonly Coded[]): readonly Concept[] =>
  list(values).flatMap((value) => conceptOf(value) ?? []),
);

/** Words without a code. */
function textConcept(words: string | undefined): Concept | undefined {
  return words === undefined ? undefined : { text: words, codings: [] };
}

/** The concept in the reader's language where the sender translated it, otherwise in the sender's words. */
export function conceptText(concept: Concept, locale: string): string {
  const wanted = locale.toLowerCase();
  const { translations } = concept;
  return translations?.[wanted] ?? translations?.[wanted.split('-')[0] ?? ''] ?? concept.text;
}

/** Whether any coding of the concept is one of `codes`; in `system` where one is given and the coding names its own. */
export function hasCode(concept: Concept | undefined, codes: readonly string[], system?: string): boolean {
  return codesOf(concept, system).some((code) => codes.includes(code));
}

/** The codes of a concept, or only those of one system; codings that name no system count as of any. */
export function codesOf(concept: Concept | undefined, system?: string): string[] {
  const codings = concept?.codings ?? [];
  return codings.flatMap(({ system: own, code }) => (code && (!system || !own || own === system) ? code : []));
}

/** The `translation` extension: http://hl7.org/fhir/StructureDefinition/translation. */
function translationsOf(elements: readonly unknown[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const element of elements) {
    if (!element) continue;
    for (const translation of extensions(element, 'http://hl7.org/fhir/StructureDefinition/translation')) {
      const parts = list(translation['extension'] as { url?: string; [value: string]: unknown }[]);
      const part = (url: string, key: string): string | undefined => text(parts.find((one) => one.url === url)?.[key]);
      const language = part('lang', 'valueCode')?.toLowerCase();
      const content = part('content', 'valueString') ?? part('content', 'valueMarkdown');
      if (language && content) found[language] ??= content;
    }
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
