/**
 * Refusals: every request that is not carried out is answered by an OperationOutcome that says what was wrong
 * (FHIR R4 §3.1.0.1.7, https://hl7.org/fhir/R4/operationoutcome.html).
 * @module
 */

/** The IssueType codes this server uses (https://hl7.org/fhir/R4/valueset-issue-type.html). */
export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'code-invalid'
  | 'security'
  | 'forbidden'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'conflict'
  | 'expired'
  | 'business-rule'
  | 'too-costly'
  | 'exception'
  | 'informational';

export interface Issue {
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: IssueCode;
  /** For a developer: what was wrong and where. Holds the request's own words, never a stored value or a stack trace. */
  readonly diagnostics: string;
  /** FHIRPath of the element concerned. */
  readonly expression?: readonly string[];
}

export interface OperationOutcome {
  readonly resourceType: 'OperationOutcome';
  readonly issue: readonly Issue[];
}

/** Thrown wherever a request cannot be carried out; the dispatcher turns it into the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    issue: IssueCode | readonly Issue[],
    diagnostics = '',
    headers: Readonly<Record<string, string>> = {},
  ) {
    const issues = typeof issue === 'string' ? [{ severity: 'error' as const, code: issue, diagnostics }] : issue;
    super(issues.map((each) => each.diagnostics).join(' '));
    this.name = 'Refusal';
    this.status = status;
    this.issues = issues;
    this.headers = headers;
  }
}

export function operationOutcome(issues: readonly Issue[]): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: issues };
}

/** Anything thrown as a refusal. What is not one is our own failure, whose details stay inside. */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  return new Refusal(500, 'exception', 'The server failed at this request; nothing of it was stored.');
}
