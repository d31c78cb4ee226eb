/**
 * When two sources tell of the same observation (the rules in words: docs/merging.md).
 * @module
 */
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
import type { ObservationLine } from './observation.ts';
import { exactNumber } from './result-value.ts';

/** What two sources may tell differently of one observation. */
export type ObservationFacet = 'status' | 'flag';

export const sameObservation: Identity<ObservationLine, ObservationFacet> = {
  // By day and test: a record of many years is not compared with itself.
  keys: (line) => {
    const day = momentOf(line)?.slice(0, 'yyyy-mm-dd'.length);
    return day === undefined ? [] : conceptKeys(line.name).map((key) => `${day} ${key}`);
  },
  compare,
  facets: {
    status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)),
    flag: toldDifferently(({ flag }) => (flag.level === 'none' ? undefined : flag.level)),
  },
  rank: ({ status, flag }) => (status === 'corrected' || status === 'amended' ? 0 : flag.level === 'none' ? 2 : 1),
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

function isMoment(date: string | undefined): date is string {
  return date?.includes('T') === true;
}

/** Everything that was found, units included: `5.0` and `5` are not the same finding. */
function content({ value, parts }: ObservationLine): string {
  const values = [value, ...parts.map((part) => part.value)];
  return JSON.stringify(
    values.map((each) => {
      const number = exactNumber(each);
      return number ? [number.value, number.code ?? number.unit] : each;
    }),
  );
}
