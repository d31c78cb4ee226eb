import { allergies } from '../../../../packages/sdk/src/topics/allergies.ts';
import { encounters } from '../../../../packages/sdk/src/topics/encounters.ts';
import { immunizations } from '../../../../packages/sdk/src/topics/immunizations.ts';
import { medicationList } from '../../../../packages/sdk/src/topics/medication-list.ts';
import { medications } from '../../../../packages/sdk/src/topics/medications.ts';
import { patient } from '../../../../packages/sdk/src/topics/patient.ts';
import { problems } from '../../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../../packages/sdk/src/topics/results.ts';
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
  encounters,
];
