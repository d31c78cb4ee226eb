import { ContextEvent, createContext, type Context } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '@ehr-widgets/sdk';

/**
 * The one context of the library: the session of the nearest `<ehr-session>`. The key is the same in every copy of
 * the library, so that widgets loaded separately share a session.
 */
export const sessionContext = createContext<Session | undefined>(Symbol.for('ehr-widgets/session'));

/** Finds what an element around this one provides and follows it, also when the provider is upgraded later. */
export class ContextFollower<Value> implements ReactiveController {
  /** Undefined while no provider has answered. */
  value: Value | undefined;

  readonly #host: ReactiveControllerHost & Element;
  readonly #context: Context<unknown, Value>;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & Element, context: Context<unknown, Value>) {
    this.#host = host;
    this.#context = context;
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
      this.#context,
      this.#host,
      (value, unsubscribe) => {
        answered = true;
        if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
        this.#unsubscribe = unsubscribe;
        this.#set(value);
      },
      true,
    );
    this.#host.dispatchEvent(request);
    if (!answered) this.#set(undefined);
  }

  #set(value: Value | undefined): void {
    if (value === this.value) return;
    this.value = value;
    this.#host.requestUpdate();
  }

  readonly #onProvider = (event: Event): void => {
    if ((event as Event & { context?: unknown }).context === this.#context) this.#ask();
  };
}

/** Follows the session around an element. */
export class SessionConsumer extends ContextFollower<Session | undefined> {
  constructor(host: ReactiveControllerHost & Element) {
    super(host, sessionContext);
  }

  get session(): Session | undefined {
    return this.value;
  }
}
