/**
 * Where a medicine stands on each axis of the table of medication-status.ts.
 * @module
 */
import { hasCode } from '../format/concept.ts';
import { isEarlier } from '../format/earlier.ts';
import { isOver } from '../format/person.ts';
import type { MedicationDocument } from './medication-document.ts';
import { isNotBegun, isOpen, isSelfReported, startsLater } from './medication-lead.ts';
import { plannedEnd } from './medications.ts';
import type { AdministrationState, DispenseState, RequestState, StatementState } from './medication-status.ts';
import { lastsUntil } from './medication-supply.ts';
import type { Refills } from './medication-view.ts';

/** Of the request that leads; `documents` are all of the medicine, newest first. */
export function requestState(
  lead: MedicationDocument,
  documents: readonly MedicationDocument[],
  refills: Refills | undefined,
  now: Date,
): RequestState {
  const { kind, status, intent } = lead;
  if (kind !== 'request') return 'none';
  if (status === 'stopped' || status === 'cancelled' || status === 'completed') return status;
  if (lead.doNotPerform) return 'do-not-give';
  if (status === 'draft') return 'draft';
  if (isNotBegun(lead)) return 'proposed';
  if (status === 'on-hold') return 'on-hold';
  if (status !== 'active') return 'unknown';
  if (isOver({ end: plannedEnd(lead.dosages) }, now)) return 'course-over';
  if (startsLater(lead, now) !== undefined) return 'starts-later';
  if (documents.some((one) => asksFor(one, lead))) return 'renewal-asked';
  if (intent === 'plan') return isSelfReported(lead) ? 'reported' : 'planned';
  if (isGivenByStaff(lead)) return 'on-ward';
  if (isOver(lead.validity, now)) return 'expired';
  if (refills?.left === undefined) return 'active';
  return refills.left === '0' ? 'no-refills' : 'refills-left';
}

/** A proposal that names the order, or is no older than it. */
export function asksFor(one: MedicationDocument, order: MedicationDocument): boolean {
  return (
    isNotBegun(one) && (one.follows.includes(order.key) || (one.date !== undefined && !isEarlier(one.date, order.date)))
  );
}

/** Of the supply under way, or else the newest; `lead` is the request that they are for, where there is one. */
export function dispenseState(
  documents: readonly MedicationDocument[],
  lead: MedicationDocument,
  told: boolean,
  now: Date,
): DispenseState {
  const supplies = documents.filter((one) => one.kind === 'dispense' && isFor(one, lead));
  const last = supplies[0];
  if (!last) return told && isToBeFilled(lead) ? 'not-filled' : 'none';
  const underway = supplies.find(({ status, date }) => UNDER_WAY[status] && !isEarlier(date, last.date));
  const state = UNDER_WAY[(underway ?? last).status];
  if (state) return state;
  if (last.status !== 'completed') return last.status === 'unknown' ? 'unknown' : 'cancelled';
  const until = lastsUntil(last);
  if (isOver({ end: until }, now)) return 'supply-over';
  return until === undefined && isOver({ end: last.date }, before(now)) ? 'supplied-long-ago' : 'supplied';
}

/** What is given on a ward is not fetched, nor what somebody else prescribed. */
function isToBeFilled(lead: MedicationDocument): boolean {
  return isOpen(lead) && lead.intent !== 'plan' && lead.reported === false && !isGivenByStaff(lead);
}

/** FHIR R4 medicationRequest category. */
function isGivenByStaff({ categories }: MedicationDocument): boolean {
  return categories.some((category) => hasCode(category, ['inpatient']));
}

function before(now: Date): Date {
  return new Date(now.getTime() - A_YEAR);
}

const A_YEAR = 366 * 86_400_000;

/** A supply that names another prescription than the one that leads, or is older than it, is of the past. */
function isFor({ follows, date }: MedicationDocument, lead: MedicationDocument): boolean {
  if (lead.kind !== 'request' || follows.includes(lead.key)) return true;
  return follows.length === 0 && !isEarlier(date, lead.date);
}

const UNDER_WAY: Readonly<Record<string, DispenseState>> = {
  preparation: 'preparing',
  'in-progress': 'ready',
  'on-hold': 'on-hold',
  declined: 'declined',
};

/** Of the newest statement that is no older than the request that leads. */
export function statementState(documents: readonly MedicationDocument[], lead: MedicationDocument): StatementState {
  const statement = currentStatement(documents, lead);
  if (!statement) return 'none';
  return STATEMENTS[statement.status] ?? 'unknown';
}

/** Without a date nobody can say that it is older. */
export function currentStatement(
  documents: readonly MedicationDocument[],
  lead: MedicationDocument,
): MedicationDocument | undefined {
  const since = lead.kind === 'request' ? lead.date : undefined;
  return documents.find(({ kind, date }) => kind === 'statement' && !isEarlier(date, since));
}

const STATEMENTS: Readonly<Record<string, StatementState>> = {
  active: 'taking',
  'not-taken': 'not-taking',
  'on-hold': 'on-hold',
  stopped: 'stopped',
  completed: 'completed',
  intended: 'intended',
};

/** Of the newest administration. */
export function administrationState(documents: readonly MedicationDocument[]): AdministrationState {
  const given = documents.find(({ kind }) => kind === 'administration');
  return given ? (ADMINISTRATIONS[given.status] ?? 'unknown') : 'none';
}

const ADMINISTRATIONS: Readonly<Record<string, AdministrationState>> = {
  'in-progress': 'being-given',
  'on-hold': 'on-hold',
  completed: 'given',
  stopped: 'in-part',
  'not-done': 'not-given',
};
