/**
 * The sections of an International Patient Summary (IPS 2.0, Composition), and those that other summaries have beside them.
 * @module
 */

export interface SectionPlan {
  /** LOINC. None of those that have no code of their own. */
  readonly code?: string;
  readonly display: string;
  /** Present even where there is nothing to tell. */
  readonly required?: true;
}

/** In the order of the document. */
export const DOCUMENT_SECTIONS = {
  medications: { code: '10160-0', display: 'History of Medication use Narrative', required: true },
  allergies: { code: '48765-2', display: 'Allergies and adverse reactions Document', required: true },
  problems: { code: '11450-4', display: 'Problem list - Reported', required: true },
  immunizations: { code: '11369-6', display: 'History of Immunization Narrative' },
  procedures: { code: '47519-4', display: 'History of Procedures Document' },
  devices: { code: '46264-8', display: 'History of medical device use' },
  results: { code: '30954-2', display: 'Relevant diagnostic tests/laboratory data Narrative' },
  vitals: { code: '8716-3', display: 'Vital signs' },
  'past-problems': { code: '11348-0', display: 'History of Past illness Narrative' },
  pregnancy: { code: '10162-6', display: 'History of pregnancies Narrative' },
  'social-history': { code: '29762-2', display: 'Social history Narrative' },
  'plan-of-care': { code: '18776-5', display: 'Plan of care note' },
  'functional-status': { code: '47420-5', display: 'Functional status assessment note' },
  'advance-directives': { code: '42348-3', display: 'Advance healthcare directives' },
  alerts: { code: '104605-1', display: 'Alert' },
  'patient-story': { code: '81338-6', display: 'Patient Goals, preferences, and priorities for care experience' },
  // Of no International Patient Summary, and allowed in one: its list of sections is open.
  encounters: { code: '46240-8', display: 'History of Hospitalizations+Outpatient visits Narrative' },
  goals: { code: '61146-7', display: 'Goals Narrative' },
  'care-team': { code: '85847-2', display: 'Patient Care team information' },
  'also-in-document': { display: 'Sections of the document that it was made of' },
} as const satisfies Readonly<Record<string, SectionPlan>>;

export type DocumentSectionName = keyof typeof DOCUMENT_SECTIONS;
