/**
 * State that tells when it changed: what every session has in common.
 * @module
 */
import type { Interaction, Narrowing, Permission } from '../auth/scopes.ts';
import type { AbsentSource, Ending, SessionState } from './session.ts';
import type { PracticeSource, Source } from './source.ts';

const NO_SOURCES: readonly Source[] = [];
const NO_PRACTICE: readonly PracticeSource[] = [];
const NONE_ABSENT: readonly AbsentSource[] = [];

export class ObservableSession {
  #state: SessionState;
  #sources: readonly Source[];
  #practice = NO_PRACTICE;
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

  get practice(): readonly PracticeSource[] {
    return this.#practice;
  }

  get absent(): readonly AbsentSource[] {
    return NONE_ABSENT;
  }

  can(interaction: Interaction, type: string, narrowing?: Narrowing): Permission {
    const verdicts = this.#sources.map((source) => source.can(interaction, type, narrowing));
    if (verdicts.some((verdict) => verdict.allowed)) return { allowed: true };
    return {
      allowed: false,
      missing: [...new Set(verdicts.flatMap((verdict) => (verdict.allowed ? [] : verdict.missing)))],
    };
  }

  /** Nothing ends for want of use, unless a kind of session says otherwise. */
  stay(): void {}

  subscribe(listener: () => void): () => void {
    // Wrapped, so that one function subscribed twice is told twice and unsubscribes once.
    const subscription = (): void => listener();
    this.#listeners.add(subscription);
    return () => this.#listeners.delete(subscription);
  }

  /** Tells that the end is near, or is not near any more. What can be read stays the same. */
  protected warn(ending: Ending | undefined): void {
    this.become(withEnding(this.#state, ending), this.#sources, this.#practice);
  }

  /** State and sources change together: nobody sees the one without the other. */
  protected become(state: SessionState, sources = NO_SOURCES, practice = NO_PRACTICE): void {
    this.#state = state;
    this.#sources = sources;
    this.#practice = practice;
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

/** The same state, about to end or not. */
function withEnding(state: SessionState, ending: Ending | undefined): SessionState {
  if (state.kind === 'ready') return { ...state, ending };
  return 'practice' in state ? { ...state, practice: { ...state.practice, ending } } : state;
}
