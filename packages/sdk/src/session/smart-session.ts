/**
 * Signing in with SMART App Launch: standalone by popup or redirect, or launched by an EHR.
 * @module
 */
import type { Attempt } from '../auth/authorization.ts';
import { isSameBase } from '../auth/base-url.ts';
import type { SmartConfiguration } from '../auth/configuration.ts';
import { type Environment, environmentOf, type PageWindow } from '../auth/environment.ts';
import { expired } from '../auth/expired.ts';
import { forgetHop, readHop, rememberHop } from '../auth/hop.ts';
import type { Kept } from '../auth/kept.ts';
import { forgetAllKept, keptKeys, noteSignOut } from '../auth/kept-keys.ts';
import { answerFrom, answerOpener, openPopup, popupBlocked } from '../auth/popup.ts';
import { launchIn, responseIn, unknownState, withoutLaunch, withoutResponse } from '../auth/response.ts';
import { EhrError, asEhrError } from '../errors.ts';
import { sayFarewell } from './farewell.ts';
import type { Grant } from './grant.ts';
import { ObservableSession } from './observable.ts';
import type { Session, SignInOptions, SignOutOptions } from './session.ts';
import { type IssuerClient, type SmartSessionOptions, type SmartSettings, readSmartOptions } from './smart-options.ts';

export type { IssuerOptions, SmartSessionOptions } from './smart-options.ts';

/**
 * A session with SMART App Launch 2.2, as a public client with PKCE.
 *
 * Tokens live in this page's memory and nowhere else, unless the host chooses `keep: 'tab'`. Signing out is told to the
 * other sessions of this origin with the same issuer and client, in whatever tab: they end as well.
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
  grant: Grant | undefined;
}

class SmartSession extends ObservableSession implements Session {
  readonly kind = 'smart';
  readonly #settings: SmartSettings;
  readonly #environment: Environment;
  #epoch: Epoch = { over: new AbortController(), grant: undefined };
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
    const isAnswerToHop = response !== undefined && new URLSearchParams(response).get('state') === hop?.state;
    const isForOther = isAnswerToHop && !isOurs;
    if (response !== undefined && this.#isRedirectUri(window.location.href) && !isForOther) {
      window.history.replaceState(window.history.state, '', withoutResponse(window.location.href));
      if (!isAnswerToHop && answerOpener(this.#environment, response)) return;
      forgetHop(window);
      return this.#attempt((epoch) => this.#finish(epoch, hop, response), 'afresh');
    }
    // Before an answer that lies there from the launch before: the EHR has gone on to another patient.
    const launch = launchIn(window.location.href);
    if (launch) {
      // At every server: the records of two patients are never to stand side by side.
      forgetAllKept(window);
      return this.#attempt((epoch) => this.#leave(epoch, launch.issuer, launch.token), 'afresh');
    }
    if (isOurs && hop.response !== undefined) {
      forgetHop(window);
      const { response: answer } = hop;
      return this.#attempt((epoch) => this.#finish(epoch, hop, answer), 'afresh');
    }
    if (this.#settings.keep === 'tab' && keptKeys(window, this.#settings.issuers).length > 0) {
      return this.#attempt((epoch) => this.#comeBack(epoch, window));
    }
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
        if (target.form) await this.#post(target.url, target.form, popup.name);
        else popup.location.replace(target.url);
        const response = await answerFrom(popup, this.#environment, epoch.over.signal);
        await this.#finish(epoch, attempt, response, configuration);
      } finally {
        this.#focusPopup = () => {};
        popup.close();
      }
    });
  }

  async signOut({ quietly = false }: SignOutOptions = {}): Promise<void> {
    const { grant } = this.#epoch;
    sayFarewell(this.sources);
    const revoked = quietly ? grant?.giveWay() : grant?.signOut();
    this.#startAfresh();
    if (!quietly) {
      this.#forgetKept();
      const { window } = this.#environment;
      if (window && this.#settings.keep === 'tab') noteSignOut(window, this.#settings.issuers, this.#environment.now());
    }
    this.#underWay = undefined;
    this.become({ kind: 'signed-out' });
    await revoked;
  }

  override stay(): void {
    this.#epoch.grant?.stay();
  }

  /**
   * Runs one sign-in; whatever it throws becomes the state.
   * @param kept `afresh`: what brought the page here wins over all that it kept before.
   */
  #attempt(signIn: (epoch: Epoch) => Promise<void>, kept?: 'afresh'): Promise<void> {
    const epoch = this.#startAfresh();
    if (kept === 'afresh') this.#forgetKept();
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
    const { href } = window.location;
    const returnTo = launchIn(href) ? withoutLaunch(href) : href;
    const { beginAuthorization } = await import('../auth/authorization.ts');
    const { target, attempt } = await beginAuthorization(client, issuer, launch);
    if (epoch !== this.#epoch) return;
    rememberHop(window, { ...attempt, clientId: client.clientId, returnTo });
    const backAgain = (event: PageTransitionEvent): void => {
      window.removeEventListener('pageshow', backAgain);
      // The back button brought this page back as it was, in the midst of leaving.
      if (!event.persisted || epoch !== this.#epoch) return;
      this.#startAfresh();
      this.#underWay = undefined;
      this.become({ kind: 'signed-out' });
    };
    window.addEventListener('pageshow', backAgain);
    epoch.over.signal.addEventListener('abort', () => window.removeEventListener('pageshow', backAgain), {
      once: true,
    });
    if (target.form) await this.#post(target.url, target.form, '_self');
    // A launch is used up: whoever goes back is not to launch it again, but to leave the app.
    else if (launch !== undefined) window.location.replace(target.url);
    else window.location.assign(target.url);
  }

  async #post(url: string, fields: URLSearchParams, target: string): Promise<void> {
    const { submitForm } = await import('../auth/form.ts');
    const { post = submitForm } = this.#environment;
    post(url, fields, target);
  }

  async #finish(
    epoch: Epoch,
    attempt: Attempt | undefined,
    response: string,
    known?: SmartConfiguration,
  ): Promise<void> {
    if (!attempt) throw unknownState(this.#settings.issuers[0].issuer);
    const client = this.#allowed(attempt.issuer);
    const [{ finishAuthorization }, { keptOf }] = await Promise.all([
      import('../auth/authorization.ts'),
      import('./grant.ts'),
    ]);
    const signedIn = await finishAuthorization(client, attempt, response, this.#environment, known);
    await this.#hold(epoch, client, keptOf(signedIn, client, this.#environment));
  }

  /** Back to the sign-in that this tab kept, if it is good still. Nothing is asked of the server. */
  async #comeBack(epoch: Epoch, window: PageWindow): Promise<void> {
    const { takeKept } = await import('../auth/kept.ts');
    if (epoch !== this.#epoch) return;
    const kept = takeKept(window, this.#settings.issuers);
    const client = kept && this.#clientOf(kept.issuer);
    if (!client) return this.become({ kind: 'signed-out' });
    await this.#hold(epoch, client, kept);
  }

  async #hold(epoch: Epoch, client: IssuerClient, kept: Kept): Promise<void> {
    const { keep, idle } = this.#settings;
    const [{ Grant, discard }, sharing] = await Promise.all([
      import('./grant.ts'),
      keep === 'tab' ? import('../auth/peers.ts') : undefined,
    ]);
    // Signed out in the meantime: the tokens are nobody's, and the server is to know it.
    if (epoch !== this.#epoch) return void discard(kept, this.#environment);
    const grant = new Grant(kept, sharing?.Peers, {
      session: this,
      client,
      environment: this.#environment,
      idle,
      over: epoch.over.signal,
      onChange: () => {
        if (this.sources.length + this.practice.length > 0) this.become(grant.state, this.sources, this.practice);
      },
      onEnd: (state) => {
        this.#startAfresh();
        if (state.kind === 'signed-out') this.#forgetKept();
        this.become(state);
      },
    });
    epoch.grant = grant;
    if (!grant.begin()) return;
    this.become(grant.state, grant.sources, grant.practice);
  }

  /** Nothing of these issuers comes back with a reload, whichever session of this tab it was kept for. */
  #forgetKept(): void {
    const { window } = this.#environment;
    if (window) forgetAllKept(window, this.#settings.issuers);
  }

  /** Drops all that was: tokens, requests under way, an unfinished sign-in. */
  #startAfresh(): Epoch {
    const { over, grant } = this.#epoch;
    grant?.forget();
    over.abort(expired([...this.sources, ...this.practice][0]?.base || this.#settings.issuers[0].issuer));
    this.#epoch = { over: new AbortController(), grant: undefined };
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
