import type { Dress } from '../dress.ts';

/**
 * Canvas Medical. Source: clients of its API: links in Bundles are relative to the base and begin with a slash
 * (`/Observation?…`), at most 100 resources a page.
 */
export const canvas: Dress = {
  name: 'canvas',
  title: 'Canvas Medical',
  bundles: 'none',
  paging: { usual: 10, most: 100, form: 'relative', relations: ['self', 'first', 'next', 'last'] },
};
