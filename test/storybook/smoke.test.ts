/**
 * The Storybook as it would be published: every story opens, shows something, defines every element that it uses, and
 * neither complains in the console nor asks another server for anything. Live stories, those tagged `live`, read from
 * the sandbox at its usual address; here a sandbox on a free port answers for it.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '@ehr-widgets/sandbox';
import { type Browser, chromium, type ConsoleMessage, type Page, type Request } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import { serveFolder, type StaticServer } from '../support/static-server.ts';

interface Entry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  readonly title: string;
  readonly name: string;
  readonly tags?: readonly string[];
}

/** Where live stories look for the sandbox. */
const usualSandbox = 'http://localhost:4460';

const folder = 'storybook-static';
const index = `${folder}/index.json`;
assert.ok(existsSync(index), 'There is no built Storybook. Run `npm run build-storybook` first.');
const entries = Object.values(
  (JSON.parse(readFileSync(index, 'utf8')) as { entries: Readonly<Record<string, Entry>> }).entries,
);

describe('the built Storybook', () => {
  let server: StaticServer;
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;

  before(async () => {
    const { executablePath, args } = await findBrowser();
    server = await serveFolder(folder);
    sandbox = await startSandbox({ port: 0, auth: 'off' });
    browser = await chromium.launch({ executablePath, args: [...args] });
    // One tab for all: it has compiled Storybook before, and each story is a page of its own in it.
    page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/London' });
  });

  after(async () => {
    await browser.close();
    await sandbox.close();
    await server.close();
  });

  it('has stories', () => {
    assert.ok(entries.some((entry) => entry.type === 'story'));
  });

  for (const entry of entries) {
    it(`${entry.type === 'docs' ? 'documents' : 'shows'} ${entry.title}: ${entry.name}`, async () => {
      const live = entry.tags?.includes('live') && entry.type === 'story';
      const { complaints, stop } = listen(page, live ? [server.origin, usualSandbox] : [server.origin]);
      try {
        if (live) await answerFor(sandbox, page);
        await page.goto(`${server.origin}/iframe.html?id=${entry.id}&viewMode=${entry.type}`);
        await rendered(page, entry.type);
        assert.deepEqual(await undefinedElements(page), [], 'elements without a definition');
        await page.waitForFunction(showsSomething, entry.type, { timeout: 45_000 });
        if (live) await page.getByText('Adeyemi').first().waitFor();
        assert.deepEqual(complaints, []);
      } finally {
        // An answer still on its way would fail when its page is gone.
        await page.unrouteAll({ behavior: 'wait' });
        await page.goto('about:blank');
        stop();
      }
    });
  }

  it('opens in its own frame with the sidebar', async () => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const { complaints } = listen(page, [server.origin]);
      await page.goto(server.origin + '/');
      await page.getByRole('navigation').first().waitFor();
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  });
});

/** What a reader of the console or of the network log would object to, until it is stopped. */
function listen(page: Page, origins: readonly string[]): { complaints: string[]; stop: () => void } {
  const complaints: string[] = [];
  const failed = (error: Error): void => void complaints.push(`error: ${error.message}`);
  const said = (message: ConsoleMessage): void => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  };
  const asked = (request: Request): void => {
    const { origin, protocol, href } = new URL(request.url());
    const local = origins.includes(origin) || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!local) complaints.push(`asked for ${href}`);
  };
  page.on('pageerror', failed).on('console', said).on('request', asked);
  const stop = (): void => void page.off('pageerror', failed).off('console', said).off('request', asked);
  return { complaints, stop };
}

/** Lets the sandbox on its free port speak as if it were at the usual address. */
async function answerFor(sandbox: Sandbox, page: Page): Promise<void> {
  const { origin } = new URL(sandbox.home);
  await page.route(`${usualSandbox}/**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(usualSandbox, origin) });
    const body = (await response.text()).replaceAll(origin, usualSandbox);
    await route.fulfill({ response, body });
  });
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
