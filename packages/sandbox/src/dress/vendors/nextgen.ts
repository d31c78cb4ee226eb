import type { Dress } from '../dress.ts';

/**
 * NextGen Enterprise v5. Source: its CapabilityStatement as captured in 2026: no batch, `_maxresults` in the place of
 * `_count`, no `_include`, `Provenance:target`, searches by patient, reading only.
 */
export const nextgen: Dress = {
  name: 'nextgen',
  title: 'NextGen Enterprise',
  bundles: 'none',
  writes: { create: [], update: [] },
  operations: [],
  requires: ['AllergyIntolerance', 'CarePlan', 'Condition', 'Immunization', 'MedicationRequest', 'Observation'].map(
    (type) => ({ type, anyOf: [['patient'], ['_id']] }),
  ),
  paging: { parameter: '_maxresults', usual: 50, most: 200, relations: ['self', 'next'] },
  includes: { forward: [], reverse: ['Provenance:target'] },
};
