/**
 * The words of a clinical document (HL7 CDA Release 2, and with it C-CDA). The words of its sections are what its author
 * answers for; the coded entries beside them are for programs, and are not read (§1.2.3 human readability).
 * @module
 */
import { text } from '../../format/read.ts';
import { sizeOf, type AttachedFile } from '../attachment.ts';
import { unlike, type PatientDetails, type PatientMismatch } from '../patient.ts';
import { at, attribute, codeWords, headerOf, said, type DocumentHeader } from './header.ts';
import { named, narrativeOf, wordsIn, type Narrative, type Referred } from './narrative.ts';
import { xmlOf, type XmlElement } from './xml.ts';

export interface ClinicalDocument extends DocumentHeader {
  /** In the order in which they were sent. */
  readonly sections: readonly ClinicalSection[];
  /** What stands in place of sections: a PDF, a scan, text (§4.3.1 `nonXMLBody`). */
  readonly file?: AttachedFile | undefined;
}

export interface ClinicalSection {
  readonly title?: string | undefined;
  /** Its code in words. */
  readonly type?: string | undefined;
  /** Whom it tells of, where that is not the patient: a baby, a relative. */
  readonly subject?: string | undefined;
  /** Why there is nothing, as sent: `NI`, `NASK`, … (HL7 V3 NullFlavor). */
  readonly nothing?: string | undefined;
  /** Empty where no words were sent. */
  readonly words: readonly Narrative[];
  /** How many coded entries it has, whether or not it has words. */
  readonly entries: number;
  readonly sections: readonly ClinicalSection[];
}

/** The document in a text; undefined where it is none, or is not well-formed XML. */
export function clinicalDocumentOf(source: string): ClinicalDocument | undefined {
  const root = xmlOf(source);
  if (root?.name !== 'ClinicalDocument') return undefined;
  const referred = referredIn(root);
  const bodies = named(root, 'component');
  const [file] = bodies.flatMap((body) => named(body, 'nonXMLBody'));
  const bodyText = file && at(file, 'text');
  return {
    ...headerOf(root),
    sections: bodies.flatMap((body) => named(body, 'structuredBody')).flatMap((body) => sectionsOf(body, referred)),
    file: bodyText && fileOf(bodyText, 'body'),
  };
}

/** What a document says of whom it is about that hardly goes with the patient of a record. Say it before its words. */
export function aboutAnother(
  { patients }: ClinicalDocument,
  patient: Pick<PatientDetails, 'names' | 'birthDate' | 'gender'>,
): PatientMismatch['about'] {
  const found = patients.map((one) => unlike(patient, one));
  return found.some((about) => about.length === 0) ? [] : (found[0] ?? []);
}

function sectionsOf(parent: XmlElement, referred: Referred): ClinicalSection[] {
  return named(parent, 'component').flatMap((component) =>
    named(component, 'section').map((section): ClinicalSection => {
      const words = at(section, 'text');
      const relative = at(section, 'subject', 'relatedSubject');
      return {
        title: said(at(section, 'title')),
        type: codeWords(at(section, 'code')),
        subject:
          relative &&
          [codeWords(at(relative, 'code')), said(at(relative, 'subject', 'name'))].filter(Boolean).join(', '),
        nothing: attribute(section, 'nullFlavor') ?? attribute(words, 'nullFlavor'),
        words: words ? narrativeOf(words, referred) : [],
        entries: named(section, 'entry').length,
        sections: sectionsOf(section, referred),
      };
    }),
  );
}

/** A picture is referred to by its id, or by that of a region in it, which has it inside. */
function referredIn(root: XmlElement): Referred {
  const elements = new Map<string, XmlElement>();
  const pending: XmlElement[] = [root];
  for (let element = pending.pop(); element; element = pending.pop()) {
    const id = attribute(element, 'ID');
    if (id && !elements.has(id)) elements.set(id, element);
    pending.push(...element.children.filter((child) => typeof child !== 'string'));
  }
  return {
    byId: (id) => elements.get(id),
    pictureOf: (id) => {
      const element = elements.get(id);
      const media =
        element?.name === 'regionOfInterest' ? at(element, 'entryRelationship', 'observationMedia') : element;
      const value = media?.name === 'observationMedia' ? at(media, 'value') : undefined;
      return value && fileOf(value, id);
    },
  };
}

/** What is embedded, or where it lies (HL7 V3 data type ED). What is compressed is handed on as it is. */
function fileOf(value: XmlElement, key: string): AttachedFile | undefined {
  const url = attribute(at(value, 'reference'), 'value');
  const isBase64 = attribute(value, 'representation') === 'B64';
  const words = wordsIn({ ...value, children: value.children.filter((child) => typeof child === 'string') });
  const data = isBase64 ? text(words.replace(/\s+/g, '')) : words.trim() ? base64Of(words) : undefined;
  if (!data && !url) return undefined;
  const stated = attribute(value, 'mediaType');
  const contentType = isBase64 || url ? stated : `${stated ?? 'text/plain'}; charset=utf-8`;
  return {
    key,
    contentType,
    language: attribute(value, 'language'),
    size: data === undefined ? undefined : sizeOf(data),
    data,
    url,
  };
}

function base64Of(words: string): string {
  return btoa(Array.from(new TextEncoder().encode(words), (byte) => String.fromCharCode(byte)).join(''));
}
