/**
 * The private keys of the client that signs, for whoever writes such a client against the sandbox.
 * @module
 */
import type { Handler } from '../server/handler.ts';
import type { ClientKeys } from '../smart/client-keys.ts';

/** Path of the JWK Set. */
export const clientKeysPath = '/clients/key-app.jwks.json';

/** Serves the JWK Set, to programs and pages of this origin: no other page may read it. */
export function clientKeysPage(keys: ClientKeys): Handler {
  return (ctx, next) => {
    if (ctx.path !== clientKeysPath || !['GET', 'HEAD'].includes(ctx.method)) return next();
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'application/jwk-set+json';
    ctx.body = JSON.stringify(keys.signing, null, 2);
  };
}
