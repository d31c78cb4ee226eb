import type { Dress } from '../dress.ts';

/**
 * athenahealth athenaOne. Sources: docs.athenahealth.com as integrators cite it: every search names the practice, with
 * the slash as it is; MedicationRequest by patient and intent; Observation by category; Provenance only by what it is
 * about. Quotas per minute and day exist; ten requests a second is what integrators call typical.
 */
export const athenahealth: Dress = {
  name: 'athenahealth',
  title: 'athenahealth',
  bundles: 'none',
  everySearch: { name: 'ah-practice', starts: 'Organization/a-1.Practice-' },
  requires: [
    { type: 'MedicationRequest', anyOf: [['patient', 'intent'], ['_id']] },
    { type: 'Observation', anyOf: [['patient', 'category'], ['_id']] },
    { type: 'Provenance', anyOf: [['target']] },
  ],
  operations: [],
  paging: { usual: 50, most: 100, relations: ['self', 'next'] },
  includes: { reverse: ['Provenance:target'] },
  rate: { requests: 10, seconds: 1, says: [], issue: 'throttled' },
};
