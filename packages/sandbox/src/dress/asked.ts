/**
 * A request as a dress looks at it.
 * @module
 */
import { isResourceType } from '../fhir/definitions/registry.ts';
import type { FhirRequest, FhirResponse } from '../fhir/types.ts';

/** Whatever answers FHIR requests. */
export type Handle = (request: FhirRequest) => Promise<FhirResponse>;

export interface Asked {
  readonly request: FhirRequest;
  readonly method: string;
  readonly segments: readonly string[];
  /** The type in the path, if it names one. */
  readonly type: string | undefined;
  /** The parameters of a search: those of the URL, of the body, or both. */
  readonly query: URLSearchParams;
  /** The query as it was written. */
  readonly rawQuery: string;
  readonly isSearch: boolean;
}

export function readAsked(request: FhirRequest, postedSearchIgnoresQuery = false): Asked {
  const [path = '', rawQuery = ''] = request.path.split(/\?(.*)/s);
  const method = request.method.toUpperCase() === 'HEAD' ? 'GET' : request.method.toUpperCase();
  const segments = path.split('/').filter((segment) => segment !== '');
  const [type, second] = segments;
  const isType = type !== undefined && isResourceType(type);
  const isPosted = isType && method === 'POST' && second === '_search' && segments.length === 2;
  const query = new URLSearchParams(isPosted && postedSearchIgnoresQuery ? '' : rawQuery);
  if (isPosted) for (const [name, value] of new URLSearchParams(request.body ?? '')) query.append(name, value);
  return {
    request,
    method,
    segments,
    type: isType ? type : undefined,
    query,
    rawQuery,
    isSearch: isPosted || (isType && method === 'GET' && segments.length === 1),
  };
}

/** The parameters' names without modifiers and chains; `subject` of a patient is `patient`. */
export function namesOf(query: URLSearchParams): ReadonlySet<string> {
  const names = [...query]
    .filter(([, value]) => value !== '')
    .map(([name]) => name.split(/[:.]/)[0]!)
    .map((name) => (name === 'subject' ? 'patient' : name));
  return new Set(names);
}
