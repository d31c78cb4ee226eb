/**
 * What a test came to before one of its results (FHIR R4 §10.1 Observation).
 * @module
 */
import type { Finding } from './finding.ts';
import type { ResultTest } from './result-table.ts';
import { compareValues } from './result-value.ts';

export interface Before {
  /** All values of that moment, which may be several. Never empty. */
  readonly findings: readonly Finding[];
  /**
   * How the result stands to it; absent where they are not both exact numbers of one unit, where there are several, or where
   * the result itself does not hold.
   */
  readonly change?: 'up' | 'down' | 'same' | undefined;
}

/**
 * The values at the moment before that of a finding of this test: the newest that are certainly earlier and are values.
 * Undefined where there is none, or where it is not known when the finding was.
 */
export function beforeOf({ findings }: Pick<ResultTest, 'findings'>, finding: Finding): Before | undefined {
  const first = findings.find((one) => isEarlier(one, finding) && isValue(one));
  if (!first) return undefined;
  const same = findings.filter((one) => one.moment.key === first.moment.key && isValue(one));
  const change = same.length === 1 && isValue(finding) ? compareValues(finding.value, first.value) : undefined;
  return { findings: same, change };
}

/** What is told by its day, month or year may be before or after what is told more precisely within it. */
function isEarlier(
  { moment: { date: one = '', order } }: Finding,
  { moment: { date: other = '', order: than } }: Finding,
): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return Number.isFinite(order) && order < than && !longer.startsWith(shorter);
}

function isValue({ line: { status }, value }: Finding): boolean {
  const isDone = status !== 'cancelled' && status !== 'registered' && status !== 'entered-in-error';
  return isDone && value.kind !== 'none' && value.kind !== 'absent';
}
