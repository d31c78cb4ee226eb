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
import type { Successors } from './peers.ts';
import { isDue, PRIVATE_REQUEST, requestTokens, type TokenEndpoint, type TokenSet } from './tokens.ts';

/** How long one renewal may wait for another's, in milliseconds: longer than a request may take. */
const TURN_WITHIN = 45_000;
/** How long, in milliseconds, a token got in place of a refused one is not replaced itself. */
const SUBSTITUTE_FOR = 30_000;

export interface TokenKeeperOptions {
  readonly environment: Environment;
  readonly endpoint: TokenEndpoint;
  readonly clientId: string;
  /** How the client shows who it is; by its id alone when left out. */
  readonly form?: ClientForm;
  /** The patient these tokens are for; undefined where they are for none in particular. */
  readonly patient: string | undefined;
  /** RFC 7009. */
  readonly revocationEndpoint: string | undefined;
  /** Where else these tokens are held, when they are. */
  readonly successors?: Successors | undefined;
  /** Called once, when the session has come to its end by itself. */
  readonly onEnd: (error: EhrError) => void;
}

export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  readonly #form: ClientForm;
  #tokens: TokenSet | undefined;
  #renewing: Promise<void> | undefined;
  #isRevoked = false;
  /** What was got last because the server refused a token, and when. */
  #substitute: { readonly accessToken: string; readonly since: number } | undefined;

  constructor(tokens: TokenSet, options: TokenKeeperOptions) {
    this.#options = options;
    this.#form = options.form ?? publicClient(options.clientId);
    this.#tokens = tokens;
  }

  /** What is held now. */
  get tokens(): TokenSet | undefined {
    return this.#tokens;
  }

  /** Takes tokens that somebody else got in place of these. */
  adopt(old: TokenSet, tokens: TokenSet): void {
    if (this.#tokens === old) this.#tokens = tokens;
  }

  /**
   * An access token to use now, renewed beforehand when it is about to end.
   * @throws EhrError `session-expired` when there is none any more, `token-request-failed` when none could be had now.
   */
  async accessToken(): Promise<string> {
    const tokens = this.#current();
    if (!isDue(tokens, this.#now())) return tokens.accessToken;
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
    if (!tokens.refreshToken || this.#isNewSubstitute(refused)) return undefined;
    await this.#renew(tokens);
    const { accessToken } = this.#current();
    this.#substitute = { accessToken, since: this.#now() };
    return accessToken;
  }

  /** Ends the session if these tokens are all there is: with a refresh token, only the server's word on that ends it. */
  giveUp(): void {
    if (this.#tokens && !this.#tokens.refreshToken) this.#end();
  }

  /** Forgets everything, at once. */
  forget(): void {
    this.#take();
  }

  /**
   * Forgets everything at once, then tells the server where it can be told (RFC 7009); also of what a renewal under way
   * still brings. Never rejects.
   */
  async revoke(): Promise<void> {
    this.#isRevoked = true;
    const tokens = this.#take();
    if (tokens) await this.#revoke(tokens);
  }

  async #revoke(tokens: TokenSet): Promise<void> {
    const { environment, endpoint, revocationEndpoint } = this.#options;
    if (!revocationEndpoint) return;
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
          // Pages are often left as soon as somebody has signed out.
          keepalive: true,
          signal: AbortSignal.timeout(10_000),
        });
      } catch {
        // It is forgotten here in any case.
      }
    }
  }

  /** A server that refuses what it has just given, for instance since its clock is wrong, would refuse another one too. */
  #isNewSubstitute(refused: string): boolean {
    const substitute = this.#substitute;
    return substitute?.accessToken === refused && Math.abs(this.#now() - substitute.since) < SUBSTITUTE_FOR;
  }

  #renew(from: TokenSet): Promise<void> {
    this.#renewing ??= this.#inTurn(() => this.#replace(from)).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Several copies of this library, or several tabs, do not renew at the same moment. */
  async #inTurn(renew: () => Promise<void>): Promise<void> {
    const { environment, clientId, endpoint } = this.#options;
    if (!environment.locks) return renew();
    let isOurTurn = false;
    const turn = (): Promise<void> => {
      isOurTurn = true;
      return renew();
    };
    const signal = AbortSignal.timeout(TURN_WITHIN);
    try {
      await environment.locks.request(`ehr-widgets:renew:${clientId}:${endpoint.url}`, { signal }, turn);
    } catch (cause) {
      if (isOurTurn) throw cause;
      // Forbidden, as in a sandboxed frame: there are no others to take turns with.
      if (!signal.aborted) return renew();
      const message = `Another tab has been renewing the sign-in at ${endpoint.server} for too long. Try again.`;
      throw new EhrError('token-request-failed', message, { server: endpoint.server, cause });
    }
  }

  /** Takes what somebody else got in place of these tokens, or else asks the server. */
  async #replace(from: TokenSet): Promise<void> {
    if (this.#isReplaced(from)) return;
    const successor = await this.#options.successors?.successorOf(from);
    if (this.#isReplaced(from)) return;
    const held = (this.#tokens = successor ?? this.#current());
    if (this.#isReplaced(from)) return;
    try {
      await this.#requestRenewal(held);
    } catch (thrown) {
      if (this.#tokens && this.#tokens !== held) return;
      if (!(thrown instanceof EhrError) || thrown.code !== 'session-expired' || !this.#tokens) throw thrown;
      // Whoever used the refresh token may not have been able to answer in time: they may be now.
      const late = await this.#options.successors?.successorOf(held);
      if (this.#tokens !== held) return;
      if (!late) throw this.#end(thrown);
      this.#tokens = late;
    }
  }

  /** Whether somebody else was faster. */
  #isReplaced(from: TokenSet): boolean {
    const tokens = this.#current();
    return tokens !== from && !isDue(tokens, this.#now());
  }

  async #requestRenewal(from: TokenSet): Promise<void> {
    const { environment, endpoint, patient, successors } = this.#options;
    const parameters = { grant_type: 'refresh_token', refresh_token: from.refreshToken ?? '' };
    const rejected = { code: 'session-expired', message: expired(endpoint.server).message } as const;
    const request = await this.#form(parameters, endpoint.url);
    const { tokens, json } = await requestTokens(environment, endpoint, request, from, rejected);
    // Signed out in the meantime: what came back belongs to nobody.
    if (!this.#tokens) {
      if (this.#isRevoked) void this.#revoke(tokens);
      throw expired(endpoint.server);
    }
    // Where there are no locks somebody else may have been faster, and told so.
    if (this.#tokens !== from) return;
    if (typeof json.patient === 'string' && json.patient.replace(/^Patient\//, '') !== patient) throw this.#end();
    this.#tokens = tokens;
    await successors?.handOn(from, tokens);
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
    this.#tokens = undefined;
    return tokens;
  }

  #now(): number {
    return this.#options.environment.now();
  }
}
