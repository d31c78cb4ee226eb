/**
 * A browser page made of plain objects: location, history, storage, popups, messages and a clock that a test turns.
 */
import type { Channel, Environment, PageWindow, PopupWindow } from '../../packages/sdk/src/auth/environment.ts';

class FakeStorage {
  readonly entries = new Map<string, string>();
  /** As in a frame whose storage the browser forbids. */
  forbidden = false;
  full = false;

  getItem(key: string): string | null {
    this.#check();
    return this.entries.get(key) ?? null;
  }
  get length(): number {
    this.#check();
    return this.entries.size;
  }
  key(index: number): string | null {
    this.#check();
    return [...this.entries.keys()][index] ?? null;
  }
  setItem(key: string, value: string): void {
    this.#check();
    if (this.full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.#check();
    this.entries.delete(key);
  }
  #check(): void {
    if (this.forbidden) throw new DOMException('The operation is insecure.', 'SecurityError');
  }
}

/** What the pages of one origin say to each other; delivered later, as in a browser, and copied. */
class FakeAir {
  readonly open = new Set<FakeChannel>();
  /** All that was said, for a test to look for secrets. */
  readonly said: unknown[] = [];
  /** Nobody hears anything: the other pages are asleep. */
  muted = false;
  /** What the pages of one browser share. */
  readonly localStorage = new FakeStorage();
}

class FakeChannel implements Channel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null = null;
  readonly #name: string;
  readonly #air: FakeAir;

  constructor(name: string, air: FakeAir) {
    this.#name = name;
    this.#air = air;
    air.open.add(this);
  }
  postMessage(message: unknown): void {
    if (!this.#air.open.has(this)) throw new DOMException('The channel is closed.', 'InvalidStateError');
    this.#air.said.push(message);
    if (this.#air.muted) return;
    for (const other of this.#air.open) {
      if (other === this || other.#name !== this.#name) continue;
      const data: unknown = structuredClone(message);
      setImmediate(() => this.#air.open.has(other) && other.onmessage?.({ data } as MessageEvent));
    }
  }
  close(): void {
    this.#air.open.delete(this);
  }
}

export class FakePopup implements PopupWindow {
  readonly name: string;
  closed = false;
  focused = 0;
  /** Where it was sent. */
  readonly visited: string[] = [];
  readonly location = { replace: (url: string): void => void this.visited.push(url) };
  constructor(name: string) {
    this.name = name;
  }
  close(): void {
    this.closed = true;
  }
  focus(): void {
    this.focused++;
  }
}

type Listener = (event: never) => void;

export class FakePage implements PageWindow {
  readonly sessionStorage = new FakeStorage();
  readonly localStorage: FakeStorage;
  readonly popups: FakePopup[] = [];
  readonly listeners = new Map<string, Set<Listener>>();
  /** Where the page was sent to. */
  readonly left: string[] = [];
  /** Forms that were sent from it, and the window they were sent in. */
  readonly posted: { readonly url: string; readonly fields: URLSearchParams; readonly target: string }[] = [];
  /** URLs put into the history entry of this page. */
  readonly replaced: string[] = [];
  popupsBlocked = false;
  isClosed = false;
  opener: unknown = null;
  readonly history = {
    state: { router: 'kept' } as unknown,
    replaceState: (state: unknown, _unused: string, url: string): void => {
      if (state !== this.history.state) throw new Error("the host's history state was lost");
      this.replaced.push(url);
      this.#href = new URL(url, this.#href).href;
    },
  };
  readonly location: PageWindow['location'];
  /** Shared by the pages of one browser. */
  readonly air: FakeAir;
  #href: string;

  constructor(href = 'https://portal.example/record?tab=2#top', air = new FakeAir()) {
    this.#href = href;
    this.air = air;
    this.localStorage = air.localStorage;
    const read = (): string => this.#href;
    this.location = {
      get href() {
        return read();
      },
      origin: new URL(href).origin,
      assign: (url) => void this.left.push(url),
      replace: (url) => void this.left.push(url),
    };
  }

  /** The browser goes to another page of the same tab, or to the same one in a duplicate: same storage, nothing else. */
  next(href: string): FakePage {
    const page = new FakePage(href, this.air);
    for (const [key, value] of this.sessionStorage.entries) page.sessionStorage.entries.set(key, value);
    return page;
  }

  open(_url: string, name: string): FakePopup | null {
    if (this.popupsBlocked) return null;
    const popup = new FakePopup(name);
    this.popups.push(popup);
    return popup;
  }
  close(): void {
    this.isClosed = true;
  }
  addEventListener(type: string, listener: Listener): void {
    const listeners = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, listeners.add(listener));
  }
  removeEventListener(type: string, listener: Listener): void {
    this.listeners.get(type)?.delete(listener);
  }
  dispatch(type: string, event: object): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) listener(event as never);
  }
}

/** A clock that stands still until it is turned. */
export class FakeClock {
  #now = Date.UTC(2026, 0, 1);
  readonly #timers = new Map<object, { at: number; callback: () => void }>();

  readonly now = (): number => this.#now;
  readonly after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = {};
    this.#timers.set(timer, { at: this.#now + milliseconds, callback });
    return () => this.#timers.delete(timer);
  };

  get waiting(): number {
    return this.#timers.size;
  }

  turn(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].callback();
    }
    this.#now = until;
  }

  /** Shows another time at once, and no timer has noticed: the machine slept, or the clock was set. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
    for (const timer of this.#timers.values()) timer.at += milliseconds;
  }
}

/** An environment of a fake page and clock, on the real network. */
export function fakeEnvironment(page: FakePage, clock = new FakeClock()): Partial<Environment> {
  const post = (url: string, fields: URLSearchParams, target: string): void => {
    page.posted.push({ url, fields, target });
  };
  const channel = (name: string): Channel => new FakeChannel(name, page.air);
  return { window: page, now: clock.now, after: clock.after, locks: undefined, post, channel };
}

/** Waits until something is so: a condition, not a time. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
