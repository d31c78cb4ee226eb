/** Who signed in, as the page of another origin than the server's finds out in a real browser. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../../support/demo.ts';
import { visitSignIn } from '../../support/sandbox-visitor.ts';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

/** What the session knows of the person once the record is there. */
async function whoSignedIn(page: Page): Promise<{ identity: string; fhirUser: string | undefined }> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await visitSignIn(page, { as: 'margaret' });
  await page
    .locator('ehr-patient-summary')
    .getByRole('heading', { name: /Margaret/ })
    .waitFor();
  return page.evaluate(() => {
    const { activeSession } = document.querySelector('ehr-session') as unknown as {
      activeSession: { state: { context: { identity: string; fhirUser: string | undefined } } };
    };
    const { identity, fhirUser } = activeSession.state.context;
    return { identity, fhirUser };
  });
}

describe('the statement of who signed in', () => {
  it('is checked with keys that the page reads from the other origin', async () => {
    const page = await demo.visit(`${demo.sandbox.portal}redirect.html`);
    const { identity, fhirUser } = await whoSignedIn(page);
    assert.equal(identity, 'verified');
    assert.match(fhirUser ?? '', /Patient\/p-1001$/);
  });

  it('names nobody where the page may not read the keys, and the record is there all the same', async () => {
    const page = await demo.visit(`${demo.sandbox.portal}redirect.html`);
    await page.route('**/jwks', (route) => route.abort());
    assert.deepEqual(await whoSignedIn(page), { identity: 'unverified', fhirUser: undefined });
  });
});
