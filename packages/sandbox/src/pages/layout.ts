/**
 * The frame around every page that the sandbox itself draws, and the headers that go with it.
 * @module
 */
import type { Context } from 'koa';
import { html, type Html } from './html.ts';

/** A page of the sandbox. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** `narrow` for a form, `wide` for a reference page, `bare` for a page that brings its own frame. */
  readonly shape: 'narrow' | 'wide' | 'bare';
  /** Origins that a form may lead to: a redirect after a form counts too (CSP Level 3 §6.3.1, as browsers do it). */
  readonly formTargets?: readonly string[];
  /** Sources of frames. */
  readonly frames?: readonly string[];
  /** Address of the page's own script; only a page that cannot do without has one. */
  readonly script?: string;
}

/** The part of a Koa context that a page needs. */
export type PageContext = Pick<Context, 'status' | 'type' | 'set' | 'body'>;

/** Sends a page, with a policy that allows no script but its own. */
export function sendPage(ctx: PageContext, status: number, page: Page): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', policy(page));
  ctx.body = document(page).text;
}

function policy(page: Page): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    `form-action ${["'self'", ...(page.formTargets ?? [])].join(' ')}`,
    `frame-src ${page.frames?.join(' ') ?? "'none'"}`,
    ...(page.script ? ["script-src 'self'", "connect-src 'self'"] : []),
    "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*",
    "base-uri 'none'",
  ].join('; ');
}

function document(page: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="icon" href="/sandbox/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/sandbox/sandbox.css" />
        ${page.script ? html`<script type="module" src="${page.script}"></script>` : ''}
      </head>
      <body class="${page.shape}">
        ${page.body}
      </body>
    </html> `;
}
