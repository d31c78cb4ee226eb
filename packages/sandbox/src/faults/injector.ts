/**
 * Lets faults happen to the requests that they are meant for.
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from 'koa';
import type { Handler } from '../server/handler.ts';
import type { Fault } from './fault.ts';

export interface InjectorOptions {
  /** The path of the organisation, `/city-clinic`. */
  readonly root: string;
  readonly faults: readonly Fault[];
  /** From 0 to 1. */
  readonly random: () => number;
}

/** The faults of one organisation, with what is left of them. */
export class Injector {
  readonly #root: string;
  readonly #random: () => number;
  readonly #faults: readonly { readonly fault: Fault; left: number }[];

  constructor({ root, faults, random }: InjectorOptions) {
    this.#root = root;
    this.#random = random;
    this.#faults = faults.map((fault) => ({ fault, left: fault.count ?? Infinity }));
  }

  /** The faults, each with the number of requests that it will still meet. */
  get remaining(): readonly Fault[] {
    return this.#faults.map(({ fault, left }) => (fault.count === undefined ? fault : { ...fault, count: left }));
  }

  readonly middleware: Handler = async (ctx, next) => {
    const faults = ctx.path.startsWith(`${this.#root}/`) ? this.#meeting(ctx) : [];
    for (const fault of faults) {
      if (fault.kind === 'latency') await wait(this.#delay(fault));
    }
    const instead = faults.find(({ kind }) => Object.hasOwn(answers, kind));
    if (instead === undefined) await next();
    else answers[instead.kind]!(ctx, instead);
    for (const { kind } of faults) afterwards[kind]?.(ctx);
  };

  #meeting(ctx: Context): Fault[] {
    const path = ctx.path.slice(this.#root.length);
    return this.#faults.flatMap((entry) => {
      const { fault } = entry;
      // A preflight is met only by the fault that is about preflights, and uses none of a count up.
      const isPreflight = ctx.method === 'OPTIONS';
      if (entry.left <= 0 || !isMeant(fault, path, ctx.querystring)) return [];
      if (isPreflight) return fault.kind === 'no-cors' ? [fault] : [];
      if (fault.share !== undefined && this.#random() >= fault.share) return [];
      entry.left -= 1;
      return [fault];
    });
  }

  #delay({ milliseconds = 0, upTo = milliseconds }: Fault): number {
    return milliseconds + this.#random() * (upTo - milliseconds);
  }
}

/** A search's link to a further page, whoever's: it has no other parameters than where, how many and how. */
const pageParameters = /(^|&)(_page|sessionID|pageContext|continue|_getpages|ct|_page_token)=/;

function isMeant({ kind, where = '/fhir*' }: Fault, path: string, query: string): boolean {
  if (kind === 'expire-pages' && !pageParameters.test(query)) return false;
  if (!where.startsWith('/')) return path === `/fhir/${where}` || path.startsWith(`/fhir/${where}/`);
  const pattern = where.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(path);
}

/** What is answered instead of the server's own answer. */
const answers: Readonly<Partial<Record<Fault['kind'], (ctx: Context, fault: Fault) => void>>> = {
  error: (ctx, { status = 500 }) => refuse(ctx, status, 'transient', 'A fault was asked for.'),
  throttle: (ctx, { seconds }) => {
    if (seconds !== undefined) ctx.set('Retry-After', String(seconds));
    refuse(ctx, 429, 'throttled', 'Too many requests. Wait a while.');
  },
  html: (ctx, { status = 200 }) => {
    allowReading(ctx);
    ctx.status = status;
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = '<!doctype html><title>Please wait</title><h1>This service is being looked after</h1>';
  },
  unauthorized: (ctx) => {
    ctx.set('WWW-Authenticate', 'Bearer error="invalid_token"');
    refuse(ctx, 401, 'login', 'The access token is not valid.');
    withoutCors(ctx);
  },
  'expire-pages': (ctx) => refuse(ctx, 410, 'expired', 'This page link has expired. Run the search again.'),
  drop: (ctx) => {
    ctx.respond = false;
    ctx.req.socket.destroy();
  },
};

/** What is done to the server's own answer. */
const afterwards: Readonly<Partial<Record<Fault['kind'], (ctx: Context) => void>>> = {
  truncate: (ctx) => {
    if (typeof ctx.body === 'string') ctx.body = firstHalf(ctx.body);
  },
  cut: (ctx) => {
    // Sign-in writes its answers by itself; a path with * may lead there.
    if (ctx.respond === false) return;
    const text = typeof ctx.body === 'string' ? ctx.body : '';
    const { status } = ctx;
    ctx.respond = false;
    ctx.res.statusCode = status;
    ctx.res.setHeader('Content-Length', Buffer.byteLength(text) + 1);
    ctx.res.flushHeaders();
    ctx.res.write(firstHalf(text), () => ctx.req.socket.destroy());
  },
  'content-type': (ctx) => ctx.set('Content-Type', 'text/plain; charset=utf-8'),
  'no-cors': (ctx) => {
    if (ctx.method === 'OPTIONS') ctx.status = 403;
    withoutCors(ctx);
  },
};

function firstHalf(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

function refuse(ctx: Context, status: number, code: string, diagnostics: string): void {
  allowReading(ctx);
  ctx.status = status;
  ctx.type = 'application/fhir+json; charset=utf-8';
  ctx.body = JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] });
}

/** The page that asked can see what went wrong. */
function allowReading(ctx: Context): void {
  const origin = ctx.get('Origin');
  if (!origin) return;
  ctx.vary('Origin');
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.set('Access-Control-Expose-Headers', 'Retry-After, WWW-Authenticate');
}

function withoutCors(ctx: Context): void {
  for (const name of Object.keys(ctx.response.headers)) {
    if (name.startsWith('access-control-')) ctx.remove(name);
  }
}
