/**
 * Writes the four data files beside this one from the definitions of HL7 FHIR R4 (4.0.1, licence CC0-1.0): the files
 * search-parameters.json, compartmentdefinition-patient.json, profiles-resources.json, profiles-types.json,
 * valuesets.json and v3-codesystems.json of https://hl7.org/fhir/R4/definitions.json.zip, unpacked into one folder. Copies of
 * those files in circulation hold definitions of later versions too; only those of version 4.0.1 are taken.
 * A maintainer's tool, never run by the server:  node derive.ts FOLDER
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface ElementDefinition {
  path: string;
  min: number;
  max: string;
  isSummary?: boolean;
  contentReference?: string;
  type?: { code: string }[];
  binding?: { strength: string; valueSet?: string };
}
interface Definition {
  resourceType: string;
  name: string;
  url: string;
  version: string;
  kind: string;
  abstract?: boolean;
  derivation?: string;
  snapshot: { element: ElementDefinition[] };
}
interface SearchParameter {
  version: string;
  code: string;
  url: string;
  type: string;
  base: string[];
  expression?: string;
  target?: string[];
  component?: { definition: string; expression: string }[];
}
interface Concept {
  code: string;
  concept?: Concept[];
}
interface Terminology {
  resourceType: 'ValueSet' | 'CodeSystem';
  url: string;
  concept?: Concept[];
  compose?: {
    include: { system?: string; concept?: Concept[]; filter?: unknown[]; valueSet?: string[] }[];
    exclude?: unknown;
  };
}
interface Expansion {
  codes: Set<string>;
  systems: Set<string>;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: node derive.ts FOLDER-OF-R4-DEFINITIONS');

const terminology = new Map(
  [...resources<Terminology>('valuesets.json'), ...resources<Terminology>('v3-codesystems.json')].map((each) => [
    each.url,
    each,
  ]),
);
const definitions = [
  ...resources<Definition>('profiles-resources.json'),
  ...resources<Definition>('profiles-types.json'),
]
  .filter((each) => each.resourceType === 'StructureDefinition' && each.derivation !== 'constraint')
  .filter((each) => each.kind === 'resource' || each.kind === 'complex-type')
  .filter((each) => each.abstract !== true && each.version === '4.0.1');
const elements = new Map(
  definitions.flatMap((each) => each.snapshot.element.map((element) => [element.path, element] as const)),
);

const usedValueSets: string[] = [];
const structures = definitions.map((each) => [each.name, each.kind === 'resource', structure(each)] as const);
write('structures', 'structureRows', 'readonly (readonly [string, boolean, string])[]', structures);
write(
  'value-sets',
  'valueSetRows',
  'readonly string[]',
  usedValueSets.map((url) => [...expand(url)!.codes].join(' ')),
);
write('search-parameters', 'searchParameterRows', 'readonly SearchParameterRow[]', searchParameters());
write('patient-compartment', 'patientCompartment', 'Readonly<Record<string, readonly string[]>>', compartment());

function resources<R>(file: string): R[] {
  const bundle = JSON.parse(readFileSync(join(folder!, file), 'utf8')) as { entry: { resource: R }[] };
  return bundle.entry.map((entry) => entry.resource);
}

/** `name types min max [s] [=valueSet]` for each element, joined by `;`. `*` is a backbone, `#path` a content reference. */
function structure(definition: Definition): string {
  const universal = /\.(id|extension|modifierExtension)$/;
  const root = definition.kind === 'resource' ? /^\w+\.(meta|implicitRules|language|text|contained)$/ : /^$/;
  return definition.snapshot.element
    .slice(1)
    .filter((element) => !universal.test(element.path) && !root.test(element.path))
    .map((element) => {
      const types =
        element.contentReference ?? [...new Set(element.type?.map((type) => typeName(type.code)))].join(',');
      const fields = [element.path.slice(definition.name.length + 1), types, element.min, element.max];
      if (element.isSummary) fields.push('s');
      const valueSet = requiredValueSet(element);
      if (valueSet !== undefined) fields.push(`=${indexOfValueSet(valueSet)}`);
      return fields.join(' ');
    })
    .join(';');
}

function typeName(code: string): string {
  if (code === 'BackboneElement' || code === 'Element') return '*';
  return code.replace('http://hl7.org/fhirpath/System.', 'System.');
}

function requiredValueSet(element: ElementDefinition): string | undefined {
  const isCode = element.type?.some((type) => type.code === 'code') ?? false;
  if (!isCode || element.binding?.strength !== 'required' || element.binding.valueSet === undefined) return undefined;
  const url = element.binding.valueSet.split('|')[0]!;
  const size = expand(url)?.codes.size ?? 0;
  return size > 0 && size < 400 ? url : undefined;
}

function indexOfValueSet(url: string): number {
  const known = usedValueSets.indexOf(url);
  return known >= 0 ? known : usedValueSets.push(url) - 1;
}

/** Every code of a value set, or undefined when its definition cannot be listed (filters, outside code systems). */
function expand(url: string): Expansion | undefined {
  const include = terminology.get(url)?.compose;
  if (include === undefined || include.exclude !== undefined) return undefined;
  const expansion: Expansion = { codes: new Set(), systems: new Set() };
  for (const part of include.include) {
    if (part.filter !== undefined) return undefined;
    for (const other of part.valueSet ?? []) {
      const nested = expand(other.split('|')[0]!);
      if (nested === undefined) return undefined;
      for (const code of nested.codes) expansion.codes.add(code);
      for (const system of nested.systems) expansion.systems.add(system);
    }
    if (part.system === undefined) continue;
    const concepts = part.concept ?? terminology.get(part.system)?.concept;
    if (concepts === undefined) return undefined;
    expansion.systems.add(part.system);
    for (const concept of flatten(concepts)) expansion.codes.add(concept);
  }
  return expansion;
}

function flatten(concepts: readonly Concept[]): string[] {
  return concepts.flatMap((each) => [each.code, ...flatten(each.concept ?? [])]);
}

function searchParameters(): unknown[] {
  const all = resources<SearchParameter>('search-parameters.json').filter((each) => each.version === '4.0.1');
  const byUrl = new Map(all.map((each) => [each.url, each]));
  const rows: unknown[] = [];
  for (const parameter of all) {
    if (parameter.expression === undefined || parameter.type === 'special') continue;
    for (const base of parameter.base) {
      const expression = members(parameter.expression)
        .filter((member) => parameter.base.length === 1 || new RegExp(`^\\(*${base}\\.`).test(member))
        .join(' | ');
      const extra: Record<string, unknown> = {};
      if (parameter.type === 'reference')
        extra.target = (parameter.target ?? []).length > 100 ? 'Any' : parameter.target;
      if (parameter.type === 'composite')
        extra.components = parameter.component!.map((part) => {
          const { code, type } = byUrl.get(part.definition)!;
          // R4 4.0.1 misspells dateTime in the components of Observation.code-value-date.
          return { code, type, expression: part.expression.replace('ofType(DateTime)', 'ofType(dateTime)') };
        });
      const system = parameter.type === 'token' ? codeSystem(expression) : undefined;
      if (system !== undefined) extra.system = system;
      rows.push([base, parameter.code, parameter.type, expression, ...(Object.keys(extra).length > 0 ? [extra] : [])]);
    }
  }
  return rows;
}

/** The members of a union at the top level of an expression. */
function members(expression: string): string[] {
  return expression.split(/ \| (?![^(]*\))/);
}

/** The one code system an element of type code draws from, so that `system|code` finds it (FHIR R4 §3.1.1.4.10). */
function codeSystem(expression: string): string | undefined {
  const element = elements.get(expression);
  if (element?.type?.[0]?.code !== 'code' || element.binding?.strength !== 'required') return undefined;
  const systems = expand(element.binding.valueSet?.split('|')[0] ?? '')?.systems;
  return systems?.size === 1 ? [...systems][0] : undefined;
}

function compartment(): Record<string, string[]> {
  const { resource } = JSON.parse(readFileSync(join(folder!, 'compartmentdefinition-patient.json'), 'utf8')) as {
    resource: { code: string; param?: string[] }[];
  };
  return Object.fromEntries(resource.flatMap((each) => (each.param === undefined ? [] : [[each.code, each.param]])));
}

function write(file: string, name: string, type: string, value: unknown): void {
  const entries = Array.isArray(value)
    ? value.map((each) => `  ${JSON.stringify(each)},`)
    : Object.entries(value as object).map(([key, each]) => `  ${JSON.stringify(key)}: ${JSON.stringify(each)},`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const imports = type.includes('SearchParameterRow')
    ? "import type { SearchParameterRow } from './registry.ts';\n\n"
    : '';
  writeFileSync(
    new URL(`./${file}.ts`, import.meta.url),
    `/**\n * Derived by derive.ts from the definitions of HL7 FHIR R4 4.0.1 (https://hl7.org/fhir/R4, licence CC0-1.0).\n` +
      ` * Not edited by hand.\n * @module\n */\n${imports}// prettier-ignore\nexport const ${name}: ${type} = ${open}\n` +
      `${entries.join('\n')}\n${close};\n`,
  );
}
