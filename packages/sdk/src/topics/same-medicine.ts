/**
 * When two sources tell of the same medicine (the rules in words: docs/merging.md).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import type { Amount, Dosage } from '../format/dosage.ts';
import {
  codesDiffer,
  conceptKeys,
  daysApart,
  sameCode,
  sameWords,
  shareCode,
  toldDifferently,
  type Identity,
  type Likeness,
} from './elsewhere.ts';
import type { MedicationLine } from './medications.ts';
import type { MedicineLine } from './medicine.ts';

/** What two tellings of a medicine are compared by. */
export type Told = MedicineLine &
  Pick<MedicationLine, 'status' | 'intent' | 'doNotPerform' | 'dosages' | 'date' | 'effective'>;

/** What two sources may tell differently of one medicine. */
export type MedicationFacet = 'status' | 'dosage';

/** A course that ended longer ago than this, in days, is another course. */
const ANOTHER_COURSE = 366;

const wordsDiffer = toldDifferently<Told>(({ dosages }) =>
  dosages.length > 0 ? JSON.stringify(dosages.map(({ text }) => text?.trim().toLowerCase() ?? '')) : undefined,
);

/** The same words may stand for other amounts or times, as "as directed" does. */
const amountsDiffer = toldDifferently<Told>(({ dosages }) =>
  dosages.some(({ doses }) => doses.length > 0) ? JSON.stringify(dosages.map(amountsOf)) : undefined,
);
/** Part by part: whoever leaves out "at night" has not said another time. */
function timesDiffer(one: Told, other: Told): boolean {
  const [here, there] = [one, other].map(({ dosages }) => dosages.filter(({ timing }) => timing).map(timesOf));
  if (!here?.length || !there?.length) return false;
  if (here.length !== there.length) return true;
  return here.some((times, at) =>
    times.some(
      (part, which) =>
        isTold(part) && isTold(there[at]?.[which]) && JSON.stringify(part) !== JSON.stringify(there[at]?.[which]),
    ),
  );
}

function isTold(part: unknown): boolean {
  return Array.isArray(part) ? part.length > 0 : part !== undefined;
}

/** How much and how often, without the words: where there are only words, the words. */
const structureDiffers = toldDifferently<Told>(({ dosages }) =>
  dosages.length > 0 ? JSON.stringify(dosages.map((dosage) => structure(dosage) ?? dosage.text)) : undefined,
);

/** One way of writing it may be the same where the other is not. */
export function directionsDiffer(one: Told, other: Told): boolean {
  return (
    partsDiffer(routesOf(one), routesOf(other)) ||
    partsDiffer(sitesOf(one), sitesOf(other)) ||
    asNeededDiffers(one, other) ||
    (wordsDiffer(one, other)
      ? structureDiffers(one, other) || amountsNamedDiffer(one, other)
      : amountsDiffer(one, other) || timesDiffer(one, other))
  );
}

export const sameMedicine: Identity<MedicationLine, MedicationFacet> = {
  keys: ({ name }) => conceptKeys(name),
  compare: compareTellings,
  facets: {
    // Of unknown status it counts as taken, and so it is told where somebody has stopped it.
    status: toldDifferently(({ status }) => (status === 'unknown' ? 'active' : status)),
    dosage: directionsDiffer,
  },
  rank: (line) => rankOf(line, line.source === 'request'),
};

/** Something taken leads something stopped: nobody may miss it. And who says how leads who does not. */
export function rankOf(line: Told, isRequest: boolean): number {
  return (
    ['taken', 'stopped', 'ended', 'not-begun'].indexOf(phase(line)) * 4 +
    (line.dosages.length > 0 ? 0 : 2) +
    (isRequest ? 0 : 1)
  );
}

/** Whether two sources' tellings are of one course of one medicine. */
export function compareTellings(one: Told, other: Told): Likeness {
  if (!shareCode(one.name, other.name) && (codesDiffer(one.name, other.name) || !sameWords(one.name, other.name))) {
    return 'different';
  }
  const [first, second] = [phase(one), phase(other)];
  if (first === 'error' || second === 'error') return 'different';
  // An order not to give it is not the order to give it; words alone may name two strengths.
  if (one.doNotPerform !== other.doNotPerform || !shareCode(one.name, other.name)) return 'doubtful';
  const days = daysApart(madeOf(one), madeOf(other));
  const likeness = inTime([first, second], days);
  return likeness === 'same' && !isSureMedicine(one, other) ? 'doubtful' : likeness;
}

/** Whether of two that share a code neither names something more that the other does not: then it is one medicine. */
export function isSureMedicine(one: Told, other: Told): boolean {
  return sameCode(one.name, other.name) && !strengthsDiffer(one, other);
}

/** Whether two tellings, made so many days apart, can be of one course. */
function inTime(phases: readonly [Phase, Phase], days: number | undefined): Likeness {
  if (!phases.includes('taken')) return days === 0 && phases[0] === phases[1] ? 'same' : 'different';
  if (phases.includes('ended')) return days !== undefined && days <= ANOTHER_COURSE ? 'doubtful' : 'different';
  return phases.includes('not-begun') ? 'doubtful' : 'same';
}

type Phase = 'taken' | 'stopped' | 'ended' | 'not-begun' | 'error';

/** Stopped is somebody's decision, which another source may not know of; ended is how a course goes. */
function phase({ status, intent }: Told): Phase {
  switch (status) {
    case 'active':
    case 'on-hold':
    case 'unknown':
      return intent === 'proposal' || intent === 'option' ? 'not-begun' : 'taken';
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

function madeOf({ date, effective }: Told): string | undefined {
  return (
    date ?? (effective?.kind === 'date' ? effective.date : effective?.kind === 'period' ? effective.start : undefined)
  );
}

/** A code may name the ingredient, or the class, and no more. */
export function strengthsDiffer(one: Told, other: Told): boolean {
  return (
    part(strengthsNamed(one.name), strengthsNamed(other.name)) ||
    part(strengthsOfIngredients(one), strengthsOfIngredients(other))
  );
}

/** Whether each holds something that the other does not. */
function part(here: readonly string[], there: readonly string[]): boolean {
  return here.some((one) => !there.includes(one)) && there.some((one) => !here.includes(one));
}

function strengthsOfIngredients({ ingredients }: Told): string[] {
  return ingredients.flatMap(({ strength }) => (strength ? JSON.stringify(strength) : []));
}

export function strengthsNamed(name: Concept | undefined): string[] {
  return [...(name?.text ?? '').matchAll(STRENGTH)].map(([, number = '', unit = '']) => {
    const decimal = number.replace(/^([1-9]\d*),(?=\d{3}$)/, '$1').replace(',', '.');
    return `${Number(decimal)} ${unit.toLowerCase()}`;
  });
}

const STRENGTH = /(\d+(?:[.,]\d+)?)\s*(mg|mcg|[uµμ]g|g|ml|%|units?|unt|iu|meq|mmol)(?![a-z])/gi;

/** Whether one says a way in, or a place, that the other does not: the left eye is not the right one. */
function partsDiffer(here: readonly Concept[], there: readonly Concept[]): boolean {
  const isThere = (part: Concept): boolean => there.some((also) => shareCode(part, also) || sameWords(part, also));
  return there.length > 0 && !here.every(isThere);
}

/** How much, where only the words say it: "take 1 tablet", "take 2 tablets", both once a day by their parts. */
function amountsNamedDiffer(one: Told, other: Told): boolean {
  const named = ({ dosages }: Told): string[] =>
    dosages.flatMap(({ doses, text = '' }) => (doses.length > 0 ? [] : amountsNamed(text)));
  return part(named(one), named(other));
}

function amountsNamed(text: string): string[] {
  return [...text.toLowerCase().matchAll(AMOUNT)].map(
    ([, first = '', number = first]) => NUMBERS.get(number) ?? String(Number(number.replace(',', '.'))),
  );
}

/** A number that the directions begin with, and numbers before a unit. */
const AMOUNT =
  /^(?:take |use |apply |inhale |inject |give )?(\d+(?:[.,]\d+)?|one|two|three|four|half)\b(?! *\/|-)|(\d+(?:[.,]\d+)?|one|two|three|four|half) *(?:mg|mcg|ug|g|ml|unit|tab|cap|puff|drop|spray|patch|sachet)/g;
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['half', '0.5'],
  ['one', '1'],
  ['two', '2'],
  ['three', '3'],
  ['four', '4'],
]);

/** Where both are told in parts: words may say it in their own way. */
const asNeededDiffers = toldDifferently<Told>(({ dosages }) =>
  dosages.length > 0 && dosages.every(({ text, timing }) => text === undefined && timing)
    ? JSON.stringify(dosages.map(({ asNeeded }) => asNeeded !== undefined))
    : undefined,
);

function sitesOf({ dosages }: Told): Concept[] {
  return dosages.flatMap(({ site }) => site ?? []);
}

function routesOf({ dosages }: Told): Concept[] {
  return dosages.flatMap(({ route }) => route ?? []);
}

function structure(dosage: Dosage): unknown {
  const { timing, asNeeded, text } = dosage;
  // When it is to be taken stands in the words alone.
  if (!timing && text) return undefined;
  return [amountsOf(dosage), timesOf(dosage), asNeeded !== undefined];
}

function amountsOf({ doses }: Dosage): unknown {
  return doses.map(({ dose, rate }) => [amount(dose), amount(rate)]);
}

function timesOf({ timing }: Dosage): unknown[] {
  const { frequency, frequencyMax, period, periodMax, periodUnit, daysOfWeek, timesOfDay, events, code } = timing ?? {};
  const words = code?.text.trim().toLowerCase();
  return [frequency, frequencyMax, period, periodMax, periodUnit, daysOfWeek, timesOfDay, events, words];
}

function amount(sent: Amount | undefined): unknown {
  if (sent?.kind !== 'quantity') return sent;
  const { value, comparator, code, unit } = sent.quantity;
  return [value, comparator, code ?? unit];
}
