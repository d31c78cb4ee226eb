import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import { SessionConsumer } from './session-context.ts';
import { usableSession } from './usable.ts';

/**
 * The session that an element goes by: one that the host gave it, else that of the `<ehr-session>` around it. Draws the
 * element again when there is another, and when its state changes.
 */
export class SessionFollower implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #own: () => Session | undefined | null;
  readonly #context: SessionConsumer;
  #followed: Session | undefined;
  #unfollow: (() => void) | undefined;

  /** @param own The element's `session` property. */
  constructor(host: ReactiveControllerHost & Element, own: () => Session | undefined | null) {
    this.#host = host;
    this.#own = own;
    this.#context = new SessionConsumer(host);
    host.addController(this);
  }

  get session(): Session | undefined {
    return usableSession(this.#own()) ?? this.#context.session;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    this.#follow(this.#host.isConnected ? this.session : undefined);
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(session: Session | undefined): void {
    if (session === this.#followed) return;
    this.#unfollow?.();
    this.#followed = session;
    this.#unfollow = session?.subscribe(() => this.#host.requestUpdate());
  }
}
