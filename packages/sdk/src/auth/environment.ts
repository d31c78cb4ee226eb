/**
 * What signing in needs from the page around it. Passed in, so that the flows also run where there is no browser.
 * @module
 */

/** A window opened for signing in. */
export interface PopupWindow {
  /** Unique among the windows of this browser. */
  readonly name: string;
  readonly closed: boolean;
  readonly location: { replace(url: string): void };
  close(): void;
  focus(): void;
}

/** Listened to while it goes down to where it happened, for instance a key pressed anywhere. */
type Watch = (
  type: 'pointerdown' | 'keydown' | 'wheel' | 'touchstart' | 'visibilitychange' | 'pageshow' | 'focus',
  listener: (event: Event) => void,
  options: { readonly capture: true; readonly passive: true },
) => void;

/** The part of `Window` that is used: `window` is one. */
export interface PageWindow {
  readonly location: {
    readonly href: string;
    readonly origin: string;
    assign(url: string): void;
    replace(url: string): void;
  };
  readonly history: { readonly state: unknown; replaceState(state: unknown, unused: string, url: string): void };
  /** Reading it throws where the browser forbids storage, for instance in a frame of another site. */
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  /** Reading it throws where `sessionStorage` does. */
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly opener: unknown;
  open(url: string, target: string, features: string): PopupWindow | null;
  close(): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  addEventListener(type: 'pageshow', listener: (event: PageTransitionEvent) => void): void;
  addEventListener(...watch: Parameters<Watch>): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: 'pageshow', listener: (event: PageTransitionEvent) => void): void;
  removeEventListener(...watch: Parameters<Watch>): void;
}

/** What is said here is heard in the other pages of this origin: `BroadcastChannel` is one. */
export interface Channel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export interface Environment {
  /** Undefined outside a browser: then only what needs no page works. */
  readonly window: PageWindow | undefined;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Stands in for posting a form whose answer the window of that name shows; `_self` is this one. */
  readonly post?: (url: string, fields: URLSearchParams, target: string) => void;
  /** Web Locks, where the browser has them. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** Opens a channel to the other pages of this origin, where the browser has them. May throw. */
  readonly channel: (name: string) => Channel | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once, later. Returns the function that calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Late bound: a host may wrap fetch after the session was made. */
const pageFetch: Environment['fetch'] = (url, init) => globalThis.fetch(url, init);

/** What sends requests in place of the page's own `fetch`, if anything does. */
export function ownFetch({ fetch }: Environment): Environment['fetch'] | undefined {
  return fetch === pageFetch ? undefined : fetch;
}

/** The environment of this page, with parts replaced. Nothing is read until a session is made. */
export function environmentOf(replaced: Partial<Environment> = {}): Environment {
  return {
    window: globalThis.window,
    fetch: pageFetch,
    locks: globalThis.navigator?.locks,
    // Not outside a browser, where an open channel would keep the process running.
    channel: (name) => globalThis.window && new BroadcastChannel(name),
    now: () => Date.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    ...replaced,
  };
}
