/**
 * What both origins have in common.
 * @module
 */
import type { RequestListener } from 'node:http';
import Koa from 'koa';
import { isLoopback } from '../smart/clients.ts';
import type { Handler } from './handler.ts';

/** What reaches the top: `expose` when the client was told what it did wrong. */
type Failure = NodeJS.ErrnoException & { readonly expose?: boolean };

/** An application of these middlewares, in this order. */
export function createApp(middlewares: readonly Handler[]): RequestListener {
  const app = new Koa();
  app.on('error', (error: Failure) => {
    if (!error.expose && !isGoneAway(error)) console.error(error);
  });
  for (const middleware of middlewares) app.use(middleware);
  const answer = app.callback();
  return (request, response) => void answer(request, response);
}

/** Refuses requests under a foreign host name: a page elsewhere could read the answers (DNS rebinding). */
export const onlyThisMachine: Handler = async (ctx, next) => {
  if (isLoopback(ctx.hostname)) return next();
  ctx.status = 421;
  ctx.type = 'text/plain';
  ctx.body = 'The sandbox answers only at http://localhost.\n';
};

/** A client that leaves while it is answered is no fault of the sandbox. */
function isGoneAway(error: Failure): boolean {
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(error.code ?? '');
}
