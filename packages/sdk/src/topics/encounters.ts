/**
 * Encounters: visits, stays, calls (FHIR R4 §8.11 Encounter).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { mergeSources, type Elsewhere, type Identity } from './elsewhere.ts';
import { newestFirst, periodOf, type Period } from '../format/when.ts';
import { quantityOf, type Quantity } from '../format/quantity.ts';
import { list } from '../format/read.ts';
import { namedLine, partyOf, statusOf, subjectMatterOf, type NamedLine, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { topic } from './topic.ts';

export interface EncounterParticipant extends Party {
  readonly roles: readonly Concept[];
}

/** `name` is the encounter's type, else its service type; absent when it has neither: `class` then speaks. */
export interface EncounterLine extends NamedLine {
  readonly status:
    | 'planned'
    | 'arrived'
    | 'triaged'
    | 'in-progress'
    | 'onleave'
    | 'finished'
    | 'cancelled'
    | 'entered-in-error'
    | 'unknown';
  readonly statusCode?: string | undefined;
  /** Such as ambulatory, emergency, inpatient, virtual (HL7 v3 ActEncounterCode). */
  readonly class?: Concept | undefined;
  readonly types: readonly Concept[];
  readonly serviceType?: Concept | undefined;
  readonly period?: Period | undefined;
  readonly length?: Quantity | undefined;
  readonly reasons: readonly Concept[];
  readonly diagnoses: readonly Concept[];
  readonly locations: readonly Party[];
  readonly participants: readonly EncounterParticipant[];
  readonly serviceProvider?: Party | undefined;
  readonly dischargeDisposition?: Concept | undefined;
}

export interface EncountersView {
  /** Arrived, triaged, in progress, or on leave. */
  readonly ongoing: readonly EncounterLine[];
  /** Planned; soonest first. */
  readonly planned: readonly EncounterLine[];
  /** Finished, or of unknown status; newest first. */
  readonly past: readonly EncounterLine[];
  readonly cancelled: readonly EncounterLine[];
  readonly enteredInError: readonly EncounterLine[];
  /** What other sources tell of a visit, by the line's key. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere<EncounterLine>>;
}

export const encounters = topic<EncountersView>({
  name: 'encounters',
  searches: [{ type: 'Encounter', by: 'patient', params: { _sort: '-date' } }],
  view: (input) => {
    const all = newestFirst(linesOf(input, 'Encounter', encounterLine), ({ period }) => period?.start ?? period?.end);
    const { lines, elsewhere } = mergeSources(all, sameVisit);
    const having = (...statuses: EncounterLine['status'][]): EncounterLine[] =>
      lines.filter(({ status }) => statuses.includes(status));
    return {
      ongoing: having('arrived', 'triaged', 'in-progress', 'onleave'),
      planned: having('planned').reverse(),
      past: having('finished', 'unknown'),
      cancelled: having('cancelled'),
      enteredInError: having('entered-in-error'),
      elsewhere,
    };
  },
  content: ({ ongoing, planned, past, cancelled }) =>
    [ongoing, planned, past, cancelled].some((lines) => lines.length > 0) ? 'some' : 'none-recorded',
});

const STATUSES = [
  'planned',
  'arrived',
  'triaged',
  'in-progress',
  'onleave',
  'finished',
  'cancelled',
  'entered-in-error',
] as const;

/** Two organisations each have visits of their own: one that begins at the same minute is told, never brought together. */
const sameVisit: Identity<EncounterLine> = {
  keys: ({ period, status }) =>
    period?.start?.includes('T') && status !== 'entered-in-error'
      ? [new Date(period.start).toISOString().slice(0, 16)]
      : [],
  compare: () => 'doubtful',
  facets: {},
  rank: () => 0,
};

function encounterLine(reading: Reading<fhir.Encounter>): EncounterLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.status);
  const types = conceptsOf(resource.type);
  const serviceType = conceptOf(resource.serviceType);
  const about = (references: readonly fhir.Reference[]): Concept[] =>
    references.flatMap((reference) => subjectMatterOf(reference, reading) ?? []);
  return {
    ...namedLine(reading, undefined, undefined),
    name: types[0] ?? serviceType,
    status,
    statusCode: code,
    class: conceptOf(resource.class),
    types,
    serviceType,
    period: periodOf(resource.period),
    length: quantityOf(resource.length),
    reasons: [...conceptsOf(resource.reasonCode), ...about(list(resource.reasonReference))],
    diagnoses: about(list(resource.diagnosis).flatMap(({ condition }) => condition ?? [])),
    locations: list(resource.location).flatMap(({ location }) => partyOf(location, reading) ?? []),
    participants: list(resource.participant).flatMap(({ individual, type }) => {
      const party = partyOf(individual, reading);
      return party ? { ...party, roles: conceptsOf(type) } : [];
    }),
    serviceProvider: partyOf(resource.serviceProvider, reading),
    dischargeDisposition: conceptOf(resource.hospitalization?.dischargeDisposition),
  };
}
