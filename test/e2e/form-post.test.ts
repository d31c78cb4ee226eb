/** A sign-in request sent as a form, in a browser: into a popup and in the page's own place, under a strict policy. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import type * as Form from '../../packages/sdk/src/auth/form.ts';
import { findBrowser } from '../support/browser.ts';

const form = new URL('../../packages/sdk/dist/auth/form.js', import.meta.url);
/** What the authorization endpoint was sent. */
const received: string[] = [];

let server: Server;
let origin: string;
let browser: Browser;
before(async () => {
  server = createServer((request, response) => void answer(request.url ?? '', request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const answer: (
  path: string,
  ...exchange: Parameters<Parameters<typeof createServer>[1] & object>
) => Promise<void> = async (path, request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  if (path === '/form.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(form));
    return;
  }
  if (request.method === 'POST') received.push(body);
  const policy = `default-src 'self'; form-action ${path === '/barred' ? "'none'" : "'self'"}`;
  // An encoding that does not know every character, as older portals have it.
  const headers = { 'content-type': 'text/html; charset=windows-1252', 'content-security-policy': policy };
  response.writeHead(200, headers).end('<!doctype html><title>Portal</title><p>Portal</p>');
};

const FIELDS = { scope: 'patient/*.rs', login_hint: 'Łucja 山', submit: 'a field of that name' };
const sent = new URLSearchParams(FIELDS).toString();

describe('a sign-in request sent as a form', () => {
  it('arrives whole in the popup, and leaves nothing in the page', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/portal`);
    const opened = page.waitForEvent('popup');
    await page.evaluate(async (fields) => {
      const { submitForm } = (await import(String('/form.js'))) as typeof Form;
      const popup = window.open('about:blank', 'sign-in-1', 'popup');
      submitForm('/authorize', new URLSearchParams(fields), popup?.name ?? '');
    }, FIELDS);
    await (await opened).waitForURL('**/authorize');
    assert.deepEqual(received.splice(0), [sent]);
    assert.equal(await page.locator('form').count(), 0);
    assert.equal(page.url(), `${origin}/portal`);
    await page.close();
  });

  it('arrives in the place of the page', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/portal`);
    await page.evaluate(async (fields) => {
      const { submitForm } = (await import(String('/form.js'))) as typeof Form;
      submitForm('/authorize', new URLSearchParams(fields), '_self');
    }, FIELDS);
    await page.waitForURL('**/authorize');
    assert.deepEqual(received.splice(0), [sent]);
    await page.close();
  });

  it('goes nowhere from a page whose policy does not name the server', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/barred`);
    const directive = await page.evaluate(async (fields) => {
      const { submitForm } = (await import(String('/form.js'))) as typeof Form;
      const violation = new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)),
      );
      submitForm('/authorize', new URLSearchParams(fields), '_self');
      return violation;
    }, FIELDS);
    assert.equal(directive, 'form-action');
    assert.deepEqual(received, []);
    await page.close();
  });
});
