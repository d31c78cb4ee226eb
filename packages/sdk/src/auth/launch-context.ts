/**
 * Launch context: what came along with the access token (SMART App Launch 2.2, "Launch context arrives
 * with your access_token").
 * @module
 */
import type { Identity } from './id-token.ts';

/** A resource in context other than the patient and the encounter. At least one of the first three is present. */
export interface ContextResource {
  readonly reference?: string;
  readonly canonical?: string;
  readonly identifier?: unknown;
  readonly type?: string;
  readonly role?: string;
}

export interface LaunchContext {
  /** Logical id of the Patient in context. */
  readonly patient: string;
  /** Logical id of the Encounter in context. */
  readonly encounter: string | undefined;
  /**
   * The person using the page: an absolute URL or a relative reference such as `Practitioner/1`, as sent. Given only
   * when `identity` is `verified`.
   */
  readonly fhirUser: string | undefined;
  /**
   * What is known of who signed in. `verified`: the server's signed statement was checked (OpenID Connect Core
   * §3.1.3.7). `unverified`: there was one, and it could not be checked, because the server names no keys or does not
   * let this page read them; so it names nobody here. `none`: nobody asked (scope `openid`), or no statement came. Which
   * patient's record may be read does not hang on it: that the access token says.
   */
  readonly identity: Identity;
  /** False when the EHR already shows who the patient is around this page. True unless the server said otherwise. */
  readonly needPatientBanner: boolean;
  /** What the person meant to do. Not standardised: an unknown intent means the default view. */
  readonly intent: string | undefined;
  readonly tenant: string | undefined;
  /** Where the EHR describes its look. Its values are untrusted CSS. */
  readonly styleUrl: string | undefined;
  readonly fhirContext: readonly ContextResource[];
}

/** The same of a sign-in that is for no patient in particular, as of staff who see a practice's day. */
export type PracticeContext = Omit<LaunchContext, 'patient' | 'encounter'>;

/** The patient in context, if there is one. */
export function patientIn(context: LaunchContext | PracticeContext): string | undefined {
  return 'patient' in context ? context.patient : undefined;
}

/** How to speak to the page of the EHR that launched this one (SMART Web Messaging 1.0, "Launch context parameters"). */
export interface MessagingOffer {
  /** `smart_web_messaging_origin`: the only origin to send messages to, and to hear them from. */
  readonly origin: string;
  /** `smart_web_messaging_handle`: whoever has it speaks for this launch. */
  readonly handle: string;
}

/** The context of a session that has no launch: a patient and nothing else. */
export function contextOf(patient: string): LaunchContext {
  return { ...practiceContext(), patient, encounter: undefined };
}

/** The context of a session that has no launch and no patient. */
export function practiceContext(): PracticeContext {
  return {
    fhirUser: undefined,
    identity: 'none',
    needPatientBanner: true,
    intent: undefined,
    tenant: undefined,
    styleUrl: undefined,
    fhirContext: [],
  };
}
