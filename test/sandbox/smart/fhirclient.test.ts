/**
 * fhirclient, as anyone's app uses it, in a real browser: the sandbox must be a SMART server to a client that is not ours.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Bundle, Patient } from 'fhir/r4.js';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../../support/demo.ts';
import { visitSignIn } from '../../support/sandbox-visitor.ts';
import { serveFolder, type StaticServer } from '../../support/static-server.ts';

let demo: Demo;
let app: StaticServer;
let folder: string;
const closers: (() => Promise<void>)[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fhirclient-app-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  await build({
    stdin: { contents: "export { oauth2 } from 'fhirclient';", resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
    outfile: join(folder, 'fhirclient.js'),
  });
  await writeFile(join(folder, 'launch.html'), page(launchScript));
  await writeFile(join(folder, 'app.html'), page(appScript));
  app = await serveFolder(folder);
  closers.push(() => app.close());
  demo = await startDemo();
  closers.push(() => demo.close());
});
after(async () => {
  for (const close of closers.reverse()) await close();
});

/** `iss` and `launch` come in the address from an EHR, as fhirclient reads them itself; `fhir` is our own, without one. */
const launchScript = `
  import { oauth2 } from './fhirclient.js';
  const query = new URLSearchParams(location.search);
  const iss = query.get('fhir') ?? undefined;
  oauth2.authorize({ iss, clientId: 'test-app', scope: query.get('scope'), redirectUri: 'app.html', pkceMode: 'required' });
`;

const appScript = `
  import { oauth2 } from './fhirclient.js';
  oauth2.ready().then(
    (client) => { window.client = client; document.title = 'ready'; },
    (error) => { document.title = 'failed: ' + error.message; },
  );
`;

function page(script: string): string {
  return `<!doctype html><title>…</title><script type="module">${script}</script>`;
}

/** The part of fhirclient's client that the tests use, in the page. */
interface SmartClient {
  readonly patient: { readonly id: string | null; read(): Promise<Patient> };
  readonly encounter: { readonly id: string | null };
  readonly user: { readonly fhirUser: string | null };
  readonly state: { readonly tokenResponse?: Readonly<Record<string, unknown>> };
  request<T>(path: string | object, options?: object): Promise<T>;
  create<T>(resource: object): Promise<T>;
  refresh(): Promise<unknown>;
}
declare global {
  interface Window {
    client: SmartClient;
  }
}

/** Waits until fhirclient has its tokens, or fails with what it said. */
async function ready(person: Page): Promise<void> {
  await person.waitForURL(`${app.origin}/app.html**`);
  await person.waitForFunction(() => document.title !== '…');
  assert.equal(await person.title(), 'ready');
}

async function standalone(scope: string): Promise<Page> {
  const query = new URLSearchParams({ fhir: demo.fhirBase, scope });
  const person = await demo.visit(`${app.origin}/launch.html?${query}`);
  await visitSignIn(person, { as: 'margaret' });
  await ready(person);
  return person;
}

/** Status codes of a GET search, read, include and a POST, as fhirclient's error says them; 0 where there was none. */
function statuses(person: Page, requests: readonly (string | object)[]): Promise<number[]> {
  return person.evaluate(async (all) => {
    const statusOf = (promise: Promise<unknown>): Promise<number> =>
      promise.then(
        () => 0,
        (error: { status?: number }) => error.status ?? -1,
      );
    const answers: number[] = [];
    for (const each of all) {
      answers.push(await statusOf(typeof each === 'string' ? window.client.request(each) : window.client.create(each)));
    }
    return answers;
  }, requests);
}

describe('fhirclient', { timeout: 120_000 }, () => {
  it('signs a patient in standalone, reads, and refreshes', async () => {
    const person = await standalone('launch/patient patient/*.rs openid fhirUser offline_access');
    const seen = await person.evaluate(async () => {
      const { client } = window;
      const patient = await client.patient.read();
      const conditions = await client.request<unknown[]>(`Condition?patient=${client.patient.id}&_count=2`, {
        pageLimit: 0,
        flat: true,
      });
      const before = client.state.tokenResponse?.['access_token'];
      await client.refresh();
      return {
        id: client.patient.id,
        fhirUser: client.user.fhirUser,
        family: patient.name?.[0]?.family,
        conditions: conditions.length,
        renewed: before !== client.state.tokenResponse?.['access_token'],
        kept: client.state.tokenResponse?.['patient'],
        stillReads: (await client.patient.read()).id,
      };
    });
    const conditions = await count(person, `Condition?patient=${seen.id}`);
    assert.equal(seen.family, 'Adeyemi');
    assert.equal(seen.fhirUser, `Patient/${seen.id}`);
    assert.ok(conditions > 2, 'there is more than one page');
    assert.equal(seen.conditions, conditions);
    assert.equal(seen.renewed, true);
    assert.deepEqual([seen.kept, seen.stillReads], [seen.id, seen.id]);
  });

  it('is launched by the EHR, for the patient and encounter that are open there', async () => {
    const { patient, launch } = await ehrLaunch();
    const query = new URLSearchParams({ iss: demo.fhirBase, launch, scope: 'launch patient/*.read openid fhirUser' });
    const person = await demo.visit(`${app.origin}/launch.html?${query}`);
    await ready(person);
    const seen = await person.evaluate(async () => ({
      id: window.client.patient.id,
      read: (await window.client.patient.read()).id,
      fhirUser: window.client.user.fhirUser,
      intent: window.client.state.tokenResponse?.['intent'],
      banner: window.client.state.tokenResponse?.['need_patient_banner'],
      tenant: window.client.state.tokenResponse?.['tenant'],
    }));
    assert.deepEqual(seen, {
      id: patient,
      read: patient,
      fhirUser: 'Practitioner/anil-patel',
      intent: 'review',
      banner: false,
      tenant: 'university-hospital',
    });
  });

  it('is refused with 403 what was not granted: read, search, include and write', async () => {
    const everything = await standalone('launch/patient patient/*.rs');
    const ids = await everything.evaluate(async () => {
      const first = await window.client.request<Bundle>(`Condition?patient=${window.client.patient.id}&_count=1`);
      return { patient: window.client.patient.id, condition: first.entry?.[0]?.resource?.id };
    });
    assert.ok(ids.condition);
    const requests = [
      `Condition/${ids.condition}`,
      `Condition?patient=${ids.patient}`,
      `Patient?_id=${ids.patient}&_revinclude=Condition:patient`,
      { resourceType: 'Condition', subject: { reference: `Patient/${ids.patient}` }, code: { text: 'Headache' } },
    ];
    assert.deepEqual(await statuses(everything, requests), [0, 0, 0, 403], 'and what was granted is not');
    const some = await standalone('launch/patient patient/Patient.cruds patient/Observation.rs');
    assert.deepEqual(await statuses(some, requests), [403, 403, 403, 403]);
    assert.deepEqual(await statuses(some, [`Observation?_include=Observation:encounter`]), [403]);
    assert.deepEqual(
      await statuses(some, [`Observation?_include=Observation:patient`, `Patient/${ids.patient}`]),
      [0, 0],
    );
  });
});

async function count(person: Page, search: string): Promise<number> {
  return person.evaluate(
    async (path) => (await window.client.request<Bundle>(`${path}&_summary=count`)).total ?? -1,
    search,
  );
}

/** A launch by the demo EHR, for the first patient in its list. */
async function ehrLaunch(): Promise<{ readonly patient: string; readonly launch: string }> {
  const list = await (await fetch(demo.sandbox.ehr)).text();
  const patient = /name="patient"\s+value="([^"]+)"/.exec(list)?.[1] ?? '';
  const form = { organisation: 'university-hospital', clinician: 'anil-patel', patient, intent: 'review' };
  const made = await fetch(`${demo.sandbox.ehr}launch`, { method: 'POST', body: new URLSearchParams(form) });
  const { launch } = (await made.json()) as { launch: string };
  return { patient, launch };
}
