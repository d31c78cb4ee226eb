/**
 * FHIR over HTTP: who may call, what goes in, what comes out. What it means is the FHIR service's.
 * @module
 */
import type { Context } from 'koa';
import type { FhirRequest, FhirResponse, Grant } from '../fhir/types.ts';
import type { AuthorizationServer } from '../smart/authorization-server.ts';
import { smartConfiguration } from '../smart/discovery.ts';
import { BodyTooLarge, readText } from './body.ts';
import { allowCrossOrigin } from './cors.ts';
import type { Handler } from './handler.ts';

const bodyLimit = 64 * 1024 * 1024;

/** What the endpoint serves. */
export interface FhirEndpointOptions {
  readonly fhirBase: string;
  readonly handle: (request: FhirRequest) => Promise<FhirResponse>;
  /** Absent when the server is open. */
  readonly authorization: AuthorizationServer | undefined;
}

/** The middleware of one organisation's FHIR base. */
export function fhirEndpoint(options: FhirEndpointOptions): Handler {
  const mount = new URL(options.fhirBase).pathname;
  return async (ctx, next) => {
    if (ctx.path !== mount && !ctx.path.startsWith(`${mount}/`)) return next();
    if (allowCrossOrigin(ctx, options.authorization ? 'any' : 'local')) {
      ctx.status = 204;
      return;
    }
    const path = ctx.url.slice(mount.length);
    if (path.startsWith('/.well-known/smart-configuration')) return sendConfiguration(ctx, options.authorization);
    const grant = isOpen(ctx, path) ? undefined : await grantOf(ctx, options.authorization);
    if (grant === 'refused') return;
    await answer(ctx, options, path, grant);
  };
}

/** What a client must be able to read before it has a token (SMART App Launch 2.2, FHIR R4 §3.1.0.9). */
function isOpen(ctx: Context, path: string): boolean {
  return ['GET', 'HEAD'].includes(ctx.method) && /^\/metadata(\?|$)/.test(path);
}

function sendConfiguration(ctx: Context, authorization: AuthorizationServer | undefined): void {
  if (!authorization) {
    sendOutcome(
      ctx,
      404,
      'not-found',
      'This sandbox runs with sign-in switched off (--auth off): call it without a token.',
    );
    return;
  }
  ctx.set('Cache-Control', 'no-cache');
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(smartConfiguration(authorization.organisation), null, 2);
}

/** The caller's grant (RFC 6750); `refused` when the answer has been given. */
export async function grantOf(
  ctx: Context,
  authorization: AuthorizationServer | undefined,
): Promise<Grant | 'refused' | undefined> {
  if (!authorization) return undefined;
  const realm = `Bearer realm="${authorization.organisation.name}"`;
  const token = /^Bearer +([^\s]+)$/i.exec(ctx.get('Authorization'))?.[1];
  if (!token) {
    ctx.set('WWW-Authenticate', realm);
    sendOutcome(ctx, 401, 'login', 'Sign in first: this server needs an access token in the Authorization header.');
    return 'refused';
  }
  const grant = await authorization.accessOf(token);
  if (grant) return grant;
  ctx.set(
    'WWW-Authenticate',
    `${realm}, error="invalid_token", error_description="The access token is not valid here"`,
  );
  sendOutcome(ctx, 401, 'login', 'The access token has expired, was revoked, or is for another server. Sign in again.');
  return 'refused';
}

async function answer(
  ctx: Context,
  options: FhirEndpointOptions,
  path: string,
  grant: Grant | undefined,
): Promise<void> {
  try {
    const body = await readText(ctx.req, bodyLimit);
    const response = await options.handle({
      method: ctx.method === 'HEAD' ? 'GET' : ctx.method,
      path,
      headers: headersOf(ctx),
      ...(body === '' ? {} : { body }),
      ...(grant ? { grant } : {}),
    });
    ctx.status = response.status;
    ctx.set('Cache-Control', 'no-store');
    ctx.set(response.headers);
    ctx.body = response.body ?? null;
    // Koa makes 204 of an empty body.
    ctx.status = response.status;
  } catch (error) {
    if (error instanceof BodyTooLarge) return sendOutcome(ctx, 413, 'too-long', error.message);
    ctx.app.emit('error', error, ctx);
    sendOutcome(ctx, 500, 'exception', 'The sandbox made a mistake here. Its terminal has the details.');
  }
}

function headersOf(ctx: Context): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(ctx.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

/** Answers with an OperationOutcome of one error. */
export function sendOutcome(ctx: Context, status: number, code: string, diagnostics: string): void {
  ctx.status = status;
  ctx.type = 'application/fhir+json; charset=utf-8';
  ctx.body = JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] });
}
