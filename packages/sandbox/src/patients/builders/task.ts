/**
 * Tasks: what someone still has to do, and how far it is (FHIR R4 §11.16 Task).
 * @module
 */
import type { CodeableConcept, Reference, Task, TaskInput } from 'fhir/r4.js';
import type { Chart, Filed } from './chart.ts';

const TASK_CODE = 'http://hl7.org/fhir/CodeSystem/task-code';

/** Codes of FHIR's own task codes, or words. */
export const taskCodes = {
  fulfill: { coding: [{ system: TASK_CODE, code: 'fulfill', display: 'Fulfill the focal request' }] },
  approve: { coding: [{ system: TASK_CODE, code: 'approve', display: 'Activate/approve the focal resource' }] },
  form: { text: 'Fill in a form' },
  refill: {
    coding: [{ system: TASK_CODE, code: 'approve', display: 'Activate/approve the focal resource' }],
    text: 'Refill asked for',
  },
} satisfies Record<string, CodeableConcept>;

export interface TaskDetails {
  readonly status: Task['status'];
  readonly intent?: Task['intent'];
  readonly priority?: Task['priority'];
  readonly description: string;
  readonly focus?: Reference;
  readonly basedOn?: Reference;
  readonly authored: string;
  readonly modified?: string;
  /** When it should be done by. */
  readonly due?: string;
  readonly requester: Reference;
  readonly owner: Reference;
  /** In the organisation's own words: where it stands. */
  readonly businessStatus?: string;
  readonly reason?: string;
  readonly input?: readonly TaskInput[];
  readonly output?: readonly { readonly name: string; readonly reference: Reference }[];
  readonly note?: string;
}

export function task(chart: Chart, code: CodeableConcept, details: TaskDetails): Filed<Task> {
  return chart.add<Task>({
    resourceType: 'Task',
    ...(details.basedOn && { basedOn: [details.basedOn] }),
    status: details.status,
    ...(details.reason !== undefined && { statusReason: { text: details.reason } }),
    ...(details.businessStatus !== undefined && { businessStatus: { text: details.businessStatus } }),
    intent: details.intent ?? 'order',
    priority: details.priority ?? 'routine',
    code,
    description: details.description,
    ...(details.focus && { focus: details.focus }),
    for: chart.patient,
    authoredOn: details.authored,
    lastModified: details.modified ?? details.authored,
    requester: details.requester,
    owner: details.owner,
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    ...(details.due !== undefined && { restriction: { period: { end: details.due } } }),
    ...(details.input && { input: [...details.input] }),
    ...(details.output && {
      output: details.output.map(({ name, reference }) => ({ type: { text: name }, valueReference: reference })),
    }),
  });
}

/** A questionnaire to fill in, as SDC tasks carry it (Structured Data Capture, form data collection task). */
export function questionnaireInput(canonical: string): TaskInput {
  return {
    type: {
      coding: [
        { system: 'http://hl7.org/fhir/uv/sdc/CodeSystem/temp', code: 'questionnaire', display: 'Questionnaire' },
      ],
    },
    valueCanonical: canonical,
  };
}
