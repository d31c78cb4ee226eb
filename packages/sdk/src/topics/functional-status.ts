/**
 * Functional status: what somebody can do by themselves, and what keeps them from it (US Core observation categories;
 * IPS 2.0 Functional Status, which lists conditions and clinical impressions too).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { date, list, text } from '../format/read.ts';
import { beginning, whenOf } from '../format/when.ts';
import { namedLine, partyOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import { contentOfObservations, observationList, type ObservationListView } from './observation-list.ts';
import { topic } from './topic.ts';

/** Somebody's judgement: a condition of functional status, or a clinical impression. */
export interface FunctionLine extends ListedLine {
  readonly severity?: Concept | undefined;
  /** In the words of who judged. */
  readonly summary?: string | undefined;
  readonly verificationCode?: string | undefined;
  readonly assertedBy?: Party | undefined;
}

export interface FunctionalStatusView extends ObservationListView {
  readonly judgements: ListView<FunctionLine>;
}

const CATEGORIES = ['functional-status', 'cognitive-status', 'disability-status'];

export const functionalStatus = topic<FunctionalStatusView>({
  name: 'functional-status',
  searches: [
    { type: 'Observation', by: 'patient', params: { category: CATEGORIES, _sort: '-date' } },
    // A server's conditions are all among the problems.
    { type: 'Condition', by: 'patient', params: { category: CATEGORIES }, documentsOnly: true },
    { type: 'ClinicalImpression', by: 'patient', params: { category: CATEGORIES }, documentsOnly: true },
  ],
  view: (input) => ({
    ...observationList(input),
    judgements: listView(
      [...linesOf(input, 'Condition', conditionLine), ...linesOf(input, 'ClinicalImpression', impressionLine)],
      ({ status }) => ['inactive', 'remission', 'resolved'].includes(status),
      maybeSame(),
    ),
  }),
  content: (view) => (contentOfList(view.judgements) === 'some' ? 'some' : contentOfObservations(view)),
});

function conditionLine(reading: Reading<fhir.Condition>): FunctionLine {
  const { resource } = reading;
  const { status, code } = statusOf(
    ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'],
    resource.clinicalStatus,
  );
  const verification = statusOf(['entered-in-error'], resource.verificationStatus);
  return {
    ...namedLine(reading, resource.code, resource.note),
    status: verification.status === 'entered-in-error' ? 'entered-in-error' : status,
    statusCode: code,
    verificationCode: verification.code,
    date: beginning(whenOf(resource, 'onset')) ?? date(resource.recordedDate),
    severity: conceptOf(resource.severity),
    assertedBy: partyOf(resource.asserter ?? resource.recorder, reading),
  };
}

function impressionLine(reading: Reading<fhir.ClinicalImpression>): FunctionLine {
  const { resource } = reading;
  const { status, code } = statusOf(['in-progress', 'completed', 'entered-in-error'], resource.status);
  const found = conceptsOf(list(resource.finding).map(({ itemCodeableConcept }) => itemCodeableConcept));
  return {
    ...namedLine(reading, resource.code, resource.note),
    name: conceptOf(resource.code) ?? found[0] ?? conceptOf(text(resource.description)),
    status,
    statusCode: code,
    date: beginning(whenOf(resource, 'effective')) ?? date(resource.date),
    summary: text(resource.summary) ?? text(resource.description),
    assertedBy: partyOf(resource.assessor, reading),
  };
}
