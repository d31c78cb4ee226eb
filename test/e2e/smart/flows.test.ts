/**
 * Signing in at a SMART server, in every way a portal offers it and with all that a person may do on the way. Nothing
 * here needs the sandbox: docs/guides/another-server.md tells how to run it against another server.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../support/browser.ts';
import type { HostPages } from '../../support/host-page.ts';
import {
  button,
  everythingStored,
  everyWord,
  NOTHING_STORED,
  serveSignInPages,
  shownPatient,
  signInButton,
  signInByPopup,
  TokenCalls,
} from '../../support/smart-pages.ts';
import { findPerson, startTarget, type SmartTarget } from '../../support/smart-target.ts';

const person = await findPerson();

let target: SmartTarget;
let hosts: HostPages;
let browser: Browser;

before(async () => {
  target = await startTarget();
  console.log(`Signing in at ${target.issuer}`);
  hosts = await serveSignInPages(target);
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
  await target?.close();
});

/** Another person's browser, with one page open. */
async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
  const page = await context.newPage();
  await page.goto(hosts.origin + path);
  return page;
}

async function leaveAndComeBack(page: Page): Promise<void> {
  const back = page.waitForURL((url) => url.origin === hosts.origin && !url.search, { waitUntil: 'commit' });
  await Promise.all([page.waitForURL((url) => url.origin !== hosts.origin), signInButton(page).click()]);
  await person.visitSignIn(page);
  await back;
}

const told = (page: Page, words: string | RegExp): Promise<void> =>
  page.locator('ehr-session').getByRole('alert').filter({ hasText: words }).waitFor();

const closed = (page: Page): Promise<void> => page.context().close();

/** What the page asked for, from its address to the first patient data. */
function countRequests(page: Page): () => string {
  const kinds = { page: 0, person: 0, 'sign-in': 0 };
  let isOver = false;
  page.context().on('request', (request) => {
    const url = request.url();
    if (isOver || !url.startsWith('http')) return;
    if (url.startsWith(hosts.origin)) kinds.page++;
    else if (request.resourceType() !== 'fetch') kinds.person++;
    else if (request.method() === 'GET' && !url.includes('.well-known')) isOver = true;
    else kinds['sign-in']++;
  });
  return () =>
    `${kinds.page + kinds.person + kinds['sign-in'] + 1} (${kinds.page} files of the page, ` +
    `${kinds.person} pages of the person's sign-in and what is on them, ${kinds['sign-in']} of signing in, 1 for data)`;
}

describe('a person signs in', () => {
  it('in a window: the page stays, nothing is stored, and nothing is printed', async () => {
    const page = await open('/404');
    await page.evaluate(() => localStorage.setItem('debug', 'FHIR:*,fhir*,*'));
    const printed: string[] = [];
    page.on('console', (message) => printed.push(message.text()));
    const requests = countRequests(page);
    const calls = new TokenCalls(page.context());
    await page.goto(`${hosts.origin}/`);
    await signInByPopup(page, person.visitSignIn);
    assert.notEqual(await shownPatient(page), '');
    assert.equal(page.url(), `${hosts.origin}/`);
    assert.equal(calls.codes.length, 1);
    assert.deepEqual(printed, []);
    await page.evaluate(() => localStorage.clear());
    assert.equal(await everythingStored(page), NOTHING_STORED);
    console.log(`Requests to first patient data, by popup: ${requests()}`);
    await closed(page);
  });

  for (const [path, way] of [
    ['/leaving', 'through a callback page'],
    ['/here', 'to the page itself'],
  ] as const) {
    it(`by leaving, and comes back ${way}: nothing of it stays in address or storage`, async () => {
      const page = await open('/404');
      const requests = countRequests(page);
      const calls = new TokenCalls(page.context());
      await page.goto(hosts.origin + path);
      await leaveAndComeBack(page);
      assert.notEqual(await shownPatient(page), '');
      assert.equal(page.url(), hosts.origin + path);
      assert.equal(await everythingStored(page), NOTHING_STORED);
      assert.equal(calls.codes.length, 1);
      console.log(`Requests to first patient data, by redirect ${way}: ${requests()}`);
      await closed(page);
    });
  }

  it('with a double click: one window, one code', async () => {
    const page = await open('/');
    const calls = new TokenCalls(page.context());
    const windows: Page[] = [];
    page.context().on('page', (opened) => windows.push(opened));
    await signInButton(page).waitFor();
    const [popup] = await Promise.all([page.waitForEvent('popup'), signInButton(page).dblclick()]);
    await person.visitSignIn(popup);
    assert.notEqual(await shownPatient(page), '');
    assert.equal(windows.length, 1);
    assert.equal(calls.codes.length, 1);
    await closed(page);
  });

  it('in two tabs at once, and neither takes the answer of the other', async () => {
    const first = await open('/here');
    const calls = new TokenCalls(first.context());
    const second = await first.context().newPage();
    await second.goto(`${hosts.origin}/here`);
    for (const page of [first, second]) {
      await Promise.all([page.waitForURL((url) => url.origin !== hosts.origin), signInButton(page).click()]);
    }
    for (const page of [second, first]) {
      await page.bringToFront();
      await person.visitSignIn(page);
      assert.notEqual(await shownPatient(page), '');
    }
    assert.equal(new Set(calls.codes).size, 2);
    await button(first, 'Sign out').click();
    await signInButton(first).waitFor();
    await closed(first);
  });
});

describe('a sign-in that the person does not finish', () => {
  it('because they closed the window, says so and can be begun again', async () => {
    const page = await open('/');
    await signInByPopup(page, (popup) => popup.close());
    await told(page, 'The sign-in window was closed');
    const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Try again').click()]);
    await person.visitSignIn(popup);
    assert.notEqual(await shownPatient(page), '');
    await closed(page);
  });

  if (person.refuseSignIn) {
    const { refuseSignIn } = person;
    it('because they did not allow it, says so, and the code of nobody is exchanged', async () => {
      const page = await open('/');
      const calls = new TokenCalls(page.context());
      await signInByPopup(page, refuseSignIn);
      await told(page, 'You did not allow this page to see your record');
      assert.equal(calls.codes.length, 0);
      await closed(page);
    });
  }

  it('because they pressed "back" at the server, is signed out and can be begun again', async () => {
    const page = await open('/here');
    await Promise.all([page.waitForURL((url) => url.origin !== hosts.origin), signInButton(page).click()]);
    await page.goBack();
    await signInButton(page).waitFor();
    assert.equal(page.url(), `${hosts.origin}/here`);
    await leaveAndComeBack(page);
    assert.notEqual(await shownPatient(page), '');
    await closed(page);
  });
});

describe('an answer that was used', () => {
  for (const [path, outcome] of [
    ['/leaving', 'nobody-waiting'],
    ['/here', 'This sign-in could not be trusted'],
  ] as const) {
    it(`is not used again at ${path}: not in another tab, not by reload, not by "back"`, async () => {
      const page = await open(path);
      const calls = new TokenCalls(page.context());
      const answers: string[] = [];
      page.on('request', (request) => request.url().startsWith(hosts.origin) && answers.push(request.url()));
      await leaveAndComeBack(page);
      const patient = await shownPatient(page);
      const answer = answers.find((url) => /[?&]code=/.test(url)) ?? assert.fail('no answer came to a page of ours');

      const tab = await page.context().newPage();
      await tab.goto(answer);
      await tab.getByText(outcome).first().waitFor();
      assert.doesNotMatch(tab.url(), /code=|state=/);
      await tab.reload();
      await tab.waitForLoadState();
      assert.ok(!(await everyWord(tab)).includes(patient));

      await page.reload();
      await signInButton(page).waitFor();
      await page.goBack();
      await page.goForward();
      await signInButton(page).waitFor();
      assert.ok(!(await everyWord(page)).includes(patient));
      assert.equal(calls.codes.length, 1);
      await closed(page);
    });
  }
});
