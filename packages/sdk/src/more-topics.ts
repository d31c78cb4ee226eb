/**
 * `@ehr-widgets/sdk/more-topics`: what a summary tells after the first: the topics of the sections of an International
 * Patient Summary that the package's main entry does not hold. Apart, so that a page loads them when it shows them.
 * @module
 */
export type { ListedLine, ListView } from './topics/list-view.ts';
export type { ObservationListView } from './topics/observation-list.ts';
export {
  advanceDirectives,
  type DirectiveDecision,
  type DirectiveLine,
  type DirectivesView,
} from './topics/advance-directives.ts';
export { alerts, type AlertLine, type AlertsView } from './topics/alerts.ts';
export { alsoInDocument, type AlsoInDocumentView, type DocumentEntryLine } from './topics/also-in-document.ts';
export { carePlans, type CarePlanLine, type CarePlansView, type PlannedActivity } from './topics/care-plans.ts';
export { careTeams, type CareTeamLine, type CareTeamMember, type CareTeamsView } from './topics/care-teams.ts';
export { devices, type DeviceLine, type DevicesView } from './topics/devices.ts';
export { functionalStatus, type FunctionalStatusView, type FunctionLine } from './topics/functional-status.ts';
export { goals, type GoalLine, type GoalsView, type GoalTarget } from './topics/goals.ts';
export { patientStory, type StoryLine, type StoryView } from './topics/patient-story.ts';
export { isAboutPregnancy, isDueDate, isOfOnePregnancy, pregnancy } from './topics/pregnancy.ts';
export { procedures, type ProcedureFacet, type ProcedureLine, type ProceduresView } from './topics/procedures.ts';
export { socialHistory } from './topics/social-history.ts';
