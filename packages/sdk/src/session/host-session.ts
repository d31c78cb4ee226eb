/**
 * Sessions that need no sign-in of ours: the host page has seen to it, or the server is open. They are ready at once.
 * @module
 */
import { baseUrl } from '../auth/base-url.ts';
import { type Environment, environmentOf, ownFetch } from '../auth/environment.ts';
import { contextOf, practiceContext } from '../auth/launch-context.ts';
import { grantsPractice, listScopes } from '../auth/scopes.ts';
import { expired, idled } from '../auth/expired.ts';
import { EhrError } from '../errors.ts';
import { type Credentials, credentialedFetch } from './credentials.ts';
import { sayFarewell } from './farewell.ts';
import { type IdleOptions, readIdle } from './idle.ts';
import type { Life } from './life.ts';
import { ReadySession } from './ready-session.ts';
import { rightOf } from './right.ts';
import { practiceSource, serverSource } from './server-source.ts';
import type { Session, SessionState } from './session.ts';
import type { PracticeSource, ServerSource } from './source.ts';

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
 * The same for staff, without a patient in context: the session is `no-patient` with `practice`. Whether the person may see
 * more than one patient's record the server decides, and for a token the `scope` that the host knows.
 */
export type ForPractice<Options extends OpenSessionOptions> = Omit<Options, 'patient'> & {
  readonly practice: true;
  readonly patient?: never;
};

/**
 * A server that needs no credentials.
 * @throws EhrError `bad-configuration`
 */
export function openSession(options: OpenSessionOptions | ForPractice<OpenSessionOptions>): Session {
  return new HostSession('open', options, [], () => ({ cookies: 'omit', headers: () => Promise.resolve({}) }));
}

/**
 * A proxy of the host's own that holds the tokens and knows the person by cookie (the backend-for-frontend pattern of
 * OAuth 2.0 for Browser-Based Applications). A 401 from it means that its session is over.
 * @throws EhrError `bad-configuration`
 */
export function proxySession(options: ProxySessionOptions | ForPractice<ProxySessionOptions>): Session {
  const headers = { ...options.headers };
  return new HostSession('proxy', options, [JSON.stringify(Object.entries(headers).sort())], (refused) => ({
    cookies: 'include',
    headers: () => Promise.resolve(headers),
    refused,
  }));
}

/**
 * A token that the host page gets by its own means. It is asked for when needed and kept nowhere.
 * @throws EhrError `bad-configuration`
 */
export function tokenSession(options: TokenSessionOptions | ForPractice<TokenSessionOptions>): Session {
  const { getToken, scope } = options;
  return new HostSession('token', options, [getToken, scope], (refused, base) => {
    let proof: Promise<Pick<Required<Credentials>, 'headers' | 'renew'>> | undefined;
    // Few pages have a token of their own.
    const loaded = (): NonNullable<typeof proof> =>
      (proof ??= import('./host-token.ts').then(
        ({ hostToken }) => hostToken(getToken, base),
        (cause: unknown) => {
          proof = undefined;
          throw unloaded('The part that asks the page for its access token', base, cause);
        },
      ));
    return {
      cookies: 'omit',
      headers: async () => (await loaded()).headers(),
      renew: async (old) => (await loaded()).renew(old),
      refused,
    };
  });
}

class HostSession extends ReadySession implements Session {
  readonly kind: 'open' | 'proxy' | 'token';
  readonly #open: (over: AbortController) => ServerSource | PracticeSource | undefined;
  readonly #base: string;
  readonly #environment: Environment;
  readonly #idle: Required<IdleOptions> | undefined;
  #over = new AbortController();
  #life: Life | undefined;

  constructor(
    kind: 'open' | 'proxy' | 'token',
    options: (OpenSessionOptions | ForPractice<OpenSessionOptions>) & { readonly scope?: string },
    proof: Parameters<typeof rightOf>[1],
    credentials: (refused: () => void, base: string) => Credentials,
  ) {
    super();
    this.kind = kind;
    this.#idle = readIdle(options.idle);
    const environment = (this.#environment = environmentOf(options.environment));
    const base = (this.#base = baseUrl(options.fhirBase, environment.window?.location.href));
    const patient = (options.patient ?? '').replace(/^Patient\//, '');
    const scopes = options.scope === undefined ? undefined : listScopes(options.scope);
    const isForPractice = 'practice' in options && options.practice && (!scopes || grantsPractice(scopes));
    this.#open = (over) => {
      if (!patient && !isForPractice) return undefined;
      const refused = (): void => this.#end(over, { kind: 'expired', error: expired(base) });
      const fetch = credentialedFetch(base, credentials(refused, base), environment, over.signal);
      const source = { base, name: options.name, scopes, fetch };
      if (!patient) return practiceSource(source);
      const right = rightOf(over.signal, [kind, base, patient, ownFetch(environment), ...proof]);
      return serverSource({ ...source, patient, right });
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
    if (source && 'patient' in source) {
      this.become({ kind: 'ready', context: contextOf(source.patient), refusedScopes: [] }, [source]);
    } else {
      const error = new EhrError('no-patient', 'No patient was given. Set `patient`.', { server: this.#base });
      const practice = source && { practice: { context: practiceContext(), refusedScopes: [] } };
      this.become({ kind: 'no-patient', error, ...practice }, [], source && [source]);
    }
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
      // A page that was to close the record when nobody is there does not show it without being able to.
      const error = unloaded('The part that ends a session nobody uses', this.#base, cause);
      this.#end(over, { kind: 'failed', error });
    }
  }

  /** Ends by itself. Who was signed out, or has signed in again, is not concerned. */
  #end(over: AbortController, state: SessionState): void {
    if (over.signal.aborted) return;
    this.#drop();
    this.become(state);
  }

  #drop(): void {
    sayFarewell(this.sources);
    this.#over.abort(expired(this.#base));
    this.#life?.stop();
    this.#life = undefined;
  }
}

function unloaded(part: string, server: string, cause: unknown): EhrError {
  const message = `${part} could not be loaded. Check the network, then reload the page.`;
  return new EhrError('unreachable', message, { server, cause });
}
