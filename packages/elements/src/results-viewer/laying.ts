import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How many results are laid out with each frame. */
const PART = 400;

/** Lays a long list out a part at a time, and prints it once all of it stands there. */
export class Laying implements ReactiveController {
  /** How many have been laid out. */
  done = PART;
  /** All of it is being made ready for paper. */
  forPaper = false;

  readonly #host: ReactiveControllerHost;
  #all = 0;
  #frame: number | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.forPaper = false;
  }

  /** The list is on the screen, and has this many. */
  lay(all: number): void {
    this.#all = all;
  }

  /** Another list: from its top. */
  again(): void {
    this.done = PART;
    this.#all = 0;
  }

  hostUpdated(): void {
    if (this.#all === 0) return;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (this.done < this.#all) {
        this.done += PART;
        this.#host.requestUpdate();
      } else if (this.forPaper) {
        this.#print();
      }
    });
  }

  /** Prints once all is laid out. */
  print(): void {
    this.forPaper = true;
    this.#host.requestUpdate();
  }

  /** The browser stays in `print` until the reader has answered. */
  #print(): void {
    globalThis.print();
    this.forPaper = false;
    this.#all = 0;
    this.#host.requestUpdate();
  }
}
