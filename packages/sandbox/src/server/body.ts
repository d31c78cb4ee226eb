/**
 * Reading what a request carries, with a limit.
 * @module
 */
import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';

/** More came than is taken. */
export class BodyTooLarge extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`The request body is larger than ${limit} bytes.`);
    this.name = 'BodyTooLarge';
    this.limit = limit;
  }
}

/** The whole body as text (UTF-8). Throws BodyTooLarge. */
export async function readText(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is over the limit is read and dropped, so that the answer reaches a client that is still sending.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw new BodyTooLarge(limit);
  return Buffer.concat(chunks).toString('utf8');
}

/** A form as a browser posts it. */
export async function readForm(ctx: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(ctx.req, 64 * 1024));
}
