/**
 * FHIR base URLs: how one is written. What lies under one is for fhir/under.ts to say.
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

/** Encrypted on the way, or never leaving this machine (W3C Secure Contexts §3.1). */
export function isProtected(url: URL): boolean {
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

function misconfigured(reason: string, server: string): EhrError {
  return new EhrError('bad-configuration', `${reason} https://fhir.hospital.example/r4.`, { server });
}
