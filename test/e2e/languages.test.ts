/** A page in Spanish speaks Spanish throughout, and a page in English loads nothing for it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bundle } from 'fhir/r4.js';
import { chromium, type Browser, type Page, type Response } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/index.ts';
import '../../packages/elements/src/languages/es/define.ts';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';
import { allStrings, textsOf, type Persona } from '../support/wordings.ts';

const WIDGETS =
  '<ehr-patient-summary></ehr-patient-summary><ehr-medication-list></ehr-medication-list><ehr-results-viewer></ehr-results-viewer>';
const personas = ['patient', 'clinician'] as const;

let sandbox: Sandbox;
let hosts: HostPages;
let browser: Browser;
let base: string;

before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off' });
  base = sandbox.organisations[0]?.fhirBase ?? '';
  hosts = await serveHostPages({
    '/en': `<ehr-session>${WIDGETS}</ehr-session>`,
    '/patient': `<div lang="es"><ehr-session>${WIDGETS}</ehr-session></div>`,
    '/clinician': `<div lang="es-MX"><ehr-session persona="clinician">${WIDGETS}</ehr-session></div>`,
  });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  await hosts?.close();
  await sandbox?.close();
});

describe('a page in English', () => {
  it('does not load Spanish, and does once it is asked for', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    const files: string[] = [];
    page.on('request', (request) => files.push(request.url()));
    await page.goto(`${hosts.origin}/en`);
    await page.getByText('Sign in to see your medications').waitFor();
    assert.ok(!files.some((file) => file.endsWith('/es.js')), files.join());
    await page.evaluate(() => (document.documentElement.lang = 'es'));
    await page.getByText('Inicie sesión para ver sus medicamentos').waitFor();
    await page.close();
  });
});

describe('a page in Spanish', () => {
  it('speaks English where the words cannot be had, and says so to its developer', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    const warned = page.waitForEvent('console', (message) => message.text().includes('lang="es" could not be loaded'));
    await page.route('**/es.js', (route) => route.abort());
    await page.goto(`${hosts.origin}/patient`);
    await page.getByText('Sign in to see your medications').waitFor();
    await warned;
    await page.close();
  });

  for (const persona of personas) {
    it(`leaves no English to a ${persona} but what the server sent`, { timeout: 300_000 }, async (test) => {
      const english = await englishOnly(persona);
      const found = (await (await fetch(`${base}/Patient?_count=100`)).json()) as Bundle;
      const ids = (found.entry ?? []).flatMap(({ resource }) => resource?.id ?? []);
      assert.ok(ids.length >= 12, `${ids.length} patients`);
      const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
      for (const id of ids) {
        await test.test(`Patient/${id}`, async () => {
          const { shown, sent } = await show(page, persona, id);
          const left = wordsIn(shown).filter((word) => english.has(word) && !sent.has(word));
          assert.deepEqual([...new Set(left)], []);
        });
      }
      await page.close();
    });
  }
});

/** The words of the elements in English that Spanish does not have too. */
async function englishOnly(persona: Persona): Promise<ReadonlySet<string>> {
  const strings = [...(await allStrings()).values()];
  const wordsOf = (locale: string): string[] =>
    strings.flatMap((one) => textsOf(one.for({ locale, persona })).flatMap(([, text]) => wordsIn(text)));
  const month = new Intl.DateTimeFormat('es', { month: 'short', timeZone: 'UTC' });
  const months = Array.from({ length: 12 }, (_, index) => month.format(Date.UTC(2026, index)));
  const spanish = new Set([...wordsOf('es'), ...months]);
  return new Set(wordsOf('en').filter((word) => !spanish.has(word)));
}

async function show(
  page: Page,
  persona: Persona,
  patient: string,
): Promise<{ shown: string; sent: ReadonlySet<string> }> {
  const answers: Promise<string>[] = [];
  const keep = (response: Response): void => {
    if (response.url().startsWith(base)) answers.push(response.text().catch(() => ''));
  };
  page.on('response', keep);
  try {
    await page.goto(`${hosts.origin}/${persona}`);
    await page
      .locator('ehr-session')
      .evaluate((session, [fhirBase, id]) => Object.assign(session, { fhirBase, patient: id }), [base, patient]);
    await page.locator('ehr-patient-summary [part~=foot]').waitFor();
    await page.locator('ehr-medication-list article[aria-busy=false]').waitFor();
    await page.locator('ehr-results-viewer article[aria-busy=false]').waitFor();
    await page.locator('ehr-patient-summary section[aria-busy=true]').first().waitFor({ state: 'detached' });
    return { shown: await textOf(page), sent: new Set(wordsIn((await Promise.all(answers)).join(' '))) };
  } finally {
    page.off('response', keep);
  }
}

function textOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    ['ehr-patient-summary', 'ehr-medication-list', 'ehr-results-viewer']
      .map((tag) => document.querySelector(tag)?.shadowRoot?.querySelector<HTMLElement>('.root')?.innerText ?? '')
      .join('\n'),
  );
}

function wordsIn(text: string): string[] {
  return (text.match(/\p{L}{3,}/gu) ?? []).map((word) => word.toLowerCase());
}
