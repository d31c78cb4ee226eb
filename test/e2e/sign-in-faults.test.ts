/** When signing in goes wrong: each failure says what is so and what to do next, and the host page lives on. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { visitSignIn, type Visit } from '../support/sandbox-visitor.ts';

/** Seconds: long enough for a busy machine to finish a sign-in, short enough for a test to outwait. */
const CODE_LIFETIME = 5;

let demo: Demo;
let hosts: HostPages;

before(async () => {
  demo = await startDemo({ lifetimes: { authorizationCode: CODE_LIFETIME } });
  const session = (attributes: string): string => `
    <button id="host" onclick="this.textContent = 'alive'">Host</button>
    <ehr-session client-id="test-app" redirect-uri="/callback.html" ${attributes}>
      <ehr-patient-summary></ehr-patient-summary>
    </ehr-session>`;
  const issuer = `issuer="${demo.fhirBase}"`;
  hosts = await serveHostPages({
    '/': session(`${issuer} scope="launch/patient patient/*.rs openid"`),
    '/parts': session(
      `${issuer} scope="launch/patient patient/Patient.r patient/Condition.rs patient/AllergyIntolerance.rs"`,
    ),
    '/user': session(`${issuer} scope="user/*.rs openid fhirUser"`),
    '/here': session(`${issuer} scope="launch/patient patient/*.rs" redirect-uri="/here"`).replace(
      'redirect-uri="/callback.html" ',
      '',
    ),
    '/down': session('issuer="http://localhost:9/fhir"'),
    '/ehr': session(`${issuer} launch="ehr"`),
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

const open = (path: string): Promise<Page> => demo.visit(hosts.origin + path);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function signIn(page: Page, visit?: Visit): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Sign in').click()]);
  if (!visit) return popup.close();
  await visitSignIn(popup, visit);
  if (!popup.isClosed()) await popup.waitForEvent('close');
}

/** The message, its next step, and a host page that still answers; the summary says that it waits. */
async function assertTold(page: Page, title: string, next?: string): Promise<void> {
  const alert = page.locator('ehr-session').getByRole('alert');
  await alert.waitFor();
  assert.match((await alert.innerText()).replace(/\s+/g, ' '), new RegExp(title));
  if (next) await button(page, next).waitFor();
  await page.locator('#host').click();
  assert.equal(await page.locator('#host').innerText(), 'alive');
  const summary = await page.locator('ehr-patient-summary').evaluate((element) => element.shadowRoot?.textContent);
  assert.ok(summary?.trim(), 'the summary is not blank');
}

describe('a sign-in that fails', () => {
  it('because the person did not allow it', async () => {
    const page = await open('/');
    await signIn(page, { as: 'margaret', refuse: true });
    await assertTold(page, 'You did not allow this page to see your record', 'Try again');
  });

  it('because the window was closed', async () => {
    const page = await open('/');
    await signIn(page);
    await assertTold(page, 'The sign-in window was closed', 'Try again');
  });

  it('because the browser opened no window, and then works in the page itself', async () => {
    const page = await open('/');
    await page.evaluate(() => (window.open = () => null));
    await button(page, 'Sign in').click();
    await assertTold(page, 'Your browser did not open the sign-in window', 'Open the sign-in page');
    await button(page, 'Open the sign-in page').click();
    await visitSignIn(page, { as: 'margaret' });
    await page
      .locator('ehr-patient-summary')
      .getByRole('heading', { name: /Margaret/ })
      .waitFor();
    assert.equal(page.url(), `${hosts.origin}/`);
  });

  it('because the launch came from an issuer that this page does not know, which it names', async () => {
    const page = await open('/ehr?iss=https://evil.example/fhir&launch=x');
    await assertTold(page, 'This page may not open records from there');
    const message = await page.evaluate(() => {
      const session = document.querySelector('ehr-session') as unknown as {
        activeSession: { state: { error: Error } };
      };
      return session.activeSession.state.error.message;
    });
    assert.match(message, /https:\/\/evil\.example\/fhir/);
  });

  it('because the answer does not belong to the question', async () => {
    const page = await open('/here?code=stolen&state=forged');
    await assertTold(page, 'This sign-in could not be trusted', 'Try again');
    assert.equal(page.url(), `${hosts.origin}/here`);
    const nobody = await demo.visit(new URL('callback.html?code=stolen&state=forged', demo.sandbox.portal).href);
    await nobody.getByText('Nobody is waiting for this sign-in.').waitFor();
  });

  it('because the code had expired', async () => {
    const page = await open('/');
    await page.route(/\/token$/, async (route) => {
      const expired = Date.now() + (CODE_LIFETIME + 0.5) * 1000;
      await page.waitForFunction((moment) => Date.now() > moment, expired);
      await route.continue();
    });
    await signIn(page, { as: 'margaret' });
    await assertTold(page, 'Signing in took too long', 'Try again');
  });

  it('because the server is down', async () => {
    const page = await open('/down');
    const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Sign in').click()]);
    if (!popup.isClosed()) await popup.waitForEvent('close');
    await assertTold(page, 'The sign-in page could not be found', 'Try again');
  });

  it('because no patient came with it', async () => {
    const page = await open('/');
    await page.context().route('**/token', async (route) => {
      const response = await route.fetch();
      const { patient: _, ...others } = (await response.json()) as Record<string, unknown>;
      await route.fulfill({ response, json: others });
    });
    await signIn(page, { as: 'margaret' });
    await assertTold(page, 'No record was chosen', 'Try again');
  });

  it('and not because staff asked for no patient: no record is shown, and there is nothing to try again', async () => {
    const page = await open('/user');
    await signIn(page, { as: 'anil-patel' });
    await page.locator('ehr-session').getByText('as staff, for no one patient').waitFor();
    await page.locator('ehr-patient-summary').getByText('No record is chosen').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('because nothing was left of what was asked for', async () => {
    const page = await open('/');
    await signIn(page, { as: 'margaret', untick: ['patient/*.rs'] });
    await assertTold(page, 'This page was not allowed to see anything', 'Try again');
  });
});

describe('a record that can be seen in part', () => {
  it('says which parts were not permitted, and shows the rest', async () => {
    const page = await open('/parts');
    await signIn(page, { as: 'margaret', untick: ['patient/AllergyIntolerance.rs'] });
    const summary = page.locator('ehr-patient-summary');
    // By its name: what is read later has a section of the same part once it is read.
    const hidden = summary.getByRole('region', { name: 'Not shown here' });
    await hidden.waitFor();
    const text = await hidden.innerText();
    assert.match(text, /Allergies/);
    assert.match(text, /Medications|medicines/i);
    assert.doesNotMatch(text, /Conditions/);
    await summary
      .getByRole('button', { name: /kidney/i })
      .first()
      .waitFor();
  });

  it('keeps what it has, and says that it is old, when the server stops answering', async () => {
    const page = await open('/');
    await signIn(page, { as: 'margaret' });
    const summary = page.locator('ehr-patient-summary');
    await summary
      .locator('[part~=foot]')
      .getByText(/cut off/)
      .waitFor();
    await page.route(`${demo.fhirBase}/**`, (route) => route.abort());
    await summary.evaluate((element) => (element as unknown as { refresh(): Promise<void> }).refresh());
    await summary.getByRole('button', { name: 'Try again' }).first().waitFor();
    assert.match((await summary.evaluate((element) => element.shadowRoot?.textContent)) ?? '', /Penicillin/);
    await page.unroute(`${demo.fhirBase}/**`);
    await summary.getByRole('button', { name: 'Try again' }).first().click();
    await summary.getByRole('button', { name: 'Try again' }).first().waitFor({ state: 'detached' });
  });
});
