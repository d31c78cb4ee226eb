/**
 * What was handed out of a medicine, how long it lasts, and which refills are left. What cannot be told is absent.
 * @module
 */
import { dateOrder } from '../format/date.ts';
import type { Quantity } from '../format/quantity.ts';
import type { MedicationDocument } from './medication-document.ts';
import { compareMedicines, tellingOf } from './medication-identity.ts';
import type { MedicineSupply, Refills } from './medication-view.ts';

/** The last supply that was handed over, of documents that are newest first. */
export function supplyOf(
  documents: readonly MedicationDocument[],
  lead: MedicationDocument,
): MedicineSupply | undefined {
  const last = lastSupply(documents);
  const own = { quantity: last?.quantity, daysSupply: last?.daysSupply };
  const asOrdered = !own.quantity && !own.daysSupply;
  const { quantity, daysSupply } = asOrdered ? lead : own;
  if (!last && !quantity && !daysSupply) return undefined;
  const product = last && lead.kind === 'request' && isOtherProduct(last, lead) ? last : undefined;
  return { lastFilled: last?.handedOver, quantity, daysSupply, asOrdered, product, lastsUntil: lastsUntil(last) };
}

/** A label that names something else than the order does is what the patient reads at home. */
function isOtherProduct(supply: MedicationDocument, order: MedicationDocument): boolean {
  return supply.name !== undefined && compareMedicines(tellingOf(order), tellingOf(supply)) !== 'same';
}

/** The newest that was handed over, by the day of that. */
function lastSupply(documents: readonly MedicationDocument[]): MedicationDocument | undefined {
  const supplies = documents.filter(
    ({ kind, status, handedOver }) => kind === 'dispense' && status === 'completed' && handedOver,
  );
  return supplies.sort((one, other) => dateOrder(other.handedOver) - dateOrder(one.handedOver))[0];
}

/** The day on which a supply is used up, where it was handed over on a known day and its days are a whole number. */
export function lastsUntil(supply: MedicationDocument | undefined): string | undefined {
  const day = /^\d{4}-\d\d-\d\d/.exec(supply?.handedOver ?? '')?.[0];
  const days = wholeDays(supply?.daysSupply);
  if (day === undefined || days === undefined) return undefined;
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, day.length);
}

const DAY = 86_400_000;
/** A hundred years: more is a mistake, and dates have an end. */
const MOST_DAYS = 36_525;

function wholeDays(supply: Quantity | undefined): number | undefined {
  if (!supply || supply.comparator) return undefined;
  const unit = (supply.code ?? supply.unit ?? '').toLowerCase();
  const days = Number(supply.value) * (UNITS[unit] ?? NaN);
  return Number.isInteger(days) && days > 0 && days <= MOST_DAYS ? days : undefined;
}

const UNITS: Readonly<Record<string, number>> = { d: 1, day: 1, days: 1, wk: 7, week: 7, weeks: 7 };

/**
 * Refills of the prescription that leads: those that the sender says were used, or else one for each supply after the
 * first that names this prescription. A part of a supply, or one that names no prescription, leaves it open.
 * @param told Whether the source told of supplies when this was prescribed: where it did not, none is not nothing.
 */
export function refillsOf(
  documents: readonly MedicationDocument[],
  lead: MedicationDocument,
  told: boolean,
): Refills | undefined {
  const { repeats: allowed, repeatsUsed } = lead;
  if (lead.kind !== 'request' || allowed === undefined) return undefined;
  const supplied = documents.filter(({ kind, status }) => kind === 'dispense' && status === 'completed');
  const own = supplied.filter(({ follows }) => follows.includes(lead.key));
  const supplies = own.length;
  const total = Number(allowed);
  const used = repeatsUsed === undefined ? undefined : Number(repeatsUsed);
  if (used !== undefined && used <= total) return { allowed, left: String(total - used), basis: 'as-sent', supplies };
  if (total === 0) return { allowed, left: '0', basis: 'as-sent', supplies };
  const isOpen =
    used !== undefined || (supplies === 0 && !told) || own.some(({ isPart }) => isPart) || supplied.some(isOwnerless);
  const left = total - Math.max(0, supplies - 1);
  // More supplies than it allows: one of the two numbers is not what it seems.
  return isOpen || left < 0 || !Number.isInteger(left)
    ? { allowed, supplies }
    : { allowed, left: String(left), basis: 'worked-out', supplies };
}

function isOwnerless({ follows }: MedicationDocument): boolean {
  return follows.length === 0;
}
