import type { Dress } from '../dress.ts';

/**
 * Azure API for FHIR and Azure Health Data Services. Source: github.com/microsoft/fhir-server at 14f5285: 500 entries a
 * Bundle; pages of 10, at most 1000 with a warning for more; a next link only, with a long continuation token; no total
 * unless asked for; unknown parameters ignored unless `Prefer: handling=strict`; 1000 includes, the rest at a `related`
 * link to `$includes` (ADR-2503); 429 with Retry-After and x-ms-retry-after-ms. CORS lists no origin until its owner
 * does (the fault `no-cors`), and exposes no header. The number of requests is ours; it depends on what is bought.
 */
export const azure: Dress = {
  name: 'azure',
  title: 'Azure Health Data Services',
  bundles: { types: ['batch', 'transaction'], most: 500, searches: true },
  unknownParameters: 'silent',
  paging: {
    usual: 10,
    most: 1000,
    warnsAbove: true,
    token: 'ct',
    tokenLength: 1200,
    relations: ['self', 'next'],
  },
  totals: 'none',
  includes: { most: 1000, linked: true },
  rate: { requests: 500, seconds: 10, says: ['Retry-After', 'x-ms-retry-after-ms'], issue: 'throttled' },
  cors: { exposes: [] },
};
