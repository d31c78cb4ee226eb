/**
 * Letting pages of other origins read FHIR and OAuth answers (Fetch Standard, CORS protocol).
 * @module
 */
import type { Context } from 'koa';
import { isLoopback } from '../smart/clients.ts';

const exposed = [
  'Content-Location',
  'ETag',
  'Last-Modified',
  'Link',
  'Location',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];

/** Who may read: any page (it needs a token), or pages of this machine only (where no token is asked for). */
export type Readers = 'any' | 'local';

/** Sets the headers. True when the request was a preflight, which is answered by this. */
export function allowCrossOrigin(ctx: Context, readers: Readers): boolean {
  ctx.vary('Origin');
  const origin = ctx.get('Origin');
  if (!origin || !mayRead(origin, readers)) return ctx.method === 'OPTIONS';
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.set('Access-Control-Expose-Headers', exposed.join(', '));
  if (ctx.method !== 'OPTIONS') return false;
  ctx.vary('Access-Control-Request-Headers');
  ctx.set('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
  ctx.set('Access-Control-Allow-Headers', ctx.get('Access-Control-Request-Headers') || 'Authorization, Content-Type');
  ctx.set('Access-Control-Max-Age', '600');
  return true;
}

function mayRead(origin: string, readers: Readers): boolean {
  return readers === 'any' || isLoopback(URL.parse(origin)?.hostname ?? '');
}
