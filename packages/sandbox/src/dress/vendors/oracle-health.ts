import type { Dress } from '../dress.ts';

/**
 * Oracle Health Millennium, R4. Source: the vendor's documentation (github.com/cerner/fhir.cerner.com at 3d33831, now at
 * docs.oracle.com): no batch; `_revinclude=Provenance:target` and few includes, each with a scope of its own; page links
 * with `pageContext` and `direction`; 50 Observations a page and at most 200; which searches need what; 500 with code
 * `required` for a missing field; what is entered in error masked for patients; contained medications; writes for
 * providers only; the headers exposed to pages, Retry-After not among them. Answers of 401 without CORS headers:
 * github.com/smart-on-fhir/client-js#97. Trimmed scopes: the vendor's forum. How many requests are too many is not
 * published; the number here is ours.
 */
export const oracleHealth: Dress = {
  name: 'oracle-health',
  title: 'Oracle Health Millennium',
  bundles: 'none',
  operations: ['Patient/$summary'],
  requires: [
    { type: 'Appointment', anyOf: [['patient', 'date'], ['practitioner', 'date'], ['location', 'date'], ['_id']] },
    { type: 'Slot', anyOf: [['service-type', 'start'], ['_id']] },
    { type: 'Observation', anyOf: [['patient'], ['_id']] },
    { type: 'Condition', anyOf: [['patient'], ['_id']] },
    { type: 'MedicationRequest', anyOf: [['patient'], ['_id']] },
  ],
  paging: {
    usual: 50,
    most: 200,
    token: 'pageContext',
    also: { direction: 'NEXT' },
    relations: ['self', 'next'],
  },
  includes: {
    forward: ['Slot:schedule', 'Schedule:actor:Practitioner'],
    reverse: ['Provenance:target'],
    needScope: true,
  },
  medications: 'contained',
  masksErrors: true,
  incompleteStatus: 500,
  rate: { requests: 200, seconds: 10, says: ['Retry-After'], issue: 'throttled' },
  cors: {
    exposes: ['ETag', 'Content-Location', 'Location', 'X-Request-Id', 'WWW-Authenticate', 'Date'],
    hides401: true,
  },
  trims: /^patient\/.*\.(write|\*|\w*[cud]\w*)(\?|$)/,
};
