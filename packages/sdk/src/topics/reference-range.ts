/**
 * Reference ranges, and whether one applies to this patient (FHIR R4 Observation.referenceRange).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { codesOf, conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import { oncePerObject } from '../format/once.ts';
import { rangeOf, type Quantity, type Range } from '../format/quantity.ts';
import { list, text } from '../format/read.ts';

export interface ReferenceRange extends Range {
  /** The range in words; the only content of some ranges. */
  readonly text?: string | undefined;
  /** Normal, recommended, therapeutic … Absent means normal. */
  readonly type?: Concept | undefined;
  readonly appliesTo: readonly Concept[];
  readonly age?: Range | undefined;
}

/** Whom a reference range may be for. Known only when the patient was read too. */
export interface Subject {
  readonly sex?: string | undefined;
  readonly birthDate?: string | undefined;
  /** When the observation was so. */
  readonly at?: string | undefined;
}

/** The ranges that say something, in words or in numbers. */
export function rangesOf(sent: readonly fhir.ObservationReferenceRange[] | undefined): readonly ReferenceRange[] {
  return typeof sent === 'object' && sent !== null ? rangesIn(sent) : [];
}

const rangesIn = oncePerObject((sent: readonly fhir.ObservationReferenceRange[]): readonly ReferenceRange[] =>
  list(sent).flatMap((one) => {
    const ends = rangeOf(one);
    const words = text(one.text);
    if (!ends && words === undefined) return [];
    const appliesTo = conceptsOf(one.appliesTo);
    return { ...ends, text: words, type: conceptOf(one.type), appliesTo, age: rangeOf(one.age) };
  }),
);

/**
 * The one normal range that certainly applies to the patient: of those for the patient's sex and age, otherwise of those
 * for anybody. Undefined when there is none, or when several apply and it cannot be told which.
 */
export function applicableRange(ranges: readonly ReferenceRange[], subject: Subject): Range | undefined {
  const applicable = ranges.filter(
    (range) => (range.low || range.high) && isNormalRange(range) && appliesTo(range, subject),
  );
  const specific = applicable.filter(({ appliesTo: groups, age }) => groups.length > 0 || age);
  const chosen = specific.length > 0 ? specific : applicable;
  return chosen.length === 1 ? chosen[0] : undefined;
}

const MEANING = 'http://terminology.hl7.org/CodeSystem/referencerange-meaning';

/** Whether a range is of what is usual, and not for a purpose such as a treatment. */
export function isNormalRange({ type }: ReferenceRange): boolean {
  return type === undefined || hasCode(type, ['normal'], MEANING);
}

/**
 * Of which side a range tells critical limits; undefined for any other range. HL7 has no code for it, and laboratories have
 * words: "critical", "panic".
 */
export function criticalSide({ type, low, high }: ReferenceRange): 'high' | 'low' | 'both' | undefined {
  const words = type ? [type.text, ...type.codings.map(({ code, display }) => `${code} ${display}`)].join(' ') : '';
  if (!/critical|panic/i.test(words)) return undefined;
  const [isHigh, isLow] = [/high|upper/i.test(words), /\blow|lower/i.test(words)];
  if (isHigh !== isLow) return isHigh ? 'high' : 'low';
  return low && high ? 'both' : undefined;
}

/** Whether a range is for the patient, of what is known of them. */
export function appliesTo({ appliesTo: groups, age }: ReferenceRange, subject: Subject): boolean {
  return groups.every((group) => isOfSex(group, subject.sex)) && (!age || isOfAge(age, subject));
}

const SEXES: Readonly<Record<string, string>> = {
  '248153007': 'male',
  '248152002': 'female',
  male: 'male',
  female: 'female',
  M: 'male',
  F: 'female',
};

/** Any group but a sex (a race, a pregnancy) is one that the patient is not known to belong to. */
function isOfSex(group: Concept, sex: string | undefined): boolean {
  return sex !== undefined && codesOf(group).some((code) => SEXES[code] === sex);
}

const DAYS_IN: Readonly<Record<string, number>> = { a: 365.25, mo: 30.4375, wk: 7, d: 1, h: 1 / 24 };

/** Days by which an age may be less, by the length of the birth date: `2008`, `2008-03`. */
const LEEWAY: Readonly<Record<number, number>> = { 4: 365, 7: 30 };

function isOfAge({ low, high }: Range, { birthDate, at }: Subject): boolean {
  const oldest = (dateOrder(at) - dateOrder(birthDate)) / 86_400_000;
  if (!Number.isFinite(oldest)) return false;
  // Born on any day of the year or the month that is known.
  const youngest = oldest - (LEEWAY[birthDate?.length ?? 0] ?? 0);
  const inDays = ({ value, code }: Quantity): number => Number(value) * (DAYS_IN[code ?? ''] ?? NaN);
  return (!low || youngest >= inDays(low)) && (!high || oldest <= inDays(high));
}
