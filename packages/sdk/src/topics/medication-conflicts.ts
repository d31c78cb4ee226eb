/**
 * What the documents of one medicine tell differently. None of them is known to be the right one.
 * @module
 */
import { isEarlier } from '../format/earlier.ts';
import type { MedicationDocument } from './medication-document.ts';
import type { SourceGroup } from './medication-groups.ts';
import { tellingOf } from './medication-identity.ts';
import { isInForce, isOpen, isSelfReported, startsLater } from './medication-lead.ts';
import { currentStatement } from './medication-states.ts';
import type { MedicineConflict } from './medication-view.ts';
import { directionsDiffer } from './same-medicine.ts';

/**
 * Of the document that leads and those beside it; `groups` are those of each source, `forbidding` the orders in force not to
 * give it.
 */
export function conflictsOf(
  lead: MedicationDocument,
  groups: readonly SourceGroup[],
  documents: readonly MedicationDocument[],
  forbidding: readonly MedicationDocument[],
  now: Date,
): MedicineConflict[] {
  const elsewhere = groups.map((group) => group.lead).filter((one) => one !== lead && TELLING.includes(one.kind));
  const statement = currentStatement(documents, lead);
  const comparable = elsewhere.filter(({ kind }) => kind === 'request' || lead.kind === 'statement');
  const disputing = [...comparable, ...sameSource(lead, documents)].filter((one) => says(one) !== says(lead));
  // That something is not taken does not go against an order to begin later.
  const isBegun = startsLater(lead, now) === undefined;
  const reported = statement && isBegun && lead !== statement && !disputing.includes(statement) ? [statement] : [];
  const against = reported.filter((one) => gainsays(lead, one));
  const isOrdered = isOpen(lead) && !isSelfReported(lead);
  const notTaken = against.filter(({ status }) => isOrdered && NOT_TAKEN.includes(status));
  const others = [...disputing, ...against.filter((one) => !notTaken.includes(one))];
  const taken = [...elsewhere, ...reported].filter(
    (one) => says(one) === 'taken' && (one.kind === 'statement' || isInForce(one, now)),
  );
  const otherwise =
    says(lead) === 'taken' ? taken.filter((one) => directionsDiffer(tellingOf(lead), tellingOf(one))) : [];
  const told = [
    { kind: 'status', documents: [lead, ...(says(lead) === 'taken' ? forbidding : []), ...others] },
    { kind: 'not-taken', documents: [lead, ...notTaken] },
    { kind: 'dosage', documents: [lead, ...otherwise] },
  ] as const;
  return told
    .map(({ kind, documents: all }) => ({ kind, documents: [...new Set(all)] }))
    .filter((conflict) => conflict.documents.length > 1);
}

const TELLING: readonly string[] = ['request', 'statement'];
const NOT_TAKEN: readonly string[] = ['not-taken', 'stopped', 'on-hold'];

/** Requests of its own source that say something else of it, and are not known to be older or replaced by it. */
function sameSource(lead: MedicationDocument, documents: readonly MedicationDocument[]): MedicationDocument[] {
  if (!isOpen(lead)) return [];
  return documents.filter((one) => {
    if (one === lead || one.kind !== 'request' || one.origin.source !== lead.origin.source) return false;
    if (
      NO_ORDER.includes(one.intent ?? '') ||
      lead.follows.includes(one.key) ||
      !(isOpen(one) || STOPPED.includes(one.status))
    )
      return false;
    return isEarlier(lead.date, one.date) || one.date === undefined || lead.date === undefined;
  });
}

const STOPPED: readonly string[] = ['stopped', 'cancelled'];
/** What was suggested and refused, and one dose of an order, say nothing of the order itself. */
const NO_ORDER: readonly string[] = ['proposal', 'option', 'instance-order'];

type Says = 'taken' | 'on-hold' | 'not-taken' | 'over' | 'nothing';

/** Of unknown status it counts as taken, as nobody has said that it is not. */
function says({ status, intent, kind }: MedicationDocument): Says {
  if (kind === 'request' && (intent === 'proposal' || intent === 'option')) return 'nothing';
  if (status === 'active' || status === 'unknown') return 'taken';
  if (status === 'on-hold') return 'on-hold';
  if (status === 'stopped' || status === 'cancelled' || status === 'not-taken') return 'not-taken';
  return status === 'completed' ? 'over' : 'nothing';
}

/** Whether what is reported goes against what the record says otherwise. */
function gainsays(lead: MedicationDocument, statement: MedicationDocument): boolean {
  const [ordered, reported] = [says(lead), says(statement)];
  if (reported === 'nothing' || ordered === 'nothing' || ordered === 'over' || statement.status === 'unknown')
    return false;
  return lead.kind === 'request' && ordered !== reported;
}
