/**
 * Where in a resource the elements are that a FHIRPath expression names.
 * @module
 */
import { compile } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';

/** One step from an element to a child. FHIRPath's names: `value`, not `valueQuantity`. */
export interface Step {
  readonly name: string;
  /** Undefined for an element that does not repeat. */
  readonly index: number | undefined;
}

export interface Place {
  /** From the resource to the element; none for the resource itself. */
  readonly steps: readonly Step[];
  /** The data type of the element, or its path for a backbone element: `HumanName`, `Patient.contact`. */
  readonly type: string;
  /** The same of the element it hangs from. */
  readonly parentType: string;
}

/** An element as fhirpath.js holds it while it evaluates. */
interface ResourceNode {
  readonly parentResNode: ResourceNode | null;
  readonly path: string | null;
  readonly propName: string | null;
  readonly index: number | null;
}

const longest = 2000;

/** Undefined when the expression is none, fails, or gives values that are no elements of the resource. */
export function locate(resource: object, expression: string): Place[] | undefined {
  if (expression.length > longest) return undefined;
  const places: Place[] = [];
  const note = (nodes: readonly ResourceNode[]): readonly ResourceNode[] => {
    places.push(...nodes.map(placeOf));
    return nodes;
  };
  try {
    // Raw numbers would look like objects to fhirpath.js; for finding a place plain ones do.
    const plain = JSON.parse(JSON.stringify(resource)) as object;
    const options = {
      userInvocationTable: { locate: { fn: note, arity: { 0: [] }, internalStructures: true } },
      // trace() would print what is in the record.
      traceFn: () => undefined,
    };
    const evaluate = compile(`(${expression}).locate()`, r4, options as Parameters<typeof compile>[2]);
    void evaluate(plain);
    return places;
  } catch {
    return undefined;
  }
}

function placeOf(node: ResourceNode): Place {
  const steps: Step[] = [];
  for (let each = node; each.parentResNode !== null; each = each.parentResNode) {
    if (typeof each.propName !== 'string') throw new TypeError('not an element');
    steps.unshift({ name: each.propName, index: each.index ?? undefined });
  }
  if (typeof node.path !== 'string') throw new TypeError('not an element');
  return { steps, type: node.path, parentType: node.parentResNode?.path ?? '' };
}
