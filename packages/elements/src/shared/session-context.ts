import { ContextEvent, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '@ehr-widgets/sdk';

/**
 * The one context of the library: the session of the nearest `<ehr-session>`. The key is the same in every copy of
 * the library, so that widgets loaded separately share a session.
 */
export const sessionContext = createContext<Session | undefined>(Symbol.for('ehr-widgets/session'));

/** Finds the session around an element and follows it, also when the provider is upgraded later than the element. */
export class SessionConsumer implements ReactiveController {
  /** Undefined while no provider has answered. */
  session: Session | undefined;

  readonly #host: ReactiveControllerHost & Element;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // A provider that is upgraded after this element announces itself by this event (Context Community Protocol).
    document.addEventListener('context-provider', this.#onProvider);
    this.#ask();
  }

  hostDisconnected(): void {
    document.removeEventListener('context-provider', this.#onProvider);
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #ask(): void {
    let answered = false;
    const request = new ContextEvent(
      sessionContext,
      this.#host,
      (session, unsubscribe) => {
        answered = true;
        if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
        this.#unsubscribe = unsubscribe;
        this.#set(session);
      },
      true,
    );
    this.#host.dispatchEvent(request);
    if (!answered) this.#set(undefined);
  }

  #set(session: Session | undefined): void {
    if (session === this.session) return;
    this.session = session;
    this.#host.requestUpdate();
  }

  readonly #onProvider = (event: Event): void => {
    if ((event as Event & { context?: unknown }).context === sessionContext) this.#ask();
  };
}
