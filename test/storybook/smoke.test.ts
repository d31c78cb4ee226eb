/**
 * The Storybook as it would be published: every story opens, shows something, defines every element that it uses, and
 * neither complains in the console nor asks another server for anything.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type Browser, chromium, type ConsoleMessage, type Page } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import { serveFolder, type StaticServer } from '../support/static-server.ts';

interface Entry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  readonly title: string;
  readonly name: string;
  readonly tags?: readonly string[];
}

const folder = 'storybook-static';
const index = `${folder}/index.json`;
assert.ok(existsSync(index), 'There is no built Storybook. Run `npm run build-storybook` first.');
const entries = Object.values(
  (JSON.parse(readFileSync(index, 'utf8')) as { entries: Readonly<Record<string, Entry>> }).entries,
);

describe('the built Storybook', () => {
  let server: StaticServer;
  let browser: Browser;

  before(async () => {
    const { executablePath, args } = await findBrowser();
    server = await serveFolder(folder);
    browser = await chromium.launch({ executablePath, args: [...args] });
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  it('has stories', () => {
    assert.ok(entries.some((entry) => entry.type === 'story'));
  });

  for (const entry of entries) {
    it(`${entry.type === 'docs' ? 'documents' : 'shows'} ${entry.title}: ${entry.name}`, async () => {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
      try {
        const page = await context.newPage();
        const complaints = listen(page, server.origin, entry.tags?.includes('live') ?? false);
        await page.goto(`${server.origin}/iframe.html?id=${entry.id}&viewMode=${entry.type}`);
        await rendered(page, entry.type);
        assert.deepEqual(await undefinedElements(page), [], 'elements without a definition');
        await page.waitForFunction(showsSomething, entry.type, { timeout: 15_000 });
        assert.deepEqual(complaints, []);
      } finally {
        await context.close();
      }
    });
  }

  it('opens in its own frame with the sidebar', async () => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const complaints = listen(page, server.origin, false);
      await page.goto(server.origin + '/');
      await page.getByRole('navigation').first().waitFor();
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  });
});

/**
 * What a reader of the console or of the network log would object to. A live story talks to a sandbox that does not run
 * here, so that its failed requests are as they should be; that it still shows something is checked all the same.
 */
function listen(page: Page, origin: string, live: boolean): string[] {
  const complaints: string[] = [];
  const isRequestLog = (message: ConsoleMessage): boolean => message.text().startsWith('Failed to load resource');
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !(live && isRequestLog(message))) complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const local = url.origin === origin || ['data:', 'blob:', 'about:'].includes(url.protocol);
    if (!local && !(live && url.hostname === 'localhost')) complaints.push(`asked for ${url.href}`);
  });
  return complaints;
}

async function rendered(page: Page, type: Entry['type']): Promise<void> {
  await page.waitForFunction(
    () =>
      document.body.matches('.sb-show-main, .sb-show-errordisplay, .sb-show-nopreview') &&
      !document.querySelector('.sb-show-preparing-story'),
  );
  const failure = await page.evaluate(() =>
    document.body.matches('.sb-show-errordisplay')
      ? (document.querySelector('#error-message')?.textContent ?? 'an error without words')
      : '',
  );
  assert.equal(failure, '', `the ${type} did not render`);
}

function undefinedElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('#storybook-root');
    return [...(root?.querySelectorAll(':not(:defined)') ?? [])].map((element) => element.localName);
  });
}

/** In the page: whether a person sees anything, in shadow roots too. */
function showsSomething(type: Entry['type']): boolean {
  const root = document.querySelector(type === 'docs' ? '#storybook-docs' : '#storybook-root');
  const says = (node: Element | ShadowRoot): boolean =>
    [...node.children].some((child) => {
      const box = child.getBoundingClientRect();
      const visible = box.width > 0 && box.height > 0;
      const ownText = [...child.childNodes].some(
        (part) => part.nodeType === Node.TEXT_NODE && part.textContent?.trim(),
      );
      if (visible && (ownText || child.matches('img, svg, iframe, canvas, input, button')))
        return !child.matches('style, script');
      return says(child) || (child.shadowRoot !== null && says(child.shadowRoot));
    });
  return root !== null && says(root);
}
