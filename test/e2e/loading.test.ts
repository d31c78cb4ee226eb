/** What a page loads when, and what is said when a part of the library cannot be had. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';

const SUMMARY = '<ehr-patient-summary></ehr-patient-summary>';
const ISSUER = 'issuer="https://ehr.example/fhir" client-id="portal"';

let hosts: HostPages;
let browser: Browser;
before(async () => {
  hosts = await serveHostPages({
    '/empty': '<p>A page without widgets</p>',
    '/sign-in': `<ehr-session ${ISSUER}>${SUMMARY}</ehr-session>`,
    '/bundle': `<ehr-session>${SUMMARY}</ehr-session>`,
  });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
});

const PATIENT = { resourceType: 'Patient', id: 'anna', name: [{ text: 'Anna Berg' }] };
const BUNDLE = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: PATIENT }] };

/** Opens a page; files of the library whose name matches `lost` cannot be had. */
async function open(path: string, lost?: RegExp): Promise<{ page: Page; files: string[] }> {
  const page = await browser.newPage({ locale: 'en-GB' });
  const files: string[] = [];
  page.on('request', (request) => files.push(request.url().replace(/^.*\/ehr-widgets\//, '')));
  if (lost) await page.route(lost, (route) => route.abort());
  await page.goto(hosts.origin + path);
  return { page, files };
}

const show = (page: Page): Promise<unknown> =>
  page.locator('ehr-session').evaluate((session, bundle) => Object.assign(session, { bundle }), BUNDLE);

describe('a page loads', () => {
  it('the autoloader and next to nothing else where there is no widget', async () => {
    const { page, files } = await open('/empty');
    await page.waitForLoadState('load');
    assert.equal(files.filter((file) => file.endsWith('.js')).length, 2);
    await page.close();
  });

  it('signing in but not what draws a record, while nobody has signed in', async () => {
    const { page, files } = await open('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.getByText('Sign in to see your health summary').waitFor();
    assert.ok(files.some((file) => file.includes('smart-session')));
    assert.ok(!files.some((file) => /summary-view|bundle-session|fhirclient|authorization/.test(file)), files.join());
    await page.close();
  });

  it('no signing in for a record that needs none', async () => {
    const { page, files } = await open('/bundle');
    await show(page);
    await page.getByRole('heading', { name: 'Anna Berg' }).waitFor();
    assert.ok(!files.some((file) => /smart-session|panel|fhirclient/.test(file)), files.join());
    await page.close();
  });
});

describe('a part of the library that cannot be had', () => {
  const parts: readonly (readonly [what: string, path: string, lost: RegExp, element: string])[] = [
    ['what draws a record', '/bundle', /chunks\/summary-view/, 'ehr-patient-summary'],
    ['reading a Bundle', '/bundle', /chunks\/bundle-session/, 'ehr-session'],
    ['signing in', '/sign-in', /chunks\/smart-session/, 'ehr-session'],
    ['the sign-in card', '/sign-in', /chunks\/panel/, 'ehr-session'],
  ];
  for (const [what, path, lost, element] of parts) {
    it(`is said to be missing, and never drawn as an empty record: ${what}`, async () => {
      const { page } = await open(path, lost);
      if (path === '/bundle') await show(page);
      const shown = page.locator(element).getByRole('alert');
      await shown.waitFor();
      assert.match(await shown.innerText(), /This part of the page could not be shown\s+Reload the page/);
      const words = await page.locator('ehr-patient-summary').evaluate((summary) => summary.shadowRoot?.textContent);
      assert.doesNotMatch(words ?? '', /recorded|known/);
      await page.close();
    });
  }
});
