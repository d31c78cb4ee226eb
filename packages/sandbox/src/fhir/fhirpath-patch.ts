/**
 * FHIRPath Patch: a Parameters resource whose parameters are operations on elements that FHIRPath names
 * (FHIR R4, https://hl7.org/fhir/R4/fhirpatch.html).
 * @module
 */
import { elementsOf, type ElementRule } from './definitions/registry.ts';
import { locate, type Place } from './index/locate.ts';
import { isNumber, isObject, parseExact, type ExactJson, type ExactObject } from './json.ts';
import { Refusal, type IssueCode } from './outcome.ts';

/** The resource after every operation, in order; the one given is left as it is. */
export function applyFhirPathPatch(resource: ExactObject, parameters: ExactObject): ExactObject {
  const copy = parseExact(JSON.stringify(resource)) as ExactObject;
  const operations = Array.isArray(parameters.parameter) ? (parameters.parameter as ExactJson[]) : [];
  if (operations.length === 0) throw new Refusal(400, 'required', 'A FHIRPath Patch has at least one operation.');
  operations.forEach((operation, position) => new Operation(copy, operation, position).apply());
  return copy;
}

/** A list of values or the only value under a name, with the extensions of primitives that go with it. */
interface Slot {
  readonly parent: ExactObject;
  readonly key: string;
}

class Operation {
  readonly #resource: ExactObject;
  readonly #parts: readonly ExactObject[];
  readonly #position: number;

  constructor(resource: ExactObject, operation: ExactJson, position: number) {
    this.#resource = resource;
    this.#position = position;
    if (!isObject(operation) || operation.name !== 'operation' || !Array.isArray(operation.part)) {
      throw this.#refusal(400, 'structure', 'is not a parameter with the name operation and parts.');
    }
    this.#parts = (operation.part as ExactJson[]).filter(isObject);
  }

  apply(): void {
    const type = this.#text('type');
    switch (type) {
      case 'add':
        return this.#add();
      case 'insert':
        return this.#insert();
      case 'delete':
        return this.#delete();
      case 'replace':
        return this.#replace();
      case 'move':
        return this.#move();
      default:
        throw this.#refusal(400, 'value', `has the type "${type}"; add, insert, delete, replace and move are known.`);
    }
  }

  /** Appends to a list, or sets an element that was not there. */
  #add(): void {
    const place = this.#one(this.#places());
    const parent = this.#objectAt(place);
    const { key, rule } = this.#child(place.type, this.#text('name'));
    const value = this.#value(place.type, rule);
    if (rule.repeats) {
      const slot = { parent, key };
      return this.#splice(slot, lengthOf(slot), 0, [value]);
    }
    const isThere = [...siblings(place.type, rule)].some((name) => parent[name] !== undefined);
    if (isThere) throw this.#refusal(422, 'business-rule', `adds ${key}, which is there already; replace it.`);
    put(parent, key, value);
  }

  #insert(): void {
    const { slot, rule, type } = this.#list();
    const index = this.#index('index', lengthOf(slot));
    this.#splice(slot, index, 0, [this.#value(type, rule)]);
  }

  /** Deleting what is not there is no error. */
  #delete(): void {
    const places = this.#places();
    if (places.length === 0) return;
    const { slot, index } = this.#slotOf(this.#one(places));
    if (index !== undefined) return this.#splice(slot, index, 1, []);
    delete slot.parent[slot.key];
    delete slot.parent[`_${slot.key}`];
  }

  #replace(): void {
    const place = this.#one(this.#places());
    const { slot, index, type } = this.#slotOf(place);
    const rule = this.#ruleOf(type, slot.key);
    const value = this.#value(type, rule);
    if (index !== undefined) return this.#splice(slot, index, 1, [value]);
    delete slot.parent[slot.key];
    delete slot.parent[`_${slot.key}`];
    // A choice may take another of its types: valueString for valueQuantity.
    const key = rule.choice === undefined ? slot.key : this.#child(type, rule.choice).key;
    put(slot.parent, key, value);
  }

  #move(): void {
    const { slot } = this.#list();
    const last = lengthOf(slot) - 1;
    const from = this.#index('source', last);
    const to = this.#index('destination', last);
    for (const key of [slot.key, `_${slot.key}`]) {
      const list = slot.parent[key];
      if (!Array.isArray(list)) continue;
      const copy = [...(list as ExactJson[])];
      copy.splice(to, 0, ...copy.splice(from, 1));
      put(slot.parent, key, copy);
    }
  }

  /** The list that a path names by its members, or, while it is empty, by its parent and name. */
  #list(): { slot: Slot; rule: ElementRule; type: string } {
    const path = this.#text('path');
    const places = this.#places();
    const found = places.map((place) => this.#slotOf(place));
    const [first] = found;
    if (first === undefined) {
      const [, parentPath, name] = /^(.+)\.([A-Za-z]+)$/s.exec(path) ?? [];
      if (parentPath === undefined) throw this.#nothingThere();
      const place = this.#one(this.#places(parentPath));
      const { key, rule } = this.#child(place.type, name!);
      return this.#repeating({ slot: { parent: this.#objectAt(place), key }, rule, type: place.type });
    }
    const { slot, type } = first;
    if (found.some((each) => each.slot.parent !== slot.parent || each.slot.key !== slot.key)) {
      throw this.#refusal(422, 'multiple-matches', 'names elements of more than one list.');
    }
    return this.#repeating({ slot, rule: this.#ruleOf(type, slot.key), type });
  }

  #repeating<L extends { rule: ElementRule }>(list: L): L {
    if (!list.rule.repeats) throw this.#refusal(422, 'business-rule', `names ${list.rule.name}, which is no list.`);
    return list;
  }

  #places(path = this.#text('path')): Place[] {
    const places = locate(this.#resource, path);
    if (places === undefined) {
      throw this.#refusal(400, 'value', 'has a path that is no FHIRPath of elements of this resource.');
    }
    return places;
  }

  #one(places: readonly Place[]): Place {
    if (places.length > 1) throw this.#refusal(422, 'multiple-matches', 'names more than one element.');
    if (places.length === 0) throw this.#nothingThere();
    return places[0]!;
  }

  #objectAt(place: Place): ExactObject {
    const value = place.steps.length === 0 ? this.#resource : this.#valueOf(place);
    if (!isObject(value)) throw this.#refusal(422, 'business-rule', 'adds to an element that has no children.');
    return value;
  }

  #valueOf(place: Place): ExactJson | undefined {
    const { slot, index } = this.#slotOf(place);
    const value = slot.parent[slot.key];
    return index === undefined ? value : (value as ExactJson[] | undefined)?.[index];
  }

  /** Where the element hangs in the JSON. A step below a primitive leads through the primitive's `_` companion. */
  #slotOf({ steps, parentType }: Place): { slot: Slot; index: number | undefined; type: string } {
    if (steps.length === 0) throw this.#refusal(422, 'business-rule', 'would replace the resource as a whole.');
    let parent = this.#resource;
    for (const { name, index } of steps.slice(0, -1)) {
      const key = keyOf(parent, name);
      const at = (companion: string): ExactJson | undefined =>
        index === undefined ? parent[companion] : (parent[companion] as ExactJson[] | undefined)?.[index];
      const value = at(key);
      const next = isObject(value) ? value : at(`_${key}`);
      if (!isObject(next)) throw this.#nothingThere();
      parent = next;
    }
    const { name, index } = steps.at(-1)!;
    return { slot: { parent, key: keyOf(parent, name) }, index, type: parentType };
  }

  #ruleOf(type: string, key: string): ElementRule {
    return this.#child(type, key).rule;
  }

  /** The element of a type by its name, or by the name of a choice and the type of the value given. */
  #child(type: string, name: string): { key: string; rule: ElementRule } {
    const rules = elementsOf(type);
    const choice = name.replace(/\[x\]$/, '');
    const key = rules?.has(name) === true ? name : choice + (this.#valueType() ?? '');
    const rule = rules?.get(key) ?? universal(name);
    if (rule === undefined) throw this.#refusal(422, 'structure', `names ${name}, which ${type} does not have.`);
    return { key: rule.name, rule };
  }

  #valueType(): string | undefined {
    const part = this.#parts.find((each) => each.name === 'value');
    return Object.keys(part ?? {}).flatMap((key) => (/^value[A-Z]/.test(key) ? [key.slice('value'.length)] : []))[0];
  }

  #value(type: string, rule: ElementRule): ExactJson {
    const part = this.#parts.find((each) => each.name === 'value');
    const value = part === undefined ? undefined : this.#valueIn(part, `${type}.${rule.name}`);
    if (value === undefined) throw this.#refusal(400, 'required', 'needs a part with the name value, and a value.');
    return value;
  }

  /** `value[x]`, a resource, or for an element without a type of its own its children as parts. */
  #valueIn(part: ExactObject, path: string): ExactJson | undefined {
    const key = Object.keys(part).find((each) => /^value[A-Z]/.test(each));
    if (key !== undefined) return part[key];
    if (part.resource !== undefined) return part.resource;
    if (!Array.isArray(part.part)) return undefined;
    const built: ExactObject = {};
    for (const child of (part.part as ExactJson[]).filter(isObject)) {
      const name = typeof child.name === 'string' ? child.name : '';
      const suffix =
        Object.keys(child)
          .find((each) => /^value[A-Z]/.test(each))
          ?.slice('value'.length) ?? '';
      const rules = elementsOf(path);
      const rule = rules?.get(name) ?? rules?.get(name + suffix) ?? universal(name);
      const value = this.#valueIn(child, `${path}.${name}`);
      if (rule === undefined || value === undefined) {
        throw this.#refusal(422, 'structure', `gives a value with a part that is no element of ${path}.`);
      }
      const known = built[rule.name];
      put(built, rule.name, rule.repeats ? [...((known as ExactJson[] | undefined) ?? []), value] : value);
    }
    return built;
  }

  /** Changes a list and keeps the extensions of its primitives beside them. */
  #splice({ parent, key }: Slot, index: number, removed: number, added: ExactJson[]): void {
    const list = [...((parent[key] as ExactJson[] | undefined) ?? [])];
    const companion = parent[`_${key}`];
    list.splice(index, removed, ...added);
    if (Array.isArray(companion)) {
      const extended = [...(companion as ExactJson[])];
      while (extended.length < index) extended.push(null);
      extended.splice(index, removed, ...added.map(() => null));
      if (extended.some((each) => each !== null)) put(parent, `_${key}`, extended);
      else delete parent[`_${key}`];
    }
    if (list.length === 0) delete parent[key];
    else put(parent, key, list);
  }

  #index(name: string, highest: number): number {
    const part = this.#parts.find((each) => each.name === name);
    const index = isNumber(part?.valueInteger) ? Number(part!.valueInteger) : NaN;
    if (!Number.isInteger(index) || index < 0 || index > highest) {
      throw this.#refusal(422, 'value', `needs ${name}, a whole number from 0 to ${highest}.`);
    }
    return index;
  }

  #text(name: string): string {
    const part = this.#parts.find((each) => each.name === name);
    const value = part?.valueString ?? part?.valueCode;
    if (typeof value !== 'string' || value === '') throw this.#refusal(400, 'required', `needs a part named ${name}.`);
    return value;
  }

  #nothingThere(): Refusal {
    return this.#refusal(422, 'not-found', 'names no element that is there.');
  }

  #refusal(status: number, code: IssueCode, words: string): Refusal {
    return new Refusal(status, code, `Operation ${this.#position} of the patch ${words}`);
  }
}

/** The JSON name of an element: FHIRPath says `value` where JSON says `valueQuantity`. */
function keyOf(parent: ExactObject, name: string): string {
  if (Object.hasOwn(parent, name) || Object.hasOwn(parent, `_${name}`)) return name;
  const choice = Object.keys(parent).find((key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)));
  return choice ?? name;
}

/** The names an element goes by: all of them for a choice. */
function siblings(type: string, rule: ElementRule): string[] {
  if (rule.choice === undefined) return [rule.name];
  return [...elementsOf(type)!.values()].filter(({ choice }) => choice === rule.choice).map(({ name }) => name);
}

/** Elements that any resource or data type may have (FHIR R4 §2.24). */
function universal(name: string): ElementRule | undefined {
  const types: Readonly<Record<string, readonly [string, boolean]>> = {
    id: ['string', false],
    meta: ['Meta', false],
    implicitRules: ['uri', false],
    language: ['code', false],
    text: ['Narrative', false],
    contained: ['Resource', true],
    extension: ['Extension', true],
    modifierExtension: ['Extension', true],
  };
  const known = Object.hasOwn(types, name) ? types[name] : undefined;
  if (known === undefined) return undefined;
  const [type, repeats] = known;
  const rule = { name, type, repeats, choice: undefined, sameAs: undefined, codes: undefined };
  return { ...rule, required: false, summary: false };
}

function lengthOf({ parent, key }: Slot): number {
  const list = parent[key];
  return Array.isArray(list) ? list.length : 0;
}

function put(parent: ExactObject, key: string, value: ExactJson): void {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
}
