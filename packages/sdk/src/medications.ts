/**
 * `@ehr-widgets/sdk/medications`: the whole story of each medicine, for those who show more of it than a summary does.
 * @module
 */
export { medicationList } from './topics/medication-list.ts';
export { refillKindOf, type RefillKind } from './topics/medication-refill.ts';
export {
  refillAskedOf,
  refillRequests,
  type RefillRequested,
  type RefillRequestsView,
} from './topics/refill-requests.ts';
export type {
  AllergyClash,
  MedicationListView,
  Medicine,
  MedicineConflict,
  MedicinePlace,
  MedicineSupply,
  Refills,
} from './topics/medication-view.ts';
export type {
  MedicationDocument,
  MedicationDocumentKind,
  MedicationDocumentStatus,
  MedicationSubstitution,
} from './topics/medication-document.ts';
export type { MedicineStatus } from './topics/medication-status.ts';
