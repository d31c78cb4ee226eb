/**
 * OperationOutcome: how a FHIR server tells what went wrong, or what a reader of an answer should know (FHIR R4 §2.37).
 * @module
 */
import type { FhirResource, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import { list } from '../format/read.ts';

/** The outcome in an answer's body, when it is one. */
export function outcomeOf(body: unknown): OperationOutcome | undefined {
  return (body as FhirResource | undefined)?.resourceType === 'OperationOutcome'
    ? (body as OperationOutcome)
    : undefined;
}

/** Something to know about an answer that otherwise holds data. */
export interface Remark {
  /**
   * `others-left-out`: entries that name another patient were not used. The others are the server's own; `withheld`: its
   * rules keep something back from this reader.
   */
  readonly kind: 'may-be-incomplete' | 'server-message' | 'withheld' | 'others-left-out';
  /** The server's own words, where it has said something. Untrusted text. */
  readonly text?: string;
}

/** Epic's coding of outcome issues: https://fhir.epic.com ("FHIR error codes"). */
const EPIC_NO_RESULTS = '4101';
const EPIC_MAY_BE_INCOMPLETE = '4119';
const EPIC_REQUIRED = '4111';
/** Break-the-glass: what is behind it is for those who say why they need it, in the chart. */
const EPIC_WITHHELD: readonly string[] = ['4130', '4131', '4134'];
const INCOMPLETE_ISSUE_CODES: readonly string[] = ['incomplete', 'too-costly', 'suppressed', 'timeout'];

/** What a reader should be told of an outcome found beside data. "No results" is an answer, not a remark. */
export function remarksOf(outcome: OperationOutcome): Remark[] {
  return issuesOf(outcome).flatMap((issue): Remark[] => {
    if (hasCode(issue, EPIC_NO_RESULTS)) return [];
    const text = issueText(issue);
    if (hasCode(issue, ...EPIC_WITHHELD)) return [{ kind: 'withheld', text }];
    const incomplete = hasCode(issue, EPIC_MAY_BE_INCOMPLETE) || INCOMPLETE_ISSUE_CODES.includes(issue.code);
    if (incomplete) return [{ kind: 'may-be-incomplete', text }];
    return issue.severity === 'information' || !text ? [] : [{ kind: 'server-message', text }];
  });
}

/** True when the outcome tells an error, rather than that nothing was found or what to know of it. */
export function saysFailure(outcome: OperationOutcome): boolean {
  return issuesOf(outcome).some(
    (issue) => (issue.severity === 'error' || issue.severity === 'fatal') && !hasCode(issue, EPIC_NO_RESULTS),
  );
}

/** True when the outcome says that the server does not offer what was asked. */
export function saysNotSupported(outcome: OperationOutcome | undefined): boolean {
  return issuesOf(outcome).some((issue) => issue.code === 'not-supported');
}

/** True when the outcome says that the request lacks something. */
export function saysRequired(outcome: OperationOutcome | undefined): boolean {
  return issuesOf(outcome).some((issue) => issue.code === 'required' || hasCode(issue, EPIC_REQUIRED));
}

/** True when the server's rules keep the data back, whatever the scopes: asking again changes nothing. */
export function saysWithheld(outcome: OperationOutcome | undefined): boolean {
  return issuesOf(outcome).some((issue) => hasCode(issue, ...EPIC_WITHHELD));
}

export function issuesOf(outcome: OperationOutcome | undefined): OperationOutcomeIssue[] {
  return list(outcome?.issue);
}

function hasCode(issue: OperationOutcomeIssue, ...codes: readonly string[]): boolean {
  return list(issue.details?.coding).some(({ code }) => code !== undefined && codes.includes(code));
}

function issueText(issue: OperationOutcomeIssue): string {
  return (
    issue.details?.text ??
    list(issue.details?.coding).find((coding) => coding.display)?.display ??
    issue.diagnostics ??
    ''
  );
}
