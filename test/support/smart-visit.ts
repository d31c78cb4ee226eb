/** A person signs in by redirect: away to the server, over the callback page, and back. */
import { completeRedirect } from '../../packages/sdk/src/auth/callback.ts';
import type { Session } from '../../packages/sdk/src/session/session.ts';
import { smartSession } from '../../packages/sdk/src/session/smart-session.ts';
import type { SmartSessionOptions } from '../../packages/sdk/src/session/smart-options.ts';
import { type FakeClock, type FakePage, fakeEnvironment } from './fake-page.ts';
import type { SmartServer } from './smart-server.ts';

export const CALLBACK = 'https://portal.example/callback.html';

export interface Visit {
  readonly page: FakePage;
  readonly session: Session;
}

export class Visitor {
  readonly sessions: Session[] = [];
  readonly #server: SmartServer;
  readonly #clock: FakeClock;
  readonly #options: Partial<SmartSessionOptions>;

  constructor(server: SmartServer, clock: FakeClock, options: Partial<SmartSessionOptions>) {
    this.#server = server;
    this.#clock = clock;
    this.#options = options;
  }

  /** A session of that page, which has done nothing yet. */
  sessionOn(page: FakePage, options: Partial<SmartSessionOptions> = {}): Session {
    const { environment, ...others } = { ...this.#options, ...options };
    const session = smartSession({
      issuer: this.#server.base,
      clientId: 'portal',
      scope: 'launch/patient patient/*.rs',
      redirectUri: CALLBACK,
      ...others,
      environment: { ...fakeEnvironment(page, this.#clock), ...environment },
    });
    this.sessions.push(session);
    return session;
  }

  /** The page has loaded. */
  async load(page: FakePage, options: Partial<SmartSessionOptions> = {}): Promise<Visit> {
    const session = this.sessionOn(page, options);
    await session.resume();
    return { page, session };
  }

  async signIn(from: FakePage, options: Partial<SmartSessionOptions> = {}): Promise<Visit> {
    await this.sessionOn(from, options).signIn({ by: 'redirect' });
    return this.comeBack(from, options);
  }

  /** Whoever was sent away agrees, and is sent back. */
  async comeBack(from: FakePage, options: Partial<SmartSessionOptions> = {}): Promise<Visit> {
    const callback = from.next(`${CALLBACK}?${this.#server.agree(from.left.at(-1) ?? '')}`);
    completeRedirect({ window: callback });
    return this.load(callback.next(callback.left[0] ?? ''), options);
  }
}

/** What a session has come to, in a word or two. */
export function outcome({ state }: Session): string {
  return 'error' in state ? `${state.kind}: ${state.error.code}` : state.kind;
}
