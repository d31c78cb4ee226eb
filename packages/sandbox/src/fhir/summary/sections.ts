/**
 * The sections of an International Patient Summary and what belongs into each
 * (https://hl7.org/fhir/uv/ips/STU1.1/StructureDefinition-Composition-uv-ips.html).
 * @module
 */
import type { ExactObject } from '../json.ts';
import { codesOf, textOf } from './elements.ts';

/** Resources of one type that a section takes. */
export interface Source {
  readonly type: string;
  readonly wants: (resource: ExactObject) => boolean;
}

export interface SectionPlan {
  /** LOINC */
  readonly code: string;
  readonly display: string;
  readonly title: string;
  /** Present even when there is nothing to tell. */
  readonly required: boolean;
  /** A summary tells the newest value of each test, not all of them. */
  readonly newestOfEach: boolean;
  /** Its text is what somebody said, and nothing about the documents that hold it. */
  readonly inWords: boolean;
  readonly sources: readonly Source[];
}

/** What matters to the patient, in their own words (LOINC). */
const story = '81338-6';

/** In the order of the document. */
export const sectionPlans: readonly SectionPlan[] = [
  section('11450-4', 'Problem list - Reported', 'Problem List', [{ type: 'Condition', wants: isCurrentProblem }], {
    required: true,
  }),
  section(
    '48765-2',
    'Allergies and adverse reactions Document',
    'Allergies and Intolerances',
    [{ type: 'AllergyIntolerance', wants: isCurrentAllergy }],
    { required: true },
  ),
  section(
    '10160-0',
    'History of Medication use Narrative',
    'Medication Summary',
    [
      { type: 'MedicationStatement', wants: hasStatus('active', 'on-hold', 'intended', 'unknown') },
      { type: 'MedicationRequest', wants: isCurrentOrder },
    ],
    { required: true },
  ),
  section('11369-6', 'History of Immunization Narrative', 'Immunizations', [
    { type: 'Immunization', wants: hasStatus('completed') },
  ]),
  section(
    '30954-2',
    'Relevant diagnostic tests/laboratory data Narrative',
    'Results',
    [
      { type: 'DiagnosticReport', wants: hasStatus('final', 'amended', 'corrected', 'appended', 'preliminary') },
      { type: 'Observation', wants: isResult },
    ],
    { newestOfEach: true },
  ),
  section('47519-4', 'History of Procedures Document', 'History of Procedures', [
    { type: 'Procedure', wants: hasStatus('completed', 'in-progress', 'stopped', 'on-hold', 'unknown') },
  ]),
  section('46264-8', 'History of medical device use', 'Medical Devices', [
    { type: 'DeviceUseStatement', wants: hasStatus('active', 'completed', 'on-hold') },
    { type: 'Device', wants: (device) => device.status === undefined || hasStatus('active', 'unknown')(device) },
  ]),
  section('8716-3', 'Vital signs', 'Vital Signs', [{ type: 'Observation', wants: isOf('vital-signs') }], {
    newestOfEach: true,
  }),
  section('10162-6', 'History of pregnancies Narrative', 'History of Pregnancy', [
    { type: 'Observation', wants: isAboutPregnancy },
  ]),
  section(
    '29762-2',
    'Social history Narrative',
    'Social History',
    [{ type: 'Observation', wants: isOf('social-history') }],
    { newestOfEach: true },
  ),
  section('18776-5', 'Plan of care note', 'Plan of Care', [
    { type: 'CarePlan', wants: hasStatus('active', 'on-hold') },
    { type: 'Goal', wants: isCurrentGoal },
  ]),
  section('11348-0', 'History of Past illness Narrative', 'History of Past Illness', [
    { type: 'Condition', wants: isPastProblem },
  ]),
  section(
    '47420-5',
    'Functional status assessment note',
    'Functional Status',
    [{ type: 'Observation', wants: isOf('functional-status', 'cognitive-status', 'disability-status') }],
    { newestOfEach: true },
  ),
  section('42348-3', 'Advance directives', 'Advance Directives', [
    { type: 'Consent', wants: isAdvanceDirective },
    { type: 'DocumentReference', wants: isDirectiveDocument },
  ]),
  section('104605-1', 'Alert', 'Alerts', [{ type: 'Flag', wants: hasStatus('active') }]),
  section(
    story,
    'Patient Goals, preferences, and priorities for care experience',
    'Patient Story',
    [{ type: 'DocumentReference', wants: isStory }],
    { inWords: true },
  ),
];

function section(
  code: string,
  display: string,
  title: string,
  sources: readonly Source[],
  { required = false, newestOfEach = false, inWords = false } = {},
): SectionPlan {
  return { code, display, title, required, newestOfEach, inWords, sources };
}

function hasStatus(...statuses: string[]): (resource: ExactObject) => boolean {
  return ({ status }) => statuses.includes(textOf(status) ?? '');
}

function isDenied({ verificationStatus }: ExactObject): boolean {
  return codesOf(verificationStatus).some((code) => code === 'entered-in-error' || code === 'refuted');
}

const past = new Set(['inactive', 'remission', 'resolved']);

function isOver(condition: ExactObject): boolean {
  const codes = codesOf(condition.clinicalStatus);
  if (codes.length > 0) return codes.some((code) => past.has(code));
  return Object.keys(condition).some((name) => name.startsWith('abatement'));
}

function isCurrentProblem(condition: ExactObject): boolean {
  return !isDenied(condition) && !isOver(condition);
}

function isPastProblem(condition: ExactObject): boolean {
  return !isDenied(condition) && isOver(condition);
}

function isCurrentAllergy(allergy: ExactObject): boolean {
  return !isDenied(allergy) && !codesOf(allergy.clinicalStatus).some((code) => past.has(code));
}

function isCurrentOrder(request: ExactObject): boolean {
  const isOrder = !['proposal', 'option'].includes(textOf(request.intent) ?? '');
  return isOrder && request.doNotPerform !== true && hasStatus('active', 'on-hold', 'unknown')(request);
}

const isTold = hasStatus('final', 'amended', 'corrected', 'preliminary', 'registered');

function isOf(...categories: string[]): (observation: ExactObject) => boolean {
  return (observation) =>
    isTold(observation) &&
    !isAboutPregnancy(observation) &&
    codesOf(observation.category).some((code) => categories.includes(code));
}

function isResult(observation: ExactObject): boolean {
  return isOf('laboratory', 'imaging', 'procedure', 'exam')(observation);
}

/** Pregnancy status, expected delivery dates and outcomes, as the guide's value sets list them (LOINC). */
const pregnancyCodes = new Set(
  (
    '82810-3 11778-8 11779-6 11780-4 11884-4 11885-1 11886-9 11887-7 8665-2 ' +
    '11612-9 11613-7 11614-5 11636-8 11637-6 11638-4 11639-2 11640-0 33065-4 69043-8'
  ).split(' '),
);

function isAboutPregnancy(observation: ExactObject): boolean {
  return isTold(observation) && codesOf(observation.code).some((code) => pregnancyCodes.has(code));
}

function isCurrentGoal({ lifecycleStatus }: ExactObject): boolean {
  return ['proposed', 'planned', 'accepted', 'active', 'on-hold'].includes(textOf(lifecycleStatus) ?? '');
}

function isDirectiveDocument(document: ExactObject): boolean {
  return isInUse(document) && codesOf(document.category).includes('42348-3');
}

function isStory(document: ExactObject): boolean {
  return isInUse(document) && codesOf(document.type).includes(story);
}

function isInUse({ status, docStatus }: ExactObject): boolean {
  return status === 'current' && docStatus !== 'entered-in-error';
}

function isAdvanceDirective(consent: ExactObject): boolean {
  return consent.status === 'active' && codesOf(consent.scope).includes('adr');
}
