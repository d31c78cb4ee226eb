/** Booking as a patient does: signed in at the portal, from the free times of a real server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment, Bundle, Parameters } from 'fhir/r4.js';
import type { Locator, Page, Request } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn, type Visit } from '../support/sandbox-visitor.ts';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const picker = (page: Page): Locator => page.locator('ehr-appointment-picker');

/** Signs in on the page of appointments, and chooses what for. */
async function atTheKidneyClinic(visit: Visit): Promise<Page> {
  const page = await demo.visit(`${demo.sandbox.portal}appointments.html`);
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, visit);
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await picker(page).getByRole('button', { name: 'Kidney clinic' }).click();
  await picker(page).getByRole('radio').first().waitFor();
  return page;
}

async function look(page: Page, time: string): Promise<void> {
  await picker(page).getByRole('radio', { name: time }).first().click();
  await picker(page)
    .getByRole('button', { name: /^Continue with/ })
    .click();
}

/** What is written by `$hold` and `$book` from now on. */
function writes(page: Page): Request[] {
  const written: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().startsWith(`${demo.fhirBase}/Appointment`)) written.push(request);
  });
  return written;
}

const sent = (request: Request | undefined): Appointment =>
  (request?.postDataJSON() as Parameters).parameter?.[0]?.resource as Appointment;

describe('a patient who books at the portal', () => {
  it('has the time kept, books it with a reason, and is told what was booked', async () => {
    const page = await atTheKidneyClinic({ as: 'margaret' });
    const written = writes(page);
    const clock = (await picker(page).locator('.time .clock').first().innerText()).trim();
    await look(page, clock);
    await picker(page)
      .getByText(/^We are keeping this time for you until/)
      .first()
      .waitFor();
    await picker(page).getByLabel('Reason for your visit').fill('Swollen ankles');
    await picker(page).getByRole('button', { name: 'Book this appointment' }).click();
    await picker(page).getByText('University Hospital has booked your appointment').waitFor();
    assert.match(await picker(page).locator('.when .day').innerText(), new RegExp(`, ${clock} to `));
    assert.deepEqual(
      written.map((request) => request.url().split('/').at(-1)),
      ['$hold', '$book'],
    );
    const booked = sent(written[1]);
    assert.deepEqual([booked.status, booked.reasonCode?.[0]?.text], ['booked', 'Swollen ankles']);
    const answer = (await (await written[1]?.response())?.json()) as Bundle;
    assert.equal((answer.entry?.[0]?.resource as Appointment).status, 'booked');
  });

  it('is told when somebody else is quicker, and goes on with what is near, the reason kept', async () => {
    const [one, other] = [await atTheKidneyClinic({ as: 'margaret' }), await atTheKidneyClinic({ as: 'margaret' })];
    const clock = (await picker(one).locator('.time .clock').nth(1).innerText()).trim();
    await look(one, clock);
    await picker(one)
      .getByText(/^We are keeping/)
      .first()
      .waitFor();
    await look(other, clock);
    await picker(other).getByText('Somebody else has just taken this time').first().waitFor();
    await picker(other).getByText('The nearest times that are free').waitFor();
    await picker(other).locator('.note .btn').first().click();
    await picker(other)
      .getByText(/^We are keeping/)
      .first()
      .waitFor();
  });

  it('is shown times and told why nothing can be booked, where the sign-in does not include it', async () => {
    const page = await atTheKidneyClinic({ as: 'margaret', untick: ['patient/Appointment.cu'] });
    const written = writes(page);
    const clock = (await picker(page).locator('.time .clock').first().innerText()).trim();
    await look(page, clock);
    await picker(page).getByText('Your sign-in does not include booking.').waitFor();
    assert.equal(written.length, 0);
  });
});
