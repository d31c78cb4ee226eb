import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { recordOf, type PatientRecord, type Session, type Topic, type TopicState } from '@ehr-widgets/sdk';

/** How long to wait before asking again whether the session still holds, in milliseconds. */
const ASK_AGAIN = 3_000;

const NO_SESSION: TopicState<never> = { kind: 'waiting', for: 'session' };

/** What a state has to show: all that was read, or as much as has arrived. */
export function viewOf<View>(state: TopicState<View>): View | undefined {
  if (state.kind === 'ready' || state.kind === 'stale') return state.view;
  return state.kind === 'loading' ? state.partial : undefined;
}

/**
 * Keeps an element told about its topics. Which topics, and through which session, is asked again at every update, so
 * both may change. Survives a move in the DOM without reading anything again, and lets go only when the element is
 * still out of the page a microtask later.
 */
export class TopicController implements ReactiveController {
  /** True while a page that came back from the back-forward cache has not yet made sure that the session still holds. */
  concealed = false;

  readonly #host: ReactiveControllerHost & Element;
  readonly #session: () => Session | undefined;
  readonly #topics: () => readonly Topic<unknown>[];
  #watchedSession: Session | undefined;
  #askAgain: ReturnType<typeof setTimeout> | undefined;
  readonly #watched = new Map<Topic<unknown>, { state: TopicState<unknown>; stop: () => void }>();

  constructor(
    host: ReactiveControllerHost & Element,
    session: () => Session | undefined,
    topics: () => readonly Topic<unknown>[],
  ) {
    this.#host = host;
    this.#session = session;
    this.#topics = topics;
    host.addController(this);
  }

  /** The topic's state now. */
  state<View>(topic: Topic<View>): TopicState<View> {
    return (this.#watched.get(topic)?.state ?? NO_SESSION) as TopicState<View>;
  }

  /**
   * These topics, and those that could not be read again for the same reason. What was read at another minute is told
   * apart, and still one press is meant for all that a silent server left old.
   */
  staleAlike(topics: readonly string[]): readonly string[] {
    const stale = [...this.#watched].flatMap(([{ name }, { state }]) =>
      state.kind === 'stale' ? [{ name, reason: state.error.code }] : [],
    );
    const reasons = new Set(stale.flatMap(({ name, reason }) => (topics.includes(name) ? [reason] : [])));
    return [...new Set([...topics, ...stale.flatMap(({ name, reason }) => (reasons.has(reason) ? [name] : []))])];
  }

  /** Reads the topics again (all of the element's, or those named), keeping what is shown. */
  async refresh(topics: readonly string[] = this.#topics().map((topic) => topic.name)): Promise<void> {
    await this.#record?.refresh(topics);
  }

  hostConnected(): void {
    globalThis.addEventListener('pagehide', this.#onPageHide);
    globalThis.addEventListener('pageshow', this.#onPageShow);
    this.#follow();
    if (this.concealed) void this.#recheck();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('pagehide', this.#onPageHide);
    globalThis.removeEventListener('pageshow', this.#onPageShow);
    clearTimeout(this.#askAgain);
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#release();
    });
  }

  get #record(): PatientRecord | undefined {
    return this.#watchedSession && recordOf(this.#watchedSession);
  }

  /** Brings what is watched in line with what is wanted. */
  #follow(): void {
    const session = this.#session();
    if (session !== this.#watchedSession) this.#release();
    this.#watchedSession = session;
    const wanted = new Set(this.#topics());
    for (const [topic, watched] of this.#watched) {
      if (wanted.has(topic)) continue;
      this.#watched.delete(topic);
      watched.stop();
    }
    if (!session) return;
    for (const topic of wanted) if (!this.#watched.has(topic)) this.#watch(topic, session);
  }

  #watch(topic: Topic<unknown>, session: Session): void {
    const watched = { state: NO_SESSION as TopicState<unknown>, stop: (): void => undefined };
    this.#watched.set(topic, watched);
    watched.stop = recordOf(session).watch(topic, (state) => {
      watched.state = state;
      this.#host.requestUpdate();
    });
  }

  #release(): void {
    for (const watched of this.#watched.values()) watched.stop();
    this.#watched.clear();
    this.#watchedSession = undefined;
  }

  /** What the back-forward cache keeps must not be a picture of the record. */
  readonly #onPageHide = (event: PageTransitionEvent): void => {
    if (event.persisted) this.#conceal(true);
  };

  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    this.#conceal(true);
    void this.#recheck();
  };

  /** Shows the record again once a server has taken the session's word, or there is nothing left that could be shown. */
  async #recheck(): Promise<void> {
    clearTimeout(this.#askAgain);
    await this.refresh();
    if (!this.concealed || !this.#host.isConnected) return;
    if (this.#isSettled) this.#conceal(false);
    else this.#askAgain = setTimeout(() => void this.#recheck(), ASK_AGAIN);
  }

  /** What was read before and could not be read again now may belong to somebody who has signed out elsewhere. */
  get #isSettled(): boolean {
    if (this.#session()?.state.kind !== 'ready') return true;
    const kinds = [...this.#watched.values()].map(({ state }) => state.kind);
    return kinds.includes('ready') || !kinds.some((kind) => kind === 'stale' || kind === 'loading');
  }

  #conceal(concealed: boolean): void {
    this.concealed = concealed;
    this.#host.requestUpdate();
  }
}
