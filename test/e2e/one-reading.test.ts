/** A page built of parts: three bundles of the library, and a session around each widget. It costs what one widget costs. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page, Request } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/index.ts';
import { startDemo, type Demo } from '../support/demo.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { visitSignIn } from '../support/sandbox-person.ts';

const COPIES = ['-1', '-2', '-3'];

let demo: Demo;
let open: Sandbox;
let base: string;
let patient: string;
let hosts: HostPages;

before(async () => {
  open = await startSandbox({ port: 0, auth: 'off' });
  base = open.organisations[0]?.fhirBase ?? '';
  const found = await fetch(`${base}/Patient?_count=1`).then((answer) => answer.json() as Promise<Found>);
  patient = found.entry[0]?.resource.id ?? '';
  demo = await startDemo();
  const opened = `fhir-base="${base}" patient="${patient}"`;
  const signed = `issuer="${demo.fhirBase}" client-id="test-app" redirect-uri="/callback.html" keep="tab"
    scope="launch/patient patient/*.rs openid fhirUser offline_access"`;
  hosts = await serveHostPages({
    '/one': threeBundles + widget('-1', opened),
    '/twelve': threeBundles + twelve(opened),
    '/signed-one': threeBundles + widget('-1', signed),
    '/signed-twelve': threeBundles + twelve(signed),
    '/callback.html': `<script type="module">
      import { completeRedirect } from '/ehr-widgets/callback.js';
      completeRedirect();
    </script>`,
  });
});
after(async () => {
  await hosts?.close();
  await demo?.close();
  await open?.close();
});

interface Found {
  readonly entry: readonly { readonly resource: { readonly id: string } }[];
}

/** One page can define a tag once only: here each bundle gets tags of its own, so that all three are at work. */
const threeBundles = `<script type="module">
  const { define, get } = CustomElementRegistry.prototype;
  for (const copy of ${JSON.stringify(COPIES)}) {
    CustomElementRegistry.prototype.define = function (tag, element) { define.call(this, tag + copy, element); };
    CustomElementRegistry.prototype.get = function (tag) { return get.call(this, tag + copy); };
    await import('/ehr-widgets/bundle.js?copy=' + copy);
  }
  Object.assign(CustomElementRegistry.prototype, { define, get });
</script>`;

const widget = (copy: string, attributes: string): string =>
  `<ehr-session${copy} ${attributes}><ehr-patient-summary${copy}></ehr-patient-summary${copy}></ehr-session${copy}>`;

const twelve = (attributes: string): string =>
  Array.from({ length: 12 }, (_, index) => widget(COPIES[index % 3] ?? '', attributes)).join('');

/** What is asked of the record while `visit` lasts. A server names its pages anew for everybody who asks. */
async function askedBy(page: Page, of: string, visit: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const note = (request: Request): void => {
    const url = request.url();
    if (!url.startsWith(`${of}/`) || url.includes('.well-known') || request.method() === 'OPTIONS') return;
    asked.push(url.slice(of.length + 1).replace(/_page=[^&]*/, '_page'));
  };
  page.on('request', note);
  await visit();
  page.off('request', note);
  return asked.sort();
}

/** Until so many widgets have read everything. */
async function allRead(page: Page, widgets: number): Promise<void> {
  await page.waitForFunction((count) => {
    const summaries = [
      ...document.querySelectorAll('ehr-patient-summary-1, ehr-patient-summary-2, ehr-patient-summary-3'),
    ];
    const isRead = ({ shadowRoot }: Element): boolean =>
      !!shadowRoot?.querySelector('[part~=foot]') && !shadowRoot.querySelector('[aria-busy=true]');
    return summaries.length === count && summaries.every(isRead);
  }, widgets);
}

const wordsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('ehr-patient-summary-1, ehr-patient-summary-2, ehr-patient-summary-3')].map(
      ({ shadowRoot }) => shadowRoot?.querySelector('[part~=banner]')?.textContent ?? '',
    ),
  );

async function visited(
  path: string,
  widgets: number,
  of: string,
  page?: Page,
): Promise<{ page: Page; asked: string[] }> {
  const at = page ?? (await demo.visit(`${hosts.origin}/404`));
  const asked = await askedBy(at, of, async () => {
    await at.goto(hosts.origin + path);
    await allRead(at, widgets);
  });
  return { page: at, asked };
}

describe('twelve widgets of three bundles, each in a session of its own', () => {
  it('ask an open server what one asks, and show the same', async () => {
    const one = await visited('/one', 1, base);
    const all = await visited('/twelve', 12, base);
    assert.ok(one.asked.length > 0);
    assert.deepEqual(all.asked, one.asked);
    const [banner] = await wordsOf(one.page);
    assert.ok(banner?.trim());
    assert.deepEqual(await wordsOf(all.page), Array(12).fill(banner));
    console.log(`FHIR requests: ${one.asked.length} for one widget, ${all.asked.length} for twelve`);
  });

  it('read on together when one of them is given another patient', async () => {
    const { page } = await visited('/twelve', 12, base);
    const [, ...others] = await wordsOf(page);
    await page
      .locator('ehr-session-1')
      .first()
      .evaluate((session) => session.setAttribute('patient', 'nobody-here'));
    await page.waitForFunction(
      (shown) => !document.querySelector('ehr-patient-summary-1')?.shadowRoot?.textContent?.includes(shown),
      others[0]?.trim() ?? '',
    );
    const [first, ...still] = await wordsOf(page);
    assert.deepEqual(still, others);
    assert.notEqual(first, others[0]);
  });

  it('come back to the one sign-in that the tab keeps, read once, and end with it', async () => {
    const page = await demo.visit(`${hosts.origin}/signed-one`);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Sign in', exact: true }).click(),
    ]);
    await visitSignIn(popup);
    await allRead(page, 1);
    const one = await visited('/signed-one', 1, demo.fhirBase, page);
    const all = await visited('/signed-twelve', 12, demo.fhirBase, page);
    assert.deepEqual(all.asked, one.asked);
    assert.equal(new Set(await wordsOf(page)).size, 1);
    await page
      .getByRole('button', { name: /sign out/i })
      .first()
      .click();
    await page.waitForFunction(
      () =>
        ![...document.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot?.textContent?.includes('Margaret')),
    );
    assert.equal(await page.getByRole('button', { name: 'Sign in', exact: true }).count(), 12);
  });
});
