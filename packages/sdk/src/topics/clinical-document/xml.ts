/**
 * XML as a tree, read strictly (Extensible Markup Language 1.0, fifth edition; Namespaces in XML 1.0). What has a document
 * type is refused: entities of a stranger's making can be endless. Browsers' own reader is a sink of Trusted Types.
 * @module
 */
import { parseXml, XmlDocumentType, XmlElement as ParsedElement, XmlText } from '@rgrove/parse-xml';

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Empty where it has none. */
  readonly namespace: string;
  /** By their names as written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

type Namespaces = ReadonlyMap<string, string>;

/** How deep elements may stand in each other. */
const DEEPEST = 200;
const XML = 'http://www.w3.org/XML/1998/namespace';

class Malformed extends Error {}

/** The root; undefined for what is not well-formed, has a document type, or is deeper than anybody writes. */
export function xmlOf(source: string): XmlElement | undefined {
  try {
    const { children, root } = parseXml(source.trimStart(), { preserveDocumentType: true });
    if (!root || children.some((one) => one instanceof XmlDocumentType)) return undefined;
    return elementOf(root, new Map([['xml', XML]]), 1);
  } catch {
    // Not well-formed, or so deep that the reader ran out of room.
    return undefined;
  }
}

function elementOf({ name, attributes, children }: ParsedElement, outer: Namespaces, depth: number): XmlElement {
  if (depth > DEEPEST) throw new Malformed();
  const own = new Map(Object.entries(attributes));
  const namespaces = namespacesOf(own, outer);
  for (const each of own.keys()) if (each.includes(':') && !each.startsWith('xmlns:')) split(each, namespaces);
  return {
    ...split(name, namespaces),
    attributes: own,
    children: children.flatMap((child) => {
      if (child instanceof ParsedElement) return elementOf(child, namespaces, depth + 1);
      return child instanceof XmlText ? child.text : [];
    }),
  };
}

function namespacesOf(attributes: ReadonlyMap<string, string>, outer: Namespaces): Namespaces {
  const own = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (own.length === 0) return outer;
  if (own.some(([name, value]) => name !== 'xmlns' && !value)) throw new Malformed();
  return new Map([...outer, ...own.map(([name, value]) => [name.slice('xmlns:'.length), value] as const)]);
}

function split(tag: string, namespaces: Namespaces): Pick<XmlElement, 'name' | 'namespace'> {
  const [prefix, name, ...more] = tag.includes(':') ? tag.split(':') : ['', tag];
  const namespace = namespaces.get(prefix ?? '');
  if (!name || more.length > 0 || (prefix && namespace === undefined)) throw new Malformed();
  return { name, namespace: namespace ?? '' };
}
