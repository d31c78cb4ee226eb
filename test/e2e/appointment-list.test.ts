/** A patient's appointments at the portal: called off with a reason, taken back, moved with the picker beside the list. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page, Request } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn } from '../support/sandbox-visitor.ts';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const list = (page: Page): Locator => page.locator('ehr-appointment-list');
const picker = (page: Page): Locator => page.locator('ehr-appointment-picker');
const line = (page: Page, group: string): Locator =>
  list(page).locator('[part~=group]').filter({ hasText: group }).locator('[part~=line]').first();

/** The page of appointments, signed in as somebody who has one booked. */
async function atThePortal(as: string, untick?: readonly string[]): Promise<Page> {
  const page = await demo.visit(`${demo.sandbox.portal}appointments.html`);
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, { as, ...(untick && { untick }) });
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await line(page, 'Upcoming').waitFor();
  return page;
}

/** What is written to appointments from now on. */
function writes(page: Page): Request[] {
  const written: Request[] = [];
  page.on('request', (request) => {
    const isWrite = ['POST', 'PUT', 'PATCH'].includes(request.method());
    if (isWrite && request.url().startsWith(`${demo.fhirBase}/Appointment`)) written.push(request);
  });
  return written;
}

describe('a patient who looks at what is booked', () => {
  it('cancels with a reason after the practice’s word, and takes it back', async () => {
    const page = await atThePortal('margaret');
    const written = writes(page);
    await line(page, 'Upcoming')
      .getByRole('button', { name: /^Cancel this appointment/ })
      .click();
    const dialog = list(page).getByRole('dialog');
    await dialog.getByText('Please cancel at least a day before').waitFor();
    await dialog.getByLabel('Reason').selectOption({ label: 'I cannot get there' });
    await dialog.getByRole('button', { name: 'Yes, cancel it' }).click();
    await list(page)
      .getByText(/^University Hospital has cancelled it/)
      .waitFor();
    await line(page, 'Cancelled').getByText('Reason: I cannot get there').waitFor();
    await list(page).getByRole('button', { name: /^Undo/ }).click();
    await list(page).getByText('It is booked again, for the same time.').first().waitFor();
    await line(page, 'Upcoming').getByText('Booked', { exact: true }).waitFor();
    assert.equal(written.length, 2);
  });

  it('sees the doctor’s photo beside the name', async () => {
    const page = await atThePortal('margaret');
    const person = line(page, 'Upcoming').locator('.person').filter({ hasText: 'Dr. Anil Patel' });
    await person.scrollIntoViewIfNeeded();
    await person.locator('.photo.there').waitFor();
  });

  it('moves it with the picker beside the list, and has the old one until the new one is booked', async () => {
    const page = await atThePortal('margaret');
    const written = writes(page);
    const before = await line(page, 'Upcoming').locator('.when').innerText();
    await line(page, 'Upcoming')
      .getByRole('button', { name: /^Move to another time/ })
      .click();
    await picker(page)
      .getByText(/^You are moving your appointment of/)
      .waitFor();
    await picker(page).getByRole('button', { name: 'Kidney clinic' }).click();
    await picker(page).getByRole('radio').first().click();
    await picker(page)
      .getByRole('button', { name: /^Continue with/ })
      .click();
    await picker(page)
      .getByText(/^We are keeping this time for you until/)
      .first()
      .waitFor();
    assert.equal(await line(page, 'Upcoming').locator('.when').innerText(), before, 'the old one stands');
    await picker(page).getByRole('button', { name: 'Move the appointment to this time' }).click();
    await picker(page).getByText('The old appointment is cancelled.').waitFor();
    await list(page)
      .locator('[part~=line].upcoming .when')
      .filter({ hasNotText: before.split('\n')[0] ?? '' })
      .waitFor();
    assert.ok(written.length >= 2, `${written.length} written`);
    const own = await list(page).locator('[part~=line].upcoming').count();
    assert.equal(own, 1, 'one is booked, not two');
  });

  it('may change nothing where the sign-in does not include it, and is told why', async () => {
    const page = await atThePortal('margaret', ['patient/Appointment.cu']);
    await list(page)
      .getByText('You cannot change appointments at University Hospital here: your sign-in does not include it.')
      .waitFor();
    assert.equal(
      await list(page)
        .getByRole('button', { name: /^(Cancel|Move)/ })
        .count(),
      0,
    );
  });

  it('has what is only asked for apart from what is booked', async () => {
    const page = await atThePortal('margaret');
    await line(page, 'Asked for, not booked').getByText('Not booked. The practice has to answer first.').waitFor();
  });

  it('is told where the server refuses to cancel, and nothing is shown as cancelled', async () => {
    const page = await atThePortal('margaret');
    await page.route(`${demo.fhirBase}/Appointment/**`, async (route) => {
      if (route.request().method() === 'GET') return route.fallback();
      await route.fulfill({ status: 500, contentType: 'application/fhir+json', body: '{}' });
    });
    await line(page, 'Upcoming')
      .getByRole('button', { name: /^Cancel this appointment/ })
      .click();
    await list(page).getByRole('dialog').getByRole('button', { name: 'Yes, cancel it' }).click();
    await list(page)
      .getByText(/^(It is not cancelled|It is not known whether that was saved)$/)
      .waitFor();
    await line(page, 'Upcoming').getByText('Booked', { exact: true }).waitFor();
  });

  it('goes through the list by keys, each stop named', async () => {
    const page = await atThePortal('margaret');
    await line(page, 'Upcoming')
      .getByRole('button', { name: /^Cancel this appointment/ })
      .focus();
    await page.keyboard.press('Enter');
    await list(page).locator('dialog[open]').waitFor();
    assert.equal((await list(page).locator(':focus').innerText()).trim(), 'Keep it');
    await page.keyboard.press('Escape');
    await list(page).locator('dialog').waitFor({ state: 'detached' });
    // The focus is at the appointment that was asked about.
    assert.match(await list(page).locator(':focus').ariaSnapshot(), /^- heading "/);
    const tree = await list(page).ariaSnapshot();
    assert.doesNotMatch(tree, /- (button|link|heading|region)(?: \[[^\]]*\])*:?$/m);
  });
});
