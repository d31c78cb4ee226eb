/**
 * Which of a medicine's documents decides what is said of it.
 * @module
 */
import { dateOrder } from '../format/date.ts';
import { isOver } from '../format/person.ts';
import type { Dosage } from '../format/dosage.ts';
import { newestFirst } from '../format/when.ts';
import type { MedicationDocument } from './medication-document.ts';
import { plannedEnd } from './medications.ts';

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

/** When the first of the dosage lines begins; undefined when any of them does not say. */
export function firstDay(dosages: readonly Dosage[]): string | undefined {
  const starts = dosages.map(startOf);
  if (starts.includes(undefined)) return undefined;
  return starts.reduce((first, start) => (dateOrder(start) < dateOrder(first) ? start : first), starts[0]);
}

function startOf({ timing }: Dosage): string | undefined {
  return timing?.bounds?.kind === 'period' ? timing.bounds.start : undefined;
}

/** Whether a period that starts then is still to begin. */
export function isToCome(start: string | undefined, now: Date): boolean {
  if (start === undefined) return false;
  return start.includes('T') ? Date.parse(start) > now.getTime() : start > now.toISOString().slice(0, start.length);
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

/**
 * Whether a date is surely of an earlier day than another, as far as both are told; what is not told is not earlier. Two
 * moments are compared as moments, wherever they were written down; a day beside a moment in UTC may be a day anywhere.
 */
export function isEarlier(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const precision = Math.min(one.length, other.length, 'yyyy-mm-dd'.length);
  const isEarlierDay = one.slice(0, precision) < other.slice(0, precision);
  if (precision < 'yyyy-mm-dd'.length || (!isMoment(one) && !isMoment(other))) return isEarlierDay;
  if (isMoment(one) && isMoment(other))
    return Date.parse(one) < Date.parse(other) && one.slice(0, precision) !== other.slice(0, precision);
  if (isInUtc(one)) return Date.parse(one) < Date.parse(other) - FIRST_DAWN * HOUR;
  if (isInUtc(other)) return Date.parse(one) + (24 + LAST_DUSK) * HOUR <= Date.parse(other);
  return isEarlierDay;
}

const isMoment = (date: string): boolean => date.includes('T');
const isInUtc = (date: string): boolean => date.endsWith('Z');

/** A day begins first where clocks are 14 hours before UTC, and ends last where they are 12 behind. */
const FIRST_DAWN = 14;
const LAST_DUSK = 12;
const HOUR = 3_600_000;
