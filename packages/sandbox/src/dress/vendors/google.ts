import type { Dress } from '../dress.ts';

/**
 * Google Cloud Healthcare API. Sources: the vendor's documentation: executeBundle carries out "all interactions except
 * search"; `Bundle.total` is an estimate until the last page; pages go forward only (best practices for FHIR search).
 * Quotas are per project and region; 429 says nothing about when to come back. The number is ours.
 */
export const google: Dress = {
  name: 'google',
  title: 'Google Cloud Healthcare API',
  bundles: { types: ['batch', 'transaction'], most: 4500, searches: false },
  paging: { usual: 100, most: 1000, token: '_page_token', relations: ['self', 'next'] },
  totals: 'estimated',
  rate: { requests: 500, seconds: 10, says: [], issue: 'throttled' },
};
