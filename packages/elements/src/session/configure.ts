import { bundleSession, openSession, proxySession, smartSession, tokenSession, type Session } from '@ehr-widgets/sdk';

/** A FHIR Bundle as `JSON.parse` gives it. */
export type FhirBundle = Parameters<typeof bundleSession>[0]['bundle'];

/** Gives an access token that the host got by its own means. */
export type GetToken = Parameters<typeof tokenSession>[0]['getToken'];

/** What a host has said about its session, in attributes and properties. */
export interface SessionConfiguration {
  readonly session: Session | undefined;
  readonly bundle: FhirBundle | undefined;
  readonly getToken: GetToken | undefined;
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly launch: string;
  readonly fhirBase: string;
  readonly patient: string;
  readonly proxy: boolean;
  readonly name: string;
}

/** The session asked for; or what is wrong with the asking; or neither, while the host has said nothing yet. */
export type Configured = { readonly session: Session } | { readonly mistake: string } | undefined;

const PATIENT_SCOPES = 'launch/patient openid fhirUser patient/*.rs';
const LAUNCH_SCOPES = 'launch openid fhirUser patient/*.rs';

/** Makes the session that a configuration describes. */
export function configure(given: SessionConfiguration): Configured {
  const ways = [
    given.session && 'session',
    given.bundle && 'bundle',
    given.issuer && 'issuer',
    given.fhirBase && 'fhir-base',
  ];
  const [way, other] = ways.filter(Boolean);
  // An explicit session wins over everything, as a host that has one knows best.
  if (given.session) return { session: given.session };
  if (other) return { mistake: `<ehr-session> has both ${way} and ${other}. Give one of them.` };
  try {
    return make(way, given);
  } catch (error) {
    return { mistake: `<ehr-session> is not set up right. ${error instanceof Error ? error.message : ''}` };
  }
}

function make(way: string | undefined, given: SessionConfiguration): Configured {
  const name = given.name ? { name: given.name } : {};
  switch (way) {
    case 'bundle':
      return given.bundle && { session: bundleSession({ bundle: given.bundle, ...name }) };
    case 'issuer': {
      if (!given.clientId) return { mistake: '<ehr-session issuer> needs a client-id, as registered with the server.' };
      const issuer = given.issuer.split(/\s+/).filter(Boolean);
      const scope = given.scope || (given.launch === 'ehr' ? LAUNCH_SCOPES : PATIENT_SCOPES);
      const redirect = given.redirectUri ? { redirectUri: given.redirectUri } : {};
      return { session: smartSession({ issuer, clientId: given.clientId, scope, ...redirect, ...name }) };
    }
    case 'fhir-base': {
      const { fhirBase, patient, getToken } = given;
      if (!patient) return { mistake: "<ehr-session fhir-base> needs a patient, the Patient's id at that server." };
      if (getToken && given.proxy) return { mistake: '<ehr-session> has both proxy and getToken. Give one of them.' };
      if (getToken)
        return {
          session: tokenSession({ fhirBase, patient, getToken, ...(given.scope && { scope: given.scope }), ...name }),
        };
      return { session: (given.proxy ? proxySession : openSession)({ fhirBase, patient, ...name }) };
    }
    default:
      return orphan(given);
  }
}

/** Nothing says where the record is. Silent while nothing at all has been said; a mistake when only a part has. */
function orphan(given: SessionConfiguration): Configured {
  if (given.clientId || given.scope || given.redirectUri || given.launch) {
    return { mistake: '<ehr-session> needs an issuer: the FHIR base URL of the server to sign in at.' };
  }
  if (given.patient || given.proxy || given.getToken) {
    return { mistake: '<ehr-session> needs a fhir-base: the FHIR base URL to read from.' };
  }
  return undefined;
}
