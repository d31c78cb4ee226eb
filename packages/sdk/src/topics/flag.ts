/**
 * How a result stands out: what the sender says, else what the applicable reference range says, and which of the two.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';
import { sameUnit, type Quantity, type Range } from '../format/quantity.ts';
import { applicableRange, appliesTo, criticalSide, type ReferenceRange, type Subject } from './reference-range.ts';
import { intervalOf, type ResultValue } from './result-value.ts';

/**
 * How a result stands out. `noted` are findings such as positive, detected or resistant, which are not good or bad by
 * themselves; `stated` are their opposites and other neutral interpretations; `unknown` is a code outside HL7's set,
 * to be shown in its own words; `none` means nobody flagged it and no range could be applied.
 */
export type FlagLevel =
  | 'critical-high'
  | 'critical-low'
  | 'critical'
  | 'high'
  | 'low'
  | 'abnormal'
  | 'noted'
  | 'unknown'
  | 'stated'
  | 'normal'
  | 'none';

export interface Flag {
  readonly level: FlagLevel;
  /** Who says so: the sender, or this library from the reference range. Absent when `level` is `none`. */
  readonly by?: 'sender' | 'range' | undefined;
  /** The sender's interpretation that decided, for its words. */
  readonly interpretation?: Concept | undefined;
  /** The sender calls it high and low: the other of the two. */
  readonly against?: Flag | undefined;
}

/** The most severe first. */
const LEVELS: readonly FlagLevel[] = [
  'critical-high',
  'critical-low',
  'critical',
  'high',
  'low',
  'abnormal',
  'noted',
  'unknown',
  'stated',
  'normal',
  'none',
];

/** How severe a level is: 0 is the most severe. For sorting. */
export function severityRank(level: FlagLevel): number {
  return LEVELS.indexOf(level);
}

/** For those who look through a list: 0 critical, 1 outside the range, 2 a finding, 3 the rest, and what was cancelled. */
export function attentionRank({ status, flag: { level } }: { readonly status: string; readonly flag: Flag }): number {
  const rank = severityRank(status === 'cancelled' ? 'none' : level);
  return rank <= severityRank('critical') ? 0 : rank <= severityRank('abnormal') ? 1 : level === 'noted' ? 2 : 3;
}

/** The most severe of several flags; `none` of none. */
export function mostSevere(flags: readonly Flag[]): Flag {
  return flags.reduce((worst, flag) => (severityRank(flag.level) < severityRank(worst.level) ? flag : worst), NO_FLAG);
}

const NO_FLAG: Flag = Object.freeze({ level: 'none' });

/**
 * The flag of a value. Every coding of every interpretation is looked at and the most severe wins. Only where the sender
 * gave none that is understood and speaks of the range is it worked out, from a range that certainly applies and has the
 * value's own unit; critical only by limits that the sender calls so.
 */
export function flagOf(
  interpretations: readonly Concept[],
  value: ResultValue,
  ranges: readonly ReferenceRange[],
  subject: Subject,
): Flag {
  const sent = sentFlag(interpretations.map(flagBySender));
  if (sent.level !== 'none' && sent.level !== 'unknown' && !interpretations.every(isAside)) return sent;
  const level = criticalByRange(value, ranges, subject) ?? levelByRange(value, applicableRange(ranges, subject));
  // A local code keeps its words; a range that finds something says more than it.
  if (level === undefined || (sent.level !== 'none' && level === 'normal')) return sent;
  return sent.interpretation ? { level, by: 'range', interpretation: sent.interpretation } : BY_RANGE[level];
}

/** The most severe; of a result that is called high and low, the other one too. */
function sentFlag(flags: readonly Flag[]): Flag {
  const worst = mostSevere(flags);
  const [, side] = /(high|low)$/.exec(worst.level) ?? [];
  if (flags.length < 2 || !side) return worst;
  const against = mostSevere(flags.filter(({ level }) => level.endsWith(side === 'high' ? 'low' : 'high')));
  return against.level === 'none' ? worst : { ...worst, against };
}

const flagBySender = oncePerObject((interpretation: Concept): Flag => ({
  level: levelOf(interpretation),
  by: 'sender',
  interpretation,
}));

type LevelByRange = 'critical-high' | 'critical-low' | 'high' | 'low' | 'normal';

const BY_RANGE: Readonly<Record<LevelByRange, Flag>> = {
  'critical-high': { level: 'critical-high', by: 'range' },
  'critical-low': { level: 'critical-low', by: 'range' },
  high: { level: 'high', by: 'range' },
  low: { level: 'low', by: 'range' },
  normal: { level: 'normal', by: 'range' },
};

/** HL7 v3 ObservationInterpretation, whole; HL7 v2 table 0078 has the same codes. */
const CODES: Readonly<Record<string, FlagLevel>> = /* @__PURE__ */ byCode({
  'critical-high': 'HH',
  'critical-low': 'LL',
  critical: 'AA',
  high: 'H H> HU HX',
  low: 'L L< LU LX',
  abnormal: 'A EX UNE',
  noted: 'POS DET RR WR R I NS SDD SYN-R MS U D B W > < IND E CAR Carrier HM TOX AC QCF IE',
  stated: 'NEG ND NR S SYN-S EXP NCL VS OBX',
  normal: 'N',
});

/** Of change since the last result, of the instrument's scale, of review: they say nothing of where the value lies. */
const ASIDE = 'B D U W < > HM OBX'.split(' ');

function isAside({ codings }: Concept): boolean {
  return codings.length > 0 && codings.every(({ code = '' }) => ASIDE.includes(code));
}

/** Words that senders use without a code. */
const WORDS: Readonly<Record<string, FlagLevel>> = {
  'critical high': 'critical-high',
  'critically high': 'critical-high',
  'high critical': 'critical-high',
  'critical low': 'critical-low',
  'critically low': 'critical-low',
  'low critical': 'critical-low',
  critical: 'critical',
  'critical abnormal': 'critical',
  'critically abnormal': 'critical',
  high: 'high',
  low: 'low',
  abnormal: 'abnormal',
  positive: 'noted',
  negative: 'stated',
  normal: 'normal',
};

/** Code systems whose letters mean what HL7's do. A local system's `S` or `A` may mean anything. */
const HL7 =
  /ObservationInterpretation$|v2[-/]0078$|observation-interpretation$|2\.16\.840\.1\.113883\.5\.83$|2\.16\.840\.1\.113883\.12\.78$/;

function byCode(rows: Readonly<Partial<Record<FlagLevel, string>>>): Record<string, FlagLevel> {
  const entries = Object.entries(rows) as [FlagLevel, string][];
  return Object.fromEntries(entries.flatMap(([level, codes]) => codes.split(' ').map((code) => [code, level])));
}

function levelOf({ text, codings }: Concept): FlagLevel {
  const byCode = codings.map(({ system, code = '' }) => (!system || HL7.test(system) ? CODES[code] : undefined));
  const words = codings.length > 0 ? codings.map(({ display }) => display ?? '') : [text];
  const byWord = [...words, text].map(
    (word) => WORDS[word.toLowerCase()] ?? (codings.length === 0 ? CODES[word] : undefined),
  );
  const known = [...byCode, ...(byCode.some(Boolean) ? [] : byWord)].flatMap((one) => one ?? []);
  return known.length > 0 ? mostSevere(known.map((one) => ({ level: one }))).level : 'unknown';
}

/**
 * Beyond limits that the sender calls critical. Where it says of which side, they may be limits (`high: 6.5`) or what is
 * critical itself (`low: 6.5` and above); where it does not, only two ends say what is meant.
 */
function criticalByRange(
  value: ResultValue,
  ranges: readonly ReferenceRange[],
  subject: Subject,
): LevelByRange | undefined {
  for (const range of ranges) {
    const side = criticalSide(range);
    const found = side && appliesTo(range, subject) ? levelByRange(value, range) : undefined;
    const isRegion = side === 'high' ? range.low !== undefined : side === 'low' && range.high !== undefined;
    const isWithin = isRegion && found === 'normal';
    if (side !== 'low' && (found === 'high' || (side === 'high' && isWithin))) return 'critical-high';
    if (side !== 'high' && (found === 'low' || (side === 'low' && isWithin))) return 'critical-low';
  }
  return undefined;
}

function levelByRange(value: ResultValue, range: Range | undefined): 'high' | 'low' | 'normal' | undefined {
  const interval = intervalOf(value);
  if (!interval || !range) return undefined;
  const measured: Quantity = value.kind === 'quantity' ? value.quantity : {};
  const { low, high } = range;
  if ([low, high].some((end) => end && !sameUnit(end, measured))) return undefined;
  const { least, most, open } = interval;
  const floor = low ? Number(low.value) : -Infinity;
  const ceiling = high ? Number(high.value) : Infinity;
  // No range at all: its ends were mistaken for each other, or one of them was mistyped.
  if (floor > ceiling) return undefined;
  if (least > ceiling || (open === 'least' && least >= ceiling)) return 'high';
  if (most < floor || (open === 'most' && most <= floor)) return 'low';
  // What is measured cannot be less than nothing: a floor of 0 is no floor for `<0.5`.
  const aboveFloor = least >= floor || (least === -Infinity && floor <= 0);
  return aboveFloor && most <= ceiling ? 'normal' : undefined;
}
