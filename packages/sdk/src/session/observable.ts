/**
 * State that tells when it changed: what every session has in common.
 * @module
 */
import type { SessionState } from './session.ts';
import type { Source } from './source.ts';

const NO_SOURCES: readonly Source[] = [];

export class ObservableSession {
  #state: SessionState;
  #sources: readonly Source[];
  readonly #listeners = new Set<() => void>();

  constructor(state: SessionState, sources: readonly Source[] = NO_SOURCES) {
    this.#state = state;
    this.#sources = sources;
  }

  get state(): SessionState {
    return this.#state;
  }

  get sources(): readonly Source[] {
    return this.#sources;
  }

  subscribe(listener: () => void): () => void {
    // Wrapped, so that one function subscribed twice is told twice and unsubscribes once.
    const subscription = (): void => listener();
    this.#listeners.add(subscription);
    return () => this.#listeners.delete(subscription);
  }

  /** State and sources change together: nobody sees the one without the other. */
  protected become(state: SessionState, sources: readonly Source[] = NO_SOURCES): void {
    this.#state = state;
    this.#sources = sources;
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (thrown) {
        // One listener's fault is its own: the others are told all the same, and the page's error handler hears of it.
        reportError(thrown);
      }
    }
  }
}
