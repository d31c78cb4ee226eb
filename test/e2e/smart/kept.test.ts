/**
 * Sessions that a tab keeps over a reload (`keep="tab"`): they live in several tabs at once, end in all of them, and are
 * renewed once for all.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../../support/demo.ts';
import type { HostPages } from '../../support/host-page.ts';
import { visitSignIn } from '../../support/sandbox-person.ts';
import {
  button,
  everythingStored,
  everyWord,
  NOTHING_STORED,
  readAgain,
  serveSignInPages,
  shownPatient,
  signInButton,
  signInByPopup,
  TokenCalls,
} from '../../support/smart-pages.ts';
import { setClock, sleep, withWrongClock } from '../../support/wrong-clock.ts';

/** By a page's clock the token, good for an hour, is about to end. */
const UNTIL_DUE = 60 - 0.2;

let demo: Demo;
let hosts: HostPages;

before(async () => {
  demo = await startDemo();
  const scope = 'launch/patient patient/*.rs openid fhirUser offline_access';
  const options = { issuer: demo.fhirBase, clientId: 'test-app', scope };
  hosts = await serveSignInPages({ ...options, attributes: 'keep="tab" idle-minutes="120" warn-minutes="5"' });
});
after(async () => {
  await hosts?.close();
  await demo?.close();
});

async function signedIn(): Promise<{ page: Page; calls: TokenCalls }> {
  const page = await demo.visit(`${hosts.origin}/404`);
  await withWrongClock(page.context());
  const calls = new TokenCalls(page.context());
  await page.goto(hosts.origin);
  await signInByPopup(page, visitSignIn);
  assert.match(await shownPatient(page), /Margaret/);
  return { page, calls };
}

/** Another tab that the page opens, which starts with a copy of what this one keeps. */
async function copyOf(page: Page): Promise<Page> {
  const [tab] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open('/'))]);
  assert.match(await shownPatient(tab), /Margaret/);
  return tab;
}

/** Another tab, in which the same person has signed in again. */
async function signedInApart(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(hosts.origin);
  await signInByPopup(tab, visitSignIn);
  assert.match(await shownPatient(tab), /Margaret/);
  return tab;
}

async function assertSignedOut(page: Page): Promise<void> {
  await signInButton(page).waitFor();
  assert.doesNotMatch(await everyWord(page), /Margaret|penicillin/i);
  // All that stays is the moment of a sign-out, for tabs that heard nothing of it.
  const noted = /"ehr-widgets:signed-out:test-app [^"]+":"\d+"/;
  assert.equal((await everythingStored(page)).replace(noted, ''), NOTHING_STORED);
}

const told = (page: Page, words: string | RegExp): Promise<void> =>
  page.locator('ehr-session').getByRole('alert').filter({ hasText: words }).waitFor();

describe('a session that the tab keeps', () => {
  it('is there again after a reload, with nothing asked of the sign-in, and not in another tab', async () => {
    const { page, calls } = await signedIn();
    await page.reload();
    assert.match(await shownPatient(page), /Margaret/);
    assert.equal(calls.codes.length, 1);
    assert.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0);
    const another = await page.context().newPage();
    await another.goto(hosts.origin);
    await assertSignedOut(another);
    await page.context().close();
  });

  it('ends in every tab when somebody signs out in one, also where they signed in apart', async () => {
    const { page } = await signedIn();
    const copy = await copyOf(page);
    const apart = await signedInApart(page);
    await button(copy, 'Sign out').click();
    for (const tab of [copy, page, apart]) {
      await assertSignedOut(tab);
      await tab.reload();
      await assertSignedOut(tab);
    }
    await page.context().close();
  });

  for (const [what, other] of [
    ['a copy of the tab', copyOf],
    ['a tab with a sign-in of its own', signedInApart],
  ] as const) {
    it(`does not come back in ${what} that was at another page when somebody signed out`, async () => {
      const { page } = await signedIn();
      const away = await other(page);
      await away.goto(`${hosts.origin}/404`);
      await button(page, 'Sign out').click();
      await assertSignedOut(page);
      await away.goBack();
      await signInButton(away).waitFor();
      assert.doesNotMatch(await everyWord(away), /Margaret|penicillin/i);
      await page.context().close();
    });
  }
});

describe('an idle session', () => {
  it('says so beforehand, goes on when somebody is there, and ends in every tab when nobody is', async () => {
    const { page } = await signedIn();
    const copy = await copyOf(page);
    await sleep(page, 116);
    await page
      .getByText(/signed out in/i)
      .first()
      .waitFor();
    await page.keyboard.press('Shift');
    await page
      .getByText(/signed out in/i)
      .first()
      .waitFor({ state: 'hidden' });
    assert.match(await shownPatient(page), /Margaret/);
    await sleep(page, 121);
    for (const tab of [page, copy]) {
      await told(tab, 'Nobody used this page for a while');
      assert.doesNotMatch(await everyWord(tab), /Margaret|penicillin/i);
      assert.equal(await everythingStored(tab), NOTHING_STORED);
    }
    await page.context().close();
  });
});

describe('three tabs of four widgets each', () => {
  async function threeTabs(): Promise<{ tabs: readonly Page[]; calls: TokenCalls }> {
    const { page, calls } = await signedIn();
    const tabs = [page, await copyOf(page), await copyOf(page)];
    for (const tab of tabs) {
      await tab.evaluate(() => {
        const summary = document.querySelector('ehr-patient-summary');
        for (let count = 1; count < 4; count++) summary?.after(document.createElement('ehr-patient-summary'));
      });
    }
    return { tabs, calls };
  }

  async function assertAllSignedIn(tabs: readonly Page[]): Promise<void> {
    for (const tab of tabs) {
      assert.match(await shownPatient(tab), /Margaret/);
      assert.equal(await button(tab, 'Try again').count(), 0, 'everything was read');
      assert.equal(await signInButton(tab).count(), 0);
    }
  }

  it('renew a token once, each time, and nobody is signed out', async () => {
    const { tabs, calls } = await threeTabs();
    for (const rotation of [1, 2]) {
      await Promise.all(tabs.map((tab) => setClock(tab, UNTIL_DUE)));
      await Promise.all(tabs.map(readAgain));
      assert.equal(calls.refreshes.length, rotation);
      await assertAllSignedIn(tabs);
    }
    assert.equal(new Set(calls.refreshes).size, 2, 'each refresh token was used once');
    await tabs[0]?.context().close();
  });

  it('go on when one of them slept through two renewals', async () => {
    const { tabs, calls } = await threeTabs();
    const [first, second, sleeper] = tabs as [Page, Page, Page];
    await sleeper.goto(`${hosts.origin}/404`);
    for (const awake of [first, second]) {
      for (const tab of [first, second]) await setClock(tab, UNTIL_DUE);
      await readAgain(awake);
    }
    assert.equal(calls.refreshes.length, 2);
    await sleeper.goBack();
    await shownPatient(sleeper);
    await setClock(sleeper, 2 * UNTIL_DUE);
    await readAgain(sleeper);
    assert.equal(calls.refreshes.length, 2, 'what the others have is good for it too');
    await assertAllSignedIn(tabs);
    await first.context().close();
  });

  it('end, and try no more, when the token that is left was used by a tab that is gone', async () => {
    const { tabs, calls } = await threeTabs();
    const [first, second, sleeper] = tabs as [Page, Page, Page];
    await second.close();
    await sleeper.goto(`${hosts.origin}/404`);
    await setClock(first, UNTIL_DUE);
    await readAgain(first);
    await first.close();
    await sleeper.goBack();
    await shownPatient(sleeper);
    await setClock(sleeper, UNTIL_DUE);
    await readAgain(sleeper);
    await told(sleeper, 'You have been signed out');
    assert.doesNotMatch(await everyWord(sleeper), /Margaret|penicillin/i);
    assert.equal(calls.refreshes.length, 2);
    await sleeper.context().close();
  });
});
