/**
 * What the sessions of one origin tell each other, when they are for the same issuer and client: that the person signed
 * out, and, among those that share one sign-in, that the page is used and which tokens came next. It holds no PHI, and no
 * token that is not sealed. Where the browser keeps pages apart, or has no BroadcastChannel, nobody hears it and
 * nothing depends on it.
 * @module
 */
import type { Channel, Environment } from './environment.ts';
import { objectOf, stringOf } from './json.ts';

export type TabMessage =
  /** The person signed out. The tokens that were revoked would have ended then: who shares the sign-in may have later ones. */
  | { readonly type: 'signed-out'; readonly grant: string; readonly expiresAt: number | undefined }
  /** The session came to its end by itself. */
  | { readonly type: 'ended'; readonly grant: string; readonly because: 'idle' | 'expiry' }
  /** The page is in use. */
  | { readonly type: 'used'; readonly grant: string }
  /** Who has the tokens that follow the refresh token of this address? */
  | { readonly type: 'asked'; readonly address: string }
  /** These are they. */
  | { readonly type: 'letter'; readonly address: string; readonly sealed: string };

export class Tabs {
  readonly #channel: Channel | undefined;
  readonly #listeners = new Set<(message: TabMessage) => void>();

  constructor(environment: Environment, client: { readonly issuer: string; readonly clientId: string }) {
    this.#channel = openChannel(environment, `ehr-widgets:1:${client.clientId}:${client.issuer.replace(/\/+$/, '')}`);
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message) for (const listener of [...this.#listeners]) listener(message);
    };
  }

  /** Whether there is any way to others. */
  get canTell(): boolean {
    return this.#channel !== undefined;
  }

  tell(message: TabMessage): void {
    try {
      this.#channel?.postMessage(message);
    } catch {
      // Closed in the meantime: there is nothing more to tell.
    }
  }

  /** Returns the function that stops it. */
  listen(listener: (message: TabMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#channel?.close();
  }
}

function openChannel(environment: Environment, name: string): Channel | undefined {
  try {
    return environment.channel(name);
  } catch {
    // Forbidden, as in a sandboxed frame.
    return undefined;
  }
}

function readMessage(data: unknown): TabMessage | undefined {
  const json = objectOf(data) ?? {};
  const [type, grant, because, address, sealed] = ['type', 'grant', 'because', 'address', 'sealed'].map((name) =>
    stringOf(json[name]),
  );
  const expiresAt = typeof json.expiresAt === 'number' ? json.expiresAt : undefined;
  if (type === 'signed-out' && grant) return { type, grant, expiresAt };
  if (type === 'ended' && grant && (because === 'idle' || because === 'expiry')) return { type, grant, because };
  if (type === 'used' && grant) return { type, grant };
  if (type === 'asked' && address) return { type, address };
  if (type === 'letter' && address && sealed) return { type, address, sealed };
  return undefined;
}
