/**
 * OperationOutcome: how a FHIR server tells what went wrong, or what a reader of an answer should know (FHIR R4 §2.37).
 * @module
 */
import type { FhirResource, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';

/** The outcome in an answer's body, when it is one. */
export function outcomeOf(body: unknown): OperationOutcome | undefined {
  return (body as FhirResource | undefined)?.resourceType === 'OperationOutcome'
    ? (body as OperationOutcome)
    : undefined;
}

/** Something to know about an answer that otherwise holds data. */
export interface Remark {
  /** `others-left-out`: entries that name another patient were not used. The other two are the server's own. */
  readonly kind: 'may-be-incomplete' | 'server-message' | 'others-left-out';
  /** The server's own words, where it has said something. Untrusted text. */
  readonly text?: string;
}

/** Epic's coding of outcome issues: https://fhir.epic.com ("FHIR error codes"). */
const EPIC_NO_RESULTS = '4101';
const EPIC_MAY_BE_INCOMPLETE = '4119';
const INCOMPLETE_ISSUE_CODES: readonly string[] = ['incomplete', 'too-costly', 'suppressed', 'timeout'];

/** What a reader should be told of an outcome found beside data. "No results" is an answer, not a remark. */
export function remarksOf(outcome: OperationOutcome): Remark[] {
  return (outcome.issue ?? []).flatMap((issue): Remark[] => {
    const codes = (issue.details?.coding ?? []).map((coding) => coding.code ?? '');
    if (codes.includes(EPIC_NO_RESULTS)) return [];
    const incomplete = codes.includes(EPIC_MAY_BE_INCOMPLETE) || INCOMPLETE_ISSUE_CODES.includes(issue.code);
    const text = issueText(issue);
    if (incomplete) return [{ kind: 'may-be-incomplete', text }];
    return issue.severity === 'information' || !text ? [] : [{ kind: 'server-message', text }];
  });
}

/** True when the outcome says that the server does not offer what was asked. */
export function saysNotSupported(outcome: OperationOutcome | undefined): boolean {
  return (outcome?.issue ?? []).some((issue) => issue.code === 'not-supported');
}

function issueText(issue: OperationOutcomeIssue): string {
  return (
    issue.details?.text ?? issue.details?.coding?.find((coding) => coding.display)?.display ?? issue.diagnostics ?? ''
  );
}
