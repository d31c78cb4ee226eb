/**
 * What FHIR R4 defines, looked up by name: resource types, their search parameters, their elements, and which
 * parameters place a resource in a patient's compartment.
 * @module
 */
import { patientCompartment } from './patient-compartment.ts';
import { searchParameterRows } from './search-parameters.ts';
import { structureRows } from './structures.ts';
import { valueSetRows } from './value-sets.ts';

/** FHIR R4 §3.1.1.4: the kinds of search parameter this server answers (all but `special`). */
export type SearchParameterType =
  'token' | 'string' | 'date' | 'number' | 'quantity' | 'uri' | 'reference' | 'composite';

/** One component of a composite parameter; its expression starts from each result of the composite's own. */
export interface SearchComponent {
  readonly code: string;
  readonly type: SearchParameterType;
  readonly expression: string;
}

/** [resource type or `Resource`, code, type, FHIRPath expression, further facts] */
export type SearchParameterRow = readonly [
  base: string,
  code: string,
  type: SearchParameterType,
  expression: string,
  facts?: SearchParameterFacts,
];

interface SearchParameterFacts {
  readonly target?: readonly string[] | 'Any';
  readonly system?: string;
  readonly components?: readonly SearchComponent[];
}

export interface SearchParameter {
  /** Unique among all types, for instance `Observation.code`; names the parameter in the index. */
  readonly name: string;
  readonly base: string;
  readonly code: string;
  readonly type: SearchParameterType;
  readonly expression: string;
  /** Resource types a reference may lead to. */
  readonly targets: readonly string[];
  /** The code system of an element of type `code`. */
  readonly system: string | undefined;
  readonly components: readonly SearchComponent[];
}

/** One element of a resource or data type as JSON names it, FHIR R4 §5.3.3. */
export interface ElementRule {
  /** `valueQuantity` for the Quantity of a choice `value[x]`. */
  readonly name: string;
  /** `value` for each branch of `value[x]`. */
  readonly choice: string | undefined;
  /** A data type, `*` for a backbone element, or `Resource`. Empty when `sameAs` is set. */
  readonly type: string;
  /** Set when the element's content is defined elsewhere, for instance `Observation.referenceRange`. */
  readonly sameAs: string | undefined;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly summary: boolean;
  /** The codes allowed, where the binding is required and its value set can be listed. */
  readonly codes: ReadonlySet<string> | undefined;
}

/** Every R4 resource type that can be instantiated, in alphabetical order. */
export const resourceTypes: readonly string[] = structureRows
  .flatMap(([name, resource]) => (resource ? [name] : []))
  .sort();

const resourceTypeSet = new Set(resourceTypes);
const parametersByType = new Map<string, Map<string, SearchParameter>>();
const rulesByPath = new Map<string, ReadonlyMap<string, ElementRule>>();
const structures = new Map(structureRows.map(([name, , elements]) => [name, elements]));

export function isResourceType(name: string): boolean {
  return resourceTypeSet.has(name);
}

/** The search parameters of a resource type by code, those of every resource (`_id`, `_lastUpdated`, …) among them. */
export function searchParametersOf(type: string): ReadonlyMap<string, SearchParameter> {
  let parameters = parametersByType.get(type);
  if (parameters === undefined) {
    const rows = searchParameterRows.filter(([base]) => base === type || base === 'Resource');
    parameters = new Map(rows.map((row) => [row[1], toParameter(type, row)]));
    parametersByType.set(type, parameters);
  }
  return parameters;
}

/**
 * The reference parameters that place a resource of this type in a patient's compartment (CompartmentDefinition
 * `patient`). Types the definition leaves out, for instance Task and Device, go by their `patient` parameter when they
 * have one. Empty for types that hold nothing of one patient.
 */
export function patientParametersOf(type: string): readonly SearchParameter[] {
  const parameters = searchParametersOf(type);
  const codes = patientCompartment[type] ?? (parameters.get('patient')?.type === 'reference' ? ['patient'] : []);
  return codes.flatMap((code) => parameters.get(code) ?? []);
}

/** The child elements of a type or of a backbone element, for instance `Patient` or `Patient.contact`, by JSON name. */
export function elementsOf(path: string): ReadonlyMap<string, ElementRule> | undefined {
  const known = rulesByPath.get(path);
  if (known !== undefined) return known;
  const type = path.split('.', 1)[0]!;
  const rows = structures.get(type);
  if (rows === undefined) return undefined;
  const prefix = path === type ? '' : `${path.slice(type.length + 1)}.`;
  const rules = new Map<string, ElementRule>();
  for (const row of rows.split(';')) {
    const [name, types, min, max, ...marks] = row.split(' ') as [string, string, string, string, ...string[]];
    if (!name.startsWith(prefix) || name.indexOf('.', prefix.length) >= 0) continue;
    const valueSet = marks.find((mark) => mark.startsWith('='));
    const own = name.slice(prefix.length);
    const choice = own.endsWith('[x]') ? own.slice(0, -3) : undefined;
    for (const each of types.split(',')) {
      const jsonName = choice === undefined ? own : choice + each[0]!.toUpperCase() + each.slice(1);
      rules.set(jsonName, {
        name: jsonName,
        choice,
        type: each.startsWith('#') ? '' : each,
        sameAs: each.startsWith('#') ? each.slice(1) : undefined,
        required: Number(min) > 0,
        repeats: max !== '1',
        summary: marks.includes('s'),
        codes: valueSet === undefined ? undefined : new Set(valueSetRows[Number(valueSet.slice(1))]!.split(' ')),
      });
    }
  }
  rulesByPath.set(path, rules);
  return rules;
}

function toParameter(type: string, [, code, kind, expression, facts]: SearchParameterRow): SearchParameter {
  return {
    name: `${type}.${code}`,
    base: type,
    code,
    type: kind,
    expression: expression.replace(/^Resource\b/, type),
    targets: facts?.target === 'Any' ? resourceTypes : (facts?.target ?? []),
    system: facts?.system,
    components: facts?.components ?? [],
  };
}
