/**
 * Search parameters of a query as conditions: modifiers, several values (any of them), chains and `_has`
 * (FHIR R4 §3.1.1.4).
 * @module
 */
import { isResourceType, searchParametersOf, type SearchParameter } from '../definitions/registry.ts';
import { foldText } from '../index/text.ts';
import { ucumSystem } from '../index/units.ts';
import { Refusal } from '../outcome.ts';
import type { ResourceStore, Sql } from '../store/store.ts';
import { all, any, never, not, oneOf, or, setQuery, where, type Condition } from './conditions.ts';
import { matchReference, matchToken, matchValue, startsWith, tableOf, type Subject } from './matching.ts';
import { splitEscaped, unescape } from './values.ts';

export interface SearchContext {
  readonly store: ResourceStore;
  readonly base: string;
  readonly now: Date;
  /** What of a type may be looked at along a chain; throws when nothing may. */
  readonly visible: (type: string) => Condition;
}

/** Thrown for a parameter that the type does not have; a lenient search goes on without it. */
export class UnknownParameter extends Error {}

const hops = 5;

/** Ignoring these would answer with everything where the client asked for little: they are refused even when lenient. */
const beyondThisServer: ReadonlyMap<string, string> = new Map([
  ['_text', 'This server keeps no full-text index and has no _text; token parameters have :text.'],
  ['_content', 'This server keeps no full-text index and has no _content.'],
  ['_filter', 'This server has no _filter; combine search parameters instead.'],
  ['_query', 'This server has no named queries.'],
  ['_list', 'This server does not search by _list.'],
]);

/** One `name=value` of a query. Throws UnknownParameter, or a Refusal when the value or modifier makes no sense. */
export function condition(context: SearchContext, type: string, name: string, value: string, depth = 0): Condition {
  const refusal = beyondThisServer.get(name.split(':')[0]!);
  if (refusal !== undefined) throw new Refusal(400, 'not-supported', refusal);
  if (depth > hops) throw new Refusal(400, 'too-costly', `A chain may have at most ${hops} steps.`);
  if (name.startsWith('_has:')) return reverseChain(context, type, name, value, depth);
  const dot = name.indexOf('.');
  if (dot >= 0) return chain(context, type, name.slice(0, dot), name.slice(dot + 1), value, depth);
  const [code, modifier] = splitModifier(name);
  const parameter = parameterOf(type, code);
  const values = splitEscaped(value, ',').filter((each) => each !== '');
  if (values.length === 0) throw new Refusal(400, 'value', `${name} has no value.`);
  if (modifier === 'missing') return missing(context, parameter, value);
  if (code === '_id') {
    if (modifier !== undefined) throw unsupportedModifier(name);
    return { kind: 'key', keys: values.map((id) => `${type}/${unescape(id)}`) };
  }
  return byType(context, parameter, modifier, values);
}

function byType(
  context: SearchContext,
  parameter: SearchParameter,
  modifier: string | undefined,
  values: readonly string[],
): Condition {
  const { store } = context;
  const name = modifier === undefined ? parameter.code : `${parameter.code}:${modifier}`;
  if (parameter.type === 'composite') {
    if (modifier !== undefined) throw unsupportedModifier(name);
    return any(values.map((value) => composite(context, parameter, value)));
  }
  const row = (tests: readonly Sql[], table = tableOf[parameter.type as 'token'], suffix = ''): Condition => ({
    kind: 'row',
    table,
    params: [store.parameterId(parameter.name + suffix)],
    where: or(tests),
  });
  const subject: Subject = {
    parameter: name,
    base: context.base,
    targets: parameter.targets,
    now: context.now,
    unitsInUse: () => unitsInUse(store, parameter.name),
  };
  if (modifier === undefined) {
    const type = parameter.type;
    return row(values.map((value) => matchValue(type, value, subject)));
  }
  switch (`${parameter.type}:${modifier}`) {
    case 'token:not':
      return not(row(values.map(matchToken)));
    case 'token:text':
      return row(
        values.map((value) => startsWith('value', foldText(unescape(value)))),
        'string',
      );
    case 'token:of-type':
      return row(
        values.map((value) => ofType(value, name)),
        'token',
        ':of-type',
      );
    case 'string:exact':
      return row(values.map((value) => where('exact = ?', unescape(value))));
    case 'string:contains':
      return row(values.map((value) => where('instr(value, ?) > 0', foldText(unescape(value)))));
    case 'uri:below':
      return row(values.map((value) => below(unescape(value))));
    case 'uri:above':
      return row(values.map((value) => above(unescape(value))));
    case 'reference:identifier':
      return row(values.map(matchToken), 'token', ':identifier');
  }
  if (parameter.type === 'reference' && isResourceType(modifier)) {
    const targets = parameter.targets.filter((target) => target === modifier);
    if (targets.length === 0) {
      throw new Refusal(400, 'invalid', `${parameter.code} never refers to a ${modifier}.`);
    }
    const typed = values.map((value) => (/[/:]/.test(value) ? value : `${modifier}/${value}`));
    return row(typed.map((value) => matchReference(value, { ...subject, targets })));
  }
  throw unsupportedModifier(name);
}

function unitsInUse(store: ResourceStore, name: string): string[] {
  const sql = 'SELECT DISTINCT code FROM quantity WHERE param = ? AND system = ?';
  return store.rows({ sql, args: [store.parameterId(name), ucumSystem] }).map(([code]) => String(code));
}

/** Each component is matched on rows of the same part of the resource (FHIR R4 §3.1.1.4.14). */
function composite({ store, base, now }: SearchContext, parameter: SearchParameter, value: string): Condition {
  const values = splitEscaped(value, '$');
  if (values.length !== parameter.components.length) {
    const shape = parameter.components.map(({ code }) => code).join('$');
    throw new Refusal(400, 'value', `"${value}" does not have the form ${shape} that ${parameter.code} takes.`);
  }
  const parts = parameter.components.map((component, position) => {
    const type = component.type as Exclude<SearchParameter['type'], 'composite'>;
    const targets = searchParametersOf(parameter.base).get(component.code)?.targets ?? [];
    const subject = {
      parameter: parameter.code,
      base,
      targets,
      now,
      unitsInUse: () => unitsInUse(store, `${parameter.name}.${position}`),
    };
    return {
      table: tableOf[type],
      param: store.parameterId(`${parameter.name}.${position}`),
      test: matchValue(type, values[position]!, subject),
    };
  });
  const [first, ...others] = parts as [(typeof parts)[0], ...typeof parts];
  const rest = others.map(({ table, param, test }, position) => {
    const alias = `c${position}`;
    return where(
      `EXISTS (SELECT 1 FROM ${table} AS ${alias} INDEXED BY ${table}_by_resource WHERE ${alias}.resource = d.resource ` +
        `AND ${alias}.param = ? AND ${alias}.part = d.part AND ${test.sql})`,
      param,
      ...test.args,
    );
  });
  const tests = [first.test, ...rest];
  return {
    kind: 'row',
    table: first.table,
    params: [first.param],
    where: { sql: tests.map(({ sql }) => sql).join(' AND '), args: tests.flatMap(({ args }) => args) },
  };
}

/** `subject:Patient.name=…`: the reference leads to a resource that meets the rest (FHIR R4 §3.1.1.4.15). */
function chain(
  context: SearchContext,
  type: string,
  link: string,
  rest: string,
  value: string,
  depth: number,
): Condition {
  const [code, only] = splitModifier(link);
  const parameter = parameterOf(type, code);
  if (parameter.type !== 'reference')
    throw new Refusal(400, 'invalid', `${code} is no reference and cannot be chained.`);
  if (only !== undefined && !parameter.targets.includes(only)) {
    throw new Refusal(400, 'invalid', `${code} never refers to a ${only}.`);
  }
  const firstName = rest.split(/[.:]/)[0]!;
  const candidates = only === undefined ? parameter.targets : [only];
  const targets = candidates.filter((target) => rest.startsWith('_has:') || searchParametersOf(target).has(firstName));
  if (targets.length === 0) throw new UnknownParameter(`${type} has no search parameter ${code}.${rest}`);
  const sets = targets.map((target) => {
    const inner = condition(context, target, rest, value, depth + 1);
    return setQuery(context.store, target, all([inner, context.visible(target)]));
  });
  return {
    kind: 'row',
    table: 'reference',
    params: [context.store.parameterId(parameter.name)],
    where: or(sets.map(({ sql, args }) => where(`target IN (SELECT key FROM resource WHERE pk IN (${sql}))`, ...args))),
  };
}

/** `_has:Observation:patient:code=…`: some Observation whose patient this is meets the rest (FHIR R4 §3.1.1.4.16). */
function reverseChain(context: SearchContext, type: string, name: string, value: string, depth: number): Condition {
  const [, source, code, ...more] = name.split(':');
  const rest = more.join(':');
  if (source === undefined || code === undefined || rest === '' || !isResourceType(source)) {
    throw new Refusal(400, 'invalid', `${name} does not have the form _has:Type:reference:parameter.`);
  }
  const parameter = searchParametersOf(source).get(code);
  if (parameter?.type !== 'reference' || !parameter.targets.includes(type)) {
    throw new Refusal(400, 'invalid', `${source} has no reference parameter ${code} that leads to a ${type}.`);
  }
  const inner = condition(context, source, rest, value, depth + 1);
  const set = setQuery(context.store, source, all([inner, context.visible(source)]));
  return {
    kind: 'among',
    query: {
      sql:
        `SELECT p.pk AS pk FROM (${set.sql}) AS s CROSS JOIN reference AS f INDEXED BY reference_by_resource ` +
        'ON f.resource = s.pk AND f.param = ? CROSS JOIN resource AS p ON p.key = f.target ' +
        'WHERE p.type = ? AND p.text IS NOT NULL',
      args: [...set.args, context.store.parameterId(parameter.name), type],
    },
  };
}

function missing({ store }: SearchContext, parameter: SearchParameter, value: string): Condition {
  if (value !== 'true' && value !== 'false') {
    throw new Refusal(400, 'value', `${parameter.code}:missing is true or false, not "${value}".`);
  }
  if (parameter.type === 'composite') throw unsupportedModifier(`${parameter.code}:missing`);
  if (parameter.code === '_id') return value === 'true' ? never : all([]);
  const anyRow = (table: (typeof tableOf)['token'], suffix = ''): Condition => ({
    kind: 'row',
    table,
    params: [store.parameterId(parameter.name + suffix)],
    where: where('1'),
  });
  const present = [anyRow(tableOf[parameter.type])];
  // A CodeableConcept may have text only, a Reference an identifier only.
  if (parameter.type === 'token') present.push(anyRow('string'));
  if (parameter.type === 'reference') present.push(anyRow('token', ':identifier'));
  return value === 'true' ? not(any(present)) : any(present);
}

function ofType(value: string, name: string): Sql {
  const parts = splitEscaped(value, '|').map(unescape);
  if (parts.length !== 3 || parts.includes('')) {
    throw new Refusal(400, 'value', `${name} takes system|code|value.`);
  }
  return where('code = ?', parts.join('|'));
}

function below(uri: string): Sql {
  const inside = startsWith('value', uri.endsWith('/') ? uri : `${uri}/`);
  return { sql: `(value = ? OR (${inside.sql}))`, args: [uri, ...inside.args] };
}

/** The URI itself and each shorter one it lies below. */
function above(uri: string): Sql {
  const segments = uri.split('/');
  const ancestors = segments.map((_, position) => segments.slice(0, position + 1).join('/'));
  return where(oneOf('value', ancestors.length), ...ancestors);
}

function parameterOf(type: string, code: string): SearchParameter {
  const parameter = searchParametersOf(type).get(code);
  if (parameter === undefined) throw new UnknownParameter(`${type} has no search parameter ${code}`);
  return parameter;
}

function splitModifier(name: string): [string, string | undefined] {
  const colon = name.indexOf(':');
  return colon < 0 ? [name, undefined] : [name.slice(0, colon), name.slice(colon + 1)];
}

function unsupportedModifier(name: string): Refusal {
  if (/:(not-)?in$/.test(name)) {
    const reason = 'it has no terminology service to expand a value set with';
    return new Refusal(
      400,
      'not-supported',
      `This server cannot search by ${name}: ${reason}. List the codes instead.`,
    );
  }
  return new Refusal(400, 'not-supported', `This server has no search modifier for ${name}.`);
}

/** The reference parameters of a type that lead to one resource. */
export function refersTo(store: ResourceStore, parameters: readonly SearchParameter[], target: string): Condition {
  if (parameters.length === 0) return never;
  return {
    kind: 'row',
    table: 'reference',
    params: parameters.map((parameter) => store.parameterId(parameter.name)),
    where: where(oneOf('target', 1), target),
  };
}
