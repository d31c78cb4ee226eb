/**
 * The key pairs of the client that signs (SMART App Launch 2.2, "Client Authentication: Asymmetric"). They are made at
 * every start. The sandbox hands the private ones to whoever writes that client: it is everyone's client.
 * @module
 */
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** The algorithms that SMART names for client assertions. */
export const assertionAlgorithms = ['RS384', 'ES384'] as const;

/** One key pair for each algorithm. */
export interface ClientKeys {
  /** What is registered: a JWK Set (RFC 7517). */
  readonly registered: { readonly keys: readonly JWK[] };
  /** What the client signs with: a JWK Set with the private members. */
  readonly signing: { readonly keys: readonly JWK[] };
}

/** Makes the key pairs. */
export async function createClientKeys(): Promise<ClientKeys> {
  const pairs = await Promise.all(assertionAlgorithms.map(createPair));
  return {
    registered: { keys: pairs.map(({ publicKey }) => publicKey) },
    signing: { keys: pairs.map(({ privateKey }) => privateKey) },
  };
}

async function createPair(alg: string): Promise<{ readonly publicKey: JWK; readonly privateKey: JWK }> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const facts = { alg, use: 'sig', kid: `sandbox-${alg.toLowerCase()}` };
  return {
    publicKey: { ...(await exportJWK(pair.publicKey)), ...facts },
    privateKey: { ...(await exportJWK(pair.privateKey)), ...facts },
  };
}
