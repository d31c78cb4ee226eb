/** Before a visit: the practice's questions in the list of appointments, answered, sent and named by the appointment. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment, QuestionnaireResponse } from 'fhir/r4.js';
import type { Locator, Page, Response } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn } from '../support/sandbox-visitor.ts';

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.close());

const list = (page: Page): Locator => page.locator('ehr-appointment-list');
const line = (page: Page): Locator => list(page).locator('[part~=line].upcoming').first();
const press = (page: Page, name: string | RegExp): Promise<void> =>
  list(page).getByRole('button', { name }).first().click();
const says = (page: Page, words: string | RegExp): Promise<void> => list(page).getByText(words).first().waitFor();

/** The page of appointments, signed in as somebody who has one booked. */
async function atThePortal(untick: readonly string[] = [], as = 'margaret'): Promise<Page> {
  const page = await demo.visit(`${demo.sandbox.portal}appointments.html`);
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, { as, untick });
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await line(page).waitFor();
  return page;
}

/** The practice's questions, open. */
async function checkingIn(untick?: readonly string[], as?: string): Promise<Page> {
  const page = await atThePortal(untick, as);
  await press(page, /^Check in/);
  await list(page).locator('[part~=questions]').waitFor();
  return page;
}

const once = (page: Page, method: string, type: string): Promise<Response> =>
  page.waitForResponse(
    (answer) => answer.request().method() === method && answer.url().startsWith(`${demo.fhirBase}/${type}`),
  );

describe('somebody who checks in for a visit', () => {
  it('answers what has to be answered, and the appointment names the answers', async () => {
    const page = await checkingIn();
    await press(page, 'Send my answers');
    await says(page, 'One answer is missing or not right');
    await list(page).getByLabel('No', { exact: true }).check();
    await list(page).getByLabel('Anything else that we should know?').fill('I walk with a stick');
    const kept = once(page, 'POST', 'QuestionnaireResponse');
    const named = once(page, 'PUT', 'Appointment/');
    await press(page, 'Send my answers');
    const answers = (await kept).request().postDataJSON() as QuestionnaireResponse;
    assert.equal(answers.status, 'completed');
    assert.equal(answers.subject?.reference, 'Patient/p-1001');
    assert.match(JSON.stringify(answers.item), /I walk with a stick/);
    const stored = (await (await kept).json()) as QuestionnaireResponse;
    const appointment = (await named).request().postDataJSON() as Appointment;
    assert.deepEqual(appointment.supportingInformation, [{ reference: `QuestionnaireResponse/${stored.id}` }]);
    assert.equal(appointment.status, 'booked');
    await says(page, /^Your answers were sent to University Hospital/);
    await line(page).getByText('Answers to the practice’s questions go with it.').waitFor();
    assert.equal(await list(page).locator('[part~=questions]').count(), 0);
  });

  it('loses nothing where it cannot be sent, and sends it once', async () => {
    const page = await checkingIn([], 'mateo');
    await list(page).getByLabel('No', { exact: true }).check();
    await list(page).getByLabel('Anything else that we should know?').fill('He is afraid of needles');
    const refuse = `${demo.fhirBase}/QuestionnaireResponse`;
    await page.route(refuse, (route) =>
      route.fulfill({ status: 422, contentType: 'application/fhir+json', body: '{}' }),
    );
    await press(page, 'Send my answers');
    await says(page, 'Your answers were not sent');
    assert.equal(
      await list(page).getByLabel('Anything else that we should know?').inputValue(),
      'He is afraid of needles',
    );
    await page.unroute(refuse);
    const kept = once(page, 'POST', 'QuestionnaireResponse');
    await press(page, 'Send my answers');
    assert.equal((await kept).status(), 201);
    await says(page, /^Your answers were sent to University Hospital/);
  });

  it('may leave it, and finds what was written again', async () => {
    const page = await checkingIn([], 'anjali');
    await list(page).getByLabel('Anything else that we should know?').fill('Two of us come');
    await press(page, 'Not now');
    await list(page).locator('[part~=questions]').waitFor({ state: 'detached' });
    assert.match(await list(page).locator(':focus').ariaSnapshot(), /^- heading "/);
    await press(page, /^Check in/);
    assert.equal(await list(page).getByLabel('Anything else that we should know?').inputValue(), 'Two of us come');
  });

  it('is told where the sign-in does not include answering', async () => {
    const page = await atThePortal(['patient/QuestionnaireResponse.cu']);
    await press(page, /^Check in/);
    await says(page, /your sign-in does not include answering them\. They will ask you\.$/);
    assert.equal(await list(page).getByRole('button', { name: 'Send my answers' }).count(), 0);
  });

  it('is told where the appointment cannot name the answers, which are there all the same', async () => {
    const page = await checkingIn(['patient/Appointment.cu'], 'halina');
    await list(page).getByLabel('No', { exact: true }).check();
    const kept = once(page, 'POST', 'QuestionnaireResponse');
    await press(page, 'Send my answers');
    assert.equal((await kept).status(), 201);
    await says(page, 'The appointment does not mention your answers');
    await says(page, /has them among your forms\. Say so when you come\.$/);
    assert.equal(
      await list(page)
        .getByRole('button', { name: /^Try again/ })
        .count(),
      0,
    );
  });

  it('can have the appointment name them later, where that failed', async () => {
    const page = await checkingIn([], 'robert');
    await list(page).getByLabel('No', { exact: true }).check();
    await page.route(`${demo.fhirBase}/Appointment/**`, (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 422, contentType: 'application/fhir+json', body: '{}' })
        : route.fallback(),
    );
    await press(page, 'Send my answers');
    await says(page, 'The appointment does not mention your answers');
    await page.unroute(`${demo.fhirBase}/Appointment/**`);
    await press(page, /^Try again/);
    await line(page).getByText('Answers to the practice’s questions go with it.').waitFor();
  });

  it('meets only what has a name', async () => {
    const page = await checkingIn();
    const tree = await list(page).ariaSnapshot();
    assert.doesNotMatch(tree, /- (button|link|heading|region|textbox|radio|group)(?: \[[^\]]*\])*:?$/m);
  });
});
