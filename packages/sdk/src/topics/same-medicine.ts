/**
 * When two sources tell of the same medicine (the rules in words: docs/merging.md).
 * @module
 */
import type { Amount, Dosage } from '../format/dosage.ts';
import {
  codesDiffer,
  conceptKeys,
  daysApart,
  sameWords,
  shareCode,
  toldDifferently,
  type Identity,
  type Likeness,
} from './elsewhere.ts';
import type { MedicationLine, MedicationStatus } from './medications.ts';

/** What two sources may tell differently of one medicine. */
export type MedicationFacet = 'status' | 'dosage';

/** A course that ended longer ago than this, in days, is another course. */
const ANOTHER_COURSE = 366;

const wordsDiffer = toldDifferently<MedicationLine>(({ dosages }) =>
  dosages.length > 0 ? JSON.stringify(dosages.map(({ text }) => text?.trim().toLowerCase() ?? '')) : undefined,
);

/** How much and how often, without the words: where there are only words, the words. */
const structureDiffers = toldDifferently<MedicationLine>(({ dosages }) =>
  dosages.length > 0 ? JSON.stringify(dosages.map((dosage) => structure(dosage) ?? dosage.text)) : undefined,
);

export const sameMedicine: Identity<MedicationLine, MedicationFacet> = {
  keys: ({ name }) => conceptKeys(name),
  compare,
  facets: {
    // Of unknown status it counts as taken, and so it is told where somebody has stopped it.
    status: toldDifferently(({ status }) => (status === 'unknown' ? 'active' : status)),
    // One way of writing it may be the same where the other is not.
    dosage: (one, other) => wordsDiffer(one, other) && structureDiffers(one, other),
  },
  // Something taken leads something stopped: nobody may miss it.
  rank: ({ status, source }) =>
    ['taken', 'stopped', 'ended', 'not-begun'].indexOf(phase(status)) * 2 + (source === 'request' ? 0 : 1),
};

function compare(one: MedicationLine, other: MedicationLine): Likeness {
  if (!shareCode(one.name, other.name) && (codesDiffer(one.name, other.name) || !sameWords(one.name, other.name))) {
    return 'different';
  }
  const [first, second] = [phase(one.status), phase(other.status)];
  if (first === 'error' || second === 'error') return 'different';
  const days = daysApart(madeOf(one), madeOf(other));
  // An order not to give it is not the order to give it; words alone may name two strengths.
  if (one.doNotPerform !== other.doNotPerform || !shareCode(one.name, other.name)) return 'doubtful';
  const phases = [first, second];
  if (!phases.includes('taken')) return days === 0 && first === second ? 'same' : 'different';
  if (phases.includes('ended')) return days !== undefined && days <= ANOTHER_COURSE ? 'doubtful' : 'different';
  return phases.includes('not-begun') ? 'doubtful' : 'same';
}

/** Stopped is somebody's decision, which another source may not know of; ended is how a course goes. */
function phase(status: MedicationStatus): 'taken' | 'stopped' | 'ended' | 'not-begun' | 'error' {
  switch (status) {
    case 'active':
    case 'on-hold':
    case 'unknown':
      return 'taken';
    case 'stopped':
    case 'cancelled':
    case 'not-taken':
      return 'stopped';
    case 'completed':
      return 'ended';
    case 'draft':
    case 'intended':
      return 'not-begun';
    case 'entered-in-error':
      return 'error';
  }
}

function madeOf({ date, effective }: MedicationLine): string | undefined {
  return (
    date ?? (effective?.kind === 'date' ? effective.date : effective?.kind === 'period' ? effective.start : undefined)
  );
}

function structure({ doses, timing, asNeeded, text }: Dosage): unknown {
  if (doses.length === 0 && !timing && text) return undefined;
  const { frequency, frequencyMax, period, periodMax, periodUnit, daysOfWeek, timesOfDay, events } = timing ?? {};
  const amounts = doses.map(({ dose, rate }) => [amount(dose), amount(rate)]);
  const often = [frequency, frequencyMax, period, periodMax, periodUnit, daysOfWeek, timesOfDay, events];
  return [amounts, often, asNeeded !== undefined];
}

function amount(sent: Amount | undefined): unknown {
  if (sent?.kind !== 'quantity') return sent;
  const { value, comparator, code, unit } = sent.quantity;
  return [value, comparator, code ?? unit];
}
