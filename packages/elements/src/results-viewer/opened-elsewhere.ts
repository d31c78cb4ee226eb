import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { EhrOpenEvent } from '../shared/open-event.ts';

/** Tells what is opened in other elements of the page. */
export class OpenedElsewhere implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #tell: (reference: string, source: string) => void;
  #listening: Document | undefined;

  constructor(host: ReactiveControllerHost & Element, tell: (reference: string, source: string) => void) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = this.#host.ownerDocument;
    this.#listening.addEventListener(EhrOpenEvent.type, this.#onOpen);
  }

  hostDisconnected(): void {
    this.#listening?.removeEventListener(EhrOpenEvent.type, this.#onOpen);
  }

  readonly #onOpen = (event: Event): void => {
    if (event.composedPath().includes(this.#host)) return;
    // By its members, not its class: the element may be of another copy of the library.
    const { reference, source } = event as Partial<EhrOpenEvent>;
    if (typeof reference === 'string' && typeof source === 'string') this.#tell(reference, source);
  };
}
