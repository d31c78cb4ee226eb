/** Host pages that sign in at one server, each in its way, and what a person and a tester see there. */
import type { BrowserContext, Frame, FrameLocator, Locator, Page, Request } from 'playwright-core';
import { serveHostPages, type HostPages } from './host-page.ts';

export interface SignInPagesOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** More attributes of every `<ehr-session>`. */
  readonly attributes?: string;
  readonly port?: number;
}

/**
 * `/` signs in by popup, `/leaving` by redirect through the callback page, `/here` by redirect back to itself, `/app`
 * when an EHR launches it. `/framing?…` holds that address in a frame, and `/framing-only?…` in one that may open no window.
 */
export function serveSignInPages(options: SignInPagesOptions): Promise<HostPages> {
  const { issuer, clientId, scope, attributes = '' } = options;
  const session = (more: string, redirectUri = '/callback.html'): string => `
    <ehr-session issuer="${issuer}" client-id="${clientId}" scope="${scope}" redirect-uri="${redirectUri}"
      ${attributes} ${more}>
      <ehr-patient-summary></ehr-patient-summary>
    </ehr-session>`;
  const pages = {
    '/': session(''),
    '/leaving': session('sign-in="redirect"'),
    '/here': session('sign-in="redirect"', '/here'),
    '/app': session('launch="ehr"', '/app'),
    '/framing': framing(''),
    '/framing-only': framing('sandbox="allow-scripts allow-same-origin allow-forms"'),
    '/callback.html': `<p id="told"></p><script type="module">
      import { completeRedirect } from '/ehr-widgets/callback.js';
      document.querySelector('#told').textContent = completeRedirect();
    </script>`,
  };
  return serveHostPages(pages, options.port);
}

function framing(attributes: string): string {
  return `<p>Around it</p><iframe name="app" ${attributes}></iframe><script>
    document.querySelector('iframe').src = decodeURIComponent(location.search.slice(1));
  </script>`;
}

type Place = Page | Frame | FrameLocator;

export const button = (at: Place, name: string | RegExp): Locator =>
  at.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });

export const signInButton = (at: Place): Locator => button(at, 'Sign in');

/** The name in the summary's banner, once it is there. */
export async function shownPatient(at: Place): Promise<string> {
  const name = at.locator('ehr-patient-summary [part~=banner]').getByRole('heading').first();
  await name.waitFor();
  return name.innerText();
}

/** Presses "Sign in" and lets `visit` find its way through the window that opens, until it has closed. */
export async function signInByPopup(
  page: Page,
  visit: (popup: Page) => Promise<void>,
  at: Place = page,
): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), signInButton(at).click()]);
  await visit(popup);
  if (!popup.isClosed()) await popup.waitForEvent('close');
}

/** Has every summary of the page read everything again, at the same moment. */
export async function readAgain(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const summaries = [...document.querySelectorAll('ehr-patient-summary')] as unknown as {
      refresh(): Promise<void>;
    }[];
    await Promise.all(summaries.map((summary) => summary.refresh()));
  });
}

/** Waits until the summary has read what it reads later too, so that nothing is asked for that a test does not ask. */
export async function allRead(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const root = document.querySelector('ehr-patient-summary')?.shadowRoot;
    return root?.querySelector('[part~=foot]') && !root.querySelector('[aria-busy=true]');
  });
}

/** All that the page's shadow trees and their hosts say, as a person would see it. */
export function everyWord(page: Page | Frame): Promise<string> {
  return page.evaluate(() => {
    const words = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
      if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) return '';
      const within = node instanceof Element && node.shadowRoot ? [node.shadowRoot] : [];
      return [...within, ...node.childNodes].map(words).join(' ');
    };
    return words(document.body);
  });
}

/** Everything that the page's origin has stored where a script can read it. */
export function everythingStored(page: Page | Frame): Promise<string> {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
}
export const NOTHING_STORED = '[{},{},""]';

/** Counts requests for tokens, of all pages and windows of one person. */
export class TokenCalls {
  readonly #forms: URLSearchParams[] = [];

  constructor(context: BrowserContext) {
    context.on('request', (request: Request) => {
      if (request.method() !== 'POST') return;
      const form = new URLSearchParams(request.postData() ?? '');
      if (form.has('grant_type')) this.#forms.push(form);
    });
  }

  /** The codes that were exchanged. */
  get codes(): readonly string[] {
    return this.#sent('authorization_code', 'code');
  }
  /** The refresh tokens that were used. */
  get refreshes(): readonly string[] {
    return this.#sent('refresh_token', 'refresh_token');
  }

  #sent(grant: string, name: string): readonly string[] {
    return this.#forms.filter((form) => form.get('grant_type') === grant).map((form) => form.get(name) ?? '');
  }
}
