/**
 * What a host says to sign in with SMART, checked.
 * @module
 */
import type { SmartClient } from '../auth/authorization.ts';
import { baseUrl } from '../auth/base-url.ts';
import type { Environment } from '../auth/environment.ts';
import { listScopes } from '../auth/scopes.ts';
import { EhrError } from '../errors.ts';
import { type IdleOptions, readIdle } from './idle.ts';

/** How this page signs in at one issuer. What is left out is taken from the session's options. */
export interface IssuerOptions {
  /** FHIR base URL, exactly as the server names itself. */
  readonly issuer: string;
  /** As registered with that authorization server: each has its own registrations. */
  readonly clientId?: string;
  readonly scope?: string;
  /** For readers, the name of the place the record comes from; the server's host name when left out. */
  readonly name?: string;
  /**
   * PKCE with S256 is always sent. `required` (default) refuses a server that does not say it takes it; `unadvertised`
   * goes on, for a server known to take it without saying so.
   */
  readonly pkce?: 'required' | 'unadvertised';
  /**
   * How the authorization request is sent (SMART App Launch 2.2, "Obtain authorization code"): in the address (`get`, the
   * default), or as a form (`post`), which the server has to offer as `authorize-post`. A page with a
   * Content-Security-Policy that has `form-action` must list the authorization server there for it.
   */
  readonly authorizeBy?: 'get' | 'post';
}

export interface SmartSessionOptions extends Omit<IssuerOptions, 'issuer'> {
  /**
   * The FHIR base URL to sign in at, exactly as the server names itself; or all that are allowed, for a page that EHRs
   * launch. A launch from any other is refused. The other options are for all of them, unless one brings its own.
   */
  readonly issuer: string | readonly (string | IssuerOptions)[];
  /** As registered with the authorization server. May be left out when each issuer brings its own. */
  readonly clientId?: string;
  /**
   * What to ask for, space-separated, for instance `launch/patient openid fhirUser patient/*.rs`. Ask for no more than
   * the page shows. May be left out when each issuer brings its own.
   */
  readonly scope?: string;
  /**
   * Where the authorization server sends the person back to: a page of this origin that calls `completeRedirect()`, or
   * the page of this session itself. Relative to the page; default is the page's own address without query.
   */
  readonly redirectUri?: string;
  /**
   * Where tokens are between page loads. `memory` (default): nowhere, so that a reload asks the person to sign in again,
   * which most servers answer without asking for the password. `tab`: in this tab's `sessionStorage`, where every script
   * of the origin can read them; `resume()` then comes back to the sign-in. Where the browser forbids storage, `tab` is
   * as `memory`.
   */
  readonly keep?: 'memory' | 'tab';
  /** Ends the session when nobody uses the page. Without it the session lasts as long as the server lets it. */
  readonly idle?: IdleOptions;
  /** Parts of the page to replace, for tests. */
  readonly environment?: Partial<Environment>;
}

/** This page as one issuer knows it. */
export interface IssuerClient extends SmartClient {
  /** As given: it is sent as `aud`. */
  readonly issuer: string;
  readonly name: string | undefined;
}

export interface SmartSettings {
  /** At least one. */
  readonly issuers: readonly [IssuerClient, ...IssuerClient[]];
  readonly redirectUri: string;
  readonly keep: 'memory' | 'tab';
  readonly idle: Required<IdleOptions> | undefined;
}

/**
 * @throws EhrError `bad-configuration`, saying which option is wrong.
 */
export function readSmartOptions(options: SmartSessionOptions, environment: Environment): SmartSettings {
  const given = [options.issuer].flat().filter(Boolean);
  const redirectUri = redirectUriOf(options.redirectUri, environment);
  const [first, ...others] = given.map((each) =>
    issuerClient({ ...options, ...(typeof each === 'string' ? { issuer: each } : each) }, redirectUri),
  );
  if (!first) throw wrong('issuer', 'the FHIR base URL to sign in at');
  const keep = options.keep ?? 'memory';
  if (!['memory', 'tab'].includes(keep)) throw wrong('keep', "'memory' or 'tab'");
  return { issuers: [first, ...others], redirectUri, keep, idle: readIdle(options.idle) };
}

function issuerClient(options: IssuerOptions, redirectUri: string): IssuerClient {
  const { issuer, clientId, scope, name, pkce = 'required', authorizeBy = 'get' } = options;
  baseUrl(issuer);
  if (!clientId) throw wrong('clientId', `the client id registered with the authorization server of ${issuer}`);
  const scopes = listScopes(scope ?? '');
  if (scopes.length === 0) throw wrong('scope', `the scopes to ask ${issuer} for`);
  return { issuer, clientId, scope: scopes.join(' '), redirectUri, name, pkce, authorizeBy };
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
