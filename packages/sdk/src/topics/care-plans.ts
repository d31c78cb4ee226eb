/**
 * Plans of care: what is intended, for what, and who does it (FHIR R4 §9.5 CarePlan; US Core CarePlan).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { narrativeText } from '../format/narrative.ts';
import { date, list, text } from '../format/read.ts';
import { periodOf, whenOf, type Period, type When } from '../format/when.ts';
import { lookUp, namedLine, partiesOf, partyOf, statusOf, subjectMatterOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

/** Something that is to be done. */
export interface PlannedActivity {
  readonly name?: Concept | undefined;
  readonly description?: string | undefined;
  /** As sent: `in-progress`, `completed`, `cancelled` and so on. */
  readonly status?: string | undefined;
  readonly when?: When | undefined;
  readonly performers: readonly Party[];
  /** It is not to be done. */
  readonly prohibited: boolean;
}

export interface CarePlanLine extends ListedLine {
  readonly status: 'draft' | 'active' | 'on-hold' | 'revoked' | 'completed' | 'entered-in-error' | 'unknown';
  /** `proposal` and `option` are no plan yet. */
  readonly intent: 'proposal' | 'plan' | 'order' | 'option' | 'unknown';
  readonly categories: readonly Concept[];
  /** In the planner's words; of a plan that says all in its narrative, the narrative's. */
  readonly description?: string | undefined;
  readonly period?: Period | undefined;
  readonly created?: string | undefined;
  readonly author?: Party | undefined;
  readonly contributors: readonly Party[];
  readonly teams: readonly Party[];
  readonly addresses: readonly Concept[];
  readonly goals: readonly Concept[];
  readonly activities: readonly PlannedActivity[];
}

export type CarePlansView = ListView<CarePlanLine>;

export const carePlans = topic<CarePlansView>({
  name: 'care-plans',
  searches: [{ type: 'CarePlan', by: 'patient' }],
  view: (input) =>
    listView(
      linesOf(input, 'CarePlan', carePlanLine),
      ({ status }) => status === 'revoked' || status === 'completed',
      maybeSame(),
    ),
  content: contentOfList,
});

const STATUSES = ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error'] as const;

function carePlanLine(reading: Reading<fhir.CarePlan>): CarePlanLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.status);
  const categories = conceptsOf(resource.category);
  const [period, created] = [periodOf(resource.period), date(resource.created)];
  const about = (references: readonly fhir.Reference[]): Concept[] =>
    references.flatMap((reference) => subjectMatterOf(reference, reading) ?? []);
  return {
    ...namedLine(reading, undefined, resource.note),
    name: conceptOf(text(resource.title)) ?? categories[0],
    status,
    statusCode: code,
    date: period?.start ?? created,
    intent: statusOf(['proposal', 'plan', 'order', 'option'], resource.intent).status,
    categories,
    description: text(resource.description) ?? narrativeOf(resource),
    period,
    created,
    author: partyOf(resource.author, reading),
    contributors: partiesOf(resource.contributor, reading),
    teams: partiesOf(resource.careTeam, reading),
    addresses: about(list(resource.addresses)),
    goals: list(resource.goal).flatMap((reference) => goalOf(reference, reading) ?? []),
    activities: list(resource.activity).map((activity) => activityOf(activity, reading)),
  };
}

/** A narrative made out of what else was sent says nothing new. */
function narrativeOf({ text: narrative, activity }: fhir.CarePlan): string | undefined {
  const says = narrative?.status === 'additional' || list(activity).length === 0;
  return says ? narrativeText(narrative?.div) : undefined;
}

function goalOf(reference: fhir.Reference, reading: Reading<fhir.CarePlan>): Concept | undefined {
  const found = lookUp(reference, reading);
  return (
    conceptOf(found?.resourceType === 'Goal' ? found.description : undefined) ?? conceptOf(text(reference.display))
  );
}

function activityOf({ detail, reference }: fhir.CarePlanActivity, reading: Reading<fhir.CarePlan>): PlannedActivity {
  return {
    name: conceptOf(detail?.code) ?? (reference ? subjectMatterOf(reference, reading) : undefined),
    description: text(detail?.description),
    status: text(detail?.status),
    when: detail ? (whenOf(detail, 'scheduled') ?? inWords(conceptOf(detail.scheduledTiming?.code)?.text)) : undefined,
    performers: partiesOf(detail?.performer, reading),
    prohibited: detail?.doNotPerform === true,
  };
}

function inWords(words: string | undefined): When | undefined {
  return words === undefined ? undefined : { kind: 'text', text: words };
}
