/** An International Patient Summary given as a Bundle needs no server. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { sharedFiles } from '../support/shared-data.ts';
import { readSummary } from '../support/shown-summary.ts';

let hosts: HostPages;
let browser: Browser;
before(async () => {
  hosts = await serveHostPages({ '/': '<ehr-session><ehr-patient-summary></ehr-patient-summary></ehr-session>' });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
});

interface Document {
  resourceType: string;
  entry?: { resource: { resourceType: string; code?: { text?: string; coding?: { display?: string }[] } } }[];
}
const documents = sharedFiles('ips')
  .map((file) => [basename(file), JSON.parse(readFileSync(file, 'utf8')) as Document] as const)
  .filter(([, { resourceType }]) => resourceType === 'Bundle');

describe('an IPS document', () => {
  assert.ok(documents.length >= 4);
  for (const [name, bundle] of documents) {
    it(`${name} is shown, and nothing is asked of any server`, async () => {
      const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
      const elsewhere: string[] = [];
      page.on('request', (request) => request.url().startsWith(hosts.origin) || elsewhere.push(request.url()));
      await page.goto(hosts.origin);
      await page.locator('ehr-session').evaluate((session, given) => Object.assign(session, { bundle: given }), bundle);
      const shown = await readSummary(page);
      assert.deepEqual(
        elsewhere.filter((url) => !url.startsWith('data:')),
        [],
      );
      assert.doesNotMatch(JSON.stringify(shown), /undefined|null|NaN|\[object/);
      const text =
        (await page.locator('ehr-patient-summary').evaluate((summary) => summary.shadowRoot?.textContent)) ?? '';
      for (const type of ['Condition', 'AllergyIntolerance']) {
        for (const { resource } of bundle.entry ?? []) {
          if (resource.resourceType !== type) continue;
          const label = resource.code?.text ?? resource.code?.coding?.find(({ display }) => display)?.display ?? '';
          const said = /^no (information|known)/i.test(label)
            ? /no information|no known|none recorded|not.*recorded/i
            : label;
          assert.ok(
            typeof said === 'string' ? text.includes(said) : said.test(text),
            `${label} in ${text.slice(0, 3000)}`,
          );
        }
      }
      await page.close();
    });
  }
});
