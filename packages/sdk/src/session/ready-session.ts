/**
 * Sessions that need no sign-in of ours: they are ready as soon as they are made, and again when asked to be.
 * @module
 */
import { ObservableSession } from './observable.ts';

export abstract class ReadySession extends ObservableSession {
  constructor() {
    super({ kind: 'signed-out' });
  }

  /** Becomes ready, or says why not. */
  protected abstract begin(): void;

  /** There is nothing to come back to. */
  resume(): Promise<void> {
    return Promise.resolve();
  }

  signIn(): Promise<void> {
    if (this.sources.length + this.practice.length === 0) this.begin();
    return Promise.resolve();
  }

  signOut(): Promise<void> {
    this.become({ kind: 'signed-out' });
    return Promise.resolve();
  }
}
