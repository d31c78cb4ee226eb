/** The whole of it, as a person meets it: a sandbox with its portal and EHR, and a browser. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../packages/sandbox/src/index.ts';
import { findBrowser } from './browser.ts';

export interface Demo {
  readonly sandbox: Sandbox;
  readonly browser: Browser;
  /** FHIR base of the first organisation. */
  readonly fhirBase: string;
  /** A page of a person of their own, with nothing remembered. */
  visit(url: string): Promise<Page>;
  close(): Promise<void>;
}

export async function startDemo(options: SandboxOptions = {}): Promise<Demo> {
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  const sandbox = await startSandbox({ port: 0, ...options }).catch(async (error: unknown) => {
    // An open browser would keep the test process alive for good.
    await browser.close();
    throw error;
  });
  const contexts: BrowserContext[] = [];
  return {
    sandbox,
    browser,
    fhirBase: sandbox.organisations[0]?.fhirBase ?? '',
    visit: async (url) => {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      await sandbox.close();
    },
  };
}
