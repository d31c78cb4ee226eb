/**
 * When two sources tell of the same observation (the rules in words: docs/merging.md).
 * @module
 */
import type { Concept } from '../format/concept.ts';
import {
  codeKeys,
  conceptKeys,
  daysApart,
  sameWords,
  shareCode,
  toldDifferently,
  type Identity,
  type Likeness,
} from './elsewhere.ts';
import { severityRank } from './flag.ts';
import type { ObservationLine } from './observation.ts';
import { exactNumber, type ResultValue } from './result-value.ts';

/** What two sources may tell differently of one observation. */
export type ObservationFacet = 'status' | 'flag';

export const sameObservation: Identity<ObservationLine, ObservationFacet> = {
  // By day and test: a record of many years is not compared with itself.
  keys: (line) => daysOf(momentOf(line)).flatMap((day) => conceptKeys(line.name).map((key) => `${day} ${key}`)),
  compare,
  facets: {
    status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)),
    flag: toldDifferently(({ flag }) => (flag.level === 'none' ? undefined : flag.level)),
  },
  // What can harm leads; nothing that came to nothing leads what came to something.
  rank: ({ status, flag }) =>
    (status === 'cancelled' || status === 'registered' ? 100 : 0) +
    severityRank(flag.level) * 2 +
    (status === 'corrected' || status === 'amended' ? 0 : 1),
};

/** The same test of the same moment with the same value. Another value is another result, whichever is right. */
function compare(one: ObservationLine, other: ObservationLine): Likeness {
  if (one.status === 'entered-in-error' || other.status === 'entered-in-error') return 'different';
  const sameTest = shareCode(one.name, other.name);
  if (!sameTest && codeKeys(one.name).length > 0 && codeKeys(other.name).length > 0) return 'different';
  if (!sameTest && !sameWords(one.name, other.name)) return 'different';
  const [first, second] = [momentOf(one), momentOf(other)];
  const sameValue = content(one) === content(other);
  if (!isMoment(first) || !isMoment(second))
    return sameValue && daysApart(first, second) === 0 ? 'doubtful' : 'different';
  if (Date.parse(first) !== Date.parse(second)) return 'different';
  return sameTest && sameValue ? 'same' : 'doubtful';
}

function momentOf({ date, issued }: ObservationLine): string | undefined {
  return date ?? issued;
}

/** The day as written, and the day in UTC: one moment may be written in two zones, and around midnight on two days. */
function daysOf(date: string | undefined): string[] {
  const day = date?.slice(0, 'yyyy-mm-dd'.length);
  if (day === undefined) return [];
  return isMoment(date) ? [...new Set([day, new Date(date).toISOString().slice(0, day.length)])] : [day];
}

function isMoment(date: string | undefined): date is string {
  return date?.includes('T') === true;
}

/** Everything that was found, and of what, units included: `5.0` and `5` are not the same finding. */
function content({ value, parts }: ObservationLine): string {
  return JSON.stringify([finding(value), ...parts.map((part) => [nameOf(part.name), finding(part.value)])]);
}

function finding(value: ResultValue): unknown {
  const number = exactNumber(value);
  return number ? [number.value, number.code ?? number.unit] : value;
}

function nameOf(name: Concept | undefined): string | undefined {
  return codeKeys(name)[0] ?? name?.text;
}
