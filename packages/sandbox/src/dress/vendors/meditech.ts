import type { Dress } from '../dress.ts';

/**
 * MEDITECH Greenfield, US Core STU6. Source: its CapabilityStatement and SMART configuration as captured in 2026: no
 * batch; a `continue` parameter beside `_count`; the searches that US Core asks for; `Provenance:target`; patients may
 * create Communications and create and update QuestionnaireResponses. The header exposed to pages is a third party's
 * probe. No rate limit is published.
 */
export const meditech: Dress = {
  name: 'meditech',
  title: 'MEDITECH',
  bundles: 'none',
  writes: { create: ['Communication', 'QuestionnaireResponse'], update: ['QuestionnaireResponse'] },
  requires: [
    { type: 'Observation', anyOf: [['patient', 'category'], ['patient', 'code'], ['_id']] },
    { type: 'Condition', anyOf: [['patient'], ['_id']] },
    { type: 'MedicationRequest', anyOf: [['patient', 'intent'], ['_id']] },
    { type: 'CarePlan', anyOf: [['patient', 'category'], ['_id']] },
  ],
  operations: [],
  paging: { usual: 50, most: 100, token: 'continue', relations: ['self', 'next'] },
  includes: { reverse: ['Provenance:target'] },
  cors: { exposes: ['mtrestapi-requestid'] },
};
