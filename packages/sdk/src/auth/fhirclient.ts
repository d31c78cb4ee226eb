/**
 * The only file that touches fhirclient. It is loaded when somebody signs in, by `import()`, and built into a chunk of
 * its own. Why these functions of it and not others: docs/decisions/0003-fhirclient-behind-one-file.md.
 * @module
 */
import { getAndCache } from 'fhirclient/lib/lib.js';
import * as security from 'fhirclient/lib/security/browser.js';
import { authorize, buildTokenRequest, getSecurityExtensions } from 'fhirclient/lib/smart.js';

type Adapter = Parameters<typeof authorize>[0];

/** What the authorization request says (SMART App Launch 2.2, "Obtain authorization code"). */
export interface AuthorizationRequest {
  /** The FHIR base URL, as the `aud` is to be. */
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  /** The EHR's launch token, in an EHR launch. */
  readonly launch: string | undefined;
}

/**
 * The server's SMART configuration as it sent it, or the part of it that a CapabilityStatement of an older server tells.
 * Always asked anew: fhirclient would otherwise remember a failure until the page is reloaded.
 */
export async function discover(issuer: string, signal: AbortSignal): Promise<unknown> {
  const base = issuer.replace(/\/*$/, '/');
  const options: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', signal };
  const wellKnown: unknown = await getAndCache(`${base}.well-known/smart-configuration`, options, true).catch(
    async (failure: unknown) => {
      // Told only if the older way fails too: the first failure is the one to repair.
      await getAndCache(`${base}metadata`, options, true).catch(() => Promise.reject(failure as Error));
      return undefined;
    },
  );
  if (wellKnown !== undefined) return wellKnown;
  const older = await getSecurityExtensions(issuer);
  return {
    authorization_endpoint: older.authorizeUri,
    token_endpoint: older.tokenUri,
    code_challenge_methods_supported: older.codeChallengeMethods,
  };
}

/**
 * The authorization request's parameters, and the PKCE verifier that goes with them. Call `discover` first: fhirclient
 * then finds its answer remembered and asks nothing.
 */
export async function authorizationRequest(
  request: AuthorizationRequest,
): Promise<{ readonly parameters: URLSearchParams; readonly codeVerifier: string }> {
  const memory = new Map<string, unknown>();
  const url = await authorize(adapter(memory), {
    iss: request.issuer,
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    scope: request.scope,
    stateKey: request.state,
    ...(request.launch !== undefined && { launch: request.launch }),
    noRedirect: true,
    completeInTarget: true,
    // Means "send S256 whatever the server says of it"; whether it must say so is decided by the caller.
    pkceMode: 'unsafeV1',
  });
  const { authorizeUri, codeVerifier } = memory.get(request.state) as { authorizeUri: string; codeVerifier: string };
  // It writes "?" after the endpoint even where the endpoint has one, so only what follows is taken.
  return { parameters: new URLSearchParams(String(url).slice(authorizeUri.length + 1)), codeVerifier };
}

/** The request that exchanges a code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5), to be sent by the caller. */
export function tokenRequest(exchange: {
  readonly code: string;
  readonly codeVerifier: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly redirectUri: string;
}): Promise<RequestInit> {
  const { code, codeVerifier, tokenEndpoint, clientId, redirectUri } = exchange;
  return buildTokenRequest(adapter(new Map()), {
    // It puts the code into the form body as it is, so that "+" or "&" in a code would arrive as something else.
    code: encodeURIComponent(code),
    state: { serverUrl: '', tokenUri: tokenEndpoint, clientId, redirectUri, codeVerifier },
  });
}

/**
 * fhirclient's view of the page: an empty URL, so that no `iss`, `clientId`, `patientId` or `fhirServiceUrl` in the real
 * one can override what the host set, and a memory that is dropped with the call.
 */
function adapter(memory: Map<string, unknown>): Adapter {
  const unused = (): never => {
    throw new Error('fhirclient was asked for something that this page does itself.');
  };
  return {
    options: { fullSessionStorageSupport: false, replaceBrowserHistory: false },
    security,
    getUrl: () => new URL('https://page.invalid/'),
    getStorage: () => ({
      get: (key) => Promise.resolve(memory.get(key)),
      set: (key, value: unknown) => Promise.resolve(memory.set(key, value)),
      unset: (key) => Promise.resolve(memory.delete(key)),
    }),
    getAbortController: () => AbortController,
    relative: unused,
    redirect: unused,
    btoa: unused,
    atob: unused,
    base64urlencode: unused,
    base64urldecode: unused,
    getSmartApi: unused,
  };
}
