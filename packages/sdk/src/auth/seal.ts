/**
 * Letters that only the holder of a certain refresh token can read, sent where every script of the origin listens.
 * Address and key are derived from the token (HKDF, RFC 5869, with SHA-256), so neither says anything of it, and the letter
 * is sealed with AES-GCM, so nobody else can write one either. That a refresh token cannot be guessed (RFC 6749 §10.10)
 * is what it rests on.
 * @module
 */

/** Where letters to the holder of a refresh token are put, and how they are sealed. */
export interface Envelope {
  /** Says whom a letter is for to those who know it already. */
  readonly address: string;
  seal(text: string): Promise<string>;
  /** The text, or undefined when this is not sealed for the same token. */
  open(sealed: string): Promise<string | undefined>;
}

const NONCE_BYTES = 12;

/** The envelope that belongs to a refresh token, or undefined where the page has no Web Crypto (it is not served over https). */
export async function envelopeFor(refreshToken: string): Promise<Envelope | undefined> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const token = await subtle.importKey('raw', bytesOf(refreshToken), 'HKDF', false, ['deriveBits', 'deriveKey']);
  const address = textOf(await subtle.deriveBits(derivation('address'), token, 128));
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await subtle.deriveKey(derivation('key'), token, aes, false, ['encrypt', 'decrypt']);
  const cipher = (nonce: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: bytesOf(address),
  });
  return {
    address,
    async seal(text) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      return `${textOf(nonce)}.${textOf(await subtle.encrypt(cipher(nonce), key, bytesOf(text)))}`;
    },
    async open(sealed) {
      try {
        const [nonce, text] = sealed
          .split('.')
          .map((part) => Uint8Array.from(atob(part), (char) => char.charCodeAt(0)));
        if (!nonce || !text) return undefined;
        return new TextDecoder().decode(await subtle.decrypt(cipher(nonce), key, text));
      } catch {
        return undefined;
      }
    },
  };
}

function derivation(purpose: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: bytesOf('ehr-widgets'), info: bytesOf(purpose) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function textOf(bytes: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
