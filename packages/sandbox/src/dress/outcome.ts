/**
 * OperationOutcomes in a vendor's own words and codes.
 * @module
 */
import type { FhirResponse } from '../fhir/types.ts';
import type { Dress, Situation } from './dress.ts';

/** What is said where the vendor has no code for it. */
interface Plain {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** IssueType. */
  readonly type: string;
}

export interface Issue {
  readonly severity: string;
  readonly code: string;
  readonly details?: unknown;
  readonly diagnostics: string;
}

/** An issue for a situation; coded when the vendor has a code. */
export function issueFor({ codes }: Dress, situation: Situation, plain: Plain, diagnostics: string): Issue {
  const coded = codes?.of[situation];
  if (codes === undefined || coded === undefined) return { severity: plain.severity, code: plain.type, diagnostics };
  const { severity, type, code, display } = coded;
  const details = { coding: [{ system: codes.system, code, display }], text: display };
  return { severity, code: type, details, diagnostics };
}

export function outcome(issues: readonly Issue[]): { resourceType: string; issue: readonly Issue[] } {
  return { resourceType: 'OperationOutcome', issue: issues };
}

/** A refused request. */
export function refusal(status: number, issue: Issue, headers: Readonly<Record<string, string>> = {}): FhirResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/fhir+json; charset=utf-8', ...headers },
    body: JSON.stringify(outcome([issue])),
  };
}

/** A refusal without a code of the vendor's. */
export function plainRefusal(status: number, code: string, diagnostics: string): FhirResponse {
  return refusal(status, { severity: 'error', code, diagnostics });
}
