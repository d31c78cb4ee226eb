/**
 * JSON Patch (RFC 6902) on JSON that keeps its decimals. The paths are JSON Pointers (RFC 6901).
 * @module
 */
import { isNumber, isObject, numberText, type ExactJson, type ExactObject } from './json.ts';
import { Refusal } from './outcome.ts';

/** The document after every operation, in order; the one given is left as it is. */
export function applyJsonPatch(document: ExactJson, operations: ExactJson): ExactJson {
  if (!Array.isArray(operations)) throw new Refusal(400, 'structure', 'A JSON Patch is a list of operations.');
  // Holding the document in an object lets the empty pointer, the whole document, be replaced like anything else.
  const holder: ExactObject = { document: structuredCopy(document) };
  operations.forEach((operation: ExactJson, position) => {
    if (!isObject(operation)) throw new Refusal(400, 'structure', `Operation ${position} is not an object.`);
    apply(holder, operation, position);
  });
  return holder.document!;
}

function apply(holder: ExactObject, { op, path, from, value }: ExactObject, position: number): void {
  const target = pointer(path, position);
  switch (op) {
    case 'add':
      return add(holder, target, required(value, position), position);
    case 'remove':
      return remove(holder, target, position);
    case 'replace': {
      const [parent, name] = locate(holder, target, position);
      read(parent, name, position);
      write(parent, name, required(value, position));
      return;
    }
    case 'move': {
      const source = pointer(from, position);
      const moved = readAt(holder, source, position);
      remove(holder, source, position);
      return add(holder, target, moved, position);
    }
    case 'copy':
      return add(holder, target, structuredCopy(readAt(holder, pointer(from, position), position)), position);
    case 'test':
      if (canonical(readAt(holder, target, position)) !== canonical(required(value, position))) {
        throw new Refusal(409, 'conflict', `Operation ${position}: the test failed.`);
      }
      return;
    default:
      throw new Refusal(400, 'value', `Operation ${position} has no op that JSON Patch knows.`);
  }
}

function pointer(path: ExactJson | undefined, position: number): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) {
    throw new Refusal(400, 'value', `Operation ${position} has no JSON Pointer where it needs one.`);
  }
  const names = path.split('/').slice(1);
  return ['document', ...names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))];
}

type Parent = ExactObject | ExactJson[];

function locate(holder: ExactObject, names: readonly string[], position: number): [Parent, string] {
  let parent: ExactJson = holder;
  for (const name of names.slice(0, -1)) parent = read(parent as Parent, name, position);
  if (!isObject(parent) && !Array.isArray(parent)) throw nothingThere(position);
  return [parent as Parent, names.at(-1)!];
}

function readAt(holder: ExactObject, names: readonly string[], position: number): ExactJson {
  return read(...locate(holder, names, position), position);
}

function read(parent: Parent, name: string, position: number): ExactJson {
  const value = Array.isArray(parent)
    ? parent[index(name, parent.length - 1, position)]
    : isObject(parent) && Object.hasOwn(parent, name)
      ? parent[name]
      : undefined;
  if (value === undefined) throw nothingThere(position);
  return value;
}

function write(parent: Parent, name: string, value: ExactJson): void {
  if (Array.isArray(parent)) parent[Number(name)] = value;
  else Object.defineProperty(parent, name, { value, enumerable: true, writable: true, configurable: true });
}

function add(holder: ExactObject, names: readonly string[], value: ExactJson, position: number): void {
  const [parent, name] = locate(holder, names, position);
  if (!Array.isArray(parent)) return write(parent, name, value);
  parent.splice(name === '-' ? parent.length : index(name, parent.length, position), 0, value);
}

function remove(holder: ExactObject, names: readonly string[], position: number): void {
  const [parent, name] = locate(holder, names, position);
  read(parent, name, position);
  if (Array.isArray(parent)) parent.splice(Number(name), 1);
  else delete parent[name];
}

function index(name: string, highest: number, position: number): number {
  if (!/^(0|[1-9]\d*)$/.test(name) || Number(name) > highest) throw nothingThere(position);
  return Number(name);
}

function required(value: ExactJson | undefined, position: number): ExactJson {
  if (value === undefined) throw new Refusal(400, 'required', `Operation ${position} needs a value.`);
  return value;
}

function nothingThere(position: number): Refusal {
  return new Refusal(422, 'not-found', `Operation ${position}: there is nothing at that path.`);
}

function structuredCopy(value: ExactJson): ExactJson {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, structuredCopy(each!)]));
}

/** Equal for equal JSON: names in order, numbers by value (RFC 6902 §4.6). */
function canonical(value: ExactJson): string {
  if (isNumber(value)) return String(Number(numberText(value)));
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name]!)}`).join()}}`;
}
