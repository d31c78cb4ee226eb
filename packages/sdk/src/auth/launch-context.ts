/**
 * Launch context: what came along with the access token (SMART App Launch 2.2, "Launch context arrives
 * with your access_token").
 * @module
 */
import { isProtected } from './base-url.ts';
import type { Identity, SignedInPerson } from './id-token.ts';
import { objectOf, stringOf } from './json.ts';

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

/** The context of a session that has no launch: a patient and nothing else. */
export function contextOf(patient: string): LaunchContext {
  return {
    patient,
    encounter: undefined,
    fhirUser: undefined,
    identity: 'none',
    needPatientBanner: true,
    intent: undefined,
    tenant: undefined,
    styleUrl: undefined,
    fhirContext: [],
  };
}

/** Reads the context out of a token response. Undefined when it names no patient. Wrongly typed members are left out. */
export function readLaunchContext(
  response: Readonly<Record<string, unknown>>,
  { identity, fhirUser }: SignedInPerson,
): LaunchContext | undefined {
  const patient = logicalId(response.patient, 'Patient');
  if (patient === undefined) return undefined;
  return {
    patient,
    encounter: logicalId(response.encounter, 'Encounter'),
    fhirUser,
    identity,
    needPatientBanner: response.need_patient_banner !== false && response.need_patient_banner !== 'false',
    intent: stringOf(response.intent),
    tenant: stringOf(response.tenant),
    styleUrl: httpsUrl(response.smart_style_url),
    fhirContext: Array.isArray(response.fhirContext) ? response.fhirContext.flatMap(contextResource) : [],
  };
}

/** Servers are to send a bare id; some send a reference. */
function logicalId(value: unknown, type: string): string | undefined {
  return stringOf(value)?.replace(new RegExp(`^${type}/`), '');
}

function httpsUrl(value: unknown): string | undefined {
  const url = URL.parse(stringOf(value) ?? '');
  return url && isProtected(url) ? url.href : undefined;
}

/** One entry of `fhirContext`, or none: its parts may be wrongly typed. */
function contextResource(value: unknown): ContextResource[] {
  const json = objectOf(value) ?? {};
  const [reference, canonical, type, role] = [json.reference, json.canonical, json.type, json.role].map(stringOf);
  const identifier = objectOf(json.identifier);
  if (reference === undefined && canonical === undefined && identifier === undefined) return [];
  // These two have members of their own; here they may only stand for somebody or something else.
  if (role === undefined && /^(Patient|Encounter)\//.test(reference ?? '')) return [];
  return [
    {
      ...(reference !== undefined && { reference }),
      ...(canonical !== undefined && { canonical }),
      ...(identifier !== undefined && { identifier }),
      ...(type !== undefined && { type }),
      ...(role !== undefined && { role }),
    },
  ];
}

/** How to speak to the page of the EHR that launched this one (SMART Web Messaging 1.0, "Launch context parameters"). */
export interface MessagingOffer {
  /** `smart_web_messaging_origin`: the only origin to send messages to, and to hear them from. */
  readonly origin: string;
  /** `smart_web_messaging_handle`: whoever has it speaks for this launch. */
  readonly handle: string;
}

/** What a token response offers for messages; undefined without a handle, or an encrypted origin to use it at. */
export function readMessagingOffer(response: Readonly<Record<string, unknown>>): MessagingOffer | undefined {
  const handle = stringOf(response.smart_web_messaging_handle);
  const url = URL.parse(stringOf(response.smart_web_messaging_origin) ?? '');
  return handle && url && isProtected(url) ? { origin: url.origin, handle } : undefined;
}
