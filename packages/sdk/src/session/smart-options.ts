/**
 * What a host says to sign in with SMART, checked.
 * @module
 */
import type { SmartClient } from '../auth/authorization.ts';
import { baseUrl } from '../auth/base-url.ts';
import type { Environment } from '../auth/environment.ts';
import { listScopes } from '../auth/scopes.ts';
import { EhrError } from '../errors.ts';

export interface SmartSessionOptions {
  /**
   * The FHIR base URL to sign in at, exactly as the server names itself; or all that are allowed, for a page that EHRs
   * launch. A launch from any other is refused.
   */
  readonly issuer: string | readonly string[];
  /** As registered with the authorization server. */
  readonly clientId: string;
  /** What to ask for, space-separated, for instance `launch/patient openid fhirUser patient/*.rs`. Ask for no more than the page shows. */
  readonly scope: string;
  /**
   * Where the authorization server sends the person back to: a page of this origin that calls `completeRedirect()`, or
   * the page of this session itself. Relative to the page; default is the page's own address without query.
   */
  readonly redirectUri?: string;
  /** For readers, the name of the place the record comes from; the server's host name when left out. */
  readonly name?: string;
  /**
   * PKCE with S256 is always sent. `required` (default) refuses a server that does not say it takes it; `unadvertised`
   * goes on, for a server known to take it without saying so.
   */
  readonly pkce?: 'required' | 'unadvertised';
  /** Parts of the page to replace, for tests. */
  readonly environment?: Partial<Environment>;
}

export interface SmartSettings extends SmartClient {
  /** As given: it is sent as `aud`. At least one. */
  readonly issuers: readonly string[];
  readonly name: string | undefined;
}

/**
 * @throws EhrError `bad-configuration`, saying which option is wrong.
 */
export function readSmartOptions(options: SmartSessionOptions, environment: Environment): SmartSettings {
  const issuers = [options.issuer].flat().filter(Boolean);
  if (issuers.length === 0) throw wrong('issuer', 'the FHIR base URL to sign in at');
  for (const issuer of issuers) baseUrl(issuer);
  if (!options.clientId) throw wrong('clientId', 'the client id registered with the authorization server');
  if (listScopes(options.scope ?? '').length === 0) throw wrong('scope', 'the scopes to ask for');
  return {
    issuers,
    clientId: options.clientId,
    scope: listScopes(options.scope).join(' '),
    redirectUri: redirectUriOf(options.redirectUri, environment),
    name: options.name,
    pkce: options.pkce ?? 'required',
    authorizeBy: 'get',
  };
}

function redirectUriOf(given: string | undefined, environment: Environment): string {
  const page = environment.window?.location;
  if (given === undefined && page) return page.href.replace(/[?#].*$/s, '');
  const url = URL.parse(given ?? '', page?.href);
  if (!url || url.hash) throw wrong('redirectUri', 'the address of the callback page, without a fragment');
  if (page && url.origin !== page.origin) {
    // The answer is handed over by message and storage, which reach the same origin only.
    throw wrong('redirectUri', `an address on this page's own origin, ${page.origin}`);
  }
  return url.href;
}

function wrong(option: string, needed: string): EhrError {
  return new EhrError('bad-configuration', `smartSession: \`${option}\` has to be ${needed}.`);
}
