/**
 * @ehr-widgets/sdk: sign in with SMART on FHIR, read a patient's record from any FHIR R4 server, and get it as plain view
 * models. The names, floor by floor; ../../../docs/architecture.md tells how they fit together.
 * @module
 */

// Signing in, and the five kinds of session.
export type {
  AbsentSource,
  Ending,
  Practice,
  SessionKind,
  SessionState,
  SignInOptions,
  SignOutOptions,
  Session,
} from './session/session.ts';
export type { Interaction, Narrowing, Permission } from './auth/scopes.ts';
export type { ServerSource, PracticeSource, BundleSource, Source } from './session/source.ts';
export type { Entry, Page } from './fhir/search.ts';
export type { Remark } from './fhir/outcome.ts';
export { smartSession } from './session/smart-session.ts';
export {
  openSession,
  proxySession,
  tokenSession,
  type OpenSessionOptions,
  type ForPractice,
  type ProxySessionOptions,
  type TokenSessionOptions,
} from './session/host-session.ts';
export { joinedSession, type JoinedSession, type Place } from './session/joined-session.ts';
export type { IdleOptions } from './session/idle.ts';
export { bundleSession, type BundleSessionOptions } from './session/bundle-session.ts';
export type { LaunchContext, PracticeContext } from './auth/launch-context.ts';
export type { IssuerOptions, SmartSessionOptions } from './session/smart-options.ts';

// The record.
export { recordOf, type PatientRecord } from './record/record.ts';
export type { History, Version as StoredVersion, Versions as StoredVersions } from './record/later/history.ts';
export type { OriginStory } from './record/later/origin-story.ts';
export type { RecordSettings } from './record/settings.ts';
export type { Notice, Progress, ReadyState, TopicState } from './record/state.ts';

// Clinical meaning: topics and their views.
export {
  topic,
  type ResourceType,
  type Search,
  type Origin,
  type SourcedResource,
  type TopicInput,
  type Content,
  type Topic,
  type Line,
} from './topics/topic.ts';
export {
  patient,
  type PatientIdentifier,
  type ContactPoint,
  type PostalAddress,
  type PatientContact,
  type PatientDetails,
  type PatientMismatch,
  type PatientView,
} from './topics/patient.ts';
export {
  problems,
  type ProblemKind,
  type ProblemLine,
  type ProblemGroup,
  type ProblemsView,
} from './topics/problems.ts';
export { allergies, type AllergyReaction, type AllergyLine, type AllergiesView } from './topics/allergies.ts';
export { medications, type MedicationStatus, type MedicationLine, type MedicationsView } from './topics/medications.ts';
export type { Ingredient } from './topics/medicine.ts';
export {
  immunizations,
  type ProtocolDose,
  type ImmunizationLine,
  type ImmunizationsView,
} from './topics/immunizations.ts';
export { vitals, type VitalValue, type Measurement, type VitalSign, type VitalsView } from './topics/vitals.ts';
export { results, type ResultLine, type TrendPoint, type TestSeries, type ResultsView } from './topics/results.ts';
export { encounters, type EncounterParticipant, type EncounterLine, type EncountersView } from './topics/encounters.ts';
export {
  testIdentity,
  type ObservationPart,
  type ObservationStatus,
  type ObservationLine,
} from './topics/observation.ts';
export { compareValues, type ResultValue } from './topics/result-value.ts';
export type { Flag, FlagLevel } from './topics/flag.ts';
export type { ReferenceRange } from './topics/reference-range.ts';
export type { VitalKind } from './topics/vital-kinds.ts';
export type { Elsewhere, Likeness } from './topics/elsewhere.ts';
export type { NoneStatement, NoneStatements } from './topics/none.ts';
export type { Authorship } from './topics/authorship.ts';
export type { Party, Note, NamedLine } from './topics/line.ts';

// Dates, names, numbers and words in the reader's language.
export { ageAt, formatAge, type Age } from './format/age.ts';
export { conceptText, hasCode, type Code, type Concept } from './format/concept.ts';
export { countedUnit } from './format/counted.ts';
export { toJson } from './format/decimal.ts';
export { daysFromNow, formatDate, formatTime, type DateOptions, type DateParts } from './format/date.ts';
export { dosageText, dosagesText, dosageSentence, type DosageTextOptions } from './format/dosage-text.ts';
export { dosageEnglish, type Frequency, type DosageStrings } from './format/dosage-strings.ts';
export type { Amount, Dose, TimeUnit, DayOfWeek, DosageTiming, Dosage } from './format/dosage.ts';
export { formatDuration } from './format/duration.ts';
export {
  formatDecimal,
  formatNumber,
  formatQuantity,
  formatRange,
  formatRatio,
  type NumberStrings,
} from './format/number.ts';
export { formatName, currentName, type PersonName } from './format/person.ts';
export type { Comparator, Quantity, Range, Ratio } from './format/quantity.ts';
export { unitText } from './format/unit.ts';
export type { When, Period } from './format/when.ts';

// Errors.
export {
  asEhrError,
  EhrError,
  type SignInErrorCode,
  type FhirErrorCode,
  type ConfigurationErrorCode,
  type EhrErrorCode,
  type EhrErrorDetails,
  type Versions,
} from './errors.ts';
