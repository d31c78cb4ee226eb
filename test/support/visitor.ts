/**
 * A person at a browser, as far as signing in needs one: cookies, redirects, forms. Nothing here knows the server's code.
 * @module
 */
import { createHash, randomBytes } from 'node:crypto';

/** What a person does on the pages of a sign-in. */
export interface Behaviour {
  /** User name of the demo log-in to choose with one click. */
  readonly as?: string;
  /** User name and password to type instead. */
  readonly typed?: { readonly username: string; readonly password: string };
  /** Id of the patient to choose. */
  readonly patient?: string;
  /** Id of the encounter to choose, or `none`. */
  readonly encounter?: string;
  /** Scopes to untick on the consent page. */
  readonly untick?: readonly string[];
  /** Says no on the page of this step. */
  readonly refuseAt?: 'login' | 'patient' | 'encounter' | 'consent';
}

/** What was seen on the way, and where it ended. */
export interface Journey {
  /** The address at which the app got the person back; undefined when the way ended on a page. */
  readonly returned: URL | undefined;
  /** The steps that were shown: `login`, `patient`, `encounter`, `consent`. */
  readonly steps: readonly string[];
  /** The last page. */
  readonly page: { readonly status: number; readonly headers: Headers; readonly text: string };
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A browser profile of its own. */
export class Visitor {
  #cookies: Cookie[] = [];

  /** One request with this profile's cookies; redirects are not followed. */
  async request(url: URL | string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = this.#cookies
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const headers = new Headers(init.headers);
    if (cookie) headers.set('Cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line, pathname);
    return response;
  }

  /** Opens an authorization request and acts on each page until the app gets the person back, or nothing is left to do. */
  async signIn(authorize: URL, behaviour: Behaviour, init: RequestInit = {}): Promise<Journey> {
    const redirectUri = authorize.searchParams.get('redirect_uri') ?? postedRedirectUri(init) ?? 'none:';
    const steps: string[] = [];
    let url = authorize;
    let response = await this.request(url, init);
    for (let turn = 0; turn < 20; turn++) {
      const location = response.headers.get('location');
      if (location) {
        url = new URL(location, url);
        if (url.href.startsWith(redirectUri)) return journey(response, await response.text(), steps, url);
        response = await this.request(url);
        continue;
      }
      const text = await response.text();
      const form = response.status === 200 ? answerTo(text, behaviour) : undefined;
      if (!form) return journey(response, text, steps, undefined);
      steps.push(form.step);
      response = await this.request(url, { method: 'POST', body: form.fields });
    }
    throw new Error(`The sign-in went in circles: ${steps.join(', ')}`);
  }

  #keep(line: string, requestPath: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? requestPath;
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    const expired = attributes.some((attribute) => /^expires=.*1970/i.test(attribute));
    if (value && !expired) this.#cookies.push({ name, value, path });
  }
}

/** A code verifier and its S256 challenge (RFC 7636 §4). */
export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

function journey(response: Response, text: string, steps: readonly string[], returned: URL | undefined): Journey {
  return { returned, steps, page: { status: response.status, headers: response.headers, text } };
}

function postedRedirectUri(init: RequestInit): string | undefined {
  return init.body instanceof URLSearchParams ? (init.body.get('redirect_uri') ?? undefined) : undefined;
}

function answerTo(
  text: string,
  behaviour: Behaviour,
): { readonly step: string; readonly fields: URLSearchParams } | undefined {
  const step = /name="step" value="(login|patient|encounter|consent)"/.exec(text)?.[1];
  if (!step) return undefined;
  const fields = new URLSearchParams({ step: step === behaviour.refuseAt ? 'cancel' : step });
  if (step === 'login') {
    if (behaviour.as) fields.set('as', offered(text, 'as', behaviour.as));
    else for (const [name, value] of Object.entries(behaviour.typed ?? {})) fields.set(name, value);
  }
  if (step === 'patient' && behaviour.patient) fields.set('patient', offered(text, 'patient', behaviour.patient));
  if (step === 'encounter' && behaviour.encounter)
    fields.set('encounter', offered(text, 'encounter', behaviour.encounter));
  if (step === 'consent') {
    for (const scope of tickable(text)) if (!behaviour.untick?.includes(scope)) fields.append('scope', scope);
  }
  return { step, fields };
}

/** The value, if the page has a button for it: nobody can press a button that is not there. */
function offered(text: string, name: string, value: string): string {
  if (!text.includes(`name="${name}" value="${value}"`)) throw new Error(`The page has no button for ${name} ${value}`);
  return value;
}

/** The scopes that the consent page offers to untick. */
export function tickable(text: string): string[] {
  return [...text.matchAll(/<input[^>]*name="scope"[^>]*>/g)]
    .map(([input]) => input.replace(/\s+/g, ' '))
    .filter((input) => !/ disabled/.test(input))
    .map((input) => unescape(/value="([^"]*)"/.exec(input)?.[1] ?? ''));
}

function unescape(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
