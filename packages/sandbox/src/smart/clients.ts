/**
 * The apps that are registered with every sandbox organisation.
 * @module
 */

/** How a client shows the token endpoint that it is the one (SMART App Launch 2.2, "Client Authentication"). */
export type ClientAuthentication =
  | { readonly kind: 'public' }
  /** A shared secret, in the Authorization header or in the form: `client-confidential-symmetric`. */
  | { readonly kind: 'secret'; readonly secret: string }
  /** A signed assertion, `private_key_jwt`: `client-confidential-asymmetric`. The keys are in client-keys.ts. */
  | { readonly kind: 'key' };

/** A registered app, for use on one's own machine. */
export interface RegisteredClient {
  readonly id: string;
  readonly name: string;
  /** What it is there for, for the start page. */
  readonly purpose: string;
  /** Paths of its redirect addresses, or `any`. Scheme is http, host is this machine, the port is free (RFC 8252 §7.3). */
  readonly redirectPaths: readonly string[] | 'any';
  readonly authentication: ClientAuthentication;
}

const open: ClientAuthentication = { kind: 'public' };

export const clients: readonly RegisteredClient[] = [
  {
    id: 'demo-portal',
    name: 'Riverside Portal',
    purpose: 'The demo patient portal (standalone launch)',
    redirectPaths: ['/portal/callback.html', '/portal/index.html', '/portal/'],
    authentication: open,
  },
  {
    id: 'demo-ehr-app',
    name: 'Chart summary',
    purpose: 'The app that the demo EHR opens in a frame (EHR launch), and the pages of its front desk',
    redirectPaths: ['/portal/ehr-app.html', '/portal/callback.html'],
    authentication: open,
  },
  {
    id: 'storybook',
    name: 'Storybook',
    purpose: 'Live stories, at any local address',
    redirectPaths: 'any',
    authentication: open,
  },
  {
    id: 'test-app',
    name: 'Test app',
    purpose: 'Your own prototype, at any local address',
    redirectPaths: 'any',
    authentication: open,
  },
  {
    id: 'secret-app',
    name: 'Confidential test app',
    purpose: 'Your own prototype with a server that keeps a secret',
    redirectPaths: 'any',
    authentication: { kind: 'secret', secret: 'everyone-may-know-this-one' },
  },
  {
    id: 'key-app',
    name: 'Test app with keys',
    purpose: 'Your own prototype with a server that signs (private_key_jwt)',
    redirectPaths: 'any',
    authentication: { kind: 'key' },
  },
];

/** The client of that id, if it is registered. */
export function registeredClient(id: string | undefined): RegisteredClient | undefined {
  return clients.find((client) => client.id === id);
}

/**
 * Whether a client may be sent back to an address. Only this machine is: the paths are fixed by registration, the port
 * is the app's own choice, as RFC 8252 §7.3 has it for loopback addresses.
 */
export function isRedirectAllowed(client: RegisteredClient, redirectUri: string): boolean {
  const url = URL.parse(redirectUri);
  if (!url || !isLocalAddress(url) || url.username || url.password || redirectUri.includes('#')) return false;
  return client.redirectPaths === 'any' || (client.redirectPaths.includes(url.pathname) && url.search === '');
}

/** Whether an address is a page of this machine. */
export function isLocalAddress(url: URL): boolean {
  return ['http:', 'https:'].includes(url.protocol) && isLoopback(url.hostname);
}

/** Whether a host name means this machine (RFC 6761 §6.3, RFC 8252 §7.3). */
export function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
}
