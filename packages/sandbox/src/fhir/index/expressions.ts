/**
 * The official search parameters as functions from a resource to the elements they read: plain paths straight out of
 * the JSON, everything else by fhirpath.js.
 * @module
 */
import { compile } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { elementsOf, type SearchComponent, type SearchParameter } from '../definitions/registry.ts';
import { plainPath } from './paths.ts';

/** Reads elements out of a resource (plain JSON), or out of a part of one, whose resource is then given too. */
export type Reader = (from: object, resource?: object) => unknown[];

/** One member of a parameter's expression. */
export interface CompiledMember {
  readonly read: Reader;
  /** The only resource type its references may lead to, where the expression says `resolve() is Type`. */
  readonly only: string | undefined;
}

/** A component's reader takes one result of the composite's own expression. */
export interface CompiledComposite {
  readonly read: Reader;
  readonly components: readonly { readonly component: SearchComponent; readonly read: Reader }[];
}

const none: Reader = () => [];

export function compileParameter(parameter: SearchParameter): CompiledMember[] {
  return members(parameter.expression).map((member) => {
    // resolve() would fetch the resource; the type is already in the reference.
    const [, path = member, only] = /^(.*)\.where\(resolve\(\) is (\w+)\)$/.exec(member) ?? [];
    return { read: reader(parameter.base, path), only };
  });
}

export function compileComposite(parameter: SearchParameter): CompiledComposite[] {
  return members(parameter.expression).map((member) => ({
    read: reader(parameter.base, member),
    components: parameter.components.map((component) => ({
      component,
      read: evaluator({ base: member, expression: component.expression }),
    })),
  }));
}

/** The members of a union at the top level of an expression. */
function members(expression: string): string[] {
  return expression === '' ? [] : expression.split(/ \| (?![^(]*\))/);
}

function reader(type: string, expression: string): Reader {
  return plainPath(expression) ?? guarded(type, expression, evaluator(expression));
}

function evaluator(path: string | { base: string; expression: string }): Reader {
  const evaluate = compile(path, r4);
  return (from, resource = from) =>
    (evaluate(from, { resource }) as unknown[]).filter((value) => value !== null && value !== undefined);
}

/** Most resources lack most elements: do not evaluate an expression whose first element is not there. */
function guarded(type: string, expression: string, read: Reader): Reader {
  const first = new RegExp(`^\\(*${type}\\.(\\w+)`).exec(expression)?.[1];
  if (first === undefined) return read;
  if (/exists\(/.test(expression)) return read;
  const isChoice = [...(elementsOf(type)?.values() ?? [])].some((rule) => rule.choice === first);
  if (!isChoice) return (resource) => (first in resource ? read(resource) : none(resource));
  return (resource) => (Object.keys(resource).some((key) => key.startsWith(first)) ? read(resource) : none(resource));
}
