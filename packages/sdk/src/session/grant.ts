/**
 * What a sign-in gave: the tokens, what may be read with them, how long that lasts, and who else has them. Loaded when
 * somebody signs in, or comes back to a sign-in that was kept.
 * @module
 */
import type { SignedIn } from '../auth/authorization.ts';
import { baseUrl, isSameBase } from '../auth/base-url.ts';
import type { AssociatedEndpoint, SmartConfiguration } from '../auth/configuration.ts';
import { type Environment, ownFetch } from '../auth/environment.ts';
import { expired, idled } from '../auth/expired.ts';
import type { Kept } from '../auth/kept.ts';
import type { Peers } from '../auth/peers.ts';
import { patientIn } from '../auth/launch-context.ts';
import { listScopes, refusedScopes } from '../auth/scopes.ts';
import { type TabMessage, Tabs } from '../auth/tabs.ts';
import { TokenKeeper } from '../auth/token-keeper.ts';
import { EhrError } from '../errors.ts';
import { bearerOf } from './bearer.ts';
import { credentialedFetch } from './credentials.ts';
import { sayFarewell } from './farewell.ts';
import type { IdleOptions } from './idle.ts';
import { Life } from './life.ts';
import { keepMessagingLink } from './messaging-link.ts';
import { rightOf } from './right.ts';
import { practiceSource, serverSource } from './server-source.ts';
import type { Ending, Session, SessionState } from './session.ts';
import type { IssuerClient } from './smart-options.ts';
import type { PracticeSource, ServerSource } from './source.ts';

export interface GrantOptions {
  /** Whose sign-in it is. */
  readonly session: Session;
  readonly client: IssuerClient;
  readonly environment: Environment;
  readonly idle: Required<IdleOptions> | undefined;
  /** Aborted when the session is over. */
  readonly over: AbortSignal;
  /** Told when `state` has changed. */
  readonly onChange: () => void;
  /** Told once, when it is over by itself, or by another tab. Everything is forgotten by then. */
  readonly onEnd: (state: SessionState) => void;
}

/** A sign-in as it is kept, or would be. */
export function keptOf(signedIn: SignedIn, client: IssuerClient, environment: Environment): Kept {
  const now = environment.now();
  const { tokens, context, configuration, messaging } = signedIn;
  return {
    grant: crypto.randomUUID(),
    issuer: client.issuer,
    clientId: client.clientId,
    name: client.name,
    signedInAt: now,
    usedAt: now,
    tokens,
    context,
    tokenEndpoint: configuration.tokenEndpoint,
    revocationEndpoint: configuration.revocationEndpoint,
    appStateBase: appStateBaseOf(configuration, client.issuer),
    messaging,
    letters: [],
  };
}

/** Takes back a sign-in that came when nobody wanted it any more. Never rejects. */
export function discard(kept: Kept, environment: Environment): Promise<void> {
  return keeperOf(kept, environment, () => {}).revoke();
}

function keeperOf(
  kept: Kept,
  environment: Environment,
  onEnd: (error: EhrError) => void,
  successors?: Peers,
): TokenKeeper {
  const { tokens, tokenEndpoint, revocationEndpoint, clientId, context, issuer } = kept;
  const endpoint = { url: tokenEndpoint, server: baseUrl(issuer) };
  return new TokenKeeper(tokens, {
    environment,
    endpoint,
    revocationEndpoint,
    clientId,
    patient: patientIn(context),
    successors,
    onEnd,
  });
}

/** Where App State is: at an endpoint that the server names for it, else with the record (SMART App Launch 2.2, "App State"). */
function appStateBaseOf(configuration: SmartConfiguration, issuer: string): string | undefined {
  const offers = ({ capabilities }: AssociatedEndpoint): boolean => capabilities.includes('smart-app-state');
  const named = configuration.associatedEndpoints.find(offers);
  if (!named) return offers({ ...configuration, url: issuer }) ? baseUrl(issuer) : undefined;
  try {
    return baseUrl(named.url);
  } catch {
    return undefined;
  }
}

export class Grant {
  /** One of the two: with a patient in context or without. */
  readonly sources: readonly ServerSource[];
  readonly practice: readonly PracticeSource[];
  readonly #options: GrantOptions;
  readonly #kept: Kept;
  readonly #keeper: TokenKeeper;
  readonly #tabs: Tabs;
  readonly #life: Life;
  /** When it is kept, and so perhaps in other hands too. */
  readonly #peers: Peers | undefined;
  #ending: Ending | undefined;
  #isOver = false;
  #leavesKept = false;

  /** @param sharing What keeps it for a reload, if the host chose that. Where storage is forbidden it is in memory all the same. */
  constructor(kept: Kept, sharing: Pick<typeof Peers, 'of'> | undefined, options: GrantOptions) {
    const { client, environment, idle, over } = options;
    const server = baseUrl(kept.issuer);
    this.#options = options;
    this.#kept = kept;
    this.#tabs = new Tabs(environment, kept);
    const peers = (this.#peers = sharing?.of(kept, environment, this.#tabs));
    this.#keeper = keeperOf(kept, environment, (error) => this.#end({ kind: 'expired', error }), peers);
    peers?.hear(this.#keeper);
    const { appStateBase, messaging } = kept;
    const patient = patientIn(kept.context);
    const { scopes } = kept.tokens;
    const fetch = credentialedFetch(server, bearerOf(this.#keeper), environment, over, appStateBase);
    const source = { base: server, name: client.name, scopes, user: userAt(server, kept.context.fhirUser), fetch };
    this.practice = patient === undefined ? [practiceSource(source)] : [];
    // One sign-in, which sessions may have come back to together. Another one may have been allowed other things.
    const right = rightOf(over, ['smart', server, patient, ownFetch(environment), kept.grant, scopes.join(' ')]);
    this.sources = patient === undefined ? [] : [serverSource({ ...source, patient, appStateBase, right })];
    keepMessagingLink(options.session, messaging && { ...messaging, scopes, environment, over });
    this.#life = new Life({
      environment,
      idle,
      usedAt: kept.usedAt,
      onEnding: (ending) => {
        this.#ending = ending;
        options.onChange();
      },
      onEnd: (because) => this.#runOut(because),
      onUse: () => {
        if (!peers) return;
        peers.used();
        this.#tabs.tell({ type: 'used', grant: kept.grant });
      },
    });
  }

  get state(): SessionState {
    const { context, tokens } = this.#kept;
    const refused = refusedScopes(listScopes(this.#options.client.scope), tokens.scopes);
    const more = { refusedScopes: refused, ...(this.#ending && { ending: this.#ending }) };
    if ('patient' in context) return { kind: 'ready', context, ...more };
    const error = new EhrError('no-patient', 'No patient is in context.', { server: baseUrl(this.#kept.issuer) });
    return { kind: 'no-patient', error, practice: { context, ...more } };
  }

  /** Begins to watch its end, which may have been already: false then. */
  begin(): boolean {
    const { tokens } = this.#kept;
    this.#tabs.listen((message) => this.#hear(message));
    this.#life.begin();
    this.#life.expireAt(tokens.refreshToken === undefined ? tokens.expiresAt : undefined);
    if (this.#isOver) return false;
    // After `life` has looked: that its time ran out says more than that it is over.
    this.#options.environment.window?.addEventListener('pageshow', this.#shownAgain);
    return true;
  }

  stay(): void {
    this.#life.stay();
  }

  /** The person signs out. Everything is forgotten at once; resolves when the server has been told. Never rejects. */
  signOut(): Promise<void> {
    const expiresAt = this.#keeper.tokens?.expiresAt;
    const revoked = this.#keeper.revoke();
    this.#tabs.tell({ type: 'signed-out', grant: this.#kept.grant, expiresAt });
    this.forget();
    return revoked;
  }

  /** Another session takes its place: what is kept is left to it, what is not is revoked. Never rejects. */
  giveWay(): Promise<void> | undefined {
    const revoked = this.#peers ? undefined : this.#keeper.revoke();
    this.#leavesKept = true;
    this.forget();
    return revoked;
  }

  /** Forgets everything, and tells nobody. */
  forget(): void {
    this.#isOver = true;
    this.#keeper.forget();
    this.#life.stop();
    this.#tabs.close();
    this.#options.environment.window?.removeEventListener('pageshow', this.#shownAgain);
    if (!this.#leavesKept) this.#peers?.forget();
  }

  #hear(message: TabMessage): void {
    const isOurs = 'grant' in message && message.grant === this.#kept.grant;
    if (message.type === 'signed-out') {
      // Who shares the sign-in has revoked it, but for what came after it fell asleep.
      if (!isOurs || this.#keeper.tokens?.expiresAt !== message.expiresAt) void this.#keeper.revoke();
      this.#end({ kind: 'signed-out' });
    }
    if (!isOurs) return;
    if (message.type === 'used') this.#life.usedElsewhere();
    if (message.type === 'ended') this.#end(this.#stateAfter(message.because));
  }

  /**
   * The page comes back as it was left. What is in memory only would not have outlived a reload, and another patient may
   * have been launched meanwhile: it is over. What is kept is over when whoever signed out meanwhile took it away.
   */
  readonly #shownAgain = (event: PageTransitionEvent): void => {
    if (!event.persisted || this.#peers?.isKept) return;
    void this.#keeper.revoke();
    this.#end({ kind: 'signed-out' });
  };

  #runOut(because: Ending['because']): void {
    sayFarewell(this.sources);
    void this.#keeper.revoke();
    if (this.#peers) this.#tabs.tell({ type: 'ended', grant: this.#kept.grant, because });
    this.#end(this.#stateAfter(because));
  }

  #stateAfter(because: Ending['because']): SessionState {
    const server = baseUrl(this.#kept.issuer);
    const error = because === 'idle' ? idled(server) : expired(server);
    return { kind: 'expired', error };
  }

  #end(state: SessionState): void {
    if (this.#isOver) return;
    this.forget();
    this.#options.onEnd(state);
  }
}

/** Who signed in, as a reference at this server. One of the same name at another is somebody else. */
function userAt(server: string, fhirUser: string | undefined): string | undefined {
  const [, path, reference] = /^(.*?)([A-Z]\w+\/[A-Za-z0-9\-.]{1,64})$/.exec(fhirUser ?? '') ?? [];
  return reference !== undefined && (!path || isSameBase(path, server)) ? reference : undefined;
}
