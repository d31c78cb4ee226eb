/**
 * Introspection for a caller that shows an access token of its own instead of client credentials (SMART App Launch 2.2,
 * "Authorization to perform Token Introspection"). With credentials, oidc-provider answers.
 * @module
 */
import type { Context } from 'koa';
import type { AuthorizationServer } from './authorization-server.ts';

/** The bearer token of a request; undefined when it shows something else. */
export function bearerOf(ctx: Context): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(ctx.get('Authorization'))?.[1];
}

/** Answers what a token stands for, whichever client it was given to: who holds both tokens may know. */
export async function introspectForBearer(
  ctx: Context,
  server: AuthorizationServer,
  bearer: string,
  token: string | null,
): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  if (!(await server.accessOf(bearer))) {
    ctx.status = 401;
    ctx.set('WWW-Authenticate', `Bearer realm="${server.organisation.name}", error="invalid_token"`);
    ctx.body = { error: 'invalid_token', error_description: 'the access token of the caller is not valid here' };
    return;
  }
  if (!token) {
    ctx.status = 400;
    ctx.body = { error: 'invalid_request', error_description: 'the form field "token" is missing' };
    return;
  }
  ctx.body = (await answerAbout(server, token)) ?? { active: false };
}

async function answerAbout(
  server: AuthorizationServer,
  token: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { AccessToken, RefreshToken } = server.provider;
  const found = (await AccessToken.find(token)) ?? (await RefreshToken.find(token));
  const { organisation } = server;
  const context = found?.grantId ? server.contextOf(found.grantId) : undefined;
  const login = server.login(found?.accountId);
  if (!found?.isValid || !context || !login) return undefined;
  return {
    active: true,
    ...context,
    scope: found.scope,
    client_id: found.clientId,
    exp: found.exp,
    iat: found.iat,
    iss: organisation.issuer,
    sub: login.username,
    fhirUser: `${organisation.fhirBase}/${login.fhirUser}`,
    ...(found.kind === 'AccessToken' ? { token_type: 'Bearer', aud: organisation.fhirBase } : {}),
  };
}
