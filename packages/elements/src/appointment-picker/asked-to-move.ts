import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { EhrRescheduleEvent } from '../shared/reschedule-event.ts';

/** Hears on the page that an appointment is to be moved, and takes that where it can be done here. */
export class AskedToMove implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #take: (reference: string, source: string) => boolean;
  #listening: Document | undefined;

  /** @param take Says whether it is done here. */
  constructor(host: ReactiveControllerHost & Element, take: (reference: string, source: string) => boolean) {
    this.#host = host;
    this.#take = take;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = this.#host.ownerDocument;
    this.#listening.addEventListener(EhrRescheduleEvent.type, this.#onAsked);
  }

  hostDisconnected(): void {
    this.#listening?.removeEventListener(EhrRescheduleEvent.type, this.#onAsked);
  }

  readonly #onAsked = (event: Event): void => {
    if (event.defaultPrevented) return;
    // By its members, not its class: the element may be of another copy of the library.
    const { reference, source } = event as Partial<EhrRescheduleEvent>;
    if (typeof reference === 'string' && typeof source === 'string' && this.#take(reference, source))
      event.preventDefault();
  };
}
