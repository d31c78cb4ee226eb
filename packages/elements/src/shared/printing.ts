import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells an element when its page goes on paper, and when that is over. */
export class Printing implements ReactiveController {
  readonly #tell: (printing: boolean) => void;

  /** @param tell The browser lays the sheet out as soon as this returns. */
  constructor(host: ReactiveControllerHost, tell: (printing: boolean) => void) {
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('beforeprint', this.#onBefore);
    globalThis.addEventListener('afterprint', this.#onAfter);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('beforeprint', this.#onBefore);
    globalThis.removeEventListener('afterprint', this.#onAfter);
  }

  readonly #onBefore = (): void => this.#tell(true);
  readonly #onAfter = (): void => this.#tell(false);
}
