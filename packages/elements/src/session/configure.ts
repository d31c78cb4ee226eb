import { openSession, proxySession, tokenSession, type Session } from '@ehr-widgets/sdk';
import type { smartSession } from '@ehr-widgets/sdk/smart';
import type { SessionConfiguration } from './configuration.ts';

/** The session asked for; or what is wrong with the asking; or neither, while the host has said nothing yet. */
export type Configured = { readonly session: Session } | { readonly mistake: string } | undefined;

const PATIENT_SCOPES = 'launch/patient openid fhirUser patient/*.rs';
const LAUNCH_SCOPES = 'launch openid fhirUser patient/*.rs';
const MINUTE = 60_000;

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
  if (way && other) return both(given, way, other);
  switch (way) {
    case 'bundle':
      return ofBundle(given);
    case 'issuer':
      // With an issuer the scope says that no patient is needed.
      if (given.practice) return both(given, way, 'practice');
      return given.clientId
        ? signingIn(given)
        : { mistake: `<${given.tag} issuer> needs a client-id, as registered with the server.` };
    case 'fhir-base':
      return ofHost(given);
    default:
      return orphan(given);
  }
}

async function ofBundle({ bundle, name, tag }: SessionConfiguration): Promise<Configured> {
  const { bundleSession } = await import('@ehr-widgets/sdk/bundle');
  return bundle && made(tag, () => bundleSession({ bundle, ...(name && { name }) }));
}

let makeSmartSession: typeof smartSession | undefined;

/** Loads the code for signing in. A place that is added afterwards has its session at once, in the click itself. */
export async function loadSignIn(): Promise<void> {
  makeSmartSession ??= (await import('@ehr-widgets/sdk/smart')).smartSession;
}

function signingIn(given: SessionConfiguration): Configured | Promise<Configured> {
  return makeSmartSession
    ? smartPlace(given, makeSmartSession)
    : loadSignIn().then(() => makeSmartSession && smartPlace(given, makeSmartSession));
}

function smartPlace(
  { clientId, launch, name, keep, ...given }: SessionConfiguration,
  make: typeof smartSession,
): Configured {
  const issuer = given.issuer.split(/\s+/).filter(Boolean);
  const scope = given.scope || (launch === 'ehr' ? LAUNCH_SCOPES : PATIENT_SCOPES);
  const redirect = given.redirectUri ? { redirectUri: given.redirectUri } : {};
  const options = { issuer, clientId, scope, keep, ...redirect, ...(name && { name }), ...life(given) };
  return made(given.tag, () => make(options));
}

function ofHost(given: SessionConfiguration): Configured {
  const { tag, fhirBase, patient, practice, getToken, proxy, scope, name } = given;
  if (patient && practice) return both(given, 'patient', 'practice');
  if (!patient && !practice) return { mistake: `<${tag} fhir-base> needs a patient, the Patient's id at that server.` };
  if (getToken && proxy) return both(given, 'proxy', 'getToken');
  const whose = practice ? { practice } : { patient };
  const options = { fhirBase, ...whose, ...(name && { name }), ...life(given) };
  if (getToken) return made(tag, () => tokenSession({ ...options, getToken, ...(scope && { scope }) }));
  return made(tag, () => (proxy ? proxySession : openSession)(options));
}

function both({ tag }: SessionConfiguration, one: string, other: string): Configured {
  return { mistake: `<${tag}> has both ${one} and ${other}. Give one of them.` };
}

/** How long a page may lie unused, in milliseconds. */
function life({ idleMinutes, warnMinutes }: Pick<SessionConfiguration, 'idleMinutes' | 'warnMinutes'>): {
  readonly idle?: { readonly after: number; readonly warn?: number };
} {
  if (idleMinutes === undefined) return {};
  return { idle: { after: idleMinutes * MINUTE, ...(warnMinutes !== undefined && { warn: warnMinutes * MINUTE }) } };
}

function made(tag: string, make: () => Session): Configured {
  try {
    return { session: make() };
  } catch (error) {
    return { mistake: `<${tag}> is not set up right. ${error instanceof Error ? error.message : ''}` };
  }
}

/**
 * Nothing says where the record is. Silent while nothing at all has been said, or only what the places inside share; a
 * mistake when a part has.
 */
function orphan(given: SessionConfiguration): Configured {
  if (given.clientId || given.scope || given.launch) {
    return { mistake: `<${given.tag}> needs an issuer: the FHIR base URL of the server to sign in at.` };
  }
  if (given.patient || given.practice || given.proxy || given.getToken) {
    return { mistake: `<${given.tag}> needs a fhir-base: the FHIR base URL to read from.` };
  }
  return undefined;
}
