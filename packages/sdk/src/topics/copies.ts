/**
 * Several copies of one resource, as pages that overlap, two searches, or a cache before the server bring them.
 * @module
 */
import type { FhirResource } from 'fhir/r4.js';

/**
 * Whether `received` is a copy from before `known` was written: by when each was last changed, then by the number of its
 * version (FHIR R4 §2.26.3 Resource.meta). Where neither says it, what is received later is taken for the newer one.
 */
export function isOlderCopy(received: FhirResource, known: FhirResource | undefined): boolean {
  if (!known) return false;
  const since = changed(received) - changed(known);
  return since === 0 || Number.isNaN(since) ? version(received) < version(known) : since < 0;
}

const changed = ({ meta }: FhirResource): number => Date.parse(meta?.lastUpdated ?? '');

/** NaN, which is neither before nor after anything, where versions are not counted. */
const version = ({ meta }: FhirResource): number => Number(meta?.versionId ?? Number.NaN);
