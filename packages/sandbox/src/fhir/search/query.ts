/**
 * A search as it was asked for: filters, and how the answer is to be ordered, cut and filled up
 * (FHIR R4 §3.1.1.2 and §3.1.1.5).
 * @module
 */
import { isResourceType, searchParametersOf, type SearchParameter } from '../definitions/registry.ts';
import { Refusal, type Issue } from '../outcome.ts';
import { all, type Condition } from './conditions.ts';
import { condition, UnknownParameter, type SearchContext } from './parameters.ts';

export interface Include {
  /** The type whose reference is followed, or `*`. */
  readonly source: string;
  /** The reference parameter's code, or `*`. */
  readonly parameter: string;
  readonly target: string | undefined;
  readonly iterate: boolean;
}

export interface SortKey {
  readonly parameter: SearchParameter;
  readonly descending: boolean;
}

export type Summary = 'true' | 'text' | 'data' | 'count' | 'false';

/** How entries of the answer look, the same on every page. */
export interface Presentation {
  readonly summary: Summary;
  readonly elements: readonly string[] | undefined;
  readonly includes: readonly Include[];
  readonly reverseIncludes: readonly Include[];
}

export interface SearchQuery extends Presentation {
  readonly type: string;
  readonly filter: Condition;
  readonly sort: readonly SortKey[];
  readonly count: number;
  readonly total: 'none' | 'estimate' | 'accurate';
  /** What a lenient search left out, for an outcome in the answer. */
  readonly ignored: readonly Issue[];
  /** The parameters that were used, for the self link (FHIR R4 §3.1.1.3). */
  readonly used: URLSearchParams;
}

export const defaultCount = 50;
const largestCount = 1000;

/** Reads a query. Under strict handling an unknown parameter is refused, otherwise named in `ignored`. */
export function parseQuery(
  context: SearchContext,
  type: string,
  parameters: URLSearchParams,
  handling: 'strict' | 'lenient',
): SearchQuery {
  const filters: Condition[] = [];
  const ignored: Issue[] = [];
  const used = new URLSearchParams();
  const sort: SortKey[] = [];
  const includes: Include[] = [];
  const reverseIncludes: Include[] = [];
  let count = defaultCount;
  let total: SearchQuery['total'] = 'accurate';
  let summary: Summary = 'false';
  let elements: string[] | undefined;
  for (const [name, value] of parameters) {
    if (name === '_format' || name === '_pretty') continue;
    try {
      switch (name.split(':')[0]) {
        case '_count':
          count = readCount(value);
          break;
        case '_sort':
          sort.push(...value.split(',').map((key) => readSortKey(type, key)));
          break;
        case '_total':
          total = oneOfWords(name, value, ['none', 'estimate', 'accurate'] as const);
          break;
        case '_summary':
          summary = oneOfWords(name, value, ['true', 'text', 'data', 'count', 'false'] as const);
          break;
        case '_elements':
          elements = [
            ...(elements ?? []),
            ...value
              .split(',')
              .map((each) => each.trim())
              .filter(Boolean),
          ];
          break;
        case '_include':
          includes.push(...readInclude(name, value, type));
          break;
        case '_revinclude':
          reverseIncludes.push(...readInclude(name, value, type));
          break;
        default:
          if (value === '') throw new UnknownParameter(`${name} has no value`);
          filters.push(condition(context, type, name, value));
      }
      used.append(name, value);
    } catch (error) {
      if (!(error instanceof UnknownParameter)) throw error;
      const diagnostics = `${error.message}; it was not used.`;
      if (handling === 'strict') throw new Refusal(400, 'not-supported', `${error.message}.`);
      ignored.push({ severity: 'warning', code: 'not-supported', diagnostics });
    }
  }
  if (summary !== 'false' && summary !== 'count' && elements !== undefined) {
    throw new Refusal(400, 'invalid', '_summary and _elements cannot be used together.');
  }
  if (summary === 'text' && includes.length + reverseIncludes.length > 0) {
    throw new Refusal(400, 'invalid', '_summary=text cannot be used with _include or _revinclude.');
  }
  if (count === 0) summary = 'count';
  return {
    type,
    filter: all(filters),
    sort,
    count,
    total,
    summary,
    elements,
    includes,
    reverseIncludes,
    ignored,
    used,
  };
}

/** A `_count`, at most what this server puts on a page. */
export function readCount(value: string): number {
  return Math.min(readWhole('_count', value), largestCount);
}

export function readWhole(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Refusal(400, 'value', `${name} is a whole number, not "${value}".`);
  return Number(value);
}

function readSortKey(type: string, key: string): SortKey {
  const descending = key.startsWith('-');
  const code = descending ? key.slice(1) : key;
  const parameter = searchParametersOf(type).get(code);
  if (parameter === undefined) throw new UnknownParameter(`${type} has no search parameter ${code} to sort by`);
  if (parameter.type === 'composite')
    throw new Refusal(400, 'not-supported', `${code} is composite and gives no order.`);
  return { parameter, descending };
}

function oneOfWords<W extends string>(name: string, value: string, words: readonly W[]): W {
  const word = words.find((each) => each === value);
  if (word === undefined) throw new Refusal(400, 'value', `${name} is one of ${words.join(', ')}, not "${value}".`);
  return word;
}

/** `Type:parameter`, `Type:parameter:Target` or `*` (FHIR R4 §3.1.1.5.4). */
function readInclude(name: string, value: string, type: string): Include[] {
  const modifier = name.split(':')[1];
  if (modifier !== undefined && modifier !== 'iterate' && modifier !== 'recurse') {
    throw new Refusal(400, 'not-supported', `This server has no modifier for ${name}.`);
  }
  const iterate = modifier !== undefined;
  if (value === '*')
    return [{ source: name.startsWith('_include') ? type : '*', parameter: '*', target: undefined, iterate }];
  const [source, code, target] = value.split(':');
  if (source === undefined || code === undefined || !isResourceType(source)) {
    throw new Refusal(400, 'value', `"${value}" does not have the form Type:parameter that ${name} takes.`);
  }
  if (code !== '*' && searchParametersOf(source).get(code)?.type !== 'reference') {
    throw new UnknownParameter(`${source} has no reference parameter ${code} to follow in ${name}`);
  }
  if (target !== undefined && !isResourceType(target)) {
    throw new Refusal(400, 'value', `${target} is no resource type of FHIR R4.`);
  }
  return [{ source, parameter: code, target, iterate }];
}
