/**
 * Reading what came along with the access token (SMART App Launch 2.2, "Launch context arrives with your access_token").
 * @module
 */
import { isProtected } from './base-url.ts';
import type { SignedInPerson } from './id-token.ts';
import { objectOf, stringOf } from './json.ts';
import type { ContextResource, LaunchContext, MessagingOffer, PracticeContext } from './launch-context.ts';

/**
 * Reads the context out of a token response; one without a patient where it names none. Undefined when what it names can be
 * no patient. Other wrongly typed members are left out.
 */
export function readLaunchContext(
  response: Readonly<Record<string, unknown>>,
  { identity, fhirUser }: SignedInPerson,
): LaunchContext | PracticeContext | undefined {
  const context: PracticeContext = {
    fhirUser,
    identity,
    needPatientBanner: response.need_patient_banner !== false && response.need_patient_banner !== 'false',
    intent: stringOf(response.intent),
    tenant: stringOf(response.tenant),
    styleUrl: httpsUrl(response.smart_style_url),
    fhirContext: Array.isArray(response.fhirContext) ? response.fhirContext.flatMap(contextResource) : [],
  };
  if (response.patient === undefined || response.patient === null) return context;
  const patient = logicalId(response.patient, 'Patient');
  return patient === undefined
    ? undefined
    : { ...context, patient, encounter: logicalId(response.encounter, 'Encounter') };
}

/**
 * Servers are to send a bare id; some send a reference, and some ids with letters that FHIR does not have. What could mean
 * everybody, or several, when it is searched for is no id.
 */
function logicalId(value: unknown, type: string): string | undefined {
  const id = stringOf(value)?.replace(new RegExp(`^${type}/`), '');
  return id !== undefined && /^[\w.~:=-]+$/.test(id) ? id : undefined;
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

/** What a token response offers for messages; undefined without a handle, or an encrypted origin to use it at. */
export function readMessagingOffer(response: Readonly<Record<string, unknown>>): MessagingOffer | undefined {
  const handle = stringOf(response.smart_web_messaging_handle);
  const url = URL.parse(stringOf(response.smart_web_messaging_origin) ?? '');
  return handle && url && isProtected(url) ? { origin: url.origin, handle } : undefined;
}
