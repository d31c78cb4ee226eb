/** A page with one widget, for each patient of a sandbox that holds its own and those of the shared data. */
import assert from 'node:assert/strict';
import { chromium, type Page } from 'playwright-core';
import { startSandbox } from '../../packages/sandbox/src/index.ts';
import { findBrowser } from './browser.ts';
import { serveHostPages } from './host-page.ts';
import { sharedFiles } from './shared-data.ts';

export interface PatientPages {
  /** The FHIR base of the sandbox. */
  readonly base: string;
  /** What `read` reads off the page of a patient. Fails where the page complains. */
  show<Shown>(patient: string, read: (page: Page) => Promise<Shown>): Promise<Shown>;
  close(): Promise<void>;
}

/** Of a window; a reader may have made it smaller. */
const SIZE = { width: 1280, height: 720 };

/** @param files What the sandbox holds besides its own patients; those of Synthea when left out. */
export async function servePatientPages(tag: string, files = sharedFiles('synthea')): Promise<PatientPages> {
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  const sandbox = await startSandbox({ port: 0, auth: 'off', load: files });
  const base = sandbox.organisations[0]?.fhirBase ?? '';
  const hosts = await serveHostPages({ '/': `<ehr-session persona="clinician"><${tag}></${tag}></ehr-session>` });
  // Loaded anew for each patient: in a tab that has compiled the elements before, that takes half the time of another tab.
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  return {
    base,
    async show(patient, read) {
      faults.length = 0;
      await page.setViewportSize(SIZE);
      await page.goto(hosts.origin);
      await page
        .locator('ehr-session')
        .evaluate((session, [fhirBase, id]) => Object.assign(session, { fhirBase, patient: id }), [base, patient]);
      const shown = await read(page);
      assert.deepEqual(faults, []);
      return shown;
    },
    async close() {
      await browser.close();
      await hosts.close();
      await sandbox.close();
    },
  };
}
