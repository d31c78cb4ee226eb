/**
 * Structural checks of a resource: known elements, cardinality, data types, required codes (FHIR R4 §2.24, §2.1.28).
 * Profiles and invariants are not checked.
 * @module
 */
import { elementsOf, isResourceType, type ElementRule } from './definitions/registry.ts';
import { dateRange } from './index/dates.ts';
import { isNumber, isObject, numberText, type ExactJson, type ExactObject } from './json.ts';
import type { Issue, IssueCode } from './outcome.ts';

type Report = (code: IssueCode, at: string, diagnostics: string) => void;

const mostIssues = 50;

/** Elements every resource may have beside those of its type (FHIR R4 §2.28, §2.27). */
const common: Readonly<Record<string, readonly [type: string, repeats: boolean]>> = {
  id: ['id', false],
  meta: ['Meta', false],
  implicitRules: ['uri', false],
  language: ['code', false],
  text: ['Narrative', false],
  contained: ['Resource', true],
};
const extensions: Readonly<Record<string, readonly [type: string, repeats: boolean]>> = {
  extension: ['Extension', true],
  modifierExtension: ['Extension', true],
};

/** Everything wrong with the resource's structure, at most fifty issues; empty when it is sound. */
export function structuralIssues(resource: ExactObject): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (code, at, diagnostics) => {
    if (issues.length < mostIssues)
      issues.push({ severity: 'error', code, diagnostics: `${at}: ${diagnostics}`, expression: [at] });
  };
  checkResource(resource, typeof resource.resourceType === 'string' ? resource.resourceType : 'Resource', report);
  return issues;
}

function checkResource(value: ExactJson | undefined, at: string, report: Report): void {
  if (!isObject(value) || typeof value.resourceType !== 'string' || !isResourceType(value.resourceType)) {
    report('structure', at, 'is not a resource of a type of FHIR R4.');
    return;
  }
  const { resourceType, ...elements } = value;
  checkElements(elements, resourceType, at, { ...common, ...extensions }, report);
}

function checkElements(
  value: ExactObject,
  path: string,
  at: string,
  also: Readonly<Record<string, readonly [string, boolean]>>,
  report: Report,
): void {
  const rules = elementsOf(path);
  if (rules === undefined) return;
  const chosen = new Map<string, string>();
  for (const [name, child] of Object.entries(value)) {
    if (name.startsWith('_')) {
      if (!rules.has(name.slice(1)) && !Object.hasOwn(also, name.slice(1)))
        report('structure', `${at}.${name}`, 'is no element here.');
      continue;
    }
    const rule = rules.get(name) ?? commonRule(name, Object.hasOwn(also, name) ? also[name] : undefined);
    if (rule === undefined) {
      report('structure', `${at}.${name}`, `${path} has no element ${name}.`);
      continue;
    }
    if (rule.choice !== undefined) {
      const other = chosen.get(rule.choice);
      if (other !== undefined) report('structure', at, `may have ${other} or ${name}, not both.`);
      chosen.set(rule.choice, name);
    }
    checkElement(child, rule, path, `${at}.${name}`, value[`_${name}`] !== undefined, report);
  }
  for (const rule of rules.values()) {
    if (rule.required && !isPresent(value, rule, rules)) {
      const name = rule.choice === undefined ? rule.name : `${rule.choice}[x]`;
      if (rule.choice === undefined || firstOfChoice(rules, rule)) report('required', at, `needs ${name}.`);
    }
  }
}

function commonRule(name: string, known: readonly [string, boolean] | undefined): ElementRule | undefined {
  if (known === undefined) return undefined;
  const [type, repeats] = known;
  return {
    name,
    choice: undefined,
    type,
    sameAs: undefined,
    required: false,
    repeats,
    summary: false,
    codes: undefined,
  };
}

function isPresent(value: ExactObject, rule: ElementRule, rules: ReadonlyMap<string, ElementRule>): boolean {
  const has = (name: string): boolean => value[name] !== undefined || value[`_${name}`] !== undefined;
  if (rule.choice === undefined) return has(rule.name);
  return [...rules.values()].some((each) => each.choice === rule.choice && has(each.name));
}

function firstOfChoice(rules: ReadonlyMap<string, ElementRule>, rule: ElementRule): boolean {
  return [...rules.values()].find((each) => each.choice === rule.choice) === rule;
}

function checkElement(
  value: ExactJson | undefined,
  rule: ElementRule,
  path: string,
  at: string,
  isExtended: boolean,
  report: Report,
): void {
  if (!rule.repeats) return checkValue(value, rule, path, at, report);
  if (!Array.isArray(value)) return report('structure', at, 'is a list; it needs a JSON array.');
  if (value.length === 0) return report('structure', at, 'is an empty list; leave it out instead.');
  value.forEach((each: ExactJson, position) => {
    // A null holds the place of a primitive that has only extensions.
    if (each === null && isExtended) return;
    checkValue(each, rule, path, `${at}[${position}]`, report);
  });
}

function checkValue(value: ExactJson | undefined, rule: ElementRule, path: string, at: string, report: Report): void {
  if (rule.type === 'Resource') return checkResource(value, at, report);
  const primitive = primitives[rule.type];
  if (primitive !== undefined) {
    if (!primitive(value)) report('value', at, `is not a valid ${rule.type}.`);
    else if (rule.codes !== undefined && !rule.codes.has(value as string)) {
      report('code-invalid', at, `"${value as string}" is not one of its codes.`);
    }
    return;
  }
  if (!isObject(value)) return report('structure', at, 'is not a JSON object.');
  if (Object.keys(value).length === 0) return report('structure', at, 'is empty; leave it out instead.');
  const content = rule.sameAs ?? (rule.type === '*' ? `${path}.${rule.name}` : rule.type);
  checkElements(value, content, at, { id: ['string', false], ...extensions }, report);
}

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);
const isText = matches(/\S/);
const isInteger = (value: unknown): boolean => isNumber(value) && /^-?(0|[1-9]\d*)$/.test(numberText(value));
const isDate = (value: unknown, pattern: RegExp): boolean =>
  matches(pattern)(value) && dateRange(value as string) !== undefined;

/** The JSON form of each primitive type (FHIR R4 §2.24.0.1). */
const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  integer: isInteger,
  positiveInt: (value) => isInteger(value) && Number(numberText(value)) > 0,
  unsignedInt: (value) => isInteger(value) && Number(numberText(value)) >= 0,
  decimal: isNumber,
  string: isText,
  markdown: isText,
  xhtml: isText,
  'System.String': isText,
  code: matches(/^\S+( \S+)*$/),
  id: matches(/^[A-Za-z0-9.-]{1,64}$/),
  uri: matches(/^\S+$/),
  url: matches(/^\S+$/),
  canonical: matches(/^\S+$/),
  oid: matches(/^urn:oid:[0-2](\.(0|[1-9]\d*))+$/),
  uuid: matches(/^urn:uuid:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i),
  base64Binary: matches(/^[A-Za-z0-9+/=\s]+$/),
  date: (value) => isDate(value, /^[\d-]+$/),
  dateTime: (value) => isDate(value, /^[\d-]+$|T.*(Z|[+-]\d\d:\d\d)$/),
  instant: (value) => isDate(value, /T\d\d:\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/),
  time: matches(/^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/),
};
