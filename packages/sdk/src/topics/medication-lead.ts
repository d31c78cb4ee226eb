/**
 * Which of a medicine's documents decides what is said of it.
 * @module
 */
import { isToCome } from '../format/earlier.ts';
import { isOver } from '../format/person.ts';
import { newestFirst } from '../format/when.ts';
import type { MedicationDocument } from './medication-document.ts';
import { firstDay, plannedEnd } from './medications.ts';

/** A request that was made and not taken back: an order, or a plan. */
export function isOpen({ kind, status, intent }: MedicationDocument): boolean {
  return kind === 'request' && OPEN.includes(status) && intent !== 'proposal' && intent !== 'option';
}

/** An open request whose time is not over. */
export function isInForce(document: MedicationDocument, now: Date): boolean {
  return isOpen(document) && !isOver(document.validity, now) && !isOver({ end: plannedEnd(document.dosages) }, now);
}

/** The day on which all its directions are still to begin; undefined where one has begun, or does not say. */
export function startsLater({ dosages }: MedicationDocument, now: Date): string | undefined {
  const first = firstDay(dosages);
  return isToCome(first, now) ? first : undefined;
}

/** A plan by which somebody recorded what is taken without an order: a report, or the patient's own doing (US Core). */
export function isSelfReported({ intent, reported, by }: MedicationDocument): boolean {
  return intent === 'plan' && (reported !== false || by?.kind === 'patient');
}

/** A request that nobody has made an order of. */
export function isNotBegun({ kind, status, intent }: MedicationDocument): boolean {
  const isProposal = (intent === 'proposal' || intent === 'option') && (OPEN.includes(status) || status === 'draft');
  return kind === 'request' && (isProposal || status === 'draft');
}

const OPEN: readonly string[] = ['active', 'on-hold', 'unknown'];

/**
 * A request in force before one that is still to begin or is over, orders before plans and proposals, then statements,
 * supplies and administrations; among those the newest.
 */
export function leadOf(documents: readonly MedicationDocument[], now: Date): MedicationDocument | undefined {
  const rank = (document: MedicationDocument): number => {
    if (document.kind !== 'request') return 10 + KINDS.indexOf(document.kind);
    if (isNotBegun(document)) return 9;
    const isPlan = document.intent === 'plan' ? 1 : 0;
    if (isInForce(document, now)) return (startsLater(document, now) === undefined ? 0 : 2) + isPlan;
    return (isOpen(document) ? 4 : 6) + isPlan;
  };
  return inOrder(documents).sort((one, other) => rank(one) - rank(other))[0];
}

const KINDS = ['statement', 'dispense', 'administration'];

/** Newest first. */
export function inOrder(documents: readonly MedicationDocument[]): MedicationDocument[] {
  return newestFirst(documents, ({ date }) => date);
}
