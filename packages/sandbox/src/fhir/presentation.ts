/**
 * Parts of a resource: `_summary` and `_elements` (FHIR R4 §3.1.1.5.7 and §3.1.1.5.8).
 * @module
 */
import { elementsOf } from './definitions/registry.ts';
import { isObject, parseExact, type ExactJson, type ExactObject } from './json.ts';
import type { Presentation } from './search/query.ts';

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/** The stored text, or the part of it that was asked for, marked SUBSETTED. */
export function present(
  type: string,
  text: string,
  { summary, elements }: Pick<Presentation, 'summary' | 'elements'>,
): string {
  if (summary === 'false' && elements === undefined) return text;
  const resource = parseExact(text) as ExactObject;
  const part = elements !== undefined ? withElements(type, resource, elements) : withSummary(type, resource, summary);
  return JSON.stringify(marked(part));
}

function withElements(type: string, resource: ExactObject, elements: readonly string[]): ExactObject {
  const wanted = new Set(elements.map((each) => (each.startsWith(`${type}.`) ? each.slice(type.length + 1) : each)));
  const isWanted = (name: string): boolean => {
    const choice = elementsOf(type)?.get(name)?.choice;
    return wanted.has(name) || (choice !== undefined && (wanted.has(choice) || wanted.has(`${choice}[x]`)));
  };
  return keep(resource, (name) => isIdentity(name) || isMandatory(type, name) || isWanted(name));
}

function withSummary(type: string, resource: ExactObject, summary: Presentation['summary']): ExactObject {
  switch (summary) {
    case 'text':
      return keep(resource, (name) => isIdentity(name) || name === 'text' || isMandatory(type, name));
    case 'data':
      return keep(resource, (name) => name !== 'text');
    default:
      return summaryOf(type, resource);
  }
}

/** Elements marked as summary; inside a backbone element only its own summary elements. */
function summaryOf(path: string, value: ExactObject): ExactObject {
  const rules = elementsOf(path);
  const kept = keep(value, (name) => isIdentity(name) || rules?.get(name)?.summary === true);
  for (const [name, child] of Object.entries(kept)) {
    if (rules?.get(name)?.type !== '*') continue;
    const inside = `${path}.${name}`;
    if (Array.isArray(child))
      kept[name] = child.map((each) => (isObject(each) ? summaryOf(inside, each) : (each as null)));
    else if (isObject(child)) kept[name] = summaryOf(inside, child);
  }
  return kept;
}

function keep(value: ExactObject, wanted: (name: string) => boolean): ExactObject {
  // `_birthDate` holds the extensions of `birthDate` and goes with it.
  return Object.fromEntries(Object.entries(value).filter(([name]) => wanted(name.replace(/^_/, ''))));
}

function isIdentity(name: string): boolean {
  return name === 'resourceType' || name === 'id' || name === 'meta' || name === 'implicitRules';
}

function isMandatory(type: string, name: string): boolean {
  return elementsOf(type)?.get(name)?.required === true;
}

function marked(resource: ExactObject): ExactObject {
  const { resourceType, id, meta, ...rest } = resource;
  const tags = isObject(meta) && Array.isArray(meta.tag) ? (meta.tag as ExactJson[]) : [];
  const part: ExactObject = {
    resourceType,
    id,
    meta: { ...(isObject(meta) ? meta : {}), tag: [...tags, subsetted] },
    ...rest,
  };
  return part;
}
