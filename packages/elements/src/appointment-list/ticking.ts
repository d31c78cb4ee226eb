import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Browsers count no further at once than 2^31 milliseconds; a day is enough. */
const LONGEST = 24 * 60 * 60_000;
const MINUTE = 60_000;

/**
 * Has an element drawn again at the moment when time alone changes what it says, and when a page that was put away comes
 * back: clocks of pages that are not seen stand still. Never more than once a minute.
 */
export class Ticking implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** @param moments In milliseconds since 1970, in any order; those that went by do not count. */
  wake(moments: readonly number[], now: number): void {
    clearTimeout(this.#timer);
    const next = Math.min(...moments.filter((moment) => moment > now));
    if (next === Infinity) return;
    // A timer may fire a little early: not before the moment, or nothing would have changed.
    const wait = Math.min(next - now + 50, LONGEST);
    const isSoon = now - this.#woken < MINUTE;
    this.#timer = setTimeout(this.#tick, isSoon ? Math.max(wait, MINUTE - (now - this.#woken)) : wait);
  }

  #woken = -Infinity;

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearTimeout(this.#timer);
  }

  readonly #tick = (): void => {
    this.#woken = Date.now();
    this.#host.requestUpdate();
  };

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.#host.requestUpdate();
  };
}
