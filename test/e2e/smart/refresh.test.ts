/** Access tokens that run out while people look on: each refresh token is used once, and nobody is signed out for it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../../support/demo.ts';
import type { HostPages } from '../../support/host-page.ts';
import { visitSignIn } from '../../support/sandbox-person.ts';
import {
  allRead,
  readAgain,
  serveSignInPages,
  shownPatient,
  signInButton,
  signInByPopup,
  TokenCalls,
} from '../../support/smart-pages.ts';
import { setClock, withWrongClock } from '../../support/wrong-clock.ts';

/** Seconds, as the sandbox gives them. A token is renewed half a minute before its end. */
const LIFETIME = 3600;

let demo: Demo;
let hosts: HostPages;

before(async () => {
  demo = await startDemo();
  const scope = 'launch/patient patient/*.rs openid fhirUser offline_access';
  hosts = await serveSignInPages({ issuer: demo.fhirBase, clientId: 'test-app', scope });
});
after(async () => {
  await hosts?.close();
  await demo?.close();
});

/** A page with a person signed in, whose clock is wrong by so many minutes. */
async function signedIn(minutesWrong = 0): Promise<{ page: Page; calls: TokenCalls }> {
  const page = await demo.visit(`${hosts.origin}/404`);
  await withWrongClock(page.context(), minutesWrong);
  const calls = new TokenCalls(page.context());
  await page.goto(hosts.origin);
  await signInByPopup(page, visitSignIn);
  assert.match(await shownPatient(page), /Margaret/);
  await allRead(page);
  return { page, calls };
}

/** By the page's clock the token is about to end, or has ended. The server's clock is another. */
const untilDue = (page: Page): Promise<void> => setClock(page, (LIFETIME - 10) / 60);
const untilOver = (page: Page): Promise<void> => setClock(page, (LIFETIME + 10) / 60);

async function assertStillSignedIn(page: Page): Promise<void> {
  assert.match(await shownPatient(page), /Margaret/);
  assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0, 'everything was read');
  assert.equal(await signInButton(page).count(), 0);
}

/** The server no longer takes the token that the page has. */
async function refuseOnce(page: Page): Promise<void> {
  const refused = new Set<string>();
  await page.route(`${demo.fhirBase}/**`, async (route) => {
    const { authorization } = route.request().headers();
    if (!authorization || (refused.size > 0 && !refused.has(authorization))) return route.continue();
    refused.add(authorization);
    await route.fulfill({
      status: 401,
      headers: {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'WWW-Authenticate',
        'WWW-Authenticate': 'Bearer error="invalid_token"',
      },
    });
  });
}

/** Asks the server for the patient, as a widget would; the status, or how it failed. */
function ask(page: Page, aborted = false): Promise<number | string> {
  return page.evaluate(async (isAborted) => {
    const session = document.querySelector('ehr-session') as unknown as {
      activeSession: { sources: { base: string; patient: string; fetch: typeof fetch }[] };
    };
    const [source] = session.activeSession.sources;
    if (!source) return 'no source';
    const controller = new AbortController();
    const answer = source.fetch(`${source.base}/Patient/${source.patient}`, { signal: controller.signal });
    if (isAborted) setTimeout(() => controller.abort(), 50);
    return answer.then(
      ({ status }) => status,
      (error: Error) => error.name,
    );
  }, aborted);
}

describe('while a token runs out', () => {
  it('twelve widgets of a page renew it once, each time', async () => {
    const { page, calls } = await signedIn();
    await page.evaluate(() => {
      const summary = document.querySelector('ehr-patient-summary');
      for (let count = 1; count < 12; count++) summary?.after(document.createElement('ehr-patient-summary'));
    });
    for (const rotation of [1, 2]) {
      await untilDue(page);
      await readAgain(page);
      assert.equal(calls.refreshes.length, rotation);
      await assertStillSignedIn(page);
    }
    assert.equal(new Set(calls.refreshes).size, 2, 'each refresh token was used once');
    await page.context().close();
  });

  it('a request that is given up does not take the renewal, or the others, with it', async () => {
    const { page, calls } = await signedIn();
    await untilDue(page);
    const isAborted = Promise.withResolvers<void>();
    await page.route(/\/token$/, async (route) => {
      await isAborted.promise;
      await route.continue();
    });
    const [first, second] = [ask(page, true), ask(page)];
    assert.equal(await first, 'AbortError');
    isAborted.resolve();
    assert.equal(await second, 200);
    assert.equal(calls.refreshes.length, 1);
    await readAgain(page);
    await assertStillSignedIn(page);
    await page.context().close();
  });

  it('a network that is down loses nothing: it is renewed when it is back', async () => {
    const { page, calls } = await signedIn();
    await untilOver(page);
    await page.route(/\/token$/, (route) => route.abort());
    assert.equal(await ask(page), 'EhrError');
    await page.unroute(/\/token$/);
    assert.equal(await ask(page), 200);
    assert.equal(new Set(calls.refreshes).size, 1);
    await page.context().close();
  });

  it('a refresh token that somebody else used ends the session, says so, and is not tried for ever', async () => {
    const { page, calls } = await signedIn();
    await untilDue(page);
    await readAgain(page);
    const [stolen = ''] = calls.refreshes;
    const configuration = await (await fetch(`${demo.fhirBase}/.well-known/smart-configuration`)).json();
    const { token_endpoint: endpoint } = configuration as { token_endpoint: string };
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: stolen, client_id: 'test-app' });
    assert.equal((await fetch(endpoint, { method: 'POST', body })).status, 400);
    await untilDue(page);
    await readAgain(page);
    await page.locator('ehr-session').getByRole('alert').filter({ hasText: 'You have been signed out' }).waitFor();
    assert.equal(calls.refreshes.length, 2);
    assert.equal(await ask(page), 'no source');
    await page.context().close();
  });
});

describe('a clock that is wrong', () => {
  for (const minutes of [-7, 7]) {
    it(`by ${minutes} minutes signs in, reads and renews as any other`, async () => {
      const { page, calls } = await signedIn(minutes);
      await untilDue(page);
      await readAgain(page);
      assert.equal(calls.refreshes.length, 1);
      await assertStillSignedIn(page);
      await page.context().close();
    });

    it(`because it was set by ${minutes} minutes meanwhile ends nothing, and renews once when the server wants it`, async () => {
      const { page, calls } = await signedIn();
      await setClock(page, minutes);
      await refuseOnce(page);
      await readAgain(page);
      assert.equal(calls.refreshes.length, 1);
      await assertStillSignedIn(page);
      await readAgain(page);
      assert.equal(calls.refreshes.length, 1);
      await page.context().close();
    });
  }
});
