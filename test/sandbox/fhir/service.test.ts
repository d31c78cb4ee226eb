/** The service as a whole: what it says of itself, and what it keeps. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { structuralIssues } from '../../../packages/sandbox/src/fhir/structure.ts';
import { Clinic, publishedResources, type Json } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'fhir-service-'));
after(() => rmSync(folder, { recursive: true }));

test('the capability statement is sound FHIR and names the sign-in endpoints', async () => {
  const clinic = new Clinic({ security: { authorize: 'https://x.example/auth', token: 'https://x.example/token' } });
  const { json } = await clinic.ask('GET /metadata');
  assert.deepEqual(structuralIssues(json), []);
  assert.equal(json.fhirVersion, '4.0.1');
  assert.equal(json.rest[0].security.extension[0].extension[1].valueUri, 'https://x.example/token');
  assert.equal((await new Clinic().ask('GET /metadata')).json.rest[0].security, undefined);
});

test('every search parameter, include and interaction that the capability statement names is carried out', async () => {
  const clinic = new Clinic();
  const { json } = await clinic.ask('GET /metadata');
  const strict = { headers: { prefer: 'handling=strict' } };
  const samples: Record<string, string> = { date: '2020', number: '1', quantity: '1' };
  for (const { type, searchParam, searchInclude = [], searchRevInclude = [] } of json.rest[0].resource) {
    for (const parameter of searchParam) {
      if (parameter.type === 'composite') continue;
      const path = `/${type}?${parameter.name}=${samples[parameter.type] ?? 'x'}`;
      assert.equal((await clinic.ask(`GET ${path}`, strict)).status, 200, path);
    }
    const includes = [
      ...searchInclude.map((each: string) => `_include=${each}`),
      ...searchRevInclude.map((each: string) => `_revinclude=${each}`),
    ].join('&');
    assert.equal((await clinic.ask(`GET /${type}?${includes}`, strict)).status, 200, type);
  }
});

test('a file keeps resources, history and index from one run to the next', async () => {
  const file = join(folder, 'kept.sqlite');
  const first = new Clinic({ file });
  await first.ask('PUT /Patient/a', { body: { resourceType: 'Patient', id: 'a', name: [{ family: 'Old' }] } });
  await first.ask('PUT /Patient/a', { body: { resourceType: 'Patient', id: 'a', name: [{ family: 'New' }] } });
  first.service.close();
  const second = new Clinic({ file });
  assert.deepEqual(await second.matches('/Patient?family=new'), ['Patient/a']);
  assert.deepEqual(await second.matches('/Patient?family=old'), []);
  assert.equal((await second.ask('GET /Patient/a/_history/1')).json.name[0].family, 'Old');
  second.service.close();
});

test('a server killed while it writes has lost nothing that it acknowledged', async () => {
  const file = join(folder, 'killed.sqlite');
  const writer = spawn(process.execPath, [fileURLToPath(new URL('./writer.ts', import.meta.url)), file]);
  let said = '';
  for await (const chunk of writer.stdout) {
    said += String(chunk);
    if (said.split('\n').length > 60) writer.kill('SIGKILL');
  }
  const acknowledged = said.split('\n').slice(0, -1);
  assert.ok(acknowledged.length >= 60, said);
  const clinic = new Clinic({ file });
  for (const id of acknowledged) {
    assert.equal((await clinic.ask(`GET /Patient/${id}`)).status, 200, id);
    assert.deepEqual(await clinic.matches(`/Patient?family:exact=F${id.slice(1)}`), [`Patient/${id}`]);
  }
  clinic.service.close();
});

test('a file opened under another base is indexed anew', async () => {
  const file = join(folder, 'moved.sqlite');
  const first = new Clinic({ file });
  first.service.load([
    { resourceType: 'Condition', id: 'c', subject: { reference: 'https://new.example/fhir/Patient/a' } } as Json,
  ]);
  assert.deepEqual(await first.matches('/Condition?patient=a'), []);
  first.service.close();
  const second = new Clinic({ file, base: 'https://new.example/fhir' });
  assert.deepEqual(await second.matches('/Condition?patient=a'), ['Condition/c']);
  second.service.close();
});

test('loading keeps ids and dates, and loads all or nothing', () => {
  const clinic = new Clinic();
  const good = { resourceType: 'Patient', id: 'a', meta: { lastUpdated: '2020-01-01T00:00:00Z' } } as Json;
  assert.throws(() => clinic.service.load([good, { resourceType: 'Patent' }]), /resourceType/);
  assert.equal(clinic.service.count(), 0);
  assert.equal(clinic.service.load([good]), 1);
  assert.equal(clinic.service.count('Patient'), 1);
});

test('every published example is stored by PUT and comes back as it was, save its meta', async () => {
  const clinic = new Clinic();
  const knownFaults = new Set([
    'Questionnaire/qs1',
    'ExplanationOfBenefit/01234567801-GNXYZ1230000010000010001',
    'ExplanationOfBenefit/connDmdEOBInpatient2',
  ]);
  let stored = 0;
  for (const resource of publishedResources('fhir-r4-official-examples', 'us-core', 'carin-bb', 'ips') as Json[]) {
    const key = `${resource.resourceType}/${resource.id}`;
    const put = await clinic.ask(`PUT /${key}`, { body: resource });
    if (put.status === 400) {
      assert.ok(
        knownFaults.has(key) || key.startsWith('Questionnaire/') || key.startsWith('ExplanationOfBenefit/'),
        `${key}: ${put.text}`,
      );
      continue;
    }
    assert.equal(put.status, 201, `${key}: ${put.text.slice(0, 300)}`);
    const { meta: _stored, ...kept } = (await clinic.ask(`GET /${key}`)).json;
    const { meta: _given, ...given } = resource;
    assert.deepEqual(kept, given);
    stored += 1;
  }
  assert.ok(stored > 500, `only ${stored}`);
});
