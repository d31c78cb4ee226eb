/** The same example as a person meets it: started by its own command, in a browser. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { startDemo, type Demo } from '../support/demo.ts';
import { visitSignIn } from '../support/sandbox-visitor.ts';

let demo: Demo;
let example: ChildProcess;
let folder: string;
let origin: string;

before(async () => {
  demo = await startDemo();
  folder = await mkdtemp(path.join(tmpdir(), 'bff-'));
  const keys = await fetch(new URL('/clients/key-app.jwks.json', demo.sandbox.home));
  await writeFile(path.join(folder, 'keys.json'), await keys.text());
  const port = await freePort();
  origin = `http://localhost:${port}`;
  example = spawn(process.execPath, ['docs/examples/bff/server.ts'], {
    env: {
      ...process.env,
      ORIGIN: origin,
      PORT: `${port}`,
      ISSUER: demo.fhirBase,
      KEYS: path.join(folder, 'keys.json'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    example.stdout?.once('data', resolve);
    example.once('exit', () => reject(new Error('The example did not start.')));
  });
});
after(async () => {
  example?.kill();
  await demo?.close();
  if (folder) await rm(folder, { recursive: true });
});

it('a person signs in, sees their record, and signs out', async () => {
  const page = await demo.visit(origin);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.getByRole('link', { name: 'Sign in at your hospital' }).click();
  await visitSignIn(page, { as: 'margaret' });
  const summary = page.locator('ehr-patient-summary');
  await summary.getByRole('heading', { name: /Margaret/ }).waitFor();
  assert.match(await summary.locator('[part~=alarm]').first().innerText(), /penicillin/i);
  assert.equal(page.url(), `${origin}/`);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.equal(kept, '[{},{},""]', 'scripts of the page find nothing');

  await page.reload();
  await summary.getByRole('heading', { name: /Margaret/ }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in at your hospital' }).waitFor();
  assert.equal(await page.getByText('Margaret').count(), 0);
  await page.reload();
  await page.getByRole('link', { name: 'Sign in at your hospital' }).waitFor();
  assert.deepEqual(complaints, []);
});

it('a person who did not allow it is told so', async () => {
  const page = await demo.visit(origin);
  await page.getByRole('link', { name: 'Sign in at your hospital' }).click();
  await visitSignIn(page, { as: 'margaret', refuse: true });
  await page.getByRole('alert').getByText('You did not allow').waitFor();
  assert.equal(page.url(), `${origin}/`);
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, 'localhost', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}
