/**
 * The authorization code flow with PKCE, from "this server" to "these tokens, this patient"
 * (SMART App Launch 2.2, "Obtain authorization code" and "Obtain access token"). How the person gets to the server and back is up to the caller.
 * @module
 */
import { EhrError } from '../errors.ts';
import type { ClientForm } from './client-form.ts';
import { type SmartConfiguration, readConfiguration } from './configuration.ts';
import type { Environment } from './environment.ts';
import type { SignedInPerson } from './id-token.ts';
import { stringOf } from './json.ts';
import type { LaunchContext, MessagingOffer, PracticeContext } from './launch-context.ts';
import { authorizationCode } from './response.ts';
import { scopesFor } from './scope-generations.ts';
import { grantsData, grantsPractice, listScopes } from './scopes.ts';
import { readLaunchContext, readMessagingOffer } from './token-context.ts';
import { type TokenSet, requestTokens } from './tokens.ts';

/** How long discovery may take, in milliseconds. */
const TIMEOUT = 30_000;

/** This page, as the authorization server knows it. */
export interface SmartClient {
  readonly clientId: string;
  /** Absolute, exactly as registered. */
  readonly redirectUri: string;
  readonly scope: string;
  /** `required`: refuse a server that does not say it takes PKCE with S256. `unadvertised`: send it nevertheless. */
  readonly pkce: 'required' | 'unadvertised';
  /** How the authorization request is sent: in the address, or as a form for a server that asks for that. */
  readonly authorizeBy: 'get' | 'post';
  /** How a server that can keep a key or a secret shows who it is; a page has neither. */
  readonly form?: ClientForm;
}

/** Where to send the person's browser. */
export interface AuthorizationTarget {
  /** With `form` the endpoint alone, else the whole request. */
  readonly url: string;
  /** To be posted, when the request goes as a form (SMART App Launch 2.2, capability `authorize-post`). */
  readonly form: URLSearchParams | undefined;
}

/** What has to be remembered while the person is away at the authorization server. */
export interface Attempt {
  /** The FHIR base URL, as sent in `aud`. */
  readonly issuer: string;
  readonly state: string;
  readonly codeVerifier: string;
  /** OpenID Connect Core §3.1.2.1; sent when an id_token is asked for. */
  readonly nonce: string;
}

/** The outcome of a sign-in. */
export interface SignedIn {
  readonly tokens: TokenSet;
  /** Without a patient where none was asked for, and staff may see more than one patient's record. */
  readonly context: LaunchContext | PracticeContext;
  readonly configuration: SmartConfiguration;
  /** Beside the context and not in it: the handle is not for every script of the page. */
  readonly messaging: MessagingOffer | undefined;
}

/**
 * Finds out where to send the person, and prepares what is to be remembered.
 * @throws EhrError `discovery-failed`
 */
export async function beginAuthorization(
  client: SmartClient,
  issuer: string,
  launch?: string,
): Promise<{
  readonly target: AuthorizationTarget;
  readonly attempt: Attempt;
  readonly configuration: SmartConfiguration;
}> {
  const { authorizationRequest } = await import('./fhirclient.ts');
  const configuration = await configurationOf(client, issuer);
  const asked = scopesFor(configuration, listScopes(client.scope)).join(' ');
  const scope = launch === undefined ? asked : withLaunchScope(asked);
  const attempt = { issuer, state: randomText(), nonce: randomText() };
  const { parameters, codeVerifier } = await authorizationRequest({ ...client, ...attempt, scope, launch });
  if (listScopes(scope).includes('openid')) parameters.set('nonce', attempt.nonce);
  const target = targetOf(configuration, parameters, client.authorizeBy);
  return { target, attempt: { ...attempt, codeVerifier }, configuration };
}

/**
 * Takes the authorization server's response, the query of the redirect, for tokens.
 * @param known The server's configuration, when the page has not been left in the meantime.
 * @throws EhrError `state-mismatch`, `access-denied`, `authorization-failed`, `discovery-failed`, `code-rejected`,
 *   `token-request-failed`, `nothing-granted`, `id-token-invalid`, `no-patient`
 */
export async function finishAuthorization(
  client: SmartClient,
  attempt: Attempt,
  response: string,
  environment: Environment,
  known?: SmartConfiguration,
): Promise<SignedIn> {
  const { issuer } = attempt;
  // Before anything else, and before anything is sent: is this the answer to our question?
  const parameters = new URLSearchParams(response);
  const code = authorizationCode(parameters, attempt.state, issuer);
  const [configuration, { tokenRequest }] = await Promise.all([
    known ?? configurationOf(client, issuer),
    import('./fhirclient.ts'),
  ]);
  refuseOtherServer(parameters.getAll('iss'), configuration, issuer);
  const asked = scopesFor(configuration, listScopes(client.scope));
  const { tokenEndpoint } = configuration;
  const { clientId, redirectUri, form } = client;
  const exchange = await tokenRequest({
    code,
    codeVerifier: attempt.codeVerifier,
    tokenEndpoint,
    clientId,
    redirectUri,
  });
  const { tokens, json } = await requestTokens(
    environment,
    { url: tokenEndpoint, server: issuer },
    form ? await form(withoutClient(exchange), tokenEndpoint) : exchange,
    { scopes: asked },
    {
      code: 'code-rejected',
      message: `${issuer} did not take the sign-in code: it was old or already used. Sign in again.`,
    },
  );
  if (grantsData(asked) && !grantsData(tokens.scopes)) throw nothingGranted(issuer);
  const person = await personIn(json, client, attempt, configuration, environment);
  const context = readLaunchContext(json, person);
  if (!context || !('patient' in context || isForPractice(asked, tokens.scopes, context))) throw noPatient(issuer);
  return { tokens, configuration, context, messaging: readMessagingOffer(json) };
}

/** Whether nobody has to choose a patient: none was asked for, and who signed in is staff. */
function isForPractice(asked: readonly string[], granted: readonly string[], { fhirUser }: PracticeContext): boolean {
  if (asked.includes('launch/patient') || !grantsPractice(granted)) return false;
  // Whom the server knows as a patient, or as their relative, sees no more with a scope of that kind.
  return !/(^|\/)(Patient|RelatedPerson|Person)\/[^/]+$/.test(fhirUser ?? '');
}

/** What is asked, without the client's id: a confidential client leaves it out, and proves it. */
function withoutClient(request: RequestInit): Readonly<Record<string, string>> {
  const { client_id: _, ...parameters } = Object.fromEntries(new URLSearchParams(request.body as string));
  return parameters;
}

async function personIn(
  json: Readonly<Record<string, unknown>>,
  { scope, clientId }: SmartClient,
  { issuer, nonce }: Attempt,
  configuration: SmartConfiguration,
  environment: Environment,
): Promise<SignedInPerson> {
  const idToken = listScopes(scope).includes('openid') ? stringOf(json.id_token) : undefined;
  if (idToken === undefined) return { identity: 'none', fhirUser: undefined };
  const { identify } = await import('./id-token.ts');
  return identify(idToken, { configuration, clientId, nonce, server: issuer }, environment);
}

/** Addresses that are longer are cut off, or refused, by some servers and by what stands before them. */
const LONGEST_ADDRESS = 2000;

function targetOf(
  { authorizationEndpoint, capabilities }: SmartConfiguration,
  parameters: URLSearchParams,
  by: SmartClient['authorizeBy'],
): AuthorizationTarget {
  // The endpoint may have a query of its own, which stays, apart from what the request says itself (RFC 6749 §3.1).
  const endpoint = new URL(authorizationEndpoint);
  for (const name of parameters.keys()) endpoint.searchParams.delete(name);
  const whole = new URL(endpoint);
  for (const [name, value] of parameters) whole.searchParams.append(name, value);
  const isTooLong = whole.href.length > LONGEST_ADDRESS && capabilities.includes('authorize-post');
  return by === 'post' || isTooLong ? { url: endpoint.href, form: parameters } : { url: whole.href, form: undefined };
}

async function configurationOf(client: SmartClient, issuer: string): Promise<SmartConfiguration> {
  const { discover } = await import('./fhirclient.ts');
  const document = await discover(issuer, AbortSignal.timeout(TIMEOUT)).catch((thrown: unknown) => {
    const status = (thrown as { status?: unknown }).status;
    throw new EhrError(
      'discovery-failed',
      `${issuer} did not say how to sign in${typeof status === 'number' ? `: it answered ${status}` : ''}. ` +
        'Check the address, that the server is up, and that it allows this page by CORS.',
      { server: issuer, cause: thrown, ...(typeof status === 'number' && { status }) },
    );
  });
  const configuration = readConfiguration(document, issuer.replace(/\/+$/, ''));
  if (client.pkce === 'required' && !configuration.offersPkce) {
    throw new EhrError(
      'discovery-failed',
      `${issuer} does not say that it takes PKCE with S256, which protects the sign-in code. ` +
        "If it is known to take it nevertheless, set pkce to 'unadvertised'.",
      { server: issuer },
    );
  }
  return configuration;
}

/** An EHR launch needs the scope `launch` (SMART App Launch 2.2, "Scopes for requesting context data"); `launch/patient` is another one. */
function withLaunchScope(scope: string): string {
  return listScopes(scope).includes('launch') ? scope : `launch ${scope}`;
}

/** 256 bits: SMART App Launch 2.2, "App protection", asks for at least 122. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** Mix-up defence (RFC 9207 §2.4): a response that names its sender, or would have to, names the one that was asked. */
function refuseOtherServer(senders: readonly string[], configuration: SmartConfiguration, issuer: string): void {
  const isMissing = senders.length === 0 && configuration.namesItself;
  const isOther = configuration.issuer !== undefined && senders.some((sender) => sender !== configuration.issuer);
  if (isMissing || isOther || senders.length > 1) throw notOurs(issuer);
}

function notOurs(issuer: string): EhrError {
  const message = `The answer to the sign-in at ${issuer} came from somewhere else. Nothing was used. Sign in again.`;
  return new EhrError('state-mismatch', message, { server: issuer });
}

function nothingGranted(issuer: string): EhrError {
  return new EhrError(
    'nothing-granted',
    `${issuer} signed the person in but granted none of the data asked for. ` +
      'Sign in again and allow it, or check the scopes this client may ask for.',
    { server: issuer },
  );
}

/** Nobody's record can be shown. */
export function noPatient(issuer: string): EhrError {
  return new EhrError(
    'no-patient',
    `${issuer} signed the person in, but no patient was chosen. ` +
      'Sign in again and choose one; for that the scope has to hold launch/patient.',
    { server: issuer },
  );
}
