/**
 * Changing how an organisation behaves while it runs, for tests: `POST /admin/organisations/<slug>` with JSON such as
 * `{ "dress": "epic", "faults": ["latency:200@Observation"] }`; `GET` says what is in force. Programs on this machine
 * may call it, pages may not.
 * @module
 */
import type { Context } from 'koa';
import type { Manners } from '../dress/manners.ts';
import { dressNamed, dressNames } from '../dress/wardrobe.ts';
import { faultKinds, readFault, UnknownFault, type Fault } from '../faults/fault.ts';
import { BodyTooLarge, readText } from './body.ts';
import type { Handler } from './handler.ts';

const mount = '/admin/';
const bodyLimit = 64 * 1024;

/** An organisation, as far as it can be changed. */
export interface Administered {
  readonly slug: string;
  readonly manners: Manners;
}

/** What is wrong with a call; `status` is HTTP's. */
class BadCall extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The middleware of the admin address. `origin` is the server's own. */
export function adminEndpoint(organisations: readonly Administered[], origin: string): Handler {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(mount)) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      requireProgram(ctx, origin);
      ctx.body = await answer(ctx, organisations);
    } catch (error) {
      if (!(error instanceof BadCall)) throw error;
      ctx.status = error.status;
      ctx.body = { error: error.message };
    }
  };
}

/**
 * Only from this machine, and not from a page: a page elsewhere that a browser here shows could otherwise change the
 * sandbox. The check of the Host header lies before this.
 */
function requireProgram(ctx: Context, origin: string): void {
  const address = ctx.req.socket.remoteAddress ?? '';
  if (!/^(::ffff:)?127\.|^::1$/.test(address)) throw new BadCall(403, 'This is for programs on this machine.');
  const from = ctx.get('Origin');
  const site = ctx.get('Sec-Fetch-Site');
  if ((from && from !== origin) || site === 'cross-site' || site === 'same-site') {
    throw new BadCall(403, 'Pages of other origins may not change the sandbox.');
  }
}

async function answer(ctx: Context, organisations: readonly Administered[]): Promise<unknown> {
  const [collection, slug, ...more] = ctx.path.slice(mount.length).split('/');
  if (collection === '' && ctx.method === 'GET') {
    return { organisations: organisations.map(stateOf), dresses: dressNames, faults: faultKinds };
  }
  const organisation = organisations.find((each) => each.slug === slug);
  if (collection !== 'organisations' || organisation === undefined || more.length > 0) {
    const known = organisations.map((each) => `${mount}organisations/${each.slug}`);
    throw new BadCall(404, `There is nothing here. There are ${known.join(' and ')}.`);
  }
  if (ctx.method === 'POST') change(organisation.manners, await readBody(ctx));
  else if (ctx.method !== 'GET') {
    ctx.set('Allow', 'GET, POST');
    throw new BadCall(405, 'GET and POST are possible here.');
  }
  return stateOf(organisation);
}

function stateOf({ slug, manners: { dress, faults } }: Administered) {
  return { slug, dress: dress?.name ?? null, faults };
}

/** Changes what is named, all of it or nothing. */
function change(manners: Manners, body: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(body).find((name) => name !== 'dress' && name !== 'faults');
  if (unknown !== undefined) throw new BadCall(400, `"${unknown}" cannot be set; dress and faults can.`);
  const { dress: name, faults } = body;
  const dress = typeof name === 'string' && name !== 'none' ? dressNamed(name) : undefined;
  if (name !== undefined && name !== null && name !== 'none' && dress === undefined) {
    throw new BadCall(400, `dress is null or one of ${dressNames.join(', ')}.`);
  }
  const suffered = faults === undefined ? undefined : faultsIn(faults);
  if (name !== undefined) manners.wear(dress);
  if (suffered !== undefined) manners.suffer(suffered);
}

function faultsIn(value: unknown): Fault[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new BadCall(400, 'faults is a list.');
  try {
    return value.map(readFault);
  } catch (error) {
    if (error instanceof UnknownFault) throw new BadCall(400, error.message);
    throw error;
  }
}

async function readBody(ctx: Context): Promise<Readonly<Record<string, unknown>>> {
  // A form of a page cannot send this type without asking first (Fetch Standard, CORS-safelisted request headers).
  if (ctx.request.type !== 'application/json') throw new BadCall(415, 'The body has to be application/json.');
  try {
    const body: unknown = JSON.parse(await readText(ctx.req, bodyLimit));
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new BadCall(413, error.message);
  }
  throw new BadCall(400, 'The body is no JSON object.');
}
