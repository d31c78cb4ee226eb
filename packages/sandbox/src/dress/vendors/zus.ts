import type { Dress } from '../dress.ts';

/** Zus Health as its preview was until 2024, by accounts of its clients: links in Bundles have no scheme. */
export const zus: Dress = {
  name: 'zus',
  title: 'Zus Health (2024 preview)',
  paging: { usual: 20, most: 500, form: 'scheme-less', relations: ['self', 'next'] },
};
