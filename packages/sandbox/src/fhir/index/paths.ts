/**
 * Reading a plain path, for instance `Observation.component.code` or `(Observation.value.ofType(Quantity))`, straight out
 * of the JSON. Most search parameters are no more than that, and a whole FHIRPath engine for each took most of the time
 * in which a sandbox starts.
 * @module
 */
import { elementsOf, type ElementRule } from '../definitions/registry.ts';

/** One step: the JSON names that the element may have. */
type Step = readonly string[];

/** What reads the path; undefined for an expression that is more than a path, or that R4 has no elements for. */
export function plainPath(expression: string): ((from: object) => unknown[]) | undefined {
  const path = /^\((.*)\)$/.exec(expression)?.[1] ?? expression;
  const [, type = '', names = '', only] = /^([A-Z]\w+)((?:\.\w+)+)(?:\.ofType\((\w+)\))?$/.exec(path) ?? [];
  const steps = names === '' ? undefined : stepsOf(type, names.slice(1).split('.'), only);
  return steps && ((from) => steps.reduce<unknown[]>(follow, [from]));
}

/** What every resource has is not among the elements of each. */
const META = { type: 'Meta', sameAs: undefined };

function stepsOf(type: string, names: readonly string[], only: string | undefined): Step[] | undefined {
  const steps: Step[] = [];
  let within = type;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const rules = [...(elementsOf(within)?.values() ?? [])];
    const own: Pick<ElementRule, 'type' | 'sameAs'> | undefined =
      name === 'meta' && within === type ? META : rules.find((rule) => !rule.choice && rule.name === name);
    if (own && !(isLast && only)) {
      steps.push([name]);
      within = own.sameAs ?? (own.type === '*' ? `${within}.${name}` : own.type);
      continue;
    }
    const branches = rules.filter((rule) => rule.choice === name && (!only || rule.type === only));
    if (!isLast || branches.length === 0) return undefined;
    steps.push(branches.map((rule) => rule.name));
  }
  return steps;
}

function follow(found: readonly unknown[], step: Step): unknown[] {
  const next: unknown[] = [];
  for (const each of found) {
    if (typeof each !== 'object' || each === null) continue;
    for (const name of step) {
      const value = (each as Readonly<Record<string, unknown>>)[name];
      if (Array.isArray(value)) next.push(...(value as unknown[]).filter(isThere));
      else if (isThere(value)) next.push(value);
    }
  }
  return next;
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;
