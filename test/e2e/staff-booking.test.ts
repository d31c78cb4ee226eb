/** A front desk that books for others: staff signed in at the sandbox, one patient in context, and then another. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment, Bundle } from 'fhir/r4.js';
import type { Locator, Page, Request } from 'playwright-core';
import { Timeline } from '../../packages/sandbox/src/patients/timeline.ts';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn } from '../support/sandbox-visitor.ts';

const REASON = 'Asked for at the front desk';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const picker = (page: Page): Locator => page.locator('ehr-appointment-picker');
const press = (page: Page, name: string | RegExp): Promise<void> => picker(page).getByRole('button', { name }).click();
const says = (page: Page, words: string | RegExp): Promise<void> => picker(page).getByText(words).first().waitFor();

async function atTheDesk(patient: string, untick: readonly string[] = []): Promise<Page> {
  const page = await demo.visit(`${demo.sandbox.portal}booking.html`);
  await signIn(page, patient, untick);
  return page;
}

/** Signs in, chooses the patient, and what for. */
async function signIn(page: Page, patient: string, untick: readonly string[] = []): Promise<void> {
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, { as: 'anil-patel', patient, untick });
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await press(page, 'Kidney clinic');
}

/** Whom the picker says that it books for. */
async function whom(page: Page): Promise<string> {
  return (await picker(page).locator('.whom').innerText()).replace(/\s+/g, ' ');
}

async function look(page: Page, index: number): Promise<void> {
  await picker(page).getByRole('radio').nth(index).click();
  await press(page, /^Continue with/);
}

/** What is written from now on. */
function writes(page: Page): Request[] {
  const written: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().startsWith(`${demo.fhirBase}/Appointment`)) written.push(request);
  });
  return written;
}

describe('staff who book for a patient', () => {
  it('see whom they book for at every step, and it is that patient’s appointment and nobody else’s', async () => {
    const page = await atTheDesk('p-1002');
    const written = writes(page);
    await look(page, 0);
    // He is eight, in whatever year this runs.
    const year = new Timeline(new Date()).born(8, '05-02').slice(0, 4);
    assert.equal(await whom(page), `Patient Mateo Quispe Mamani · born 2 May ${year} · UH 3624 1881`);
    await says(page, /^Held until/);
    await picker(page).getByLabel('Reason (optional)').fill(REASON);
    await press(page, 'Book this appointment');
    await says(page, /^Booked at University Hospital/);
    assert.match(await whom(page), /^Patient Mateo Quispe Mamani/);
    const answer = (await (await written.at(-1)?.response())?.json()) as Bundle;
    const booked = answer.entry?.[0]?.resource as Appointment;
    assert.deepEqual(
      booked.participant.flatMap(({ actor }) => (actor?.reference?.startsWith('Patient/') ? actor.reference : [])),
      ['Patient/p-1002'],
    );
    assert.equal(booked.reasonCode?.[0]?.text, REASON);
    for (const request of written) assert.ok(!(request.postData() ?? '').includes('Patient/p-1001'));
  });

  it('carry nothing from one patient to the next', async () => {
    const page = await atTheDesk('p-1002');
    await look(page, 1);
    await picker(page).getByLabel('Reason (optional)').fill(REASON);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await picker(page).locator('.whom').waitFor({ state: 'detached' });
    assert.doesNotMatch(await picker(page).locator('article').innerText(), /Mateo/);
    await signIn(page, 'p-1001');
    // What was kept for the one before was let go when they were signed out.
    const written = writes(page);
    await look(page, 0);
    await says(page, /^Held until/);
    assert.match(await whom(page), /^Patient Mrs. Margaret/);
    assert.equal(await picker(page).getByLabel('Reason (optional)').inputValue(), '');
    await press(page, 'Book this appointment');
    await says(page, /^Booked at University Hospital/);
    const sent = written.map((request) => request.postData() ?? '');
    assert.equal(sent.length, 2);
    for (const body of sent) assert.ok(body.includes('Patient/p-1001') && !body.includes('p-1002'), body);
  });

  it('say who asked to move a visit, and the old one is cancelled for that: the practice, unless it was the patient', async () => {
    const page = await atTheDesk('p-1002');
    await look(page, 0);
    await says(page, /^Held until/);
    await press(page, 'Book this appointment');
    for (const [asked, code] of [
      [undefined, 'prov'],
      ['The patient', 'pat'],
    ] as const) {
      await says(page, /^Booked at University Hospital/);
      await press(page, 'Move it');
      await says(page, /^Moving:/);
      await look(page, 0);
      await says(page, /^Held until/);
      if (asked) await picker(page).getByLabel('Who asked to move it').selectOption(asked);
      const cancelled = page.waitForResponse((answer) => (answer.request().postData() ?? '').includes('"cancelled"'));
      await press(page, 'Move the appointment to this time');
      const sent = (await cancelled).request().postData() ?? '';
      assert.match(sent, new RegExp(`"system":"[^"]*appointment-cancellation-reason","code":"${code}"`));
      await says(page, 'The old appointment is cancelled.');
    }
  });

  it('are told why they cannot, where their sign-in only reads', async () => {
    const page = await atTheDesk('p-1002', ['user/Appointment.cu']);
    const written = writes(page);
    await look(page, 0);
    await says(page, /Booking not permitted/);
    assert.equal(written.length, 0);
  });
});
