/**
 * What a vendor's server refuses although the plain sandbox would not.
 * @module
 */
import { parseScope } from '../fhir/access.ts';
import { searchParametersOf } from '../fhir/definitions/registry.ts';
import { objectsIn } from '../fhir/elements.ts';
import type { FhirResponse } from '../fhir/types.ts';
import { namesOf, type Asked } from './asked.ts';
import { bundleIn, hasSearches, exceptSearch } from './batch.ts';
import type { Dress, Requirement } from './dress.ts';
import { issueFor, plainRefusal, refusal } from './outcome.ts';

/** The answer to what this server does not do; undefined when it does it. */
export function refusedBy(dress: Dress, asked: Asked): FhirResponse | undefined {
  return (
    refusedBundle(dress, asked) ??
    refusedType(dress, asked) ??
    refusedWrite(dress, asked) ??
    refusedOperation(dress, asked) ??
    (asked.isSearch ? refusedSearch(dress, asked) : undefined)
  );
}

function refusedBundle({ bundles, title }: Dress, { method, segments, request }: Asked): FhirResponse | undefined {
  if (segments.length > 0 || method !== 'POST' || bundles === undefined) return undefined;
  if (bundles === 'none') {
    return plainRefusal(
      404,
      'not-supported',
      `${title} takes no batch and no transaction. Send each request by itself.`,
    );
  }
  const bundle = bundleIn(request);
  if (bundle === undefined) return undefined;
  const count = objectsIn(bundle.entry).length;
  if (!bundles.types.some((each) => each === bundle.type)) {
    return plainRefusal(400, 'not-supported', `${title} takes Bundles of type ${bundles.types.join(' and ')}.`);
  }
  if (count > bundles.most) {
    const diagnostics = `A Bundle may have at most ${bundles.most} entries here; this one has ${count}.`;
    return plainRefusal(413, 'too-costly', diagnostics);
  }
  // All or nothing: a transaction with a search cannot be carried out at all.
  if (bundle.type !== 'transaction' || bundles.searches || !hasSearches(bundle)) return undefined;
  return plainRefusal(400, 'not-supported', exceptSearch(title));
}

function refusedType({ lacks = [], title }: Dress, { type }: Asked): FhirResponse | undefined {
  if (type === undefined || !lacks.includes(type)) return undefined;
  return plainRefusal(404, 'not-supported', `${title} has no ${type}.`);
}

function refusedWrite({ writes, title }: Dress, { method, segments, type, isSearch }: Asked): FhirResponse | undefined {
  if (writes === undefined || type === undefined || isSearch || method === 'GET') return undefined;
  if (segments.some((segment) => segment.startsWith('$') || segment.startsWith('_'))) return undefined;
  const allowed = method === 'POST' ? writes.create : method === 'PUT' ? writes.update : [];
  if (allowed.includes(type)) return undefined;
  return plainRefusal(405, 'not-supported', `${title} does not let clients do this with ${type} (${method}).`);
}

function refusedOperation({ operations, title }: Dress, { segments, type }: Asked): FhirResponse | undefined {
  const name = segments.find((segment) => segment.startsWith('$'));
  if (operations === undefined || name === undefined || name === '$includes') return undefined;
  if (operations.includes(`${type}/${name}`)) return undefined;
  return plainRefusal(404, 'not-supported', `${title} has no operation ${name} here.`);
}

function refusedSearch(dress: Dress, asked: Asked): FhirResponse | undefined {
  const { type = '', query } = asked;
  if (dress.unsearchable?.includes(type)) {
    return plainRefusal(405, 'not-supported', `${type} cannot be searched for here. Read it, or have it included.`);
  }
  const { everySearch, refusedValues = [] } = dress;
  if (everySearch !== undefined && !asked.rawQuery.includes(`${everySearch.name}=${everySearch.starts}`)) {
    const diagnostics = `Every search needs ${everySearch.name}=${everySearch.starts}{id}, the slash as it is.`;
    return refusal(400, issueFor(dress, 'missing-parameter', { severity: 'error', type: 'required' }, diagnostics));
  }
  const unmet = (dress.requires ?? []).find((each) => each.type === type && !isMet(each, query));
  if (unmet !== undefined) {
    const sets = unmet.anyOf.map((names) => names.join(' and '));
    const diagnostics = `A search for ${type} needs ${sets.join(', or ')}.`;
    return refusal(400, issueFor(dress, 'missing-parameter', { severity: 'error', type: 'required' }, diagnostics));
  }
  for (const { name, values } of refusedValues.filter((each) => each.type === type)) {
    const wanted = query.getAll(name).flatMap((value) => value.split(',').map((each) => each.split('|').at(-1)!));
    const refused = wanted.find((value) => values.includes(value));
    if (refused === undefined) continue;
    const diagnostics = `${name}=${refused} is no value that ${type} can be searched for by.`;
    return refusal(400, issueFor(dress, 'invalid-value', { severity: 'error', type: 'value' }, diagnostics));
  }
  return refusedInclude(dress, asked);
}

function isMet({ anyOf }: Requirement, query: URLSearchParams): boolean {
  const names = namesOf(query);
  return anyOf.some((set) => set.every((name) => names.has(name)));
}

/** Where every included type needs its scope, an include without it costs the whole search. */
function refusedInclude({ includes }: Dress, { query, request: { grant } }: Asked): FhirResponse | undefined {
  if (includes?.needScope !== true || grant === undefined) return undefined;
  const scopes = grant.scopes.flatMap((scope) => parseScope(scope) ?? []);
  const mayRead = (type: string): boolean =>
    scopes.some((scope) => (scope.type === '*' || scope.type === type) && scope.permissions.has('r'));
  const wanted = [...query].flatMap(([name, value]) => {
    const [source = '', parameter = '', target] = value.split(':');
    if (name.startsWith('_revinclude')) return [[source]];
    if (!name.startsWith('_include')) return [];
    return [target === undefined ? (searchParametersOf(source).get(parameter)?.targets ?? []) : [target]];
  });
  const missing = wanted.find((types) => types.length > 0 && !types.some(mayRead));
  if (missing === undefined) return undefined;
  const diagnostics = `The token has no scope for ${missing[0]}, which was to be included.`;
  return refusal(
    403,
    { severity: 'error', code: 'forbidden', diagnostics },
    { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="patient/${missing[0]}.read"` },
  );
}
