import type { Dosage, Quantity } from '@ehr-widgets/sdk';
import type { Medicine, MedicineSupply } from '@ehr-widgets/sdk/medications';
import type { Chip } from '../shared/chip.ts';
import { nameOf, reporterOf, type Telling } from './telling.ts';

/** How to take it, in the words that lead the line, and what follows them. */
export interface Directions {
  readonly lead: string;
  readonly more: readonly string[];
}

/**
 * How to take a medicine. Of one that is over, how it was taken; where records disagree, what is on record; of a course in
 * steps whose dates tell, what applies today.
 */
export function directionsOf(medicine: Medicine, told: Telling): Directions {
  const { reader, words } = told;
  const { dosages, dosageNow, dosagesFrom, place, status } = medicine;
  if (place === 'do-not-give') return { lead: '', more: [] };
  const now = dosageNow === undefined ? undefined : dosages[dosageNow];
  const sigs = now ? [reader.dosage(now)] : inOrder(dosages, told);
  const more = [...(now ? [now] : dosages)].flatMap(({ patientInstruction = '' }) => patientInstruction);
  const from = medicine.history.find(({ key }) => key === dosagesFrom);
  const said = sigs.filter(Boolean).join('; ');
  const unused = status === 'on-hold' || status === 'reported-on-hold' || place === 'past';
  const doubted = medicine.conflicts.some(({ kind }) => kind === 'status') || status === 'disagreement';
  const frame = doubted ? words.onRecord : unused ? words.was : now ? words.today : (text: string): string => text;
  return {
    lead: said ? frame(said) : place === 'past' ? '' : words.noDosage,
    more: [
      ...more.filter((text) => text && !sigs.includes(text)),
      from ? words.dosageFrom(from.origin.sourceName, reader.day(from.date)) : '',
    ].filter(Boolean),
  };
}

/** Every direction: those that run together side by side, those that follow one another with a "then". */
export function inOrder(dosages: readonly Dosage[], { reader, words }: Telling): string[] {
  return dosages.map((dosage, index) => {
    const said = reader.dosage(dosage);
    const before = dosages[index - 1]?.sequence;
    const follows = dosage.sequence !== undefined && before !== undefined && dosage.sequence !== before;
    return said && follows ? words.then(said) : said;
  });
}

/** What it is for; of an order not to give it, why not. */
export function reasonText({ reasons, place }: Medicine, { reader, words }: Telling): string {
  const said = reader.concepts(reasons);
  if (!said) return '';
  return place === 'do-not-give' ? words.reasonNot(said) : words.reason(said);
}

/** The status in one sentence with the next step. */
export function statusSentence(medicine: Medicine, told: Telling): string {
  const { reader, statuses } = told;
  const { status, supply, validUntil, overdueEnd, startsOn, statusDate, statusReasons, statusBy } = medicine;
  const until = {
    'supply-over': supply?.lastsUntil,
    expired: validUntil,
    'course-over': overdueEnd,
    'starts-later': startsOn,
  };
  return statuses[status].says({
    on: reader.calendarDay(statusDate),
    until: reader.calendarDay(until[status as keyof typeof until]),
    why: reader.concepts(statusReasons),
    by: statusBy?.kind === 'patient' ? told.words.you : reader.party(statusBy),
  });
}

/** Refills and the last supply. What is worked out says so. */
export function supplyText(medicine: Medicine, told: Telling): string {
  const { reader, words } = told;
  const { supply, validFrom, validUntil, status } = medicine;
  const amounts = [reader.quantity(supply?.quantity), daysText(supply?.daysSupply, told)];
  const said = amounts.filter(Boolean).join(', ');
  const filled = [
    reader.day(supply?.lastFilled) && words.lastFilled(reader.day(supply?.lastFilled)),
    supply?.lastFilled && medicine.pharmacy ? words.at(reader.party(medicine.pharmacy)) : '',
  ];
  return [
    refillText(medicine, told),
    [filled.filter(Boolean).join(' '), said && supply?.asOrdered ? words.asOrdered(said) : said]
      .filter(Boolean)
      .join(', '),
    productText(supply?.product, told),
    supply?.lastsUntil && status !== 'supply-over' ? words.lastsUntil(reader.day(supply.lastsUntil)) : '',
    validFrom ? words.validFrom(reader.calendarDay(validFrom)) : '',
    validUntil && status !== 'expired' && medicine.place === 'current' ? words.validUntil(reader.day(validUntil)) : '',
  ]
    .filter(Boolean)
    .map((text) => `${text.charAt(0).toLocaleUpperCase(reader.locale)}${text.slice(1)}`)
    .join('. ')
    .replace(/(?<=[^.])$/, '.');
}

function daysText(days: Quantity | undefined, { reader, words }: Telling): string {
  if (!days) return '';
  const said = reader.duration(days);
  return days.unit === undefined && days.code === undefined ? words.daysSupplyBare(said) : words.daysSupply(said);
}

function productText(product: MedicineSupply['product'], told: Telling): string {
  if (!product) return '';
  const label = inOrder(product.dosages, told).filter(Boolean).join('; ');
  return told.words.suppliedAs(told.reader.concept(product.name), label);
}

/** What is left of a prescription that can no longer be used is of no use. */
function refillText({ refills, place, status }: Medicine, { reader, words }: Telling): string {
  if (!refills || place !== 'current' || status === 'expired') return '';
  const allowed = reader.decimal(refills.allowed);
  if (Number(refills.allowed) === 0) return words.noRefills;
  if (refills.left === undefined) return words.refillsAllowed(allowed);
  const left = words.refillsLeft(reader.decimal(refills.left), allowed);
  return refills.basis === 'worked-out' ? `${left} (${words.workedOut(reader.count(refills.supplies))})` : left;
}

/** The status as word, shape and colour, and what else marks the line. */
export function chipsOf(medicine: Medicine, told: Telling): Chip[] {
  const { reader, words, statuses } = told;
  const { status, allergyClashes, conflicts, overdueEnd, possibleDuplicates } = medicine;
  const chips: Chip[] = [];
  if (allergyClashes.length > 0) chips.push({ word: words.clash, shape: 'octagon', tone: 'crit' });
  const kinds = [...new Set(conflicts.map(({ kind }) => kind))];
  const told_ = new Set(kinds.map((kind) => words.conflicts[kind]));
  for (const word of told_) chips.push({ word, shape: 'split', tone: 'caution' });
  if (!told_.has(statuses[status].word)) chips.push({ word: statuses[status].word, ...LOOKS[status] });
  if (overdueEnd && status !== 'course-over')
    chips.push({ word: words.wasToEnd(reader.day(overdueEnd)), shape: 'clock', tone: 'caution' });
  if (possibleDuplicates.length > 0) chips.push({ word: words.maybeTwice, shape: 'unknown', tone: 'outline' });
  return chips;
}

/** Other lines that may be the same medicine, or hold the same substance; `say` puts names into the sentence. */
export interface Doubt {
  readonly say: (names: string) => string;
  readonly others: readonly Medicine[];
}

export function doubtsOf(
  { possibleDuplicates, sameSubstance }: Medicine,
  { words }: Telling,
  medicineOf: (key: string) => Medicine | undefined,
): Doubt[] {
  const found = (keys: readonly string[]): Medicine[] => keys.flatMap((key) => medicineOf(key) ?? []);
  return [
    { say: words.maybeSameAs, others: found(possibleDuplicates) },
    { say: words.sameSubstance, others: found(sameSubstance) },
  ].filter(({ others }) => others.length > 0);
}

/** What another line is called in this one. */
export function otherName(other: Medicine, told: Telling): string {
  return `“${nameOf(other, told)}” (${other.origin.sourceName})`;
}

const ACTIVE = { shape: 'disc', tone: 'ok' } as const;
const PAUSED = { shape: 'pause', tone: 'caution' } as const;
const OVER = { shape: 'square', tone: 'neutral' } as const;
const DONE = { shape: 'check', tone: 'neutral' } as const;
const LATE = { shape: 'clock', tone: 'caution' } as const;
const NOT_YET = { shape: 'half', tone: 'outline' } as const;
const NOT = { shape: 'ban', tone: 'outline' } as const;
const DISAGREE = { shape: 'split', tone: 'caution' } as const;

const LOOKS: Readonly<Record<Medicine['status'], Pick<Chip, 'shape' | 'tone'>>> = {
  active: ACTIVE,
  'active-refills-left': ACTIVE,
  'active-no-refills': { shape: 'loop', tone: 'caution' },
  'active-on-ward': ACTIVE,
  'not-filled': { shape: 'half', tone: 'info' },
  'being-prepared': { shape: 'clock', tone: 'info' },
  'ready-to-collect': { shape: 'check', tone: 'info' },
  'supply-on-hold': PAUSED,
  'supply-declined': { shape: 'ban', tone: 'caution' },
  'supply-cancelled': { shape: 'cross', tone: 'caution' },
  'supply-over': LATE,
  expired: LATE,
  'course-over': LATE,
  'starts-later': NOT_YET,
  'on-hold': PAUSED,
  stopped: OVER,
  cancelled: { shape: 'cross', tone: 'outline' },
  completed: DONE,
  draft: NOT_YET,
  proposed: NOT_YET,
  'renewal-asked': { shape: 'check', tone: 'info' },
  planned: NOT_YET,
  'reported-taking': ACTIVE,
  'reported-on-hold': PAUSED,
  'reported-intended': NOT_YET,
  'reported-stopped': OVER,
  'reported-completed': DONE,
  'reported-not-taking': NOT,
  'not-taken-as-ordered': DISAGREE,
  disagreement: DISAGREE,
  supplied: { shape: 'check', tone: 'info' },
  'being-given': ACTIVE,
  'giving-on-hold': PAUSED,
  given: DONE,
  'given-in-part': OVER,
  'not-given': NOT,
  'do-not-give': { shape: 'ban', tone: 'critsoft' },
  unknown: { shape: 'unknown', tone: 'outline' },
};

/**
 * Who stands behind the line: the source that leads and its prescriber, the other sources, who reported it, no
 * prescription.
 */
export function standingOf(
  medicine: Medicine,
  told: Telling,
): { readonly shape: 'building' | 'person'; readonly text: string }[] {
  const { reader, words } = told;
  const { origin, origins, prescriber, lead, reported, overTheCounter } = medicine;
  const names = [...new Set([origin, ...origins].map(({ sourceName }) => sourceName))];
  const by = reader.party(prescriber);
  const ofLead = by !== '' && by === reader.party(lead.by);
  const people = [by && !ofLead ? words.prescribedBy(by) : '', reporterOf(reported, told)];
  return [
    ...names.map((name, index) => ({
      shape: 'building' as const,
      text: index === 0 && ofLead ? `${name} · ${by}` : name,
    })),
    ...[...people, overTheCounter ? words.overTheCounter : '']
      .filter(Boolean)
      .map((text) => ({ shape: 'person' as const, text })),
  ];
}
