/** Reports, letters and images as a patient reads them: signed in at the portal, from its page of reports and images. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn } from '../support/sandbox-visitor.ts';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const viewer = (page: Page): Locator => page.locator('ehr-results-viewer');

/** Keoni, who was imaged after an accident, reads his reports, or somebody else theirs. */
async function signedIn(as = 'keoni'): Promise<Page> {
  const page = await demo.visit(`${demo.sandbox.portal}reports.html`);
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, { as });
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await viewer(page).locator('.entry').first().waitFor();
  return page;
}

async function open(page: Page, name: string): Promise<Locator> {
  await viewer(page).locator('.entry', { hasText: name }).first().click();
  return viewer(page).locator('[part~=report]', { hasText: name });
}

describe('a patient who signs in to reports and images', () => {
  it('sees the images of a study, fetched with the right to read that the sign-in gave', async () => {
    const page = await signedIn();
    const report = await open(page, 'Chest X-ray');
    await report
      .getByRole('button', { name: /^Show images/ })
      .first()
      .click();
    const small = report.locator('.thumb').first();
    await small.scrollIntoViewIfNeeded();
    await small.locator('img').waitFor();
    await small.focus();
    await page.keyboard.press('Enter');
    const picture = report.locator('.picture');
    await picture.waitFor();
    assert.match((await picture.getAttribute('alt')) ?? '', /, Image 1 of \d$/);
  });

  it('sees what a corrected report and its potassium said before they were corrected', async () => {
    const page = await signedIn('margaret');
    await viewer(page)
      .getByRole('button', { name: /^Renal function panel .*Corrected/ })
      .click();
    const report = viewer(page).getByRole('region', { name: 'Renal function panel' });
    await report.getByRole('button', { name: 'What it said before' }).click();
    await report.getByText('High potassium. Repeat within a week.').waitFor();
    await report.getByRole('button', { name: 'Potassium', exact: true }).click();
    const result = report.getByRole('region', { name: 'Potassium', exact: true });
    await result.getByRole('button', { name: 'What it said before' }).click();
    const version = result.getByRole('listitem').filter({ hasText: 'Earlier version' });
    await version.filter({ hasText: '6.1\u00a0mmol/L' }).waitFor();
    assert.match((await version.textContent()) ?? '', /Changed after this\s*Result, /);
    assert.equal(await result.getByText('6.1', { exact: false }).count(), 1, 'in no trend and no list');
  });

  it('turns a moving image frame by frame, by keyboard, up to the last that its service has', async () => {
    const page = await signedIn('anjali');
    const report = await open(page, 'ltrasound');
    await report
      .getByRole('button', { name: /^Show images/ })
      .first()
      .click();
    const small = report.locator('.thumb').first();
    await small.scrollIntoViewIfNeeded();
    await small.locator('img').waitFor();
    await small.focus();
    await page.keyboard.press('Enter');
    const place = report.getByRole('status').filter({ hasText: /^Image/ });
    for (const frame of [1, 2, 3, 4, 5, 6, 7, 8]) {
      await place.filter({ hasText: new RegExp(`^Image 2 of 4 · Frame ${frame}\\s*$`) }).waitFor();
      await report.locator('.picture').waitFor();
      await page.keyboard.press('ArrowDown');
    }
    await place.filter({ hasText: /^Image 2 of 4 · Frame 8 of 8/ }).waitFor();
    const next = report.getByRole('button', { name: 'Next frame' });
    assert.equal(await next.getAttribute('aria-disabled'), 'true');
    await page.keyboard.press('ArrowRight');
    await place.filter({ hasText: /^Image 3 of 4 · Frame 1/ }).waitFor();
  });

  it('reads a clinical document in its words, by keyboard, with what was crossed out in it', async () => {
    const page = await signedIn();
    const document = await open(page, 'Plan for going home');
    await document.getByRole('button', { name: 'Read Plan for going home' }).focus();
    await page.keyboard.press('Enter');
    await document.getByRole('status').filter({ hasText: 'The file has been read.' }).waitFor({ state: 'attached' });
    assert.equal(
      await document
        .getByRole('button', { name: 'Close Plan for going home' })
        .evaluate((one) => one.matches(':focus')),
      true,
    );
    const tree = await document.ariaSnapshot();
    assert.match(tree, /heading "Medicines at home" \[level=6\]/);
    assert.match(tree, /region "Medicines at home":\n\s+- table:/);
    assert.match(tree, /columnheader "How to take it"/);
    assert.match(tree, /row "Crossed out: Omeprazole 20 mg end of what is crossed out\./);
    assert.match(tree, /button "Save Plan for going home"/);
    await page.keyboard.press('Tab');
    const contents = document.getByRole('navigation', { name: 'Contents' }).getByRole('button');
    assert.equal(await contents.first().evaluate((one) => one.matches(':focus')), true);
    await contents.filter({ hasText: 'Medicines at home' }).press('Enter');
    const heading = document.getByRole('heading', { name: 'Medicines at home' });
    assert.equal(await heading.evaluate((one) => one.matches(':focus')), true);
    await page.keyboard.press('Tab');
    const region = document.getByRole('region', { name: 'Medicines at home' });
    assert.equal(await region.evaluate((box) => box.matches(':focus')), true);
    await page.keyboard.press('Tab');
    assert.equal(await document.getByRole('button', { name: /^Save/ }).evaluate((box) => box.matches(':focus')), true);
  });
});
