/**
 * What went wrong with a request, as an error that says what to do next. Each cause has a code of its own.
 * @module
 */
import type { OperationOutcome } from 'fhir/r4.js';
import { EhrError, type EhrErrorCode } from '../errors.ts';
import { issuesOf, saysNotSupported, saysRequired, saysWithheld } from './outcome.ts';

/** What was asked, as far as an error may name it. */
export interface Asked {
  /** FHIR base URL. */
  readonly base: string;
  readonly resourceType?: string | undefined;
}

/** An error about a request. `says` follows the name of the server. */
export function failure(
  code: EhrErrorCode,
  says: string,
  { base, resourceType }: Asked,
  details: { readonly status?: number; readonly outcome?: OperationOutcome | undefined; readonly cause?: unknown } = {},
): EhrError {
  const { outcome, ...rest } = details;
  return new EhrError(code, `${base} ${says}`, {
    server: base,
    ...rest,
    ...(outcome && { outcome }),
    ...(resourceType && { resourceType }),
  });
}

/** The answer was a refusal. */
export function refused(status: number, outcome: OperationOutcome | undefined, asked: Asked): EhrError {
  const code = codeOf(status, outcome);
  return failure(code, `answered ${status}. ${ADVICE[code] ?? ''}`.trim(), asked, { status, outcome });
}

/** An outcome with an error in it came where data was due, with a status that says that all is well. */
export function refusedWithin(status: number, outcome: OperationOutcome, asked: Asked): EhrError {
  const code =
    issuesOf(outcome)
      .map((issue) => CODE_OF_ISSUE[issue.code])
      .find(Boolean) ?? 'rejected';
  const says = `answered ${status}, and with an error in the place of data. ${ADVICE[code] ?? ''}`.trim();
  return failure(saysWithheld(outcome) ? 'forbidden' : code, says, asked, { status, outcome });
}

/** No answer came. */
export function unanswered(timedOut: boolean, asked: Asked, cause: unknown): EhrError {
  if (timedOut) return failure('timeout', 'did not answer in time. Try again in a few minutes.', asked, { cause });
  // Only false is to be believed: true means no more than that there is some network.
  if (globalThis.navigator?.onLine === false) {
    return failure('offline', 'could not be asked: this device is offline. Connect it, then try again.', asked, {
      cause,
    });
  }
  // A refusal without CORS headers, as servers send for a token that has expired, is no answer to a page.
  const advice = 'Check the network, and that the server allows this page by CORS; or sign in again.';
  return failure('unreachable', `could not be reached. ${advice}`, asked, { cause });
}

/** An answer came that is no FHIR JSON. */
export function unreadable(text: string, status: number, asked: Asked, cause: unknown): EhrError {
  const says = isMarkup(text)
    ? 'answered with a web page or XML, not with FHIR JSON. A proxy or a sign-in page may stand before it.'
    : 'answered with something that is not whole FHIR JSON. Nothing of it was used.';
  return failure('bad-response', says, asked, { status, cause });
}

/** A page of a proxy stays what it is when it is asked for again; JSON that breaks off need not. */
export function isMarkup(text: string): boolean {
  return /^\s*</.test(text);
}

function codeOf(status: number, outcome: OperationOutcome | undefined): EhrErrorCode {
  if (saysWithheld(outcome)) return 'forbidden';
  if (saysNotSupported(outcome) || status === 405 || status === 501) return 'not-supported';
  // Oracle Health answers 500 for what lacks something (docs.oracle.com, Millennium R4).
  if (status === 500 && saysRequired(outcome)) return 'rejected';
  return CODE_OF_STATUS[status] ?? (status >= 500 ? 'server-error' : 'rejected');
}

const CODE_OF_STATUS: Readonly<Record<number, EhrErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  412: 'conflict',
  429: 'throttled',
};

/** IssueType (FHIR R4 §4.4.1.346), as far as it says more than that the request was not acceptable. */
const CODE_OF_ISSUE: Readonly<Record<string, EhrErrorCode>> = {
  login: 'unauthorized',
  forbidden: 'forbidden',
  security: 'forbidden',
  suppressed: 'forbidden',
  'not-found': 'not-found',
  deleted: 'gone',
  'not-supported': 'not-supported',
  conflict: 'conflict',
  throttled: 'throttled',
  transient: 'server-error',
  timeout: 'server-error',
  'lock-error': 'server-error',
  'no-store': 'server-error',
  exception: 'server-error',
};

const ADVICE: Partial<Record<EhrErrorCode, string>> = {
  unauthorized: 'Sign in again.',
  forbidden: 'The sign-in does not permit this. Ask for the scope that it needs.',
  throttled: 'It is busy. Wait a minute, then try again.',
  'server-error': 'Try again in a few minutes.',
  conflict: 'It was changed in the meantime. Read it again, then repeat the change.',
  rejected: 'The request was not acceptable to this server.',
};
