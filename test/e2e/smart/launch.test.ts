/**
 * An EHR launches the page for one patient and then for another: whatever was there before, nobody sees the first
 * patient once the second launch has begun, not for one frame.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { startDemo, type Demo } from '../../support/demo.ts';
import { Glimpses } from '../../support/glimpses.ts';
import type { HostPages } from '../../support/host-page.ts';
import { everyWord, serveSignInPages, shownPatient } from '../../support/smart-pages.ts';

const FIRST = 'p-1001';
const SECOND = 'p-1002';

let demo: Demo;
let memory: HostPages;
let kept: HostPages;

before(async () => {
  demo = await startDemo();
  const options = { issuer: demo.fhirBase, clientId: 'test-app', scope: 'launch patient/*.rs openid fhirUser' };
  memory = await serveSignInPages(options);
  kept = await serveSignInPages({ ...options, attributes: 'keep="tab"' });
});
after(async () => {
  await memory?.close();
  await kept?.close();
  await demo?.close();
});

/** The address that an EHR opens. */
async function launchOf(patient: string, hosts: HostPages): Promise<string> {
  const body = new URLSearchParams({ organisation: 'university-hospital', patient });
  const response = await fetch(new URL('launch', demo.sandbox.ehr), { method: 'POST', body });
  const launch = (await response.json()) as Record<string, string>;
  // The sandbox's name of this machine: one site with it, as an app and its EHR often are not; cookies need it here.
  return `${hosts.origin.replace('127.0.0.1', 'localhost')}/app?${new URLSearchParams(launch)}`;
}

async function aPerson(): Promise<{ context: BrowserContext; page: Page; glimpses: Glimpses }> {
  const context = await demo.browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
  const glimpses = await Glimpses.in(context);
  return { context, page: await context.newPage(), glimpses };
}

/** What has been said so far may name the first patient. What is said in pages loaded from now on must not. */
function fromNowOn(glimpses: Glimpses, name: string): { assertNotSeen(): void } {
  const family = name.toUpperCase().split(' ').at(-1) ?? '';
  const naming = (): readonly string[] => glimpses.since.filter((words) => words.toUpperCase().includes(family));
  assert.ok(naming().length > 0, `the pages were watched, and ${name} was seen`);
  glimpses.startAfresh();
  return {
    assertNotSeen: () => {
      assert.deepEqual(naming(), []);
      assert.ok(glimpses.since.length > 0, 'the pages were watched');
    },
  };
}

/** The FHIR requests that name a patient, of whatever page comes after the one that is open. */
function laterRequestsAbout(page: Page, patient: string): string[] {
  const about: string[] = [];
  let hasLeft = false;
  page.on('framenavigated', () => (hasLeft = true));
  page.on('request', (request) => {
    if (hasLeft && request.url().startsWith(demo.fhirBase) && request.url().includes(patient))
      about.push(request.url());
  });
  return about;
}

for (const [how, isKept, hosts] of [
  ['in memory', false, () => memory],
  ['kept in the tab', true, () => kept],
] as const) {
  describe(`with its session ${how}, a page launched for one patient and then for another`, () => {
    it('in one window shows the second only, also after a reload and after "back"', async () => {
      const { context, page, glimpses } = await aPerson();
      await page.goto(await launchOf(FIRST, hosts()));
      const first = await shownPatient(page);
      const watched = fromNowOn(glimpses, first);
      const asked = laterRequestsAbout(page, FIRST);
      await page.goto(await launchOf(SECOND, hosts()));
      const second = await shownPatient(page);
      assert.notEqual(second, first);
      await page.reload();
      if (isKept) assert.equal(await shownPatient(page), second);
      else await page.getByText(/Open this page from/).waitFor();
      await page.goBack();
      await page
        .locator('ehr-session')
        .getByRole('button')
        .or(page.getByText(/Open this page from/))
        .first()
        .waitFor();
      watched.assertNotSeen();
      assert.deepEqual(asked, []);
      await context.close();
    });

    it('in one frame shows the second only', async () => {
      const { context, page, glimpses } = await aPerson();
      const around = `${hosts().origin.replace('127.0.0.1', 'localhost')}/framing`;
      await page.goto(`${around}?${encodeURIComponent(await launchOf(FIRST, hosts()))}`);
      const frame = page.frame('app') as Frame;
      const first = await shownPatient(frame);
      const watched = fromNowOn(glimpses, first);
      const next = await launchOf(SECOND, hosts());
      await page.evaluate((url) => document.querySelector('iframe')?.setAttribute('src', url), next);
      await frame.waitForURL(/launch=|interaction|authorize/, { waitUntil: 'commit' });
      await frame.waitForURL(/\/app$/, { waitUntil: 'commit' });
      assert.notEqual(await shownPatient(frame), first);
      watched.assertNotSeen();
      await context.close();
    });

    it('by a launch that fails, shows nobody', async () => {
      const { context, page, glimpses } = await aPerson();
      await page.goto(await launchOf(FIRST, hosts()));
      const first = await shownPatient(page);
      const app = page.url();
      const watched = fromNowOn(glimpses, first);
      for (const [launch, words] of [
        [
          `iss=${encodeURIComponent('https://evil.example/fhir')}&launch=x`,
          /may not open records from there|not allowed/,
        ],
        [`iss=${encodeURIComponent(demo.fhirBase)}&launch=unknown`, /./],
      ] as const) {
        await page.goto(`${app}?${launch}`);
        await page.locator('ehr-session').getByRole('alert').filter({ hasText: words }).waitFor();
        assert.ok(!(await everyWord(page)).includes(first));
        watched.assertNotSeen();
      }
      await context.close();
    });

    it('in two tabs keeps each its own, though the second is a copy of the first', async () => {
      const { context, page } = await aPerson();
      await page.goto(await launchOf(FIRST, hosts()));
      const first = await shownPatient(page);
      const [tab] = await Promise.all([
        page.waitForEvent('popup'),
        page.evaluate((url) => void window.open(url), await launchOf(SECOND, hosts())),
      ]);
      const second = await shownPatient(tab);
      assert.notEqual(second, first);
      assert.equal(await shownPatient(page), first);
      if (isKept) {
        await Promise.all([page.reload(), tab.reload()]);
        assert.equal(await shownPatient(page), first);
        assert.equal(await shownPatient(tab), second);
      }
      await context.close();
    });
  });
}
