/**
 * Sessions that need no sign-in of ours: the host page has seen to it, or the server is open. They are ready at once.
 * @module
 */
import { baseUrl } from '../auth/base-url.ts';
import { type Environment, environmentOf } from '../auth/environment.ts';
import { contextOf } from '../auth/launch-context.ts';
import { listScopes } from '../auth/scopes.ts';
import { expired, idled } from '../auth/expired.ts';
import { EhrError } from '../errors.ts';
import { bearer } from './bearer.ts';
import { type Credentials, credentialedFetch } from './credentials.ts';
import { type IdleOptions, readIdle } from './idle.ts';
import type { Life } from './life.ts';
import { ReadySession } from './ready-session.ts';
import { serverSource } from './server-source.ts';
import type { Session, SessionState } from './session.ts';
import type { ServerSource } from './source.ts';

export interface OpenSessionOptions {
  /** FHIR base URL, absolute. */
  readonly fhirBase: string;
  /** The Patient's logical id at that server. */
  readonly patient: string;
  /** For readers; the server's host name when left out. */
  readonly name?: string;
  /** Ends the session when nobody uses the page. Without it the session stays. */
  readonly idle?: IdleOptions;
  /** Parts of the page to replace, for tests. */
  readonly environment?: Partial<Environment>;
}

export interface ProxySessionOptions extends OpenSessionOptions {
  /** FHIR base URL of the proxy; may be relative to the page, for instance `/fhir`. */
  readonly fhirBase: string;
  /** Sent along with every request, for instance the header against request forgery that the proxy asks for. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TokenSessionOptions extends OpenSessionOptions {
  /**
   * Gives an access token. Asked for each request, so remember it; `refused` is true when the server did not take the
   * last one, and a new one is needed. Never called twice at a time.
   */
  readonly getToken: (request: { readonly refused: boolean }) => string | Promise<string>;
  /** The scopes the token has, space-separated, if the host knows them: then what is not granted is not asked for. */
  readonly scope?: string;
}

/**
 * A server that needs no credentials.
 * @throws EhrError `bad-configuration`
 */
export function openSession(options: OpenSessionOptions): Session {
  return new HostSession('open', options, () => ({ cookies: 'omit', headers: () => Promise.resolve({}) }));
}

/**
 * A proxy of the host's own that holds the tokens and knows the person by cookie (the backend-for-frontend pattern of
 * OAuth 2.0 for Browser-Based Applications). A 401 from it means that its session is over.
 * @throws EhrError `bad-configuration`
 */
export function proxySession(options: ProxySessionOptions): Session {
  const headers = { ...options.headers };
  return new HostSession('proxy', options, (refused) => ({
    cookies: 'include',
    headers: () => Promise.resolve(headers),
    refused,
  }));
}

/**
 * A token that the host page gets by its own means. It is asked for when needed and kept nowhere.
 * @throws EhrError `bad-configuration`
 */
export function tokenSession(options: TokenSessionOptions): Session {
  return new HostSession('token', options, (refused, base) => {
    const ask = oneAtATime(async (wasRefused) => bearer(await askHost(options, wasRefused, base)));
    return {
      cookies: 'omit',
      headers: () => ask(false),
      renew: async (old) => {
        // Another request's refusal may have brought a new one already.
        const held = await ask(false);
        const now = held.authorization === old.authorization ? await ask(true) : held;
        return now.authorization === old.authorization ? undefined : now;
      },
      refused,
    };
  });
}

class HostSession extends ReadySession implements Session {
  readonly kind: 'open' | 'proxy' | 'token';
  readonly #open: (over: AbortController) => ServerSource | undefined;
  readonly #base: string;
  readonly #environment: Environment;
  readonly #idle: Required<IdleOptions> | undefined;
  #over = new AbortController();
  #life: Life | undefined;

  constructor(
    kind: 'open' | 'proxy' | 'token',
    options: OpenSessionOptions & { readonly scope?: string },
    credentials: (refused: () => void, base: string) => Credentials,
  ) {
    super();
    this.kind = kind;
    this.#idle = readIdle(options.idle);
    const environment = (this.#environment = environmentOf(options.environment));
    const base = (this.#base = baseUrl(options.fhirBase, environment.window?.location.href));
    const patient = (options.patient ?? '').replace(/^Patient\//, '');
    const scopes = options.scope === undefined ? undefined : listScopes(options.scope);
    this.#open = (over) => {
      const proof = credentials(() => this.#end(over, { kind: 'expired', error: expired(base) }), base);
      const fetch: ServerSource['fetch'] = credentialedFetch(base, proof, environment, over.signal);
      return patient ? serverSource({ base, name: options.name, patient, scopes, fetch }) : undefined;
    };
    this.begin();
  }

  override signOut(): Promise<void> {
    this.#drop();
    return super.signOut();
  }

  override stay(): void {
    this.#life?.stay();
  }

  protected override begin(): void {
    const over = (this.#over = new AbortController());
    const source = this.#open(over);
    this.become(readyOrNoPatient(source?.patient, this.#base), source && [source]);
    if (source && this.#idle) void this.#watch(over, this.#idle);
  }

  /** What watches a page is loaded only where it is wanted; until then nobody has been idle for long. */
  async #watch(over: AbortController, idle: Required<IdleOptions>): Promise<void> {
    const usedAt = this.#environment.now();
    try {
      const { Life } = await import('./life.ts');
      if (over.signal.aborted) return;
      this.#life = new Life({
        environment: this.#environment,
        idle,
        usedAt,
        onEnding: (ending) => this.warn(ending),
        onEnd: () => this.#end(over, { kind: 'expired', error: idled(this.#base) }),
      });
      this.#life.begin();
    } catch (cause) {
      this.#end(over, { kind: 'failed', error: unwatched(this.#base, cause) });
    }
  }

  /** Ends by itself. Who was signed out, or has signed in again, is not concerned. */
  #end(over: AbortController, state: SessionState): void {
    if (over.signal.aborted) return;
    this.#drop();
    this.become(state);
  }

  #drop(): void {
    this.#over.abort(expired(this.#base));
    this.#life?.stop();
    this.#life = undefined;
  }
}

/** A page that was to close the record when nobody is there does not show it without being able to. */
function unwatched(server: string, cause: unknown): EhrError {
  const message =
    'The part that ends a session nobody uses could not be loaded. Check the network, then reload the page.';
  return new EhrError('unreachable', message, { server, cause });
}

function readyOrNoPatient(patient: string | undefined, server: string): SessionState {
  if (patient) return { kind: 'ready', context: contextOf(patient), refusedScopes: [] };
  return { kind: 'no-patient', error: new EhrError('no-patient', 'No patient was given. Set `patient`.', { server }) };
}

async function askHost(options: TokenSessionOptions, refused: boolean, server: string): Promise<string> {
  try {
    const token = await options.getToken({ refused });
    if (typeof token === 'string' && token !== '') return token;
    throw new TypeError('getToken gave no token');
  } catch (thrown) {
    const message = 'The page could not give an access token (getToken failed). Sign in to the page again.';
    throw thrown instanceof EhrError
      ? thrown
      : new EhrError('token-request-failed', message, { server, cause: thrown });
  }
}

/** Those who ask while an answer is under way share it; who needs a new token does not share an old one. */
function oneAtATime<T>(ask: (refused: boolean) => Promise<T>): (refused: boolean) => Promise<T> {
  let underWay: { refused: boolean; answer: Promise<T> } | undefined;
  return async (refused) => {
    while (underWay && refused && !underWay.refused) await underWay.answer.catch(() => undefined);
    if (underWay) return underWay.answer;
    const turn = { refused, answer: ask(refused).finally(() => (underWay = undefined)) };
    underWay = turn;
    return turn.answer;
  };
}
