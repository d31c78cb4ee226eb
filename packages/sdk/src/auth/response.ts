/**
 * What other servers put into a page's URL: an EHR its launch, and an authorization server its response
 * (RFC 6749 §4.1.2; SMART App Launch 2.2, "EHR authorizes app").
 * @module
 */
import { EhrError } from '../errors.ts';
import { readOAuthError } from './oauth-error.ts';

const PARAMETERS = ['code', 'state', 'error', 'error_description', 'error_uri', 'iss', 'session_state'] as const;

/** The response in a page's URL as a query, or undefined when there is none. */
export function responseIn(url: string): string | undefined {
  const query = new URL(url).searchParams;
  if (!query.has('state') || !(query.has('code') || query.has('error'))) return undefined;
  const response = new URLSearchParams();
  for (const name of PARAMETERS) for (const value of query.getAll(name)) response.append(name, value);
  return response.toString();
}

/** The same URL without the response; everything else stays as it was, byte for byte. */
export function withoutResponse(url: string): string {
  return withoutParameters(url, PARAMETERS);
}

/** An EHR launch in a page's URL (SMART App Launch 2.2, "Launch App: EHR Launch"), or undefined. */
export function launchIn(url: string): { readonly issuer: string; readonly token: string } | undefined {
  const query = new URL(url).searchParams;
  const [issuer, token] = [query.get('iss'), query.get('launch')];
  return issuer && token ? { issuer, token } : undefined;
}

/** The same URL without the launch; everything else stays as it was. */
export function withoutLaunch(url: string): string {
  return withoutParameters(url, ['iss', 'launch']);
}

/**
 * The code in a response that answers our own request.
 * @throws EhrError `state-mismatch`, `access-denied` or `authorization-failed`
 */
export function authorizationCode(response: URLSearchParams, state: string, issuer: string): string {
  if (state === '' || response.getAll('state').length !== 1 || !isEqual(response.get('state') ?? '', state)) {
    throw unknownState(issuer);
  }
  const oauthError = readOAuthError(response.get('error'));
  if (oauthError === 'access_denied') {
    const message = `Access to ${issuer} was not allowed. Sign in again and allow it to see the record.`;
    throw new EhrError('access-denied', message, { server: issuer, oauthError });
  }
  const code = response.get('code');
  if (response.has('error') || !code || response.getAll('code').length !== 1) {
    throw new EhrError(
      'authorization-failed',
      `${issuer} did not sign the person in${oauthError ? ` ("${oauthError}")` : ''}. ` +
        'Try again; if it stays so, check the client id, redirect URI and scopes registered there.',
      { server: issuer, ...(oauthError && { oauthError }) },
    );
  }
  return code;
}

/** The error of a response to no question of ours: forged, replayed, or begun in another tab. */
export function unknownState(issuer: string): EhrError {
  const message = 'This answer does not belong to a sign-in that was begun here, so it was not used. Sign in again.';
  return new EhrError('state-mismatch', message, { server: issuer });
}

function withoutParameters(url: string, names: readonly string[]): string {
  const [, before, query, hash] = /^([^?#]*)\??([^#]*)(#.*)?$/s.exec(url) ?? [];
  const kept = (query ?? '').split('&').filter((pair) => pair !== '' && !names.includes(nameOf(pair)));
  return `${before ?? ''}${kept.length > 0 ? `?${kept.join('&')}` : ''}${hash ?? ''}`;
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

/** In a time that does not tell how much was right. */
function isEqual(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < other.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
