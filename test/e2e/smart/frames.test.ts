/**
 * Signing in within a frame: of the same site, and of another one, where the browser keeps storage apart by the page
 * around and sends no cookies.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { findBrowser } from '../../support/browser.ts';
import type { HostPages } from '../../support/host-page.ts';
import { visitSignIn } from '../../support/sandbox-person.ts';
import {
  button,
  everythingStored,
  NOTHING_STORED,
  serveSignInPages,
  shownPatient,
  signInButton,
  signInByPopup,
  TokenCalls,
} from '../../support/smart-pages.ts';

let sandbox: Sandbox;
let hosts: HostPages;
let browser: Browser;

before(async () => {
  sandbox = await startSandbox({ port: 0 });
  const issuer = sandbox.organisations[0]?.fhirBase ?? '';
  const scope = 'launch/patient patient/*.rs openid fhirUser';
  hosts = await serveSignInPages({ issuer, clientId: 'test-app', scope });
  const { executablePath, args } = await findBrowser();
  // Playwright switches off that storage is partitioned. What comes last counts, and this switches nothing off.
  browser = await chromium.launch({ executablePath, args: [...args, '--disable-features=Nothing'] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
  await sandbox?.close();
});

/** The two names of this machine are two sites to a browser. The sandbox is at `localhost`. */
const at = (site: '127.0.0.1' | 'localhost'): string => hosts.origin.replace('127.0.0.1', site);

/** A page with another one in a frame, in a browser that sends no cookies to frames of another site. */
async function openFrame(around: string, within: string): Promise<{ page: Page; frame: Frame }> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send(
    'Network.setCookieControls' as 'Network.enable',
    {
      enableThirdPartyCookieRestriction: true,
      disableThirdPartyCookieMetadata: true,
      disableThirdPartyCookieHeuristics: true,
    } as object,
  );
  await page.goto(`${around}?${encodeURIComponent(within)}`);
  const frame = page.frame('app') ?? assert.fail('there is no frame');
  return { page, frame };
}

/** Within the frame there is nobody to be seen as a page; what a person does there is the same. */
const within = (frame: Frame): Page => frame as unknown as Page;

describe('the browser of these tests', () => {
  it('keeps storage and cookies of a framed site apart, or they would prove nothing', async () => {
    const { page, frame } = await openFrame(`${at('localhost')}/framing`, `${at('127.0.0.1')}/404`);
    await frame.evaluate(() => {
      localStorage.setItem('kept', 'apart');
      document.cookie = 'third=party; SameSite=None; Secure';
    });
    assert.equal(await frame.evaluate(() => document.cookie), '');
    const tab = await page.context().newPage();
    await tab.goto(`${at('127.0.0.1')}/404`);
    assert.equal(await everythingStored(tab), NOTHING_STORED);
    await page.context().close();
  });
});

const SITES = [
  ['a page of its own site and the server’s', 'localhost', 'localhost'],
  ['a page of its own site, the server being another', '127.0.0.1', '127.0.0.1'],
  ['a page of another site, which is the server’s', 'localhost', '127.0.0.1'],
  ['a page of another site, the server being its own', '127.0.0.1', 'localhost'],
] as const;

describe('in a frame of', () => {
  for (const [what, around, inside] of SITES) {
    it(`${what}: signing in by popup works`, async () => {
      const { page, frame } = await openFrame(`${at(around)}/framing`, `${at(inside)}/`);
      const calls = new TokenCalls(page.context());
      await signInByPopup(page, visitSignIn, frame);
      assert.match(await shownPatient(frame), /Margaret/);
      assert.equal(calls.codes.length, 1);
      assert.equal(await everythingStored(frame), NOTHING_STORED);
      assert.equal(page.url().split('?')[0], `${at(around)}/framing`);
      await page.context().close();
    });
  }

  const [[own], ...others] = SITES;
  it(`${own}: signing in by redirect works and leaves the page around alone`, async () => {
    const { page, frame } = await openFrame(`${at('localhost')}/framing`, `${at('localhost')}/leaving`);
    await signInButton(frame).click();
    await visitSignIn(within(frame));
    assert.match(await shownPatient(frame), /Margaret/);
    assert.equal(frame.url(), `${at('localhost')}/leaving`);
    assert.equal(await everythingStored(frame), NOTHING_STORED);
    assert.equal(page.url().split('?')[0], `${at('localhost')}/framing`);
    await page.context().close();
  });

  // The server's own cookies are lost there, whatever a widget does. That is the server's to say.
  for (const [what, around, inside] of others) {
    it(`${what}: a redirect ends at the server, which says what to do, and the page around stays`, async () => {
      const { page, frame } = await openFrame(`${at(around)}/framing`, `${at(inside)}/leaving`);
      const address = page.url();
      await signInButton(frame).click();
      await frame.getByText('Go back to the app and sign in again').waitFor();
      assert.equal(page.url(), address);
      await page.context().close();
    });
  }

  it('its own site that may open no window, the sign-in says so and offers the way that needs none', async () => {
    const { page, frame } = await openFrame(`${at('localhost')}/framing-only`, `${at('localhost')}/`);
    const address = page.url();
    await signInButton(frame).click();
    const alert = frame.locator('ehr-session').getByRole('alert');
    await alert.filter({ hasText: 'Your browser did not open the sign-in window' }).waitFor();
    assert.equal(frame.url(), `${at('localhost')}/`);
    await button(frame, 'Open the sign-in page').click();
    await visitSignIn(within(frame));
    assert.match(await shownPatient(frame), /Margaret/);
    assert.equal(page.url(), address);
    assert.equal(page.context().pages().length, 1);
    await page.context().close();
  });
});
