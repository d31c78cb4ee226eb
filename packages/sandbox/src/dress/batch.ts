/**
 * Batches on a server that carries out "all interactions except search" in them.
 * @module
 */
import { STATUS_CODES } from 'node:http';
import { objectsIn } from '../fhir/elements.ts';
import { isObject, parseExact, type ExactObject } from '../fhir/json.ts';
import type { FhirRequest } from '../fhir/types.ts';
import type { Dress } from './dress.ts';
import { outcome } from './outcome.ts';

/** The Bundle that is posted, as far as it is one; what is malformed is for the server itself to refuse. */
export function bundleIn({ body }: FhirRequest): ExactObject | undefined {
  try {
    const json = parseExact(body ?? '');
    return isObject(json) && json.resourceType === 'Bundle' ? json : undefined;
  } catch {
    return undefined;
  }
}

export function hasSearches(bundle: ExactObject): boolean {
  return objectsIn(bundle.entry).some(isSearchEntry);
}

/** The batch with something that no server has in the place of each search, which keeps the answers in order. */
export function withoutSearches(request: FhirRequest): FhirRequest {
  const bundle = bundleIn(request);
  if (bundle === undefined || !hasSearches(bundle)) return request;
  const entry = objectsIn(bundle.entry).map((each) =>
    isSearchEntry(each) ? { ...each, request: { method: 'GET', url: '$search' } } : each,
  );
  return { ...request, body: JSON.stringify({ ...bundle, entry }) };
}

/** The answers, with a refusal for each search. */
export function withRefusedSearches({ title }: Dress, answers: ExactObject, request: FhirRequest): ExactObject {
  const asked = objectsIn(bundleIn(request)?.entry);
  const refused = outcome([{ severity: 'error', code: 'not-supported', diagnostics: exceptSearch(title) }]);
  const response = { status: `400 ${STATUS_CODES[400]}`, outcome: refused as unknown as ExactObject };
  const entry = objectsIn(answers.entry).map((each, position) => {
    const question = asked[position];
    return question !== undefined && isSearchEntry(question) ? { response } : each;
  });
  return { ...answers, ...(entry.length === 0 ? {} : { entry }) };
}

export function exceptSearch(title: string): string {
  return `${title} carries out all interactions in a Bundle except search.`;
}

function isSearchEntry({ request }: ExactObject): boolean {
  if (!isObject(request) || typeof request.url !== 'string') return false;
  if (request.method === 'POST') return /\/_search(\?|$)/.test(request.url);
  return request.method === 'GET' && /^[A-Z][A-Za-z]+(\?|$)/.test(request.url);
}
