/**
 * An organisation's authorization server: oidc-provider, told what SMART App Launch 2.2 asks beyond OAuth 2.0 and
 * OpenID Connect.
 * @module
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { Grant } from '../fhir/types.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { TokenStore } from './adapter.ts';
import { AssertionCheck } from './assertions.ts';
import { assertionAlgorithms, type ClientKeys } from './client-keys.ts';
import { clients, isRedirectAllowed, registeredClient, type RegisteredClient } from './clients.ts';
import { Launches, type LaunchContext } from './launch.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { Login, OrganisationIdentity } from './organisation.ts';
import { grantableScopes, messagingScopes, openIdScopes } from './scopes.ts';

/** An organisation's sign-in: the OAuth engine and what has been agreed in it. */
export class AuthorizationServer {
  readonly organisation: OrganisationIdentity;
  readonly provider: Provider;
  readonly launches: Launches;
  readonly #contexts = new Map<string, LaunchContext>();

  private constructor(
    organisation: OrganisationIdentity,
    lifetimes: Lifetimes,
    jwks: Configuration['jwks'],
    clientKeys: ClientKeys,
  ) {
    this.organisation = organisation;
    this.launches = new Launches(lifetimes.launch);
    this.provider = new Provider(organisation.issuer, this.#configuration(lifetimes, jwks, clientKeys));
    this.provider.on('grant.revoked', (_ctx, grantId) => this.#contexts.delete(grantId));
    this.#allowLocalRedirects();
    this.#addContextToTokenResponses();
  }

  /** A server with signing keys of its own, made now. `clientKeys` are those of the client that signs. */
  static async create(
    organisation: OrganisationIdentity,
    lifetimes: Lifetimes,
    clientKeys: ClientKeys,
  ): Promise<AuthorizationServer> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: randomUUID() };
    return new AuthorizationServer(organisation, lifetimes, { keys: [key] }, clientKeys);
  }

  login(username: string | undefined): Login | undefined {
    return this.organisation.logins.find((login) => login.username === username);
  }

  /** Remembers what was chosen for a grant: it goes with every token of that grant. */
  keepContext(grantId: string, context: LaunchContext): void {
    this.#contexts.set(grantId, context);
  }

  /** What a token response says about the moment of the launch; nothing once the grant has ended. */
  contextOf(grantId: string): (LaunchContext & { readonly smart_style_url: string }) | undefined {
    const context = this.#contexts.get(grantId);
    return context && { ...context, smart_style_url: `${this.organisation.issuer}/smart-style.json` };
  }

  /** What a bearer token allows at this organisation's FHIR server; undefined when it is not, or no longer, good there. */
  async accessOf(token: string): Promise<Grant | undefined> {
    const found = await this.provider.AccessToken.find(token);
    const login = this.login(found?.accountId);
    const context = found?.grantId ? this.#contexts.get(found.grantId) : undefined;
    // Without its context a grant has been revoked, however late a token of it was written.
    if (!found?.isValid || !login || !context || found.aud !== this.organisation.fhirBase) return undefined;
    const scopes = (found.scope ?? '').split(' ').filter((scope) => scope !== '');
    return { scopes, ...(context.patient ? { patient: context.patient } : {}), fhirUser: login.fhirUser };
  }

  /** The messages that an app may send to the EHR's page under a handle; undefined when the handle is not, or no longer, good. */
  async scopesOfMessaging(handle: string): Promise<readonly string[] | undefined> {
    const launched = [...this.#contexts].filter(([, context]) => context.smart_web_messaging_handle === handle);
    if (launched.length === 0) return undefined;
    const grants = await Promise.all(launched.map(([grantId]) => this.provider.Grant.find(grantId)));
    const scopes = grants.flatMap((grant) => grant?.getResourceScope(this.organisation.fhirBase).split(' ') ?? []);
    return scopes.filter((scope) => messagingScopes.includes(scope));
  }

  #configuration(lifetimes: Lifetimes, jwks: Configuration['jwks'], clientKeys: ClientKeys): Configuration {
    const { issuer, fhirBase } = this.organisation;
    const path = new URL(issuer).pathname;
    const assertions = new AssertionCheck();
    return {
      adapter: new TokenStore().adapter,
      jwks,
      clients: clients.map((client) => ({
        client_id: client.id,
        client_name: client.name,
        redirect_uris: ['http://localhost/'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        ...authentication(client, clientKeys),
      })),
      clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      enabledJWA: { clientAuthSigningAlgValues: [...assertionAlgorithms] },
      assertJwtClientAuthClaimsAndHeader: (_ctx, claims, header) => {
        assertions.check(claims, header);
        return Promise.resolve();
      },
      routes: {
        authorization: '/authorize',
        token: '/token',
        jwks: '/jwks',
        introspection: '/introspect',
        revocation: '/revoke',
        end_session: '/sign-out',
      },
      scopes: openIdScopes,
      claims: { openid: ['sub'], fhirUser: ['fhirUser'], profile: ['name'] },
      conformIdTokenClaims: false,
      responseTypes: ['code'],
      pkce: { required: () => true },
      rotateRefreshToken: true,
      revokeGrantPolicy: () => true,
      clientBasedCORS: () => true,
      cookies: {
        keys: [randomBytes(32).toString('base64url')],
        names: cookieNames(this.organisation.slug),
        short: { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true },
        long: { path, httpOnly: true, sameSite: 'lax', signed: true, overwrite: true },
      },
      ttl: {
        AccessToken: lifetimes.accessToken,
        AuthorizationCode: lifetimes.authorizationCode,
        IdToken: lifetimes.idToken,
        RefreshToken: lifetimes.refreshToken,
        Grant: lifetimes.refreshToken,
        Session: lifetimes.session,
        Interaction: lifetimes.interaction,
      },
      features: {
        devInteractions: { enabled: false },
        userinfo: { enabled: false },
        rpInitiatedLogout: { enabled: false },
        revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => client.clientId === token.clientId },
        introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => client.clientId === token.clientId },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => fhirBase,
          useGrantedResource: () => true,
          getResourceServerInfo: (ctx, resource) => this.#fhirServer(ctx, resource, lifetimes),
        },
      },
      extraParams: {
        aud: (_ctx, value) => checkAudience(value, fhirBase),
        launch: (_ctx, value) => this.#checkLaunch(value),
      },
      interactions: { url: (_ctx, interaction) => `${issuer}/interaction/${interaction.uid}` },
      // Every request is agreed to afresh: the patient in context belongs to the grant.
      loadExistingGrant: (ctx) => {
        const grantId = ctx.oidc.result?.consent?.grantId;
        return grantId ? ctx.oidc.provider.Grant.find(grantId) : Promise.resolve(undefined);
      },
      findAccount: (_ctx, username) => this.#account(username),
      issueRefreshToken: (_ctx, _client, source) =>
        Promise.resolve(source.scopes.has('offline_access') || source.scopes.has('online_access')),
      expiresWithSession: (_ctx, source) => Promise.resolve(!source.scopes.has('offline_access')),
      extraTokenClaims: (_ctx, token) => this.#introspectionClaims(token),
      renderError: (ctx, out) => sendErrorPage(ctx, out.error, out.error_description),
    };
  }

  /** The FHIR server as oidc-provider's "resource server": its scopes are those of the request that it can grant. */
  #fhirServer(ctx: KoaContextWithOIDC, resource: string, lifetimes: Lifetimes) {
    const { fhirBase } = this.organisation;
    if (resource !== fhirBase) throw new errors.InvalidTarget();
    const { AuthorizationCode: code, RefreshToken: refresh } = ctx.oidc.entities;
    const asked = code?.scope ?? refresh?.scope ?? ctx.oidc.params?.['scope'];
    const scopes = typeof asked === 'string' ? asked.split(' ') : [];
    const ehrLaunch = !!code || !!refresh || ctx.oidc.params?.['launch'] !== undefined;
    const decision = grantableScopes(scopes, ehrLaunch);
    if (decision.kind === 'invalid') throw new errors.InvalidScope(decision.reason, scopes.join(' '));
    return {
      scope: (this.organisation.grants?.(decision.scopes) ?? decision.scopes).join(' '),
      audience: fhirBase,
      accessTokenFormat: 'opaque' as const,
      accessTokenTTL: lifetimes.accessToken,
    };
  }

  #checkLaunch(value: string | undefined): void {
    if (value !== undefined && !this.launches.find(value)) {
      throw new errors.InvalidRequest('launch is unknown or has expired: open the app again from the record system');
    }
  }

  #account(username: string) {
    const login = this.login(username);
    if (!login) return undefined;
    const fhirUser = `${this.organisation.fhirBase}/${login.fhirUser}`;
    return { accountId: username, claims: () => ({ sub: username, fhirUser, name: login.display }) };
  }

  /** What introspection says beyond RFC 7662 (SMART App Launch 2.2, "Token Introspection"). */
  #introspectionClaims(token: { readonly kind: string }) {
    const { grantId, accountId } = token as { readonly grantId?: string; readonly accountId?: string };
    const login = this.login(accountId);
    return {
      ...(grantId ? this.contextOf(grantId) : {}),
      ...(login ? { fhirUser: `${this.organisation.fhirBase}/${login.fhirUser}` } : {}),
    };
  }

  #allowLocalRedirects(): void {
    this.provider.Client.prototype.redirectUriAllowed = function (redirectUri: string) {
      const client = registeredClient(this.clientId);
      return !!client && isRedirectAllowed(client, redirectUri);
    };
  }

  #addContextToTokenResponses(): void {
    this.provider.use(async (ctx: KoaContextWithOIDC, next) => {
      await next();
      const grantId = ctx.oidc?.entities?.AccessToken?.grantId;
      const body: unknown = ctx.body;
      if (!grantId || !body || typeof body !== 'object' || !('access_token' in body)) return;
      ctx.body = { ...body, ...this.contextOf(grantId) };
    });
  }
}

/** The names of an organisation's cookies. */
export function cookieNames(slug: string): Readonly<Record<'session' | 'interaction' | 'resume', string>> {
  return { session: `${slug}-session`, interaction: `${slug}-interaction`, resume: `${slug}-resume` };
}

/** A client's registration at the token endpoint (RFC 7591 §2). */
function authentication({ authentication: how }: RegisteredClient, keys: ClientKeys) {
  switch (how.kind) {
    case 'public':
      return { token_endpoint_auth_method: 'none' as const };
    case 'secret':
      return { token_endpoint_auth_method: 'client_secret_basic' as const, client_secret: how.secret };
    case 'key':
      return { token_endpoint_auth_method: 'private_key_jwt' as const, jwks: structuredClone(keys.registered) };
  }
}

function checkAudience(value: string | undefined, fhirBase: string): void {
  if (value?.replace(/\/$/, '') !== fhirBase) {
    throw new errors.InvalidRequest(`aud must be the FHIR base URL, ${fhirBase}`);
  }
}
