/**
 * Care teams: who looks after the patient together (FHIR R4 §9.7 CareTeam; US Core CareTeam).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { list, text } from '../format/read.ts';
import { periodOf, type Period } from '../format/when.ts';
import { namedLine, partiesOf, partyOf, statusOf, subjectMatterOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

export interface CareTeamMember extends Party {
  readonly roles: readonly Concept[];
  readonly onBehalfOf?: Party | undefined;
  readonly period?: Period | undefined;
}

export interface CareTeamLine extends ListedLine {
  readonly status: 'proposed' | 'active' | 'suspended' | 'inactive' | 'entered-in-error' | 'unknown';
  readonly categories: readonly Concept[];
  readonly period?: Period | undefined;
  readonly members: readonly CareTeamMember[];
  readonly reasons: readonly Concept[];
  readonly organizations: readonly Party[];
  /** How to reach the team, as sent. */
  readonly contacts: readonly string[];
}

export type CareTeamsView = ListView<CareTeamLine>;

export const careTeams = topic<CareTeamsView>({
  name: 'care-teams',
  searches: [{ type: 'CareTeam', by: 'patient' }],
  view: (input) =>
    listView(linesOf(input, 'CareTeam', careTeamLine), ({ status }) => status === 'inactive', maybeSame()),
  content: contentOfList,
});

function careTeamLine(reading: Reading<fhir.CareTeam>): CareTeamLine {
  const { resource } = reading;
  const { status, code } = statusOf(
    ['proposed', 'active', 'suspended', 'inactive', 'entered-in-error'],
    resource.status,
  );
  const categories = conceptsOf(resource.category);
  const period = periodOf(resource.period);
  return {
    ...namedLine(reading, undefined, resource.note),
    name: conceptOf(text(resource.name)) ?? categories[0],
    status,
    statusCode: code,
    date: period?.start,
    categories,
    period,
    members: list(resource.participant).flatMap((participant) => memberOf(participant, reading)),
    reasons: [
      ...conceptsOf(resource.reasonCode),
      ...list(resource.reasonReference).flatMap((reference) => subjectMatterOf(reference, reading) ?? []),
    ],
    organizations: partiesOf(resource.managingOrganization, reading),
    contacts: list(resource.telecom).flatMap(({ value }) => text(value) ?? []),
  };
}

/** A role that nobody is named for is told too. */
function memberOf(sent: fhir.CareTeamParticipant, reading: Reading<fhir.CareTeam>): CareTeamMember[] {
  const party = partyOf(sent.member, reading);
  const roles = conceptsOf(sent.role);
  if (!party && roles.length === 0) return [];
  const [onBehalfOf, period] = [partyOf(sent.onBehalfOf, reading), periodOf(sent.period)];
  return [{ ...party, roles, onBehalfOf, period }];
}
