/**
 * Asking the token endpoint, and judging what it answers (RFC 6749 §5; SMART App Launch 2.2, "Obtain access token").
 * @module
 */
import { EhrError, type EhrErrorCode } from '../errors.ts';
import type { Environment } from './environment.ts';
import { objectOf, stringOf } from './json.ts';
import { readOAuthError } from './oauth-error.ts';
import { listScopes } from './scopes.ts';

/** How long the token endpoint may take, in milliseconds. */
const TIMEOUT = 30_000;

/** What may be done at the server, and until when. Never leaves auth/ and session/. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Milliseconds since the epoch, by this machine's clock; undefined when the server did not say. */
  readonly expiresAt: number | undefined;
  /** From when on a new one is fetched beforehand. */
  readonly renewAt: number | undefined;
  readonly scopes: readonly string[];
}

/** Whether it is time to renew them beforehand. */
export function isDue({ renewAt }: TokenSet, now: number): boolean {
  return renewAt !== undefined && now >= renewAt;
}

/** A token endpoint's answer that was good. `json` still holds the tokens. */
export interface TokenResponse {
  readonly tokens: TokenSet;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface TokenEndpoint {
  readonly url: string;
  /** The FHIR base URL it serves, for error messages. */
  readonly server: string;
}

/**
 * Sends one token request and checks the answer.
 * @param previous What the answer completes: scopes when it names none (RFC 6749 §5.1), a refresh token to keep.
 * @throws EhrError `token-request-failed`, with `status` and `oauthError` when the server gave them; `rejectedCode`
 *   instead when it answered `invalid_grant`.
 */
export async function requestTokens(
  environment: Environment,
  endpoint: TokenEndpoint,
  request: RequestInit,
  previous: { readonly scopes: readonly string[]; readonly refreshToken?: string | undefined },
  rejected: { readonly code: EhrErrorCode; readonly message: string },
): Promise<TokenResponse> {
  const { status, json } = await ask(environment, endpoint, request);
  const oauthError = readOAuthError(json.error);
  const details = { server: endpoint.server, status, ...(oauthError && { oauthError }) };
  if (oauthError === 'invalid_grant') throw new EhrError(rejected.code, rejected.message, details);
  const accessToken = stringOf(json.access_token);
  if (status !== 200 || !accessToken || !/^bearer$/i.test(stringOf(json.token_type) ?? 'bearer')) {
    const reason = oauthError ? ` ("${oauthError}")` : '';
    throw new EhrError(
      'token-request-failed',
      `The sign-in service of ${endpoint.server} gave no access token: it answered ${status}${reason}. ` +
        'Try again; if it stays so, check the client id and redirect URI registered there.',
      details,
    );
  }
  return { json, tokens: tokenSet(json, accessToken, previous, environment.now()) };
}

/** What every request to an authorization server has in common: no cookies, no cache, no referrer, no detours. */
export const PRIVATE_REQUEST: RequestInit = {
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
};

async function ask(
  environment: Environment,
  endpoint: TokenEndpoint,
  request: RequestInit,
): Promise<{ status: number; json: Readonly<Record<string, unknown>> }> {
  try {
    const response = await environment.fetch(endpoint.url, {
      ...request,
      ...PRIVATE_REQUEST,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = await response.text();
    return { status: response.status, json: parse(text) };
  } catch (cause) {
    throw new EhrError(
      'token-request-failed',
      `The sign-in service of ${endpoint.server} could not be reached. Check the network, then try again.`,
      { server: endpoint.server, cause },
    );
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text)) ?? {};
  } catch {
    return {};
  }
}

function tokenSet(
  json: Readonly<Record<string, unknown>>,
  accessToken: string,
  previous: { readonly scopes: readonly string[]; readonly refreshToken?: string | undefined },
  now: number,
): TokenSet {
  const lifetime = Number(json.expires_in) * 1000;
  const isDated = Number.isFinite(lifetime) && lifetime > 0;
  return {
    accessToken,
    refreshToken: stringOf(json.refresh_token) ?? previous.refreshToken,
    expiresAt: isDated ? now + lifetime : undefined,
    // A little before the end, since answering takes time; for short lives at half-time.
    renewAt: isDated ? now + Math.max(lifetime - 30_000, lifetime / 2) : undefined,
    scopes: typeof json.scope === 'string' ? listScopes(json.scope) : previous.scopes,
  };
}
