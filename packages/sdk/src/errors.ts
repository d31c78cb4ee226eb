/**
 * Typed errors. Every failure the SDK can tell apart has a code; the message says what is so and what to do next, for
 * a developer reading a console. It never holds PHI or a token. Elements word the code again for patients and clinicians.
 * @module
 */
import type { FhirResource, OperationOutcome } from 'fhir/r4.js';

/** Why signing in, or staying signed in, did not work. */
export type SignInErrorCode =
  | 'issuer-not-allowed'
  | 'discovery-failed'
  | 'popup-blocked'
  | 'popup-closed'
  | 'access-denied'
  | 'authorization-failed'
  | 'state-mismatch'
  | 'code-rejected'
  | 'id-token-invalid'
  | 'token-request-failed'
  | 'no-patient'
  | 'nothing-granted'
  | 'session-expired'
  | 'session-idle'
  | 'storage-unavailable';

/** Why a FHIR request did not give data, or did not change it. */
export type FhirErrorCode =
  /** The reader's device has no network. */
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'not-supported'
  | 'rejected'
  | 'conflict'
  | 'throttled'
  | 'server-error'
  | 'bad-response'
  /** A change was sent, and whether it was made could not be found out. */
  | 'outcome-unknown';

/** A mistake in how the host page set things up. */
export type ConfigurationErrorCode = 'bad-configuration';

export type EhrErrorCode = SignInErrorCode | FhirErrorCode | ConfigurationErrorCode;

/** Facts about a failure that are safe to show and log: no PHI, no token. */
export interface EhrErrorDetails {
  /** HTTP status, when the server answered. */
  readonly status?: number;
  /** The OAuth `error` code the authorization server gave (RFC 6749 §4.1.2.1, §5.2). */
  readonly oauthError?: string;
  /** The issuer or FHIR base URL concerned. */
  readonly server?: string;
  /** The FHIR resource type concerned. */
  readonly resourceType?: string;
  /** What a FHIR server said, as sent (FHIR R4 §2.37). May hold PHI: reachable, never part of the message. */
  readonly outcome?: OperationOutcome;
  /** Of a change that was not made, or perhaps not. PHI: reachable, never part of the message. */
  readonly versions?: Versions;
  readonly cause?: unknown;
}

/** Both sides of a change, for a reader to choose between. */
export interface Versions {
  /** What was sent; undefined for a deletion. */
  readonly sent?: FhirResource;
  /** What the server has now, where it could be read. */
  readonly current?: FhirResource;
}

/** Base of every error the SDK throws or reports. Switch on `code`. */
export class EhrError extends Error {
  readonly code: EhrErrorCode;
  readonly status: number | undefined;
  readonly oauthError: string | undefined;
  readonly server: string | undefined;
  readonly resourceType: string | undefined;
  declare readonly outcome: OperationOutcome | undefined;
  declare readonly versions: Versions | undefined;

  constructor(code: EhrErrorCode, message: string, details: EhrErrorDetails = {}) {
    super(message);
    this.name = 'EhrError';
    this.code = code;
    this.status = details.status;
    this.oauthError = details.oauthError;
    this.server = details.server;
    this.resourceType = details.resourceType;
    // These may hold a URL with a patient id, or a server's words about a patient: reachable, never enumerated into a log.
    for (const name of ['outcome', 'versions', 'cause'] as const) {
      Object.defineProperty(this, name, { value: details[name], enumerable: false });
    }
  }
}

/** Anything thrown, as an EhrError: itself when it is one, otherwise wrapped under `code`. */
export function asEhrError(thrown: unknown, code: EhrErrorCode, message: string): EhrError {
  return thrown instanceof EhrError ? thrown : new EhrError(code, message, { cause: thrown });
}
