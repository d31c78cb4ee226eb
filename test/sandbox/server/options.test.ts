import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Bundle, Observation, Patient } from 'fhir/r4.js';
import { SandboxError, startSandbox, type Sandbox, type SandboxOptions } from '../../../packages/sandbox/src/index.ts';
import { sharedFiles } from '../../support/shared-data.ts';
import { App } from './app.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ehr-sandbox-'));
});
after(() => rm(folder, { recursive: true }));

/** Starts a sandbox for one test. */
async function running(
  options: SandboxOptions,
  use: (sandbox: Sandbox, fhirBase: string) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox({ port: 0, ...options });
  try {
    await use(sandbox, sandbox.organisations[0]?.fhirBase ?? '');
  } finally {
    await sandbox.close();
  }
}

async function read<R>(address: string): Promise<R> {
  const response = await fetch(address);
  assert.equal(response.status, 200, `${address}: ${response.status}`);
  return (await response.json()) as R;
}

async function file(name: string, content: string | object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const person = (id: string, family: string) => ({ resourceType: 'Patient', id, name: [{ family }] });

describe('with sign-in switched off', () => {
  it('FHIR answers without a token, to scripts and to pages of this machine only', async () => {
    await running({ auth: 'off' }, async (_sandbox, fhirBase) => {
      assert.ok(((await read<Bundle>(`${fhirBase}/Patient?_total=accurate`)).total ?? 0) > 0);
      const local = await fetch(`${fhirBase}/Patient`, { headers: { Origin: 'http://localhost:5173' } });
      assert.equal(local.headers.get('access-control-allow-origin'), 'http://localhost:5173');
      const foreign = await fetch(`${fhirBase}/Patient`, { headers: { Origin: 'https://elsewhere.example' } });
      assert.equal(foreign.headers.get('access-control-allow-origin'), null);
    });
  });

  it('nothing claims that one could sign in', async () => {
    await running({ auth: 'off' }, async (sandbox, fhirBase) => {
      assert.equal((await fetch(`${fhirBase}/.well-known/smart-configuration`)).status, 404);
      const statement = await read<{ rest: { security?: unknown }[] }>(`${fhirBase}/metadata`);
      assert.equal(statement.rest[0]?.security, undefined);
      assert.match(await (await fetch(sandbox.home)).text(), /Sign-in is switched off/);
    });
  });
});

describe('the synthetic patients', () => {
  it('are the same for the same seed and day, and differ in values for another seed', async () => {
    const today = new Date('2026-10-19T09:42:00Z');
    const values = async (seed: number): Promise<string> => {
      let text = '';
      await running({ auth: 'off', seed, today }, async (_sandbox, fhirBase) => {
        const bundle = await read<Bundle<Observation>>(`${fhirBase}/Observation?_count=200&_sort=_id`);
        text = JSON.stringify(bundle.entry?.map(({ resource }) => [resource?.id, resource?.valueQuantity]));
      });
      return text;
    };
    const first = await values(7);
    assert.equal(await values(7), first);
    assert.notEqual(await values(8), first);
  });
});

describe('a database file', () => {
  it('keeps what was written, one file an organisation', async () => {
    const db = join(folder, 'kept.sqlite');
    await running({ auth: 'off', db }, async (_sandbox, fhirBase) => {
      const response = await fetch(`${fhirBase}/Patient/kept`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/fhir+json' },
        body: JSON.stringify(person('kept', 'Keeper')),
      });
      assert.equal(response.status, 201);
    });
    const names = await readdir(folder);
    for (const name of ['kept.university-hospital.sqlite', 'kept.city-clinic.sqlite'])
      assert.ok(names.includes(name), name);
    await running({ auth: 'off', db }, async (_sandbox, fhirBase) => {
      assert.equal((await read<Patient>(`${fhirBase}/Patient/kept`)).name?.[0]?.family, 'Keeper');
      const margaret = await read<Bundle>(`${fhirBase}/Patient?family=Adeyemi&_total=accurate`);
      assert.equal(margaret.total, 1, 'the synthetic patients are not made twice');
    });
  });
});

describe('files that are loaded', () => {
  it('may be a resource, NDJSON, or Bundles of any type, whose references come out right', async () => {
    const observation = { resourceType: 'Observation', status: 'final', code: { text: 'Weight' } };
    const entry = (type: string) => [
      {
        fullUrl: 'urn:uuid:7b1c9f0e-6a53-4c35-9a0c-3c1a2f1d0001',
        resource: { resourceType: 'Patient', name: [{ family: `In${type}` }] },
      },
      {
        fullUrl: 'urn:uuid:7b1c9f0e-6a53-4c35-9a0c-3c1a2f1d0002',
        resource: { ...observation, subject: { reference: 'urn:uuid:7b1c9f0e-6a53-4c35-9a0c-3c1a2f1d0001' } },
      },
    ];
    const load = [
      await file('one.json', person('single', 'Single')),
      await file(
        'lines.ndjson',
        `${JSON.stringify(person('line-1', 'First'))}\n\n${JSON.stringify(person('line-2', 'Second'))}\n`,
      ),
      await file('collection.json', { resourceType: 'Bundle', type: 'collection', entry: entry('collection') }),
      await file('transaction.json', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: entry('transaction').map((each) => ({
          ...each,
          request: { method: 'POST', url: each.resource.resourceType },
        })),
      }),
    ];
    await running({ auth: 'off', load }, async (_sandbox, fhirBase) => {
      for (const id of ['single', 'line-1', 'line-2']) await read(`${fhirBase}/Patient/${id}`);
      for (const family of ['Incollection', 'Intransaction']) {
        const found = await read<Bundle>(`${fhirBase}/Observation?subject:Patient.family=${family}&_total=accurate`);
        assert.equal(found.total, 1, family);
      }
    });
  });

  it('may be a Synthea patient, who can then be chosen at sign-in', async () => {
    const [path = ''] = sharedFiles('synthea');
    await running({ load: [path] }, async (sandbox, fhirBase) => {
      const [organisation] = sandbox.organisations;
      assert.ok(organisation);
      const app = new App(organisation);
      const start = await (await fetch(sandbox.home)).text();
      const loaded = [...start.matchAll(/<code>([\w-]+)<\/code><\/td>\s*<td>Loaded from a file/g)].map(
        ([, id]) => id ?? '',
      );
      assert.equal(loaded.length, 1);
      const [patient = ''] = loaded;
      const { body } = await app.tokens({ as: 'anil-patel', patient });
      assert.equal(body['patient'], patient);
      const observations = await fetch(`${fhirBase}/Observation?patient=${patient}&_total=accurate&_summary=count`, {
        headers: { Authorization: `Bearer ${String(body['access_token'])}` },
      });
      assert.ok((((await observations.json()) as Bundle).total ?? 0) > 10);
    });
  });

  it('that cannot be loaded stop the start, and are named', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [join(folder, 'missing.json'), /missing\.json was not found/],
      [await file('broken.json', '{"resourceType":'), /broken\.json could not be loaded: .*JSON/],
      [await file('other.json', { hello: 'world' }), /other\.json could not be loaded: it holds no FHIR resource/],
      [await file('nonsense.json', { resourceType: 'Nonsense', id: 'x' }), /nonsense\.json could not be loaded: .*R4/],
    ];
    for (const [path, reason] of cases) {
      await assert.rejects(startSandbox({ port: 0, load: [path] }), (error) => {
        assert.ok(error instanceof SandboxError);
        assert.match(error.message, reason);
        return true;
      });
    }
  });
});

describe('a port', () => {
  it('that is taken stops the start with a way out, and nothing is left running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await assert.rejects(startSandbox({ port }), /Port \d+ is taken.*--port 0/);
      await assert.rejects(startSandbox({ port: 0, portalPort: port }), /is taken.*--portal-port/);
    } finally {
      other.close();
    }
    await running({ port, portalPort: 0 }, async (sandbox) => {
      assert.equal(new URL(sandbox.home).port, String(port));
    });
  });
});
