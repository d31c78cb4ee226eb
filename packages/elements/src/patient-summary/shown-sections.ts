import type { Concept } from '@ehr-widgets/sdk';
import {
  DOCUMENT_SECTIONS,
  type DocumentSectionName,
  type SectionPlan,
  type ShownSection,
} from '@ehr-widgets/sdk/summary-document';
import type { Chip } from '../shared/chip.ts';
import type { Reader } from '../shared/reader.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { withheldText } from './layout.ts';
import type { Part } from './part.ts';
import { placeOf, telling } from './sections/line-words.ts';
import type { AnySection, Row, SectionBody } from './section.ts';

type Line = ShownSection['lines'][number];

/** The section of a document that a summary's section goes into; undefined for one of the host's that has no place there. */
export function documentSectionOf({ document, name }: AnySection): DocumentSectionName | undefined {
  return document ?? (Object.hasOwn(DOCUMENT_SECTIONS, name) ? (name as DocumentSectionName) : undefined);
}

/**
 * The parts of the summary as sections of a document: every line that it holds, folded or not, but for what was entered
 * in error; and of a section without lines, why there are none.
 * @param manySources Every line then says where it comes from.
 */
export function shownSections(parts: readonly Part[], reader: Reader, manySources: boolean): ShownSection[] {
  const told = parts.filter(({ section }) => section.name !== ALSO);
  const guests = guestsOf(parts, reader, manySources);
  const named = new Set(told.map(({ section }) => documentSectionOf(section)));
  const shown = told.flatMap((part) => {
    const name = documentSectionOf(part.section);
    if (!name) return [];
    const { body, section } = part;
    const { documentOfRest } = section;
    const rest = linesOf(body?.rest?.rows ?? [], reader, manySources);
    const own = [...linesOf(body?.rows ?? [], reader, manySources), ...statementLines(body)];
    const guestLines = guests.filter((guest) => guest.name === name).flatMap(({ lines }) => lines);
    // The text of this section is the story itself: a note of ours would be read as the patient's words.
    if (name === 'patient-story' && own.length + guestLines.length === 0) return [];
    const title = section.title(reader);
    const whole: ShownSection = {
      name,
      title,
      lines: [...own, ...(documentOfRest ? [] : rest), ...guestLines],
      // That there is nothing is not said beside something.
      notes: own.length === 0 && guestLines.length > 0 ? limitsOf(part) : notesOf(part, reader),
      empty: emptyOf(part),
    };
    // Where they have a section of their own, they are in it.
    if (!documentOfRest || rest.length === 0 || named.has(documentOfRest)) return [whole];
    return [
      whole,
      {
        name: documentOfRest,
        title: [title, body?.rest?.label].join(': '),
        lines: rest,
        notes: limitsOf(part),
      },
    ];
  });
  return [...shown, ...guests.filter(({ name }) => name === ALSO || !named.has(name))];
}

const ALSO = 'also-in-document';

/**
 * What of a document no section of the summary tells, in the section that it stood in there: one of those that a document
 * has by a name here, or one of that document's own.
 */
function guestsOf(parts: readonly Part[], reader: Reader, manySources: boolean): ShownSection[] {
  const guests = new Map<string, { section: ShownSection; rows: Row[] }>();
  for (const { section, body } of parts.filter((part) => part.section.name === ALSO)) {
    for (const row of [...(body?.rows ?? []), ...(body?.rest?.rows ?? [])]) {
      const title = reader.concept(row.inSection) || section.title(reader);
      const name = nameByCode(row.inSection) ?? ALSO;
      const key = name === ALSO ? `${ALSO} ${title}` : name;
      const codings = row.inSection?.codings ?? [];
      const known = guests.get(key) ?? {
        section: { name, title, lines: [], ...(name === ALSO && { codings }) },
        rows: [],
      };
      known.rows.push(row);
      guests.set(key, known);
    }
  }
  return [...guests.values()]
    .map(({ section, rows }) => ({ ...section, lines: linesOf(rows, reader, manySources) }))
    .filter(({ lines }) => lines.length > 0);
}

function nameByCode(section: Concept | undefined): DocumentSectionName | undefined {
  const codes = (section?.codings ?? []).map(({ code }) => code);
  const plans = Object.entries(DOCUMENT_SECTIONS) as [DocumentSectionName, SectionPlan][];
  return plans.find(([, { code }]) => code !== undefined && codes.includes(code))?.[0];
}

/** A recorded "none" that is not said as a line goes along as the entry that it is. */
function statementLines(body: SectionBody | undefined): Line[] {
  const said = new Set(body?.rows.map(({ reference, origin }) => `${origin.source} ${reference}`));
  return (body?.statements ?? [])
    .filter(({ reference, origin }) => !said.has(`${origin.source} ${reference}`))
    .map(({ reference, origin, main }) => ({ reference, source: origin.source, words: [main, origin.sourceName] }));
}

function linesOf(rows: readonly Row[], reader: Reader, manySources: boolean): Line[] {
  const { words } = telling(reader);
  return rows
    .filter(({ struck }) => !struck)
    .flatMap((row) => {
      const { main, value = '', unit = '', chips = [], side = '', sub = [], doubts = [], tellings = [] } = row;
      const from = manySources ? (row.sources ?? [placeOf(row.origin, words)]) : [];
      const said = [
        main,
        [value, unit].filter(Boolean).join('\u00a0'),
        ...chips.map(chipWords),
        ...sub,
        side,
        ...doubts,
        ...tellings.map(([source, text]) => `${source}: ${text}`),
        ...from,
      ];
      const line = { reference: row.reference, source: row.origin.source, words: [...new Set(said.filter(Boolean))] };
      const also = (row.also ?? []).map(({ reference, origin }) => ({
        reference,
        source: origin.source,
        words: [main, origin.sourceName],
      }));
      return [line, ...also];
    });
}

function chipWords({ word, qualifier }: Chip): string {
  return [word, qualifier].filter(Boolean).join(' ');
}

function notesOf(part: Part, reader: Reader): string[] {
  const { section, state, body, broken } = part;
  const words = stateStrings.for(reader);
  const noun = section.noun(reader);
  const notes = [...limitsOf(part), ...(body?.notes ?? []).map(({ title, text }) => sentences(title, text))];
  if (broken) notes.push(words.couldNotDraw);
  if (state.kind === 'denied' || state.kind === 'unsupported') notes.push(withheldText(state, noun, reader));
  if (state.kind === 'failed') notes.push(words.failed(noun));
  if (body?.rows.length === 0 && body.none) {
    const { none } = body;
    const isWhole = !('complete' in state) || state.complete || none.known;
    const { nothingArrived, nothingArrivedNext } = telling(reader).words;
    notes.push(isWhole ? sentences(none.title, none.text) : sentences(nothingArrived, nothingArrivedNext));
  }
  return notes;
}

/** What is missing, and how old it is. */
function limitsOf({ notices }: Part): string[] {
  return notices.map(({ title, text }) => sentences(title, text));
}

function sentences(title: string, text: string): string {
  return text ? `${title.replace(/[.:]$/, '')}. ${text}` : title;
}

function emptyOf({ state, body }: Part): NonNullable<ShownSection['empty']> {
  if (state.kind === 'denied') return 'withheld';
  const isKnown = body?.none?.known === true || ('content' in state && state.content === 'known-none');
  return isKnown && body?.rows.length === 0 ? 'nilknown' : 'unavailable';
}
