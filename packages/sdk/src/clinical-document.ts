/**
 * `@ehr-widgets/sdk/clinical-document`: the words of a document in HL7 CDA, C-CDA among it. Load it by `import()` where
 * somebody asks to read one.
 * @module
 */
export {
  aboutAnother,
  clinicalDocumentOf,
  type ClinicalDocument,
  type ClinicalSection,
} from './topics/clinical-document/clinical-document.ts';
export { type DocumentAuthor, type DocumentHeader, type DocumentPatient } from './topics/clinical-document/header.ts';
export {
  type Look,
  type Narrative,
  type NarrativeCell,
  type NarrativeRow,
} from './topics/clinical-document/narrative.ts';
