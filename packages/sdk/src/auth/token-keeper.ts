/**
 * Keeps a session's tokens, in memory only, and renews them (SMART App Launch 2.2, "Refresh access token"; RFC 6749 §6).
 *
 * One renewal at a time, since a refresh token may be good only once. A renewal belongs to the session and not to the
 * request that happened to need it, so no widget's abort can end it. Only the server's word `invalid_grant` ends the
 * session; a network that is down does not.
 * @module
 */
import { EhrError } from '../errors.ts';
import { type ClientForm, publicClient } from './client-form.ts';
import type { Environment } from './environment.ts';
import { expired } from './expired.ts';
import { PRIVATE_REQUEST, requestTokens, type TokenEndpoint, type TokenSet } from './tokens.ts';

/** The longest time a timer can be set for. */
const LONGEST_TIMER = 2 ** 31 - 1;

export interface TokenKeeperOptions {
  readonly environment: Environment;
  readonly endpoint: TokenEndpoint;
  readonly clientId: string;
  /** How the client shows who it is; by its id alone when left out. */
  readonly form?: ClientForm;
  /** The patient these tokens are for. */
  readonly patient: string;
  /** RFC 7009. */
  readonly revocationEndpoint: string | undefined;
  /** Called once, when the session has come to its end by itself. */
  readonly onEnd: (error: EhrError) => void;
}

export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  readonly #form: ClientForm;
  #tokens: TokenSet | undefined;
  #renewing: Promise<void> | undefined;
  #cancelTimer: () => void = () => {};

  constructor(tokens: TokenSet, options: TokenKeeperOptions) {
    this.#options = options;
    this.#form = options.form ?? publicClient(options.clientId);
    this.#keep(tokens);
  }

  /**
   * An access token to use now, renewed beforehand when it is about to end.
   * @throws EhrError `session-expired` when there is none any more, `token-request-failed` when none could be had now.
   */
  async accessToken(): Promise<string> {
    const tokens = this.#current();
    if (tokens.renewAt === undefined || this.#now() < tokens.renewAt) return tokens.accessToken;
    if (tokens.refreshToken) {
      try {
        await this.#renew(tokens);
        return this.#current().accessToken;
      } catch (thrown) {
        // It may still be good for the seconds it was to be renewed ahead of.
        if (!this.#tokens || this.#isOver(tokens)) throw thrown;
      }
    }
    if (this.#isOver(tokens)) throw this.#end();
    return tokens.accessToken;
  }

  /**
   * A token to use instead of one that the server refused, or undefined when there is no other.
   * @throws EhrError as `accessToken` does.
   */
  async replacementFor(refused: string): Promise<string | undefined> {
    const tokens = this.#current();
    if (tokens.accessToken !== refused) return tokens.accessToken;
    if (!tokens.refreshToken) return undefined;
    await this.#renew(tokens);
    return this.#current().accessToken;
  }

  /** Ends the session if these tokens are all there is: with a refresh token, only the server's word on that ends it. */
  giveUp(): void {
    if (this.#tokens && !this.#tokens.refreshToken) this.#end();
  }

  /** Forgets everything, at once. */
  forget(): void {
    this.#take();
  }

  /** Forgets everything at once, then tells the server where it can be told (RFC 7009). Never rejects. */
  async revoke(): Promise<void> {
    const tokens = this.#take();
    const { environment, endpoint, revocationEndpoint } = this.#options;
    if (!tokens || !revocationEndpoint) return;
    const kinds = [
      ['refresh_token', tokens.refreshToken],
      ['access_token', tokens.accessToken],
    ] as const;
    for (const [hint, token] of kinds) {
      if (!token) continue;
      try {
        await environment.fetch(revocationEndpoint, {
          ...(await this.#form({ token, token_type_hint: hint }, endpoint.url)),
          ...PRIVATE_REQUEST,
          signal: AbortSignal.timeout(10_000),
        });
      } catch {
        // It is forgotten here in any case.
      }
    }
  }

  #renew(from: TokenSet): Promise<void> {
    this.#renewing ??= this.#locked(() => this.#requestRenewal(from)).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Several copies of this library, or several tabs, do not renew at the same moment. */
  async #locked(renew: () => Promise<void>): Promise<void> {
    const { locks } = this.#options.environment;
    if (!locks) return renew();
    await locks.request(`ehr-widgets:renew:${this.#options.clientId}:${this.#options.endpoint.url}`, renew);
  }

  async #requestRenewal(from: TokenSet): Promise<void> {
    const { environment, endpoint, patient } = this.#options;
    const parameters = { grant_type: 'refresh_token', refresh_token: from.refreshToken ?? '' };
    const rejected = { code: 'session-expired', message: expired(endpoint.server).message } as const;
    try {
      const request = await this.#form(parameters, endpoint.url);
      const { tokens, json } = await requestTokens(environment, endpoint, request, from, rejected);
      // Signed out in the meantime: what came back belongs to nobody.
      if (this.#tokens !== from) throw expired(endpoint.server);
      if (typeof json.patient === 'string' && json.patient.replace(/^Patient\//, '') !== patient) throw this.#end();
      this.#keep(tokens);
    } catch (thrown) {
      if (thrown instanceof EhrError && thrown.code === 'session-expired' && this.#tokens === from) this.#end(thrown);
      throw thrown;
    }
  }

  #keep(tokens: TokenSet): void {
    this.#cancelTimer();
    this.#tokens = tokens;
    if (tokens.expiresAt === undefined || tokens.refreshToken) return;
    const remaining = tokens.expiresAt - this.#now();
    if (remaining < LONGEST_TIMER) this.#cancelTimer = this.#options.environment.after(remaining, () => this.giveUp());
  }

  #current(): TokenSet {
    if (!this.#tokens) throw expired(this.#options.endpoint.server);
    return this.#tokens;
  }

  #isOver(tokens: TokenSet): boolean {
    return tokens.expiresAt !== undefined && this.#now() >= tokens.expiresAt;
  }

  #end(error = expired(this.#options.endpoint.server)): EhrError {
    if (this.#take()) this.#options.onEnd(error);
    return error;
  }

  #take(): TokenSet | undefined {
    const tokens = this.#tokens;
    this.#cancelTimer();
    this.#tokens = undefined;
    return tokens;
  }

  #now(): number {
    return this.#options.environment.now();
  }
}
