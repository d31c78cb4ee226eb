import { testIdentity, type Concept, type Elsewhere, type ReferenceRange } from '@ehr-widgets/sdk';
import type { Finding, ResultMoment, ResultTest } from '@ehr-widgets/sdk/results';
import type { Chip } from '../shared/chip.ts';
import type { Reader } from '../shared/reader.ts';
import { nameOf as nameOfLine, telling as tellingOfValues } from '../patient-summary/sections/line-words.ts';
import { flagChips, rangeText, statusChips, valueWords } from '../patient-summary/sections/values.ts';
import { resultsStrings, type ResultsWords } from './results-viewer.strings.ts';

/** What the words of the viewer are made with. */
export interface Telling {
  readonly reader: Reader;
  readonly words: ResultsWords;
  /** The words for values, flags and statuses, which are those of the summary: they never differ. */
  readonly values: ReturnType<typeof tellingOfValues>;
}

export function telling(reader: Reader): Telling {
  return { reader, words: resultsStrings.for(reader), values: tellingOfValues(reader) };
}

/** What a test is called, after what it is a part of; never empty. */
export function nameOf({ name, nameAbsent, within, latest }: ResultTest, { reader, values }: Telling): string {
  const own = nameOfLine({ ...latest.line, name, nameAbsent }, values);
  return within ? `${reader.concept(within)}: ${own}` : own;
}

/** What else the results of a test are called, where LOINC puts several codes into one row. */
export function otherNames({ name, names }: ResultTest, told: Telling): string[] {
  const own = name && identityOf(name);
  return names.filter((one) => identityOf(one) !== own).map((one) => calledBy(one, told));
}

/** What a finding is called where its test is called otherwise, by another code or in other words; else empty. */
export function calledOtherwise(
  { name }: Pick<Finding, 'name'>,
  test: Pick<ResultTest, 'name'>,
  told: Telling,
): string {
  if (!name || !test.name || name === test.name) return '';
  const said = (one: Concept): string => told.reader.concept(one).toLowerCase();
  const isSame = identityOf(name) === identityOf(test.name) && said(name) === said(test.name);
  return isSame ? '' : calledBy(name, told);
}

/** Names alone may be the same: to those who read codes the code is told. */
function calledBy(name: Concept, { reader }: Telling): string {
  const code = reader.persona === 'clinician' ? name.codings.find((coding) => coding.code)?.code : undefined;
  return [reader.concept(name), code && `(${code})`].filter(Boolean).join(' ');
}

function identityOf(name: Concept): string {
  return testIdentity({ key: '', name });
}

/** A finding's value as sent, and apart, its unit. Never empty. */
export function valueOf({ value, line, part }: Finding, { reader, words, values }: Telling): Amount {
  if (!part && value.kind === 'none' && line.members.length > 0)
    return { value: words.panelOf(reader.count(line.members.length)), unit: '' };
  return valueWords(value, values);
}

export interface Amount {
  readonly value: string;
  readonly unit: string;
}

/** Value and unit in one. */
export function amountText(finding: Finding, told: Telling): string {
  const { value, unit } = valueOf(finding, told);
  return unit ? `${value}\u00a0${unit}` : value;
}

/**
 * The ranges that came with a finding. A range in another unit than the value's says its unit; words that came beside
 * limits and say more than these are told with them.
 */
export function rangesText({ ranges, value }: Finding, told: Telling): string {
  const said = ranges.map((range) => rangeWithUnit(range, value.kind === 'quantity' ? value.quantity.unit : '', told));
  return said.filter(Boolean).join('; ');
}

function rangeWithUnit(range: ReferenceRange, unit: string | undefined, { reader, values }: Telling): string {
  const { low, high, text } = range;
  const told = rangeText(range, values);
  if (!low && !high) return told;
  const limit = (low ?? high)?.unit;
  const limits =
    limit === unit ? told : told.replace(reader.range(range, values.words, false), reader.range(range, values.words));
  const isMore = text !== undefined && /\p{L}{3}/u.test(text);
  return isMore ? `${limits} (${text})` : limits;
}

/** How a finding stands out, and whether it is final. A critical flag is not to be overlooked: it stands first. */
export function chipsOf({ flag, line }: Finding, { values }: Telling): Chip[] {
  return [...flagChips(flag, values), ...statusChips(line.status, values)];
}

/** That other sources tell it differently, or may tell of the same. */
export function marksAcross({ differs, doubtful }: Elsewhere, { words }: Telling): readonly Chip[] {
  return [
    ...(differs.length > 0 ? [{ word: words.sourcesDisagree, shape: 'split', tone: 'caution' } as const] : []),
    ...(doubtful.length > 0 ? [{ word: words.maybeTwice, shape: 'unknown', tone: 'outline' } as const] : []),
  ];
}

/** When: collected, else made available; in words where neither is told. */
export function momentText({ date }: ResultMoment, { reader, words }: Telling): string {
  return reader.date(date) || words.noDate;
}

/** The year that a moment stands under, in the reader's zone; empty where it has no date. */
export function yearOf(moment: ResultMoment, reader: Reader): string {
  const zone = `${reader.locale} ${reader.timeZone ?? ''}`;
  const known = years.get(moment);
  if (known?.zone === zone) return known.year;
  const year = reader.datePart(moment.date, 'year');
  years.set(moment, { zone, year });
  return year;
}

/** Asked for each of thousands of columns, again at each change. */
const years = new WeakMap<ResultMoment, { readonly zone: string; readonly year: string }>();
