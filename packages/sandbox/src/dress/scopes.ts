/**
 * Scopes that a vendor leaves out of what it grants, without a word: the app finds out by comparing what it asked for
 * with the `scope` of the token response, or by 403.
 * @module
 */
import type { FhirRequest } from '../fhir/types.ts';
import type { Dress } from './dress.ts';

/** What a vendor grants of these scopes. An authorization server may call it before it writes the token response. */
export function trimScopes({ trims }: Dress, scopes: readonly string[]): string[] {
  return scopes.filter((scope) => trims?.test(scope) !== true);
}

/** The request, with no more than the vendor would have granted. */
export function trimmed(dress: Dress, request: FhirRequest): FhirRequest {
  const { grant } = request;
  if (grant === undefined || dress.trims === undefined) return request;
  return { ...request, grant: { ...grant, scopes: trimScopes(dress, grant.scopes) } };
}
