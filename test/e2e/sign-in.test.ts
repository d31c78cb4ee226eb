/** Signing in as a person does, and what the page then shows. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame, Page, Request } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { serveHostPages } from '../support/host-page.ts';
import { visitSignIn, type Visit } from '../support/sandbox-visitor.ts';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });
const heading = (page: Page | Frame, name: RegExp) =>
  page.locator('ehr-patient-summary').getByRole('heading', { name });

async function signInByPopup(page: Page, visit: Visit): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), signIn(page).click()]);
  await visitSignIn(popup, visit);
  if (!popup.isClosed()) await popup.waitForEvent('close');
}

/** Requests to the FHIR server for data: not discovery, sign-in or preflights. */
function fhirRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request: Request) => {
    const url = request.url();
    const isData = url.startsWith(`${demo.fhirBase}/`) && !url.includes('.well-known');
    if (isData && request.method() !== 'OPTIONS') asked.push(url.slice(demo.fhirBase.length + 1));
  });
  return asked;
}

describe('a patient signs in at the portal', () => {
  it('in a window of its own, and the page never leaves', async () => {
    const page = await demo.visit(demo.sandbox.portal);
    await signInByPopup(page, { as: 'margaret' });
    await heading(page, /Margaret/).waitFor();
    assert.equal(page.url(), demo.sandbox.portal);
    const alarm = page.locator('ehr-patient-summary [part~=alarm]').first();
    assert.match(await alarm.innerText(), /penicillin/i);
  });

  it('by leaving the page and coming back to it, with nothing of the sign-in left in the address', async () => {
    const page = await demo.visit(`${demo.sandbox.portal}redirect.html`);
    await signIn(page).click();
    await visitSignIn(page, { as: 'margaret' });
    await heading(page, /Margaret/).waitFor();
    assert.equal(page.url(), `${demo.sandbox.portal}redirect.html`);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    assert.equal(kept, '[{},{},""]');
  });

  it('and signs out again, after which nothing of the record is on the page', async () => {
    const page = await demo.visit(demo.sandbox.portal);
    await signInByPopup(page, { as: 'margaret' });
    await heading(page, /Margaret/).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page).waitFor();
    const shown = await page.locator('ehr-patient-summary').evaluate((summary) => summary.shadowRoot?.textContent);
    assert.doesNotMatch(shown ?? '', /Margaret|penicillin/i);
  });
});

describe('a clinician', () => {
  it('signs in at the portal and chooses the patient', async () => {
    const page = await demo.visit(demo.sandbox.portal);
    await signInByPopup(page, { as: 'anil-patel', patient: 'p-1002' });
    await heading(page, /./).first().waitFor();
    const name = await heading(page, /./).first().innerText();
    assert.doesNotMatch(name, /Margaret/);
  });

  it('opens a chart in the EHR, and the app in its frame shows that patient, then the next', async () => {
    const page = await demo.visit(demo.sandbox.ehr);
    for (const [patient, name] of [
      ['p-1001', /ADEYEMI/],
      ['p-1002', /^(?!.*ADEYEMI)/],
    ] as const) {
      await page.locator(`button[name="patient"][value="${patient}"]`).click();
      const summary = page.frameLocator('iframe').locator('ehr-patient-summary');
      const title = summary.getByRole('heading', { level: 2 }).first();
      await title.waitFor();
      assert.match(await title.innerText(), name);
    }
  });
});

describe('requests', () => {
  const page = (summaries: string) => `<ehr-session
      issuer="${demo.fhirBase}" client-id="test-app" scope="launch/patient patient/*.rs openid fhirUser"
      redirect-uri="/callback.html"
    >${summaries}</ehr-session>`;

  it('for one summary and for the same summary placed twice are the same', async () => {
    const one = '<ehr-patient-summary></ehr-patient-summary>';
    const hosts = await serveHostPages({
      '/one': page(one),
      '/two': page(one + one),
      '/callback.html': `<script type="module">
        import { completeRedirect } from '/ehr-widgets/callback.js';
        completeRedirect();
      </script>`,
    });
    const asked: Record<string, string[]> = {};
    for (const path of ['/one', '/two']) {
      const visitor = await demo.visit(hosts.origin + path);
      const requests = fhirRequests(visitor);
      await signInByPopup(visitor, { as: 'margaret' });
      await visitor
        .locator('ehr-patient-summary [part~=foot]')
        .last()
        .getByText(/cut off/)
        .waitFor();
      // A server names its pages anew for everybody who asks.
      asked[path] = requests.map((request) => request.replace(/_page=[^&]*/, '_page')).sort();
    }
    await hosts.close();
    assert.deepEqual(asked['/two'], asked['/one']);
    console.log(`FHIR requests for a summary: ${asked['/one']?.length}`);
  });
});
