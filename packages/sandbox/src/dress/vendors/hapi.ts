import type { Dress } from '../dress.ts';

/**
 * HAPI FHIR JPA server. Sources: its documentation and issues: links to further pages lie at the base
 * (`_getpages`), a page's includes are cut at `maximumIncludesToLoadPerPage` without a word, unknown parameters are
 * refused, the default CorsInterceptor exposes Location and Content-Location only
 * (github.com/hapifhir/hapi-fhir#2130; that it also refuses the Authorization header is the fault `no-cors`).
 */
export const hapi: Dress = {
  name: 'hapi',
  title: 'HAPI FHIR',
  unknownParameters: 'refused',
  paging: {
    usual: 20,
    most: 200,
    token: '_getpages',
    also: { _bundletype: 'searchset' },
    atBase: true,
    relations: ['self', 'next', 'previous'],
  },
  includes: { most: 20 },
  cors: { exposes: ['Location', 'Content-Location'] },
};
