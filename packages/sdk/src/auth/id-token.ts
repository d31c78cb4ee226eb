/**
 * Who is signed in, by the id_token (OpenID Connect Core §3.1.3.7; SMART App Launch 2.2, "Scopes for requesting identity
 * data"). Loaded by `import()`, with the signature check of jose, only where such a token was asked for and came.
 *
 * A token that is wrong ends the sign-in. One that cannot be checked does not: nothing is granted on the strength of it,
 * and many servers give no key to a page of another origin. Then it names nobody.
 * @module
 */
import { JWKSMultipleMatchingKeys, JWKSNoMatchingKey, JWSInvalid, JWSSignatureVerificationFailed } from 'jose/errors';
import { createLocalJWKSet } from 'jose/jwks/local';
import { compactVerify } from 'jose/jws/compact/verify';
import { EhrError } from '../errors.ts';
import { isProtected } from './base-url.ts';
import type { SmartConfiguration } from './configuration.ts';
import type { Environment } from './environment.ts';
import { objectOf, stringOf, stringsOf } from './json.ts';
import { PRIVATE_REQUEST } from './tokens.ts';

/** Signatures by a key pair. Never `none`, and never a shared secret: a page has none. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far this machine's clock and the server's may be apart, in seconds. */
const TOLERANCE = 600;
/** How long the keys may take to come, in milliseconds. */
const TIMEOUT = 10_000;

/**
 * `verified`: an id_token was checked whole, with its signature. `unverified`: it could not be checked, since the server
 * names no keys, or this page could not read them. `none`: none was asked for, or none came.
 */
export type Identity = 'verified' | 'unverified' | 'none';

export interface SignedInPerson {
  readonly identity: Identity;
  /** An absolute URL or a relative reference, as sent. Only with `verified`. */
  readonly fhirUser: string | undefined;
}

/** What a token has to be for. */
export interface ExpectedToken {
  readonly configuration: Pick<SmartConfiguration, 'issuer' | 'jwksUri'>;
  readonly clientId: string;
  readonly nonce: string;
  /** The FHIR base URL, for error messages. */
  readonly server: string;
}

/**
 * Checks an id_token.
 * @throws EhrError `id-token-invalid`
 */
export async function identify(
  token: string,
  expected: ExpectedToken,
  environment: Environment,
): Promise<SignedInPerson> {
  const { server, configuration } = expected;
  const [header, payload, signature, ...rest] = token.split('.');
  // Five parts are an encrypted token, which only the client that holds the key can read.
  if (rest.length === 2) return UNVERIFIED;
  const algorithm = decoded(header)?.alg;
  const claims = decoded(payload);
  if (!claims || !signature || rest.length > 0) throw invalid(server, 'is not a signed token');
  if (!ALGORITHMS.includes(String(algorithm))) throw invalid(server, 'is not signed in a way that a page can check');
  const fault = faultOf(claims, expected, environment.now() / 1000);
  if (fault !== undefined) throw invalid(server, fault);
  if (configuration.issuer === undefined || configuration.jwksUri === undefined) return UNVERIFIED;
  const isSigned = await isSignedBy(configuration.jwksUri, token, environment);
  if (isSigned === undefined) return UNVERIFIED;
  if (!isSigned) throw invalid(server, 'does not carry a signature of that server');
  return { identity: 'verified', fhirUser: fhirUserOf(claims) };
}
const UNVERIFIED: SignedInPerson = { identity: 'unverified', fhirUser: undefined };

/** What is wrong with a token that ought to be about this sign-in, if anything. */
function faultOf(
  claims: Readonly<Record<string, unknown>>,
  { configuration, clientId, nonce }: ExpectedToken,
  now: number,
): string | undefined {
  const { iss, aud, azp, exp, iat, nbf } = claims;
  const audience = typeof aud === 'string' ? [aud] : stringsOf(aud);
  if (!stringOf(iss) || (configuration.issuer !== undefined && iss !== configuration.issuer)) {
    return 'names another issuer than the server does in its configuration';
  }
  if (!audience.includes(clientId)) return 'is for another client';
  // Several audiences, or a claim that says so: then this client has to be the one it was given to.
  if ((audience.length > 1 || azp !== undefined) && azp !== clientId) return 'was given to another client';
  if (typeof exp !== 'number' || exp + TOLERANCE <= now) return 'has expired; or the clock of this machine is wrong';
  if (typeof iat !== 'number' || iat - TOLERANCE > now)
    return 'is of the future; or the clock of this machine is wrong';
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf - TOLERANCE > now)) return 'is not yet good';
  if (claims.nonce !== nonce) return 'belongs to another sign-in';
  return undefined;
}

/** Whether the server's keys say so; undefined when they cannot be had, or the key is not among them. */
async function isSignedBy(jwksUri: string, token: string, environment: Environment): Promise<boolean | undefined> {
  // Keys may come out of the browser's cache, and are asked for anew when the one looked for is not there.
  for (const cache of ['default', 'reload'] as const) {
    const keys = await keysAt(jwksUri, cache, environment);
    if (!keys) return undefined;
    try {
      await verify(token, keys);
      return true;
    } catch (thrown) {
      if (thrown instanceof JWSSignatureVerificationFailed || thrown instanceof JWSInvalid) return false;
      // A key that this browser cannot use is as good as none.
      if (!(thrown instanceof JWKSNoMatchingKey)) return undefined;
    }
  }
  return undefined;
}

type Keys = ReturnType<typeof createLocalJWKSet>;

async function verify(token: string, keys: Keys): Promise<void> {
  const options = { algorithms: ALGORITHMS };
  try {
    await compactVerify(token, keys, options);
  } catch (thrown) {
    if (!(thrown instanceof JWKSMultipleMatchingKeys)) throw thrown;
    // A token that does not say which key: any of those that could have signed it.
    let failure: unknown = thrown;
    for await (const key of thrown) {
      try {
        await compactVerify(token, key, options);
        return;
      } catch (another) {
        failure = another;
      }
    }
    throw failure;
  }
}

async function keysAt(jwksUri: string, cache: RequestCache, environment: Environment): Promise<Keys | undefined> {
  const signal = AbortSignal.timeout(TIMEOUT);
  try {
    const response = await environment.fetch(jwksUri, { ...PRIVATE_REQUEST, cache, signal });
    return response.ok
      ? createLocalJWKSet((await response.json()) as Parameters<typeof createLocalJWKSet>[0])
      : undefined;
  } catch {
    // Not reachable, not allowed by CORS, or no key set.
    return undefined;
  }
}

/** The person using the page: `fhirUser`, or `profile` as older servers call it, where it is a reference to a person. */
function fhirUserOf(claims: Readonly<Record<string, unknown>>): string | undefined {
  return [claims.fhirUser, claims.profile].map(stringOf).find((value) => value !== undefined && isPerson(value));
}

function isPerson(reference: string): boolean {
  const [, base = '', type] =
    /^(.*\/)?(Patient|Practitioner|PractitionerRole|RelatedPerson|Person)\/[A-Za-z0-9.-]{1,64}$/.exec(reference) ?? [];
  const url = URL.parse(base);
  return type !== undefined && (base === '' || (url !== null && isProtected(url)));
}

/** A part of the token: base64url (RFC 4648 §5) of JSON in UTF-8, since names are not ASCII. */
function decoded(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const binary = atob((part ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return objectOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

function invalid(server: string, fault: string): EhrError {
  return new EhrError(
    'id-token-invalid',
    `The statement of ${server} about who signed in (id_token) ${fault}. Nothing was used. ` +
      'Sign in again; if it stays so, tell whoever runs that server.',
    { server },
  );
}
