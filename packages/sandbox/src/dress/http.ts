/**
 * What a dress changes of answers on their way out: which headers pages may read, and what the SMART configuration
 * claims.
 * @module
 */
import type { Context } from 'koa';
import type { Dress } from './dress.ts';

/** Takes from pages of other origins what the vendor does not let them see (Fetch Standard, CORS protocol). */
export function hideFromPages({ cors }: Dress, ctx: Context): void {
  if (cors === undefined) return;
  if (cors.hides401 === true && ctx.status === 401) {
    for (const name of Object.keys(ctx.response.headers)) if (name.startsWith('access-control-')) ctx.remove(name);
    return;
  }
  if (!ctx.response.get('Access-Control-Expose-Headers')) return;
  if (cors.exposes.length === 0) ctx.remove('Access-Control-Expose-Headers');
  else ctx.set('Access-Control-Expose-Headers', cors.exposes.join(', '));
}

/** Leaves out of `.well-known/smart-configuration` what the vendor's does not have. */
export function withoutClaims({ smart }: Dress, ctx: Context): void {
  if (smart === undefined || ctx.status !== 200 || !ctx.path.endsWith('/.well-known/smart-configuration')) return;
  if (typeof ctx.body !== 'string') return;
  const { capabilities, ...configuration } = JSON.parse(ctx.body) as { capabilities: string[] };
  const kept = Object.entries(configuration).filter(([name]) => smart.without?.includes(name) !== true);
  const able = capabilities.filter((each) => smart.incapable?.includes(each) !== true);
  ctx.body = JSON.stringify({ ...Object.fromEntries(kept), capabilities: able }, null, 2);
}
