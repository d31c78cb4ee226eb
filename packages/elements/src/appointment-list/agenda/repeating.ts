import type { ReactiveController, ReactiveControllerHost } from 'lit';

const MINUTE = 60_000;

interface Repeated {
  /** Undefined where it is not to be done again. */
  readonly minutes: () => number | undefined;
  readonly act: () => void;
}

/** Does something every few minutes while an element is there: a front desk wants to see who has come. */
export class Repeating implements ReactiveController {
  readonly #repeated: Repeated;
  #every: { readonly minutes: number; readonly timer: ReturnType<typeof setInterval> } | undefined;

  constructor(host: ReactiveControllerHost, repeated: Repeated) {
    this.#repeated = repeated;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#repeat(this.#repeated.minutes());
  }

  hostDisconnected(): void {
    this.#repeat(undefined);
  }

  #repeat(minutes: number | undefined): void {
    if (minutes === this.#every?.minutes) return;
    clearInterval(this.#every?.timer);
    this.#every = minutes === undefined ? undefined : { minutes, timer: setInterval(this.#act, minutes * MINUTE) };
  }

  /** A page that nobody looks at asks for nothing. */
  readonly #act = (): void => {
    if (document.visibilityState === 'visible') this.#repeated.act();
  };
}
