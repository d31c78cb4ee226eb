/** Booking in a real browser, against a real server that fails in every way that there is. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Appointment, Bundle, QuestionnaireResponse, Slot } from 'fhir/r4.js';
import type { EhrBookEvent, EhrSession } from '@ehr-widgets/elements';
import { chromium, type Browser, type BrowserContext, type Locator, type Page, type Route } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/index.ts';
import { joinable } from '../../stories/support/visits.ts';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';

let sandbox: Sandbox;
let hosts: HostPages;
let browser: Browser;
let base: string;
const contexts: BrowserContext[] = [];

before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off' });
  base = sandbox.organisations[0]?.fhirBase ?? '';
  hosts = await serveHostPages({ '/': '' });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
after(async () => {
  await browser?.close();
  await hosts?.close();
  await sandbox?.close();
});

const MARGARET = 'p-1001';
const MATEO = 'p-1002';
const REASON = 'Swollen ankles';
const DEEP_LINK = 'http://fhir-registry.smarthealthit.org/StructureDefinition/booking-deep-link';

/** A page of one's own with a picker of these attributes. */
async function open(attributes: string, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'America/Phoenix' });
  contexts.push(context);
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(hosts.origin);
  await page.evaluate(
    (html) => {
      document.body.innerHTML = html;
    },
    `<ehr-session fhir-base="${base}" patient="${MARGARET}">
      <ehr-appointment-picker service="HealthcareService/kidney" ${attributes}></ehr-appointment-picker>
    </ehr-session>`,
  );
  await picker(page).getByRole('radio').first().waitFor();
  return page;
}

const picker = (page: Page): Locator => page.locator('ehr-appointment-picker');
const press = (page: Page, name: string | RegExp): Promise<void> => picker(page).getByRole('button', { name }).click();
const says = (page: Page, words: string | RegExp): Promise<void> => picker(page).getByText(words).first().waitFor();

/** Goes on with one of the times of the first day, with a reason. */
async function look(page: Page, index = 0, why = REASON): Promise<string> {
  const time = picker(page).getByRole('radio').nth(index);
  const clock = (await time.locator('.clock').innerText()).trim();
  await time.click();
  await press(page, /^Continue with/);
  const reason = picker(page).getByLabel('Reason for your visit');
  if (why && (await reason.count())) await reason.fill(why);
  return clock;
}

async function all<Resource>(search: string): Promise<Resource[]> {
  const { entry = [] } = (await (await fetch(`${base}/${search}`)).json()) as Bundle;
  return entry.map(({ resource }) => resource as Resource);
}

/** What was booked or asked for with the reason of these tests. */
async function made(): Promise<Appointment[]> {
  const found = await all<Appointment>(`Appointment?patient=${MARGARET}&status=booked,proposed,waitlist&_count=200`);
  return found.filter(({ reasonCode }) => reasonCode?.[0]?.text === REASON);
}

/** Answers the next writes to this address once, and lets all others through. */
async function once(page: Page, address: string, mishap: (route: Route) => Promise<void>): Promise<void> {
  let isDone = false;
  await page.route(`${base}/${address}`, async (route) => {
    if (isDone || route.request().method() === 'GET') return route.fallback();
    isDone = true;
    await mishap(route);
  });
}

const refuse =
  (status: number) =>
  (route: Route): Promise<void> =>
    route.fulfill({
      status,
      headers: { 'access-control-allow-origin': '*', 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing' }] }),
    });

describe('a time', () => {
  for (const [ways, address] of [
    ['operation', 'Appointment/$book'],
    ['create', 'Appointment'],
  ] as const) {
    for (const status of [400, 401, 403, 404, 412, 422, 429, 500, 503]) {
      it(`is not booked by ${ways} where the server says ${status}, and is when tried again, once and with the same reason`, async () => {
        const before = (await made()).length;
        const page = await open(`ways="${ways}"`, (made) => once(made, address, refuse(status)));
        await look(page);
        await press(page, 'Book this appointment');
        // A server that is busy for a moment is asked again by itself.
        const booked = picker(page).getByText('You are booked').first();
        const not = picker(page).getByText('It was not booked').first();
        await booked.or(not).first().waitFor();
        if (await not.isVisible()) {
          assert.equal((await made()).length, before, 'nothing was made');
          assert.equal(await picker(page).getByLabel('Reason for your visit').inputValue(), REASON);
          await press(page, 'Book this appointment');
          await booked.waitFor();
        }
        assert.equal((await made()).length, before + 1);
      });
    }
  }

  it('that somebody else was given meanwhile is told so, with what is near, and the reason goes along', async () => {
    const page = await open('ways="create"', (made) => once(made, 'Appointment', refuse(409)));
    await look(page);
    await press(page, 'Book this appointment');
    await says(page, 'Somebody else has just taken this time');
    await says(page, 'The nearest times that are free');
    await picker(page).locator('.note .btn').first().click();
    assert.equal(await picker(page).getByLabel('Reason for your visit').inputValue(), REASON);
    await press(page, 'Book this appointment');
    await says(page, 'You are booked');
  });

  for (const [when, mishap] of [
    ['before it was sent', (route: Route) => route.abort()],
    [
      'after it was sent',
      async (route: Route) => {
        await route.fetch();
        await route.abort();
      },
    ],
  ] as const) {
    for (const [ways, address] of [
      ['operation', 'Appointment/$book'],
      ['create', 'Appointment'],
    ] as const) {
      it(`is booked once by ${ways} where the network was cut ${when}`, async () => {
        const before = (await made()).length;
        const page = await open(`ways="${ways}"`, (made) => once(made, address, mishap));
        await look(page);
        await press(page, 'Book this appointment');
        await says(page, 'You are booked');
        assert.equal((await made()).length, before + 1);
      });
    }
  }

  it('of which nobody knows whether it was booked is found out before anything is sent again', async () => {
    const before = (await made()).length;
    const page = await open('ways="create"');
    await look(page);
    const posts: string[] = [];
    let isCut = false;
    await page.route(`${base}/Appointment**`, async (route) => {
      const isPost = route.request().method() === 'POST';
      if (isPost) posts.push(route.request().url());
      if (isPost && !isCut) {
        isCut = true;
        await route.fetch();
        return route.abort();
      }
      return isCut ? route.abort() : route.fallback();
    });
    await press(page, 'Book this appointment');
    await says(page, 'We do not know whether it was booked');
    assert.equal(await picker(page).getByRole('button', { name: 'Book this appointment' }).count(), 0);
    await page.unroute(`${base}/Appointment**`);
    await press(page, 'Find out');
    await says(page, 'You are booked');
    assert.equal(posts.length, 1);
    assert.equal((await made()).length, before + 1);
  });

  it('is had by one of two who press at the same moment, and the other is told', async () => {
    const pages = [await open('ways="create"'), await open('ways="create"')];
    for (const page of pages) await look(page, 1);
    const before = (await made()).length;
    await Promise.all(pages.map((page) => press(page, 'Book this appointment')));
    const ends = await Promise.all(
      pages.map(async (page) => {
        const end = picker(page)
          .getByText(/^(You are booked|Somebody else has just taken this time)$/)
          .first();
        await end.waitFor();
        return end.innerText();
      }),
    );
    assert.deepEqual(ends.sort(), ['Somebody else has just taken this time', 'You are booked']);
    assert.equal((await made()).length, before + 1);
  });
});

describe('a hold', () => {
  it('counts down, runs out by the clock with everything kept, and says so when it nears the end', async () => {
    const page = await open('', (made) => made.clock.install());
    await look(page);
    await says(page, /^We are keeping this time for you until .*\(9 minutes left\)/);
    await page.clock.runFor('09:05');
    await says(page, /\(\d+ seconds left\)/);
    assert.match(await picker(page).getByRole('status').innerText(), /\(60 seconds left\)/, 'said once, near the end');
    await page.clock.runFor('01:00');
    await says(page, 'This time is no longer kept for you');
    assert.equal(await picker(page).getByLabel('Reason for your visit').inputValue(), REASON);
  });

  it('is given up when the reader goes back, so that others may have the time', async () => {
    const page = await open('');
    const holding = page.waitForResponse((answer) => answer.url().endsWith('$hold'));
    await look(page);
    const answer = (await (await holding).json()) as Bundle;
    const slot = (answer.entry?.[0]?.resource as Appointment).slot?.[0]?.reference ?? '';
    await says(page, /^We are keeping this time/);
    const status = async (): Promise<string> => ((await (await fetch(`${base}/${slot}`)).json()) as Slot).status;
    assert.notEqual(await status(), 'free');
    const released = page.waitForResponse((one) => one.url().endsWith('$book'));
    await press(page, 'Back');
    await released;
    assert.equal(await status(), 'free');
  });
});

describe('another patient in context', () => {
  it('has nothing of the one before: what was kept for them is free again, and nothing typed goes along', async () => {
    const page = await open('');
    await page.evaluate(
      async ({ base, patients }) => {
        document.body.innerHTML = patients
          .map((patient) => `<ehr-session fhir-base="${base}" patient="${patient}"></ehr-session>`)
          .join('');
        const element = document.createElement('ehr-appointment-picker');
        element.service = 'HealthcareService/kidney';
        const [one, other] = document.querySelectorAll('ehr-session');
        while (!one?.activeSession || !other?.activeSession) await new Promise((done) => requestAnimationFrame(done));
        element.session = one.activeSession;
        document.body.append(element);
      },
      { base, patients: [MARGARET, MATEO] },
    );
    const holding = page.waitForResponse((answer) => answer.url().endsWith('$hold'));
    await look(page);
    const answer = (await (await holding).json()) as Bundle;
    const slot = (answer.entry?.[0]?.resource as Appointment).slot?.[0]?.reference ?? '';
    await says(page, /^We are keeping this time/);
    const released = page.waitForResponse((one) => one.url().endsWith('$book'));
    await page.evaluate(() => {
      const [element] = document.querySelectorAll('ehr-appointment-picker');
      if (element) element.session = document.querySelectorAll('ehr-session')[1]?.activeSession;
    });
    assert.ok(((await released).request().postData() ?? '').includes(`Patient/${MARGARET}`));
    assert.equal(((await (await fetch(`${base}/${slot}`)).json()) as Slot).status, 'free');
    const booking = page.waitForRequest((one) => one.url().endsWith('$book'));
    await look(page, 0, '');
    await says(page, 'Mateo');
    assert.equal(await picker(page).getByLabel('Reason for your visit').inputValue(), '');
    await press(page, 'Book this appointment');
    await says(page, 'You are booked');
    const sent = (await booking).postData() ?? '';
    assert.ok(sent.includes(`Patient/${MATEO}`) && !sent.includes(MARGARET) && !sent.includes(REASON), sent);
  });
});

describe('what was kept for somebody', () => {
  const ends: readonly (readonly [string, (session: EhrSession) => void])[] = [
    ['where the page names another patient', (session) => (session.patient = 'p-1002')],
    ['where they sign out', (session) => void session.activeSession?.signOut()],
    ['where the page is done with them', (session) => (session.fhirBase = '')],
  ];
  for (const [so, end] of ends) {
    it(`is free again at once ${so}, and nothing of them is sent or shown after`, async () => {
      const page = await open('');
      const holding = page.waitForResponse((answer) => answer.url().endsWith('$hold'));
      await look(page);
      const answer = (await (await holding).json()) as Bundle;
      const slot = (answer.entry?.[0]?.resource as Appointment).slot?.[0]?.reference ?? '';
      await says(page, /^We are keeping this time/);
      const sent: string[] = [];
      page.on('request', (request) => sent.push(request.postData() ?? request.url()));
      const released = page.waitForResponse((one) => one.url().endsWith('$book'));
      await page.locator('ehr-session').evaluate(end);
      await released;
      assert.equal(((await (await fetch(`${base}/${slot}`)).json()) as Slot).status, 'free');
      await picker(page).getByText('We are keeping this time').waitFor({ state: 'detached' });
      assert.equal(sent.filter((one) => one.includes(MARGARET)).length, 1, sent.join('\n'));
      assert.doesNotMatch(await picker(page).innerText(), /Margaret|Swollen/);
    });
  }
});

describe('what a practice wants to know', () => {
  const asks = 'ask="reason contact coverage" questionnaire="Questionnaire/allergy-intake"';

  it('is answered before booking, begun with it and completed after it, with who pays and how to reach them', async () => {
    const page = await open(asks);
    await look(page);
    await press(page, 'Book this appointment');
    await says(page, 'One answer is missing or not right');
    await picker(page).getByLabel('No', { exact: true }).check();
    await picker(page).getByLabel('Another way to reach you').fill('A neighbour, 520 555 0199');
    await picker(page).getByLabel('Sonora Health Plan').check();
    const booking = page.waitForRequest((request) => request.url().endsWith('$book'));
    const completing = page.waitForResponse(
      (answer) => answer.url().includes('/QuestionnaireResponse/') && answer.request().method() === 'PUT',
    );
    await press(page, 'Book this appointment');
    const sent = ((await booking).postDataJSON() as { parameter: { resource: Appointment }[] }).parameter[0]?.resource;
    await says(page, 'You are booked');
    const [coverage, answers] = sent?.supportingInformation?.map(({ reference }) => reference ?? '') ?? [];
    assert.match(coverage ?? '', /^Coverage\//);
    assert.equal(sent?.comment, 'Reach me for this visit: A neighbour, 520 555 0199');
    await completing;
    const kept = (await (await fetch(`${base}/${answers}`)).json()) as QuestionnaireResponse;
    assert.deepEqual(
      [kept.status, kept.subject?.reference, kept.item?.map(({ linkId }) => linkId)],
      ['completed', `Patient/${MARGARET}`, ['any']],
    );
  });

  it('holds nobody up where the answers cannot be sent', async () => {
    const before = (await made()).length;
    const page = await open(asks, (made) => made.route(`${base}/QuestionnaireResponse`, refuse(500)));
    await look(page);
    await picker(page).getByLabel('No', { exact: true }).check();
    await press(page, 'Book this appointment');
    await says(page, 'Your answers to the questions could not be sent');
    assert.equal((await made()).length, before);
    await press(page, 'Book without my answers');
    await says(page, 'You are booked');
    const [booked] = (await made()).sort((one, other) => ((one.created ?? '') < (other.created ?? '') ? 1 : -1));
    assert.equal(booked?.supportingInformation, undefined);
    assert.equal(await picker(page).getByText('Your answers were sent with it').count(), 0);
  });
});

describe('a wish', () => {
  async function asking(prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
    const page = await open('', prepare);
    await press(page, 'None of these work');
    await press(page, 'Ask for an appointment');
    await picker(page).getByLabel('Reason for your visit').fill(REASON);
    return page;
  }

  it('is sent with the days and times that suit, and is said to be no booking', async () => {
    const page = await asking();
    await says(page, 'This is a wish, not a booking');
    await picker(page).getByLabel('Monday').check();
    await picker(page).getByLabel('Wednesday').check();
    await picker(page).getByLabel('Morning').check();
    await picker(page).getByLabel('Kind of visit').selectOption('video');
    await picker(page).getByLabel('Put me on the waiting list').check();
    const posting = page.waitForRequest((one) => one.method() === 'POST' && one.url() === `${base}/Appointment`);
    await press(page, 'Send the request');
    const sent = (await posting).postDataJSON() as Appointment;
    await says(page, 'Your wish was sent to');
    await says(page, 'You asked for an appointment. Nothing is booked yet: they will answer you.');
    assert.equal(sent.status, 'waitlist');
    assert.equal(sent.requestedPeriod?.length, 4);
    for (const { start = '', end = '' } of sent.requestedPeriod ?? [])
      assert.equal(Date.parse(end) - Date.parse(start), 12 * 3_600_000);
    assert.match(sent.comment ?? '', /Video[^]*Monday, Wednesday[^]*Morning/);
  });

  it('that cannot be met is not sent, and it is said why', async () => {
    const page = await asking();
    const until = picker(page).getByLabel('Until', { exact: true });
    await until.fill('2020-01-01');
    await until.blur();
    await press(page, 'Send the request');
    await says(page, 'The last day is before the first.');
  });

  it('that fails is still there, and is sent once', async () => {
    const before = (await made()).length;
    const page = await asking((made) => once(made, 'Appointment', refuse(422)));
    await press(page, 'Send the request');
    await says(page, 'Your request was not sent');
    assert.equal(await picker(page).getByLabel('Reason for your visit').inputValue(), REASON);
    await press(page, 'Send the request');
    await says(page, 'Your wish was sent to');
    assert.equal((await made()).length, before + 1);
  });
});

describe('a time that is booked elsewhere', () => {
  it('leads to the practice’s own page', async () => {
    const page = await open('ways="link phone"', async (made) => {
      // Without a statement slots are searched for, which alone tell where they are booked.
      await made.route(`${base}/metadata`, refuse(404));
      await made.route(`${base}/Slot?**`, async (route) => {
        const response = await route.fetch();
        const bundle = (await response.json()) as Bundle;
        for (const { resource } of bundle.entry ?? [])
          if (resource?.resourceType === 'Slot')
            (resource as Slot).extension = [{ url: DEEP_LINK, valueUrl: 'https://book.example/kidney?slot=1' }];
        await route.fulfill({ response, json: bundle });
      });
    });
    await look(page);
    await says(page, 'This time is booked on a page of the practice.');
    const link = picker(page).getByRole('link', { name: 'Book on the practice’s own page' });
    assert.equal(await link.getAttribute('href'), 'https://book.example/kidney?slot=1');
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
  });

  it('is told with the number to call, where nothing else is offered', async () => {
    const page = await open('ways="phone"');
    await look(page);
    await says(page, 'Call to book this time');
    const numbers = picker(page).getByRole('link', { name: /^Call / });
    assert.match((await numbers.first().getAttribute('href')) ?? '', /^tel:/);
  });
});

describe('a page around it', () => {
  async function heard(page: Page, answer: string): Promise<Locator> {
    await page.evaluate((how) => {
      const ways: string[] = [];
      document.addEventListener('ehr-book', (event) => {
        const asked = event as EhrBookEvent;
        ways.push(asked.request.way);
        document.body.dataset['ways'] = ways.join(' ');
        if (how === 'prevent') event.preventDefault();
        else if (asked.request.way !== 'hold') asked.respondWith(Promise.resolve('booked'));
      });
    }, answer);
    return page.locator('body');
  }

  it('is asked before every write, and may prevent each', async () => {
    const written: string[] = [];
    const page = await open('questionnaire="Questionnaire/allergy-intake"');
    page.on('request', (request) => request.method() !== 'GET' && written.push(request.url()));
    const body = await heard(page, 'prevent');
    await look(page);
    await picker(page).getByLabel('No', { exact: true }).check();
    await press(page, 'Book this appointment');
    await says(page, 'This website took your booking');
    assert.equal(await body.getAttribute('data-ways'), 'hold operation');
    assert.deepEqual(written, []);
  });

  it('may book itself, and the reader sees what came of it', async () => {
    const written: string[] = [];
    const page = await open('booking="host"');
    page.on('request', (request) => request.method() !== 'GET' && written.push(request.url()));
    await heard(page, 'respond');
    await look(page);
    await press(page, 'Book this appointment');
    await says(page, 'You are booked');
    assert.deepEqual(written, []);
  });

  it('has what to do in an emergency above all else', async () => {
    const page = await open('emergency-text="Chest pain? Do not book." emergency-phone="911"');
    const words = (await picker(page).locator('article').innerText()).replace(/\s+/g, ' ');
    assert.ok(words.indexOf('Chest pain? Do not book.') < words.indexOf('First free'));
    assert.equal(await picker(page).getByRole('link', { name: 'Call 911' }).getAttribute('href'), 'tel:911');
  });
});

describe('what was just booked', () => {
  async function booked(page: Page): Promise<() => Promise<string>> {
    const answering = page.waitForResponse((one) => one.url().endsWith('$book'));
    await look(page);
    await press(page, 'Book this appointment');
    await says(page, 'You are booked');
    const { id } = ((await (await answering).json()) as Bundle).entry?.[0]?.resource as Appointment;
    return async () => ((await (await fetch(`${base}/Appointment/${id}`)).json()) as Appointment).status;
  }

  it('can be cancelled there, once the reader says that they mean it', async () => {
    const page = await open('');
    const status = await booked(page);
    await press(page, 'Cancel it');
    await press(page, 'Keep it');
    assert.equal(await status(), 'booked');
    await press(page, 'Cancel it');
    await press(page, 'Yes, cancel it');
    await says(page, 'The appointment is cancelled');
    assert.equal(await status(), 'cancelled');
    assert.equal(await picker(page).getByText('You are booked').count(), 0);
  });

  it('by video is not to be joined any more, once it is cancelled', async () => {
    const page = await open('ways="create"', (made) =>
      made.route(`${base}/Appointment`, (route) => {
        if (route.request().method() !== 'POST') return route.fallback();
        const sent = route.request().postDataJSON() as Appointment;
        const extension = [joinable('https://video.example/room/1', '+1 520 555 0142')];
        return route.continue({ postData: JSON.stringify({ ...sent, extension }) });
      }),
    );
    await look(page);
    await press(page, 'Book this appointment');
    await says(page, /^You can join from /);
    await says(page, '+1 520 555 0142');
    await press(page, 'Cancel it');
    await press(page, 'Yes, cancel it');
    await says(page, 'The appointment is cancelled');
    assert.equal(await picker(page).getByText('You can join from').count(), 0);
    assert.equal(await picker(page).getByText('+1 520 555 0142').count(), 0);
  });

  it('can be moved from there, and stands until the new time is booked', async () => {
    const page = await open('');
    const status = await booked(page);
    await press(page, 'Move it');
    await says(page, /^You are moving your appointment/);
    assert.equal(await status(), 'booked');
    await picker(page).getByRole('radio').first().waitFor();
    await look(page, 1);
    await press(page, 'Move the appointment to this time');
    await says(page, /The old time is given up|The old appointment is cancelled/);
  });
});

describe('booking by keyboard alone', () => {
  it('goes from the time to what was booked, the reader led to each step and told of it', async () => {
    const page = await open('emergency-phone="911"');
    const focused = (): Promise<string> =>
      picker(page).evaluate((element) => {
        const at = element.shadowRoot?.activeElement;
        return [at?.getAttribute('role') ?? at?.localName, at?.textContent?.replace(/\s+/g, ' ').trim()].join(' ');
      });
    const tabTo = async (what: RegExp): Promise<void> => {
      for (let stop = 0; stop < 60; stop++) {
        if (what.test(await focused())) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`no stop is ${what}`);
    };
    await picker(page).getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await tabTo(/^button Continue with/);
    await page.keyboard.press('Enter');
    await says(page, /^We are keeping this time/);
    assert.equal(await focused(), 'heading Check and book');
    await tabTo(/^textarea/);
    await page.keyboard.type(REASON);
    await tabTo(/^button Book this appointment/);
    await page.keyboard.press('Enter');
    await says(page, 'You are booked');
    await picker(page).locator('#step:focus').waitFor();
    assert.equal(await focused(), 'heading You are booked');
    await tabTo(/^button Book another appointment/);
    await page.keyboard.press('Enter');
    await picker(page).locator('#times:focus').waitFor();
    // The times are read again meanwhile, and do not take the focus with them.
    await picker(page).getByRole('radio').first().waitFor();
    assert.match(await focused(), /^heading /);
  });

  it('asks for a visit without a time, with every field named', async () => {
    const page = await open('ask="reason contact coverage" questionnaire="Questionnaire/allergy-intake"');
    await picker(page).getByRole('button', { name: 'None of these work' }).focus();
    await page.keyboard.press('Enter');
    await picker(page).getByRole('button', { name: 'Ask for an appointment' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await picker(page).locator('#step:focus').waitFor();
    await picker(page).getByLabel('No', { exact: true }).waitFor();
    const tree = await picker(page).ariaSnapshot();
    for (const field of [
      'textbox "From"',
      'textbox "Until"',
      'group "Days of the week"',
      'checkbox "Monday"',
      'radio "No"',
    ])
      assert.ok(tree.includes(field), `${field} in ${tree}`);
    assert.ok(!/- (textbox|checkbox|radio|combobox|button)( \[|:|$)/m.test(tree), `a field without a name in ${tree}`);
  });
});
