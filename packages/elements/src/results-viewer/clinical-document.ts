import { html, nothing, type TemplateResult } from 'lit';
import type { PatientDetails } from '@ehr-widgets/sdk';
import {
  aboutAnother,
  clinicalDocumentOf,
  type ClinicalDocument,
  type ClinicalSection,
  type DocumentAuthor,
  type DocumentPatient,
} from '@ehr-widgets/sdk/clinical-document';
import type { AttachedFile } from '@ehr-widgets/sdk/results';
import { icon } from '../shared/icons.ts';
import { addStyles } from '../shared/part-styles.ts';
import type { Reader } from '../shared/reader.ts';
import { message } from '../shared/state-view.ts';
import { drawStory } from '../shared/story.ts';
import { clinicalDocumentStrings } from './clinical-document.strings.ts';
import { styles } from './clinical-document.styles.ts';
import { drawNarrative, type NarrativeContext } from './narrative.ts';

/** What a clinical document is drawn with. */
export interface ClinicalDocumentContext {
  readonly reader: Reader;
  readonly patient: PatientDetails | undefined;
  /** Of the heading above it. */
  readonly level: number;
  /** Files that are in the document. */
  readonly drawFiles: (files: readonly AttachedFile[]) => TemplateResult;
}

/** Reads a clinical document, and returns what draws it; it stands in `root`. */
export function clinicalDocument(text: string, root: Node): (context: ClinicalDocumentContext) => TemplateResult {
  addStyles(root, styles);
  const document = clinicalDocumentOf(text);
  return (context) => {
    const words = clinicalDocumentStrings.for(context.reader);
    return document ? drawDocument(document, context) : message('warning', words.broken, words.brokenNext);
  };
}

function drawDocument(document: ClinicalDocument, context: ClinicalDocumentContext): TemplateResult {
  const { reader, patient, level, drawFiles } = context;
  const words = clinicalDocumentStrings.for(reader);
  const { title, type, language, sections, file } = document;
  const name = title ?? type;
  const isAnothers = patient !== undefined && aboutAnother(document, patient).length > 0;
  const facts = document.patients.map((one) => personText(one, reader)).join('; ');
  return html`<div class="cda">
    ${
      isAnothers
        ? html`<div class="note critsoft" role="alert">
            ${icon('warning')}
            <div>
              <p class="t">${words.another}</p>
              <p>${words.anotherNext(facts)}</p>
            </div>
          </div>`
        : nothing
    }
    ${name ? html`<div class="h sub" role="heading" aria-level=${Math.min(level + 1, 6)}><bdi>${name}</bdi></div>` : nothing}
    ${drawStory(factsOf(document, reader))} ${sections.length > FEW ? drawContents(sections, words) : nothing}
    <div class="cda" lang=${language ?? nothing} dir=${directionOf(language) ?? nothing}>
      ${sections.map((section) => drawSection(section, level + 2, context))}
    </div>
    ${
      file
        ? html`<p class="muted">${words.attached}</p>
            ${drawFiles([file])}`
        : nothing
    }
    ${sections.length === 0 && !file ? html`<p class="muted">${words.noSections}</p>` : nothing}
    ${sections.length > 0 ? html`<p class="muted">${words.shown}</p>` : nothing}
  </div>`;
}

/** So many sections can be looked over without a list of them. */
const FEW = 3;

/** Leads to each section, and takes the focus there. */
function drawContents(sections: readonly ClinicalSection[], words: NarrativeContext['words']): TemplateResult {
  const go = (event: Event, at: number): void => {
    const document = (event.currentTarget as Element).closest('.cda');
    const heading = document?.querySelectorAll<HTMLElement>(':scope > .cda > section > .h')[at];
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start' });
  };
  return html`<nav class="contents" aria-label=${words.contents}>
    <ul class="dots">
      ${sections.map(
        (section, at) =>
          html`<li>
            <button class="link" type="button" @click=${(event: Event) => go(event, at)}>
              <bdi>${nameOf(section, words)}</bdi>
            </button>
          </li>`,
      )}
    </ul>
  </nav>`;
}

function nameOf({ title, type }: ClinicalSection, words: NarrativeContext['words']): string {
  return title ?? type ?? words.untitled;
}

/** Tables and headings go as the document's language does, whatever is around it. */
function directionOf(language: string | undefined): 'ltr' | 'rtl' | undefined {
  if (language === undefined) return undefined;
  return /^(?:ar|dv|fa|he|iw|ps|sd|ug|ur|yi)\b/i.test(language) ? 'rtl' : 'ltr';
}

function drawSection(section: ClinicalSection, level: number, context: ClinicalDocumentContext): TemplateResult {
  const words = clinicalDocumentStrings.for(context.reader);
  const { subject, nothing: reason, entries, sections } = section;
  const name = nameOf(section, words);
  const narrative: NarrativeContext = { words, name, drawFiles: context.drawFiles };
  const isEmpty = section.words.length === 0 && sections.length === 0;
  const codes = context.reader.count(entries);
  return html`<section>
    <div class="h sub" role="heading" aria-level=${Math.min(level, 6)} tabindex="-1"><bdi>${name}</bdi></div>
    ${subject ? html`<p class="note caution">${words.subject(subject)}</p>` : nothing}
    ${reason && section.words.length === 0 ? html`<p>${reasonText(reason, words)}</p>` : nothing}
    ${drawNarrative(section.words, narrative)}
    ${isEmpty && (entries > 0 || !reason) ? html`<p class="muted">${entries > 0 ? words.onlyCodes(codes) : words.noWords}</p>` : nothing}
    ${sections.map((inner) => drawSection(inner, level + 1, context))}
  </section>`;
}

function reasonText(code: string, { nothing: reasons, nothingElse }: NarrativeContext['words']): string {
  return code in reasons ? reasons[code as keyof typeof reasons] : nothingElse(code);
}

function factsOf(document: ClinicalDocument, reader: Reader): (readonly [string, string])[] {
  const { facts, noPatient } = clinicalDocumentStrings.for(reader);
  const { title, type, patients, authors, signedBy } = document;
  return [
    [
      facts.patient,
      patients
        .map(({ names }) => reader.name(names[0]))
        .filter(Boolean)
        .join('; ') || noPatient,
    ],
    [facts.born, reader.list(patients.map(({ birthDate }) => reader.day(birthDate)))],
    [facts.number, reader.list(patients.flatMap(({ identifiers }) => identifiers))],
    [facts.type, title ? (type ?? '') : ''],
    [facts.date, reader.date(document.date)],
    [facts.period, reader.period(document.period)],
    [
      facts.author,
      authors
        .map((author) => authorText(author, reader))
        .filter(Boolean)
        .join('; '),
    ],
    [facts.signed, signedBy ? authorText(signedBy, reader) : ''],
    [facts.keeper, document.custodian ?? ''],
    [facts.version, document.version ?? ''],
    [facts.confidentiality, document.confidentiality ?? ''],
  ];
}

function authorText({ name, organization, time }: DocumentAuthor, reader: Reader): string {
  return reader.list([name ?? '', organization ?? '', reader.date(time)]);
}

function personText({ names, birthDate, gender }: DocumentPatient, reader: Reader): string {
  const { sex } = clinicalDocumentStrings.for(reader);
  const isTold = gender !== 'unknown' && gender !== 'not-recorded';
  return reader.list([reader.name(names[0]), reader.day(birthDate), isTold ? sex[gender] : '']);
}
