/**
 * The apps that are registered with every sandbox organisation.
 * @module
 */

/** A registered app. All of them are public clients for use on one's own machine. */
export interface RegisteredClient {
  readonly id: string;
  readonly name: string;
  /** What it is there for, for the start page. */
  readonly purpose: string;
  /** Paths of its redirect addresses, or `any`. Scheme is http, host is this machine, the port is free (RFC 8252 §7.3). */
  readonly redirectPaths: readonly string[] | 'any';
}

export const clients: readonly RegisteredClient[] = [
  {
    id: 'demo-portal',
    name: 'Riverside Portal',
    purpose: 'The demo patient portal (standalone launch)',
    redirectPaths: ['/portal/callback.html', '/portal/index.html', '/portal/'],
  },
  {
    id: 'demo-ehr-app',
    name: 'Chart summary',
    purpose: 'The app that the demo EHR opens in a frame (EHR launch)',
    redirectPaths: ['/portal/ehr-app.html'],
  },
  { id: 'storybook', name: 'Storybook', purpose: 'Live stories, at any local address', redirectPaths: 'any' },
  { id: 'test-app', name: 'Test app', purpose: 'Your own prototype, at any local address', redirectPaths: 'any' },
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
  if (!url || !['http:', 'https:'].includes(url.protocol) || !isLoopback(url.hostname)) return false;
  if (url.username || url.password || redirectUri.includes('#')) return false;
  return client.redirectPaths === 'any' || (client.redirectPaths.includes(url.pathname) && url.search === '');
}

/** Whether a host name means this machine (RFC 6761 §6.3, RFC 8252 §7.3). */
export function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
}
