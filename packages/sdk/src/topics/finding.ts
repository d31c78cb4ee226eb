/**
 * One value of one test: what stands in a cell of a table, is a point of a trend, and has a flag of its own. An observation
 * is one, or holds several as its components (FHIR R4 §10.1.4.1 Observation.component).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { dateOrder } from '../format/date.ts';
import type { Flag } from './flag.ts';
import type { ObservationLine, ObservationPart } from './observation.ts';
import type { ReferenceRange } from './reference-range.ts';
import type { ResultValue } from './result-value.ts';

export interface Finding {
  /** Of its line, or of its part: unique within the record. */
  readonly key: string;
  readonly line: ObservationLine;
  /** Set where it is a part of its line. */
  readonly part?: ObservationPart | undefined;
  /** What it is called by itself. */
  readonly name: Concept | undefined;
  readonly value: ResultValue;
  readonly flag: Flag;
  readonly ranges: readonly ReferenceRange[];
  readonly moment: ResultMoment;
}

/** A moment at which something was so of the patient, or was made available where that is all that was told. */
export interface ResultMoment {
  /** The same for two tellings of one minute, in whatever zones. A day without a time is another. */
  readonly key: string;
  /** As one of its results has it, as precise as sent; absent for those that say no date. */
  readonly date?: string | undefined;
  /** For sorting: the later the greater, as `dateOrder` has it; undated is before everything. */
  readonly order: number;
}

/**
 * What a line says: each of its parts, and what it says itself besides. Never empty.
 * @param moments Those known already, by their key: findings of one moment share one.
 */
export function findingsOf(line: ObservationLine, moments: Map<string, ResultMoment> = new Map()): readonly Finding[] {
  const before = madeBefore(line, moments);
  if (before) return before;
  const moment = momentIn(moments, momentOf(line));
  const { key, name, value, flag, ownFlag = flag, ranges, parts, interpretations } = line;
  const itself: Finding = { key, line, part: undefined, name, value, flag: ownFlag, ranges, moment };
  if (parts.length === 0) return kept(line, [itself]);
  const said = parts.map((part): Finding => {
    return {
      key: part.key,
      line,
      part,
      name: part.name,
      value: part.value,
      flag: part.flag,
      ranges: part.ranges,
      moment,
    };
  });
  return kept(line, value.kind !== 'none' || interpretations.length > 0 ? [itself, ...said] : said);
}

/** When a result counts as being of; one that says only when it was made available is of then. */
export function momentOf({ date, issued }: ObservationLine): string | undefined {
  return date ?? issued;
}

const MINUTE = 60_000;

/** A record that grows is laid out again and again: what was found of a line before holds for as long as its moment does. */
const made = new WeakMap<ObservationLine, Finding | readonly Finding[]>();

function kept(line: ObservationLine, findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings;
  // Nearly all are alone, and a list of one is as large as what it holds.
  made.set(line, first && findings.length === 1 ? first : findings);
  return findings;
}

function madeBefore(line: ObservationLine, moments: Map<string, ResultMoment>): readonly Finding[] | undefined {
  const before = made.get(line);
  const all = before && 'key' in before ? [before] : before;
  const moment = all?.[0]?.moment;
  if (!moment) return undefined;
  const known = moments.get(moment.key);
  if (!known) moments.set(moment.key, moment);
  return known === undefined || known === moment ? all : undefined;
}

function momentIn(moments: Map<string, ResultMoment>, date: string | undefined): ResultMoment {
  const order = dateOrder(date);
  const isTime = date !== undefined && date.includes('T') && Number.isFinite(order);
  const key = isTime ? String(Math.floor(order / MINUTE)) : (date ?? '');
  const known = moments.get(key);
  if (known) return known;
  const moment = { key, date, order };
  moments.set(key, moment);
  return moment;
}
