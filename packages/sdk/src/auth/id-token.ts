/**
 * Reads an id_token (OpenID Connect Core §2; SMART App Launch 2.2, "Scopes for requesting identity data").
 *
 * The signature is not checked here. OpenID Connect Core §3.1.3.7 allows that for a token received straight from the
 * token endpoint over TLS, and nothing is granted on the strength of it: it only says who is signed in.
 * @module
 */
import { objectOf, stringOf } from './json.ts';

/** The claims of a token; nothing when it is not a JWT. */
export function readClaims(idToken: unknown): Readonly<Record<string, unknown>> {
  const payload = stringOf(idToken)?.split('.')[1];
  if (!payload) return {};
  try {
    return objectOf(JSON.parse(decodeBase64Url(payload))) ?? {};
  } catch {
    return {};
  }
}

/** The person using the page: `fhirUser`, or `profile` as older servers call it. */
export function fhirUserOf(claims: Readonly<Record<string, unknown>>): string | undefined {
  return stringOf(claims.fhirUser) ?? stringOf(claims.profile);
}

/** base64url (RFC 4648 §5) of UTF-8: names are not ASCII. */
function decodeBase64Url(text: string): string {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}
