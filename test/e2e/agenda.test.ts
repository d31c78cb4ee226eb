/** A front desk: staff signed in at the sandbox, whoever comes today, two of them at one visit, and everything by keys. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Appointment, Bundle, FhirResource } from 'fhir/r4.js';
import type { Locator, Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn } from '../support/sandbox-visitor.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'agenda-'));
/** In the middle of whichever day it is at the hospital, so that no visit falls into another. */
const noon = Math.floor((Date.now() - 7 * 3_600_000) / 86_400_000) * 86_400_000 + 19 * 3_600_000;
const at = (minutes: number): string => new Date(noon + minutes * 60_000).toISOString();

/** What a practice's day is read from, and what says how. */
const OF_PRACTICE = [
  'Appointment',
  'Schedule',
  'Slot',
  'HealthcareService',
  'Practitioner',
  'PractitionerRole',
  'Location',
  'Organization',
  'metadata',
  '.well-known',
];

let demo: Demo;
before(async () => {
  const file = path.join(folder, 'today.json');
  const entry = today().map((resource) => ({ resource }));
  writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry } satisfies Bundle));
  // The sandbox's own visits of today lie on another day, so that the hour at which this is run makes no difference.
  demo = await startDemo({ load: [file], today: new Date(noon - 3 * 86_400_000) });
});
after(async () => {
  await demo?.close();
  rmSync(folder, { recursive: true, force: true });
});

const agenda = (page: Page): Locator => page.locator('ehr-appointment-list');
const visit = (page: Page, words: string): Locator => agenda(page).getByRole('gridcell').filter({ hasText: words });

async function atTheDesk(untick?: readonly string[]): Promise<Page> {
  const page = await demo.visit(`${demo.sandbox.portal}agenda.html`);
  await signIn(page, untick);
  return page;
}

/** Nobody asks for a patient on the way. */
async function signIn(page: Page, untick?: readonly string[]): Promise<void> {
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, { as: 'anil-patel', ...(untick && { untick }) });
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await agenda(page).getByRole('grid').waitFor();
}

describe('staff at the front desk', () => {
  it('sees who comes today to whoever is signed in, two at once, and the times that are shut', async () => {
    const page = await atTheDesk();
    await agenda(page)
      .getByRole('heading', { name: /^Agenda: Dr\. Anil Patel/ })
      .waitFor();
    await visit(page, 'Kidney check').waitFor();
    assert.equal(await visit(page, '2 at once').count(), 2);
    await visit(page, 'Not available: Lunch').waitFor();
    assert.equal(new URL(page.url()).search, '');
    await page.getByText('Signed in at University Hospital, no patient chosen').waitFor();
    assert.equal(await page.locator('ehr-session').getByRole('alert').count(), 0);
  });

  it('is shown nobody’s record beside it, and none is asked for', async () => {
    const page = await demo.visit(`${demo.sandbox.portal}agenda.html`);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(demo.fhirBase)) asked.push(request.url().slice(demo.fhirBase.length + 1));
    });
    await page.evaluate(() => {
      for (const tag of ['ehr-patient-summary', 'ehr-results-viewer', 'ehr-medication-list', 'ehr-appointment-picker'])
        document.querySelector('ehr-session')?.append(document.createElement(tag));
    });
    await signIn(page);
    await visit(page, 'Kidney check').waitFor();
    for (const tag of ['ehr-patient-summary', 'ehr-results-viewer', 'ehr-medication-list', 'ehr-appointment-picker'])
      await page.locator(tag).getByText('No patient is chosen').first().waitFor();
    const types = new Set(asked.map((path) => /^[\w.-]+/.exec(path)?.[0] ?? ''));
    assert.deepEqual(
      [...types].filter((type) => !OF_PRACTICE.includes(type)),
      [],
    );
    assert.deepEqual(
      asked.filter((path) => /[?&](patient|subject)=/.test(path)),
      [],
    );
    await page.locator('ehr-session').getByRole('button', { name: 'Sign out', exact: true }).click();
    await agenda(page).getByRole('grid').waitFor({ state: 'detached' });
    assert.equal(await page.getByText('Kidney check').count(), 0);
  });

  it('says that somebody has arrived, and takes it back, at the server', async () => {
    const page = await atTheDesk();
    await visit(page, 'Blood pressure').click();
    await agenda(page).getByRole('button', { name: 'Has arrived' }).click();
    await agenda(page).getByText('Saved: Arrived').first().waitFor();
    await visit(page, 'Blood pressure').filter({ hasText: 'Arrived' }).waitFor();
    await agenda(page).getByRole('button', { name: 'Undo: Booked' }).click();
    await agenda(page).getByText('Saved: Booked').first().waitFor();
    await visit(page, 'Blood pressure').filter({ hasText: 'Booked' }).waitFor();
  });

  it('overwrites nobody: of two at one visit the second is told how it stands', async () => {
    const [one, other] = [await atTheDesk(), await atTheDesk()];
    for (const page of [one, other]) await visit(page, 'Kidney check').click();
    await agenda(one).getByRole('button', { name: 'Has arrived' }).click();
    await agenda(one).getByText('Saved: Arrived').first().waitFor();
    await agenda(other).getByRole('button', { name: 'Has arrived' }).click();
    await agenda(other).getByText('Nothing was overwritten. It stands as: Arrived').first().waitFor();
  });

  it('reads only, and is told why, where the sign-in does not include changes', async () => {
    const page = await atTheDesk(['user/Appointment.u']);
    await agenda(page)
      .getByText(/^Read only: .*user\/Appointment\.u/)
      .waitFor();
    await visit(page, 'Blood pressure').click();
    await agenda(page).getByRole('button', { name: 'Close' }).waitFor();
    assert.equal(await agenda(page).getByRole('button', { name: 'Has arrived' }).count(), 0);
  });

  it('goes through all of it by keys, each stop named', async () => {
    const page = await atTheDesk();
    await agenda(page).locator('[role=grid] [tabindex="0"]').focus();
    await page.keyboard.press('Control+Home');
    const heard = async (): Promise<string> => agenda(page).locator(':focus').innerText();
    for (let press = 0; press < 40 && !(await heard()).includes('Blood pressure'); press++) {
      assert.notEqual((await heard()).trim(), '');
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await agenda(page).locator('[part~=detail]').waitFor();
    await page.keyboard.press('Escape');
    await agenda(page).locator('[part~=detail]').waitFor({ state: 'detached' });
    assert.match(await heard(), /Blood pressure/);
    await page.keyboard.press('PageDown');
    await visit(page, 'Blood pressure').waitFor({ state: 'detached' });
    await agenda(page).locator('[role=grid] :focus').waitFor();
    const tree = await agenda(page).ariaSnapshot();
    assert.doesNotMatch(tree, /- (button|gridcell|columnheader|combobox)(?: \[[^\]]*\])*:?$/m);
  });
});

function today(): FhirResource[] {
  const visitAt = (id: string, what: string, patient: string, from: number): Appointment => ({
    resourceType: 'Appointment',
    id,
    status: 'booked',
    start: at(from),
    end: at(from + 30),
    serviceType: [{ text: what }],
    participant: [`Patient/${patient}`, 'Practitioner/anil-patel'].map((reference) => ({
      actor: { reference },
      status: 'accepted',
    })),
  });
  return [
    visitAt('today-1', 'Blood pressure', 'p-1002', -120),
    visitAt('today-2', 'Kidney check', 'p-1001', -60),
    visitAt('today-3', 'Diet', 'p-1003', -60),
    {
      resourceType: 'Slot',
      id: 'today-lunch',
      schedule: { reference: 'Schedule/schedule-anil-patel' },
      status: 'busy-unavailable',
      start: at(0),
      end: at(60),
      comment: 'Lunch',
    },
  ];
}
