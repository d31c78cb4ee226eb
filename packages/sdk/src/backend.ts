/**
 * Signing in for a server of the host's own that keeps the tokens: the backend for frontend of OAuth 2.0 for
 * Browser-Based Applications, as a confidential client of SMART App Launch 2.2. The page then uses `proxySession`.
 * docs/examples/bff is such a server, whole.
 *
 * This needs a platform with `fetch` and WebCrypto, such as Node, Deno or a worker at the edge, and refuses to run in a page.
 * @module
 */
import {
  type Attempt,
  type SignedIn,
  type SmartClient,
  beginAuthorization,
  finishAuthorization,
  noPatient,
} from './auth/authorization.ts';
import { baseUrl, isSameBase } from './auth/base-url.ts';
import { type ClientSecret, type SigningKey, confidentialClient } from './auth/client-authentication.ts';
import { type Environment, environmentOf } from './auth/environment.ts';
import { expired } from './auth/expired.ts';
import type { LaunchContext } from './auth/launch-context.ts';
import { launchIn, responseIn, unknownState } from './auth/response.ts';
import { listScopes, refusedScopes } from './auth/scopes.ts';
import { TokenKeeper } from './auth/token-keeper.ts';
import { EhrError } from './errors.ts';
import { bearerOf } from './session/bearer.ts';
import { credentialedFetch } from './session/credentials.ts';

export type { Attempt } from './auth/authorization.ts';
export type { ClientSecret, SigningKey } from './auth/client-authentication.ts';
export type { LaunchContext } from './auth/launch-context.ts';
export { EhrError } from './errors.ts';

export interface BackendOptions {
  /** FHIR base URL, exactly as the server names itself. The only one that is signed in at, or that a launch may name. */
  readonly issuer: string;
  /** As registered with the authorization server, as a confidential client. */
  readonly clientId: string;
  readonly authentication: SigningKey | ClientSecret;
  /** Absolute, exactly as registered: the address on your server that calls `finish`. */
  readonly redirectUri: string;
  /** Space-separated, for instance `launch/patient openid fhirUser offline_access patient/*.rs`. */
  readonly scope: string;
  /** `required` (default) refuses a server that does not say it takes PKCE with S256; it is sent in any case. */
  readonly pkce?: 'required' | 'unadvertised';
  /** Parts of the platform to replace: `fetch` for a proxy of your own, `now` for tests. */
  readonly environment?: Partial<Pick<Environment, 'fetch' | 'now'>>;
}

/** One client at one server. Holds nothing about a person, so one is enough for all. */
export interface Backend {
  /**
   * Begins a sign-in.
   * @param launchUrl The URL at which an EHR opened your app (its query has `iss` and `launch`); left out for a sign-in
   *   that the person began.
   * @returns `url`, to redirect the person to; and `attempt`, to be kept in the person's own session on your server, for
   *   one use. Whoever has it can finish the sign-in: it goes into no page and no cookie that is not encrypted.
   * @throws EhrError `issuer-not-allowed` for a launch from another server; `discovery-failed`
   */
  begin(launchUrl?: string): Promise<{ readonly url: string; readonly attempt: Attempt }>;
  /**
   * Takes the answer for tokens.
   * @param attempt As remembered for this person; undefined when there is none, which is an error as well.
   * @param url The URL at which the person came back.
   * @throws EhrError `state-mismatch`, `access-denied`, `authorization-failed`, `discovery-failed`, `code-rejected`,
   *   `token-request-failed`, `nothing-granted`, `id-token-invalid`, `no-patient`; `bad-configuration` for a key that
   *   cannot sign
   */
  finish(attempt: Attempt | undefined, url: string): Promise<BackendSession>;
}

/** A person's right to read, for as long as it lasts. The tokens are on no property of it. */
export interface BackendSession {
  /** FHIR base URL, without a trailing slash. */
  readonly base: string;
  readonly context: LaunchContext;
  readonly scopes: readonly string[];
  /** Scopes asked for that the server did not grant. */
  readonly refusedScopes: readonly string[];
  /** True once the server ended it, or `revoke` was called. */
  readonly isOver: boolean;
  /**
   * `fetch` with the access token, which is renewed when needed: under `base` and nowhere else, and not along a redirect.
   * @throws EhrError `rejected` for another address, `session-expired`, `token-request-failed`
   */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Ends it: requests under way are aborted at once, then the server is told, where it can be told. Never rejects. */
  revoke(): Promise<void>;
}

/**
 * @throws EhrError `bad-configuration`, also where there is a page: a key in a page is everybody's.
 */
export function smartBackend(options: BackendOptions): Backend {
  if (globalThis.window !== undefined) {
    const message = 'smartBackend is for servers. In a page everybody could read its key; use smartSession there.';
    throw new EhrError('bad-configuration', message);
  }
  const { issuer, clientId, redirectUri, scope, pkce = 'required' } = options;
  const base = baseUrl(issuer);
  if (!clientId || !URL.canParse(redirectUri) || listScopes(scope).length === 0) {
    const message = 'smartBackend needs a `clientId`, an absolute `redirectUri` and a `scope`, all as registered.';
    throw new EhrError('bad-configuration', message);
  }
  // No locks: sessions of other persons, which is what they would wait for, have tokens of their own.
  const environment = environmentOf({ ...options.environment, window: undefined, locks: undefined });
  const form = confidentialClient(clientId, options.authentication, environment);
  const client: SmartClient = { clientId, redirectUri, scope, pkce, authorizeBy: 'get', form };

  return {
    async begin(launchUrl) {
      const launch = launchUrl === undefined ? undefined : launchIn(launchUrl);
      if (launch && !isSameBase(launch.issuer, issuer)) throw otherIssuer(launch.issuer);
      const { target, attempt } = await beginAuthorization(client, issuer, launch?.token);
      // A server can redirect and no more, so that a long request goes in the address as well.
      const url = new URL(target.url);
      for (const [name, value] of target.form ?? []) url.searchParams.append(name, value);
      return { url: url.href, attempt };
    },
    async finish(attempt, url) {
      const response = responseIn(url);
      if (!attempt || attempt.issuer !== issuer || response === undefined) throw unknownState(issuer);
      const signedIn = await finishAuthorization(client, attempt, response, environment);
      return new TokenSession(base, client, signedIn, environment);
    },
  };
}

class TokenSession implements BackendSession {
  readonly base: string;
  readonly context: LaunchContext;
  readonly scopes: readonly string[];
  readonly refusedScopes: readonly string[];
  readonly fetch: BackendSession['fetch'];
  readonly #keeper: TokenKeeper;
  readonly #over = new AbortController();

  /** @throws EhrError `no-patient` */
  constructor(base: string, client: SmartClient, signedIn: SignedIn, environment: Environment) {
    const { tokens, context, configuration } = signedIn;
    if (!('patient' in context)) throw noPatient(base);
    this.base = base;
    this.context = context;
    this.scopes = tokens.scopes;
    this.refusedScopes = refusedScopes(listScopes(client.scope), tokens.scopes);
    this.#keeper = new TokenKeeper(tokens, {
      environment,
      endpoint: { url: configuration.tokenEndpoint, server: base },
      clientId: client.clientId,
      ...(client.form && { form: client.form }),
      patient: context.patient,
      revocationEndpoint: configuration.revocationEndpoint,
      onEnd: (error) => this.#over.abort(error),
    });
    this.fetch = credentialedFetch(base, bearerOf(this.#keeper), environment, this.#over.signal);
  }

  get isOver(): boolean {
    return this.#over.signal.aborted;
  }

  revoke(): Promise<void> {
    const revoked = this.#keeper.revoke();
    this.#over.abort(expired(this.base));
    return revoked;
  }
}

function otherIssuer(issuer: string): EhrError {
  const message = `${issuer} is not the server that this client signs in at. Nothing was sent to it.`;
  return new EhrError('issuer-not-allowed', message, { server: issuer });
}
