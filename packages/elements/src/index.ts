/**
 * Element classes and what hosts extend them with. Importing this defines nothing; see `./all` and `./autoload`.
 * @module
 */
export { EhrAppointmentList } from './appointment-list/appointment-list.ts';
export {
  appointmentStrings,
  type AppointmentWords,
  type CancelReason,
  type WhyFixed,
} from './appointment-list/appointment-list.strings.ts';
export { EhrCalendarEvent, EhrCancelEvent, EhrCheckInEvent } from './appointment-list/change-events.ts';
export { agendaStrings, type AgendaWords } from './appointment-list/agenda/agenda.strings.ts';
export type { Ground } from './appointment-list/agenda/ground.ts';
export { EhrMarkEvent } from './appointment-list/agenda/mark-event.ts';
export type { AgendaSpan, ChangeMode } from './appointment-list/list-host.ts';
export { appointmentNameStrings, type AppointmentNameWords } from './appointment-list/name.strings.ts';
export type { GroupName, Standing } from './appointment-list/status.ts';
export { EhrAppointmentPicker } from './appointment-picker/appointment-picker.ts';
export { EhrBookEvent, type BookingRequest, type HostOutcome } from './appointment-picker/book-event.ts';
export { pickerNameStrings, type PickerNameWords } from './appointment-picker/name.strings.ts';
export type { BookingMode } from './appointment-picker/picker-host.ts';
export { pickerStrings, type PickerWords } from './appointment-picker/picker.strings.ts';
export { viewStrings, type ViewWords } from './appointment-picker/views.strings.ts';
export type { ViewName } from './appointment-picker/views.ts';
export type { ClientIdFor } from './connect/client-id.ts';
export { EhrConnect } from './connect/connect.ts';
export { connectStrings, type ConnectWords } from './connect/connect.strings.ts';
export type { Language } from './languages/language.ts';
export { EhrMedicationList } from './medication-list/medication-list.ts';
export { medicationStrings, type MedicationWords } from './medication-list/medication-list.strings.ts';
export { medicationNameStrings, type MedicationNameWords } from './medication-list/name.strings.ts';
export { EhrRefillEvent, type RefillRequest } from './medication-list/refill-event.ts';
export {
  medicineStatusStrings,
  type MedicineStatusWords,
  type StatusFacts,
  type StatusWords,
} from './medication-list/status.strings.ts';
export type { ExportedSummary } from './patient-summary/export.ts';
export { exportStrings, type ExportWords } from './patient-summary/export.strings.ts';
export { lastLookStrings, type LastLookWords } from './patient-summary/last-looks.strings.ts';
export { EhrPatientSummary } from './patient-summary/patient-summary.ts';
export { laterStrings, type LaterName, type LaterWords } from './patient-summary/sections/later.strings.ts';
export { summaryNameStrings, type SummaryNameWords } from './patient-summary/name.strings.ts';
export { summaryStrings, type SummaryWords } from './patient-summary/patient-summary.strings.ts';
export {
  registerSummarySection,
  type Alarm,
  type Row,
  type SectionBody,
  type SectionChoice,
  type SectionNote,
  type SummarySection,
} from './patient-summary/section.ts';
export type { RefillMode } from './medication-list/asking.ts';
export type { ImageFetch } from './results-viewer/pictures.ts';
export type { AboutTest, AboutTestFor } from './results-viewer/about-test.ts';
export { reportStrings, type ReportWords } from './results-viewer/by-report.strings.ts';
export { helpStrings, type ResultHelpWords } from './results-viewer/help.strings.ts';
export { resultsNameStrings, type ResultsNameWords } from './results-viewer/name.strings.ts';
export { EhrQuestionEvent } from './results-viewer/question-event.ts';
export { EhrViewEvent } from './results-viewer/view-event.ts';
export { EhrResultsViewer } from './results-viewer/results-viewer.ts';
export { resultsStrings, type ResultsWords } from './results-viewer/results-viewer.strings.ts';
export type { FhirBundle, GetToken } from './session/configuration.ts';
export { endingStrings, type EndingWords } from './session/ending.strings.ts';
export { EhrSession } from './session/session.ts';
export { sessionStrings, type SessionWords } from './session/session.strings.ts';
export { placesStrings, type PlacesWords } from './session/places.strings.ts';
export type { Chip } from './shared/chip.ts';
export type { IconName } from './shared/icons.ts';
export { EhrOpenEvent } from './shared/open-event.ts';
export { Reader } from './shared/reader.ts';
export { EhrRescheduleEvent } from './shared/reschedule-event.ts';
export { sessionContext } from './shared/session-context.ts';
export {
  EhrConnectEvent,
  EhrErrorEvent,
  EhrSessionChangeEvent,
  EhrSessionEndingEvent,
  EhrSourceChangeEvent,
  type SourceChoice,
} from './shared/session-events.ts';
export { EhrSource } from './source/source.ts';
export { stateStrings, type StateWords, type TopicNoun } from './shared/state.strings.ts';
export {
  registerLanguage,
  type PartialLanguage,
  type PartialWording,
  type Strings,
  type Wording,
} from './shared/strings.ts';
export type { Persona, Theme } from './shared/surroundings.ts';
