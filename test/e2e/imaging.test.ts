/** Images of a study, fetched by the host page with its own token, from an image service that asks for one. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ImagingStudy } from 'fhir/r4.js';
import { chromium, type Browser } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/index.ts';
import { App } from '../sandbox/server/app.ts';
import { findBrowser } from '../support/browser.ts';
import { serveHostPages, type HostPages } from '../support/host-page.ts';

/** Keoni, imaged after an accident. */
const PATIENT = 'p-1006';
const NAME = 'Chest X-ray';

describe('images of a study on a page that has the right to them', () => {
  let sandbox: Sandbox;
  let hosts: HostPages;
  let browser: Browser;
  let base: string;
  let token: string;

  before(async () => {
    const { executablePath, args } = await findBrowser();
    browser = await chromium.launch({ executablePath, args: [...args] });
    sandbox = await startSandbox({ port: 0 });
    const [hospital] = sandbox.organisations;
    assert.ok(hospital);
    base = hospital.fhirBase;
    token = String((await new App(hospital).tokens({ as: 'keoni' })).body['access_token']);
    hosts = await serveHostPages({
      '/': '<ehr-session persona="clinician"><ehr-results-viewer view="reports"></ehr-results-viewer></ehr-session>',
    });
  });
  after(async () => {
    await browser?.close();
    await hosts?.close();
    await sandbox?.close();
  });

  it('are one small picture a series, and a full one of the series that is opened', { timeout: 60_000 }, async () => {
    const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
    const asked: { readonly url: string; readonly token: string | undefined; readonly status: number }[] = [];
    page.on('response', (answer) => {
      if (!answer.url().includes('/rendered') || answer.request().method() !== 'GET') return;
      asked.push({ url: answer.url(), token: answer.request().headers()['authorization'], status: answer.status() });
    });
    await page.goto(hosts.origin);
    await page.locator('ehr-session').evaluate(
      (session, { fhirBase, patient, bearer }) => {
        const service = new URL(`${fhirBase.replace(/\/[^/]+$/, '')}/dicomweb/`);
        const viewer = session.querySelector('ehr-results-viewer');
        const imageFetch = async (url: string): Promise<Blob | undefined> => {
          const { origin, pathname } = new URL(url);
          if (origin !== service.origin || !pathname.startsWith(service.pathname)) throw new Error('Not our images.');
          const answer = await fetch(url, { headers: { authorization: `Bearer ${bearer}`, accept: 'image/png' } });
          if (answer.status === 404) return undefined;
          if (!answer.ok) throw new Error('No image.');
          return answer.blob();
        };
        Object.assign(viewer ?? {}, { imageFetch });
        Object.assign(session, { fhirBase, patient, getToken: () => Promise.resolve(bearer) });
      },
      { fhirBase: base, patient: PATIENT, bearer: token },
    );
    const viewer = page.locator('ehr-results-viewer');
    const answer = await fetch(`${base}/ImagingStudy?patient=${PATIENT}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { entry } = (await answer.json()) as { entry: { resource: ImagingStudy }[] };
    const study = entry.find(
      ({ resource }) => resource.description === NAME || resource.procedureCode?.[0]?.text === NAME,
    );
    const series = study?.resource.series ?? [];
    assert.ok(series.length > 0);
    await viewer.locator('.entry', { hasText: NAME }).first().click();
    const show = viewer.getByRole('button', { name: /^Show images/ });
    await show.first().waitFor();
    assert.equal(asked.length, 0, 'nothing is fetched before somebody asks');
    await show.first().click();
    const small = viewer.locator('.thumb');
    for (const one of await small.all()) {
      await one.scrollIntoViewIfNeeded();
      await one.locator('img').waitFor();
    }
    assert.equal(await small.count(), series.length);
    assert.equal(asked.length, series.length);
    await small.first().click();
    const picture = viewer.locator('.picture');
    await picture.waitFor();
    const width = await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
    assert.equal(width, 512);
    for (const one of asked) assert.deepEqual([one.token, one.status], [`Bearer ${token}`, 200]);
  });
});
