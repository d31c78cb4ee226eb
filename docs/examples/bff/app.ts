/**
 * A backend for frontend: it signs people in and keeps their tokens; the page has a cookie that no script can read
 * (OAuth 2.0 for Browser-Based Applications, "Backend For Frontend").
 */
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { type Backend, EhrError } from '@ehr-widgets/sdk/backend';
import { problem, read } from './proxy.ts';
import type { Person, Sessions } from './sessions.ts';

export interface AppOptions {
  /** Where people reach this server, for instance `https://portal.example`. */
  readonly origin: string;
  readonly backend: Backend;
  readonly sessions: Sessions;
}

/** Other sites can make a browser send a form or an image with its cookies, but not a header like this one. */
const PAGE_KEY = 'x-page-key';

export function createApp({ origin, backend, sessions }: AppOptions): Hono {
  const app = new Hono();
  const secure = origin.startsWith('https:');
  // `__Host-`: no other host of the domain can have set it. Browsers know it by https only, so not on one's own machine.
  const named = (name: string): string => (secure ? `__Host-${name}` : name);
  const [person, away] = [named('person'), named('signing-in')];
  const cookie = { path: '/', httpOnly: true, secure } as const;

  /** Who asks, when it is their own page that asks, and not one of an earlier sign-in that is still open. */
  const asking = (c: Context): Person | undefined => {
    const found = sessions.find(getCookie(c, person));
    return found && c.req.header(PAGE_KEY) === found.pageKey ? found : undefined;
  };

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
    }),
  );

  // `/login` is for a person who clicks; `/launch` is what an EHR opens.
  app.get('/login', (c) => signIn(c));
  app.get('/launch', (c) => signIn(c, addressOf(c)));

  async function signIn(c: Context, launch?: string): Promise<Response> {
    try {
      const { url, attempt } = await backend.begin(launch);
      // `Lax`, since the person comes back from another site; `Strict` cookies would be missing then.
      setCookie(c, away, sessions.leave(attempt), { ...cookie, sameSite: 'Lax', maxAge: 600 });
      return c.redirect(url);
    } catch (thrown) {
      return failed(c, thrown);
    }
  }

  app.get('/callback', async (c) => {
    const attempt = sessions.comeBack(getCookie(c, away));
    deleteCookie(c, away, cookie);
    try {
      const ehr = await backend.finish(attempt, addressOf(c));
      await sessions.close(getCookie(c, person));
      setCookie(c, person, sessions.open(ehr), { ...cookie, sameSite: 'Strict' });
      return c.redirect('/');
    } catch (thrown) {
      return failed(c, thrown);
    }
  });

  app.get('/session', (c) => {
    c.header('cache-control', 'no-store');
    const found = c.req.header(PAGE_KEY) === undefined ? undefined : sessions.find(getCookie(c, person));
    if (!found) return c.json({ signedIn: false });
    const { patient, fhirUser } = found.ehr.context;
    return c.json({ signedIn: true, pageKey: found.pageKey, patient, fhirUser });
  });

  app.post('/logout', async (c) => {
    if (!asking(c)) return problem(403, 'Sign out from the page.');
    const id = getCookie(c, person);
    deleteCookie(c, person, cookie);
    await sessions.close(id);
    return c.body(null, 204);
  });

  app.get('/fhir/*', (c) => {
    const found = asking(c);
    if (!found) return problem(401, 'Sign in again.');
    const { pathname, search } = new URL(c.req.url);
    return read(found.ehr, `${origin}/fhir`, pathname.slice('/fhir/'.length) + search, c.req.raw);
  });

  app.use(
    '/ehr-widgets/*',
    serveStatic({ root: widgets, rewriteRequestPath: (path) => path.replace('/ehr-widgets', '') }),
  );
  app.use(serveStatic({ root: fileURLToPath(new URL('public', import.meta.url)) }));
  return app;

  /** The address of a request as the browser has it: what stands before this server may have changed scheme and host. */
  function addressOf(c: Context): string {
    const { pathname, search } = new URL(c.req.url);
    return `${origin}${pathname}${search}`;
  }
}

const widgets = fileURLToPath(new URL('cdn', import.meta.resolve('@ehr-widgets/elements/package.json')));

/** Back to the page, which has words for the code. Nothing else of the failure is told. */
function failed(c: Context, thrown: unknown): Response {
  if (!(thrown instanceof EhrError)) throw thrown;
  return c.redirect(`/?problem=${thrown.code}`);
}
