/** Each step of booking at a server that fails there: what is said, what can be done next, and that nothing typed is lost. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Appointment, Bundle } from 'fhir/r4.js';
import { chromium, type Browser, type Locator, type Page, type Route } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/index.ts';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';

let sandbox: Sandbox;
let hosts: HostPages;
let browser: Browser;
let page: Page;
let base: string;

before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off' });
  base = sandbox.organisations[0]?.fhirBase ?? '';
  hosts = await serveHostPages({ '/': '' });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
  page = await browser.newPage({ locale: 'en-GB', timezoneId: 'America/Phoenix' });
  await page.goto(hosts.origin);
});
afterEach(() => page.unrouteAll({ behavior: 'ignoreErrors' }));
after(async () => {
  await browser?.close();
  await hosts?.close();
  await sandbox?.close();
});

const REASON = 'Swollen ankles';

const picker = (): Locator => page.locator('ehr-appointment-picker');
const press = (name: string | RegExp): Promise<void> => picker().getByRole('button', { name }).click();
const says = (words: string | RegExp): Promise<void> => picker().getByText(words).first().waitFor();
const times = (): Locator => picker().getByRole('radio');

/** A picker of the same page, with a session that knows nothing yet. */
async function begin(attributes = ''): Promise<void> {
  await page.evaluate(
    (html) => {
      document.body.innerHTML = html;
    },
    `<ehr-session fhir-base="${base}" patient="p-1001">
      <ehr-appointment-picker service="HealthcareService/kidney" ${attributes}></ehr-appointment-picker>
    </ehr-session>`,
  );
}

async function look(): Promise<void> {
  await times().first().click();
  await press(/^Continue with/);
}

type Mishap = (route: Route) => Promise<unknown>;

const answer =
  (status: number, body: string, type = 'application/fhir+json'): Mishap =>
  (route) =>
    route.fulfill({ status, headers: { 'access-control-allow-origin': '*', 'content-type': type }, body });
const outcome = JSON.stringify({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'processing' }],
});
const refused = answer(403, outcome);
const cut: Mishap = (route) => route.abort();
const half = answer(200, '{"resourceType":"Bund');
const website = answer(200, '<html>Welcome</html>', 'text/html');
const other = answer(200, JSON.stringify({ resourceType: 'Patient', id: 'x' }));

const UNREACHABLE = 'could not be reached';
const UNREADABLE = 'sent something that could not be read';

/** From now on every request to an address, or every change there, has this mishap. */
async function suffer(address: RegExp, mishap: Mishap, changesOnly = false): Promise<void> {
  await page.route(address, (route) =>
    changesOnly && route.request().method() === 'GET' ? route.fallback() : mishap(route),
  );
}

describe('times cannot be looked for', () => {
  const READS: readonly (readonly [what: string, address: RegExp, statement: boolean])[] = [
    ['services', /\/HealthcareService\?/, true],
    ['calendars', /\/Schedule\?/, true],
    ['times by $find', /\/\$find/, true],
    ['times by search', /\/Slot\?/, false],
  ];
  const MISHAPS: readonly (readonly [how: string, mishap: Mishap, says: string])[] = [
    ['the network is cut', cut, UNREACHABLE],
    ['half an answer comes', half, UNREADABLE],
    ['a page comes instead', website, UNREADABLE],
    ['something else comes', other, UNREADABLE],
  ];
  for (const [what, address, statement] of READS) {
    for (const [how, mishap, words] of MISHAPS) {
      it(`where ${how} for ${what}: it is said, and found when tried again`, async () => {
        if (!statement) await suffer(/\/metadata/, answer(404, outcome));
        await suffer(address, mishap);
        await begin();
        await says('We could not show free times');
        await says(words);
        assert.equal(await times().count(), 0);
        await page.unroute(address);
        await press('Try again');
        await times().first().waitFor();
      });
    }
  }

  it('where searching is refused: it is said, with the number to call', async () => {
    await suffer(/\/metadata/, answer(404, outcome));
    await suffer(/\/Slot\?/, refused);
    await begin();
    await says('This page is not allowed to look for free times');
    await picker()
      .getByRole('link', { name: /^Call / })
      .waitFor();
  });

  it('by $find, and are searched for where that is refused', async () => {
    await suffer(/\/\$find/, refused);
    await begin();
    await times().first().waitFor();
  });

  it('by service, where calendars are kept secret: what the page fixed is not called any service', async () => {
    await suffer(/\/Schedule\?/, refused);
    await begin();
    await times().first().waitFor();
    assert.equal(await picker().getByText('Any of these').count(), 0);
  });

  it('in another month, and a time of the month that was read can be chosen, or it is tried again', async () => {
    await begin();
    await times().first().waitFor();
    // The month after may have been read ahead; the one after that has not.
    const next = picker().getByRole('button', { name: /^Next month/ });
    await suffer(/\/\$find/, cut);
    await next.click();
    await next.click();
    await says('We could not show free times');
    await press('Choose this');
    await picker().getByRole('grid').waitFor();
    await next.click();
    await next.click();
    await says('We could not show free times');
    await page.unrouteAll();
    await press('Try again');
    await picker().getByRole('grid').waitFor();
  });
});

describe('a server that lets one wait', () => {
  let usual: Page;

  before(async () => {
    usual = page;
    page = await browser.newPage({ locale: 'en-GB', timezoneId: 'America/Phoenix' });
    await page.clock.install();
    // The clock of a test does not reach the browser's own limit of a request.
    await page.addInitScript(() => {
      AbortSignal.timeout = (milliseconds) => {
        const limit = new AbortController();
        setTimeout(() => limit.abort(new DOMException('Too long', 'TimeoutError')), milliseconds);
        return limit.signal;
      };
    });
  });
  beforeEach(() => page.goto(hosts.origin));
  after(async () => {
    await page.close();
    page = usual;
  });

  const looksFor = (): Promise<void> =>
    picker().getByRole('status').filter({ hasText: 'Looking for free times' }).waitFor({ state: 'attached' });

  /** Lets the clock go on, two minutes at most, until it is said. */
  async function saysInTime(words: string): Promise<void> {
    const said = picker().getByText(words).first();
    for (let seconds = 0; seconds < 120 && !(await said.isVisible()); seconds++) await page.clock.runFor(1000);
    await said.waitFor();
  }

  for (const [how, mishap, words] of [
    ['never answers', () => Promise.resolve(), 'The record system took too long to answer.'],
    ['has too much to do', answer(429, outcome), 'The record system is busy. Wait a minute and try again.'],
  ] as const) {
    it(`since it ${how}: it is said that times are looked for, then why none came, and they come when tried again`, async () => {
      await suffer(/\/\$find/, mishap);
      const asked = page.waitForRequest(/\/\$find/);
      await begin();
      await asked;
      await looksFor();
      assert.equal(await picker().getByText('No time is free').count(), 0);
      await saysInTime('We could not show free times');
      await says(words);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.clock.runFor('01:00');
      await press('Try again');
      await times().first().waitFor();
    });
  }
});

describe('a time', () => {
  for (const [how, mishap] of [
    ['refuses it', refused],
    ['does not know how', answer(422, outcome)],
    ['has a page instead', website],
    ['answers with something else', other],
    ['is not reached', cut],
  ] as const) {
    it(`that the server cannot keep because it ${how} is said not to be kept, and can be booked`, async () => {
      await begin();
      await times().first().waitFor();
      await suffer(/\/\$hold/, mishap);
      await look();
      await says('This time could not be kept for you.');
      await picker().getByLabel('Reason for your visit').fill(REASON);
      await press('Book this appointment');
      await says('You are booked');
    });
  }

  it('that was kept, with the answer lost, is the reader’s own all the same', async () => {
    await begin();
    await times().first().waitFor();
    await suffer(/\/\$hold/, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await look();
    await says(/^We are keeping this time for you/);
    await press('Book this appointment');
    await says('You are booked');
  });

  it('that the server takes as asked for only is not called booked', async () => {
    await begin('ways="create"');
    await suffer(
      /\/Appointment$/,
      (route) => {
        const sent = { ...(route.request().postDataJSON() as Appointment), status: 'proposed' };
        return route.continue({ postData: JSON.stringify(sent) });
      },
      true,
    );
    await look();
    await press('Book this appointment');
    await says('You asked for an appointment. Nothing is booked yet: they will answer you.');
    assert.equal(await picker().getByText('You are booked').count(), 0);
  });

  it('that was booked is told as booked where it cannot be read back', async () => {
    await begin('ways="create"');
    await look();
    await suffer(/\/Appointment/, async (route) => {
      if (route.request().method() === 'GET') return route.abort();
      const made = await route.fetch();
      return route.fulfill({ status: 201, headers: made.headers(), body: '' });
    });
    await press('Book this appointment');
    await says('You are booked');
    assert.match(await picker().locator('.when .day').innerText(), /, \d\d:\d\d to \d\d:\d\d/);
  });
});

describe('cancelling at once what was booked', () => {
  async function booked(): Promise<string> {
    await begin();
    const answering = page.waitForResponse((one) => one.url().endsWith('$book'));
    await look();
    await press('Book this appointment');
    await says('You are booked');
    const { id = '' } = ((await (await answering).json()) as Bundle).entry?.[0]?.resource as Appointment;
    return id;
  }
  const statusOf = async (id: string): Promise<string> =>
    ((await (await fetch(`${base}/Appointment/${id}`)).json()) as Appointment).status;

  for (const [how, mishap] of [
    ['is refused', refused],
    ['is changed by somebody else meanwhile', answer(412, outcome)],
    ['is answered, and not done', other],
  ] as const) {
    it(`says that it stands where that ${how}, and can be tried again`, async () => {
      const id = await booked();
      await suffer(/\/Appointment/, mishap, true);
      await press('Cancel it');
      await press('Yes, cancel it');
      await says('It was not cancelled: you still have the appointment');
      assert.equal(await statusOf(id), 'booked');
      await page.unrouteAll();
      await press('Cancel it');
      await press('Yes, cancel it');
      await says('The appointment is cancelled');
      assert.equal(await statusOf(id), 'cancelled');
    });
  }

  it('says that nobody knows where the network is cut', async () => {
    await booked();
    await press('Cancel it');
    await suffer(/\/Appointment/, cut, true);
    await press('Yes, cancel it');
    await says('We do not know whether it was cancelled');
  });
});
