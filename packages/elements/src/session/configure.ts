import { openSession, proxySession, tokenSession, type Session } from '@ehr-widgets/sdk';
import type { SessionConfiguration } from './configuration.ts';

/** The session asked for; or what is wrong with the asking; or neither, while the host has said nothing yet. */
export type Configured = { readonly session: Session } | { readonly mistake: string } | undefined;

const PATIENT_SCOPES = 'launch/patient openid fhirUser patient/*.rs';
const LAUNCH_SCOPES = 'launch openid fhirUser patient/*.rs';

/**
 * Makes the session that a configuration describes: at once where the host says where the record is, later where the
 * code for it is loaded first (signing in, a Bundle).
 * @throws Rejects when that code could not be loaded.
 */
export function configure(given: SessionConfiguration): Configured | Promise<Configured> {
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
  switch (way) {
    case 'bundle':
      return ofBundle(given);
    case 'issuer':
      return given.clientId
        ? signingIn(given)
        : { mistake: '<ehr-session issuer> needs a client-id, as registered with the server.' };
    case 'fhir-base':
      return ofHost(given);
    default:
      return orphan(given);
  }
}

async function ofBundle({ bundle, name }: SessionConfiguration): Promise<Configured> {
  const { bundleSession } = await import('@ehr-widgets/sdk/bundle');
  return bundle && made(() => bundleSession({ bundle, ...(name && { name }) }));
}

async function signingIn({ clientId, launch, name, ...given }: SessionConfiguration): Promise<Configured> {
  const { smartSession } = await import('@ehr-widgets/sdk/smart');
  const issuer = given.issuer.split(/\s+/).filter(Boolean);
  const scope = given.scope || (launch === 'ehr' ? LAUNCH_SCOPES : PATIENT_SCOPES);
  const redirect = given.redirectUri ? { redirectUri: given.redirectUri } : {};
  return made(() => smartSession({ issuer, clientId, scope, ...redirect, ...(name && { name }) }));
}

function ofHost({ fhirBase, patient, getToken, proxy, scope, name }: SessionConfiguration): Configured {
  if (!patient) return { mistake: "<ehr-session fhir-base> needs a patient, the Patient's id at that server." };
  if (getToken && proxy) return { mistake: '<ehr-session> has both proxy and getToken. Give one of them.' };
  const options = { fhirBase, patient, ...(name && { name }) };
  if (getToken) return made(() => tokenSession({ ...options, getToken, ...(scope && { scope }) }));
  return made(() => (proxy ? proxySession : openSession)(options));
}

function made(make: () => Session): Configured {
  try {
    return { session: make() };
  } catch (error) {
    return { mistake: `<ehr-session> is not set up right. ${error instanceof Error ? error.message : ''}` };
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
