/**
 * One part of a server: answers, or leaves it to the next.
 * @module
 */
import type { Context } from 'koa';

/** A Koa middleware, with nothing in it that TypeScript would not check. */
export type Handler = (ctx: Context, next: () => Promise<unknown>) => unknown;
