/**
 * Signing in with SMART App Launch: standalone by popup or redirect, or launched by an EHR.
 * @module
 */
import type { Attempt } from '../auth/authorization.ts';
import { baseUrl, isSameBase } from '../auth/base-url.ts';
import type { SmartConfiguration } from '../auth/configuration.ts';
import { type Environment, environmentOf } from '../auth/environment.ts';
import { expired } from '../auth/expired.ts';
import { forgetHop, readHop, rememberHop } from '../auth/hop.ts';
import { answerFrom, answerOpener, openPopup, popupBlocked } from '../auth/popup.ts';
import { launchIn, responseIn, unknownState, withoutLaunch, withoutResponse } from '../auth/response.ts';
import { listScopes, refusedScopes } from '../auth/scopes.ts';
import type { TokenKeeper } from '../auth/token-keeper.ts';
import { EhrError, asEhrError } from '../errors.ts';
import { bearerOf } from './bearer.ts';
import { credentialedFetch } from './credentials.ts';
import { ObservableSession } from './observable.ts';
import { serverSource } from './server-source.ts';
import type { Session, SignInOptions } from './session.ts';
import { type IssuerClient, type SmartSessionOptions, type SmartSettings, readSmartOptions } from './smart-options.ts';

export type { IssuerOptions, SmartSessionOptions } from './smart-options.ts';

/**
 * A session with SMART App Launch 2.2, as a public client with PKCE.
 *
 * Tokens live in this page's memory and nowhere else. A reload asks the person to sign in again, which most servers
 * answer without asking for the password.
 * @throws EhrError `bad-configuration`
 */
export function smartSession(options: SmartSessionOptions): Session {
  const environment = environmentOf(options.environment);
  return new SmartSession(readSmartOptions(options, environment), environment);
}

/** One sign-in and what came of it. A newer one makes everything of an older one void. */
interface Epoch {
  readonly over: AbortController;
  /** Set once signed in. */
  keeper: TokenKeeper | undefined;
}

class SmartSession extends ObservableSession implements Session {
  readonly kind = 'smart';
  readonly #settings: SmartSettings;
  readonly #environment: Environment;
  #epoch: Epoch = { over: new AbortController(), keeper: undefined };
  #underWay: Promise<void> | undefined;
  #focusPopup: () => void = () => {};

  constructor(settings: SmartSettings, environment: Environment) {
    super({ kind: 'signed-out' });
    this.#settings = settings;
    this.#environment = environment;
  }

  async resume(): Promise<void> {
    const { window } = this.#environment;
    if (!window || this.state.kind !== 'signed-out') return;
    const hop = readHop(window);
    const isOurs = hop !== undefined && this.#clientOf(hop.issuer)?.clientId === hop.clientId;
    const response = responseIn(window.location.href);
    if (response !== undefined && this.#isRedirectUri(window.location.href)) {
      const isAnswerToHop = new URLSearchParams(response).get('state') === hop?.state;
      if (isAnswerToHop && !isOurs) return;
      window.history.replaceState(window.history.state, '', withoutResponse(window.location.href));
      if (!isAnswerToHop && answerOpener(this.#environment, response)) return;
      forgetHop(window);
      return this.#attempt((epoch) => this.#finish(epoch, hop, response));
    }
    if (isOurs && hop.response !== undefined) {
      forgetHop(window);
      const { response: answer } = hop;
      return this.#attempt((epoch) => this.#finish(epoch, hop, answer));
    }
    const launch = launchIn(window.location.href);
    if (launch) return this.#attempt((epoch) => this.#leave(epoch, launch.issuer, launch.token));
  }

  signIn(options: SignInOptions = {}): Promise<void> {
    if (this.#underWay) {
      this.#focusPopup();
      return this.#underWay;
    }
    const issuer = options.issuer ?? this.#settings.issuers[0].issuer;
    if (options.by === 'redirect') return this.#attempt((epoch) => this.#leave(epoch, issuer));
    // Opened before anything is awaited: after that the browser no longer sees the click.
    const popup = this.#clientOf(issuer) ? openPopup(this.#environment) : undefined;
    return this.#attempt(async (epoch) => {
      const client = this.#allowed(issuer);
      if (!popup) throw popupBlocked();
      this.#focusPopup = () => popup.focus();
      try {
        const { beginAuthorization } = await import('../auth/authorization.ts');
        const { target, attempt, configuration } = await beginAuthorization(client, issuer);
        epoch.over.signal.throwIfAborted();
        if (target.form) await this.#environment.post(target.url, target.form, popup.name);
        else popup.location.replace(target.url);
        const response = await answerFrom(popup, this.#environment, epoch.over.signal);
        await this.#finish(epoch, attempt, response, configuration);
      } finally {
        this.#focusPopup = () => {};
        popup.close();
      }
    });
  }

  async signOut(): Promise<void> {
    const { keeper } = this.#epoch;
    const revoked = keeper?.revoke();
    this.#startAfresh();
    this.#underWay = undefined;
    this.become({ kind: 'signed-out' });
    await revoked;
  }

  /** Runs one sign-in; whatever it throws becomes the state. */
  #attempt(signIn: (epoch: Epoch) => Promise<void>): Promise<void> {
    const epoch = this.#startAfresh();
    this.become({ kind: 'signing-in' });
    const underWay = this.#run(signIn, epoch);
    this.#underWay = underWay;
    void underWay.then(() => {
      if (this.#underWay === underWay) this.#underWay = undefined;
    });
    return underWay;
  }

  async #run(signIn: (epoch: Epoch) => Promise<void>, epoch: Epoch): Promise<void> {
    try {
      await signIn(epoch);
    } catch (thrown) {
      if (epoch !== this.#epoch) return;
      const error = asEhrError(thrown, 'authorization-failed', 'Signing in failed. Try again.');
      // Cleared first: who is told of the failure may try again at once.
      this.#underWay = undefined;
      this.become(error.code === 'no-patient' ? { kind: 'no-patient', error } : { kind: 'failed', error });
    }
  }

  /** Goes to the authorization server with this page, which comes back to the redirect URI. */
  async #leave(epoch: Epoch, issuer: string, launch?: string): Promise<void> {
    const { window } = this.#environment;
    if (!window) throw new EhrError('bad-configuration', 'Signing in by redirect needs a browser page.');
    const client = this.#allowed(issuer);
    // Without the launch: coming back to it would launch again.
    const returnTo = launch === undefined ? window.location.href : withoutLaunch(window.location.href);
    const { beginAuthorization } = await import('../auth/authorization.ts');
    const { target, attempt } = await beginAuthorization(client, issuer, launch);
    if (epoch !== this.#epoch) return;
    rememberHop(window, { ...attempt, clientId: client.clientId, returnTo });
    const backAgain = (event: PageTransitionEvent): void => {
      window.removeEventListener('pageshow', backAgain);
      // The back button brought this page back as it was, in the midst of leaving.
      if (event.persisted && epoch === this.#epoch) void this.signOut();
    };
    window.addEventListener('pageshow', backAgain);
    if (target.form) await this.#environment.post(target.url, target.form, '_self');
    else window.location.assign(target.url);
  }

  async #finish(
    epoch: Epoch,
    attempt: Attempt | undefined,
    response: string,
    known?: SmartConfiguration,
  ): Promise<void> {
    if (!attempt) throw unknownState(this.#settings.issuers[0].issuer);
    const client = this.#allowed(attempt.issuer);
    const [{ finishAuthorization }, { TokenKeeper }] = await Promise.all([
      import('../auth/authorization.ts'),
      import('../auth/token-keeper.ts'),
    ]);
    const environment = this.#environment;
    const signedIn = await finishAuthorization(client, attempt, response, environment, known);
    if (epoch !== this.#epoch) return;
    const { tokens, context, configuration } = signedIn;
    const base = baseUrl(attempt.issuer);
    epoch.keeper = new TokenKeeper(tokens, {
      environment,
      endpoint: { url: configuration.tokenEndpoint, server: base },
      revocationEndpoint: configuration.revocationEndpoint,
      clientId: client.clientId,
      patient: context.patient,
      onEnd: (error) => {
        if (epoch === this.#epoch) this.become({ kind: 'expired', error });
      },
    });
    const { scopes } = tokens;
    const fetch = credentialedFetch(base, bearerOf(epoch.keeper), environment, epoch.over.signal);
    const source = serverSource({ base, name: client.name, patient: context.patient, scopes, fetch });
    const refused = refusedScopes(listScopes(client.scope), scopes);
    this.become({ kind: 'ready', context, refusedScopes: refused }, [source]);
  }

  /** Drops all that was: tokens, requests under way, an unfinished sign-in. */
  #startAfresh(): Epoch {
    const { over, keeper } = this.#epoch;
    keeper?.forget();
    over.abort(expired(this.sources[0]?.base ?? this.#settings.issuers[0].issuer));
    this.#epoch = { over: new AbortController(), keeper: undefined };
    return this.#epoch;
  }

  #clientOf(issuer: string): IssuerClient | undefined {
    return this.#settings.issuers.find((allowed) => isSameBase(allowed.issuer, issuer));
  }

  #allowed(issuer: string): IssuerClient {
    const client = this.#clientOf(issuer);
    if (client) return client;
    const message = `${issuer} is not among the issuers this page may sign in at. Nothing was sent to it.`;
    throw new EhrError('issuer-not-allowed', message, { server: issuer });
  }

  #isRedirectUri(url: string): boolean {
    const [here, registered] = [new URL(url), new URL(this.#settings.redirectUri)];
    return here.origin === registered.origin && here.pathname === registered.pathname;
  }
}
