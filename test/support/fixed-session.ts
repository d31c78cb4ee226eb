/** A session whose state and sources a test sets by hand. */
import type { Session, SessionState } from '../../packages/sdk/src/session/session.ts';
import type { Permission, ServerSource, Source } from '../../packages/sdk/src/session/source.ts';

/** A source on a real server, with nothing refused. */
export function serverSource(name: string, base: string, patient: string): ServerSource {
  return {
    kind: 'server',
    id: `${base}#${patient}`,
    name,
    patient,
    base,
    scopes: undefined,
    can: (): Permission => ({ allowed: true }),
    fetch: (url, init) => fetch(url, init),
  };
}

export class FixedSession implements Session {
  readonly kind = 'open';
  state: SessionState = { kind: 'ready', context: {} as never, refusedScopes: [] };
  sources: Source[];
  absent: Session['absent'] = [];
  readonly #listeners = new Set<() => void>();

  constructor(sources: Source[]) {
    this.sources = sources;
  }

  /** Changes the state; sources are there only while it is ready, as in every session. */
  become(state: SessionState, sources: Source[] = []): void {
    this.state = state;
    this.sources = sources;
    for (const listener of this.#listeners) listener();
  }

  becomeReady(sources: Source[]): void {
    this.become({ kind: 'ready', context: {} as never, refusedScopes: [] }, sources);
  }

  can(): Permission {
    return { allowed: this.sources.length > 0, missing: [] };
  }
  stay(): void {}
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  resume(): Promise<void> {
    return Promise.resolve();
  }
  signIn(): Promise<void> {
    return Promise.resolve();
  }
  signOut(): Promise<void> {
    this.become({ kind: 'signed-out' });
    return Promise.resolve();
  }
}
