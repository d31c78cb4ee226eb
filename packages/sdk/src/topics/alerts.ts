/**
 * Alerts: what everybody who meets the patient should know first (FHIR R4 §9.4 Flag; IPS 2.0 Alerts).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { extensions } from '../format/read.ts';
import { periodOf, type Period } from '../format/when.ts';
import { namedLine, partyOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

export interface AlertLine extends ListedLine {
  readonly status: 'active' | 'inactive' | 'entered-in-error' | 'unknown';
  readonly categories: readonly Concept[];
  /** The flag-priority extension. */
  readonly priority?: Concept | undefined;
  /** Not known to be over, and a matter of safety by its category or of high priority: show it above everything. */
  readonly alarming: boolean;
  readonly period?: Period | undefined;
  readonly author?: Party | undefined;
}

export type AlertsView = ListView<AlertLine>;

export const alerts = topic<AlertsView>({
  name: 'alerts',
  searches: [{ type: 'Flag', by: 'patient' }],
  view: (input) => {
    const view = listView(linesOf(input, 'Flag', alertLine), ({ status }) => status === 'inactive', maybeSame());
    return { ...view, current: [...view.current].sort((one, other) => Number(other.alarming) - Number(one.alarming)) };
  },
  content: contentOfList,
});

const CATEGORIES = 'http://terminology.hl7.org/CodeSystem/flag-category';

function alertLine(reading: Reading<fhir.Flag>): AlertLine {
  const { resource } = reading;
  const { status, code } = statusOf(['active', 'inactive', 'entered-in-error'], resource.status);
  const categories = conceptsOf(resource.category);
  const [extension] = extensions(resource, 'http://hl7.org/fhir/StructureDefinition/flag-priority');
  const priority = conceptOf(extension?.['valueCodeableConcept'] as fhir.CodeableConcept | undefined);
  const period = periodOf(resource.period);
  const matters = categories.some((one) => hasCode(one, ['safety'], CATEGORIES)) || hasCode(priority, ['PH']);
  return {
    ...namedLine(reading, resource.code, undefined),
    status,
    statusCode: code,
    date: period?.start ?? period?.end,
    categories,
    priority,
    alarming: matters && (status === 'active' || status === 'unknown'),
    period,
    author: partyOf(resource.author, reading),
  };
}
