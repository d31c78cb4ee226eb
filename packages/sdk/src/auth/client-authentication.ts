/**
 * How a server of the host's own shows the authorization server who it is: with a key pair (SMART App Launch 2.2,
 * "Client Authentication: Asymmetric") or with a shared secret ("Client Authentication: Symmetric"). For servers only:
 * whatever a page knows, everybody knows.
 * @module
 */
import { SignJWT } from 'jose/jwt/sign';
import { importJWK } from 'jose/key/import';
import { EhrError } from '../errors.ts';
import { isProtected } from './base-url.ts';
import { type ClientForm, formRequest } from './client-form.ts';
import type { Environment } from './environment.ts';

/** A private key whose public half is registered with the authorization server. Preferred: nothing secret ever leaves. */
export interface SigningKey {
  /** The two that SMART names. */
  readonly algorithm: 'RS384' | 'ES384';
  /** `kid`, as in the registered key set. */
  readonly keyId: string;
  /** Not extractable where your platform has such keys; else a JWK (RFC 7517) with its private members. */
  readonly key: CryptoKey | JsonWebKey;
  /** Where the registered key set is, when it was registered by its URL and the server asks for it again. */
  readonly jku?: string;
}

/** A secret that the authorization server gave out at registration. */
export interface ClientSecret {
  readonly secret: string;
  /** In the Authorization header (`basic`, the default) or in the form (RFC 6749 §2.3.1). */
  readonly by?: 'basic' | 'post';
}

/**
 * How long a signed proof is good for, in seconds. SMART allows five minutes; half of them, so that a clock that is wrong
 * by two minutes either way does no harm.
 */
const LIFETIME = 150;

/**
 * @throws EhrError `bad-configuration`, later and as a rejection when the key cannot sign.
 */
export function confidentialClient(
  clientId: string,
  authentication: SigningKey | ClientSecret,
  environment: Pick<Environment, 'now'>,
): ClientForm {
  return 'secret' in authentication
    ? secretClient(clientId, authentication)
    : signingClient(clientId, authentication, environment);
}

function signingClient(clientId: string, signing: SigningKey, { now }: Pick<Environment, 'now'>): ClientForm {
  const { algorithm, keyId, key, jku } = signing;
  const address = jku === undefined ? undefined : URL.parse(jku);
  if (!['RS384', 'ES384'].includes(algorithm)) throw misconfigured('`algorithm` has to be RS384 or ES384');
  if (!keyId) throw misconfigured('`keyId` has to be the `kid` that the key is registered under');
  if (address !== undefined && !(address && isProtected(address)))
    throw misconfigured('`jku` has to be an https address');
  const ready = usable(key, algorithm);
  // Told to whoever signs: not to the whole process, as a rejection that nobody handles would be.
  ready.catch(() => undefined);
  return async (parameters, tokenEndpoint) => {
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT', ...(jku !== undefined && { jku }) })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(tokenEndpoint)
      .setJti(crypto.randomUUID())
      .setExpirationTime(Math.floor(now() / 1000) + LIFETIME)
      .sign(await ready);
    return formRequest({
      ...parameters,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
  };
}

async function usable(key: CryptoKey | JsonWebKey, algorithm: string): Promise<CryptoKey> {
  if (key instanceof CryptoKey) {
    if (key.type === 'private') return key;
    throw misconfigured('`key` has to be the private key');
  }
  // Without it, it is the public half.
  if (key.d === undefined) throw misconfigured('`key` has to be the private key');
  try {
    return (await importJWK({ ...key, kty: key.kty ?? '' }, algorithm)) as CryptoKey;
  } catch {
    // What went wrong is not told: it might repeat the key.
    throw misconfigured(`\`key\` has to be a private key for ${algorithm}`);
  }
}

function secretClient(clientId: string, { secret, by = 'basic' }: ClientSecret): ClientForm {
  if (!secret) throw misconfigured('`secret` is empty');
  if (by === 'post') {
    return (parameters) => formRequest({ ...parameters, client_id: clientId, client_secret: secret });
  }
  const credentials = btoa(`${formEncoded(clientId)}:${formEncoded(secret)}`);
  return (parameters) => formRequest(parameters, { authorization: `Basic ${credentials}` });
}

/** As in a form (RFC 6749 §2.3.1, appendix B). */
function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice('x='.length);
}

function misconfigured(what: string): EhrError {
  return new EhrError('bad-configuration', `The client's authentication cannot be used: ${what}.`);
}
