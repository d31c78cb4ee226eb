import { advanceDirectives } from '../../../../packages/sdk/src/topics/advance-directives.ts';
import { alerts } from '../../../../packages/sdk/src/topics/alerts.ts';
import { alsoInDocument } from '../../../../packages/sdk/src/topics/also-in-document.ts';
import { allergies } from '../../../../packages/sdk/src/topics/allergies.ts';
import { appointments } from '../../../../packages/sdk/src/topics/appointments.ts';
import { carePlans } from '../../../../packages/sdk/src/topics/care-plans.ts';
import { careTeams } from '../../../../packages/sdk/src/topics/care-teams.ts';
import { devices } from '../../../../packages/sdk/src/topics/devices.ts';
import { documents } from '../../../../packages/sdk/src/topics/documents.ts';
import { encounters } from '../../../../packages/sdk/src/topics/encounters.ts';
import { functionalStatus } from '../../../../packages/sdk/src/topics/functional-status.ts';
import { goals } from '../../../../packages/sdk/src/topics/goals.ts';
import { imaging } from '../../../../packages/sdk/src/topics/imaging.ts';
import { immunizations } from '../../../../packages/sdk/src/topics/immunizations.ts';
import { medicationList } from '../../../../packages/sdk/src/topics/medication-list.ts';
import { medications } from '../../../../packages/sdk/src/topics/medications.ts';
import { patientStory } from '../../../../packages/sdk/src/topics/patient-story.ts';
import { patient } from '../../../../packages/sdk/src/topics/patient.ts';
import { pregnancy } from '../../../../packages/sdk/src/topics/pregnancy.ts';
import { problems } from '../../../../packages/sdk/src/topics/problems.ts';
import { procedures } from '../../../../packages/sdk/src/topics/procedures.ts';
import { reports } from '../../../../packages/sdk/src/topics/reports.ts';
import { results } from '../../../../packages/sdk/src/topics/results.ts';
import { socialHistory } from '../../../../packages/sdk/src/topics/social-history.ts';
import type { Topic } from '../../../../packages/sdk/src/topics/topic.ts';
import { vitals } from '../../../../packages/sdk/src/topics/vitals.ts';

/** Every topic there is. */
export const topics: readonly Topic<unknown>[] = [
  patient,
  allergies,
  problems,
  medications,
  medicationList,
  immunizations,
  vitals,
  results,
  reports,
  imaging,
  documents,
  encounters,
  appointments,
  alerts,
  procedures,
  goals,
  carePlans,
  careTeams,
  devices,
  socialHistory,
  functionalStatus,
  pregnancy,
  advanceDirectives,
  patientStory,
  alsoInDocument,
];

/** Those that leave out by a rule of their own what their searches may bring besides: each has a test of that. */
export const choosing: readonly Topic<unknown>[] = [
  devices,
  advanceDirectives,
  patientStory,
  pregnancy,
  alsoInDocument,
];
