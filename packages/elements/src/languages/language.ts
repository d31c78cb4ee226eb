import type { DosageStrings } from '@ehr-widgets/sdk';
import type { AppointmentWords } from '../appointment-list/appointment-list.strings.ts';
import type { AppointmentNameWords } from '../appointment-list/name.strings.ts';
import type { PickerNameWords } from '../appointment-picker/name.strings.ts';
import type { PickerWords } from '../appointment-picker/picker.strings.ts';
import type { ConnectWords } from '../connect/connect.strings.ts';
import type { MedicationWords } from '../medication-list/medication-list.strings.ts';
import type { MedicationNameWords } from '../medication-list/name.strings.ts';
import type { MedicineStatusWords } from '../medication-list/status.strings.ts';
import type { ExportWords } from '../patient-summary/export.strings.ts';
import type { LastLookWords } from '../patient-summary/last-looks.strings.ts';
import type { SummaryNameWords } from '../patient-summary/name.strings.ts';
import type { SummaryWords } from '../patient-summary/patient-summary.strings.ts';
import type { RawWords } from '../patient-summary/raw.strings.ts';
import type { LaterWords } from '../patient-summary/sections/later.strings.ts';
import type { ClinicalDocumentWords } from '../results-viewer/clinical-document.strings.ts';
import type { QuestionnaireWords } from '../questionnaire/questionnaire.strings.ts';
import type { TrendWords } from '../results-viewer/chart.strings.ts';
import type { ResultHelpWords } from '../results-viewer/help.strings.ts';
import type { ReportWords } from '../results-viewer/by-report.strings.ts';
import type { ResultsNameWords } from '../results-viewer/name.strings.ts';
import type { ResultsWords } from '../results-viewer/results-viewer.strings.ts';
import type { EndingWords } from '../session/ending.strings.ts';
import type { PlacesWords } from '../session/places.strings.ts';
import type { SessionWords } from '../session/session.strings.ts';
import type { StateWords } from '../shared/state.strings.ts';
import type { Wording } from '../shared/strings.ts';

/** All words of the library. A language typed with it is whole: the compiler tells what is missing. */
export interface Language {
  readonly connect: Wording<ConnectWords>;
  readonly session: Wording<SessionWords>;
  readonly places: Wording<PlacesWords>;
  readonly ending: Wording<EndingWords>;
  readonly states: Wording<StateWords>;
  readonly summaryName: Wording<SummaryNameWords>;
  readonly summary: Wording<SummaryWords>;
  readonly summaryExport: Wording<ExportWords>;
  readonly lastLooks: Wording<LastLookWords>;
  readonly raw: Wording<RawWords>;
  readonly laterSections: Wording<LaterWords>;
  readonly medicationName: Wording<MedicationNameWords>;
  readonly medications: Wording<MedicationWords>;
  readonly medicineStatus: Wording<MedicineStatusWords>;
  readonly resultsName: Wording<ResultsNameWords>;
  readonly results: Wording<ResultsWords>;
  readonly appointmentName: Wording<AppointmentNameWords>;
  readonly appointments: Wording<AppointmentWords>;
  readonly resultHelp: Wording<ResultHelpWords>;
  readonly trend: Wording<TrendWords>;
  readonly reports: Wording<ReportWords>;
  readonly clinicalDocument: Wording<ClinicalDocumentWords>;
  readonly pickerName: Wording<PickerNameWords>;
  readonly picker: Wording<PickerWords>;
  readonly questionnaire: Wording<QuestionnaireWords>;
  /** The sentence that is made of a dose where nobody wrote one. */
  readonly dosage: Wording<DosageStrings>;
}
