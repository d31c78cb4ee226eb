/**
 * The words of a section of a clinical document, with what their look says (HL7 CDA Release 2 §4.3.5 Section Narrative
 * Block). Nothing of it is markup any more.
 * @module
 */
import type { AttachedFile } from '../attachment.ts';
import type { XmlElement } from './xml.ts';

/** How words are written; `deleted` and `inserted` are what was changed in an earlier version. */
export type Look = 'bold' | 'italics' | 'underline' | 'sub' | 'sup' | 'deleted' | 'inserted';

export type Narrative =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  /** `words` stand in a line, a `paragraph` by itself, a `note` beside what it is about. */
  | {
      readonly kind: 'words' | 'paragraph' | 'caption' | 'note';
      readonly looks: readonly Look[];
      /** Line breaks count, since the sender wrote nothing but text. */
      readonly asWritten?: boolean;
      readonly of: readonly Narrative[];
    }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly caption: readonly Narrative[];
      readonly items: readonly (readonly Narrative[])[];
    }
  | { readonly kind: 'table'; readonly caption: readonly Narrative[]; readonly rows: readonly NarrativeRow[] }
  /** A picture that the words refer to; with its file where it was sent. */
  | { readonly kind: 'picture'; readonly caption: readonly Narrative[]; readonly file?: AttachedFile | undefined };

export interface NarrativeRow {
  readonly part: 'head' | 'body' | 'foot';
  readonly cells: readonly NarrativeCell[];
}

export interface NarrativeCell {
  readonly isHead: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly of: readonly Narrative[];
}

/** What the words of a document refer to. */
export interface Referred {
  readonly byId: (id: string) => XmlElement | undefined;
  /** The picture that an element of this id holds. */
  readonly pictureOf: (id: string) => AttachedFile | undefined;
}

/** The words of a section's `text`. */
export function narrativeOf(text: XmlElement, referred: Referred): Narrative[] {
  const isPlain = text.children.every((child) => typeof child === 'string');
  if (!isPlain) return within(text, referred);
  const words = wordsIn(text).trim();
  return words ? [{ kind: 'paragraph', looks: [], asWritten: true, of: [{ kind: 'text', text: words }] }] : [];
}

/** All letters in an element, without look. */
export function wordsIn({ children }: XmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : wordsIn(child))).join('');
}

/** The elements of these names in an element, of the same vocabulary as it. */
export function named({ children, namespace }: XmlElement, ...names: readonly string[]): XmlElement[] {
  return children
    .filter((child) => typeof child !== 'string')
    .filter((child) => names.includes(child.name) && child.namespace === namespace);
}

function within({ children }: XmlElement, referred: Referred): Narrative[] {
  return children.flatMap((child): Narrative[] => {
    if (typeof child !== 'string') return [partOf(child, referred)];
    return child ? [{ kind: 'text', text: child }] : [];
  });
}

/** Some senders write HTML where the standard has names of its own: what means the same is read as the same. */
function partOf(element: XmlElement, referred: Referred): Narrative {
  const looks = looksOf(element);
  switch (element.name) {
    case 'br':
      return { kind: 'break' };
    case 'paragraph':
    case 'p':
    case 'div':
    case 'pre':
      return { kind: 'paragraph', looks, of: within(element, referred) };
    case 'caption':
      return { kind: 'caption', looks, of: within(element, referred) };
    case 'footnote':
      return { kind: 'note', looks, of: within(element, referred) };
    case 'footnoteRef': {
      // Only its words: a note may refer to itself.
      const note = referred.byId(element.attributes.get('IDREF') ?? '');
      return { kind: 'note', looks, of: [{ kind: 'text', text: note ? wordsIn(note) : '' }] };
    }
    case 'list':
    case 'ul':
    case 'ol':
      return wrapped(looks, listOf(element, referred));
    case 'table':
      return wrapped(looks, tableOf(element, referred));
    case 'renderMultiMedia':
    case 'img':
      return {
        kind: 'picture',
        caption: named(element, 'caption').flatMap((caption) => within(caption, referred)),
        file: referred.pictureOf(element.attributes.get('referencedObject')?.trim().split(/\s+/)[0] ?? ''),
      };
    default:
      return { kind: 'words', looks, of: within(element, referred) };
  }
}

function wrapped(looks: readonly Look[], whole: Narrative): Narrative {
  return looks.length > 0 ? { kind: 'paragraph', looks, of: [whole] } : whole;
}

/** What stands between the items, though it should not, comes before them and is not lost. */
function listOf(element: XmlElement, referred: Referred): Narrative {
  const caption = element.children
    .filter((child) => typeof child === 'string' || !['item', 'li'].includes(child.name))
    .flatMap((child) => strayOf(child, referred));
  const items = named(element, 'item', 'li').map((item) => {
    const looks = looksOf(item);
    const of = within(item, referred);
    return looks.length > 0 ? [{ kind: 'words', looks, of } as const] : of;
  });
  return {
    kind: 'list',
    ordered: element.attributes.get('listType') === 'ordered' || element.name === 'ol',
    caption,
    items,
  };
}

const PARTS: Readonly<Record<string, NarrativeRow['part']>> = { thead: 'head', tbody: 'body', tfoot: 'foot' };

/** A foot may be sent before the body, and stands after it. */
function tableOf(table: XmlElement, referred: Referred): Narrative {
  const rows: NarrativeRow[] = [];
  const caption: Narrative[] = [];
  const read = (element: XmlElement, part: NarrativeRow['part']): void => {
    for (const child of element.children) {
      if (typeof child !== 'string' && child.name in PARTS) read(child, PARTS[child.name] ?? part);
      else if (typeof child !== 'string' && child.name === 'tr') rows.push(rowOf(child, part, caption, referred));
      else caption.push(...strayOf(child, referred));
    }
  };
  read(table, 'body');
  const order: readonly NarrativeRow['part'][] = ['head', 'body', 'foot'];
  rows.sort((one, other) => order.indexOf(one.part) - order.indexOf(other.part));
  return { kind: 'table', caption, rows };
}

function rowOf(row: XmlElement, part: NarrativeRow['part'], stray: Narrative[], referred: Referred): NarrativeRow {
  const looks = looksOf(row);
  const cells = row.children.flatMap((child): NarrativeCell[] => {
    if (typeof child === 'string' || !['td', 'th'].includes(child.name)) {
      stray.push(...strayOf(child, referred));
      return [];
    }
    const own = [...new Set([...looks, ...looksOf(child)])];
    const of = within(child, referred);
    return [
      {
        isHead: child.name === 'th',
        columns: spanOf(child.attributes.get('colspan')),
        rows: spanOf(child.attributes.get('rowspan')),
        of: own.length > 0 ? [{ kind: 'words', looks: own, of }] : of,
      },
    ];
  });
  return { part, cells };
}

/** What stands where only rows or items should; space is nothing. */
function strayOf(child: XmlElement | string, referred: Referred): Narrative[] {
  if (typeof child !== 'string') return ['col', 'colgroup'].includes(child.name) ? [] : [partOf(child, referred)];
  return child.trim() ? [{ kind: 'text', text: child }] : [];
}

function spanOf(sent: string | undefined): number {
  return /^\d{1,2}$/.test(sent ?? '') ? Math.max(1, Number(sent)) : 1;
}

/** By the element's name, its style codes, and what an earlier version had otherwise (`revised`). */
function looksOf({ name, attributes }: XmlElement): Look[] {
  const looks = new Set<Look>();
  const own = LOOKS[name];
  if (own) looks.add(own);
  for (const code of attributes.get('styleCode')?.split(/\s+/) ?? []) {
    const look = LOOKS[code.toLowerCase()] ?? (/strike|line-?through|delete/i.test(code) ? 'deleted' : undefined);
    if (look) looks.add(look);
  }
  if (/line-through/i.test(attributes.get('style') ?? '')) looks.add('deleted');
  const revised = attributes.get('revised');
  if (revised === 'delete') looks.add('deleted');
  if (revised === 'insert') looks.add('inserted');
  return [...looks];
}

const LOOKS: Readonly<Record<string, Look>> = {
  bold: 'bold',
  b: 'bold',
  strong: 'bold',
  italics: 'italics',
  emphasis: 'italics',
  i: 'italics',
  em: 'italics',
  underline: 'underline',
  u: 'underline',
  sub: 'sub',
  sup: 'sup',
  del: 'deleted',
  s: 'deleted',
  strike: 'deleted',
  ins: 'inserted',
};
