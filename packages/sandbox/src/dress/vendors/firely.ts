import type { Dress } from '../dress.ts';

/**
 * Firely Server. Source: its documentation at a824c40 (August 2026): pages of 10 and at most 50, at most 150 entries in a
 * batch or transaction.
 */
export const firely: Dress = {
  name: 'firely',
  title: 'Firely Server',
  bundles: { types: ['batch', 'transaction'], most: 150, searches: true },
  paging: { usual: 10, most: 50 },
};
