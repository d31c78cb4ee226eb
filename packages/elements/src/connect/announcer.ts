import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds without a key after which somebody is taken to have stopped typing. */
const PAUSE = 700;

/** What a live region says: once the typing pauses, as a count at every letter would talk over the letters. */
export class Announcer implements ReactiveController {
  /** What the live region holds. */
  said = '';
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** To be said soon, unless something else is before then. */
  say(words: string): void {
    clearTimeout(this.#timer);
    if (words === this.said) return;
    this.#timer = setTimeout(() => {
      this.said = words;
      this.#host.requestUpdate();
    }, PAUSE);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
