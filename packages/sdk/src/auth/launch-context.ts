/**
 * Launch context: what came along with the access token (SMART App Launch 2.2, "Launch context arrives
 * with your access_token").
 * @module
 */
import { stringOf } from './json.ts';

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
   * The person using the page: an absolute URL or a relative reference such as `Practitioner/1`, as sent. Good for
   * showing who is signed in; the token that carried it came straight from the token endpoint, but its signature is not
   * checked, so nothing may be granted on the strength of it.
   */
  readonly fhirUser: string | undefined;
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
  fhirUser: string | undefined,
): LaunchContext | undefined {
  const patient = logicalId(response.patient, 'Patient');
  if (patient === undefined) return undefined;
  return {
    patient,
    encounter: logicalId(response.encounter, 'Encounter'),
    fhirUser,
    needPatientBanner: response.need_patient_banner !== false && response.need_patient_banner !== 'false',
    intent: stringOf(response.intent),
    tenant: stringOf(response.tenant),
    styleUrl: httpsUrl(response.smart_style_url),
    fhirContext: Array.isArray(response.fhirContext) ? response.fhirContext.filter(isContextResource) : [],
  };
}

/** Servers are to send a bare id; some send a reference. */
function logicalId(value: unknown, type: string): string | undefined {
  return stringOf(value)?.replace(new RegExp(`^${type}/`), '');
}

function httpsUrl(value: unknown): string | undefined {
  const url = URL.parse(stringOf(value) ?? '');
  return url?.protocol === 'https:' || url?.hostname === 'localhost' ? url.href : undefined;
}

function isContextResource(value: unknown): value is ContextResource {
  if (typeof value !== 'object' || value === null) return false;
  return 'reference' in value || 'canonical' in value || 'identifier' in value;
}
