/** A patient finds their providers, connects to each, and sees one record of all of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { visitSignIn, type Visit } from '../support/sandbox-visitor.ts';

let demo: Demo;
let hosts: HostPages;

before(async () => {
  demo = await startDemo();
  const brands = new URL('/brands/all.json', demo.sandbox.home).href;
  const page = (attributes: string): string => `
    <ehr-session redirect-uri="/callback.html" lang="en-GB">
      <ehr-connect brands="${brands}" ${attributes}></ehr-connect>
      <ehr-patient-summary></ehr-patient-summary>
    </ehr-session>`;
  hosts = await serveHostPages({
    '/': page('client-id="test-app" scope="launch/patient patient/*.rs"'),
    '/no-list': page('client-id="test-app"').replace(brands, '/nothing-here.json'),
    '/callback.html': `<script type="module">
      import { completeRedirect } from '/ehr-widgets/callback.js';
      completeRedirect();
    </script>`,
  });
});
after(async () => {
  await hosts?.close();
  await demo?.close();
});

const open = (path = '/'): Promise<Page> => demo.visit(hosts.origin + path);
const finder = (page: Page) => page.locator('ehr-connect');
const summary = (page: Page) => page.locator('ehr-patient-summary');
const place = (page: Page, name: string) =>
  finder(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });

async function connect(page: Page, name: string, visit: Visit): Promise<void> {
  const button = place(page, name).getByRole('button', { name: `Connect to ${name}` });
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  await visitSignIn(popup, visit);
  if (!popup.isClosed()) await popup.waitForEvent('close');
}

const connected = (page: Page, name: string) => place(page, name).getByText('Connected', { exact: true });

describe('a patient with two providers', () => {
  it('finds both, connects to each in a window, and sees one record that says where each line is from', async () => {
    const page = await open();
    const field = finder(page).getByRole('searchbox');
    await field.fill('university');
    await place(page, 'City Clinic').waitFor({ state: 'detached' });
    await connect(page, 'University Hospital', { as: 'margaret' });
    await connected(page, 'University Hospital').waitFor();
    // It shares the server of the hospital.
    await connected(page, 'University Heart Center').waitFor();
    await summary(page)
      .getByRole('heading', { name: /Margaret/ })
      .waitFor();

    await field.fill('mesquite');
    await connect(page, 'City Clinic', { as: 'margaret' });
    await connected(page, 'City Clinic').waitFor();
    for (const origin of ['University Hospital', 'City Clinic']) {
      await summary(page).getByText(origin).first().waitFor();
    }
    assert.equal(page.url(), `${hosts.origin}/`);
  });

  it('who does not allow it at one keeps what the other shows', async () => {
    const page = await open();
    await connect(page, 'City Clinic', { as: 'margaret' });
    await connected(page, 'City Clinic').waitFor();
    await summary(page)
      .getByRole('heading', { name: /Margaret/ })
      .waitFor();
    await connect(page, 'University Hospital', { as: 'margaret', refuse: true });
    await page.locator('ehr-session').getByText('did not allow').first().waitFor();
    await place(page, 'University Hospital').getByRole('button', { name: 'Connect' }).waitFor();
    assert.equal(await connected(page, 'City Clinic').count(), 1);
    assert.equal(
      await summary(page)
        .getByRole('heading', { name: /Margaret/ })
        .count(),
      1,
    );
    assert.ok(
      (await summary(page)
        .getByText(/metformin/i)
        .count()) > 0,
    );

    // And may change their mind.
    await connect(page, 'University Hospital', { as: 'margaret' });
    await connected(page, 'University Hospital').waitFor();
  });

  it('needs no mouse', async () => {
    const page = await open();
    await place(page, 'City Clinic').waitFor();
    await finder(page).getByRole('searchbox').focus();
    await page.keyboard.type('city clinic');
    await place(page, 'University Hospital').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await visitSignIn(popup, { as: 'margaret' });
    await connected(page, 'City Clinic').waitFor();
    // The button is gone; the focus is still at the place.
    await page.waitForFunction(() => {
      const inside = document.querySelector('ehr-connect')?.shadowRoot?.activeElement;
      return inside?.textContent?.trim() === 'City Clinic';
    });
  });

  it('is told when there is no list, and the page goes on', async () => {
    const page = await open('/no-list');
    await finder(page).getByText('We could not get the list').waitFor();
    await finder(page).getByRole('button', { name: 'Try again' }).click();
    await finder(page).getByText('We could not get the list').waitFor();
    await summary(page).getByText('Sign in to see').waitFor();
  });
});
