/**
 * XML as a tree, read strictly (Extensible Markup Language 1.0, fifth edition; Namespaces in XML 1.0). What has a document
 * type is refused: entities of a stranger's making can be endless. Browsers' own reader is a sink of Trusted Types.
 * @module
 */

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Empty where it has none. */
  readonly namespace: string;
  /** By their names as written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

/** How deep elements may stand in each other. */
const DEEPEST = 200;

/** The root; undefined for what is not well-formed, has a document type, or is deeper than anybody writes. */
export function xmlOf(source: string): XmlElement | undefined {
  try {
    return new Reading(source.replace(/\r\n?/g, '\n')).root();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class Malformed extends Error {}

/** An element whose end has not come yet. */
interface Open {
  readonly element: XmlElement & { readonly children: (XmlElement | string)[] };
  /** As written, with its prefix. */
  readonly tag: string;
  readonly namespaces: ReadonlyMap<string, string>;
}

const START = [
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}',
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}',
].join('');
const NAME = `[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]*`;
const TAG = new RegExp(`<(/?)(${NAME})`, 'uy');
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const TAG_END = /\s*(\/?)>/y;
const INSTRUCTION = new RegExp(`<\\?(?!xml[\\s?])${NAME}(?=\\s|\\?>)`, 'uyi');
const DECLARATION =
  /\s*<\?xml\s+version\s*=\s*["']1\.\d+["'](?:\s+encoding\s*=\s*["'][\w.-]+["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/y;
const WORDS = /[^<]+/y;
/** Letters that XML does not have. */

const NO_LETTER = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u;
const XML = 'http://www.w3.org/XML/1998/namespace';

class Reading {
  readonly #source: string;
  #at = 0;
  readonly #open: Open[] = [];
  #root: XmlElement | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  root(): XmlElement {
    if (NO_LETTER.test(this.#source)) throw new Malformed();
    if (this.#source.startsWith('\ufeff')) this.#at = 1;
    this.#take(DECLARATION);
    while (this.#at < this.#source.length) this.#next();
    if (!this.#root || this.#open.length > 0) throw new Malformed();
    return this.#root;
  }

  #next(): void {
    const words = this.#take(WORDS)?.[0];
    if (words !== undefined) {
      if (words.includes(']]>')) throw new Malformed();
      return this.#add(resolved(words), /\S/.test(words));
    }
    if (this.#source.startsWith('<!--', this.#at)) {
      this.#at += '<!--'.length;
      this.#until('--');
      return this.#skip('>');
    }
    if (this.#source.startsWith('<![CDATA[', this.#at)) {
      this.#at += '<![CDATA['.length;
      return this.#add(this.#until(']]>'), true);
    }
    if (this.#take(INSTRUCTION)) return void this.#until('?>');
    const tag = this.#take(TAG);
    if (!tag) throw new Malformed();
    if (tag[1]) this.#end(tag[2] ?? '');
    else this.#begin(tag[2] ?? '');
  }

  #begin(tag: string): void {
    const parent = this.#open.at(-1);
    if ((!parent && this.#root) || this.#open.length >= DEEPEST) throw new Malformed();
    const attributes = new Map<string, string>();
    for (let one = this.#take(ATTRIBUTE); one; one = this.#take(ATTRIBUTE)) {
      const name = one[1] ?? '';
      if (attributes.has(name)) throw new Malformed();
      attributes.set(name, resolved((one[2] ?? one[3] ?? '').replace(/\s/g, ' ')));
    }
    const end = this.#take(TAG_END);
    if (!end) throw new Malformed();
    const namespaces = namespacesOf(attributes, parent?.namespaces ?? new Map([['xml', XML]]));
    for (const name of attributes.keys()) if (name.includes(':') && !name.startsWith('xmlns:')) split(name, namespaces);
    const element = { ...split(tag, namespaces), attributes, children: [] };
    if (parent) parent.element.children.push(element);
    else this.#root = element;
    if (!end[1]) this.#open.push({ element, tag, namespaces });
  }

  #end(tag: string): void {
    if (this.#open.pop()?.tag !== tag || this.#take(TAG_END)?.[1] !== '') throw new Malformed();
  }

  #add(words: string, isSaid: boolean): void {
    const { element } = this.#open.at(-1) ?? {};
    if (!element && isSaid) throw new Malformed();
    element?.children.push(words);
  }

  /** What stands before a mark, and goes past it. */
  #until(mark: string): string {
    const end = this.#source.indexOf(mark, this.#at);
    if (end < 0) throw new Malformed();
    const before = this.#source.slice(this.#at, end);
    this.#at = end + mark.length;
    return before;
  }

  #skip(mark: string): void {
    if (!this.#source.startsWith(mark, this.#at)) throw new Malformed();
    this.#at += mark.length;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source) ?? undefined;
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

function namespacesOf(
  attributes: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (own.length === 0) return outer;
  if (own.some(([name, value]) => name !== 'xmlns' && !value)) throw new Malformed();
  return new Map([...outer, ...own.map(([name, value]) => [name.slice('xmlns:'.length), value] as const)]);
}

function split(tag: string, namespaces: ReadonlyMap<string, string>): Pick<XmlElement, 'name' | 'namespace'> {
  const [prefix, name, ...more] = tag.includes(':') ? tag.split(':') : ['', tag];
  const namespace = namespaces.get(prefix ?? '');
  if (!name || more.length > 0 || (prefix && namespace === undefined)) throw new Malformed();
  return { name, namespace: namespace ?? '' };
}

/** References to letters, and to the five that XML itself names. */
function resolved(words: string): string {
  return words.replace(/&([^;]*);?/g, (whole, name: string) => {
    const named = NAMED[name];
    const code = /^#x[\da-f]+$/i.test(name)
      ? parseInt(name.slice(2), 16)
      : /^#\d+$/.test(name)
        ? Number(name.slice(1))
        : -1;
    const letter = named ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');
    if (!letter || !whole.endsWith(';') || NO_LETTER.test(letter)) throw new Malformed();
    return letter;
  });
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
