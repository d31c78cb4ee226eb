/** Asking for more of a medicine as a patient does: signed in at the portal, from the list of medications. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Task } from 'fhir/r4.js';
import type { Locator, Page, Request } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn, type Visit } from '../support/sandbox-visitor.ts';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const WRITING = ['patient/Task.c', 'patient/MedicationRequest.c'];
const list = (page: Page): Locator => page.locator('ehr-medication-list');
const lines = (page: Page): Locator => list(page).locator('[part~=line]');

/** Signs in on the page of medications, and waits until the whole list is there. */
async function signedIn(visit: Visit): Promise<Page> {
  const page = await demo.visit(`${demo.sandbox.portal}medications.html`);
  await signIn(page, visit);
  return page;
}

async function signIn(page: Page, visit: Visit): Promise<void> {
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, visit);
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await list(page).getByText('Nothing was cut off.').waitFor();
}

/** What the page writes from now on. */
function writes(page: Page): Request[] {
  const written: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().startsWith(`${demo.fhirBase}/`)) written.push(request);
  });
  return written;
}

describe('a patient who signs in to the list of medications', () => {
  it('sees each medicine, asks for a refill with one press, and is told in the line that it went', async () => {
    const page = await signedIn({ as: 'margaret' });
    assert.ok((await lines(page).count()) > 3);
    const written = writes(page);
    const line = lines(page)
      .filter({ has: page.getByRole('button', { name: /Ask for a refill/ }) })
      .first();
    const name = await line.getByRole('heading').innerText();
    await line.getByRole('button', { name: /Ask for a refill/ }).click();
    const asked = lines(page).filter({ hasText: name });
    await asked.getByText('Refill asked for').waitFor();
    assert.match(await asked.innerText(), /Sent to University Hospital, today \d\d:\d\d\. They decide, and tell you\./);
    assert.equal(await asked.locator('[part~=ask]').count(), 0);

    assert.equal(written.length, 1);
    const task = written[0]?.postDataJSON() as Task;
    assert.deepEqual([task.resourceType, task.status, task.intent], ['Task', 'requested', 'order']);
    assert.match(task.focus?.reference ?? '', /^MedicationRequest\//);
    const answer = await written[0]?.response();
    assert.equal(answer?.status(), 201);
    // What was asked for is of this patient and of no other.
    assert.equal(task.for?.reference, 'Patient/p-1001');
  });

  it('finds it asked for, and is not offered it again, after signing in anew', async () => {
    const page = await signedIn({ as: 'margaret' });
    await lines(page)
      .getByRole('button', { name: /Ask for a refill/ })
      .first()
      .click();
    await lines(page)
      .getByText(/^Sent to University Hospital/)
      .waitFor();
    const name = await lines(page).filter({ hasText: 'Sent to' }).getByRole('heading').innerText();
    await page.reload();
    await signIn(page, { as: 'margaret' });
    const line = lines(page).filter({ hasText: name });
    await line.getByText(/^Asked for on \d+\s.+ at University Hospital\./).waitFor();
    assert.equal(await line.locator('[part~=ask]').count(), 0);
  });

  it('is offered nothing where the right to write was not given, and is told why', async () => {
    const page = await signedIn({ as: 'margaret', untick: WRITING });
    const why = 'You cannot ask University Hospital for more here: your sign-in does not include it.';
    await list(page).getByText(why).waitFor();
    assert.ok((await lines(page).count()) > 3);
    assert.equal(await list(page).locator('[part~=ask], [part~=several]').count(), 0);
  });
});
