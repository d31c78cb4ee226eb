/** Cancelling, taking that back, and marking an arrival at a server that fails on the way: what is said, and what it holds. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Appointment, Bundle } from 'fhir/r4.js';
import type { Locator, Page, Route } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn } from '../support/sandbox-visitor.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'list-faults-'));
/** In the middle of whichever day it is at the hospital. */
const noon = Math.floor((Date.now() - 7 * 3_600_000) / 86_400_000) * 86_400_000 + 19 * 3_600_000;

/** One visit for each test, so that none finds what another left. */
const AHEAD = ['Refused', 'Lost', 'Quicker', 'Called off', 'Undo refused', 'Undo lost', 'Time gone', 'Booked again'];
const TODAY = ['Not permitted', 'Changed', 'Answer lost', 'Out of reach'];

let demo: Demo;
before(async () => {
  const file = path.join(folder, 'visits.json');
  const visits = [
    ...AHEAD.map((what, index) => visitOf(what, 'p-1001', (index + 2) * 1440)),
    ...TODAY.map((what, index) => visitOf(what, 'p-1002', index * 30 - 120)),
  ];
  const entry = visits.map((resource) => ({ resource }));
  writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry } satisfies Bundle));
  // The sandbox's own visits of today lie on another day, so that the hour at which this is run makes no difference.
  demo = await startDemo({ load: [file], today: new Date(noon - 3 * 86_400_000) });
});
after(async () => {
  await demo?.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = (page: Page): Locator => page.locator('ehr-appointment-list');

/** A page of the portal, signed in, and the right to look at the server beside it. */
interface Visit {
  readonly page: Page;
  /** What the server holds. */
  readonly held: (what: string) => Promise<Appointment>;
  /** Somebody else changes it there. */
  readonly change: (what: string, change: Partial<Appointment>) => Promise<void>;
}

async function signedIn(at: string, as: string): Promise<Visit> {
  const page = await demo.visit(demo.sandbox.portal + at);
  const asked = page.waitForRequest(
    (one) => one.url().startsWith(`${demo.fhirBase}/Appointment`) && one.headers()['authorization'] !== undefined,
  );
  const pressed = page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), pressed]);
  await visitSignIn(popup, { as });
  if (!popup.isClosed()) await popup.waitForEvent('close');
  const { authorization = '' } = (await asked).headers();
  const addressOf = (what: string): string => `${demo.fhirBase}/Appointment/${idOf(what)}`;
  const held = async (what: string): Promise<Appointment> =>
    (await (await fetch(addressOf(what), { headers: { authorization } })).json()) as Appointment;
  const change = async (what: string, changed: Partial<Appointment>): Promise<void> => {
    const before = await held(what);
    const headers = {
      authorization,
      'content-type': 'application/fhir+json',
      'if-match': `W/"${before.meta?.versionId}"`,
    };
    const body = JSON.stringify({ ...before, ...changed });
    assert.equal((await fetch(addressOf(what), { method: 'PUT', headers, body })).status, 200);
  };
  return { page, held, change };
}

type Mishap = (route: Route) => Promise<unknown>;

const outcome = JSON.stringify({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'processing' }],
});
const answer =
  (status: number): Mishap =>
  (route) =>
    route.fulfill({
      status,
      headers: { 'access-control-allow-origin': '*', 'content-type': 'application/fhir+json' },
      body: outcome,
    });
const cut: Mishap = (route) => route.abort();
/** The server does what it is asked to, and nobody hears of it. */
const lost: Mishap = async (route) => {
  await route.fetch();
  await route.abort();
};

/** From now on a change of this visit has this mishap, and a look at it another. */
async function suffer(page: Page, what: string, changing: Mishap, looking?: Mishap): Promise<void> {
  await page.route(`${demo.fhirBase}/Appointment/${idOf(what)}`, (route) => {
    if (route.request().method() !== 'GET') return changing(route);
    return looking ? looking(route) : route.fallback();
  });
}

/** How often a change of a visit is sent from now on. */
function changesOf(page: Page, what: string): () => number {
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().endsWith(`/${idOf(what)}`)) sent++;
  });
  return () => sent;
}

describe('a patient who cancels, and takes it back, at a server that fails', () => {
  const group = (page: Page, name: RegExp): Locator => list(page).getByRole('region', { name });
  const upcoming = (page: Page, what: string): Locator => lineOf(group(page, /^Upcoming/), what);
  const cancelled = (page: Page, what: string): Locator => lineOf(group(page, /^Cancelled/), what);
  const lineOf = (within: Locator, what: string): Locator =>
    within.getByRole('listitem').filter({ has: within.page().getByRole('heading', { name: what, exact: true }) });
  const undo = (page: Page, what: string): Locator =>
    list(page).getByRole('button', { name: new RegExp(`^Undo\\W+${what}`) });

  async function atThePortal(what: string): Promise<Visit> {
    const visit = await signedIn('appointments.html', 'margaret');
    await upcoming(visit.page, what)
      .getByRole('button', { name: /^Cancel this appointment/ })
      .waitFor();
    return visit;
  }
  async function cancel(page: Page, what: string): Promise<void> {
    await upcoming(page, what)
      .getByRole('button', { name: /^Cancel this appointment/ })
      .click();
    await list(page).getByRole('dialog').getByRole('button', { name: 'Yes, cancel it' }).click();
  }
  async function withCancelled(what: string): Promise<Visit> {
    const visit = await atThePortal(what);
    await cancel(visit.page, what);
    await cancelled(visit.page, what)
      .getByText(/^University Hospital has cancelled it/)
      .waitFor();
    return visit;
  }

  it('is told that it stands where that is refused, and can cancel again', async () => {
    const { page, held } = await atThePortal('Refused');
    await suffer(page, 'Refused', answer(403));
    await cancel(page, 'Refused');
    await upcoming(page, 'Refused').getByText('It is not cancelled').waitFor();
    assert.equal((await held('Refused')).status, 'booked');
    await page.unrouteAll();
    await cancel(page, 'Refused');
    await cancelled(page, 'Refused').waitFor();
    assert.equal((await held('Refused')).status, 'cancelled');
  });

  it('is told that nobody knows where the answer is lost, and it is sent once', async () => {
    const { page, held } = await atThePortal('Lost');
    const sent = changesOf(page, 'Lost');
    await page.route(`${demo.fhirBase}/Appointment?**`, cut);
    await suffer(page, 'Lost', lost, (route) => (sent() > 0 ? route.abort() : route.fallback()));
    await cancel(page, 'Lost');
    await upcoming(page, 'Lost').getByText('It is not known whether that was saved').waitFor();
    assert.equal((await held('Lost')).status, 'cancelled');
    assert.equal(sent(), 1);
  });

  it('overwrites nothing where the practice has changed it meanwhile, sees the change, and can cancel that', async () => {
    const { page, held, change } = await atThePortal('Quicker');
    await change('Quicker', { patientInstruction: 'Come half an hour early.' });
    await cancel(page, 'Quicker');
    await upcoming(page, 'Quicker').getByText('Somebody else has changed it meanwhile').waitFor();
    await upcoming(page, 'Quicker').getByText('Come half an hour early.').waitFor();
    assert.equal((await held('Quicker')).status, 'booked');
    await cancel(page, 'Quicker');
    await cancelled(page, 'Quicker').waitFor();
    assert.equal((await held('Quicker')).patientInstruction, 'Come half an hour early.');
  });

  it('is not told that it is not cancelled where the practice has cancelled it meanwhile', async () => {
    const { page, change } = await atThePortal('Called off');
    await change('Called off', { status: 'cancelled' });
    await cancel(page, 'Called off');
    await cancelled(page, 'Called off').getByText('Somebody else has changed it meanwhile').waitFor();
    assert.equal(await list(page).getByText('It is not cancelled').count(), 0);
  });

  it('is told that it is still cancelled where taking it back is refused, and can try again', async () => {
    const { page, held } = await withCancelled('Undo refused');
    await suffer(page, 'Undo refused', answer(403));
    await undo(page, 'Undo refused').click();
    await cancelled(page, 'Undo refused').getByText('It is still cancelled').waitFor();
    assert.equal((await held('Undo refused')).status, 'cancelled');
    await page.unrouteAll();
    await undo(page, 'Undo refused').click();
    await upcoming(page, 'Undo refused').getByText('It is booked again, for the same time.').waitFor();
    assert.equal((await held('Undo refused')).status, 'booked');
  });

  it('is told that nobody knows where that answer is lost, and the next try finds out and sends nothing', async () => {
    const { page, held } = await withCancelled('Undo lost');
    const sent = changesOf(page, 'Undo lost');
    await page.route(`${demo.fhirBase}/Appointment?**`, cut);
    await suffer(page, 'Undo lost', lost, (route) => (sent() > 0 ? route.abort() : route.fallback()));
    await undo(page, 'Undo lost').click();
    await cancelled(page, 'Undo lost').getByText('It is not known whether that was saved').waitFor();
    assert.equal((await held('Undo lost')).status, 'booked');
    await page.unrouteAll();
    await undo(page, 'Undo lost').click();
    await upcoming(page, 'Undo lost').getByText('It is booked again, for the same time.').waitFor();
    assert.equal(sent(), 1);
  });

  it('is told that somebody else has the time where it is gone, and is offered no second try', async () => {
    const { page, held } = await withCancelled('Time gone');
    await suffer(page, 'Time gone', answer(409));
    await undo(page, 'Time gone').click();
    await cancelled(page, 'Time gone').getByText('Somebody else has the time by now.').waitFor();
    assert.equal(await undo(page, 'Time gone').count(), 0);
    assert.equal((await held('Time gone')).status, 'cancelled');
  });

  it('is not told that the time is gone where the practice has booked it again itself', async () => {
    const { page, held, change } = await withCancelled('Booked again');
    await change('Booked again', { status: 'booked', comment: 'Ring the bell.' });
    await undo(page, 'Booked again').click();
    await upcoming(page, 'Booked again').getByText('Somebody else has changed it meanwhile').waitFor();
    assert.equal(await list(page).getByText('It is still cancelled').count(), 0);
    assert.equal((await held('Booked again')).comment, 'Ring the bell.');
  });
});

describe('staff who say that somebody has come, at a server that fails', () => {
  const cell = (page: Page, what: string): Locator => list(page).getByRole('gridcell').filter({ hasText: what });
  const arrived = (page: Page): Locator => list(page).getByRole('button', { name: 'Has arrived' });
  const says = (page: Page, words: string | RegExp): Promise<void> =>
    list(page).locator('[part~=detail]').getByText(words).waitFor();

  async function atTheDesk(what: string): Promise<Visit> {
    const visit = await signedIn('agenda.html', 'anil-patel');
    await cell(visit.page, what).click();
    await arrived(visit.page).waitFor();
    return visit;
  }

  it('are told that it was not saved where it is refused, and can say it again', async () => {
    const { page, held } = await atTheDesk('Not permitted');
    await suffer(page, 'Not permitted', answer(403));
    await arrived(page).click();
    await says(page, 'It was not saved');
    await cell(page, 'Not permitted').filter({ hasText: 'Booked' }).waitFor();
    assert.equal((await held('Not permitted')).status, 'booked');
    await page.unrouteAll();
    await arrived(page).click();
    await says(page, 'Saved: Arrived');
    assert.equal((await held('Not permitted')).status, 'arrived');
  });

  it('overwrite nothing where it was changed between the look and the change, and can say it again', async () => {
    const { page, held, change } = await atTheDesk('Changed');
    let isChanged = false;
    await suffer(page, 'Changed', async (route) => {
      if (!isChanged) await change('Changed', { comment: 'Comes by ambulance.' });
      isChanged = true;
      await route.continue();
    });
    await arrived(page).click();
    await says(page, 'Nothing was overwritten. It stands as: Booked');
    await says(page, 'Comes by ambulance.');
    await arrived(page).click();
    await says(page, 'Saved: Arrived');
    const { status, comment } = await held('Changed');
    assert.deepEqual([status, comment], ['arrived', 'Comes by ambulance.']);
  });

  it('see what the server holds where the answer was lost, and nothing is sent twice', async () => {
    const { page, held } = await atTheDesk('Answer lost');
    const sent = changesOf(page, 'Answer lost');
    await suffer(page, 'Answer lost', lost);
    await arrived(page).click();
    await says(page, 'Saved: Arrived');
    await cell(page, 'Answer lost').filter({ hasText: 'Arrived' }).waitFor();
    assert.equal((await held('Answer lost')).status, 'arrived');
    assert.equal(sent(), 1);
  });

  it('are told that nobody knows where nothing can be read after that, and find out by saying it again', async () => {
    const { page, held } = await atTheDesk('Out of reach');
    const sent = changesOf(page, 'Out of reach');
    await page.route(`${demo.fhirBase}/Appointment?**`, cut);
    await suffer(page, 'Out of reach', lost, (route) => (sent() > 0 ? route.abort() : route.fallback()));
    await arrived(page).click();
    await says(page, 'It is not known whether that was saved');
    assert.equal(await list(page).getByText('as it was read just now').count(), 0);
    await page.unrouteAll();
    await arrived(page).click();
    await says(page, 'Saved: Arrived');
    assert.equal(sent(), 1);
    assert.equal((await held('Out of reach')).status, 'arrived');
  });
});

function idOf(what: string): string {
  return what.toLowerCase().replaceAll(' ', '-');
}

function visitOf(what: string, patient: string, minutes: number): Appointment {
  const at = (offset: number): string => new Date(noon + (minutes + offset) * 60_000).toISOString();
  return {
    resourceType: 'Appointment',
    id: idOf(what),
    status: 'booked',
    start: at(0),
    end: at(30),
    serviceType: [{ text: what }],
    participant: [`Patient/${patient}`, 'Practitioner/anil-patel'].map((reference) => ({
      actor: { reference },
      status: 'accepted',
    })),
  };
}
