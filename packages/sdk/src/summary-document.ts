/**
 * `@ehr-widgets/sdk/summary-document`: what a page shows of a record as an International Patient Summary (IPS 2.0).
 * @module
 */
export {
  summaryDocument,
  type DocumentOptions,
  type ShownLine,
  type ShownSection,
  type SummaryDocument,
} from './actions/document/document.ts';
export { DOCUMENT_SECTIONS, type DocumentSectionName, type SectionPlan } from './actions/document/sections.ts';
