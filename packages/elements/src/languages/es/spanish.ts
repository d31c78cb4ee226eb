/**
 * `@ehr-widgets/elements/languages/es`: every word of the elements in Spanish. Readers are addressed as "usted". Importing
 * this registers nothing; see `./define`.
 * @module
 */
import { dosageSpanish } from '@ehr-widgets/sdk/dosage-spanish';
import type { Language } from '../language.ts';
import { agenda } from './agenda.ts';
import { appointmentName, appointments } from './appointments.ts';
import { checkIn } from './check-in.ts';
import { clinicalDocument } from './clinical-document.ts';
import { connect } from './connect.ts';
import { lastLooks } from './last-looks.ts';
import { laterSections } from './later-sections.ts';
import { medicationName, medications } from './medications.ts';
import { medicineStatus } from './medicine-status.ts';
import { picker, pickerName } from './picker.ts';
import { pickerViews } from './picker-views.ts';
import { questionnaire } from './questionnaire.ts';
import { raw } from './raw.ts';
import { resultHelp } from './result-help.ts';
import { reports } from './reports.ts';
import { results, resultsName } from './results.ts';
import { ending, places, session } from './session.ts';
import { states } from './states.ts';
import { summary, summaryExport, summaryName } from './summary.ts';
import { trend } from './trend.ts';
import { versions } from './versions.ts';

export const spanish: Language = {
  connect,
  session,
  places,
  ending,
  states,
  summaryName,
  summary,
  summaryExport,
  lastLooks,
  raw,
  laterSections,
  medicationName,
  medications,
  medicineStatus,
  resultsName,
  results,
  appointmentName,
  appointments,
  agenda,
  checkIn,
  resultHelp,
  trend,
  reports,
  versions,
  clinicalDocument,
  pickerName,
  picker,
  pickerViews,
  questionnaire,
  dosage: { patient: dosageSpanish, clinician: dosageSpanish },
};
