/**
 * FHIR base URLs: how one is written, and what lies under it. A credential is only ever sent to what lies under it
 * (SMART App Launch 2.2, "App protection": references to other servers are not followed with the token).
 * @module
 */
import { EhrError } from '../errors.ts';

/**
 * An absolute base URL without a trailing slash.
 * @param relativeTo Where a relative URL starts, for a proxy on the host's own server.
 * @throws EhrError `bad-configuration` when it is not an http(s) URL, or is plain http to another machine.
 */
export function baseUrl(url: string, relativeTo?: string): string {
  const parsed = URL.parse(url, relativeTo);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search || parsed.hash || parsed.username) {
    throw misconfigured(`"${url}" is not a FHIR base URL. Give an absolute https URL without query, for instance`, url);
  }
  if (!isProtected(parsed)) {
    throw misconfigured(`"${url}" would send a patient's data unencrypted. Use https, for instance`, url);
  }
  return parsed.href.replace(/\/+$/, '');
}

/** Whether two spellings name the same server. Only a trailing slash may differ. */
export function isSameBase(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

/** Whether an absolute URL has the origin and the base path of `base`, and cannot climb out of it. */
export function isUnder(base: string, url: string): boolean {
  const target = URL.parse(url);
  const home = URL.parse(base);
  if (!target || !home || target.origin !== home.origin || target.username || target.password) return false;
  const path = home.pathname.replace(/\/+$/, '');
  if (target.pathname !== path && !target.pathname.startsWith(`${path}/`)) return false;
  // An encoded slash or backslash is left alone by the URL parser, and decoded by some servers, some of them twice; what
  // follows a semicolon is cut off by others.
  return !/(^|[/\\])\.\.([/\\;]|$)/.test(decoded(target.pathname));
}

/** Encrypted on the way, or never leaving this machine (W3C Secure Contexts §3.1). */
export function isProtected(url: URL): boolean {
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

function decoded(path: string): string {
  const once = path.replace(/%(25)+/g, '%');
  return once.replace(/%2f/gi, '/').replace(/%5c/gi, '\\').replace(/%2e/gi, '.').replace(/%3b/gi, ';');
}

function misconfigured(reason: string, server: string): EhrError {
  return new EhrError('bad-configuration', `${reason} https://fhir.hospital.example/r4.`, { server });
}
