/**
 * What a medicine's documents say together, in one code for one sentence. The table is data, and docs/medication-status.md
 * has the same rows in words.
 * @module
 */

import type { MedicinePlace } from './medication-view.ts';

/** One sentence each, with what to do next. */
export type MedicineStatus =
  /** Ordered, and in force. Whether refills are left is not known. */
  | 'active'
  | 'active-refills-left'
  | 'active-no-refills'
  /** Ordered to be given by staff, for a stay in hospital. */
  | 'active-on-ward'
  /** Ordered, and this source, which tells of supplies, tells of none. */
  | 'not-filled'
  /** At the pharmacy. */
  | 'being-prepared'
  | 'ready-to-collect'
  | 'supply-on-hold'
  | 'supply-declined'
  | 'supply-cancelled'
  /** In force by its status, and its last supply has run out by its days. Worked out. */
  | 'supply-over'
  /** In force by its status, and the time in which it could be used is over. Worked out. */
  | 'expired'
  /** In force by its status, and the last day of its directions is over. Worked out. */
  | 'course-over'
  /** In force by its status, and the first day of its directions is still to come. Worked out. */
  | 'starts-later'
  | 'on-hold'
  | 'stopped'
  | 'cancelled'
  | 'completed'
  | 'draft'
  /** A proposal or an option: not an order, and nothing is in force. */
  | 'proposed'
  /** A renewal was asked for and is not answered. */
  | 'renewal-asked'
  /** A plan: not an order, and in force. */
  | 'planned'
  /** Reported, and no order in force is known. */
  | 'reported-taking'
  | 'reported-on-hold'
  | 'reported-intended'
  | 'reported-stopped'
  | 'reported-completed'
  | 'reported-not-taking'
  /** Ordered and in force, and reported as not taken. */
  | 'not-taken-as-ordered'
  /** Sources, or documents, say that it is taken and that it is not. */
  | 'disagreement'
  /** Handed out, and nothing else is known. */
  | 'supplied'
  /** Given by staff, and nothing else is known. */
  | 'being-given'
  | 'giving-on-hold'
  | 'given'
  /** Begun, and broken off. */
  | 'given-in-part'
  | 'not-given'
  | 'do-not-give'
  | 'unknown';

/** What the request that leads says, with the time in which it may be used and the refills that are left. */
export type RequestState =
  | 'none'
  | 'do-not-give'
  /** Sources, or documents of which none is known to be newer, say that it goes on and that it is stopped. */
  | 'disputed'
  | 'active'
  | 'on-ward'
  | 'refills-left'
  | 'no-refills'
  | 'expired'
  | 'course-over'
  | 'starts-later'
  | 'renewal-asked'
  | 'planned'
  /** A plan by which somebody recorded what is taken without an order of theirs. */
  | 'reported'
  | 'on-hold'
  | 'unknown'
  | 'stopped'
  | 'cancelled'
  | 'completed'
  | 'draft'
  | 'proposed';

/** What the supply under way, or else the last one, says. */
export type DispenseState =
  | 'none'
  /** None, although the source tells of supplies of other medicines. */
  | 'not-filled'
  | 'preparing'
  | 'ready'
  | 'on-hold'
  | 'declined'
  | 'cancelled'
  | 'supplied'
  /** Handed over more than a year ago, nobody says for how many days. */
  | 'supplied-long-ago'
  /** Handed over, and its days are over. */
  | 'supply-over'
  | 'unknown';

/** What is reported, where that is no older than the request that leads. */
export type StatementState =
  'none' | 'taking' | 'not-taking' | 'on-hold' | 'stopped' | 'completed' | 'intended' | 'unknown';

/** What staff gave, where nothing else is known. */
export type AdministrationState = 'none' | 'being-given' | 'on-hold' | 'given' | 'in-part' | 'not-given' | 'unknown';

export interface MedicineStates {
  readonly request: RequestState;
  readonly dispense: DispenseState;
  readonly statement: StatementState;
  readonly administration: AdministrationState;
}

/** The states that a row is for, whatever the others are; of an axis that is left out, any. */
export interface StatusRow {
  readonly request?: readonly RequestState[];
  readonly dispense?: readonly DispenseState[];
  readonly statement?: readonly StatementState[];
  readonly administration?: readonly AdministrationState[];
  readonly status: MedicineStatus;
  readonly place: MedicinePlace;
}

const OPEN: readonly RequestState[] = [
  'active',
  'on-ward',
  'refills-left',
  'no-refills',
  'expired',
  'course-over',
  'renewal-asked',
  'planned',
];
const SUPPLIED: readonly RequestState[] = [...OPEN, 'starts-later', 'reported', 'none'];
const NONE = ['none'] as const;

/** The first row that fits decides. */
export const MEDICATION_STATUS: readonly StatusRow[] = [
  { request: ['do-not-give'], status: 'do-not-give', place: 'do-not-give' },
  { request: ['disputed'], status: 'disagreement', place: 'current' },
  { request: OPEN, statement: ['not-taking', 'stopped', 'on-hold'], status: 'not-taken-as-ordered', place: 'current' },
  { request: OPEN, statement: ['completed'], status: 'disagreement', place: 'current' },
  {
    request: ['reported'],
    statement: ['not-taking', 'stopped', 'on-hold', 'completed'],
    status: 'disagreement',
    place: 'current',
  },
  { request: ['on-hold', 'stopped', 'cancelled'], statement: ['taking'], status: 'disagreement', place: 'current' },
  { request: ['on-hold'], status: 'on-hold', place: 'current' },
  { request: ['unknown'], status: 'unknown', place: 'current' },
  { request: ['stopped'], status: 'stopped', place: 'past' },
  { request: ['cancelled'], status: 'cancelled', place: 'past' },
  { request: ['completed', 'draft', 'proposed'], statement: ['taking'], status: 'reported-taking', place: 'current' },
  { request: ['completed'], status: 'completed', place: 'past' },
  { request: ['draft'], status: 'draft', place: 'proposed' },
  { request: ['proposed'], status: 'proposed', place: 'proposed' },

  { request: NONE, statement: ['not-taking'], status: 'reported-not-taking', place: 'past' },
  { request: NONE, statement: ['stopped'], status: 'reported-stopped', place: 'past' },
  { request: SUPPLIED, dispense: ['ready'], status: 'ready-to-collect', place: 'current' },
  { request: SUPPLIED, dispense: ['preparing'], status: 'being-prepared', place: 'current' },
  { request: SUPPLIED, dispense: ['on-hold'], status: 'supply-on-hold', place: 'current' },
  { request: SUPPLIED, dispense: ['declined'], status: 'supply-declined', place: 'current' },
  { request: SUPPLIED, dispense: ['cancelled'], status: 'supply-cancelled', place: 'current' },

  { request: ['starts-later'], status: 'starts-later', place: 'current' },
  { request: ['course-over'], status: 'course-over', place: 'current' },
  { request: ['renewal-asked'], status: 'renewal-asked', place: 'current' },
  { request: ['expired'], status: 'expired', place: 'current' },
  { request: ['planned'], status: 'planned', place: 'current' },
  { request: ['reported'], status: 'reported-taking', place: 'current' },
  {
    request: ['active', 'refills-left', 'no-refills'],
    dispense: ['not-filled'],
    status: 'not-filled',
    place: 'current',
  },
  { request: ['refills-left'], status: 'active-refills-left', place: 'current' },
  { request: ['no-refills'], status: 'active-no-refills', place: 'current' },
  { request: ['on-ward'], status: 'active-on-ward', place: 'current' },
  { request: ['active'], dispense: ['supply-over'], status: 'supply-over', place: 'current' },
  { request: ['active'], status: 'active', place: 'current' },

  { statement: ['taking'], status: 'reported-taking', place: 'current' },
  { statement: ['on-hold'], status: 'reported-on-hold', place: 'current' },
  { statement: ['unknown'], status: 'unknown', place: 'current' },
  { statement: ['intended'], status: 'reported-intended', place: 'proposed' },
  { statement: ['completed'], status: 'reported-completed', place: 'past' },
  { dispense: ['supplied'], status: 'supplied', place: 'current' },
  { dispense: ['supplied-long-ago'], status: 'supplied', place: 'past' },
  { dispense: ['supply-over'], status: 'supply-over', place: 'past' },
  { dispense: ['unknown'], status: 'unknown', place: 'current' },
  { administration: ['being-given'], status: 'being-given', place: 'current' },
  { administration: ['on-hold'], status: 'giving-on-hold', place: 'current' },
  { administration: ['given'], status: 'given', place: 'past' },
  { administration: ['in-part'], status: 'given-in-part', place: 'past' },
  { administration: ['not-given'], status: 'not-given', place: 'past' },
  { status: 'unknown', place: 'current' },
];

/** What the table says of these states. */
export function statusIn({ request, dispense, statement, administration }: MedicineStates): StatusRow {
  const fits = <State>(states: readonly State[] | undefined, state: State): boolean => states?.includes(state) ?? true;
  return MEDICATION_STATUS.find(
    (row) =>
      fits(row.request, request) &&
      fits(row.dispense, dispense) &&
      fits(row.statement, statement) &&
      fits(row.administration, administration),
  ) as StatusRow;
}
