/**
 * Everything below `/<organisation>/auth/`: the OAuth endpoints, the pages of a sign-in, the style document.
 * @module
 */
import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import { sendErrorPage } from '../pages/error-page.ts';
import { BodyTooLarge, readText } from '../server/body.ts';
import { allowCrossOrigin } from '../server/cors.ts';
import type { Handler } from '../server/handler.ts';
import { cookieNames, type AuthorizationServer } from './authorization-server.ts';
import { SignIn } from './interaction.ts';
import { bearerOf, introspectForBearer } from './introspection.ts';
import { styles } from './style.ts';

const formLimit = 56 * 1024;

/** The middleware of one organisation's sign-in. */
export function authorizationEndpoints(server: AuthorizationServer): Handler {
  const { issuer, slug } = server.organisation;
  const mount = new URL(issuer).pathname;
  const engine = server.provider.callback();
  const signIn = new SignIn(server);

  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${mount}/`)) return next();
    const path = ctx.path.slice(mount.length);
    const [, first, second] = path.split('/');
    if (first === 'interaction' && second) return handleInteraction(ctx, signIn, second);
    if (path === '/smart-style.json') return sendStyle(ctx, slug);
    if (first === 'authorize') {
      forgetSession(ctx.req, cookieNames(slug).session);
      if (!second && !(await normaliseAuthorization(ctx))) return;
    }
    const bearer = path === '/introspect' && ctx.method === 'POST' ? bearerOf(ctx) : undefined;
    if (bearer) return introspect(ctx, server, bearer);
    const request = path === '/token' && ctx.method === 'POST' ? await nameRefreshingClient(ctx, server) : ctx.req;
    if (!request) return;
    ctx.respond = false;
    const url = request.url ?? '';
    // oidc-provider reads from the pair of these where it is mounted, as it does under Express.
    await engine(Object.assign(request, { originalUrl: url, url: url.slice(mount.length) }), ctx.res);
  };
}

async function handleInteraction(ctx: Context, signIn: SignIn, uid: string): Promise<void> {
  if (!['GET', 'HEAD', 'POST'].includes(ctx.method)) {
    ctx.status = 405;
    ctx.set('Allow', 'GET, HEAD, POST');
    return;
  }
  try {
    await signIn.handle(ctx, uid);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    ctx.status = 413;
    sendErrorPage(ctx, 'invalid_request', error.message);
  }
}

async function introspect(ctx: Context, server: AuthorizationServer, bearer: string): Promise<void> {
  allowCrossOrigin(ctx, 'any');
  const body = await readLimited(ctx);
  if (body === undefined) return;
  await introspectForBearer(ctx, server, bearer, new URLSearchParams(body).get('token'));
}

/** `smart_style_url`: the organisation's look (SMART App Launch 2.2, "Styling"). */
function sendStyle(ctx: Context, slug: string): void {
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.set('Cache-Control', 'public, max-age=3600');
  ctx.body = styles(slug);
}

/**
 * The sandbox asks who it is at every sign-in, so that each log-in can be tried; a session of an earlier one must not
 * answer in the person's place.
 */
function forgetSession(request: IncomingMessage, name: string): void {
  const cookies = (request.headers.cookie ?? '').split('; ');
  const kept = cookies.filter((cookie) => !cookie.startsWith(`${name}=`) && !cookie.startsWith(`${name}.sig=`));
  request.headers.cookie = kept.join('; ');
}

/**
 * Turns a posted authorization request into the same request by GET (`authorize-post`), and asks for consent where
 * `offline_access` is wanted: oidc-provider otherwise drops that scope, as OpenID Connect Core §11 allows; SMART does
 * not ask for `prompt`.
 */
async function normaliseAuthorization(ctx: Context): Promise<boolean> {
  const posted = ctx.method === 'POST' ? await readLimited(ctx) : undefined;
  if (ctx.method === 'POST' && posted === undefined) return false;
  const params = new URLSearchParams(posted ?? ctx.querystring);
  const prompts = (params.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '');
  const offline = (params.get('scope') ?? '').split(' ').includes('offline_access');
  if (offline && !prompts.includes('none') && !prompts.includes('consent')) {
    params.set('prompt', [...prompts, 'consent'].join(' '));
  }
  ctx.req.method = 'GET';
  ctx.req.url = `${ctx.path}?${params}`;
  delete ctx.req.headers['content-type'];
  delete ctx.req.headers['content-length'];
  return true;
}

/**
 * A public client that refreshes must name itself (RFC 6749 §6, §3.2.1), but some do not, fhirclient among them, and
 * SMART servers take it from the token. The request goes on with the client's id in it.
 */
async function nameRefreshingClient(ctx: Context, server: AuthorizationServer): Promise<IncomingMessage | undefined> {
  const body = await readLimited(ctx);
  if (body === undefined) return undefined;
  const params = new URLSearchParams(body);
  const token = params.get('refresh_token');
  const authenticated = ctx.get('Authorization') !== '' || params.has('client_assertion');
  if (params.get('grant_type') !== 'refresh_token' || params.has('client_id') || authenticated || !token) {
    return withBody(ctx.req, body);
  }
  const found = await server.provider.RefreshToken.find(token, { ignoreExpiration: true });
  if (found?.clientId) params.set('client_id', found.clientId);
  return withBody(ctx.req, params.toString());
}

async function readLimited(ctx: Context): Promise<string | undefined> {
  try {
    return await readText(ctx.req, formLimit);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    ctx.status = 413;
    ctx.body = { error: 'invalid_request', error_description: error.message };
    return undefined;
  }
}

/** The same request with a body that can be read again. */
function withBody(request: IncomingMessage, body: string): IncomingMessage {
  const bytes = Buffer.from(body, 'utf8');
  const headers = { ...request.headers, 'content-length': String(bytes.length) };
  delete headers['transfer-encoding'];
  const { method, url, socket, httpVersion } = request;
  const stream = Readable.from(bytes.length > 0 ? [bytes] : [], { objectMode: false });
  return Object.assign(stream, { method, url, socket, httpVersion, headers }) as unknown as IncomingMessage;
}
