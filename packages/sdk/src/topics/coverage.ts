/**
 * Who pays for a visit (FHIR R4 §13.1 Coverage): as far as somebody has to know it to choose one.
 * @module
 */
import type { Coverage, Organization, Reference } from 'fhir/r4.js';
import { conceptOf } from '../format/concept.ts';
import { list, text } from '../format/read.ts';
import { periodOf, type Period } from '../format/when.ts';

export interface CoverageLine {
  readonly reference: string;
  /** Who pays, and the plan or kind; empty where neither is told. */
  readonly payers: readonly string[];
  readonly plan: string | undefined;
  /** Of the one who is insured. */
  readonly number: string | undefined;
  readonly period: Period | undefined;
}

/**
 * What is in force on a day, in the order of the record. What was cancelled, is a draft or was entered in error, and what is over
 * or has not begun, pays for nothing.
 */
export function coveragesOn(
  day: string,
  sent: readonly Coverage[],
  payerNamed: (reference: Reference, coverage: Coverage) => Organization | undefined,
): CoverageLine[] {
  return sent.flatMap((coverage): CoverageLine | [] => {
    const period = periodOf(coverage.period);
    const isOver = period?.end !== undefined && period.end.slice(0, 10) < day.slice(0, period.end.length);
    const isToCome = period?.start !== undefined && period.start.slice(0, 10) > day;
    if (coverage.status !== 'active' || coverage.id === undefined || isOver || isToCome) return [];
    const plans = list(coverage.class).filter(({ type }) =>
      conceptOf(type)?.codings.some(({ code }) => code === 'plan'),
    );
    return {
      reference: `Coverage/${coverage.id}`,
      payers: list(coverage.payor).flatMap(
        (payer) => text(payerNamed(payer, coverage)?.name) ?? text(payer.display) ?? [],
      ),
      plan: text(plans[0]?.name) ?? conceptOf(coverage.type)?.text,
      number: text(coverage.subscriberId),
      period,
    };
  });
}
